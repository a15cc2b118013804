/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample workspace: a département's unit as it could be. Its people and figures are invented. */
#include "ent-sample.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-exchange-resources.h"
#include "ent-record-json.h"
#include "ent-set-up.h"

#define RESOURCE "/org/entente/Entente/sample.json"

/* The year of the sample's present, which is moved to this year. */
#define SAMPLE_YEAR 2026

static gboolean
put_year (const GMatchInfo *match,
          GString *result,
          gpointer data)
{
  g_autofree char *year = g_match_info_fetch (match, 0);

  g_string_append_printf (result, "%d", (int) g_ascii_strtoll (year, NULL, 10) + GPOINTER_TO_INT (data));
  return FALSE;
}

/* Dates and years of the sample's own time move with the present; what is long past stays. */
static char *
move_years (const char *text,
            int years,
            GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b202[3-9]\\b", 0, 0, error);

  return regex != NULL ? g_regex_replace_eval (regex, text, -1, 0, 0, put_year, GINT_TO_POINTER (years), error) : NULL;
}

static char *
ids_of_keys (GHashTable *ids,
             const char *text,
             GError **error)
{
  g_auto (GStrv) keys = g_strsplit (text, ";", -1);

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const char *id = g_hash_table_lookup (ids, keys[i]);

      if (id == NULL)
        {
          g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, "the sample has no “%s”", keys[i]);
          return NULL;
        }
      g_free (keys[i]);
      keys[i] = g_strdup (id);
    }

  return g_strjoinv (";", keys);
}

static gboolean
add_member (EntRecord *record,
            const char *name,
            const char *text,
            GHashTable *ids,
            GError **error)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (record), name);
  g_autofree char *keys = NULL;

  if (field != NULL && ent_field_is_reference (field))
    {
      keys = ids_of_keys (ids, text, error);
      if (keys == NULL)
        return FALSE;
      text = keys;
    }

  return ent_record_set_parsed (record, name, text, error);
}

static gboolean
add_record (EntWorkspace *workspace,
            JsonObject *object,
            GHashTable *ids,
            GError **error)
{
  const EntEntity *entity = ent_schema_find (json_object_get_string_member (object, "type"));
  const char *key = json_object_get_string_member (object, "key");
  g_autoptr (EntRecord) record = ent_record_new (entity, g_hash_table_lookup (ids, key));
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_str_equal (name, "type") && !g_str_equal (name, "key")
        && !add_member (record, name, json_node_get_string (node), ids, error))
      {
        g_prefix_error (error, "%s: ", key);
        return FALSE;
      }

  if (ent_workspace_save (workspace, record, error))
    return TRUE;
  g_prefix_error (error, "%s: ", key);
  return FALSE;
}

static GHashTable *
collect_ids (JsonArray *records)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *object = json_array_get_object_element (records, i);
      const EntEntity *entity = ent_schema_find (json_object_get_string_member (object, "type"));
      const char *key = json_object_get_string_member (object, "key");

      g_assert (entity != NULL && key != NULL);
      /* The same in every sample workspace, so that two of them agree when they meet, as do authorities everywhere. */
      g_hash_table_insert (ids, g_strdup (key), ent_id_new_for (entity, json_object_get_string_member_with_default (object, "siren", key)));
    }

  return ids;
}

static gboolean
add_records (EntWorkspace *workspace,
             JsonArray *records,
             GError **error)
{
  g_autoptr (GHashTable) ids = collect_ids (records);
  const char *own = g_hash_table_lookup (ids, "isere");
  const char *unit = g_hash_table_lookup (ids, "dep-international");

  ent_workspace_set_user (workspace, _ ("Sample"));
  if (!ent_workspace_begin (workspace, _ ("Sample workspace"), NULL, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (records); i++)
    if (!add_record (workspace, json_array_get_object_element (records, i), ids, error))
      {
        ent_workspace_rollback (workspace);
        return FALSE;
      }

  return ent_workspace_commit (workspace, error) && ent_workspace_set_setting (workspace, "sample", "yes", error)
         && ent_workspace_set_setting (workspace, "own-authority", own, error)
         && ent_workspace_set_setting (workspace, "own-department", unit, error);
}

static gboolean
fill_sample (EntWorkspace *workspace,
             gpointer data,
             GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_resources_register (ent_exchange_data_get_resource ());
  bytes = g_resources_lookup_data (RESOURCE, 0, error);
  if (bytes == NULL)
    return FALSE;

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  moved = move_years (text, g_date_time_get_year (now) - SAMPLE_YEAR, error);
  node = moved != NULL ? ent_json_from_text (moved, -1, error) : NULL;

  return node != NULL && add_records (workspace, json_node_get_array (node), error);
}

/**
 * ent_sample_create:
 * @path: of a file that is not there yet
 * @error: set where the file is in the way or could not be written
 *
 * Makes the sample workspace, with its year moved to the present one.
 *
 * Returns: whether it is there
 */
gboolean
ent_sample_create (const char *path,
                   GError **error)
{
  return ent_set_up_filled (path, fill_sample, NULL, error);
}
