/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-remote.h"
#include "ent-secrets.h"

G_BEGIN_DECLS

/**
 * EntSyncLeaving:
 * @ENT_SYNC_NEW: the remote does not have the record yet
 * @ENT_SYNC_CHANGED: some of its fields are different
 * @ENT_SYNC_DELETED: it was deleted here
 * @ENT_SYNC_WITHDRAWN: it stays here, but shall no longer be seen there
 *
 * Why something is sent.
 */
typedef enum
{
  ENT_SYNC_NEW,
  ENT_SYNC_CHANGED,
  ENT_SYNC_DELETED,
  ENT_SYNC_WITHDRAWN,
} EntSyncLeaving;

/* One record that would leave. */
typedef struct
{
  char *id;              /* (not nullable) (owned) */
  char *headline;        /* (not nullable) (owned): perhaps empty */
  EntSyncLeaving why;
  JsonObject *document;  /* (not nullable) (owned): exactly what is sent, `_rev` apart */
  GStrv fields;          /* (not nullable) (owned): the names of the members that are new or different there */
} EntSyncItem;

void ent_sync_item_free (EntSyncItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncItem, ent_sync_item_free)

GPtrArray *ent_sync_preview            (EntWorkspace *workspace, const char *remote, GError **error);
gboolean   ent_sync_item_covers        (const EntSyncItem *seen, JsonObject *document, const char *const *fields);
gboolean   ent_sync_item_covers_field  (const EntSyncItem *seen, JsonObject *document, const char *field);

/**
 * EntSyncSide:
 * @ENT_SYNC_MINE: what is here
 * @ENT_SYNC_THEIRS: what is there
 * @ENT_SYNC_BASE: what was there before both
 * @ENT_SYNC_BOTH: of free text, mine and then theirs
 *
 * What is to stand where two changes do not go together.
 */
typedef enum
{
  ENT_SYNC_MINE,
  ENT_SYNC_THEIRS,
  ENT_SYNC_BASE,
  ENT_SYNC_BOTH,
} EntSyncSide;

GPtrArray *ent_sync_list_conflicts (EntWorkspace *workspace, const char *remote, const char *id, GError **error);
gboolean ent_sync_can_keep_both    (const EntConflict *conflict);
gboolean ent_sync_resolve          (EntWorkspace *workspace, const char *remote, const char *id, const char *field, EntSyncSide side, GError **error);
gboolean ent_sync_retry_quarantine (EntWorkspace *workspace, const char *remote, guint *ret_taken, GError **error);

/* How a round went. */
typedef struct
{
  guint received;    /* documents that changed something here */
  guint sent;        /* records that the server took */
  guint conflicts;   /* new ones */
  guint refused;     /* records that the server did not take */
  guint quarantined; /* documents that could not be taken in */
  guint withheld;    /* records that could not be published, for want of a publisher */
  guint unseen;      /* records that were not published, for the user has not seen what would leave */
} EntSyncSummary;

char *ent_sync_summary_describe (const EntSyncSummary *summary);

gboolean ent_sync_run (EntWorkspace *workspace, const char *remote, EntSecrets *secrets, GPtrArray *seen, GCancellable *cancellable, EntSyncSummary *ret_summary, GError **error);

G_END_DECLS
