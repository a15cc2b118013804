/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in and out of their tables. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

static void
compose_sql (EntEntitySql *sql,
             const EntEntity *entity)
{
  g_autoptr (GString) select = g_string_new ("SELECT ");
  g_autoptr (GString) write = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new ("?1");

  g_string_append_printf (write, "INSERT OR REPLACE INTO \"%s\" (row", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      g_string_append_printf (select, "t.\"%s\", ", field->name);
      g_string_append_printf (write, ", \"%s\"", field->name);
      g_string_append_printf (marks, ", ?%u", i + 2);
    }
  for (guint i = 0, mark = entity->n_fields + 2; i < entity->n_fields; i++)
    if (ent_field_has_folded_column (&entity->fields[i]))
      {
        g_string_append_printf (write, ", \"%s~\"", entity->fields[i].name);
        g_string_append_printf (marks, ", ?%u", mark++);
      }

  g_string_append_printf (select, "r.id, r.headline, r.extra FROM \"%s\" t JOIN record r ON r.row = t.row", entity->name);
  g_string_append_printf (write, ") VALUES (%s)", marks->str);
  sql->select = g_string_free_and_steal (g_steal_pointer (&select));
  sql->write = g_string_free_and_steal (g_steal_pointer (&write));
  sql->remove = g_strdup_printf ("DELETE FROM \"%s\" WHERE row = ?", entity->name);
}

const EntEntitySql *
ent_workspace_get_sql (EntWorkspace *self,
                       const EntEntity *entity)
{
  EntEntitySql *sql = &self->sql[ent_schema_get_index (entity)];

  if (sql->select == NULL)
    compose_sql (sql, entity);

  return sql;
}

/* What a damaged file has instead of letters is shown as such, and breaks nothing. */
static const char *
get_valid_text (EntStatement *statement,
                int column,
                char **made)
{
  const char *text = ent_statement_get_text (statement, column);

  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return text;

  *made = g_utf8_make_valid (text, -1);
  return *made;
}

static void
read_value (const EntField *field,
            EntStatement *statement,
            int column,
            EntValue *value)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *made = NULL;

  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return;

  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_TEXT:
      ent_value_set_text (value, get_valid_text (statement, column, &made));
      break;
    case ENT_VALUE_INTEGER:
      ent_value_set_integer (value, sqlite3_column_int64 (statement, column));
      break;
    case ENT_VALUE_REAL:
      ent_value_set_real (value, sqlite3_column_double (statement, column));
      break;
    case ENT_VALUE_LIST:
    case ENT_VALUE_UNSET:
    default:
      /* Not checked, as other kinds are not: what a newer version allows must not be lost at the next save. */
      node = ent_json_from_text (ent_statement_get_text (statement, column), -1, NULL);
      if (node != NULL)
        ent_value_list_from_json (node, value);
    }
}

/* From a statement that begins with the entity's own SELECT, on a row. */
EntRecord *
ent_workspace_read_row (EntWorkspace *self,
                        const EntEntity *entity,
                        EntStatement *statement)
{
  guint n = entity->n_fields;
  g_autofree char *made = NULL;
  EntRecord *record = ent_record_new (entity, ent_statement_get_text (statement, n));

  for (guint i = 0; i < n; i++)
    {
      g_auto (EntValue) value = { 0 };

      read_value (&entity->fields[i], statement, i, &value);
      if (value.kind != ENT_VALUE_UNSET)
        ent_record_give (record, &entity->fields[i], &value);
    }
  ent_record_set_headline (record, get_valid_text (statement, n + 1, &made));
  ent_record_set_extra (record, ent_statement_get_text (statement, n + 2));
  ent_record_set_partial (record, self->narrow);

  return record;
}

gboolean
ent_workspace_find_row (EntWorkspace *self,
                        const char *id,
                        gint64 *ret_row,
                        GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "SELECT row FROM record WHERE id = ?", error);
  gboolean row;

  *ret_row = 0;
  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, id);
  if (!ent_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    *ret_row = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

void
ent_workspace_set_not_found (GError **error)
{
  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("This record is not in the workspace any more."));
}

/* Without the headlines of what it refers to. */
EntRecord *
ent_workspace_read_record (EntWorkspace *self,
                           const char *id,
                           GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (id);
  g_autofree char *sql = entity != NULL ? g_strconcat (ent_workspace_get_sql (self, entity)->select, " WHERE r.id = ?", NULL) : NULL;
  g_autoptr (EntStatement) statement = sql != NULL ? ent_database_prepare (self->database, sql, error) : NULL;
  gboolean row = FALSE;

  if (sql != NULL && statement == NULL)
    return NULL;
  if (statement != NULL)
    {
      ent_statement_bind_text (statement, 1, id);
      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
    }
  if (!row)
    {
      ent_workspace_set_not_found (error);
      return NULL;
    }

  return ent_workspace_read_row (self, entity, statement);
}

/**
 * ent_workspace_get:
 * @self: a workspace
 * @id: an identifier
 * @error: set to %ENT_ERROR_NOT_FOUND where there is no such record of a type that this version knows
 *
 * Returns: (transfer full) (nullable): the record, with the headlines of what it refers to
 */
EntRecord *
ent_workspace_get (EntWorkspace *self,
                   const char *id,
                   GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EntReading) reading = NULL;
  EntRecord *record;

  g_return_val_if_fail (ENT_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  reading = ent_database_begin_reading (self->database, error);
  record = reading != NULL ? ent_workspace_read_record (self, id, error) : NULL;
  if (record == NULL)
    return NULL;

  g_ptr_array_add (records, record);
  return ent_workspace_add_titles (self, records, error) ? g_object_ref (record) : NULL;
}

/**
 * ent_workspace_exists:
 * @self: a workspace
 * @id: an identifier
 *
 * Returns: whether there is a record of that identifier, of whatever type
 */
gboolean
ent_workspace_exists (EntWorkspace *self,
                      const char *id)
{
  gint64 row;

  return ent_workspace_find_row (self, id, &row, NULL) && row != 0;
}

static void
bind_value (EntStatement *statement,
            int position,
            const EntValue *value)
{
  switch (value->kind)
    {
    case ENT_VALUE_TEXT:
      ent_statement_bind_text (statement, position, value->text);
      break;
    case ENT_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, position, value->integer);
      break;
    case ENT_VALUE_REAL:
      sqlite3_bind_double (statement, position, value->real);
      break;
    case ENT_VALUE_LIST:
      sqlite3_bind_text (statement, position, ent_json_of_texts ((const char *const *) value->list), -1, g_free);
      break;
    case ENT_VALUE_UNSET:
    default:
      sqlite3_bind_null (statement, position);
    }
}

static gboolean
write_row (EntWorkspace *self,
           gint64 row,
           EntRecord *record,
           GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, ent_workspace_get_sql (self, entity)->write, error);
  int folded = entity->n_fields + 2;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *value = ent_record_get (record, field);

      bind_value (statement, i + 2, value);
      if (ent_field_has_folded_column (field))
        {
          if (value->kind == ENT_VALUE_TEXT)
            sqlite3_bind_text (statement, folded, ent_fold (value->text), -1, g_free);
          folded++;
        }
    }

  return ent_database_run (self->database, statement, error);
}

static char *
now_text (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
}

/* Edited now where @edited_at is NULL. Returns the new row, 0 with @error set. */
gint64
ent_workspace_insert_catalogue (EntWorkspace *self,
                                const char *id,
                                const char *type,
                                const char *headline,
                                const char *extra,
                                const char *edited_at,
                                GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database, "INSERT INTO record (id, type, headline, extra, edited_at, edited_by, sort) VALUES (?, ?, ?, ?, ?, ?, ?)", error);
  g_autofree char *now = edited_at == NULL ? now_text () : NULL;
  g_autofree char *sort = ent_fold (headline);

  if (statement == NULL)
    return 0;

  ent_statement_bind_text (statement, 1, id);
  ent_statement_bind_text (statement, 2, type);
  ent_statement_bind_text (statement, 3, headline);
  ent_statement_bind_text (statement, 4, extra);
  ent_statement_bind_text (statement, 5, now != NULL ? now : edited_at);
  ent_statement_bind_text (statement, 6, self->user);
  ent_statement_bind_text (statement, 7, sort);
  return ent_database_run (self->database, statement, error) ? sqlite3_last_insert_rowid (ent_database_get_handle (self->database)) : 0;
}

gboolean
ent_workspace_update_catalogue (EntWorkspace *self,
                                gint64 row,
                                const char *headline,
                                const char *extra,
                                GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database, "UPDATE record SET headline = ?1, extra = ?2, edited_at = ?3, edited_by = ?4, sort = ?6 WHERE row = ?5", error);
  g_autofree char *now = now_text ();
  g_autofree char *sort = ent_fold (headline);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, headline);
  ent_statement_bind_text (statement, 2, extra);
  ent_statement_bind_text (statement, 3, now);
  ent_statement_bind_text (statement, 4, self->user);
  sqlite3_bind_int64 (statement, 5, row);
  ent_statement_bind_text (statement, 6, sort);
  return ent_database_run (self->database, statement, error);
}

/* Stores a record that was checked and is not here yet, inside the open change; @text is what ent_record_to_text() makes
 * of it. */
gboolean
ent_workspace_add_record (EntWorkspace *self,
                          EntRecord *record,
                          const char *text,
                          const char *edited_at,
                          GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *id = ent_record_get_id (record);
  g_autofree char *headline = ent_workspace_compose_headline (self, record, error);
  gint64 row;

  if (headline == NULL)
    return FALSE;

  row = ent_workspace_insert_catalogue (self, id, entity->name, headline, ent_record_get_extra (record), edited_at, error);
  if (row == 0 || !write_row (self, row, record, error) || !ent_workspace_write_history (self, id, NULL, NULL, text, error)
      || !ent_workspace_index (self, row, record, headline, error) || !ent_workspace_headline_changed (self, id, error))
    return FALSE;

  ent_record_set_headline (record, headline);
  return TRUE;
}

static char *
json_of_field (EntRecord *record,
               const EntField *field)
{
  const EntValue *value = ent_record_get (record, field);
  g_autoptr (JsonNode) node = NULL;

  if (value->kind == ENT_VALUE_UNSET)
    return NULL;

  node = ent_value_to_json (field, value);
  return ent_json_to_text (node);
}

/* One row of history for each field that differs; *ret_changed tells whether there was any. */
static gboolean
write_differences (EntWorkspace *self,
                   EntRecord *former,
                   EntRecord *record,
                   gboolean *ret_changed,
                   GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *id = ent_record_get_id (record);

  *ret_changed = FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (ent_value_equal (ent_record_get (former, field), ent_record_get (record, field)))
        continue;

      *ret_changed = TRUE;
      before = json_of_field (former, field);
      after = json_of_field (record, field);
      if (!ent_workspace_write_history (self, id, field->name, before, after, error))
        return FALSE;
    }

  if (g_strcmp0 (ent_record_get_extra (former), ent_record_get_extra (record)) == 0)
    return TRUE;

  *ret_changed = TRUE;
  return ent_workspace_write_history (self, id, "+", ent_record_get_extra (former), ent_record_get_extra (record), error);
}

/* Whoever decided it, here or at a colleague's. */
static gboolean
becomes_anonymous (EntRecord *former,
                   EntRecord *record)
{
  return ent_entity_find_field (ent_record_get_entity (record), "anonymised-on") != NULL
         && ent_record_get_text (former, "anonymised-on") == NULL && ent_record_get_text (record, "anonymised-on") != NULL;
}

static gboolean
update_record (EntWorkspace *self,
               gint64 row,
               EntRecord *record,
               GError **error)
{
  g_autoptr (EntRecord) former = ent_workspace_read_record (self, ent_record_get_id (record), error);
  g_autofree char *headline = NULL;
  gboolean changed;

  if (former == NULL || !write_differences (self, former, record, &changed, error))
    return FALSE;

  headline = ent_workspace_compose_headline (self, record, error);
  if (headline == NULL)
    return FALSE;
  ent_record_set_headline (record, headline);
  if (!changed)
    return TRUE;

  return write_row (self, row, record, error)
         && ent_workspace_update_catalogue (self, row, headline, ent_record_get_extra (record), error)
         && ent_workspace_unindex (self, row, error)
         && ent_workspace_index (self, row, record, headline, error)
         && (g_str_equal (headline, ent_record_get_headline (former))
             || ent_workspace_headline_changed (self, ent_record_get_id (record), error))
         && (!becomes_anonymous (former, record) || ent_personal_scrub (self, record, ent_record_get_headline (former), error));
}

/* Stores a record that was checked, inside the open change. */
gboolean
ent_workspace_store_record (EntWorkspace *self,
                            EntRecord *record,
                            GError **error)
{
  g_autofree char *text = NULL;
  gint64 row;

  if (!ent_workspace_find_row (self, ent_record_get_id (record), &row, error))
    return FALSE;
  if (row != 0)
    return update_record (self, row, record, error);

  text = ent_record_to_text (record);
  return ent_workspace_add_record (self, record, text, NULL, error);
}

static gboolean
write_extra (EntWorkspace *self,
             gint64 row,
             EntRecord *record,
             GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "UPDATE record SET extra = ? WHERE row = ?", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, ent_record_get_extra (record));
  sqlite3_bind_int64 (statement, 2, row);
  return ent_database_run (self->database, statement, error);
}

/* Writes and indexes a record anew whose document is what it was: nobody edited it. */
gboolean
ent_workspace_rewrite_record (EntWorkspace *self,
                              gint64 row,
                              EntRecord *record,
                              GError **error)
{
  g_autofree char *headline = ent_workspace_compose_headline (self, record, error);

  if (headline == NULL)
    return FALSE;

  return write_row (self, row, record, error) && write_extra (self, row, record, error)
         && ent_workspace_write_headline (self, row, headline, error) && ent_workspace_unindex (self, row, error)
         && ent_workspace_index (self, row, record, headline, error)
         && (g_strcmp0 (headline, ent_record_get_headline (record)) == 0
             || ent_workspace_headline_changed (self, ent_record_get_id (record), error));
}

gboolean
ent_workspace_remove_row (EntWorkspace *self,
                          const char *id,
                          GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (id);
  g_autoptr (EntStatement) remove = NULL;
  g_autoptr (EntStatement) statement = NULL;
  gint64 row;

  if (!ent_workspace_find_row (self, id, &row, error))
    return FALSE;
  statement = ent_database_prepare (self->database, "DELETE FROM record WHERE row = ?", error);
  if (statement == NULL || !ent_workspace_unindex (self, row, error))
    return FALSE;

  if (entity != NULL)
    {
      remove = ent_database_prepare (self->database, ent_workspace_get_sql (self, entity)->remove, error);
      if (remove == NULL)
        return FALSE;
      sqlite3_bind_int64 (remove, 1, row);
      if (!ent_database_run (self->database, remove, error))
        return FALSE;
    }

  sqlite3_bind_int64 (statement, 1, row);
  return ent_database_run (self->database, statement, error);
}

/* Opens a change where none is; *ret_own tells whether the caller has to end it. */
gboolean
ent_workspace_join_change (EntWorkspace *self,
                           const char *label,
                           gboolean *ret_own,
                           GError **error)
{
  *ret_own = !self->in_change;

  return self->in_change || ent_workspace_begin (self, label, NULL, error);
}

/* Commits a change of one's own, or rolls it back where something failed. */
gboolean
ent_workspace_end_change (EntWorkspace *self,
                          gboolean own,
                          gboolean done,
                          GError **error)
{
  if (!own)
    return done;
  if (done)
    return ent_workspace_commit (self, error);

  ent_workspace_rollback (self);
  return FALSE;
}

/**
 * ent_workspace_save:
 * @self: a workspace
 * @record: a record, new or changed
 * @error: set to what is wrong with it, or why it could not be written; nothing is then changed
 *
 * Writes what differs from what is stored, with its history. Inside a change that is open it becomes part of it; the
 * caller ends that change, and rolls it back where this fails.
 *
 * Returns: whether the record is stored as it is
 */
gboolean
ent_workspace_save (EntWorkspace *self,
                    EntRecord *record,
                    GError **error)
{
  g_autoptr (EntRecord) whole = NULL;
  g_autofree char *headline = NULL;
  g_autofree char *label = NULL;
  gboolean own;

  g_return_val_if_fail (ENT_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (ENT_IS_RECORD (record), FALSE);

  whole = ent_narrowing_complete (self, record, error);
  if (whole == NULL || !ent_record_check (whole, error) || !ent_workspace_check_rules (self, whole, error))
    return FALSE;
  if (!self->in_change)
    {
      headline = ent_workspace_compose_headline (self, whole, error);
      if (headline == NULL)
        return FALSE;
      /* Translators: what a change did: the kind of record, then its name. */
      label = g_strdup_printf (ent_workspace_exists (self, ent_record_get_id (record)) ? _ ("Edit “%2$s” (%1$s)") : _ ("Add “%2$s” (%1$s)"),
                               ent_entity_get_label (ent_record_get_entity (record)), headline);
    }
  if (!ent_workspace_join_change (self, label, &own, error))
    return FALSE;

  return ent_workspace_end_change (self, own, ent_workspace_store_record (self, whole, error), error);
}

static gboolean
delete_document (EntWorkspace *self,
                 const char *id,
                 GError **error)
{
  g_autoptr (JsonObject) document = ent_workspace_get_document (self, id, error);
  g_autofree char *text = NULL;

  if (document == NULL)
    return FALSE;

  text = ent_json_document_to_text (document);
  return ent_workspace_remove_row (self, id, error) && ent_workspace_write_history (self, id, NULL, text, NULL, error)
         && ent_workspace_headline_changed (self, id, error);
}

/**
 * ent_workspace_delete:
 * @self: a workspace
 * @id: the identifier of a record of whatever type
 * @error: set where there is none, or it could not be deleted
 *
 * Deletes the record. What refers to it stays, and refers to nothing until the deletion is undone.
 *
 * Returns: whether it is gone
 */
gboolean
ent_workspace_delete (EntWorkspace *self,
                      const char *id,
                      GError **error)
{
  g_autofree char *headline = NULL;
  g_autofree char *label = NULL;
  gboolean own;

  g_return_val_if_fail (ENT_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  headline = ent_workspace_get_headline (self, id);
  label = g_strdup_printf (_ ("Delete “%s”"), headline != NULL ? headline : id);
  if (!ent_workspace_join_change (self, label, &own, error))
    return FALSE;

  return ent_workspace_end_change (self, own, delete_document (self, id, error), error);
}
