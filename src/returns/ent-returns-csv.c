/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-csv.h"

#include "ent-gettext.h"
#include "ent-output-file.h"

static void
add_number (EntCsvWriter *csv,
            double number,
            const char *format)
{
  char plain[G_ASCII_DTOSTR_BUF_SIZE + 320];

  ent_csv_writer_add_number (csv, g_ascii_formatd (plain, sizeof plain, format, number));
}

static void
add_value (EntCsvWriter *csv,
           const EntReturnsFigure *figure)
{
  if (!figure->known)
    {
      ent_csv_writer_add_text (csv, NULL);
      return;
    }

  switch (figure->unit)
    {
    case ENT_RETURNS_SHARE:
    case ENT_RETURNS_PROPORTION:
      add_number (csv, figure->value * 100, "%.2f");
      break;
    case ENT_RETURNS_MONEY:
      add_number (csv, figure->value / 100, "%.2f");
      break;
    case ENT_RETURNS_DAYS:
    case ENT_RETURNS_RATIO:
      add_number (csv, figure->value, "%.2f");
      break;
    case ENT_RETURNS_COUNT:
    case ENT_RETURNS_REFERENCES:
    default:
      add_number (csv, figure->value, "%.0f");
      break;
    }
}

static void
add_part_and_whole (EntCsvWriter *csv,
                    const EntReturnsFigure *figure)
{
  gboolean money = figure->unit == ENT_RETURNS_PROPORTION;

  if (money || figure->unit == ENT_RETURNS_SHARE || figure->unit == ENT_RETURNS_REFERENCES)
    {
      add_number (csv, figure->part / (money ? 100.0 : 1.0), money ? "%.2f" : "%.0f");
      add_number (csv, figure->whole / (money ? 100.0 : 1.0), money ? "%.2f" : "%.0f");
    }
  else
    {
      ent_csv_writer_add_text (csv, NULL);
      ent_csv_writer_add_text (csv, NULL);
    }
}

static gboolean
add_figure (EntCsvWriter *csv,
            int year,
            const EntReturnsTable *table,
            const EntReturnsFigure *figure,
            GError **error)
{
  add_number (csv, year, "%.0f");
  ent_csv_writer_add_text (csv, table->title);
  ent_csv_writer_add_text (csv, figure->key);
  ent_csv_writer_add_text (csv, figure->label);
  add_value (csv, figure);
  ent_csv_writer_add_text (csv, ent_returns_unit_get_label (figure->unit));
  add_part_and_whole (csv, figure);
  add_number (csv, figure->n_records, "%.0f");
  ent_csv_writer_add_text (csv, figure->definition);

  return ent_csv_writer_end_row (csv, NULL, error);
}

static gboolean
add_headings (EntCsvWriter *csv,
              GError **error)
{
  static const char *const headings[] = {
    N_ ("Year"), N_ ("Table"), N_ ("Key"), N_ ("Figure"), N_ ("Value"), N_ ("Unit"),
    N_ ("Part"), N_ ("Whole"), N_ ("Records"), N_ ("Definition"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    ent_csv_writer_add_text (csv, _ (headings[i]));

  return ent_csv_writer_end_row (csv, NULL, error);
}

static gboolean
add_table (EntCsvWriter *csv,
           int year,
           const EntReturnsTable *table,
           GError **error)
{
  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    if (table->cells[i] != NULL && !add_figure (csv, year, table, table->cells[i], error))
      return FALSE;

  return TRUE;
}

/**
 * ent_returns_to_csv:
 * @year: the figures of a year
 * @form: how cells are written
 * @error: set where there is not enough memory
 *
 * Returns: (transfer full): a line for each figure, as UTF-8
 */
GBytes *
ent_returns_to_csv (EntReturnsYear *year,
                    EntCsvForm form,
                    GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (EntCsvWriter) csv = ent_csv_writer_new (stream, form);

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), NULL);

  if (!add_headings (csv, error))
    return NULL;
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    if (!add_table (csv, ent_returns_year_get_year (year), ent_returns_year_get_table (year, i), error))
      return NULL;
  if (!g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/**
 * ent_returns_write_csv:
 * @year: the figures of a year
 * @path: where to write; what is there is replaced
 * @form: how cells are written
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Returns: whether the file was written
 */
gboolean
ent_returns_write_csv (EntReturnsYear *year,
                       const char *path,
                       EntCsvForm form,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GBytes) text = NULL;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  text = ent_returns_to_csv (year, form, error);
  if (text == NULL)
    return FALSE;

  return ent_output_file_write (path, g_bytes_get_data (text, NULL), g_bytes_get_size (text), cancellable, error);
}
