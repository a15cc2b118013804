/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-overview.h"

#include <stdlib.h>

#include "ent-alerts.h"
#include "ent-deadlines.h"
#include "ent-time.h"

#define MONTHS_AHEAD 3
#define MAX_DEADLINES 8
#define MAX_CHANGED 6

/* A synchronisation may write thousands of rows about few records. */
#define MAX_HISTORY 2000

/**
 * ent_overview_free:
 * @self: (transfer full): an overview
 */
void
ent_overview_free (EntOverview *self)
{
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->received, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_free (self);
}

static gboolean
count (EntOverview *self,
       EntDatabase *database,
       GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (
    database,
    "SELECT (SELECT count (*) FROM partnership), (SELECT count (*) FROM partnership WHERE status = 'active'), "
    "(SELECT count (DISTINCT value) FROM partnership, json_each (countries) WHERE status = 'active'), "
    "(SELECT count (*) FROM project WHERE status = 'ongoing')",
    error);
  gboolean more;

  if (row == NULL || !ent_database_step (database, row, &more, error))
    return FALSE;

  self->n_partnerships = sqlite3_column_int (row, 0);
  self->n_active = sqlite3_column_int (row, 1);
  self->n_countries = sqlite3_column_int (row, 2);
  self->n_ongoing = sqlite3_column_int (row, 3);
  return TRUE;
}

/* Of each record its latest row; what is gone cannot be opened. */
static void
sort_out (EntOverview *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->changed = g_ptr_array_new ();
  self->received = g_ptr_array_new ();
  for (guint i = 0; i < self->history->len; i++)
    {
      EntHistoryRow *row = self->history->pdata[i];
      GPtrArray *rows = row->origin != NULL ? self->received : self->changed;

      if (rows->len < MAX_CHANGED && *row->headline != '\0' && g_hash_table_add (seen, row->id))
        g_ptr_array_add (rows, row);
    }
}

/**
 * ent_overview_load:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): what is worth knowing today
 */
EntOverview *
ent_overview_load (EntWorkspace *workspace,
                   const char *today,
                   GError **error)
{
  g_autoptr (EntOverview) self = g_new0 (EntOverview, 1);
  g_autoptr (GPtrArray) people = NULL;

  self->year = strtol (today, NULL, 10);
  people = ent_time_list_people (workspace, self->year, error);
  if (people == NULL || !count (self, ent_workspace_get_database (workspace), error))
    return NULL;

  self->days = ent_shares_sum_days (people);
  self->alerts = ent_alerts_list (workspace, today, NULL, error);
  if (self->alerts == NULL)
    return NULL;
  self->deadlines = ent_deadlines_list (workspace, today, MONTHS_AHEAD, MAX_DEADLINES, NULL, error);
  if (self->deadlines == NULL)
    return NULL;
  self->history = ent_workspace_history (workspace, NULL, MAX_HISTORY, error);
  if (self->history == NULL)
    return NULL;

  sort_out (self);

  return g_steal_pointer (&self);
}
