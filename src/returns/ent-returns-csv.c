/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-returns-file-private.h"

/* Without it, spreadsheets set to French take the file for Windows-1252. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  GString *text;
  EntReturnsCsvStyle style;
  gboolean in_row;
} Csv;

static void
separate (Csv *self)
{
  if (self->in_row)
    g_string_append_c (self->text, self->style == ENT_RETURNS_CSV_FRENCH ? ';' : ',');
  self->in_row = TRUE;
}

/* Names come from colleagues and from the network: what a spreadsheet would run as a formula is marked as text. */
static void
add_text (Csv *self,
          const char *text)
{
  g_autoptr (GString) quoted = g_string_new (text);

  separate (self);
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_prepend_c (quoted, '\'');
  if (strpbrk (quoted->str, "\",;\t\r\n") == NULL)
    {
      g_string_append (self->text, quoted->str);
      return;
    }

  g_string_replace (quoted, "\"", "\"\"", 0);
  g_string_append_printf (self->text, "\"%s\"", quoted->str);
}

static void
add_number (Csv *self,
            double number,
            const char *format)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE + 320];

  separate (self);
  g_ascii_formatd (plain, sizeof plain, format, number);
  if (self->style == ENT_RETURNS_CSV_FRENCH)
    g_strdelimit (plain, ".", ',');
  g_string_append (self->text, plain);
}

static void
end_row (Csv *self)
{
  g_string_append (self->text, "\r\n");
  self->in_row = FALSE;
}

static void
add_value (Csv *self,
           const EntReturnsFigure *figure)
{
  if (!figure->known)
    {
      separate (self);
      return;
    }

  switch (figure->unit)
    {
    case ENT_RETURNS_SHARE:
    case ENT_RETURNS_PROPORTION:
      add_number (self, figure->value * 100, "%.2f");
      break;
    case ENT_RETURNS_MONEY:
      add_number (self, figure->value / 100, "%.2f");
      break;
    case ENT_RETURNS_DAYS:
    case ENT_RETURNS_RATIO:
      add_number (self, figure->value, "%.2f");
      break;
    case ENT_RETURNS_COUNT:
    case ENT_RETURNS_REFERENCES:
    default:
      add_number (self, figure->value, "%.0f");
      break;
    }
}

static void
add_part_and_whole (Csv *self,
                    const EntReturnsFigure *figure)
{
  gboolean money = figure->unit == ENT_RETURNS_PROPORTION;

  if (money || figure->unit == ENT_RETURNS_SHARE || figure->unit == ENT_RETURNS_REFERENCES)
    {
      add_number (self, figure->part / (money ? 100.0 : 1.0), money ? "%.2f" : "%.0f");
      add_number (self, figure->whole / (money ? 100.0 : 1.0), money ? "%.2f" : "%.0f");
    }
  else
    {
      separate (self);
      separate (self);
    }
}

static void
add_figure (Csv *self,
            int year,
            const EntReturnsTable *table,
            const EntReturnsFigure *figure)
{
  add_number (self, year, "%.0f");
  add_text (self, table->title);
  add_text (self, figure->key);
  add_text (self, figure->label);
  add_value (self, figure);
  add_text (self, ent_returns_unit_get_label (figure->unit));
  add_part_and_whole (self, figure);
  add_number (self, figure->n_records, "%.0f");
  add_text (self, figure->definition);
  end_row (self);
}

static void
add_headings (Csv *self)
{
  static const char *const headings[] = {
    N_ ("Year"), N_ ("Table"), N_ ("Key"), N_ ("Figure"), N_ ("Value"), N_ ("Unit"),
    N_ ("Part"), N_ ("Whole"), N_ ("Records"), N_ ("Definition"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    add_text (self, _ (headings[i]));
  end_row (self);
}

/**
 * ent_returns_to_csv:
 * @year: the figures of a year
 * @style: how cells are written
 *
 * Returns: (transfer full): a line for each figure, as UTF-8
 */
char *
ent_returns_to_csv (EntReturnsYear *year,
                    EntReturnsCsvStyle style)
{
  Csv self = { g_string_new (style == ENT_RETURNS_CSV_FRENCH ? BYTE_ORDER_MARK : NULL), style, FALSE };

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), NULL);

  add_headings (&self);
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (year, i);

      for (guint j = 0; j < table->n_rows * table->n_columns; j++)
        if (table->cells[j] != NULL)
          add_figure (&self, ent_returns_year_get_year (year), table, table->cells[j]);
    }

  return g_string_free_and_steal (self.text);
}

/**
 * ent_returns_write_csv:
 * @year: the figures of a year
 * @path: where to write; what is there is replaced
 * @style: how cells are written
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Returns: whether the file was written
 */
gboolean
ent_returns_write_csv (EntReturnsYear *year,
                       const char *path,
                       EntReturnsCsvStyle style,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  text = ent_returns_to_csv (year, style);
  return ent_returns_write_file (path, text, strlen (text), cancellable, error);
}
