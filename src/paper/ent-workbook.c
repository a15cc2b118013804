/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "ent-error.h"
#include "ent-gettext.h"
#include "ent-identity.h"
#include "ent-output-file.h"

/* Limits of the format, in units of UTF-16. */
#define LONGEST_NAME 31
#define LONGEST_TEXT 32767

struct _EntWorkbook
{
  char *path;              /* (not nullable) (owned): where it will appear */
  char *draft;             /* (not nullable) (owned): where it is written, beside it */
  lxw_workbook *workbook;  /* (nullable) (owned): NULL once it is closed */
  lxw_worksheet *sheet;    /* (nullable): the last sheet */
  char *name;              /* (nullable) (owned): its name, as a formula quotes it */
  GHashTable *names;       /* (owned): those that are taken, case-folded */
  GHashTable *formats;     /* (owned): style → lxw_format, of the workbook */
  locale_t numerals;       /* (owned): that of the user, but with a point before the decimals */
  guint row, column;       /* where the next cell goes */
  lxw_error error;         /* the first that occurred */
};

static void
keep_error (EntWorkbook *self,
            lxw_error error)
{
  if (self->error == LXW_NO_ERROR)
    self->error = error;
}

/* The library writes numbers as the locale does, and the format wants a point whoever reads it: in French all of them would
 * be broken. */
#define WRITE(self, call)                                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    locale_t before = uselocale ((self)->numerals);                                                                    \
                                                                                                                       \
    keep_error (self, call);                                                                                           \
    uselocale (before);                                                                                                \
  }                                                                                                                    \
  G_STMT_END

static gboolean
is_failed (EntWorkbook *self)
{
  return self->error != LXW_NO_ERROR;
}

static void
set_system_error (GError **error,
                  const char *path,
                  int code)
{
  ent_output_file_set_error (error, path, g_error_new_literal (G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code)));
}

/**
 * ent_workbook_new:
 * @path: where it will appear; what is there stays until it is finished
 * @error: set where nothing can be written beside it
 *
 * Returns: (transfer full) (nullable): a workbook without a sheet
 */
EntWorkbook *
ent_workbook_new (const char *path,
                  GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  EntWorkbook *self;
  int fd;

  fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      set_system_error (error, path, errno);
      return NULL;
    }
  close (fd);

  self = g_new0 (EntWorkbook, 1);
  self->path = g_strdup (path);
  self->draft = g_steal_pointer (&draft);
  self->workbook = workbook_new_opt (self->draft, &options);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->formats = g_hash_table_new (NULL, NULL);
  self->numerals = newlocale (LC_NUMERIC_MASK, "C", duplocale (LC_GLOBAL_LOCALE));

  return self;
}

/**
 * ent_workbook_free:
 * @self: (transfer full) (nullable): a workbook; what is not finished is thrown away
 */
void
ent_workbook_free (EntWorkbook *self)
{
  if (self == NULL)
    return;

  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  if (self->draft != NULL)
    g_unlink (self->draft);
  g_free (self->path);
  g_free (self->draft);
  g_free (self->name);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->formats);
  freelocale (self->numerals);
  g_free (self);
}

/**
 * ent_workbook_check:
 * @self: a workbook
 * @error: set to what went wrong since it was begun
 *
 * Returns: whether all went well so far
 */
gboolean
ent_workbook_check (EntWorkbook *self,
                    GError **error)
{
  switch ((int) self->error)
    {
    case LXW_NO_ERROR:
      return TRUE;
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("There are more rows than a spreadsheet can hold. Choose fewer records, or CSV."));
      return FALSE;
    default:
      g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The workbook could not be written: %s"), lxw_strerror (self->error));
      return FALSE;
    }
}

static gboolean
synchronise (EntWorkbook *self,
             GError **error)
{
  int fd = g_open (self->draft, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (!done || g_rename (self->draft, self->path) != 0)
    {
      set_system_error (error, self->path, done ? errno : code);
      return FALSE;
    }
  g_clear_pointer (&self->draft, g_free);

  return TRUE;
}

/**
 * ent_workbook_finish:
 * @self: a workbook with at least one sheet; nothing more can be added
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was there before is then untouched
 *
 * Returns: whether the file is there under its name, whole
 */
gboolean
ent_workbook_finish (EntWorkbook *self,
                     GCancellable *cancellable,
                     GError **error)
{
  if (!ent_workbook_check (self, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  errno = 0;
  WRITE (self, workbook_close (g_steal_pointer (&self->workbook)));
  if (is_failed (self) && errno != 0)
    {
      set_system_error (error, self->path, errno);
      return FALSE;
    }

  return ent_workbook_check (self, error) && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && ent_workbook_verify (self->draft, error) && synchronise (self, error);
}

/**
 * ent_workbook_set_properties:
 * @self: a workbook
 * @title: what it is
 * @author: (nullable): whose it is
 */
void
ent_workbook_set_properties (EntWorkbook *self,
                             const char *title,
                             const char *author)
{
  /* The library only reads them. */
  lxw_doc_properties properties = { .title = title, .author = author != NULL ? author : "", .comments = "Entente" };

  keep_error (self, workbook_set_properties (self->workbook, &properties));
}

/* Cuts a text to @most units of UTF-16, the last being an ellipsis. */
static char *
shorten (const char *text,
         glong most)
{
  glong units = 0;
  const char *fit = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      units += g_utf8_get_char (p) > 0xffff ? 2 : 1;
      if (units > most)
        return g_strdup_printf ("%.*s…", (int) (fit - text), text);
      if (units < most)
        fit = g_utf8_next_char (p);
    }

  return g_strdup (text);
}

/* A name that a sheet may have, and that no other has. */
static char *
choose_name (EntWorkbook *self,
             const char *title)
{
  g_autofree char *clean = g_strdelimit (g_strdup (title), "[]:*?/\\'", ' ');
  g_autofree char *name = shorten (g_strstrip (clean), LONGEST_NAME);

  for (guint i = 2;; i++)
    {
      g_autofree char *folded = g_utf8_casefold (name, -1);
      g_autofree char *suffix = g_strdup_printf (" %u", i);
      g_autofree char *stem = NULL;

      if (*name != '\0' && g_hash_table_add (self->names, g_steal_pointer (&folded)))
        return g_steal_pointer (&name);
      stem = shorten (clean, LONGEST_NAME - strlen (suffix));
      g_free (name);
      name = g_strconcat (stem, suffix, NULL);
    }
}

/**
 * ent_workbook_add_sheet:
 * @self: a workbook
 * @title: its title; signs that names of sheets cannot have are left out
 *
 * Adds a sheet, which all that follows goes to.
 */
void
ent_workbook_add_sheet (EntWorkbook *self,
                        const char *title)
{
  g_autofree char *name = choose_name (self, title);

  self->sheet = workbook_add_worksheet (self->workbook, name);
  if (self->sheet == NULL)
    {
      keep_error (self, LXW_ERROR_MEMORY_MALLOC_FAILED);
      return;
    }

  g_free (self->name);
  self->name = g_strdup_printf ("'%s'", name);
  self->row = self->column = 0;
  worksheet_set_landscape (self->sheet);
  worksheet_set_paper (self->sheet, 9);
  worksheet_fit_to_pages (self->sheet, 1, 0);
}

/**
 * ent_workbook_get_sheet:
 * @self: a workbook with a sheet
 *
 * Returns: the name of the last sheet, quoted as in a formula
 */
const char *
ent_workbook_get_sheet (EntWorkbook *self)
{
  return self->name;
}

/**
 * ent_workbook_get_row:
 * @self: a workbook with a sheet
 *
 * Returns: where the next cell goes, from 0
 */
guint
ent_workbook_get_row (EntWorkbook *self)
{
  return self->row;
}

void
ent_workbook_set_width (EntWorkbook *self,
                        guint column,
                        double width)
{
  if (!is_failed (self))
    WRITE (self, worksheet_set_column (self->sheet, column, column, width, NULL));
}

/* Keeps the first rows and columns in sight, and the rows on every printed page. */
void
ent_workbook_freeze (EntWorkbook *self,
                     guint n_rows,
                     guint n_columns)
{
  if (is_failed (self))
    return;

  worksheet_freeze_panes (self->sheet, n_rows, n_columns);
  keep_error (self, worksheet_repeat_rows (self->sheet, 0, n_rows - 1));
}

void
ent_workbook_set_filter (EntWorkbook *self,
                         guint first_row,
                         guint last_row,
                         guint n_columns)
{
  if (!is_failed (self))
    keep_error (self, worksheet_autofilter (self->sheet, first_row, 0, last_row, n_columns - 1));
}

static void
set_number_format (lxw_format *format,
                   EntCellStyle base)
{
  static const char *const patterns[ENT_CELL_N_STYLES] = {
    [ENT_CELL_COUNT] = "#,##0", [ENT_CELL_NUMBER] = "#,##0.##", [ENT_CELL_MONEY] = "#,##0.00\\ \"€\"",
    [ENT_CELL_SHARE] = "0.0%",  [ENT_CELL_YEAR] = "0",
  };

  if (patterns[base] != NULL)
    format_set_num_format (format, patterns[base]);
  else if (base == ENT_CELL_DAYS)
    {
      /* Translators: after a number of days, in the cell of a spreadsheet. */
      g_autofree char *pattern = g_strdup_printf ("#,##0.0\\ \"%s\"", _ ("days"));

      format_set_num_format (format, pattern);
    }
  else if (base == ENT_CELL_DATE)
    /* The short date, as each reader's own spreadsheet writes it. */
    format_set_num_format_index (format, 14);
}

static lxw_format *
get_format (EntWorkbook *self,
            EntCellStyle style)
{
  EntCellStyle base = style & 0xff;
  lxw_format *format = g_hash_table_lookup (self->formats, GUINT_TO_POINTER (style + 1));

  if (format != NULL)
    return format;

  format = workbook_add_format (self->workbook);
  g_hash_table_insert (self->formats, GUINT_TO_POINTER (style + 1), format);
  set_number_format (format, base);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (style & ENT_CELL_STRONG || base == ENT_CELL_TITLE || base == ENT_CELL_HEADING || base == ENT_CELL_NUMBER_HEADING)
    format_set_bold (format);
  if (style / ENT_CELL_INDENT > 0)
    {
      format_set_align (format, LXW_ALIGN_LEFT);
      format_set_indent (format, style / ENT_CELL_INDENT);
    }
  if (base == ENT_CELL_WRAPPED || base == ENT_CELL_HEADING || base == ENT_CELL_NUMBER_HEADING)
    format_set_text_wrap (format);
  if (base == ENT_CELL_TITLE)
    {
      format_set_font_size (format, 16);
      format_set_font_color (format, ENT_IDENTITY_BLUE);
    }
  if (base == ENT_CELL_NOTE)
    format_set_font_color (format, 0x55555d);
  if (base == ENT_CELL_DATE || base == ENT_CELL_YEAR)
    format_set_align (format, LXW_ALIGN_LEFT);
  if (base == ENT_CELL_NUMBER_HEADING)
    format_set_align (format, LXW_ALIGN_RIGHT);
  if (base == ENT_CELL_HEADING || base == ENT_CELL_NUMBER_HEADING)
    {
      format_set_font_color (format, 0xffffff);
      format_set_bg_color (format, ENT_IDENTITY_BLUE);
    }

  return format;
}

static gboolean
is_code (const char *text)
{
  return text[1] == 'x' && strlen (text) >= 7 && strspn (text + 2, "0123456789ABCDEFabcdef") >= 4 && text[6] == '_';
}

/* What looks like the format's own code for a character, `_x0041_`, must not be read as one. */
static char *
escape_codes (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '_' && is_code (p))
      g_string_append (escaped, "_x005F_");
    else
      g_string_append_c (escaped, *p);

  return g_string_free_and_steal (g_steal_pointer (&escaped));
}

/**
 * ent_workbook_add_text:
 * @self: a workbook with a sheet
 * @style: how it looks
 * @text: the text, which stays one whatever it begins with; what a cell cannot hold is cut with an ellipsis
 */
void
ent_workbook_add_text (EntWorkbook *self,
                       EntCellStyle style,
                       const char *text)
{
  g_autofree char *escaped = strstr (text, "_x") != NULL ? escape_codes (text) : NULL;
  const char *whole = escaped != NULL ? escaped : text;
  g_autofree char *fit = strlen (whole) > LONGEST_TEXT ? shorten (whole, LONGEST_TEXT) : NULL;

  if (!is_failed (self))
    WRITE (self, worksheet_write_string (self->sheet, self->row, self->column, fit != NULL ? fit : whole, get_format (self, style)));
  self->column++;
}

/* Adds a number; an empty cell for one that is none. */
void
ent_workbook_add_number (EntWorkbook *self,
                         EntCellStyle style,
                         double number)
{
  if (!is_failed (self) && isfinite (number))
    WRITE (self, worksheet_write_number (self->sheet, self->row, self->column, number, get_format (self, style)));
  self->column++;
}

/**
 * ent_workbook_add_date:
 * @self: a workbook with a sheet
 * @indent: 0, or %ENT_CELL_INDENT as often as it is indented
 * @date: YYYY-MM-DD; less of it, or what is before 1900, which spreadsheets have no dates for, is added as text
 */
void
ent_workbook_add_date (EntWorkbook *self,
                       EntCellStyle indent,
                       const char *date)
{
  lxw_datetime day = { 0 };

  if (strlen (date) != 10 || strcmp (date, "1900-03-01") < 0)
    {
      ent_workbook_add_text (self, ENT_CELL_TEXT | indent, date);
      return;
    }

  day.year = g_ascii_strtoll (date, NULL, 10);
  day.month = g_ascii_strtoll (date + 5, NULL, 10);
  day.day = g_ascii_strtoll (date + 8, NULL, 10);
  if (!is_failed (self))
    WRITE (self, worksheet_write_datetime (self->sheet, self->row, self->column, &day, get_format (self, ENT_CELL_DATE | indent)));
  self->column++;
}

/* Adds a formula, with what it comes to for readers that do not reckon. */
void
ent_workbook_add_formula (EntWorkbook *self,
                          EntCellStyle style,
                          const char *formula,
                          double result)
{
  if (!is_failed (self))
    WRITE (self, worksheet_write_formula_num (self->sheet, self->row, self->column, formula, get_format (self, style), result));
  self->column++;
}

/* Adds the sum of the cells of this column, from @first_row to @last_row. */
void
ent_workbook_add_sum (EntWorkbook *self,
                      EntCellStyle style,
                      guint first_row,
                      guint last_row,
                      double sum)
{
  char range[LXW_MAX_CELL_RANGE_LENGTH];
  g_autofree char *formula = NULL;

  lxw_rowcol_to_range (range, first_row, self->column, last_row, self->column);
  formula = g_strdup_printf ("=SUM(%s)", range);
  ent_workbook_add_formula (self, style, formula, sum);
}

/* Adds the quotient of the two cells before. */
void
ent_workbook_add_share (EntWorkbook *self,
                        EntCellStyle style,
                        double share)
{
  char part[LXW_MAX_CELL_NAME_LENGTH], whole[LXW_MAX_CELL_NAME_LENGTH];
  g_autofree char *formula = NULL;

  g_return_if_fail (self->column >= 2);

  lxw_rowcol_to_cell (part, self->row, self->column - 2);
  lxw_rowcol_to_cell (whole, self->row, self->column - 1);
  formula = g_strdup_printf ("=IF(%s=0,\"\",%s/%s)", whole, part, whole);
  ent_workbook_add_formula (self, style, formula, share);
}

/* Leaves a cell empty. */
void
ent_workbook_skip (EntWorkbook *self)
{
  self->column++;
}

void
ent_workbook_end_row (EntWorkbook *self)
{
  self->row++;
  self->column = 0;
}

static lxw_chart *
make_chart (EntWorkbook *self,
            const char *title,
            guint n_series)
{
  lxw_chart *chart = workbook_add_chart (self->workbook, LXW_CHART_BAR);

  if (chart == NULL)
    {
      keep_error (self, LXW_ERROR_MEMORY_MALLOC_FAILED);
      return NULL;
    }

  chart_title_set_name (chart, title);
  /* The first row on top, as in the table. */
  chart_axis_set_reverse (chart->y_axis);
  chart_axis_set_num_format (chart->x_axis, "#,##0");
  chart_axis_major_gridlines_set_visible (chart->x_axis, LXW_FALSE);
  chart_legend_set_position (chart, n_series > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);

  return chart;
}

/**
 * ent_workbook_add_chart:
 * @self: a workbook with a sheet
 * @title: its title
 * @description: what a screen reader says of it
 * @first_row: the row of the headings that name its series; what it shows is below, its labels in the first column
 * @n_rows: how many groups of bars
 * @n_series: how many bars in each, from the second column on
 * @at_row: where it stands
 * @at_column: where it stands
 *
 * Adds a chart of cells of the last sheet, which the spreadsheet draws itself.
 */
void
ent_workbook_add_chart (EntWorkbook *self,
                        const char *title,
                        const char *description,
                        guint first_row,
                        guint n_rows,
                        guint n_series,
                        guint at_row,
                        guint at_column)
{
  static const lxw_color_t colors[] = { 0x6a97cf, 0xb95f00, ENT_IDENTITY_BLUE };
  lxw_chart_options options = { .description = description, .x_scale = 1.15, .y_scale = MAX (1.0, n_rows * (n_series + 1) / 16.0) };
  lxw_chart *chart = is_failed (self) ? NULL : make_chart (self, title, n_series);
  guint last_row = first_row + n_rows;

  if (chart == NULL)
    return;

  for (guint i = 1; i <= n_series; i++)
    {
      lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
      lxw_chart_fill fill = { .color = colors[n_series == 1 ? 2 : (i - 1) % G_N_ELEMENTS (colors)] };
      char name[LXW_MAX_CELL_NAME_LENGTH];
      g_autofree char *formula = NULL;
      /* Without the quotes, which the library puts itself. */
      g_autofree char *sheet = g_strndup (self->name + 1, strlen (self->name) - 2);

      lxw_rowcol_to_cell_abs (name, first_row, i, TRUE, TRUE);
      formula = g_strdup_printf ("=%s!%s", self->name, name);
      chart_series_set_name (series, formula);
      chart_series_set_categories (series, sheet, first_row + 1, 0, last_row, 0);
      chart_series_set_values (series, sheet, first_row + 1, i, last_row, i);
      chart_series_set_fill (series, &fill);
    }
  keep_error (self, worksheet_insert_chart_opt (self->sheet, at_row, at_column, chart, &options));
}
