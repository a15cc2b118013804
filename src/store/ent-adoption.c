/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After an update of the program: what was kept for a later version finds its place, and what changed is indexed anew. */
#include "ent-adoption-private.h"

#include "ent-fingerprint-private.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

/* Gives @record the members that it has a field for by now. Returns those that remain: what is no value of its field
 * stays as it came. */
static JsonObject *
adopt_members (EntRecord *record,
               JsonObject *members)
{
  const EntEntity *entity = ent_record_get_entity (record);
  JsonObject *rest = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, members);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const EntField *field = ent_entity_find_field (entity, name);
      g_auto (EntValue) value = { 0 };

      if (field != NULL && ent_record_get (record, field)->kind == ENT_VALUE_UNSET
          && ent_value_from_json (field, node, &value, NULL) && value.kind != ENT_VALUE_UNSET)
        ent_record_set (record, field, &value);
      else
        json_object_set_member (rest, name, json_node_copy (node));
    }

  return rest;
}

static void
set_extra (EntRecord *record,
           JsonObject *members)
{
  g_autofree char *text = json_object_get_size (members) > 0 ? ent_json_document_to_text (members) : NULL;

  ent_record_set_extra (record, text);
}

static void
adopt_extra (EntRecord *record)
{
  const char *extra = ent_record_get_extra (record);
  g_autoptr (JsonNode) node = extra != NULL ? ent_json_from_text (extra, -1, NULL) : NULL;
  g_autoptr (JsonObject) rest = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  rest = adopt_members (record, json_node_get_object (node));
  set_extra (record, rest);
}

/* A record that came when its type was not known yet: all of it is in @text. */
static EntRecord *
adopt_document (const EntEntity *entity,
                const char *id,
                const char *text)
{
  EntRecord *record = ent_record_new (entity, id);
  g_autoptr (JsonNode) node = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;
  g_autoptr (JsonObject) rest = NULL;
  g_autoptr (GList) names = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return record;

  rest = adopt_members (record, json_node_get_object (node));
  names = json_object_get_members (rest);
  for (GList *name = names; name != NULL; name = name->next)
    if (*(const char *) name->data == '_' || g_str_equal (name->data, "type"))
      json_object_remove_member (rest, name->data);
  set_extra (record, rest);

  return record;
}

static gboolean
read_extra (EntWorkspace *workspace,
            gint64 row,
            char **ret_extra,
            GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (workspace->database, "SELECT extra FROM record WHERE row = ?", error);
  gboolean found;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  if (!ent_database_step (workspace->database, statement, &found, error))
    return FALSE;

  *ret_extra = found ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/* *ret_record is NULL where the record has no row in the table of its entity yet. */
static gboolean
read_placed (EntWorkspace *workspace,
             const EntEntity *entity,
             gint64 row,
             EntRecord **ret_record,
             GError **error)
{
  g_autofree char *sql = g_strconcat (ent_workspace_get_sql (workspace, entity)->select, " WHERE t.row = ?", NULL);
  g_autoptr (EntStatement) statement = ent_database_prepare (workspace->database, sql, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  if (!ent_database_step (workspace->database, statement, &found, error))
    return FALSE;

  *ret_record = found ? ent_workspace_read_row (workspace, entity, statement) : NULL;
  return TRUE;
}

static gboolean
adopt_row (EntWorkspace *workspace,
           const EntEntity *entity,
           gint64 row,
           const char *id,
           GError **error)
{
  g_autoptr (EntRecord) record = NULL;
  g_autofree char *text = NULL;

  if (!read_placed (workspace, entity, row, &record, error))
    return FALSE;
  if (record != NULL)
    adopt_extra (record);
  else if (read_extra (workspace, row, &text, error))
    record = adopt_document (entity, id, text);
  else
    return FALSE;

  return ent_workspace_rewrite_record (workspace, row, record, error);
}

typedef struct
{
  gint64 row;
  char *id; /* (not nullable) (owned) */
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->id);
}

/* All of the entity's, or those only with which something is kept. */
static GArray *
list_entries (EntWorkspace *workspace,
              const EntEntity *entity,
              gboolean all,
              GError **error)
{
  const char *sql = all ? "SELECT row, id FROM record WHERE type = ?" : "SELECT row, id FROM record WHERE type = ? AND extra IS NOT NULL";
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (EntStatement) statement = ent_database_prepare (workspace->database, sql, error);
  gboolean more;

  g_array_set_clear_func (entries, entry_clear);
  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, entity->name);
  for (;;)
    {
      Entry entry;

      if (!ent_database_step (workspace->database, statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&entries);
      entry = (Entry){ sqlite3_column_int64 (statement, 0), g_strdup (ent_statement_get_text (statement, 1)) };
      g_array_append_val (entries, entry);
    }
}

/*
 * ent_adoption_run:
 * @workspace: a workspace whose tables are those of the schema, within a transaction
 * @fingerprint: (nullable): the schema that its records were written for, see ent_fingerprint_knows()
 * @error: set where it could not be read or written
 *
 * Fields and types that are known by now are taken out of what was kept for them; then headlines, references, full text
 * and the columns to sort by are made anew, since what goes into them may have changed too. Of entities that are as they
 * were only the records are looked at with which something is kept. No document is different afterwards, so history has
 * nothing of it.
 *
 * Returns: whether all these records were seen to
 */
gboolean
ent_adoption_run (EntWorkspace *workspace,
                  const char *fingerprint,
                  GError **error)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (GArray) entries = list_entries (workspace, entity, !ent_fingerprint_knows (fingerprint, entity), error);

      if (entries == NULL)
        return FALSE;
      for (guint j = 0; j < entries->len; j++)
        {
          const Entry *entry = &g_array_index (entries, Entry, j);

          if (!adopt_row (workspace, entity, entry->row, entry->id, error))
            return FALSE;
        }
    }

  return TRUE;
}
