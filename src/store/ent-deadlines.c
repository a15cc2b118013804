/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-deadlines.h"

#include "ent-format.h"
#include "ent-record-json.h"

/* The dates to come, by the field that holds them. What has a day of its own for "done" stays until it is; the others
 * go when their day has passed.
 * @subject: the field that says what the record is about
 * @pending: while this holds, a day that has passed is late
 * @who: the person ?3 whose business it is */
typedef struct
{
  const char *entity;
  const char *field;
  const char *subject;
  const char *pending;
  const char *who;
} Source;

#define OF_PARTNERSHIP "EXISTS (SELECT 1 FROM partnership WHERE row = about.row AND officer = ?3)"
#define OF_PROJECT "EXISTS (SELECT 1 FROM project WHERE row = about.row AND officer = ?3)"

static const Source sources[] = {
  { "milestone", "due", "subject", "done IS NULL", "one.who = ?3" },
  { "agreement", "ends-on", "partnership", "FALSE", OF_PARTNERSHIP },
  { "agreement", "renewal-notice", "partnership", "FALSE", OF_PARTNERSHIP },
  { "event", "start", "subject", "FALSE", NULL },
  { "call", "closes", "funder", "FALSE", "FALSE" },
  { "application", "report-due", "project", "FALSE", OF_PROJECT },
};

/**
 * ent_deadline_free:
 * @deadline: (transfer full): a deadline
 */
void
ent_deadline_free (EntDeadline *deadline)
{
  g_free (deadline->date);
  g_free (deadline->id);
  g_free (deadline->headline);
  g_free (deadline->subject);
  g_free (deadline);
}

static char *
compose_sql (void)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      const Source *source = &sources[i];
      gboolean has_end = g_str_equal (source->entity, "milestone");

      g_string_append_printf (sql,
                              "%sSELECT one.\"%s\" AS day, own.id, %" G_GSIZE_FORMAT ", own.headline, about.headline, "
                              "one.\"%s\" < ?1, FALSE FROM \"%s\" AS one JOIN record AS own USING (row) "
                              "LEFT JOIN record AS about ON about.id = one.\"%s\" "
                              "WHERE one.\"%s\" < date (?1, ?2) AND (?4 IS NULL OR own.id IN (SELECT value FROM json_each (?4))) AND %s AND (one.\"%s\" >= ?1 OR %s)",
                              i > 0 ? " UNION ALL " : "", source->field, i, source->field, source->entity,
                              source->subject, source->field, has_end ? source->pending : "TRUE", source->field,
                              source->pending);
    }
  g_string_append (sql, " ORDER BY day, 4 LIMIT ?3");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* What has two days, as missions and visits have, is no deadline here. */
static char *
compose_between_sql (void)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      const Source *source = &sources[i];
      gboolean has_end = g_str_equal (source->entity, "milestone");

      if (source->who == NULL)
        continue;
      g_string_append_printf (sql,
                              "%sSELECT one.\"%s\" AS day, own.id, %" G_GSIZE_FORMAT ", own.headline, about.headline, "
                              "FALSE, %s FROM \"%s\" AS one JOIN record AS own USING (row) "
                              "LEFT JOIN record AS about ON about.id = one.\"%s\" "
                              "WHERE one.\"%s\" BETWEEN ?1 AND ?2 AND (?3 IS NULL OR %s)",
                              sql->len > 0 ? " UNION ALL " : "", source->field, i,
                              has_end ? "done IS NOT NULL" : "FALSE", source->entity, source->subject, source->field, source->who);
    }
  g_string_append (sql, " ORDER BY day, 4");

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static EntDeadline *
read_row (EntStatement *row)
{
  EntDeadline *deadline = g_new0 (EntDeadline, 1);
  const Source *source = &sources[sqlite3_column_int (row, 2)];

  deadline->date = g_strdup (ent_statement_get_text (row, 0));
  deadline->id = g_strdup (ent_statement_get_text (row, 1));
  deadline->field = ent_entity_find_field (ent_schema_find (source->entity), source->field);
  deadline->headline = g_strdup (ent_statement_get_text (row, 3));
  deadline->subject = g_strdup (ent_statement_get_text (row, 4));
  deadline->late = sqlite3_column_int (row, 5) != 0;
  deadline->done = sqlite3_column_int (row, 6) != 0;

  return deadline;
}

static GPtrArray *
read_rows (EntDatabase *database,
           EntStatement *statement,
           GError **error)
{
  g_autoptr (GPtrArray) deadlines = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_deadline_free);
  gboolean more = TRUE;

  while (more)
    {
      if (!ent_database_step (database, statement, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (deadlines, read_row (statement));
    }

  return g_steal_pointer (&deadlines);
}

/**
 * ent_deadlines_list:
 * @workspace: a workspace
 * @today: the day to count from, YYYY-MM-DD
 * @months: how far to look ahead
 * @limit: how many at most
 * @about: (nullable) (array zero-terminated=1): identifiers of the records that matter, all when %NULL
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntDeadline) (nullable): what is late and what comes, the earliest first;
 *   %NULL with @error set
 */
GPtrArray *
ent_deadlines_list (EntWorkspace *workspace,
                    const char *today,
                    guint months,
                    guint limit,
                    const char *const *about,
                    GError **error)
{
  g_autoptr (EntStatement) statement = NULL;
  g_autofree char *sql = compose_sql ();
  g_autofree char *ids = about != NULL ? ent_json_of_texts (about) : NULL;
  g_autofree char *ahead = g_strdup_printf ("+%u months", months);
  EntDatabase *database;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_format_check_date (today, FALSE) == NULL, NULL);

  database = ent_workspace_get_database (workspace);
  statement = ent_database_prepare (database, sql, error);
  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, today);
  ent_statement_bind_text (statement, 2, ahead);
  sqlite3_bind_int64 (statement, 3, limit);
  ent_statement_bind_text (statement, 4, ids);
  return read_rows (database, statement, error);
}

/**
 * ent_deadlines_list_between:
 * @workspace: a workspace
 * @from: the first day, YYYY-MM-DD
 * @to: the last day
 * @person: (nullable): whose business it is: who shall do it, or the officer of what it is about; anybody's when %NULL
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntDeadline) (nullable): what is due, ends or closes on these days, done or not,
 *   the earliest first; missions and visits are not among them
 */
GPtrArray *
ent_deadlines_list_between (EntWorkspace *workspace,
                            const char *from,
                            const char *to,
                            const char *person,
                            GError **error)
{
  g_autofree char *sql = compose_between_sql ();
  g_autoptr (EntStatement) statement = NULL;
  EntDatabase *database;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_format_check_date (from, FALSE) == NULL && ent_format_check_date (to, FALSE) == NULL, NULL);

  database = ent_workspace_get_database (workspace);
  statement = ent_database_prepare (database, sql, error);
  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, from);
  ent_statement_bind_text (statement, 2, to);
  ent_statement_bind_text (statement, 3, person);
  return read_rows (database, statement, error);
}
