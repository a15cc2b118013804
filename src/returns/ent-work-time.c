/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-work-time.h"

#include <math.h>

/* Décret n° 2000-815, article 1, and n° 2001-623: a full-time public servant works 1,607 hours a year, over 228 days
 * of 7 hours and the day of solidarity. */
#define DEFAULT_HOURS_PER_DAY 7.0

static double
read_number (EntWorkspace *workspace,
             const char *name,
             double least,
             double most,
             double fallback)
{
  g_autofree char *text = ent_workspace_get_setting (workspace, name);
  double number = text != NULL ? g_ascii_strtod (text, NULL) : NAN;

  return number >= least && number <= most ? number : fallback;
}

/**
 * ent_work_time_load:
 * @self: what to fill in
 * @workspace: a workspace
 *
 * Where the workspace does not say, or says what cannot be, the usual is assumed.
 */
void
ent_work_time_load (EntWorkTime *self,
                    EntWorkspace *workspace)
{
  self->hours_per_day = read_number (workspace, ENT_SETTING_HOURS_PER_DAY, 1, 24, DEFAULT_HOURS_PER_DAY);
  self->days_per_year = read_number (workspace, ENT_SETTING_DAYS_PER_YEAR, 1, 366, 0);
}

static void
get_year (int year,
          GDate *ret_first,
          GDate *ret_last)
{
  g_date_set_dmy (ret_first, 1, G_DATE_JANUARY, year);
  g_date_set_dmy (ret_last, 31, G_DATE_DECEMBER, year);
}

/* Of the share of a post: the working days of the year, or as many of the days that the authority counts in a year. */
static double
count_post (const EntWorkTime *self,
            const EntWorkdays *workdays,
            double percent,
            const GDate *start,
            const GDate *end)
{
  GDate first, last;
  guint within, all;

  get_year (workdays->year, &first, &last);
  within = ent_workdays_count (workdays, start, end);
  all = ent_workdays_count (workdays, &first, &last);
  return percent / 100 * (self->days_per_year > 0 ? within * self->days_per_year / all : within);
}

/**
 * ent_work_time_read_span:
 * @unit: (nullable): nick of what the time is counted in, as in `ent_choices_involvement_units`
 * @from: (nullable): the first day, YYYY-MM-DD
 * @to: (nullable): the last day
 * @year: a year
 * @ret_from: (out): the first day
 * @ret_to: (out): the last day: where nobody has said that it ends, a share of a post goes on to the end of @year, and all
 *   else is of one day
 *
 * Returns: whether @from is a day
 */
gboolean
ent_work_time_read_span (const char *unit,
                         const char *from,
                         const char *to,
                         int year,
                         GDate *ret_from,
                         GDate *ret_to)
{
  if (!ent_workdays_parse (from, ret_from))
    return FALSE;
  if (ent_workdays_parse (to, ret_to))
    return TRUE;

  if (g_strcmp0 (unit, "percent") == 0)
    g_date_set_dmy (ret_to, 31, G_DATE_DECEMBER, year);
  else
    *ret_to = *ret_from;
  return TRUE;
}

/**
 * ent_work_time_count_between:
 * @self: how the authority counts
 * @workdays: the working days of a year
 * @amount: how much time somebody spent
 * @unit: (nullable): nick of what @amount is counted in
 * @from: the first day of the involvement
 * @to: its last day
 * @first: a day of the year
 * @last: a later one, or the same
 *
 * The part of an involvement that falls between two days. A share of a post is one of its working days; hours and days
 * that go over several days are spread evenly over the calendar.
 *
 * Returns: days of work
 */
double
ent_work_time_count_between (const EntWorkTime *self,
                             const EntWorkdays *workdays,
                             double amount,
                             const char *unit,
                             const GDate *from,
                             const GDate *to,
                             const GDate *first,
                             const GDate *last)
{
  GDate start = *from, end = *to;
  int all = g_date_days_between (from, to) + 1, within;

  g_date_clamp (&start, first, NULL);
  g_date_clamp (&end, NULL, last);
  within = g_date_days_between (&start, &end) + 1;
  if (within <= 0 || all <= 0)
    return 0;
  if (g_strcmp0 (unit, "percent") == 0)
    return count_post (self, workdays, amount, &start, &end);

  return (g_strcmp0 (unit, "hours") == 0 ? amount / self->hours_per_day : amount) * within / all;
}

/**
 * ent_work_time_count:
 * @self: how the authority counts
 * @workdays: the working days of a year
 * @amount: how much time somebody spent
 * @unit: (nullable): nick of what @amount is counted in, as in `ent_choices_involvement_units`
 * @from: (nullable): the first day, YYYY-MM-DD
 * @to: (nullable): the last day
 *
 * The part of an involvement that falls into the year. A share of a post is one of its working days, and goes on until
 * it is said to end; hours and days that reach over the new year are parted by the calendar.
 *
 * Returns: days of work
 */
double
ent_work_time_count (const EntWorkTime *self,
                     const EntWorkdays *workdays,
                     double amount,
                     const char *unit,
                     const char *from,
                     const char *to)
{
  GDate start, end, first, last;

  if (!ent_work_time_read_span (unit, from, to, workdays->year, &start, &end))
    return 0;

  get_year (workdays->year, &first, &last);
  return ent_work_time_count_between (self, workdays, amount, unit, &start, &end, &first, &last);
}

/**
 * ent_work_time_count_all:
 * @self: how the authority counts
 * @amount: how much time somebody spent
 * @unit: (nullable): nick of what @amount is counted in
 * @from: (nullable): the first day, YYYY-MM-DD
 * @to: (nullable): the last day
 * @today: this day: how far a share of a post counts that nobody has said to end
 *
 * Returns: days of work, in all the years that an involvement reaches over
 */
double
ent_work_time_count_all (const EntWorkTime *self,
                         double amount,
                         const char *unit,
                         const char *from,
                         const char *to,
                         const char *today)
{
  const char *until = to != NULL ? to : g_strcmp0 (unit, "percent") == 0 ? today : from;
  GDate start, end;
  double days = 0;

  if (!ent_workdays_parse (from, &start) || !ent_workdays_parse (until, &end))
    return 0;

  for (int year = g_date_get_year (&start); year <= g_date_get_year (&end); year++)
    {
      EntWorkdays workdays;

      ent_workdays_init (&workdays, year);
      days += ent_work_time_count (self, &workdays, amount, unit, from, until);
    }

  return days;
}

/**
 * ent_work_time_get_rate:
 * @workspace: a workspace
 * @category: a nick of `ent_choices_staff_categories`
 *
 * Returns: what a day of somebody of that category is worth, in cents; 0 where nobody has said
 */
gint64
ent_work_time_get_rate (EntWorkspace *workspace,
                        const char *category)
{
  g_autofree char *name = g_strconcat (ENT_SETTING_DAILY_RATE, category, NULL);

  return (gint64) read_number (workspace, name, 0, 1e15, 0);
}

/**
 * ent_work_time_value:
 * @days: days of work
 * @daily_cost: what one is worth, in cents
 *
 * Returns: what they are worth, in cents
 */
gint64
ent_work_time_value (double days,
                     gint64 daily_cost)
{
  return llround (MIN (days * (double) daily_cost, 9e18));
}
