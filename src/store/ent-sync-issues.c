/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round of synchronising leaves for a person to look at. */
#include "ent-sync-issues.h"

#include "ent-workspace-private.h"

/**
 * ent_conflict_free:
 * @conflict: (nullable) (transfer full): a conflict
 */
void
ent_conflict_free (EntConflict *conflict)
{
  if (conflict == NULL)
    return;

  g_free (conflict->remote);
  g_free (conflict->id);
  g_free (conflict->field);
  g_free (conflict->base);
  g_free (conflict->mine);
  g_free (conflict->theirs);
  g_free (conflict->who);
  g_free (conflict->at);
  g_free (conflict->leaf);
  g_free (conflict);
}

/**
 * ent_refusal_free:
 * @refusal: (nullable) (transfer full): a refusal
 */
void
ent_refusal_free (EntRefusal *refusal)
{
  if (refusal == NULL)
    return;

  g_free (refusal->remote);
  g_free (refusal->id);
  g_free (refusal->error);
  g_free (refusal->reason);
  g_free (refusal->at);
  g_free (refusal);
}

/**
 * ent_quarantined_free:
 * @quarantined: (nullable) (transfer full): a document in quarantine
 */
void
ent_quarantined_free (EntQuarantined *quarantined)
{
  if (quarantined == NULL)
    return;

  g_free (quarantined->remote);
  g_free (quarantined->id);
  g_free (quarantined->rev);
  g_free (quarantined->document);
  g_free (quarantined->reason);
  g_free (quarantined->at);
  g_free (quarantined);
}

static char *
text_or_empty (EntStatement *statement,
               int column)
{
  const char *text = ent_statement_get_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static gpointer
read_conflict (EntStatement *statement)
{
  EntConflict *conflict = g_new0 (EntConflict, 1);

  conflict->remote = g_strdup (ent_statement_get_text (statement, 0));
  conflict->id = g_strdup (ent_statement_get_text (statement, 1));
  conflict->field = g_strdup (ent_statement_get_text (statement, 2));
  conflict->base = g_strdup (ent_statement_get_text (statement, 3));
  conflict->mine = g_strdup (ent_statement_get_text (statement, 4));
  conflict->theirs = g_strdup (ent_statement_get_text (statement, 5));
  conflict->who = text_or_empty (statement, 6);
  conflict->at = g_strdup (ent_statement_get_text (statement, 7));
  return conflict;
}

static gpointer
read_refusal (EntStatement *statement)
{
  EntRefusal *refusal = g_new0 (EntRefusal, 1);

  refusal->remote = g_strdup (ent_statement_get_text (statement, 0));
  refusal->id = g_strdup (ent_statement_get_text (statement, 1));
  refusal->error = text_or_empty (statement, 2);
  refusal->reason = text_or_empty (statement, 3);
  refusal->at = text_or_empty (statement, 4);
  return refusal;
}

static gpointer
read_quarantined (EntStatement *statement)
{
  EntQuarantined *quarantined = g_new0 (EntQuarantined, 1);

  quarantined->remote = g_strdup (ent_statement_get_text (statement, 0));
  quarantined->id = g_strdup (ent_statement_get_text (statement, 1));
  quarantined->rev = g_strdup (ent_statement_get_text (statement, 2));
  quarantined->document = text_or_empty (statement, 3);
  quarantined->reason = text_or_empty (statement, 4);
  quarantined->at = text_or_empty (statement, 5);
  return quarantined;
}

static gpointer
read_id (EntStatement *statement)
{
  return g_strdup (ent_statement_get_text (statement, 0));
}

static GPtrArray *
list_rows (EntWorkspace *workspace,
           const char *sql,
           const char *remote,
           const char *id,
           gpointer (*read) (EntStatement *statement),
           GDestroyNotify free_row,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, remote);
  if (id != NULL)
    ent_statement_bind_text (statement, 2, id);
  for (;;)
    {
      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read (statement));
    }
}

static gboolean
run_with_texts (EntWorkspace *workspace,
                const char *sql,
                const char *const *texts,
                int n_texts,
                GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  for (int i = 0; i < n_texts; i++)
    ent_statement_bind_text (statement, i + 1, texts[i]);
  return ent_database_run (database, statement, error);
}

/**
 * ent_sync_issues_list_conflicts:
 * @workspace: a workspace
 * @remote: (nullable): the name of a remote, all of them when %NULL
 * @id: (nullable): of a record, all of them when %NULL
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntConflict): the conflicts that nobody has settled, by record
 */
GPtrArray *
ent_sync_issues_list_conflicts (EntWorkspace *workspace,
                                const char *remote,
                                const char *id,
                                GError **error)
{
  return list_rows (workspace,
                    id != NULL ? "SELECT remote, id, field, base, mine, theirs, who, at FROM conflict "
                                 "WHERE (?1 IS NULL OR remote = ?1) AND id = ?2 ORDER BY id, remote, field"
                               : "SELECT remote, id, field, base, mine, theirs, who, at FROM conflict "
                                 "WHERE (?1 IS NULL OR remote = ?1) ORDER BY id, remote, field",
                    remote, id, read_conflict, (GDestroyNotify) ent_conflict_free, error);
}

/**
 * ent_sync_issues_has_conflicts:
 * @workspace: a workspace
 *
 * Returns: whether there may be a conflict that nobody has settled
 */
gboolean
ent_sync_issues_has_conflicts (EntWorkspace *workspace)
{
  return ent_database_get_integer (workspace->database, "SELECT EXISTS (SELECT 1 FROM conflict)", 1) != 0;
}

/**
 * ent_sync_issues_set_conflict:
 * @workspace: a workspace
 * @conflict: a conflict, which takes the place of an earlier one about the same field
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_issues_set_conflict (EntWorkspace *workspace,
                              const EntConflict *conflict,
                              GError **error)
{
  const char *texts[] = { conflict->remote, conflict->id,     conflict->field, conflict->base,
                          conflict->mine,   conflict->theirs, conflict->who,   conflict->at };

  return run_with_texts (workspace,
                         "INSERT OR REPLACE INTO conflict (remote, id, field, base, mine, theirs, who, at) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         texts, G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_drop_conflict:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @id: of a record
 * @field: (nullable): the name of a field, empty for a deletion; all of them when %NULL
 * @error: set where it could not be written
 *
 * Returns: whether there is no such conflict any more
 */
gboolean
ent_sync_issues_drop_conflict (EntWorkspace *workspace,
                               const char *remote,
                               const char *id,
                               const char *field,
                               GError **error)
{
  const char *texts[] = { remote, id, field };

  return run_with_texts (workspace,
                         "DELETE FROM conflict WHERE remote = ?1 AND id = ?2 AND (?3 IS NULL OR field = ?3)",
                         texts, G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_list_refused:
 * @workspace: a workspace
 * @remote: (nullable): the name of a remote, all of them when %NULL
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRefusal): the records that a server did not accept
 */
GPtrArray *
ent_sync_issues_list_refused (EntWorkspace *workspace,
                              const char *remote,
                              GError **error)
{
  return list_rows (workspace,
                    "SELECT remote, id, error, reason, at FROM refused "
                    "WHERE (?1 IS NULL OR remote = ?1) AND change IS NOT NULL ORDER BY remote, id",
                    remote, NULL, read_refusal, (GDestroyNotify) ent_refusal_free, error);
}

/**
 * ent_sync_issues_set_refused:
 * @workspace: a workspace
 * @refusal: a refusal
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_issues_set_refused (EntWorkspace *workspace,
                             const EntRefusal *refusal,
                             GError **error)
{
  const char *texts[] = { refusal->remote, refusal->id, refusal->error, refusal->reason, refusal->at };

  return run_with_texts (workspace,
                         "INSERT OR REPLACE INTO refused (remote, id, error, reason, at, change) "
                         "VALUES (?, ?, ?, ?, ?, (SELECT coalesce (max (id), 0) FROM change))",
                         texts, G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_drop_refused:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @id: of a record
 * @error: set where it could not be written
 *
 * Returns: whether there is no such refusal any more
 */
gboolean
ent_sync_issues_drop_refused (EntWorkspace *workspace,
                              const char *remote,
                              const char *id,
                              GError **error)
{
  const char *texts[] = { remote, id };

  return run_with_texts (workspace, "DELETE FROM refused WHERE remote = ? AND id = ?", texts, G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_list_held:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable): identifiers of the records that were refused or that are to be sent again
 */
GStrv
ent_sync_issues_list_held (EntWorkspace *workspace,
                           const char *remote,
                           GError **error)
{
  g_autoptr (GPtrArray) ids = list_rows (workspace, "SELECT id FROM refused WHERE remote = ?1", remote, NULL, read_id, g_free, error);

  if (ids == NULL)
    return NULL;

  g_ptr_array_set_free_func (ids, NULL);
  g_ptr_array_add (ids, NULL);
  return (GStrv) g_ptr_array_steal (ids, NULL);
}

/**
 * ent_sync_issues_send_again:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @id: of a record
 * @error: set where it could not be written
 *
 * Makes the next round offer the record to the server though nothing has changed in it here: after a refusal, or when
 * the user insists on a value.
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_issues_send_again (EntWorkspace *workspace,
                            const char *remote,
                            const char *id,
                            GError **error)
{
  const char *texts[] = { remote, id };

  return run_with_texts (workspace, "INSERT OR REPLACE INTO refused (remote, id, change) VALUES (?, ?, NULL)", texts,
                         G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_list_quarantined:
 * @workspace: a workspace
 * @remote: (nullable): the name of a remote, all of them when %NULL
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntQuarantined): the documents that could not be taken in
 */
GPtrArray *
ent_sync_issues_list_quarantined (EntWorkspace *workspace,
                                  const char *remote,
                                  GError **error)
{
  return list_rows (workspace,
                    "SELECT remote, id, rev, document, reason, at FROM quarantine "
                    "WHERE (?1 IS NULL OR remote = ?1) ORDER BY remote, id",
                    remote, NULL, read_quarantined, (GDestroyNotify) ent_quarantined_free, error);
}

/**
 * ent_sync_issues_has_quarantined:
 * @workspace: a workspace
 *
 * Returns: whether there may be a document in quarantine
 */
gboolean
ent_sync_issues_has_quarantined (EntWorkspace *workspace)
{
  return ent_database_get_integer (workspace->database, "SELECT EXISTS (SELECT 1 FROM quarantine)", 1) != 0;
}

/**
 * ent_sync_issues_set_quarantined:
 * @workspace: a workspace
 * @quarantined: a document, which takes the place of an earlier revision of it
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_issues_set_quarantined (EntWorkspace *workspace,
                                 const EntQuarantined *quarantined,
                                 GError **error)
{
  const char *texts[] = { quarantined->remote,   quarantined->id,     quarantined->rev,
                          quarantined->document, quarantined->reason, quarantined->at };

  return run_with_texts (workspace,
                         "INSERT OR REPLACE INTO quarantine (remote, id, rev, document, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
                         texts, G_N_ELEMENTS (texts), error);
}

/**
 * ent_sync_issues_drop_quarantined:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @id: of a document, as on the wire
 * @error: set where it could not be written
 *
 * Returns: whether it is not in quarantine any more
 */
gboolean
ent_sync_issues_drop_quarantined (EntWorkspace *workspace,
                                  const char *remote,
                                  const char *id,
                                  GError **error)
{
  const char *texts[] = { remote, id };

  return run_with_texts (workspace, "DELETE FROM quarantine WHERE remote = ? AND id = ?", texts, G_N_ELEMENTS (texts),
                         error);
}
