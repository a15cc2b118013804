/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-listing.h"

#include <math.h>

#include "ent-choices.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-language.h"

#define MAX_COLUMNS 32

/**
 * ent_listing_is_number:
 * @kind: how a column is written
 *
 * Returns: whether its values stand at the right, one below the other
 */
gboolean
ent_listing_is_number (EntListingKind kind)
{
  return kind == ENT_LISTING_COUNT || kind == ENT_LISTING_NUMBER || kind == ENT_LISTING_MONEY || kind == ENT_LISTING_SHARE;
}

/**
 * ent_listing_display:
 * @kind: how a column is written
 * @cell: a value of it
 *
 * Returns: (transfer full): what a person reads; empty where nothing is known
 */
char *
ent_listing_display (EntListingKind kind,
                     const EntListingCell *cell)
{
  if (!cell->known)
    return g_strdup ("");
  if (kind == ENT_LISTING_DATE)
    return ent_format_display_date (cell->text);
  if (cell->text != NULL)
    return g_strdup (cell->text);
  if (kind == ENT_LISTING_MONEY)
    return ent_format_display_money (llround (cell->number));
  if (kind == ENT_LISTING_YEAR)
    return g_strdup_printf ("%d", (int) cell->number);

  return ent_format_display_real (cell->number);
}

static char *
compose_sql (const EntListing *self)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");

  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", self->columns[i].sql);
  g_string_append_printf (sql, " %s", self->from);

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

/* SQLite keeps a copy: some of the texts are gone before the rows are read. */
static void
bind_text (EntStatement *statement,
           const char *name,
           const char *text)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0 && text != NULL)
    sqlite3_bind_text (statement, position, text, -1, SQLITE_TRANSIENT);
}

static void
bind_query (EntStatement *statement,
            const EntListingQuery *query)
{
  int year_at = sqlite3_bind_parameter_index (statement, ":year");
  g_autofree char *first = g_strdup_printf ("%04d-01-01", query->year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", query->year);

  if (year_at > 0 && query->year > 0)
    sqlite3_bind_int (statement, year_at, query->year);
  bind_text (statement, ":first", query->year > 0 ? first : NULL);
  bind_text (statement, ":last", query->year > 0 ? last : NULL);
  bind_text (statement, ":ids", query->ids);
  bind_text (statement, ":theme", query->theme);
  bind_text (statement, ":country", query->country);
  bind_text (statement, ":own", query->own);
  bind_text (statement, ":subject", query->subject);
}

static void
append_label (GString *labels,
              const EntChoices *choices,
              const char *nick)
{
  g_string_append_printf (labels, "%s%s", labels->len > 0 ? ", " : "", ent_choices_get_label (choices, nick));
}

/* The labels of a JSON list of nicks. Nicks have no sign that JSON would escape. */
static void
read_choices (GString *labels,
              const EntChoices *choices,
              const char *json)
{
  g_auto (GStrv) parts = g_strsplit (json, "\"", -1);

  g_string_truncate (labels, 0);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i += 2)
    append_label (labels, choices, parts[i]);
}

static const char *
name_language (const char *code)
{
  const EntLanguage *language = ent_language_find (code);

  return language != NULL ? ent_language_get_name (language) : code;
}

/* @buffer keeps the text that is made for the cell. */
static EntListingCell
read_cell (const EntListingColumn *column,
           EntStatement *statement,
           int position,
           GString *buffer)
{
  EntListingCell cell = { .known = sqlite3_column_type (statement, position) != SQLITE_NULL };

  if (!cell.known)
    return cell;

  switch (column->kind)
    {
    case ENT_LISTING_TEXT:
    case ENT_LISTING_LONG_TEXT:
    case ENT_LISTING_ID:
    case ENT_LISTING_DATE:
      cell.text = ent_statement_get_text (statement, position);
      break;
    case ENT_LISTING_CHOICE:
      g_string_truncate (buffer, 0);
      append_label (buffer, column->choices, ent_statement_get_text (statement, position));
      cell.text = buffer->str;
      break;
    case ENT_LISTING_CHOICES:
      read_choices (buffer, column->choices, ent_statement_get_text (statement, position));
      cell.text = buffer->str;
      break;
    case ENT_LISTING_LANGUAGE:
      cell.text = name_language (ent_statement_get_text (statement, position));
      break;
    case ENT_LISTING_COUNT:
    case ENT_LISTING_NUMBER:
    case ENT_LISTING_MONEY:
    case ENT_LISTING_SHARE:
    case ENT_LISTING_YEAR:
    default:
      cell.number = sqlite3_column_double (statement, position);
      break;
    }

  return cell;
}

static void
free_buffer (gpointer buffer)
{
  g_string_free (buffer, TRUE);
}

/**
 * ent_listing_run:
 * @self: a table
 * @workspace: where it is read from
 * @query: what its SQL asks for
 * @func: called for each row, in their order
 * @data: for @func
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: whether all rows were read and @func agreed to each
 */
gboolean
ent_listing_run (const EntListing *self,
                 EntWorkspace *workspace,
                 const EntListingQuery *query,
                 EntListingRowFunc func,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autofree char *sql = compose_sql (self);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  g_autoptr (GPtrArray) buffers = g_ptr_array_new_with_free_func (free_buffer);
  EntListingCell cells[MAX_COLUMNS];
  gboolean row = FALSE;

  g_return_val_if_fail (self->n_columns <= MAX_COLUMNS, FALSE);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (buffers, g_string_new (NULL));
  bind_query (statement, query);
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !ent_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      for (guint i = 0; i < self->n_columns; i++)
        cells[i] = read_cell (&self->columns[i], statement, i, buffers->pdata[i]);
      if (!func (self, cells, data, error))
        return FALSE;
    }
}

/* A sheet of a workbook. */

static EntCellStyle
get_style (EntListingKind kind)
{
  static const EntCellStyle styles[] = {
    [ENT_LISTING_TEXT] = ENT_CELL_WRAPPED,    [ENT_LISTING_LONG_TEXT] = ENT_CELL_WRAPPED, [ENT_LISTING_ID] = ENT_CELL_TEXT,
    [ENT_LISTING_CHOICE] = ENT_CELL_WRAPPED,  [ENT_LISTING_CHOICES] = ENT_CELL_WRAPPED,   [ENT_LISTING_LANGUAGE] = ENT_CELL_TEXT,
    [ENT_LISTING_COUNT] = ENT_CELL_COUNT,     [ENT_LISTING_NUMBER] = ENT_CELL_NUMBER,     [ENT_LISTING_MONEY] = ENT_CELL_MONEY,
    [ENT_LISTING_SHARE] = ENT_CELL_SHARE,     [ENT_LISTING_YEAR] = ENT_CELL_YEAR,         [ENT_LISTING_DATE] = ENT_CELL_DATE,
  };

  return styles[kind];
}

static double
get_width (EntListingKind kind)
{
  static const double widths[] = {
    [ENT_LISTING_TEXT] = 32,   [ENT_LISTING_LONG_TEXT] = 60, [ENT_LISTING_ID] = 48,    [ENT_LISTING_CHOICE] = 22,
    [ENT_LISTING_CHOICES] = 34, [ENT_LISTING_LANGUAGE] = 22, [ENT_LISTING_COUNT] = 14, [ENT_LISTING_NUMBER] = 14,
    [ENT_LISTING_MONEY] = 18,  [ENT_LISTING_SHARE] = 12,     [ENT_LISTING_YEAR] = 9,   [ENT_LISTING_DATE] = 14,
  };

  return widths[kind];
}

/* What begins at the left must not touch the number that ends at the right before it. */
static EntCellStyle
get_indent (const EntListing *self,
            guint column)
{
  gboolean touches = column > 0 && !ent_listing_is_number (self->columns[column].kind) && ent_listing_is_number (self->columns[column - 1].kind);

  return touches ? ENT_CELL_INDENT : 0;
}

typedef struct
{
  EntWorkbook *workbook;
  double totals[MAX_COLUMNS];
} Sheet;

static gboolean
add_row (const EntListing *self,
         const EntListingCell *cells,
         gpointer data,
         GError **error)
{
  Sheet *sheet = data;

  for (guint i = 0; i < self->n_columns; i++)
    {
      EntListingKind kind = self->columns[i].kind;
      EntCellStyle indent = get_indent (self, i);

      if (!cells[i].known)
        ent_workbook_skip (sheet->workbook);
      else if (kind == ENT_LISTING_DATE)
        ent_workbook_add_date (sheet->workbook, indent, cells[i].text);
      else if (cells[i].text != NULL)
        ent_workbook_add_text (sheet->workbook, get_style (kind) | indent, cells[i].text);
      else
        ent_workbook_add_number (sheet->workbook, get_style (kind), kind == ENT_LISTING_MONEY ? cells[i].number / 100 : cells[i].number);
      sheet->totals[i] += cells[i].number;
    }
  ent_workbook_end_row (sheet->workbook);

  return ent_workbook_check (sheet->workbook, error);
}

static void
add_totals (const EntListing *self,
            const Sheet *sheet,
            guint n_rows)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    any = any || self->columns[i].is_summed;
  if (!any || n_rows == 0)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    {
      EntListingKind kind = self->columns[i].kind;
      double total = kind == ENT_LISTING_MONEY ? sheet->totals[i] / 100 : sheet->totals[i];

      if (self->columns[i].is_summed)
        ent_workbook_add_sum (sheet->workbook, get_style (kind) | ENT_CELL_STRONG, 1, n_rows, total);
      else if (i == 0)
        ent_workbook_add_text (sheet->workbook, ENT_CELL_TEXT | ENT_CELL_STRONG, _ ("Total"));
      else
        ent_workbook_skip (sheet->workbook);
    }
  ent_workbook_end_row (sheet->workbook);
}

/**
 * ent_listing_add_sheet:
 * @self: a table
 * @workspace: where it is read from
 * @query: what its SQL asks for
 * @workbook: where a sheet is added to: headings that stay, a row each, and totals that can be checked
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: whether all rows are in the sheet
 */
gboolean
ent_listing_add_sheet (const EntListing *self,
                       EntWorkspace *workspace,
                       const EntListingQuery *query,
                       EntWorkbook *workbook,
                       GCancellable *cancellable,
                       GError **error)
{
  Sheet sheet = { workbook };
  guint n_rows;

  ent_workbook_add_sheet (workbook, _ (self->title));
  for (guint i = 0; i < self->n_columns; i++)
    {
      ent_workbook_set_width (workbook, i, get_width (self->columns[i].kind));
      ent_workbook_add_text (workbook, (ent_listing_is_number (self->columns[i].kind) ? ENT_CELL_NUMBER_HEADING : ENT_CELL_HEADING) | get_indent (self, i),
                             _ (self->columns[i].heading));
    }
  ent_workbook_end_row (workbook);
  ent_workbook_freeze (workbook, 1, 1);
  if (!ent_listing_run (self, workspace, query, add_row, &sheet, cancellable, error))
    return FALSE;

  n_rows = ent_workbook_get_row (workbook) - 1;
  ent_workbook_set_filter (workbook, 0, n_rows, self->n_columns);
  add_totals (self, &sheet, n_rows);

  return ent_workbook_check (workbook, error);
}

/* Comma-separated values. */

typedef struct
{
  EntCsvWriter *writer;
  GCancellable *cancellable;
} Lines;

static const char *
get_pattern (EntListingKind kind)
{
  switch ((int) kind)
    {
    case ENT_LISTING_MONEY:
      return "%.2f";
    case ENT_LISTING_NUMBER:
      return "%.6g";
    case ENT_LISTING_SHARE:
      return "%.4f";
    default:
      return "%.0f";
    }
}

static gboolean
write_line (const EntListing *self,
            const EntListingCell *cells,
            gpointer data,
            GError **error)
{
  const Lines *lines = data;
  char number[G_ASCII_DTOSTR_BUF_SIZE + 320];

  for (guint i = 0; i < self->n_columns; i++)
    {
      EntListingKind kind = self->columns[i].kind;

      if (!cells[i].known || cells[i].text != NULL)
        {
          ent_csv_writer_add_text (lines->writer, cells[i].text);
          continue;
        }
      g_ascii_formatd (number, sizeof number, get_pattern (kind), kind == ENT_LISTING_MONEY ? cells[i].number / 100 : cells[i].number);
      ent_csv_writer_add_number (lines->writer, number);
    }

  return ent_csv_writer_end_row (lines->writer, lines->cancellable, error);
}

/**
 * ent_listing_write_csv:
 * @self: a table
 * @workspace: where it is read from
 * @query: what its SQL asks for
 * @writer: where it is written to, headings first
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: whether all rows are written
 */
gboolean
ent_listing_write_csv (const EntListing *self,
                       EntWorkspace *workspace,
                       const EntListingQuery *query,
                       EntCsvWriter *writer,
                       GCancellable *cancellable,
                       GError **error)
{
  Lines lines = { writer, cancellable };

  for (guint i = 0; i < self->n_columns; i++)
    ent_csv_writer_add_text (writer, _ (self->columns[i].heading));

  return ent_csv_writer_end_row (writer, cancellable, error)
         && ent_listing_run (self, workspace, query, write_line, &lines, cancellable, error);
}
