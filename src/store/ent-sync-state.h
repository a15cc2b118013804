/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntRemote:
 *
 * A place that the workspace is synchronised with, and how far that has come.
 */
typedef struct
{
  char *name;      /* (not nullable) (owned): what the user calls it */
  char *url;       /* (not nullable) (owned): of the server, without the database */
  EntCircle circle;
  char *user;      /* (nullable) (owned): the account; its password is never kept here */
  char *instance;  /* (nullable) (owned): what tells this database from another one made under the same name */
  char *since;     /* (nullable) (owned): last sequence taken in, opaque, NULL before the first */
  gint64 pushed;   /* history.seq: all before it has been offered */
  char *synced_at; /* (nullable) (owned): end of the last complete round, ISO 8601, UTC */
  char *status;    /* (nullable) (owned): why the last round failed, in the user's words; NULL where it did not */
} EntRemote;

/* Stands in place of a document that was deleted there by those who will tell us why. */
#define ENT_BASE_TAKEN_BACK "taken back"

/* What a remote and this workspace last agreed on. */
typedef struct
{
  char *rev;      /* (not nullable) (owned): empty where the server is no longer known to have it */
  char *document; /* (nullable) (owned): as on the wire, without revision; NULL or ENT_BASE_TAKEN_BACK when deleted there */
} EntBase;

EntRemote *ent_remote_copy (const EntRemote *remote);
void       ent_remote_free (EntRemote *remote);
void       ent_base_clear  (EntBase *base);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntRemote, ent_remote_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EntBase, ent_base_clear)

GPtrArray *ent_sync_state_list_remotes  (EntWorkspace *workspace, GError **error);
EntRemote *ent_sync_state_get_remote    (EntWorkspace *workspace, const char *name, GError **error);
gboolean   ent_sync_state_save_remote   (EntWorkspace *workspace, const EntRemote *remote, GError **error);
gboolean   ent_sync_state_remove_remote (EntWorkspace *workspace, const char *name, GError **error);
gboolean   ent_sync_state_forget_revs   (EntWorkspace *workspace, const char *remote, GError **error);

gboolean ent_sync_state_get_base  (EntWorkspace *workspace, const char *remote, const char *id, EntBase *ret_base, gboolean *ret_found, GError **error);
gboolean ent_sync_state_set_base  (EntWorkspace *workspace, const char *remote, const char *id, const char *rev, const char *document, GError **error);
gboolean ent_sync_state_drop_base (EntWorkspace *workspace, const char *remote, const char *id, GError **error);

gboolean ent_sync_state_set_relaxed    (EntWorkspace *workspace, gboolean relaxed, GError **error);
gint64   ent_sync_state_get_last_row   (EntWorkspace *workspace);
GStrv    ent_sync_state_list_candidates (EntWorkspace *workspace, const EntRemote *remote, gint64 start, gint64 *ret_seq, GError **error);
gboolean ent_sync_state_get_last_edit   (EntWorkspace *workspace, const char *id, char **ret_who, char **ret_at, GError **error);

gint64   ent_sync_state_get_last_own_change (EntWorkspace *workspace);
gboolean ent_sync_state_was_here      (EntWorkspace *workspace, const char *id, gboolean *ret_was_here, GError **error);
gboolean ent_sync_state_was_replaced  (EntWorkspace *workspace, const char *id, const char *field, const char *value, gboolean *ret_replaced, GError **error);
gboolean ent_sync_state_was_replaced_since (EntWorkspace *workspace, const char *id, const char *field, const char *value, const char *base, gboolean *ret_replaced, GError **error);

/* Inside an open change. */
char    *ent_sync_state_set_author (EntWorkspace *workspace, const char *who);
gboolean ent_sync_state_add_record (EntWorkspace *workspace, EntRecord *record, const char *text, const char *at, GError **error);
gboolean ent_sync_state_receive    (EntWorkspace *workspace, JsonObject *document, const char *at, GError **error);

G_END_DECLS
