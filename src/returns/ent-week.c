/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-week.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-format.h"
#include "ent-log-line.h"

/* Less than this is what remains of reckoning. */
#define LEAST_HOURS 1e-6

/* A day has no more. */
#define MOST_HOURS 24.0

/* All that touches the week ?2 to ?3 of the person ?1. */
#define WEEK_SQL                                                                                                       \
  "SELECT own.id, t.subject, about.headline, t.kind, t.amount, t.unit, t.\"from\", t.\"to\" FROM involvement t "       \
  "JOIN record own ON own.row = t.row LEFT JOIN record about ON about.id = t.subject WHERE t.person = ?1 "             \
  "AND t.\"from\" <= ?3 AND coalesce (t.\"to\", CASE t.unit WHEN 'percent' THEN ?3 ELSE t.\"from\" END) >= ?2 "        \
  "ORDER BY about.sort, t.kind, own.id"

static void
row_free (gpointer data)
{
  EntWeekRow *row = data;

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    g_free (row->cells[i].id);
  g_free (row->subject);
  g_free (row->headline);
  g_free (row);
}

static void
change_free (gpointer data)
{
  EntWeekChange *change = data;

  g_free (change->id);
  g_free (change->subject);
  g_free (change->day);
  g_free (change);
}

/**
 * ent_week_free:
 * @self: (transfer full): a week
 */
void
ent_week_free (EntWeek *self)
{
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    g_free (self->days[i]);
  g_ptr_array_unref (self->rows);
  g_free (self->person);
  g_free (self);
}

static void
set_days (EntWeek *self,
          const GDate *day)
{
  GDate monday = *day;

  g_date_subtract_days (&monday, g_date_get_weekday (day) - G_DATE_MONDAY);
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      char text[16];

      g_date_strftime (text, sizeof text, "%Y-%m-%d", &monday);
      self->days[i] = g_strdup (text);
      g_date_add_days (&monday, 1);
    }
}

/* The choices live as long as the program, unlike what was read. */
static const char *
find_nick (const EntChoices *choices,
           const char *nick)
{
  for (guint i = 0; nick != NULL && i < choices->n_items; i++)
    if (g_str_equal (choices->items[i].nick, nick))
      return choices->items[i].nick;

  return NULL;
}

/**
 * ent_week_ensure_row:
 * @self: a week
 * @subject: the identifier of a project, event or partnership
 * @headline: (nullable): its title
 * @kind: (nullable): a kind of work
 *
 * Returns: (transfer none): the row of both, made where there is none
 */
EntWeekRow *
ent_week_ensure_row (EntWeek *self,
                     const char *subject,
                     const char *headline,
                     const char *kind)
{
  EntWeekRow *row;

  for (guint i = 0; i < self->rows->len; i++)
    {
      row = self->rows->pdata[i];
      if (g_str_equal (row->subject, subject) && g_strcmp0 (row->kind, kind) == 0)
        return row;
    }

  row = g_new0 (EntWeekRow, 1);
  row->subject = g_strdup (subject);
  row->headline = g_strdup (headline != NULL ? headline : subject);
  row->kind = find_nick (&ent_choices_involvement_kinds, kind);
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    row->cells[i].unit = "hours";
  g_ptr_array_add (self->rows, row);

  return row;
}

/**
 * ent_week_is_stored:
 * @row: a row
 *
 * Returns: whether the workspace has something of it, so that what it is about stays
 */
gboolean
ent_week_is_stored (const EntWeekRow *row)
{
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    if (row->cells[i].id != NULL)
      return TRUE;

  return FALSE;
}

static void
fill_cell (EntWeekCell *cell,
           const char *id,
           const char *unit,
           double hours)
{
  cell->fixed = cell->id != NULL;
  if (cell->id == NULL)
    cell->id = g_strdup (id);
  cell->unit = find_nick (&ent_choices_involvement_units, unit);
  cell->hours += hours;
  cell->stored = cell->hours;
}

/* What is said in hours, or in days, as hours. */
static double
to_hours (const EntWeek *self,
          double amount,
          const char *unit)
{
  return g_strcmp0 (unit, "days") == 0 ? amount * self->time.hours_per_day : amount;
}

/* What goes over several days is spread over its working days there, as the totals of the year have it. */
static void
add_elsewhere (EntWeek *self,
               EntStatement *row)
{
  const char *from = ent_statement_get_text (row, 6), *to = ent_statement_get_text (row, 7);
  GDate start, end;
  int n_days;

  if (!ent_workdays_parse (from, &start))
    return;
  if (!ent_workdays_parse (to, &end) && !ent_workdays_parse (self->days[ENT_WEEK_DAYS - 1], &end))
    return;

  n_days = g_date_days_between (&start, &end) + 1;
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      double amount = sqlite3_column_double (row, 4);
      const char *unit = ent_statement_get_text (row, 5);

      if (strcmp (self->days[i], from) < 0 || (to != NULL && strcmp (self->days[i], to) > 0))
        continue;
      if (g_strcmp0 (unit, "percent") == 0)
        self->elsewhere[i] += self->time.hours_per_day * ent_work_time_count_all (&self->time, amount, unit, self->days[i], self->days[i], self->days[i]);
      else
        self->elsewhere[i] += to_hours (self, amount, unit) / n_days;
    }
}

static void
add_involvement (EntWeek *self,
                 EntStatement *row)
{
  const char *subject = ent_statement_get_text (row, 1);
  const char *unit = ent_statement_get_text (row, 5);
  const char *from = ent_statement_get_text (row, 6), *to = ent_statement_get_text (row, 7);
  double amount = sqlite3_column_double (row, 4);
  gboolean one_day = g_strcmp0 (unit, "percent") != 0 && (to == NULL || g_str_equal (to, from));

  if (subject == NULL || from == NULL || !one_day)
    {
      add_elsewhere (self, row);
      return;
    }

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    if (g_str_equal (self->days[i], from))
      fill_cell (&ent_week_ensure_row (self, subject, ent_statement_get_text (row, 2), ent_statement_get_text (row, 3))->cells[i],
                 ent_statement_get_text (row, 0), unit, to_hours (self, amount, unit));
}

static gboolean
load_involvements (EntWeek *self,
                   EntDatabase *database,
                   GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, WEEK_SQL, error);
  gboolean more;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, self->person);
  ent_statement_bind_text (row, 2, self->days[0]);
  ent_statement_bind_text (row, 3, self->days[ENT_WEEK_DAYS - 1]);
  for (;;)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      add_involvement (self, row);
    }
}

/**
 * ent_week_load:
 * @workspace: a workspace
 * @person: whose week
 * @day: one of its days, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): the week, with a row for each project and kind that has something in it
 */
EntWeek *
ent_week_load (EntWorkspace *workspace,
               const char *person,
               const char *day,
               GError **error)
{
  g_autoptr (EntWeek) self = g_new0 (EntWeek, 1);
  GDate date;

  g_return_val_if_fail (ent_workdays_parse (day, &date), NULL);

  self->person = g_strdup (person);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  ent_work_time_load (&self->time, workspace);
  set_days (self, &date);

  return load_involvements (self, ent_workspace_get_database (workspace), error) ? g_steal_pointer (&self) : NULL;
}

/* “2:30”, which no line of the log says so. */
static gboolean
parse_clock (const char *text,
             double *ret_hours)
{
  char *rest;
  gint64 hours = g_ascii_strtoll (text, &rest, 10);
  gint64 minutes;

  if (rest == text || *rest != ':' || !g_ascii_isdigit (rest[1]) || !g_ascii_isdigit (rest[2]) || rest[3] != '\0')
    return FALSE;

  minutes = g_ascii_strtoll (rest + 1, NULL, 10);
  *ret_hours = (double) hours + (double) minutes / 60;
  return hours >= 0 && hours <= MOST_HOURS && minutes < 60;
}

static gboolean
parse_duration (const EntWeek *self,
                const char *text,
                const char *unit,
                double *ret_hours,
                const char **ret_unit)
{
  g_autoptr (EntLogLine) line = NULL;
  double number;

  *ret_unit = "hours";
  if (*text == '\0')
    {
      *ret_hours = 0;
      *ret_unit = unit;
      return TRUE;
    }
  if (parse_clock (text, ret_hours))
    return TRUE;
  if (ent_format_parse_real (text, &number))
    {
      *ret_hours = to_hours (self, number, unit);
      *ret_unit = unit;
      return TRUE;
    }

  line = ent_log_line_parse (text, self->days[0]);
  if (line->unit == NULL || g_str_equal (line->unit, "percent") || *line->words != NULL || line->from != NULL || line->kind != NULL)
    return FALSE;
  *ret_hours = to_hours (self, line->amount, line->unit);
  *ret_unit = line->unit;
  return TRUE;
}

/**
 * ent_week_parse:
 * @self: a week
 * @text: what was typed into a cell: “2”, “2,5”, “2:30”, “2 h 30”, “1 d”; empty for nothing
 * @unit: (not nullable): what a bare number counts: hours or days
 * @ret_hours: (out): how many hours that is
 * @ret_unit: (out): what it was counted in
 * @error: set where it is no time, or more than a day has
 *
 * Returns: whether it is a time
 */
gboolean
ent_week_parse (const EntWeek *self,
                const char *text,
                const char *unit,
                double *ret_hours,
                const char **ret_unit,
                GError **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  const char *counted;
  double hours;

  if (!parse_duration (self, bare, unit, &hours, &counted) || !(hours >= 0))
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Write a time such as 2, 2.5, 2:30 or 1 d."));
      return FALSE;
    }
  if (hours > MOST_HOURS)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("A day has 24 hours."));
      return FALSE;
    }

  *ret_hours = hours;
  *ret_unit = counted;
  return TRUE;
}

/**
 * ent_week_sum_day:
 * @self: a week
 * @day: 0 for Monday to 6 for Sunday
 *
 * Returns: the hours of that day, those that no row holds too
 */
double
ent_week_sum_day (const EntWeek *self,
                  guint day)
{
  double hours = self->elsewhere[day];

  for (guint i = 0; i < self->rows->len; i++)
    hours += ((const EntWeekRow *) self->rows->pdata[i])->cells[day].hours;

  return hours;
}

/**
 * ent_week_sum_row:
 * @row: a row
 *
 * Returns: its hours
 */
double
ent_week_sum_row (const EntWeekRow *row)
{
  double hours = 0;

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    hours += row->cells[i].hours;

  return hours;
}

/**
 * ent_week_copy_last:
 * @self: a week
 * @workspace: where the week before is
 * @error: set where it cannot be read
 *
 * Fills the cells that are empty with what stands in them in the week before.
 *
 * Returns: whether that week could be read
 */
gboolean
ent_week_copy_last (EntWeek *self,
                    EntWorkspace *workspace,
                    GError **error)
{
  g_autoptr (EntWeek) last = NULL;
  char day[16];
  GDate date;

  ent_workdays_parse (self->days[0], &date);
  g_date_subtract_days (&date, 1);
  g_date_strftime (day, sizeof day, "%Y-%m-%d", &date);
  last = ent_week_load (workspace, self->person, day, error);
  if (last == NULL)
    return FALSE;

  for (guint i = 0; i < last->rows->len; i++)
    {
      const EntWeekRow *from = last->rows->pdata[i];
      EntWeekRow *to = ent_week_ensure_row (self, from->subject, from->headline, from->kind);

      for (guint j = 0; j < ENT_WEEK_DAYS; j++)
        if (to->cells[j].hours < LEAST_HOURS && from->cells[j].hours <= MOST_HOURS)
          {
            to->cells[j].hours = from->cells[j].hours;
            to->cells[j].unit = from->cells[j].unit;
          }
    }

  return TRUE;
}

static EntWeekChange *
change_new (const EntWeek *self,
            const EntWeekRow *row,
            guint day)
{
  const EntWeekCell *cell = &row->cells[day];
  EntWeekChange *change = g_new0 (EntWeekChange, 1);
  gboolean in_days = g_str_equal (cell->unit, "days");

  change->id = g_strdup (cell->id);
  change->subject = g_strdup (row->subject);
  change->kind = row->kind;
  change->day = g_strdup (self->days[day]);
  change->unit = cell->unit;
  change->amount = in_days ? round (cell->hours / self->time.hours_per_day * 1e4) / 1e4 : round (cell->hours * 1e4) / 1e4;

  return change;
}

/**
 * ent_week_list_changes:
 * @self: a week
 *
 * Returns: (transfer full) (element-type EntWeekChange): what is to be written so that the workspace says the same
 */
GPtrArray *
ent_week_list_changes (const EntWeek *self)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const EntWeekRow *row = self->rows->pdata[i];

      for (guint j = 0; j < ENT_WEEK_DAYS; j++)
        if (!row->cells[j].fixed && fabs (row->cells[j].hours - row->cells[j].stored) >= LEAST_HOURS)
          g_ptr_array_add (changes, change_new (self, row, j));
    }

  return changes;
}

static EntRecord *
ensure_record (EntWorkspace *workspace,
               const EntWeekChange *change,
               const char *person,
               const char *logged_by,
               GError **error)
{
  EntRecord *record;

  if (change->id != NULL)
    return ent_workspace_get (workspace, change->id, error);

  record = ent_record_new (ent_schema_find ("involvement"), NULL);
  ent_record_set_text (record, "person", person);
  ent_record_set_text (record, "subject", change->subject);
  ent_record_set_text (record, "kind", change->kind);
  ent_record_set_text (record, "from", change->day);
  ent_record_set_text (record, "logged-by", logged_by);
  return record;
}

/* Whoever confirmed it confirmed another time. */
static gboolean
write_change (EntWorkspace *workspace,
              const EntWeekChange *change,
              const char *person,
              const char *logged_by,
              GError **error)
{
  g_autoptr (EntRecord) record = NULL;

  if (change->id != NULL && change->amount <= 0)
    return ent_workspace_delete (workspace, change->id, error);

  record = ensure_record (workspace, change, person, logged_by, error);
  if (record == NULL)
    return FALSE;

  ent_record_set_real (record, "amount", change->amount);
  ent_record_set_text (record, "unit", change->unit);
  ent_record_set_text (record, "confirmed-by", NULL);
  ent_record_set_text (record, "confirmed-on", NULL);
  return ent_workspace_save (workspace, record, error);
}

static gboolean
write_changes (EntWorkspace *workspace,
               const char *person,
               const char *logged_by,
               GPtrArray *changes,
               GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    if (!write_change (workspace, changes->pdata[i], person, logged_by, error))
      return FALSE;

  return TRUE;
}

/**
 * ent_week_save:
 * @workspace: a workspace
 * @person: whose week
 * @logged_by: (nullable): who filled in the sheet
 * @changes: (element-type EntWeekChange): what ent_week_list_changes() gave
 * @error: set where it cannot be written
 *
 * Returns: whether all of it is written, as one step to undo
 */
gboolean
ent_week_save (EntWorkspace *workspace,
               const char *person,
               const char *logged_by,
               GPtrArray *changes,
               GError **error)
{
  if (!ent_workspace_begin (workspace, _ ("Fill In a Week"), NULL, error))
    return FALSE;
  if (write_changes (workspace, person, logged_by, changes, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}
