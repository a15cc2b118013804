/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ent-database.h"
#include "ent-query.h"
#include "ent-record.h"

G_BEGIN_DECLS

/* "Ente", SQLite's application_id of a workspace. */
#define ENT_WORKSPACE_APPLICATION_ID 0x456e7465

#define ENT_TYPE_WORKSPACE (ent_workspace_get_type ())

/**
 * EntWorkspace:
 *
 * One workspace file through one connection: synchronous, and of one thread at a time. Every write is part of a
 * change: one transaction, one line to undo, and a row of history for each field. See #EntStore for the window's
 * asynchronous side.
 */
G_DECLARE_FINAL_TYPE (EntWorkspace, ent_workspace, ENT, WORKSPACE, GObject)

typedef enum
{
  ENT_WORKSPACE_CREATE = 1 << 0,    /* make the file, which must not exist */
  ENT_WORKSPACE_READ_ONLY = 1 << 1, /* only read, even where one could write */
  ENT_WORKSPACE_CHECKED = 1 << 2,   /* another connection of this process has just opened it: damage would be known */
  ENT_WORKSPACE_SHOWN = 1 << 3,     /* only read, and no more than is shown at this desk: see ent_workspace_is_narrow() */
} EntWorkspaceFlags;

/* One record found: by full text, or because it refers to another. */
typedef struct
{
  char *id;              /* (not nullable) (owned) */
  const EntEntity *entity; /* (not nullable) */
  char *headline;        /* (not nullable) (owned): perhaps empty */
  char *detail;          /* (nullable) (owned): the text around what was found */
  const EntField *field; /* (nullable): the field by which it refers */
} EntHit;

/* One row of a record's history. */
typedef struct
{
  gint64 change;         /* the change it was part of */
  char *at;              /* (not nullable) (owned): ISO 8601, UTC */
  char *who;             /* (not nullable) (owned): perhaps empty */
  char *origin;          /* (nullable) (owned): name of the remote it came from, NULL for this workspace */
  char *label;           /* (not nullable) (owned): what was done */
  char *id;              /* (not nullable) (owned): the record */
  char *headline;        /* (not nullable) (owned): of the record, now */
  const EntField *field; /* (nullable): NULL when the whole record came or went, or the field is unknown here */
  char *before;          /* (nullable) (owned): JSON of the former value, NULL when it had none */
  char *after;           /* (nullable) (owned): JSON of the new value, NULL when it has none */
} EntHistoryRow;

void ent_hit_free         (EntHit *hit);
void ent_history_row_free (EntHistoryRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntHit, ent_hit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntHistoryRow, ent_history_row_free)

EntWorkspace *ent_workspace_open         (const char *path, EntWorkspaceFlags flags, GError **error);
const char   *ent_workspace_get_path     (EntWorkspace *self);
gboolean      ent_workspace_is_read_only (EntWorkspace *self);
gboolean      ent_workspace_is_narrow    (EntWorkspace *self);
gboolean      ent_workspace_shows_field  (EntWorkspace *self, const EntEntity *entity, const EntField *field);
EntDatabase  *ent_workspace_get_database (EntWorkspace *self);

/* Settings of the workspace: "own-authority" (identifier), "own-department", "user", … */
char    *ent_workspace_get_setting (EntWorkspace *self, const char *name);
gboolean ent_workspace_set_setting (EntWorkspace *self, const char *name, const char *value, GError **error);

/* Who is named in history for the changes made through this object. */
void ent_workspace_set_user   (EntWorkspace *self, const char *user);
const char *ent_workspace_get_session_user (void);

/* A change: all that is written between begin and commit is one transaction and one step of undo. Saving outside of
 * a change makes one of its own. An origin names the remote that it came from; such changes are not undone. */
gboolean ent_workspace_begin    (EntWorkspace *self, const char *label, const char *origin, GError **error);
gboolean ent_workspace_commit   (EntWorkspace *self, GError **error);
void     ent_workspace_rollback (EntWorkspace *self);

EntRecord *ent_workspace_get    (EntWorkspace *self, const char *id, GError **error);
gboolean   ent_workspace_exists (EntWorkspace *self, const char *id);
gboolean   ent_workspace_save   (EntWorkspace *self, EntRecord *record, GError **error);
gboolean   ent_workspace_save_all (EntWorkspace *self, GPtrArray *records, GError **error);
gboolean   ent_workspace_delete (EntWorkspace *self, const char *id, GError **error);

/* Documents: JSON of any type, known or not. Unknown types are kept and given back as they came. */
JsonObject *ent_workspace_get_document (EntWorkspace *self, const char *id, GError **error);
gboolean    ent_workspace_put_document (EntWorkspace *self, JsonObject *document, GError **error);

char    *ent_workspace_undo       (EntWorkspace *self, GError **error);
char    *ent_workspace_redo       (EntWorkspace *self, GError **error);
char    *ent_workspace_peek_undo  (EntWorkspace *self);
char    *ent_workspace_peek_redo  (EntWorkspace *self);
GPtrArray *ent_workspace_history  (EntWorkspace *self, const char *id, guint limit, GError **error);
gint64   ent_workspace_get_last_change (EntWorkspace *self);

GArray    *ent_workspace_find  (EntWorkspace *self, EntQuery *query, GError **error);
gint64     ent_workspace_count (EntWorkspace *self, EntQuery *query, GError **error);
GPtrArray *ent_workspace_load  (EntWorkspace *self, const EntEntity *entity, const gint64 *rows, gsize n_rows, GError **error);
GPtrArray *ent_workspace_list  (EntWorkspace *self, EntQuery *query, guint limit, GError **error);
char      *ent_workspace_get_headline (EntWorkspace *self, const char *id);
GPtrArray *ent_workspace_search  (EntWorkspace *self, const char *words, const EntEntity *entity, guint limit, GError **error);
GPtrArray *ent_workspace_used_by (EntWorkspace *self, const char *id, guint limit, GError **error);

gboolean ent_workspace_check  (EntWorkspace *self, GPtrArray **ret_problems, GError **error);
gboolean ent_workspace_backup (EntWorkspace *self, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
