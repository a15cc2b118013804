/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-workdays.h"

#include <stdlib.h>
#include <string.h>

/* Easter Sunday by the rule of the Gregorian calendar, in the form of “Butcher's algorithm” (Nature, 20 April 1876). */
static void
find_easter (int year,
             GDate *ret_easter)
{
  int century = year / 100;
  int golden = year % 19;
  int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  int sunday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 100 % 4) % 7;
  int late = (golden + 11 * moon + 22 * sunday) / 451;
  int day = moon + sunday - 7 * late + 114;

  g_date_set_dmy (ret_easter, day % 31 + 1, day / 31, year);
}

static gboolean
is_holiday (const GDate *day,
            const GDate *easter)
{
  static const struct
  {
    guint8 day, month;
  } fixed[] = { { 1, 1 }, { 1, 5 }, { 8, 5 }, { 14, 7 }, { 15, 8 }, { 1, 11 }, { 11, 11 }, { 25, 12 } };
  int since_easter = g_date_days_between (easter, day);

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (g_date_get_day (day) == fixed[i].day && g_date_get_month (day) == (GDateMonth) fixed[i].month)
      return TRUE;

  /* Easter Monday, Ascension and Whit Monday. */
  return since_easter == 1 || since_easter == 39 || since_easter == 50;
}

/**
 * ent_workdays_init:
 * @self: what to fill in
 * @year: a year of the Gregorian calendar
 */
void
ent_workdays_init (EntWorkdays *self,
                   int year)
{
  GDate easter, day;
  guint n_days = g_date_is_leap_year (year) ? 366 : 365;

  self->year = year;
  find_easter (year, &easter);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, year);

  self->before[0] = 0;
  for (guint i = 0; i < n_days; i++)
    {
      gboolean works = g_date_get_weekday (&day) <= G_DATE_FRIDAY && !is_holiday (&day, &easter);

      self->before[i + 1] = self->before[i] + (works ? 1 : 0);
      g_date_add_days (&day, 1);
    }
}

/**
 * ent_workdays_count:
 * @self: the working days of a year
 * @from: a day
 * @to: a day
 *
 * Returns: how many working days of the year lie from @from to @to, both included; 0 where @to comes before @from
 */
guint
ent_workdays_count (const EntWorkdays *self,
                    const GDate *from,
                    const GDate *to)
{
  guint first = 1, last = g_date_is_leap_year (self->year) ? 366 : 365;

  if (g_date_get_year (from) > self->year || g_date_get_year (to) < self->year)
    return 0;
  if (g_date_get_year (from) == self->year)
    first = g_date_get_day_of_year (from);
  if (g_date_get_year (to) == self->year)
    last = g_date_get_day_of_year (to);

  return first <= last ? self->before[last] - self->before[first - 1] : 0;
}

/**
 * ent_workdays_parse:
 * @text: (nullable): a day as it is stored, YYYY-MM-DD
 * @ret_day: (out): the day
 *
 * Returns: whether @text is one
 */
gboolean
ent_workdays_parse (const char *text,
                    GDate *ret_day)
{
  int year, month, day;

  if (text == NULL || strlen (text) != 10)
    return FALSE;

  year = strtol (text, NULL, 10);
  month = strtol (text + 5, NULL, 10);
  day = strtol (text + 8, NULL, 10);
  if (!g_date_valid_dmy (day, month, year))
    return FALSE;

  g_date_set_dmy (ret_day, day, month, year);
  return TRUE;
}
