/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures that were reckoned, or kept, in one language said in another: numbers and records stay, words change. */
#include <string.h>

#include "ent-returns-year-private.h"

/* Records are called as they were then. */
static gboolean
is_record (const char *key)
{
  return strchr (key, ':') != NULL;
}

/* The same line with its other label, where there is one. */
static const char *
find_label (const EntReturnsRow *line,
            const EntReturnsRow *others,
            guint n_others)
{
  for (guint i = 0; !is_record (line->key) && i < n_others; i++)
    if (g_str_equal (line->key, others[i].key))
      return others[i].label;

  return line->label;
}

static void
reword_figure (EntReturnsBuilder *builder,
               const EntReturnsFigure *figure,
               EntReturnsYear *words)
{
  const EntReturnsFigure *other = figure != NULL ? ent_returns_year_find (words, figure->key) : NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (figure == NULL)
    {
      ent_returns_builder_skip (builder);
      return;
    }

  for (guint i = 0; i < figure->n_records; i++)
    g_ptr_array_add (records, (gpointer) ent_returns_builder_intern (builder, figure->records[i]));
  ent_returns_builder_set_definition (builder, other != NULL ? other->definition : figure->definition);
  ent_returns_builder_add_figure (builder, figure->key, figure, records);
}

static void
reword_table (EntReturnsBuilder *builder,
              const EntReturnsTable *table,
              EntReturnsYear *words)
{
  const EntReturnsTable *found = ent_returns_year_find_table (words, table->key);
  const EntReturnsTable *other = found != NULL ? found : table;

  ent_returns_builder_begin_table (builder, table->key, other->title, other->note);
  for (guint i = 0; i < table->n_columns; i++)
    ent_returns_builder_add_column (builder, table->columns[i].key, find_label (&table->columns[i], other->columns, other->n_columns));
  for (guint i = 0; i < table->n_rows; i++)
    {
      const EntReturnsRow *row = &table->rows[i];

      ent_returns_builder_add_row (builder, row->key, find_label (row, other->rows, other->n_rows), row->level);
      for (guint j = 0; j < table->n_columns; j++)
        reword_figure (builder, ent_returns_table_get (table, i, j), words);
    }
  ent_returns_builder_end_table (builder);
}

/**
 * ent_returns_year_reword:
 * @self: the figures of a year
 * @words: figures of the same year and selection, as ent_returns_year_new() reckons them now in the language wanted
 *
 * A year that was closed keeps the words of whoever closed it. Only the names of records stay as they were.
 *
 * Returns: (transfer full): the figures and records of @self, in the words of @words
 */
EntReturnsYear *
ent_returns_year_reword (EntReturnsYear *self,
                         EntReturnsYear *words)
{
  g_autoptr (EntReturnsBuilder) builder = ent_returns_builder_new ();
  EntReturnsYear *reworded;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (words), NULL);

  for (guint i = 0; i < ent_returns_year_get_n_tables (self); i++)
    reword_table (builder, ent_returns_year_get_table (self, i), words);
  reworded = ent_returns_year_restore (ent_returns_year_get_year (self), ent_returns_year_get_authority (self),
                                       ent_returns_year_get_computed_at (self), g_steal_pointer (&builder));
  ent_returns_year_set_scope (reworded, ent_returns_year_get_selection (words), ent_returns_year_get_scope_label (words));

  return reworded;
}
