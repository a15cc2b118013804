/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-week-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-choices.h"
#include "ent-format.h"

/* What it was for, a column a day, and the total. */
#define N_COLUMNS (1 + ENT_WEEK_DAYS + 1)

typedef struct
{
  char *texts[N_COLUMNS + 1];
} Row;

static void
row_clear (Row *row)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row->texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static char *
display_hours (double hours)
{
  return hours < 5e-3 ? g_strdup ("") : ent_format_display_real (round (hours * 100) / 100);
}

static void
add_row (EntSheet *sheet,
         const char *label,
         const double hours[ENT_WEEK_DAYS])
{
  g_auto (Row) row = { { g_strdup (label) } };
  double all = 0;

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      row.texts[1 + i] = display_hours (hours[i]);
      all += hours[i];
    }
  row.texts[1 + ENT_WEEK_DAYS] = display_hours (all);
  ent_sheet_add_row (sheet, (const char *const *) row.texts);
}

static void
add_work (EntSheet *sheet,
          const EntWeekRow *work)
{
  const char *kind = work->kind != NULL ? ent_choices_get_label (&ent_choices_involvement_kinds, work->kind) : NULL;
  g_autofree char *label = g_strjoin (" · ", work->headline, kind, NULL);
  double hours[ENT_WEEK_DAYS];

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    hours[i] = work->cells[i].hours;
  add_row (sheet, label, hours);
}

static void
begin_table (EntSheet *sheet,
             const EntWeek *week)
{
  static const double shares[N_COLUMNS] = { 0.31, 0.085, 0.085, 0.085, 0.085, 0.085, 0.085, 0.085, 0.095 };
  g_auto (Row) labels = { { g_strdup (_ ("What")) } };

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      g_autofree char *moment = g_strconcat (week->days[i], "T12:00:00Z", NULL);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, NULL);

      labels.texts[1 + i] = g_date_time_format (time, "%a %-d");
    }
  labels.texts[1 + ENT_WEEK_DAYS] = g_strdup (_ ("Total"));
  ent_sheet_add_table (sheet, (const char *const *) labels.texts, shares, 0x1fe);
}

/**
 * ent_week_sheet_compose:
 * @week: a week, as it is shown
 * @name: whose it is
 * @dates: its first and its last day, in words
 *
 * Returns: (transfer full): the hours of each day, as a document to sign
 */
EntSheet *
ent_week_sheet_compose (const EntWeek *week,
                        const char *name,
                        const char *dates)
{
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", name, dates);
  EntSheet *sheet = ent_sheet_new (_ ("Hours of the Week"), subtitle, name);
  double elsewhere = 0, sums[ENT_WEEK_DAYS];

  begin_table (sheet, week);
  for (guint i = 0; i < week->rows->len; i++)
    add_work (sheet, week->rows->pdata[i]);
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      elsewhere += week->elsewhere[i];
      sums[i] = ent_week_sum_day (week, i);
    }
  if (elsewhere > 0)
    add_row (sheet, _ ("Entries Over Several Days"), week->elsewhere);
  add_row (sheet, _ ("Total"), sums);
  ent_sheet_add_signature (sheet, _ ("Date and signature:"));
  ent_sheet_add_signature (sheet, _ ("Date and signature of the head of the department:"));

  return sheet;
}
