/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record that is gone at a server. */
#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-receive-private.h"

/* Only how far it may travel was changed here: that is no reason to keep it. */
static gboolean
is_edited (const EntSyncRow *row,
           const EntSyncHere *here)
{
  g_auto (GStrv) differences = NULL;

  if (here->base_part == NULL)
    return TRUE;

  differences = ent_merge_list_differences (ent_schema_find_for_id (row->id), here->base_part, here->part);
  for (gsize i = 0; differences[i] != NULL; i++)
    if (!g_str_equal (differences[i], "circle"))
      return TRUE;

  return FALSE;
}

/* What disappears from a circle stays with those who see more of it: there it only stops to travel so far. */
static gboolean
narrow_or_remove (EntSyncReceiver *self,
                  const EntSyncRow *row,
                  const EntSyncHere *here,
                  GError **error)
{
  EntCircle circle = self->remote->circle;
  gboolean keep = circle > ENT_CIRCLE_TEAM
                  && (circle == ENT_CIRCLE_ATLAS || (row->withdrawn && self->has_narrower)
                      || ent_projection_holds_more (here->document, circle));
  g_autoptr (JsonObject) document = NULL;

  if (!keep)
    return ent_sync_receiver_remove (self, row, error);

  document = ent_projection_merge (here->document, here->part, circle);
  ent_projection_set_circle (document, circle - 1);
  return ent_sync_receiver_store (self, row, document, error);
}

static gboolean
take_foreign_deletion (EntSyncReceiver *self,
                       const EntSyncRow *row,
                       const EntSyncHere *here,
                       GError **error)
{
  if (!ent_sync_state_drop_base (self->workspace, self->remote->name, row->id, error) || !ent_sync_receiver_drop_conflicts (self, row, error))
    return FALSE;

  return ent_projection_holds_more (here->document, self->remote->circle) || ent_sync_receiver_remove (self, row, error);
}

/* Our own circle took it back. It will tell us why; until then it is not sent there again. */
static gboolean
take_deletion_from_home (EntSyncReceiver *self,
                         const EntSyncRow *row,
                         const EntSyncHere *here,
                         GError **error)
{
  return ent_sync_receiver_drop_conflicts (self, row, error)
         && ent_sync_state_set_base (self->workspace, self->remote->name, row->id, row->rev,
                                     here->document != NULL ? ENT_BASE_TAKEN_BACK : NULL, error);
}

gboolean
ent_sync_receiver_take_deletion (EntSyncReceiver *self,
                                 const EntSyncRow *row,
                                 const EntSyncHere *here,
                                 GError **error)
{
  g_autofree char *mine = NULL;

  if (here->document == NULL)
    return (!here->agreed || ent_sync_receiver_agree (self, row, NULL, error))
           && ent_sync_receiver_drop_conflicts (self, row, error);
  if (row->foreign)
    return take_foreign_deletion (self, row, here, error);
  if (ent_projection_get_circle (here->document) < self->remote->circle)
    return ent_sync_receiver_agree (self, row, NULL, error) && ent_sync_receiver_drop_conflicts (self, row, error);
  if (ent_sync_receiver_is_from_home (self, row))
    return take_deletion_from_home (self, row, here, error);
  if (here->agreed && here->base_part == NULL)
    return ent_sync_receiver_agree (self, row, NULL, error);

  if (is_edited (row, here))
    {
      mine = ent_json_document_to_text (here->part);
      self->summary->conflicts++;
      return ent_sync_receiver_drop_conflicts (self, row, error)
             && ent_sync_receiver_dispute (self, row, "", here->base.document, mine, NULL, error)
             && ent_sync_receiver_agree (self, row, NULL, error);
    }

  return ent_sync_receiver_drop_conflicts (self, row, error) && narrow_or_remove (self, row, here, error)
         && ent_sync_receiver_agree (self, row, NULL, error);
}
