/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions that lost on the server: fetched to be shown, deleted when somebody has chosen. */
#include <libsoup/soup.h>

#include "ent-sync-engine-private.h"

/* Begins with the leaf that @work has found. */
void
ent_sync_engine_leaf (EntSyncEngine *self,
                      EntSyncWork *work)
{
  ent_sync_leaf_free (self->leaf);
  self->leaf = g_steal_pointer (&work->leaf);
  g_set_str (&self->after_leaf, self->leaf->turn);
  self->phase = ENT_SYNC_PHASE_LEAF;
  ent_sync_engine_send (self, self->leaf->document == NULL ? SOUP_METHOD_GET : SOUP_METHOD_DELETE, g_strdup (self->leaf->path), NULL);
}

void
ent_sync_engine_leaf_answered (EntSyncEngine *self,
                               const EntSyncAnswer *answer,
                               gboolean refused)
{
  EntSyncWork *work = ent_sync_work_new (ENT_SYNC_WORK_LEAF, self->remote);

  /* What the server does not let us read or delete is none of ours to settle. */
  if (refused || self->leaf->document != NULL)
    self->leaf->gone = TRUE;
  else
    self->leaf->json = json_node_ref (answer->json);
  work->leaf = g_steal_pointer (&self->leaf);
  ent_sync_engine_work (self, work);
}
