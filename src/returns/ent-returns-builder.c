/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-builder-private.h"

#include <string.h>

#include "ent-gettext.h"

struct _EntReturnsBuilder
{
  GStringChunk *texts; /* (owned): all keys, labels and identifiers, each once */
  GPtrArray *tables;   /* (owned) (element-type EntReturnsTable) */
  GHashTable *figures; /* (owned): key → figure, owned by the tables */

  /* The table that is begun, and the row of it. */
  EntReturnsTable *table; /* (nullable) */
  GArray *columns;        /* (owned) (element-type EntReturnsRow) */
  GArray *rows;           /* (owned) (element-type EntReturnsRow) */
  GPtrArray *cells;       /* (owned) (element-type EntReturnsFigure) */
  const char *definition; /* (nullable): of the row */
};

static void
figure_free (gpointer data)
{
  EntReturnsFigure *figure = data;

  if (figure == NULL)
    return;

  g_free ((gpointer) figure->records);
  g_free (figure);
}

static void
table_free (gpointer data)
{
  EntReturnsTable *table = data;

  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    figure_free ((gpointer) table->cells[i]);
  g_free ((gpointer) table->cells);
  g_free ((gpointer) table->rows);
  g_free ((gpointer) table->columns);
  g_free (table);
}

EntReturnsBuilder *
ent_returns_builder_new (void)
{
  EntReturnsBuilder *self = g_new0 (EntReturnsBuilder, 1);

  self->texts = g_string_chunk_new (16 * 1024);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->figures = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_array_new (FALSE, TRUE, sizeof (EntReturnsRow));
  self->rows = g_array_new (FALSE, TRUE, sizeof (EntReturnsRow));
  self->cells = g_ptr_array_new_with_free_func (figure_free);

  return self;
}

void
ent_returns_builder_free (EntReturnsBuilder *self)
{
  if (self == NULL)
    return;

  g_free (self->table);
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->cells);
  g_hash_table_unref (self->figures);
  g_ptr_array_unref (self->tables);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* Returns: (nullable): @text for as long as the builder lives, the same pointer for the same text */
const char *
ent_returns_builder_intern (EntReturnsBuilder *self,
                            const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

void
ent_returns_builder_begin_table (EntReturnsBuilder *self,
                                 const char *key,
                                 const char *title,
                                 const char *note)
{
  g_return_if_fail (self->table == NULL);

  self->table = g_new0 (EntReturnsTable, 1);
  self->table->key = ent_returns_builder_intern (self, key);
  self->table->title = ent_returns_builder_intern (self, title);
  self->table->note = ent_returns_builder_intern (self, note);
  self->definition = NULL;
}

static void
append_line (EntReturnsBuilder *self,
             GArray *lines,
             const char *key,
             const char *label,
             guint level)
{
  EntReturnsRow line = { ent_returns_builder_intern (self, key), ent_returns_builder_intern (self, label), level };

  g_array_append_val (lines, line);
}

void
ent_returns_builder_add_column (EntReturnsBuilder *self,
                                const char *key,
                                const char *label)
{
  g_return_if_fail (self->table != NULL && self->rows->len == 0);

  append_line (self, self->columns, key, label, 0);
}

void
ent_returns_builder_add_row (EntReturnsBuilder *self,
                             const char *key,
                             const char *label,
                             guint level)
{
  g_return_if_fail (self->cells->len == self->rows->len * self->columns->len);

  append_line (self, self->rows, key, label, level);
}

/* Says how the figures from here on are reckoned, until it is said anew. */
void
ent_returns_builder_set_definition (EntReturnsBuilder *self,
                                    const char *definition)
{
  self->definition = ent_returns_builder_intern (self, definition);
}

void
ent_returns_builder_skip (EntReturnsBuilder *self)
{
  g_ptr_array_add (self->cells, NULL);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Most figures are made of records in the order of the workspace, which is that of their identifiers. */
static gboolean
is_sorted (const GPtrArray *records)
{
  for (guint i = 1; i < records->len; i++)
    if (records->pdata[i] != records->pdata[i - 1] && strcmp (records->pdata[i - 1], records->pdata[i]) > 0)
      return FALSE;

  return TRUE;
}

/* Sorts the interned identifiers and drops doubles. */
static void
take_records (EntReturnsFigure *figure,
              GPtrArray *records)
{
  guint n = 0;

  if (records == NULL)
    return;

  if (!is_sorted (records))
    g_ptr_array_sort (records, compare_ids);
  for (guint i = 0; i < records->len; i++)
    if (n == 0 || records->pdata[i] != records->pdata[n - 1])
      records->pdata[n++] = records->pdata[i];
  g_ptr_array_set_size (records, n);

  figure->records = (const char *const *) g_memdup2 (records->pdata, n * sizeof (gpointer));
  figure->n_records = n;
}

/* What the cell is about, from the headings that it stands under. */
static char *
compose_label (EntReturnsBuilder *self)
{
  const EntReturnsRow *row = &g_array_index (self->rows, EntReturnsRow, self->rows->len - 1);
  const EntReturnsRow *column = &g_array_index (self->columns, EntReturnsRow, self->cells->len % self->columns->len);

  if (self->columns->len == 1)
    return g_strdup (row->label);

  /* Translators: a row and a column of a table of figures: “Own funds: Paid”. */
  return g_strdup_printf (_ ("%s: %s"), row->label, column->label);
}

/* Adds the next cell of the row. Of @figure, the unit and the numbers count; @records (nullable) are interned and may
 * come in any order, and more than once. */
void
ent_returns_builder_add_figure (EntReturnsBuilder *self,
                                const char *key,
                                const EntReturnsFigure *figure,
                                GPtrArray *records)
{
  EntReturnsFigure *copy = g_memdup2 (figure, sizeof *figure);
  g_autofree char *label = compose_label (self);

  copy->key = ent_returns_builder_intern (self, key);
  copy->label = ent_returns_builder_intern (self, label);
  copy->definition = self->definition;
  take_records (copy, records);

  g_ptr_array_add (self->cells, copy);
  g_hash_table_insert (self->figures, (gpointer) copy->key, copy);
}

/* Adds how many records there are. */
void
ent_returns_builder_add_count (EntReturnsBuilder *self,
                               const char *key,
                               GPtrArray *records)
{
  ent_returns_builder_add_number (self, key, ENT_RETURNS_COUNT, records->len, records);
}

void
ent_returns_builder_add_number (EntReturnsBuilder *self,
                                const char *key,
                                EntReturnsUnit unit,
                                double value,
                                GPtrArray *records)
{
  EntReturnsFigure figure = { .unit = unit, .known = TRUE, .value = value };

  ent_returns_builder_add_figure (self, key, &figure, records);
}

/* Adds the share that @records, each of them once in it, are of @whole. */
void
ent_returns_builder_add_share (EntReturnsBuilder *self,
                               const char *key,
                               gint64 whole,
                               GPtrArray *records)
{
  EntReturnsFigure figure = { .unit = ENT_RETURNS_SHARE, .known = whole > 0, .part = records->len, .whole = whole };

  figure.value = figure.known ? (double) figure.part / (double) whole : 0;
  ent_returns_builder_add_figure (self, key, &figure, records);
}

void
ent_returns_builder_end_table (EntReturnsBuilder *self)
{
  EntReturnsTable *table = g_steal_pointer (&self->table);
  gsize n_cells = 0;

  g_return_if_fail (self->cells->len == self->rows->len * self->columns->len);

  table->n_columns = self->columns->len;
  table->n_rows = self->rows->len;
  table->columns = (const EntReturnsRow *) g_array_steal (self->columns, NULL);
  table->rows = (const EntReturnsRow *) g_array_steal (self->rows, NULL);
  table->cells = (const EntReturnsFigure *const *) g_ptr_array_steal (self->cells, &n_cells);
  g_ptr_array_add (self->tables, table);
}

guint
ent_returns_builder_get_n_tables (EntReturnsBuilder *self)
{
  return self->tables->len;
}

const EntReturnsTable *
ent_returns_builder_get_table (EntReturnsBuilder *self,
                               guint position)
{
  return g_ptr_array_index (self->tables, position);
}

const EntReturnsFigure *
ent_returns_builder_find (EntReturnsBuilder *self,
                          const char *key)
{
  return g_hash_table_lookup (self->figures, key);
}
