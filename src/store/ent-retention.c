/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Personal data is kept no longer than it serves (GDPR, article 5): who is to be looked at, and what becomes of them. */
#include "ent-retention.h"

#include <glib/gi18n-lib.h>


/* Of each kind: nobody goes through more at a time. */
#define MOST "200"

#define LIST_SQL                                                                                                       \
  "WITH former AS (SELECT role.person, max (role.\"end\") AS last FROM role GROUP BY role.person "                     \
  "  HAVING count (*) = count (role.\"end\") AND max (role.\"end\" || '~') < ?1) "                                     \
  "SELECT * FROM (SELECT 0 AS state, own.id, own.headline, person.\"keep-until\" AS day, person.\"legal-basis\" FROM person JOIN record AS own USING (row) " \
  "  WHERE person.\"anonymised-on\" IS NULL AND person.\"keep-until\" < ?1 ORDER BY day LIMIT " MOST ") "              \
  "UNION ALL SELECT * FROM (SELECT 1, own.id, own.headline, former.last, person.\"legal-basis\" FROM former "          \
  "  JOIN record AS own ON own.id = former.person JOIN person ON person.row = own.row "                                \
  "  WHERE person.\"anonymised-on\" IS NULL AND person.\"keep-until\" IS NULL ORDER BY former.last LIMIT " MOST ") "    \
  "UNION ALL SELECT * FROM (SELECT 2, own.id, own.headline, person.\"keep-until\" AS day, person.\"legal-basis\" FROM person JOIN record AS own USING (row) " \
  "  WHERE person.\"anonymised-on\" IS NULL AND person.\"keep-until\" BETWEEN ?1 AND date (?1, '+3 months') ORDER BY day LIMIT " MOST ") " \
  "UNION ALL SELECT * FROM (SELECT 3, own.id, own.headline, person.\"anonymised-on\" AS day, person.\"anonymised-why\" FROM person JOIN record AS own USING (row) " \
  "  WHERE person.\"anonymised-on\" IS NOT NULL ORDER BY day DESC LIMIT " MOST ")"

#define HAS_ROLE(condition) "EXISTS (SELECT 1 FROM role WHERE role.person = own.id AND " condition ")"
#define COUNT_SQL                                                                                                      \
  "SELECT total (named), total (named AND " HAS_ROLE ("+role.kind = 'elected'") "), "                                  \
  "total (named AND " HAS_ROLE ("role.body GLOB 'department:*'") "), total (named AND \"keep-until\" IS NOT NULL), "  \
  "total (named AND \"keep-until\" < ?1), total (NOT named) "                                                          \
  "FROM (SELECT *, \"anonymised-on\" IS NULL AS named FROM person) JOIN record AS own USING (row)"

/**
 * ent_retention_free:
 * @self: (transfer full): somebody
 */
void
ent_retention_free (EntRetention *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->date);
  g_free (self->why);
  g_free (self);
}

/**
 * ent_retention_list:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRetention): those to look at, by #EntRetentionState, the longest over first;
 *   of each kind the first 200
 */
GPtrArray *
ent_retention_list (EntWorkspace *workspace,
                    const char *today,
                    GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, LIST_SQL, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_retention_free);
  gboolean more = TRUE;

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  for (;;)
    {
      EntRetention *retention;

      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&list);

      retention = g_new0 (EntRetention, 1);
      retention->state = sqlite3_column_int (row, 0);
      retention->id = g_strdup (ent_statement_get_text (row, 1));
      retention->name = g_strdup (ent_statement_get_text (row, 2));
      retention->date = g_strdup (ent_statement_get_text (row, 3));
      retention->why = g_strdup (ent_statement_get_text (row, 4));
      g_ptr_array_add (list, retention);
    }
}

/**
 * ent_retention_count:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @ret_counts: (out): how many there are
 * @error: set where it cannot be read
 *
 * Returns: whether they were counted
 */
gboolean
ent_retention_count (EntWorkspace *workspace,
                     const char *today,
                     EntRetentionCounts *ret_counts,
                     GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, COUNT_SQL, error);
  gboolean found;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, today);
  if (!ent_database_step (database, row, &found, error))
    return FALSE;

  *ret_counts = (EntRetentionCounts){
    .n_people = sqlite3_column_int64 (row, 0),
    .n_elected = sqlite3_column_int64 (row, 1),
    .n_staff = sqlite3_column_int64 (row, 2),
    .n_dated = sqlite3_column_int64 (row, 3),
    .n_over = sqlite3_column_int64 (row, 4),
    .n_anonymised = sqlite3_column_int64 (row, 5),
  };
  return TRUE;
}

/**
 * ent_retention_keep:
 * @workspace: a workspace
 * @id: the identifier of a person
 * @until: until when, YYYY-MM-DD
 * @error: set where it is none, or could not be written; nothing is then changed
 *
 * Returns: whether it is written down, as a change to undo
 */
gboolean
ent_retention_keep (EntWorkspace *workspace,
                    const char *id,
                    const char *until,
                    GError **error)
{
  g_autoptr (EntRecord) person = ent_workspace_get (workspace, id, error);

  if (person == NULL)
    return FALSE;
  if (!g_str_equal (ent_record_get_entity (person)->name, "person"))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is not a person."), ent_record_get_headline (person));
      return FALSE;
    }

  return ent_record_set_parsed (person, "keep-until", until, error) && ent_workspace_save (workspace, person, error);
}
