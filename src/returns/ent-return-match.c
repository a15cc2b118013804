/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-return-match.h"

#include "ent-returns-records-private.h"

/* As the figures of the year have it: what somebody proposed and nobody confirmed leads nowhere. */
#define MATCH_SQL                                                                                                      \
  "WITH RECURSIVE there (row, id, stage) AS (SELECT r.row, r.id, t.stage FROM record AS r JOIN \"return\" AS t USING (row)"      \
  "  WHERE r.id = ?1 UNION SELECT r.row, r.id, t.stage FROM there JOIN reference AS f ON f.source = there.row AND f.field = 'answers'" \
  "  JOIN record AS r ON r.id = f.target JOIN \"return\" AS t ON t.row = r.row AND " ENT_RETURN_STANDS_SQL ("t") "),"   \
  " back (id, stage) AS (SELECT id, stage FROM there WHERE id = ?1 UNION SELECT r.id, t.stage FROM back"               \
  "  JOIN reference AS f ON f.target = back.id AND f.field = 'answers'"                                                \
  "  JOIN record AS r ON r.row = f.source JOIN \"return\" AS t ON t.row = r.row AND " ENT_RETURN_STANDS_SQL ("t") ")"   \
  " SELECT EXISTS (SELECT 1 FROM there WHERE id <> ?1 AND stage = 'sought'), EXISTS (SELECT 1 FROM there WHERE id <> ?1 AND stage = 'announced')," \
  "  EXISTS (SELECT 1 FROM back WHERE id <> ?1 AND stage = 'actual')"

/**
 * ent_return_match_load:
 * @workspace: a workspace
 * @id: the identifier of a return
 * @ret_match: (out): what it has to do with others; nothing where there is no such return
 * @error: set where the workspace cannot be read
 *
 * Returns: whether it was read
 */
gboolean
ent_return_match_load (EntWorkspace *workspace,
                       const char *id,
                       EntReturnMatch *ret_match,
                       GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, MATCH_SQL, error);
  EntReturnMatch match = 0;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, id);
  if (!ent_database_step (database, statement, &row, error))
    return FALSE;

  if (sqlite3_column_int (statement, 0))
    match |= ENT_RETURN_WAS_SOUGHT;
  if (sqlite3_column_int (statement, 1))
    match |= ENT_RETURN_WAS_ANNOUNCED;
  if (sqlite3_column_int (statement, 2))
    match |= ENT_RETURN_WAS_OBTAINED;
  *ret_match = match;
  return TRUE;
}
