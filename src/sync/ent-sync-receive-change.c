/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of a server meets what is here of its record. */
#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-echo.h"
#include "ent-sync-receive-private.h"

static char *
text_of_node (JsonNode *node)
{
  return node != NULL ? ent_json_to_text (node) : NULL;
}

/* What others show to a circle must not be withdrawn from there only because it is new here. */
static gboolean
take_new (EntSyncReceiver *self,
          const EntSyncRow *row,
          JsonObject *theirs,
          GError **error)
{
  g_autoptr (JsonObject) document = ent_projection_merge (NULL, theirs, self->remote->circle);

  if (row->foreign)
    json_object_set_string_member (document, ENT_PROJECTION_PUBLISHER, row->publisher);
  if (ent_projection_get_circle (document) < self->remote->circle)
    ent_projection_set_circle (document, self->remote->circle);

  return ent_sync_receiver_store (self, row, document, error) && ent_sync_receiver_agree (self, row, theirs, error)
         && ent_sync_receiver_drop_conflicts (self, row, error);
}

static gboolean
take_of_deleted (EntSyncReceiver *self,
                 const EntSyncRow *row,
                 const EntSyncHere *here,
                 JsonObject *theirs,
                 GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_autofree char *text = NULL;

  if (!ent_merge_documents_equal (entity, here->base_part, theirs))
    {
      text = ent_json_document_to_text (theirs);
      self->summary->conflicts++;
      if (!ent_sync_receiver_dispute (self, row, "", here->base.document, NULL, text, error))
        return FALSE;
    }

  return ent_sync_receiver_agree (self, row, theirs, error);
}

static gboolean
write_clash (EntSyncReceiver *self,
             const EntSyncRow *row,
             const char *member,
             const char *base,
             JsonNode *mine,
             JsonNode *theirs,
             GError **error)
{
  g_autofree char *mine_text = text_of_node (mine);
  g_autofree char *theirs_text = text_of_node (theirs);

  return ent_sync_receiver_dispute (self, row, member, base, mine_text, theirs_text, error);
}

/* A conflict that nobody has settled goes on until both sides say the same, however the other value moves meanwhile. */
static gboolean
carry_on_conflict (EntSyncReceiver *self,
                   const EntSyncRow *row,
                   const EntConflict *open,
                   JsonObject *merged,
                   JsonObject *theirs,
                   GError **error)
{
  JsonNode *mine = json_object_get_member (merged, open->field);
  JsonNode *other = json_object_get_member (theirs, open->field);

  if (*open->field == '\0' || ent_merge_values_equal (ent_schema_find_for_id (row->id), open->field, mine, other))
    return ent_sync_issues_drop_conflict (self->workspace, self->remote->name, row->id, open->field, error);

  return write_clash (self, row, open->field, open->base, mine, other, error);
}

static gboolean
write_conflicts (EntSyncReceiver *self,
                 const EntSyncRow *row,
                 GPtrArray *clashes,
                 JsonObject *merged,
                 JsonObject *theirs,
                 GError **error)
{
  g_autoptr (GPtrArray) open = ent_sync_issues_list_conflicts (self->workspace, self->remote->name, row->id, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      const EntConflict *conflict = open->pdata[i];

      g_hash_table_add (known, conflict->field);
      if (!carry_on_conflict (self, row, conflict, merged, theirs, error))
        return FALSE;
    }

  for (guint i = 0; i < clashes->len; i++)
    {
      const EntClash *clash = clashes->pdata[i];
      g_autofree char *base = text_of_node (clash->base);

      if (g_hash_table_contains (known, clash->member))
        continue;
      self->summary->conflicts++;
      if (!write_clash (self, row, clash->member, base, clash->mine, clash->theirs, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_changed (EntSyncReceiver *self,
              const EntSyncRow *row,
              const EntSyncHere *here,
              JsonObject *theirs,
              GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
  g_autoptr (JsonObject) merged = ent_merge_documents (entity, here->base_part, here->part, theirs, clashes);
  g_autoptr (JsonObject) document = NULL;

  if (!ent_merge_documents_equal (entity, merged, here->part))
    {
      document = ent_projection_merge (here->document, merged, self->remote->circle);
      if (row->foreign)
        json_object_set_string_member (document, ENT_PROJECTION_PUBLISHER, row->publisher);
      if (!ent_sync_receiver_store (self, row, document, error))
        return FALSE;
    }
  if (!row->foreign && ent_projection_get_circle (document != NULL ? document : here->document) < self->remote->circle
      && !ent_sync_issues_send_again (self->workspace, self->remote->name, row->id, error))
    return FALSE;

  return write_conflicts (self, row, clashes, merged, theirs, error) && ent_sync_receiver_agree (self, row, theirs, error);
}

/* Of what our own circle sent and others then changed, only what they changed is news. */
static void
leave_edited_fields (const EntSyncRow *row,
                     const EntSyncHere *here,
                     JsonObject *theirs)
{
  g_auto (GStrv) differences = ent_merge_list_differences (ent_schema_find_for_id (row->id), here->part, theirs);

  for (gsize i = 0; differences[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) row->edited_fields, differences[i]))
      {
        if (json_object_has_member (here->part, differences[i]))
          json_object_set_member (theirs, differences[i], json_node_copy (json_object_get_member (here->part, differences[i])));
        else
          json_object_remove_member (theirs, differences[i]);
      }
}

static gboolean
take_from_home (EntSyncReceiver *self,
                const EntSyncRow *row,
                const EntSyncHere *here,
                JsonObject *theirs,
                GError **error)
{
  g_autoptr (JsonObject) news = ent_projection_merge (NULL, theirs, self->remote->circle);

  if (here->document == NULL)
    return row->edited_fields[0] != NULL ? take_new (self, row, theirs, error)
                                         : ent_sync_receiver_agree (self, row, theirs, error);

  leave_edited_fields (row, here, news);
  return take_changed (self, row, here, news, error) && ent_sync_receiver_agree (self, row, theirs, error);
}

/* What we have sent ourselves, and edited since, is no news. */
static gboolean
leave_echo (EntSyncReceiver *self,
            const EntSyncRow *row,
            EntSyncHere *here,
            JsonObject *theirs,
            GError **error)
{
  gboolean stale;

  if (row->foreign || (here->document == NULL && !here->was_deleted))
    return TRUE;
  if (!ent_sync_echo_find (self->workspace, row, &here->base, here->part, theirs, &here->base_part, &stale, error))
    return FALSE;

  return !stale || ent_sync_issues_send_again (self->workspace, self->remote->name, row->id, error);
}

gboolean
ent_sync_receiver_merge (EntSyncReceiver *self,
                         const EntSyncRow *row,
                         EntSyncHere *here,
                         JsonObject *theirs,
                         GError **error)
{
  if (!leave_echo (self, row, here, theirs, error))
    return FALSE;
  if (ent_sync_receiver_is_from_home (self, row) && !here->was_deleted)
    return take_from_home (self, row, here, theirs, error);
  if (here->document != NULL)
    return take_changed (self, row, here, theirs, error);

  return here->was_deleted && !row->foreign ? take_of_deleted (self, row, here, theirs, error)
                                            : take_new (self, row, theirs, error);
}
