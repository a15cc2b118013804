/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The days of a calendar, counted and named. */
#include "ent-month-day.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ent-format.h"
#include "ent-locale.h"

/**
 * ent_month_day_parse_date:
 * @text: (nullable): a day, YYYY-MM-DD
 * @ret_date: (out): the same; cleared where it is none
 *
 * Returns: whether @text is a day
 */
gboolean
ent_month_day_parse_date (const char *text,
                          GDate *ret_date)
{
  int year, month, day;

  g_date_clear (ret_date, 1);
  if (text == NULL || ent_format_check_date (text, FALSE) != NULL || sscanf (text, "%d-%d-%d", &year, &month, &day) != 3)
    return FALSE;

  g_date_set_dmy (ret_date, day, month, year);
  return TRUE;
}

/**
 * ent_month_day_parse:
 * @text: (nullable): a day, YYYY-MM-DD
 *
 * Returns: its Julian day, 0 where it is none
 */
guint32
ent_month_day_parse (const char *text)
{
  GDate day;

  return ent_month_day_parse_date (text, &day) ? g_date_get_julian (&day) : 0;
}

/**
 * ent_month_day_to_date:
 * @julian: a Julian day
 *
 * Returns: the same as a date
 */
GDate
ent_month_day_to_date (guint32 julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  return day;
}

/**
 * ent_month_day_format:
 * @julian: a Julian day
 *
 * Returns: (transfer full): the same, YYYY-MM-DD
 */
char *
ent_month_day_format (guint32 julian)
{
  const GDate day = ent_month_day_to_date (julian);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day));
}

/**
 * ent_month_day_find_first:
 * @day: a date
 *
 * Returns: the Monday (ISO 8601) of the week in which its month begins, a Julian day
 */
guint32
ent_month_day_find_first (const GDate *day)
{
  GDate first = *day;

  g_date_set_day (&first, 1);
  return g_date_get_julian (&first) - (g_date_get_weekday (&first) - G_DATE_MONDAY);
}

/**
 * ent_month_day_get_name:
 * @day: a day, YYYY-MM-DD
 *
 * Returns: (transfer full): the weekday and the date, as a title begins
 */
char *
ent_month_day_get_name (const char *day)
{
  g_autofree char *stamp = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (stamp, NULL);
  g_autofree char *date = ent_format_display_date (day);
  g_autofree char *weekday = time != NULL ? ent_locale_format_date (time, "%A") : g_strdup ("");
  g_autofree char *first = g_utf8_substring (weekday, 0, *weekday != '\0' ? 1 : 0);
  g_autofree char *capital = g_utf8_strup (first, -1);

  /* Translators: a weekday, its first letter a capital, its other letters, and a date */
  return g_strdup_printf (_ ("%1$s%2$s %3$s"), capital, weekday + strlen (first), date);
}
