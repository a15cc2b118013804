/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as documents, and documents of types that this version does not know. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-record-json.h"
#include "ent-workspace-private.h"

/**
 * ent_workspace_get_document:
 * @self: a workspace
 * @id: an identifier
 * @error: set where there is no such record
 *
 * Returns: (transfer full) (nullable): the document of that record, of a type known or not
 */
JsonObject *
ent_workspace_get_document (EntWorkspace *self,
                            const char *id,
                            GError **error)
{
  g_autoptr (EntStatement) statement = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *text;
  gboolean row;

  if (ent_schema_find_for_id (id) != NULL)
    {
      record = ent_workspace_read_record (self, id, error);
      return record != NULL ? ent_record_to_json (record) : NULL;
    }

  statement = ent_database_prepare (self->database, "SELECT extra FROM record WHERE id = ?", error);
  if (statement == NULL)
    return NULL;
  ent_statement_bind_text (statement, 1, id);
  if (!ent_database_step (self->database, statement, &row, error))
    return NULL;
  if (!row)
    {
      ent_workspace_set_not_found (error);
      return NULL;
    }

  text = ent_statement_get_text (statement, 0);
  node = ent_json_from_text (text != NULL ? text : "", -1, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_DAMAGED, _ ("The workspace is damaged. Open its latest backup."));
  return NULL;
}

/* Keeps a document of a type that only a newer version knows, as it is. */
gboolean
ent_workspace_put_unknown (EntWorkspace *self,
                           const char *id,
                           const char *type,
                           const char *text,
                           GError **error)
{
  g_autoptr (EntStatement) statement = NULL;
  g_autofree char *former = NULL;
  gboolean found;
  gint64 row;

  if (!ent_workspace_find_row (self, id, &row, error))
    return FALSE;
  if (row == 0)
    return ent_workspace_insert_catalogue (self, id, type, "", text, NULL, error) != 0
           && ent_workspace_write_history (self, id, NULL, NULL, text, error);

  statement = ent_database_prepare (self->database, "SELECT extra FROM record WHERE row = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  if (!ent_database_step (self->database, statement, &found, error))
    return FALSE;
  former = found ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;

  return g_strcmp0 (former, text) == 0
         || (ent_workspace_update_catalogue (self, row, "", text, error) && ent_workspace_write_history (self, id, NULL, former, text, error));
}

static gboolean
put_unknown_document (EntWorkspace *self,
                      JsonObject *document,
                      GError **error)
{
  const char *id = json_object_get_string_member_with_default (document, "_id", NULL);
  const char *type = json_object_get_string_member_with_default (document, "type", NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  g_autofree char *text = ent_json_to_text (node);
  g_autofree char *label = NULL;
  gboolean own;

  if (id == NULL || type == NULL || !ent_id_check (id) || !g_str_has_prefix (id, type) || id[strlen (type)] != ':')
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The document’s identifier and type do not fit."));
      return FALSE;
    }
  if (!ent_json_check_faithful (node, error))
    return FALSE;

  label = g_strdup_printf (_ ("Receive “%s”"), id);
  if (!ent_workspace_join_change (self, label, &own, error))
    return FALSE;

  return ent_workspace_end_change (self, own, ent_workspace_put_unknown (self, id, type, text, error), error);
}

/**
 * ent_workspace_put_document:
 * @self: a workspace
 * @document: a document, perhaps hostile
 * @error: set to what is wrong with it; nothing is then changed
 *
 * Stores a document: one of a known type as a record, after all checks; one of a type that this version does not know
 * as it is.
 *
 * Returns: whether it is stored
 */
gboolean
ent_workspace_put_document (EntWorkspace *self,
                            JsonObject *document,
                            GError **error)
{
  const char *type = json_object_get_string_member_with_default (document, "type", NULL);
  g_autoptr (EntRecord) record = NULL;

  if (type != NULL && ent_schema_find (type) == NULL)
    return put_unknown_document (self, document, error);

  record = ent_record_from_json (document, error);
  return record != NULL && ent_workspace_save (self, record, error);
}
