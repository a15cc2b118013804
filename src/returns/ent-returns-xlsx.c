/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year as a workbook: a summary with charts, a sheet for each table of figures, and the records behind them. */
#include "ent-returns-xlsx.h"

#include "ent-gettext.h"
#include "ent-locale.h"
#include "ent-returns-drawing.h"
#include "ent-returns-records-private.h"
#include "ent-returns-report-private.h"
#include "ent-workbook.h"

/* Where the charts stand, right of what they show. */
#define CHART_COLUMN 5
#define LABEL_WIDTH 46
#define CHART_HEIGHT 15

/* One figure takes one cell, or as many as make it up: projects and returns, or part, whole and share. */
typedef enum
{
  SINGLE,
  REFERENCES,
  SHARE,
} Shape;

static Shape
get_shape (const EntReturnsTable *table,
           guint column)
{
  Shape shape = SINGLE;

  for (guint i = 0; i < table->n_rows; i++)
    {
      const EntReturnsFigure *figure = ent_returns_table_get (table, i, column);

      if (figure != NULL && figure->unit == ENT_RETURNS_REFERENCES)
        shape = REFERENCES;
      if (figure != NULL && figure->unit == ENT_RETURNS_SHARE)
        shape = SHARE;
    }

  return shape;
}

static guint
get_n_cells (Shape shape)
{
  return shape == SHARE ? 3 : (shape == REFERENCES ? 2 : 1);
}

static EntCellStyle
get_style (EntReturnsUnit unit)
{
  switch (unit)
    {
    case ENT_RETURNS_MONEY:
    case ENT_RETURNS_RATIO:
      return ENT_CELL_MONEY;
    case ENT_RETURNS_SHARE:
    case ENT_RETURNS_PROPORTION:
      return ENT_CELL_SHARE;
    case ENT_RETURNS_DAYS:
      return ENT_CELL_DAYS;
    case ENT_RETURNS_COUNT:
    case ENT_RETURNS_REFERENCES:
    default:
      return ENT_CELL_COUNT;
    }
}

static double
get_number (const EntReturnsFigure *figure)
{
  return figure->unit == ENT_RETURNS_MONEY ? figure->value / 100 : figure->value;
}

/* How many of the rows below are the parts that a sum of money is made of, to the cent; 0 where they are not. */
static guint
count_parts (const EntReturnsTable *table,
             guint row,
             guint column)
{
  const EntReturnsFigure *whole = ent_returns_table_get (table, row, column);
  double sum = 0;
  guint n = 0;

  for (guint i = row + 1; i < table->n_rows && table->rows[i].level > table->rows[row].level; i++)
    {
      const EntReturnsFigure *part = ent_returns_table_get (table, i, column);

      if (part == NULL || part->unit != ENT_RETURNS_MONEY || table->rows[i].level != table->rows[row].level + 1)
        return 0;
      sum += part->value;
      n++;
    }

  return whole->unit == ENT_RETURNS_MONEY && sum == whole->value ? n : 0;
}

static void
add_figure (EntWorkbook *workbook,
            const EntReturnsTable *table,
            guint row,
            guint column,
            EntCellStyle weight)
{
  const EntReturnsFigure *figure = ent_returns_table_get (table, row, column);
  Shape shape = get_shape (table, column);
  guint n_parts, at = ent_workbook_get_row (workbook);

  if (figure == NULL || !figure->known)
    {
      for (guint i = 0; i < get_n_cells (shape); i++)
        ent_workbook_skip (workbook);
      return;
    }
  if (figure->unit == ENT_RETURNS_REFERENCES || figure->unit == ENT_RETURNS_SHARE)
    {
      ent_workbook_add_number (workbook, ENT_CELL_COUNT | weight, figure->unit == ENT_RETURNS_SHARE ? figure->part : figure->whole);
      ent_workbook_add_number (workbook, ENT_CELL_COUNT | weight, figure->unit == ENT_RETURNS_SHARE ? figure->whole : figure->part);
      if (figure->unit == ENT_RETURNS_SHARE)
        ent_workbook_add_share (workbook, ENT_CELL_SHARE | weight, figure->value);
      return;
    }

  n_parts = count_parts (table, row, column);
  if (n_parts > 0)
    ent_workbook_add_sum (workbook, get_style (figure->unit) | weight, at + 1, at + n_parts, get_number (figure));
  else
    ent_workbook_add_number (workbook, get_style (figure->unit) | weight, get_number (figure));
  for (guint i = 1; i < get_n_cells (shape); i++)
    ent_workbook_skip (workbook);
}

/* A column of a table that has no other needs no name of its own. */
static void
add_heading (EntWorkbook *workbook,
             const EntReturnsTable *table,
             guint column,
             const char *what)
{
  const char *label = table->columns[column].label;
  /* Translators: the heading of a column, such as “Sought: projects” or “All returns: share”. */
  g_autofree char *both = g_strdup_printf (_ ("%s: %s"), label, what);

  ent_workbook_add_text (workbook, ENT_CELL_NUMBER_HEADING, table->n_columns > 1 ? both : what);
}

static void
add_headings (EntWorkbook *workbook,
              const EntReturnsTable *table)
{
  guint at = 1;

  ent_workbook_set_width (workbook, 0, LABEL_WIDTH);
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("What"));
  for (guint i = 0; i < table->n_columns; i++)
    {
      Shape shape = get_shape (table, i);

      for (guint j = 0; j < get_n_cells (shape); j++)
        ent_workbook_set_width (workbook, at++, shape == SINGLE ? 20 : 13);
      if (shape == SINGLE)
        ent_workbook_add_text (workbook, ENT_CELL_NUMBER_HEADING, table->columns[i].label);
      if (shape == REFERENCES)
        {
          add_heading (workbook, table, i, _ ("projects"));
          add_heading (workbook, table, i, _ ("returns"));
        }
      if (shape == SHARE)
        {
          add_heading (workbook, table, i, _ ("how many"));
          add_heading (workbook, table, i, _ ("out of"));
          add_heading (workbook, table, i, _ ("share"));
        }
    }
  ent_workbook_set_width (workbook, at, 90);
  ent_workbook_add_text (workbook, ENT_CELL_HEADING | ENT_CELL_INDENT, _ ("Definition"));
  ent_workbook_end_row (workbook);
  ent_workbook_freeze (workbook, ent_workbook_get_row (workbook), 1);
}

static const char *
get_definition (const EntReturnsTable *table,
                guint row)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (ent_returns_table_get (table, row, i) != NULL)
      return ent_returns_table_get (table, row, i)->definition;

  return NULL;
}

static void
add_table (EntWorkbook *workbook,
           const EntReturnsTable *table)
{
  gboolean is_flat = TRUE;

  ent_workbook_add_sheet (workbook, table->title);
  ent_workbook_add_text (workbook, ENT_CELL_TITLE, table->title);
  ent_workbook_end_row (workbook);
  if (table->note != NULL)
    ent_workbook_add_text (workbook, ENT_CELL_NOTE, table->note);
  ent_workbook_end_row (workbook);
  add_headings (workbook, table);
  for (guint i = 0; i < table->n_rows; i++)
    is_flat = is_flat && table->rows[i].level == 0;

  for (guint i = 0; i < table->n_rows; i++)
    {
      EntCellStyle weight = !is_flat && table->rows[i].level == 0 ? ENT_CELL_STRONG : 0;
      const char *definition = get_definition (table, i);

      ent_workbook_add_text (workbook, ENT_CELL_WRAPPED | weight | (MIN (table->rows[i].level, 7) * ENT_CELL_INDENT), table->rows[i].label);
      for (guint j = 0; j < table->n_columns; j++)
        add_figure (workbook, table, i, j, weight);
      /* Once for all rows that it is true of. */
      if (definition != NULL && (i == 0 || g_strcmp0 (definition, get_definition (table, i - 1)) != 0))
        ent_workbook_add_text (workbook, ENT_CELL_WRAPPED | ENT_CELL_INDENT, definition);
      ent_workbook_end_row (workbook);
    }
}

/* The summary. */

static void
add_line (EntWorkbook *workbook,
          EntCellStyle style,
          const char *text)
{
  if (text != NULL)
    ent_workbook_add_text (workbook, style, text);
  ent_workbook_end_row (workbook);
}

static void
add_key_figures (EntWorkbook *workbook,
                 EntReturnsYear *year)
{
  static const char *const keys[] = {
    "overview.partnerships", "overview.projects", "overview.countries", "returns.sought", "returns.announced", "returns.actual",
    "coincidence", "fulfilment", "involvement.people", "involvement.days", "involvement.cost", "budget.total.paid", "budget.leverage.paid",
  };

  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("Key Figures"));
  ent_workbook_add_text (workbook, ENT_CELL_NUMBER_HEADING, _ ("Value"));
  ent_workbook_end_row (workbook);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const EntReturnsFigure *figure = ent_returns_year_find (year, keys[i]);

      if (figure == NULL)
        continue;
      ent_workbook_add_text (workbook, ENT_CELL_WRAPPED, figure->label);
      if (figure->known)
        ent_workbook_add_number (workbook, get_style (figure->unit), get_number (figure));
      ent_workbook_end_row (workbook);
    }
  ent_workbook_end_row (workbook);
}

/* The cells of a chart, and the chart beside them. Returns the row below which the next chart may stand. */
static guint
add_plate (EntWorkbook *workbook,
           const EntReturnsPlate *plate,
           guint chart_row)
{
  const EntChartSpec *spec = &plate->spec;
  g_autofree char *description = ent_chart_describe (spec);
  guint first = ent_workbook_get_row (workbook);

  ent_workbook_add_text (workbook, ENT_CELL_HEADING, plate->title);
  for (guint i = 0; i < spec->n_columns; i++)
    ent_workbook_add_text (workbook, ENT_CELL_NUMBER_HEADING, spec->table->columns[spec->columns[i]].label);
  ent_workbook_end_row (workbook);
  for (guint i = 0; i < spec->n_rows; i++)
    {
      ent_workbook_add_text (workbook, ENT_CELL_WRAPPED, spec->table->rows[spec->rows[i]].label);
      for (guint j = 0; j < spec->n_columns; j++)
        {
          const EntReturnsFigure *figure = ent_returns_table_get (spec->table, spec->rows[i], spec->columns[j]);

          if (figure != NULL && figure->known)
            ent_workbook_add_number (workbook, get_style (figure->unit), get_number (figure));
          else
            ent_workbook_skip (workbook);
        }
      ent_workbook_end_row (workbook);
    }
  ent_workbook_add_chart (workbook, plate->title, description, first, spec->n_rows, spec->n_columns, chart_row, CHART_COLUMN);
  ent_workbook_end_row (workbook);

  return chart_row + MAX (CHART_HEIGHT, spec->n_rows * (spec->n_columns + 1)) + 2;
}

static void
add_summary (EntWorkbook *workbook,
             EntReturnsYear *year)
{
  g_autofree char *title = ent_returns_report_get_title (year);
  g_autofree char *date = ent_locale_format_date (ent_returns_year_get_computed_at (year), _ ("Figures as of %-d %B %Y"));
  guint chart_row = 0;

  ent_workbook_add_sheet (workbook, _ ("In Short"));
  ent_workbook_set_width (workbook, 0, LABEL_WIDTH);
  for (guint i = 1; i < CHART_COLUMN - 1; i++)
    ent_workbook_set_width (workbook, i, 18);
  add_line (workbook, ENT_CELL_TITLE, title);
  add_line (workbook, ENT_CELL_TEXT | ENT_CELL_STRONG, ent_returns_year_get_authority (year));
  add_line (workbook, ENT_CELL_TEXT, ent_returns_year_get_scope_label (year));
  add_line (workbook, ENT_CELL_NOTE, date);
  ent_workbook_end_row (workbook);
  add_key_figures (workbook, year);
  for (guint i = 0; i < ENT_RETURNS_N_DRAWINGS; i++)
    {
      EntReturnsPlate plate;

      if (ent_returns_drawing_prepare (i, year, &plate))
        chart_row = add_plate (workbook, &plate, chart_row);
    }
}

static gboolean
add_records (EntWorkbook *workbook,
             EntReturnsYear *year,
             EntWorkspace *workspace,
             const EntReturnsRecords *records,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *ids = ent_returns_collect_ids (year, records->figures);
  EntListingQuery query = { .ids = ids, .year = ent_returns_year_get_year (year) };

  return ent_listing_add_sheet (records->listing, workspace, &query, workbook, cancellable, error);
}

/**
 * ent_returns_write_xlsx:
 * @year: the figures of a year
 * @workspace: (nullable): where the records behind them are; without it there are only figures
 * @path: where to write; what is there is replaced
 * @progress: (nullable): told how far it is, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes the year as a workbook of a spreadsheet: a summary with charts, a sheet for each table, and one for each kind
 * of record behind them. It takes a moment: not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_returns_write_xlsx (EntReturnsYear *year,
                        EntWorkspace *workspace,
                        const char *path,
                        EntReturnsProgress progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (EntWorkbook) workbook = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (workspace == NULL || ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  workbook = ent_workbook_new (path, error);
  if (workbook == NULL)
    return FALSE;

  title = ent_returns_report_get_title (year);
  ent_workbook_set_properties (workbook, title, ent_returns_year_get_authority (year));
  add_summary (workbook, year);
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    add_table (workbook, ent_returns_year_get_table (year, i));
  if (progress != NULL)
    progress (0.2, progress_data);
  for (guint i = 0; workspace != NULL && i < ent_returns_n_records; i++)
    {
      if (!add_records (workbook, year, workspace, &ent_returns_records[i], cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (0.2 + 0.5 * (i + 1) / ent_returns_n_records, progress_data);
    }
  if (!ent_workbook_finish (workbook, cancellable, error))
    return FALSE;
  if (progress != NULL)
    progress (1, progress_data);

  return TRUE;
}
