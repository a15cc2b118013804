/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different from the figures of a year that was closed, and which records were edited since. */
#include "ent-returns-changes.h"

#include "ent-record-json.h"
#include "ent-returns-figure-private.h"

static const EntReturnsTable *
find_table (EntReturnsYear *year,
            const char *key)
{
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    if (g_str_equal (ent_returns_year_get_table (year, i)->key, key))
      return ent_returns_year_get_table (year, i);

  return NULL;
}

static GHashTable *
index_figures (const EntReturnsTable *table)
{
  GHashTable *figures = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    if (table->cells[i] != NULL)
      g_hash_table_insert (figures, (gpointer) table->cells[i]->key, (gpointer) table->cells[i]);

  return figures;
}

/* The later order of the figures, then those that are gone. */
static void
compare_tables (GArray *changes,
                const EntReturnsTable *before,
                const EntReturnsTable *after)
{
  g_autoptr (GHashTable) earlier = index_figures (before);
  g_autoptr (GHashTable) later = index_figures (after);

  for (guint i = 0; i < after->n_rows * after->n_columns; i++)
    {
      EntReturnsChange change = { after, NULL, after->cells[i] };

      if (change.after == NULL)
        continue;
      change.before = g_hash_table_lookup (earlier, change.after->key);
      if (change.before == NULL || !ent_returns_figure_agrees (change.before, change.after))
        g_array_append_val (changes, change);
    }
  for (guint i = 0; i < before->n_rows * before->n_columns; i++)
    {
      EntReturnsChange change = { after, before->cells[i], NULL };

      if (change.before != NULL && !g_hash_table_contains (later, change.before->key))
        g_array_append_val (changes, change);
    }
}

/**
 * ent_returns_change_has_value:
 * @self: a change
 *
 * Returns: whether a reader of the figure sees it: not only the records behind it are others
 */
gboolean
ent_returns_change_has_value (const EntReturnsChange *self)
{
  return self->before == NULL || self->after == NULL || self->before->known != self->after->known || self->before->value != self->after->value
         || self->before->part != self->after->part || self->before->whole != self->after->whole;
}

/**
 * ent_returns_list_changes:
 * @before: the figures of a year
 * @after: the figures of the same year, reckoned later; a table that only one of both has is passed over: it is one of
 *   another version
 *
 * Returns: (transfer full) (element-type EntReturnsChange): what is different, valid as long as both years
 */
GArray *
ent_returns_list_changes (EntReturnsYear *before,
                          EntReturnsYear *after)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (EntReturnsChange));

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (before), changes);
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (after), changes);

  for (guint i = 0; i < ent_returns_year_get_n_tables (after); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (after, i);
      const EntReturnsTable *earlier = find_table (before, table->key);

      if (earlier != NULL)
        compare_tables (changes, earlier, table);
    }

  return changes;
}

/**
 * ent_returns_edit_free:
 * @self: (transfer full): an edit
 */
void
ent_returns_edit_free (EntReturnsEdit *self)
{
  g_free (self->id);
  g_free (self->headline);
  g_free (self->at);
  g_free (self->who);
  g_free (self);
}

static void
collect_records (GHashTable *ids,
                 EntReturnsYear *year)
{
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (year, i);

      for (guint j = 0; j < table->n_rows * table->n_columns; j++)
        for (guint k = 0; table->cells[j] != NULL && k < table->cells[j]->n_records; k++)
          g_hash_table_add (ids, (gpointer) table->cells[j]->records[k]);
    }
}

/**
 * ent_returns_list_edits:
 * @workspace: the workspace
 * @campaign: the campaign that keeps @before
 * @before: the figures of the closing
 * @after: those of now
 * @limit: how many at most
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type EntReturnsEdit): the records behind either figures that were edited
 *   after the closing came into this workspace, the latest first
 */
GPtrArray *
ent_returns_list_edits (EntWorkspace *workspace,
                        EntRecord *campaign,
                        EntReturnsYear *before,
                        EntReturnsYear *after,
                        guint limit,
                        GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_returns_edit_free);
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database,
    "SELECT h.record, max (c.at), c.who, r.headline FROM history h JOIN change c ON c.id = h.change LEFT JOIN record r ON r.id = h.record"
    " WHERE h.change > (SELECT max (change) FROM history WHERE record = ?1 AND (field = 'figures' OR field IS NULL))"
    " AND h.record IN (SELECT value FROM json_each (?2)) GROUP BY h.record ORDER BY 2 DESC, 1 LIMIT ?3",
    error);
  g_autofree const char **list = NULL;
  g_autofree char *json = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  collect_records (ids, before);
  collect_records (ids, after);
  list = (const char **) g_hash_table_get_keys_as_array (ids, NULL);
  json = ent_json_of_texts (list);
  ent_statement_bind_text (statement, 1, ent_record_get_id (campaign));
  ent_statement_bind_text (statement, 2, json);
  sqlite3_bind_int64 (statement, 3, limit);
  for (;;)
    {
      EntReturnsEdit *edit;

      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&edits);
      edit = g_new0 (EntReturnsEdit, 1);
      edit->id = g_strdup (ent_statement_get_text (statement, 0));
      edit->at = g_strdup (ent_statement_get_text (statement, 1));
      edit->who = g_strdup (ent_statement_get_text (statement, 2));
      edit->headline = g_strdup (ent_statement_get_text (statement, 3) != NULL ? ent_statement_get_text (statement, 3) : "");
      g_ptr_array_add (edits, edit);
    }
}
