/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change is written down: what was, what is, who and when. Undo and redo read it backwards. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-record-json.h"
#include "ent-workspace-private.h"

void
ent_history_row_free (EntHistoryRow *row)
{
  g_free (row->at);
  g_free (row->who);
  g_free (row->origin);
  g_free (row->label);
  g_free (row->id);
  g_free (row->headline);
  g_free (row->before);
  g_free (row->after);
  g_free (row);
}

/* A new change makes what was undone before it unreachable. */
static gboolean
forget_undone (EntWorkspace *self,
               GError **error)
{
  return self->origin != NULL || !g_str_equal (self->kind, "do")
         || ent_database_execute (self->database, "UPDATE change SET undone = 2 WHERE undone = 1", error);
}

static gboolean
open_change_row (EntWorkspace *self,
                 GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database,
    "INSERT INTO change (at, who, label, origin, kind, target) VALUES (strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), ?, ?, ?, ?, ?)",
    error);

  if (statement == NULL || !forget_undone (self, error))
    return FALSE;

  ent_statement_bind_text (statement, 1, self->user != NULL ? self->user : "");
  ent_statement_bind_text (statement, 2, self->label != NULL ? self->label : "");
  ent_statement_bind_text (statement, 3, self->origin);
  ent_statement_bind_text (statement, 4, self->kind);
  if (self->target != 0)
    sqlite3_bind_int64 (statement, 5, self->target);
  if (!ent_database_run (self->database, statement, error))
    return FALSE;

  self->change = sqlite3_last_insert_rowid (ent_database_get_handle (self->database));
  return TRUE;
}

gboolean
ent_workspace_write_history (EntWorkspace *self,
                             const char *id,
                             const char *field,
                             const char *before,
                             const char *after,
                             GError **error)
{
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database, "INSERT INTO history (change, record, field, old, new) VALUES (?, ?, ?, ?, ?)", error);

  if (statement == NULL || (self->change == 0 && !open_change_row (self, error)))
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->change);
  ent_statement_bind_text (statement, 2, id);
  ent_statement_bind_text (statement, 3, field);
  ent_statement_bind_text (statement, 4, before);
  ent_statement_bind_text (statement, 5, after);
  return ent_database_run (self->database, statement, error);
}

static EntHistoryRow *
read_history_row (EntStatement *statement)
{
  EntHistoryRow *row = g_new0 (EntHistoryRow, 1);
  const EntEntity *entity;

  row->change = sqlite3_column_int64 (statement, 0);
  row->at = g_strdup (ent_statement_get_text (statement, 1));
  row->who = g_strdup (ent_statement_get_text (statement, 2));
  row->origin = g_strdup (ent_statement_get_text (statement, 3));
  row->label = g_strdup (ent_statement_get_text (statement, 4));
  row->id = g_strdup (ent_statement_get_text (statement, 5));
  entity = ent_schema_find_for_id (row->id);
  row->field = entity != NULL ? ent_entity_find_field (entity, ent_statement_get_text (statement, 6)) : NULL;
  row->before = g_strdup (ent_statement_get_text (statement, 7));
  row->after = g_strdup (ent_statement_get_text (statement, 8));
  row->headline = g_strdup (ent_statement_get_text (statement, 9));

  return row;
}

/**
 * ent_workspace_history:
 * @self: a workspace
 * @id: (nullable): of a record, deleted ones too; the whole workspace when %NULL
 * @limit: how many rows at most
 * @error: set where it could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntHistoryRow): what happened, the latest first
 */
GPtrArray *
ent_workspace_history (EntWorkspace *self,
                       const char *id,
                       guint limit,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_history_row_free);
  g_autofree char *sql = g_strdup_printf (
    "SELECT h.change, c.at, c.who, c.origin, c.label, h.record, h.field, h.old, h.new, coalesce (r.headline, '') "
    "FROM history h JOIN change c ON c.id = h.change LEFT JOIN record r ON r.id = h.record "
    "%s ORDER BY h.seq DESC LIMIT ?1", id != NULL ? "WHERE h.record = ?2" : "");
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, limit);
  if (id != NULL)
    ent_statement_bind_text (statement, 2, id);
  for (;;)
    {
      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_history_row (statement));
    }
}

/**
 * ent_workspace_get_last_change:
 * @self: a workspace
 *
 * Returns: the number of the latest change, 0 where there is none: another number means that something is different
 */
gint64
ent_workspace_get_last_change (EntWorkspace *self)
{
  return ent_database_get_integer (self->database, "SELECT max (id) FROM change", 0);
}

static const char *const undo_sql = "SELECT id, label FROM change WHERE kind = 'do' AND undone = 0 AND origin IS NULL ORDER BY id DESC LIMIT 1";
static const char *const redo_sql = "SELECT id, label FROM change WHERE undone = 1 ORDER BY id LIMIT 1";

/* The number of the change that would be undone or done again, 0 where there is none. */
static gboolean
find_step (EntWorkspace *self,
           const char *sql,
           gint64 *ret_change,
           char **ret_label,
           GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean row;

  *ret_change = 0;
  *ret_label = NULL;
  if (statement == NULL || !ent_database_step (self->database, statement, &row, error))
    return FALSE;

  if (row)
    {
      *ret_change = sqlite3_column_int64 (statement, 0);
      *ret_label = g_strdup (ent_statement_get_text (statement, 1));
    }
  return TRUE;
}

static char *
peek (EntWorkspace *self,
      const char *sql)
{
  gint64 change;
  char *label;

  find_step (self, sql, &change, &label, NULL);
  return label;
}

/**
 * ent_workspace_peek_undo:
 * @self: a workspace
 *
 * Returns: (transfer full) (nullable): what ent_workspace_undo() would undo
 */
char *
ent_workspace_peek_undo (EntWorkspace *self)
{
  return peek (self, undo_sql);
}

/**
 * ent_workspace_peek_redo:
 * @self: a workspace
 *
 * Returns: (transfer full) (nullable): what ent_workspace_redo() would do again
 */
char *
ent_workspace_peek_redo (EntWorkspace *self)
{
  return peek (self, redo_sql);
}

static gboolean
refuse_step (const char *headline,
             GError **error)
{
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               _ ("“%s” was changed since by someone else. Open its history to put single values back."), headline);
  return FALSE;
}

/* What is stored now for one row of history; *ret_node is NULL where there is nothing. */
static gboolean
read_current (EntWorkspace *self,
              const char *id,
              const char *field,
              JsonNode **ret_node,
              GError **error)
{
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (EntRecord) record = NULL;
  gint64 row;

  *ret_node = NULL;
  if (!ent_workspace_find_row (self, id, &row, error))
    return FALSE;
  if (row == 0)
    return TRUE;
  if (g_strcmp0 (field, "+") == 0)
    {
      record = ent_workspace_read_record (self, id, error);
      if (record != NULL && ent_record_get_extra (record) != NULL)
        *ret_node = ent_json_from_text (ent_record_get_extra (record), -1, NULL);
      return record != NULL;
    }

  document = ent_workspace_get_document (self, id, error);
  if (document == NULL)
    return FALSE;

  if (field == NULL)
    *ret_node = json_node_init_object (json_node_alloc (), document);
  else if (json_object_has_member (document, field))
    *ret_node = json_object_dup_member (document, field);
  return TRUE;
}

/* Whether the record still is what history says; a newer version may write the same in another order. */
static gboolean
is_same (JsonNode *current,
         const char *expected)
{
  g_autoptr (JsonNode) node = expected != NULL ? ent_json_from_text (expected, -1, NULL) : NULL;

  return current != NULL && node != NULL ? json_node_equal (current, node) : current == NULL && expected == NULL;
}

static gboolean
put_field (EntWorkspace *self,
           const char *id,
           const char *name,
           const char *text,
           GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_read_record (self, id, error);
  const EntField *field = record != NULL ? ent_entity_find_field (ent_record_get_entity (record), name) : NULL;
  g_autoptr (JsonNode) node = NULL;
  g_auto (EntValue) value = { 0 };

  if (record == NULL)
    return FALSE;
  if (g_str_equal (name, "+"))
    ent_record_set_extra (record, text);
  else if (field == NULL)
    return refuse_step (ent_record_get_headline (record), error);
  else
    {
      node = text != NULL ? ent_json_from_text (text, -1, error) : json_node_init_null (json_node_alloc ());
      if (node == NULL || !ent_value_from_json (field, node, &value, error))
        return FALSE;
      ent_record_set (record, field, &value);
    }

  return ent_workspace_store_record (self, record, error);
}

static gboolean
put_whole (EntWorkspace *self,
           const char *id,
           const char *former,
           const char *text,
           GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (id);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autofree char *type = g_strndup (id, strcspn (id, ":"));

  if (text == NULL)
    return ent_workspace_remove_row (self, id, error) && ent_workspace_write_history (self, id, NULL, former, NULL, error)
           && ent_workspace_headline_changed (self, id, error);
  if (entity == NULL)
    return ent_workspace_put_unknown (self, id, type, text, error);

  node = ent_json_from_text (text, -1, error);
  record = node != NULL ? ent_record_from_json (json_node_get_object (node), error) : NULL;
  return record != NULL && ent_workspace_store_record (self, record, error);
}

/* Puts back one row: what it had made of the record must still be there. */
static gboolean
put_back (EntWorkspace *self,
          const EntHistoryRow *row,
          const char *field,
          gboolean forwards,
          GError **error)
{
  const char *expected = forwards ? row->before : row->after;
  const char *wanted = forwards ? row->after : row->before;
  g_autoptr (JsonNode) current = NULL;

  if (!read_current (self, row->id, field, &current, error))
    return FALSE;
  if (!is_same (current, expected))
    return refuse_step (row->headline, error);

  return field == NULL ? put_whole (self, row->id, expected, wanted, error) : put_field (self, row->id, field, wanted, error);
}

static GPtrArray *
rows_of_change (EntWorkspace *self,
                gint64 change,
                gboolean forwards,
                GPtrArray *fields,
                GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_history_row_free);
  g_autofree char *sql = g_strdup_printf (
    "SELECT h.change, c.at, c.who, c.origin, c.label, h.record, h.field, h.old, h.new, coalesce (r.headline, '') "
    "FROM history h JOIN change c ON c.id = h.change LEFT JOIN record r ON r.id = h.record "
    "WHERE h.change = ? ORDER BY h.seq %s", forwards ? "ASC" : "DESC");
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, change);
  for (;;)
    {
      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read_history_row (statement));
      g_ptr_array_add (fields, g_strdup (ent_statement_get_text (statement, 6)));
    }
}

static gboolean
replay (EntWorkspace *self,
        gint64 change,
        gboolean forwards,
        GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = rows_of_change (self, change, forwards, fields, error);
  g_autofree char *mark = g_strdup_printf ("UPDATE change SET undone = %d WHERE id = %" G_GINT64_FORMAT, forwards ? 0 : 1, change);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (!put_back (self, rows->pdata[i], fields->pdata[i], forwards, error))
      return FALSE;

  return ent_database_execute (self->database, mark, error);
}

static char *
take_step (EntWorkspace *self,
           gboolean forwards,
           GError **error)
{
  g_autofree char *label = NULL;
  gint64 change;

  if (!find_step (self, forwards ? redo_sql : undo_sql, &change, &label, error))
    return NULL;
  if (change == 0)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND,
                           forwards ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
      return NULL;
    }
  if (!ent_workspace_begin (self, label, NULL, error))
    return NULL;

  self->kind = forwards ? "redo" : "undo";
  self->target = change;
  if (!replay (self, change, forwards, error))
    {
      ent_workspace_rollback (self);
      return NULL;
    }

  return ent_workspace_commit (self, error) ? g_steal_pointer (&label) : NULL;
}

/**
 * ent_workspace_undo:
 * @self: a workspace
 * @error: set where there is nothing to undo, or someone has since changed the same
 *
 * Takes back the latest change made here that still stands, as a change of its own.
 *
 * Returns: (transfer full) (nullable): what was undone
 */
char *
ent_workspace_undo (EntWorkspace *self,
                    GError **error)
{
  return take_step (self, FALSE, error);
}

/**
 * ent_workspace_redo:
 * @self: a workspace
 * @error: set where there is nothing to do again, or someone has since changed the same
 *
 * Does again what was last undone, as long as nothing else was done since.
 *
 * Returns: (transfer full) (nullable): what was done again
 */
char *
ent_workspace_redo (EntWorkspace *self,
                    GError **error)
{
  return take_step (self, TRUE, error);
}
