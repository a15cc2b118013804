/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-issues.h"
#include "ent-sync-row.h"
#include "ent-sync-state.h"

G_BEGIN_DECLS

/**
 * EntSyncLeaf:
 *
 * A version of a record that lost on the server when two databases were replicated into one another. Our own desks make none:
 * they edit what is there. What it says otherwise is shown as a conflict until somebody has chosen; then it is deleted there.
 */
typedef struct
{
  char *id;        /* (not nullable) (owned): of the record */
  char *rev;       /* (not nullable) (owned) */
  char *document;  /* (nullable) (owned): JSON of what nobody has chosen about yet; NULL: to be fetched */
  char *who;       /* (nullable) (owned): who wrote it */
  char *at;        /* (nullable) (owned): when, ISO 8601, UTC */
  char *path;      /* (nullable) (owned): what follows the address of the database in the request about it */
  char *turn;      /* (nullable) (owned): its place among those of a round */
  JsonNode *json;  /* (nullable) (owned): as it came */
  gboolean gone;   /* it is not there any more */
} EntSyncLeaf;

void ent_sync_leaf_free (EntSyncLeaf *leaf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncLeaf, ent_sync_leaf_free)

gboolean ent_sync_leaf_has_any (EntWorkspace *workspace, const char *remote);
gboolean ent_sync_leaf_note    (EntWorkspace *workspace, const EntRemote *remote, const EntSyncRow *row, gboolean *any, GError **error);
gboolean ent_sync_leaf_next    (EntWorkspace *workspace, const EntRemote *remote, const char *after, EntSyncLeaf **ret_leaf, GError **error);
gboolean ent_sync_leaf_settle  (EntWorkspace *workspace, const EntRemote *remote, const EntSyncLeaf *leaf, GError **error);
gboolean ent_sync_leaf_choose  (EntWorkspace *workspace, const EntConflict *conflict, GError **error);

gboolean ent_sync_leaf_add_conflicts (EntWorkspace *workspace, const char *remote, const char *id, GPtrArray *conflicts, GError **error);

G_END_DECLS
