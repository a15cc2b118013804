/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came and what went, from history and from how far each remote has been offered it: there is no other log. */
#include "ent-sync-activity.h"

#include <string.h>

/* A round comes in several changes, one for each page and each person: as many are looked at for what is shown. */
#define CHANGES 200
/* Those that follow each other this closely are told as one. */
#define TOGETHER_SECONDS 120

/**
 * ent_sync_activity_free:
 * @activity: (nullable) (transfer full): an activity
 */
void
ent_sync_activity_free (EntSyncActivity *activity)
{
  if (activity == NULL)
    return;

  g_free (activity->remote);
  g_free (activity->who);
  g_free (activity->at);
  g_free (activity->id);
  g_free (activity->headline);
  g_free (activity);
}

/* What went is what was written here, offered, and known to be there. */
static const char sql[] =
  "SELECT c.origin, 0, c.who, c.at, count (DISTINCT h.record), min (h.record) FROM change c JOIN history h ON h.change = c.id"
  "  JOIN remote r ON r.name = c.origin WHERE c.id IN (SELECT id FROM change WHERE origin IS NOT NULL ORDER BY id DESC LIMIT ?1) GROUP BY c.id"
  " UNION ALL SELECT r.name, 1, c.who, c.at, count (DISTINCT h.record), min (h.record) FROM change c JOIN history h ON h.change = c.id"
  "  JOIN remote r ON h.seq <= r.pushed JOIN base b ON b.remote = r.name AND b.id = h.record AND b.rev <> ''"
  "  WHERE c.id IN (SELECT id FROM change WHERE origin IS NULL ORDER BY id DESC LIMIT ?1) GROUP BY c.id, r.name"
  " ORDER BY 4 DESC, 2, 1, 3";

static EntSyncActivity *
read_activity (EntStatement *statement)
{
  EntSyncActivity *activity = g_new0 (EntSyncActivity, 1);

  activity->remote = g_strdup (ent_statement_get_text (statement, 0));
  activity->sent = sqlite3_column_int (statement, 1);
  activity->who = g_strdup (ent_statement_get_text (statement, 2));
  activity->at = g_strdup (ent_statement_get_text (statement, 3));
  activity->n_records = sqlite3_column_int (statement, 4);
  activity->id = g_strdup (ent_statement_get_text (statement, 5));
  return activity;
}

/* Headlines are looked up for what is listed only: most rows are told together with one before. */
static void
add (GPtrArray *activities,
     EntWorkspace *workspace,
     EntSyncActivity *activity)
{
  activity->headline = ent_workspace_get_headline (workspace, activity->id);
  if (activity->headline == NULL)
    activity->headline = g_strdup ("");
  g_ptr_array_add (activities, activity);
}

static gboolean
belongs_together (const EntSyncActivity *later,
                  const EntSyncActivity *earlier)
{
  g_autoptr (GDateTime) a = g_date_time_new_from_iso8601 (later->at, NULL);
  g_autoptr (GDateTime) b = g_date_time_new_from_iso8601 (earlier->at, NULL);

  return later->sent == earlier->sent && g_str_equal (later->remote, earlier->remote) && g_str_equal (later->who, earlier->who)
         && a != NULL && b != NULL && g_date_time_difference (a, b) <= TOGETHER_SECONDS * G_TIME_SPAN_SECOND;
}

/**
 * ent_sync_activity_list:
 * @workspace: a workspace
 * @most: how many to list at most
 * @error: set where it could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntSyncActivity): what came and what went, the latest first
 */
GPtrArray *
ent_sync_activity_list (EntWorkspace *workspace,
                        guint most,
                        GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_activity_free);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 1, CHANGES);
  for (;;)
    {
      g_autoptr (EntSyncActivity) activity = NULL;
      EntSyncActivity *last = activities->len > 0 ? activities->pdata[activities->len - 1] : NULL;
      gboolean row;

      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&activities);

      activity = read_activity (statement);
      if (last != NULL && belongs_together (last, activity))
        last->n_records += activity->n_records;
      else if (activities->len == most)
        return g_steal_pointer (&activities);
      else
        add (activities, workspace, g_steal_pointer (&activity));
    }
}
