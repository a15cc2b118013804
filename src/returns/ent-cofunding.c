/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-cofunding.h"

#include "ent-cofunding-rules.h"
#include "ent-work-time.h"

/* The project, its limits and its money; ?1 is its identifier. */
#define MONEY_SQL                                                                                                      \
  "WITH rule AS (" ENT_COFUNDING_RULE_SQL "), money AS (SELECT " ENT_FUNDING_AMOUNT_SQL " AS amount, "                 \
  ENT_FUNDING_FRENCH_SQL " AS french, form IS 'in-kind' AS in_kind FROM funding " ENT_FUNDING_FUNDER_SQL               \
  "  WHERE funding.project = ?1) "                                                                                     \
  "SELECT headline, (SELECT total (amount) FROM money), (SELECT total (amount) FROM money WHERE french), "             \
  "(SELECT total (amount) FROM money WHERE french AND in_kind), "                                                      \
  "coalesce ((SELECT french FROM rule WHERE project = ?1), " ENT_LEAST_FRENCH_SHARE "), "                              \
  "coalesce ((SELECT staff FROM rule WHERE project = ?1), " ENT_GREATEST_STAFF_SHARE ") FROM record WHERE id = ?1"

/* Time spent on the project and on its events. */
#define TIME_SQL                                                                                                       \
  "SELECT t.amount, t.unit, t.\"from\", t.\"to\", " ENT_DAILY_COST_SQL " FROM involvement t WHERE t.subject = ?1 "     \
  "OR t.subject IN (SELECT id FROM event JOIN record USING (row) WHERE event.subject = ?1)"

#define COFUNDED_SQL                                                                                                   \
  "SELECT DISTINCT record.id FROM application JOIN record ON record.id = application.project "                         \
  "JOIN project ON project.row = record.row WHERE decision IS NULL OR decision IN ('pending', 'granted') ORDER BY record.sort"

/**
 * ent_cofunding_free:
 * @self: (transfer full): the shares of a project
 */
void
ent_cofunding_free (EntCofunding *self)
{
  g_free (self->project);
  g_free (self->headline);
  g_free (self);
}

static gint64
get_cents (EntStatement *row,
           int column)
{
  return (gint64) MIN (sqlite3_column_double (row, column), 9e18);
}

static gboolean
load_money (EntCofunding *self,
            EntDatabase *database,
            GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, MONEY_SQL, error);
  gboolean found = FALSE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, self->project);
  if (!ent_database_step (database, row, &found, error))
    return FALSE;

  self->headline = g_strdup (found ? ent_statement_get_text (row, 0) : "");
  self->total = get_cents (row, 1);
  self->french = get_cents (row, 2);
  self->staff = get_cents (row, 3);
  self->french_min = sqlite3_column_double (row, 4);
  self->staff_max = sqlite3_column_double (row, 5);

  return TRUE;
}

static gboolean
load_time (EntCofunding *self,
           EntWorkspace *workspace,
           const char *today,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, TIME_SQL, error);
  EntWorkTime work_time;
  gboolean more;

  if (row == NULL)
    return FALSE;

  ent_work_time_load (&work_time, workspace);
  ent_statement_bind_text (row, 1, self->project);
  for (;;)
    {
      double days;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      days = ent_work_time_count_all (&work_time, sqlite3_column_double (row, 0), ent_statement_get_text (row, 1),
                                      ent_statement_get_text (row, 2), ent_statement_get_text (row, 3), today);
      self->logged_days += days;
      if (__builtin_add_overflow (self->logged, ent_work_time_value (days, sqlite3_column_int64 (row, 4)), &self->logged))
        self->logged = G_MAXINT64;
    }
}

/* Where no budget says what time is worth, the time that was spent does. */
static void
reckon (EntCofunding *self)
{
  self->from_log = self->staff == 0 && self->logged > 0;
  if (self->from_log)
    {
      self->staff = self->logged;
      self->french += self->logged;
      self->total += self->logged;
    }
  self->french_share = self->total > 0 ? 100.0 * (double) self->french / (double) self->total : -1;
  self->staff_share = self->french > 0 ? 100.0 * (double) self->staff / (double) self->french : -1;
}

/**
 * ent_cofunding_load:
 * @workspace: a workspace
 * @project: the identifier of a project, with or without a co-funding file
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Amounts are those planned, or committed or paid where nothing is planned. Valued time is what the budget has in kind from
 * French authorities; where it has none, what was logged, at the daily cost of each entry or the rate of the person's
 * category. The limits are the strictest of the calls that were not lost.
 *
 * Returns: (transfer full) (nullable): the shares of the project, %NULL with @error set
 */
EntCofunding *
ent_cofunding_load (EntWorkspace *workspace,
                    const char *project,
                    const char *today,
                    GError **error)
{
  g_autoptr (EntCofunding) self = g_new0 (EntCofunding, 1);

  self->project = g_strdup (project);
  if (!load_money (self, ent_workspace_get_database (workspace), error) || !load_time (self, workspace, today, error))
    return NULL;

  reckon (self);
  return g_steal_pointer (&self);
}

static GStrv
list_projects (EntDatabase *database,
               GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, COFUNDED_SQL, error);

  return row != NULL ? ent_database_list_text (database, row, error) : NULL;
}

/**
 * ent_cofunding_list:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntCofunding): the shares of each project that has a co-funding file
 *   which was not refused, by their titles
 */
GPtrArray *
ent_cofunding_list (EntWorkspace *workspace,
                    const char *today,
                    GError **error)
{
  g_auto (GStrv) projects = list_projects (ent_workspace_get_database (workspace), error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_cofunding_free);

  if (projects == NULL)
    return NULL;

  for (gsize i = 0; projects[i] != NULL; i++)
    {
      EntCofunding *shares = ent_cofunding_load (workspace, projects[i], today, error);

      if (shares == NULL)
        return NULL;
      g_ptr_array_add (list, shares);
    }

  return g_steal_pointer (&list);
}

/**
 * ent_cofunding_is_short:
 * @self: the shares of a project
 *
 * Returns: whether too little of the money is French
 */
gboolean
ent_cofunding_is_short (const EntCofunding *self)
{
  return self->french_share >= 0 && self->french_share < self->french_min;
}

/**
 * ent_cofunding_is_staff_heavy:
 * @self: the shares of a project
 *
 * Returns: whether too much of what is French is valued time
 */
gboolean
ent_cofunding_is_staff_heavy (const EntCofunding *self)
{
  return self->staff_share > self->staff_max;
}
