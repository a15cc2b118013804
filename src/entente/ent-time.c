/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-format.h"
#include "ent-work-time.h"

/**
 * ent_time_list_people:
 * @workspace: a workspace
 * @year: a year
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntShare): who was involved in @year, the most days first
 */
GPtrArray *
ent_time_list_people (EntWorkspace *workspace,
                      int year,
                      GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (
    database,
    "SELECT person, headline, amount, unit, \"from\", \"to\" FROM involvement LEFT JOIN record ON id = person "
    "WHERE \"from\" < CAST (?1 + 1 AS TEXT) AND (\"to\" >= CAST (?1 AS TEXT) OR unit = 'percent' OR \"from\" >= CAST (?1 AS TEXT))",
    error);
  g_autoptr (GPtrArray) people = ent_shares_new ();
  EntWorkTime work_time;
  EntWorkdays workdays;
  gboolean more = TRUE;

  if (row == NULL)
    return NULL;

  ent_work_time_load (&work_time, workspace);
  ent_workdays_init (&workdays, year);
  sqlite3_bind_int (row, 1, year);
  while (more)
    {
      double days;

      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (!more)
        break;
      days = ent_work_time_count (&work_time, &workdays, sqlite3_column_double (row, 2), ent_statement_get_text (row, 3),
                                  ent_statement_get_text (row, 4), ent_statement_get_text (row, 5));
      if (days > 0)
        ent_shares_ensure (people, ent_statement_get_text (row, 0), ent_statement_get_text (row, 1))->days += days;
    }
  ent_shares_sort (people);

  return g_steal_pointer (&people);
}

/**
 * ent_time_display_days:
 * @days: days of work
 *
 * Returns: (transfer full): such as “12.5 days”
 */
char *
ent_time_display_days (double days)
{
  return ent_format_display_time (round (days * 10) / 10, "days");
}

/**
 * ent_time_display_since:
 * @at: a moment, ISO 8601
 *
 * Returns: (transfer full): how long ago that was for recent moments, the date for others
 */
char *
ent_time_display_since (const char *at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (at, NULL);
  g_autoptr (GDateTime) local = moment != NULL ? g_date_time_to_local (moment) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = NULL;
  GTimeSpan span;
  int minutes;

  if (local == NULL)
    return g_strdup (at);

  span = g_date_time_difference (now, local);
  minutes = (int) (span / G_TIME_SPAN_MINUTE);
  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago", "%d minutes ago", minutes), minutes);
  if (g_date_time_get_year (local) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (local) == g_date_time_get_day_of_year (now))
    /* Translators: a time of this day, strftime format */
    return g_date_time_format (local, _ ("today at %H:%M"));

  date = g_date_time_format (local, "%Y-%m-%d");
  return ent_format_display_date (date);
}
