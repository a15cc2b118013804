/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-time-totals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-format.h"

#define HOURS_OF_A_DAY 24.0

/* What remains of reckoning. */
#define TINY 1e-6

/* Nobody looks at more days than this. */
#define MAX_FLAGS 100

/* All that touches the year :first to :last. The department is that where the person worked on the first day; the time
 * of an event is that of its project. */
#define YEAR_SQL                                                                                                       \
  "SELECT own.id, t.person, who.headline, post.body, where_.headline, coalesce (event.subject, t.subject), about.headline, t.kind, " \
  "t.amount, t.unit, t.\"from\", t.\"to\", " ENT_DAILY_COST_SQL " FROM involvement t JOIN record own ON own.row = t.row " \
  "LEFT JOIN record who ON who.id = t.person "                                                                         \
  "LEFT JOIN record place ON place.id = t.subject LEFT JOIN event ON event.row = place.row "                           \
  "LEFT JOIN record about ON about.id = coalesce (event.subject, t.subject) "                                          \
  "LEFT JOIN role post ON post.row = (SELECT role.row FROM role WHERE role.person = t.person AND role.body GLOB 'department:*' " \
  "  AND coalesce (role.start, '') <= t.\"from\" AND coalesce (role.\"end\", '9') || '~' >= t.\"from\" ORDER BY role.start DESC LIMIT 1) " \
  "LEFT JOIN record where_ ON where_.id = post.body "                                                                  \
  "WHERE t.\"from\" <= ?2 AND coalesce (t.\"to\", CASE t.unit WHEN 'percent' THEN ?2 ELSE t.\"from\" END) >= ?1 "      \
  "ORDER BY t.\"from\", own.id"

enum
{
  COLUMN_ID,
  COLUMN_PERSON,
  COLUMN_PERSON_NAME,
  COLUMN_DEPARTMENT,
  COLUMN_DEPARTMENT_NAME,
  COLUMN_PROJECT,
  COLUMN_PROJECT_NAME,
  COLUMN_KIND,
  COLUMN_AMOUNT,
  COLUMN_UNIT,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_COST,
};

typedef struct
{
  EntTimeTotals *totals;
  EntWorkdays workdays;
  GHashTable *found[ENT_TIME_N_GROUPINGS]; /* key → EntTimeTotal */
  GHashTable *days;                        /* person and day → EntTimeFlag */
} Adding;

static void
total_free (gpointer data)
{
  EntTimeTotal *total = data;

  g_free (total->key);
  g_free (total->label);
  g_free (total);
}

static void
flag_free (gpointer data)
{
  EntTimeFlag *flag = data;

  g_free (flag->person);
  g_free (flag->name);
  g_free (flag->day);
  g_free (flag->first);
  g_free (flag);
}

/**
 * ent_time_totals_free:
 * @self: (transfer full): totals
 */
void
ent_time_totals_free (EntTimeTotals *self)
{
  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  g_clear_pointer (&self->flags, g_ptr_array_unref);
  g_free (self);
}

/**
 * ent_time_grouping_get_title:
 * @grouping: a way to add up
 *
 * Returns: what the list is called, translated
 */
const char *
ent_time_grouping_get_title (EntTimeGrouping grouping)
{
  static const char *const titles[ENT_TIME_N_GROUPINGS] = {
    N_ ("Involvement by Person"), N_ ("Involvement by Department"), N_ ("Involvement by Project"), N_ ("Involvement by Kind"), N_ ("Involvement by Month"),
  };

  g_return_val_if_fail (grouping < ENT_TIME_N_GROUPINGS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, titles[grouping]);
}

static void
add_to (Adding *self,
        EntTimeGrouping grouping,
        const char *key,
        const char *label,
        double days,
        gint64 daily_cost)
{
  EntTimeTotal *total = g_hash_table_lookup (self->found[grouping], key != NULL ? key : "");

  if (total == NULL)
    {
      total = g_new0 (EntTimeTotal, 1);
      total->key = g_strdup (key != NULL ? key : "");
      total->label = g_strdup (label != NULL ? label : _ ("Not known"));
      g_hash_table_insert (self->found[grouping], total->key, total);
      g_ptr_array_add (self->totals->groups[grouping], total);
    }
  total->days += days;
  total->n_entries++;
  if (__builtin_add_overflow (total->cents, ent_work_time_value (days, daily_cost), &total->cents))
    total->cents = G_MAXINT64;
}

/* The days of work from @first to @last, of an involvement that lasts from @from to @to. */
static double
count_between (const Adding *self,
               EntStatement *row,
               const GDate *from,
               const GDate *to,
               const GDate *first,
               const GDate *last)
{
  return ent_work_time_count_between (&self->totals->time, &self->workdays, sqlite3_column_double (row, COLUMN_AMOUNT),
                                      ent_statement_get_text (row, COLUMN_UNIT), from, to, first, last);
}

static void
add_months (Adding *self,
            EntStatement *row,
            const GDate *from,
            const GDate *to)
{
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *key = g_strdup_printf ("%04d-%02d", self->totals->year, month);
      GDate first, last;
      double days;

      g_date_set_dmy (&first, 1, month, self->totals->year);
      g_date_set_dmy (&last, g_date_get_days_in_month (month, self->totals->year), month, self->totals->year);
      days = count_between (self, row, from, to, &first, &last);
      if (days > 0)
        {
          g_autofree char *label = ent_format_display_date (key);

          add_to (self, ENT_TIME_BY_MONTH, key, label, days, sqlite3_column_int64 (row, COLUMN_COST));
        }
    }
}

/* One day of one person; those of shares of a post are nobody's doing. */
static void
add_day (Adding *self,
         EntStatement *row,
         const GDate *day,
         double hours)
{
  const char *person = ent_statement_get_text (row, COLUMN_PERSON);
  const char *name = ent_statement_get_text (row, COLUMN_PERSON_NAME);
  char text[16];
  g_autofree char *key = NULL;
  EntTimeFlag *flag;

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  key = g_strconcat (text, person, NULL);
  flag = g_hash_table_lookup (self->days, key);
  if (flag == NULL)
    {
      flag = g_new0 (EntTimeFlag, 1);
      flag->person = g_strdup (person);
      flag->name = g_strdup (name != NULL ? name : "");
      flag->day = g_strdup (text);
      flag->first = g_strdup (ent_statement_get_text (row, COLUMN_ID));
      g_hash_table_insert (self->days, g_steal_pointer (&key), flag);
    }
  flag->hours += hours;
  flag->n_entries++;
}

/* Several days share what was said of them all. */
static void
add_days (Adding *self,
          EntStatement *row,
          const GDate *from,
          const GDate *to)
{
  int n_days = g_date_days_between (from, to) + 1;
  GDate day = *from;

  if (g_strcmp0 (ent_statement_get_text (row, COLUMN_UNIT), "percent") == 0 || n_days > 366)
    return;

  for (int i = 0; i < n_days; i++)
    {
      if (g_date_get_year (&day) == self->totals->year)
        add_day (self, row, &day, count_between (self, row, from, to, &day, &day) * self->totals->time.hours_per_day);
      g_date_add_days (&day, 1);
    }
}

static void
add_involvement (Adding *self,
                 EntStatement *row)
{
  const char *kind = ent_statement_get_text (row, COLUMN_KIND);
  gint64 cost = sqlite3_column_int64 (row, COLUMN_COST);
  GDate from, to, first, last;
  double days;

  if (ent_statement_get_text (row, COLUMN_PERSON) == NULL
      || !ent_work_time_read_span (ent_statement_get_text (row, COLUMN_UNIT), ent_statement_get_text (row, COLUMN_FROM),
                                   ent_statement_get_text (row, COLUMN_TO), self->totals->year, &from, &to))
    return;

  g_date_set_dmy (&first, 1, G_DATE_JANUARY, self->totals->year);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, self->totals->year);
  days = count_between (self, row, &from, &to, &first, &last);
  add_to (self, ENT_TIME_BY_PERSON, ent_statement_get_text (row, COLUMN_PERSON), ent_statement_get_text (row, COLUMN_PERSON_NAME), days, cost);
  add_to (self, ENT_TIME_BY_DEPARTMENT, ent_statement_get_text (row, COLUMN_DEPARTMENT), ent_statement_get_text (row, COLUMN_DEPARTMENT_NAME), days, cost);
  add_to (self, ENT_TIME_BY_PROJECT, ent_statement_get_text (row, COLUMN_PROJECT), ent_statement_get_text (row, COLUMN_PROJECT_NAME), days, cost);
  add_to (self, ENT_TIME_BY_KIND, kind, kind != NULL ? ent_choices_get_label (&ent_choices_involvement_kinds, kind) : NULL, days, cost);
  add_months (self, row, &from, &to);
  add_days (self, row, &from, &to);
}

static gboolean
add_all (Adding *self,
         EntDatabase *database,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, YEAR_SQL, error);
  g_autofree char *first = g_strdup_printf ("%04d-01-01", self->totals->year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", self->totals->year);
  gboolean more;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, first);
  ent_statement_bind_text (row, 2, last);
  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      add_involvement (self, row);
    }
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const EntTimeTotal *one = *(const EntTimeTotal *const *) a, *other = *(const EntTimeTotal *const *) b;

  if (one->days != other->days)
    return one->days > other->days ? -1 : 1;

  return g_utf8_collate (one->label, other->label);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(const EntTimeTotal *const *) a)->key, (*(const EntTimeTotal *const *) b)->key);
}

static int
compare_flags (gconstpointer a,
               gconstpointer b)
{
  const EntTimeFlag *one = *(const EntTimeFlag *const *) a, *other = *(const EntTimeFlag *const *) b;
  int order = strcmp (one->day, other->day);

  return order != 0 ? order : g_utf8_collate (one->name, other->name);
}

/* Nobody works more than the day has; and several entries that come to more than a day of work are perhaps the same. */
static void
pick_flags (Adding *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      EntTimeFlag *flag = value;

      flag->impossible = flag->hours > HOURS_OF_A_DAY + TINY;
      if (flag->impossible || (flag->n_entries > 1 && flag->hours > self->totals->time.hours_per_day + TINY))
        {
          g_hash_table_iter_steal (&iter);
          g_free (key);
          g_ptr_array_add (self->totals->flags, flag);
        }
    }
  g_ptr_array_sort (self->totals->flags, compare_flags);
  g_ptr_array_set_size (self->totals->flags, MIN (self->totals->flags->len, MAX_FLAGS));
}

/**
 * ent_time_totals_load:
 * @workspace: a workspace
 * @year: a year
 * @cancellable: (nullable): to give up
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the time of @year
 */
EntTimeTotals *
ent_time_totals_load (EntWorkspace *workspace,
                      int year,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (EntTimeTotals) self = g_new0 (EntTimeTotals, 1);
  Adding adding = { .totals = self, .days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, flag_free) };
  gboolean done;

  self->year = year;
  self->flags = g_ptr_array_new_with_free_func (flag_free);
  ent_work_time_load (&self->time, workspace);
  ent_workdays_init (&adding.workdays, year);
  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    {
      self->groups[i] = g_ptr_array_new_with_free_func (total_free);
      adding.found[i] = g_hash_table_new (g_str_hash, g_str_equal);
    }
  done = add_all (&adding, ent_workspace_get_database (workspace), cancellable, error);
  if (done)
    pick_flags (&adding);
  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    {
      g_hash_table_unref (adding.found[i]);
      g_ptr_array_sort (self->groups[i], i == ENT_TIME_BY_MONTH ? compare_keys : compare_days);
    }
  g_hash_table_unref (adding.days);

  return done ? g_steal_pointer (&self) : NULL;
}
