/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-time-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-cofunding.h"
#include "ent-format.h"
#include "ent-output-file.h"

#define N_COLUMNS 5

static const char *const headings[N_COLUMNS] = { N_ ("What"), N_ ("Days"), N_ ("Hours"), N_ ("Valued Cost"), N_ ("Entries") };

static double
round_to_tenths (double number)
{
  return round (number * 10) / 10;
}

static void
add_group (EntSheet *sheet,
           const EntTimeTotals *totals,
           EntTimeGrouping grouping)
{
  static const double shares[] = { 0.44, 0.13, 0.13, 0.18, 0.12 };
  const char *labels[N_COLUMNS + 1] = { NULL };
  GPtrArray *group = totals->groups[grouping];

  if (group->len == 0)
    return;

  for (guint i = 0; i < N_COLUMNS; i++)
    labels[i] = g_dgettext (GETTEXT_PACKAGE, headings[i]);
  ent_sheet_add_heading (sheet, ent_time_grouping_get_title (grouping));
  ent_sheet_add_table (sheet, labels, shares, 0x1e);
  for (guint i = 0; i < group->len; i++)
    {
      const EntTimeTotal *total = group->pdata[i];
      g_autofree char *days = ent_format_display_real (round_to_tenths (total->days));
      g_autofree char *hours = ent_format_display_real (round_to_tenths (total->days * totals->time.hours_per_day));
      g_autofree char *cost = ent_format_display_money (total->cents);
      g_autofree char *entries = ent_format_display_real (total->n_entries);
      const char *const cells[] = { total->label, days, hours, cost, entries, NULL };

      ent_sheet_add_row (sheet, cells);
    }
}

static char *
display_percent (double percent)
{
  g_autofree char *number = ent_format_display_real (round_to_tenths (percent));

  /* Translators: a percentage */
  return percent < 0 ? g_strdup ("–") : g_strdup_printf (_ ("%s %%"), number);
}

/* What calls take stands beside what there is. */
static void
add_cofunding (EntSheet *sheet,
               GPtrArray *cofunding)
{
  static const double shares[] = { 0.4, 0.15, 0.15, 0.15, 0.15 };
  const char *const labels[] = { _ ("Project"), _ ("French Share"), _ ("At Least"), _ ("Valued Time"), _ ("At Most"), NULL };

  if (cofunding->len == 0)
    return;

  ent_sheet_add_heading (sheet, _ ("Co-Funding Criteria"));
  ent_sheet_add_table (sheet, labels, shares, 0x1e);
  for (guint i = 0; i < cofunding->len; i++)
    {
      const EntCofunding *project = cofunding->pdata[i];
      g_autofree char *french = display_percent (project->french_share);
      g_autofree char *least = display_percent (project->french_min);
      g_autofree char *staff = display_percent (project->staff_share);
      g_autofree char *most = display_percent (project->staff_max);
      const char *const cells[] = { project->headline, french, least, staff, most, NULL };

      ent_sheet_add_row (sheet, cells);
    }
}

/**
 * ent_time_sheet_compose:
 * @totals: the time of a year
 * @cofunding: (element-type EntCofunding): the shares of the projects that have a co-funding file
 * @footer: what stands at the foot of each page
 *
 * Returns: (transfer full): a document with a table for each way to add up
 */
EntSheet *
ent_time_sheet_compose (const EntTimeTotals *totals,
                        GPtrArray *cofunding,
                        const char *footer)
{
  g_autofree char *year = g_strdup_printf ("%d", totals->year);
  EntSheet *sheet = ent_sheet_new (_ ("Involvement"), year, footer);

  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    add_group (sheet, totals, i);
  add_cofunding (sheet, cofunding);

  return sheet;
}

static void
add_number (EntCsvWriter *writer,
            double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  ent_csv_writer_add_number (writer, g_ascii_formatd (text, sizeof text, "%.2f", number));
}

static gboolean
write_rows (const EntTimeTotals *totals,
            EntCsvWriter *writer,
            GCancellable *cancellable,
            GError **error)
{
  ent_csv_writer_add_text (writer, _ ("Table"));
  for (guint i = 0; i < N_COLUMNS; i++)
    ent_csv_writer_add_text (writer, g_dgettext (GETTEXT_PACKAGE, headings[i]));
  if (!ent_csv_writer_end_row (writer, cancellable, error))
    return FALSE;

  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    for (guint j = 0; j < totals->groups[i]->len; j++)
      {
        const EntTimeTotal *total = totals->groups[i]->pdata[j];

        ent_csv_writer_add_text (writer, ent_time_grouping_get_title (i));
        ent_csv_writer_add_text (writer, total->label);
        add_number (writer, total->days);
        add_number (writer, total->days * totals->time.hours_per_day);
        add_number (writer, (double) total->cents / 100);
        add_number (writer, total->n_entries);
        if (!ent_csv_writer_end_row (writer, cancellable, error))
          return FALSE;
      }

  return TRUE;
}

/**
 * ent_time_sheet_write_csv:
 * @totals: the time of a year
 * @path: of the file, which may be there already
 * @form: for which spreadsheets
 * @cancellable: (nullable): to give up
 * @error: set where it cannot be written
 *
 * Returns: whether @path has a row for each total; otherwise it is as it was
 */
gboolean
ent_time_sheet_write_csv (const EntTimeTotals *totals,
                          const char *path,
                          EntCsvForm form,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GOutputStream) stream = ent_output_file_open (path, error);
  g_autoptr (EntCsvWriter) writer = stream != NULL ? ent_csv_writer_new (stream, form) : NULL;

  if (writer == NULL)
    return FALSE;
  if (!write_rows (totals, writer, cancellable, error))
    {
      ent_output_file_discard (stream);
      return FALSE;
    }

  return ent_output_file_keep (stream, cancellable, error);
}
