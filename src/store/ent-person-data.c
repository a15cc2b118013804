/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever asks sees all that is kept on them (GDPR, article 15). */
#include "ent-personal.h"

#include <glib/gi18n-lib.h>

#include "ent-record-json.h"
#include "ent-workspace-private.h"

#define MENTIONS_LISTED 500
#define USES_LISTED 10000

static void
add_value (JsonObject *object,
           const char *name,
           const char *text)
{
  JsonNode *node = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, name, node);
}

static void
add_history (JsonArray *array,
             GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const EntHistoryRow *row = rows->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "at", row->at);
      json_object_set_string_member (object, "who", row->who);
      if (row->origin != NULL)
        json_object_set_string_member (object, "origin", row->origin);
      if (row->field != NULL)
        json_object_set_string_member (object, "field", row->field->name);
      add_value (object, "before", row->before);
      add_value (object, "after", row->after);
      json_array_add_object_element (array, object);
    }
}

static gboolean add_uses (EntWorkspace *workspace, JsonArray *array, const char *id, GHashTable *seen, GError **error);

/* The documents of what was found, each once; what is said of somebody's role is said of them. */
static gboolean
add_documents (EntWorkspace *workspace,
               JsonArray *array,
               GPtrArray *hits,
               GHashTable *seen,
               GError **error)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const EntHit *hit = hits->pdata[i];
      JsonObject *document;

      if (!g_hash_table_add (seen, g_strdup (hit->id)))
        continue;
      document = ent_workspace_get_document (workspace, hit->id, error);
      if (document == NULL)
        return FALSE;
      json_array_add_object_element (array, document);
      if ((g_str_has_prefix (hit->id, "role:") || g_str_has_prefix (hit->id, "mandate:"))
          && !add_uses (workspace, array, hit->id, seen, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_uses (EntWorkspace *workspace,
          JsonArray *array,
          const char *id,
          GHashTable *seen,
          GError **error)
{
  g_autoptr (GPtrArray) uses = ent_workspace_used_by (workspace, id, USES_LISTED, error);

  return uses != NULL && add_documents (workspace, array, uses, seen, error);
}

/**
 * ent_person_collect:
 * @workspace: a workspace
 * @id: identifier of a person
 * @error: set where it is none, or could not be read
 *
 * Returns: (transfer full) (nullable): all that the workspace holds on the person: the `person`, the `records` that
 *   refer to them, the `mentions` that name them in free text, and their `history`
 */
JsonObject *
ent_person_collect (EntWorkspace *workspace,
                    const char *id,
                    GError **error)
{
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (JsonObject) data = json_object_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *records = json_array_new (), *named = json_array_new (), *history = json_array_new ();

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  json_object_set_array_member (data, "records", records);
  json_object_set_array_member (data, "mentions", named);
  json_object_set_array_member (data, "history", history);
  record = ent_personal_read (workspace, id, error);
  if (record == NULL)
    return NULL;

  json_object_set_object_member (data, "person", ent_record_to_json (record));
  g_hash_table_add (seen, g_strdup (id));
  if (!add_uses (workspace, records, id, seen, error))
    return NULL;
  mentions = ent_workspace_search (workspace, ent_record_get_headline (record), NULL, MENTIONS_LISTED, error);
  if (mentions == NULL || !add_documents (workspace, named, mentions, seen, error))
    return NULL;
  rows = ent_workspace_history (workspace, id, G_MAXUINT, error);
  if (rows == NULL)
    return NULL;

  add_history (history, rows);
  return g_steal_pointer (&data);
}
