/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the workspace and each of its remotes agree. */
#include "ent-sync-state.h"

#include <glib/gi18n-lib.h>

#include "ent-record-json.h"
#include "ent-workspace-private.h"

/**
 * ent_remote_copy:
 * @remote: a remote
 *
 * Returns: (transfer full): a copy
 */
EntRemote *
ent_remote_copy (const EntRemote *remote)
{
  EntRemote *copy = g_new0 (EntRemote, 1);

  copy->name = g_strdup (remote->name);
  copy->url = g_strdup (remote->url);
  copy->circle = remote->circle;
  copy->user = g_strdup (remote->user);
  copy->instance = g_strdup (remote->instance);
  copy->since = g_strdup (remote->since);
  copy->pushed = remote->pushed;
  copy->synced_at = g_strdup (remote->synced_at);
  copy->status = g_strdup (remote->status);
  return copy;
}

/**
 * ent_remote_free:
 * @remote: (nullable) (transfer full): a remote
 */
void
ent_remote_free (EntRemote *remote)
{
  if (remote == NULL)
    return;

  g_free (remote->name);
  g_free (remote->url);
  g_free (remote->user);
  g_free (remote->instance);
  g_free (remote->since);
  g_free (remote->synced_at);
  g_free (remote->status);
  g_free (remote);
}

/**
 * ent_base_clear:
 * @base: what was agreed
 */
void
ent_base_clear (EntBase *base)
{
  g_clear_pointer (&base->rev, g_free);
  g_clear_pointer (&base->document, g_free);
}

static EntCircle
circle_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "atlas") == 0)
    return ENT_CIRCLE_ATLAS;

  return g_strcmp0 (nick, "departments") == 0 ? ENT_CIRCLE_DEPARTMENTS : ENT_CIRCLE_TEAM;
}

static EntRemote *
read_remote (EntStatement *statement)
{
  EntRemote *remote = g_new0 (EntRemote, 1);

  remote->name = g_strdup (ent_statement_get_text (statement, 0));
  remote->url = g_strdup (ent_statement_get_text (statement, 1));
  remote->circle = circle_from_nick (ent_statement_get_text (statement, 2));
  remote->user = g_strdup (ent_statement_get_text (statement, 3));
  remote->instance = g_strdup (ent_statement_get_text (statement, 4));
  remote->since = g_strdup (ent_statement_get_text (statement, 5));
  remote->pushed = sqlite3_column_int64 (statement, 6);
  remote->synced_at = g_strdup (ent_statement_get_text (statement, 7));
  remote->status = g_strdup (ent_statement_get_text (statement, 8));
  return remote;
}

/**
 * ent_sync_state_list_remotes:
 * @workspace: a workspace
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRemote): the remotes, the narrowest circle first
 */
GPtrArray *
ent_sync_state_list_remotes (EntWorkspace *workspace,
                             GError **error)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_remote_free);
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database,
    "SELECT name, url, circle, user, instance, since, pushed, synced_at, status FROM remote "
    "ORDER BY CASE circle WHEN 'atlas' THEN 2 WHEN 'departments' THEN 1 ELSE 0 END, name",
    error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      if (!ent_database_step (workspace->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&remotes);
      g_ptr_array_add (remotes, read_remote (statement));
    }
}

/**
 * ent_sync_state_get_remote:
 * @workspace: a workspace
 * @name: of a remote
 * @error: set to %ENT_ERROR_NOT_FOUND where there is none of that name
 *
 * Returns: (transfer full) (nullable): the remote
 */
EntRemote *
ent_sync_state_get_remote (EntWorkspace *workspace,
                           const char *name,
                           GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database,
    "SELECT name, url, circle, user, instance, since, pushed, synced_at, status FROM remote WHERE name = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, name);
  if (!ent_database_step (workspace->database, statement, &row, error))
    return NULL;
  if (row)
    return read_remote (statement);

  g_set_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("There is no shared space named “%s”."), name);
  return NULL;
}

/**
 * ent_sync_state_save_remote:
 * @workspace: a workspace
 * @remote: a remote, new or not
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_state_save_remote (EntWorkspace *workspace,
                            const EntRemote *remote,
                            GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database,
    "INSERT OR REPLACE INTO remote (name, url, circle, user, instance, since, pushed, synced_at, status) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, remote->name);
  ent_statement_bind_text (statement, 2, remote->url);
  ent_statement_bind_text (statement, 3, ent_choices_get_nick (&ent_choices_circles, remote->circle));
  ent_statement_bind_text (statement, 4, remote->user);
  ent_statement_bind_text (statement, 5, remote->instance);
  ent_statement_bind_text (statement, 6, remote->since);
  sqlite3_bind_int64 (statement, 7, remote->pushed);
  ent_statement_bind_text (statement, 8, remote->synced_at);
  ent_statement_bind_text (statement, 9, remote->status);
  return ent_database_run (workspace->database, statement, error);
}

static gboolean
run_for_remote (EntWorkspace *workspace,
                const char *sql,
                const char *remote,
                const char *id,
                GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (workspace->database, sql, error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, remote);
  if (id != NULL)
    ent_statement_bind_text (statement, 2, id);
  return ent_database_run (workspace->database, statement, error);
}

/**
 * ent_sync_state_remove_remote:
 * @workspace: a workspace
 * @name: of a remote
 * @error: set where it could not be written
 *
 * Forgets a remote and all that was agreed with it; what came from it stays.
 *
 * Returns: whether it is forgotten
 */
gboolean
ent_sync_state_remove_remote (EntWorkspace *workspace,
                              const char *name,
                              GError **error)
{
  return run_for_remote (workspace, "DELETE FROM base WHERE remote = ?", name, NULL, error)
         && run_for_remote (workspace, "DELETE FROM conflict WHERE remote = ?", name, NULL, error)
         && run_for_remote (workspace, "DELETE FROM refused WHERE remote = ?", name, NULL, error)
         && run_for_remote (workspace, "DELETE FROM quarantine WHERE remote = ?", name, NULL, error)
         && run_for_remote (workspace, "DELETE FROM leaf WHERE remote = ?", name, NULL, error)
         && run_for_remote (workspace, "DELETE FROM remote WHERE name = ?", name, NULL, error);
}

/**
 * ent_sync_state_forget_revs:
 * @workspace: a workspace
 * @remote: its name
 * @error: set where it could not be written
 *
 * To be called when the database behind a remote is another one than before: what was agreed still helps to merge, but
 * nothing is known to be there any more.
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_state_forget_revs (EntWorkspace *workspace,
                            const char *remote,
                            GError **error)
{
  return run_for_remote (workspace, "DELETE FROM base WHERE remote = ? AND (document IS NULL OR document = '" ENT_BASE_TAKEN_BACK "')", remote, NULL, error)
         && run_for_remote (workspace, "UPDATE base SET rev = '' WHERE remote = ?", remote, NULL, error)
         && run_for_remote (workspace, "DELETE FROM leaf WHERE remote = ?", remote, NULL, error);
}

/**
 * ent_sync_state_get_base:
 * @workspace: a workspace
 * @remote: its name
 * @id: of a record
 * @ret_base: (out caller-allocates): what was agreed; to be cleared
 * @ret_found: (out): whether there was anything
 * @error: set where it could not be read
 *
 * Returns: whether it could be read
 */
gboolean
ent_sync_state_get_base (EntWorkspace *workspace,
                         const char *remote,
                         const char *id,
                         EntBase *ret_base,
                         gboolean *ret_found,
                         GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database, "SELECT rev, document FROM base WHERE remote = ? AND id = ?", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, remote);
  ent_statement_bind_text (statement, 2, id);
  if (!ent_database_step (workspace->database, statement, ret_found, error))
    return FALSE;

  *ret_base = (EntBase){ 0 };
  if (*ret_found)
    {
      ret_base->rev = g_strdup (ent_statement_get_text (statement, 0));
      ret_base->document = g_strdup (ent_statement_get_text (statement, 1));
    }
  return TRUE;
}

/**
 * ent_sync_state_set_base:
 * @workspace: a workspace
 * @remote: its name
 * @id: of a record
 * @rev: the server's revision, empty where it has none
 * @document: (nullable): what is agreed, without revision; %NULL: that it is deleted
 * @error: set where it could not be written
 *
 * Returns: whether it was written
 */
gboolean
ent_sync_state_set_base (EntWorkspace *workspace,
                         const char *remote,
                         const char *id,
                         const char *rev,
                         const char *document,
                         GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database, "INSERT OR REPLACE INTO base (remote, id, rev, document) VALUES (?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, remote);
  ent_statement_bind_text (statement, 2, id);
  ent_statement_bind_text (statement, 3, rev);
  ent_statement_bind_text (statement, 4, document);
  return ent_database_run (workspace->database, statement, error);
}

/**
 * ent_sync_state_drop_base:
 * @workspace: a workspace
 * @remote: its name
 * @id: of a record
 * @error: set where it could not be written
 *
 * Returns: whether it is forgotten
 */
gboolean
ent_sync_state_drop_base (EntWorkspace *workspace,
                          const char *remote,
                          const char *id,
                          GError **error)
{
  return run_for_remote (workspace, "DELETE FROM base WHERE remote = ? AND id = ?", remote, id, error);
}

/**
 * ent_sync_state_set_relaxed:
 * @workspace: a workspace in which no change is open
 * @relaxed: whether what is committed from now on need not outlive a failure of power
 * @error: set where it could not be done
 *
 * What a server has sent it will send once more. Without a wait for the disk at each page a whole database comes in
 * several times as fast, and what a page changes all over the file is kept in memory until it is committed. The order of
 * what is committed is kept: what is lost is lost from the end, and the next commit that is not relaxed is on the disk with
 * all before it.
 *
 * Returns: whether it is so now
 */
gboolean
ent_sync_state_set_relaxed (EntWorkspace *workspace,
                            gboolean relaxed,
                            GError **error)
{
  if (!workspace->has_wal)
    return TRUE;

  return ent_database_execute (workspace->database,
                               relaxed ? "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -32000"
                                       : "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA cache_size = -16000",
                               error);
}

/**
 * ent_sync_state_get_last_row:
 * @workspace: a workspace
 *
 * Returns: the number of the last row of history, 0 where there is none
 */
gint64
ent_sync_state_get_last_row (EntWorkspace *workspace)
{
  return ent_database_get_integer (workspace->database, "SELECT max (seq) FROM history", 0);
}

/**
 * ent_sync_state_list_candidates:
 * @workspace: a workspace
 * @remote: a remote
 * @start: the last row of history when the round began
 * @ret_seq: (out): the row of history up to which the list reaches, to be kept as its `pushed`
 * @error: set where they could not be read
 *
 * Lists what may have to be sent: all that was written here since the last time, what the user wants sent again, and
 * what the server has lost. Much of it will turn out to be known there already.
 *
 * Returns: (transfer full) (nullable): identifiers, sorted
 */
GStrv
ent_sync_state_list_candidates (EntWorkspace *workspace,
                                const EntRemote *remote,
                                gint64 start,
                                gint64 *ret_seq,
                                GError **error)
{
  gint64 seq = ent_sync_state_get_last_row (workspace);
  GStrv ids;
  /* What came from a remote need not go back there; but what was here before the first time came from another one, whatever
   * its name. */
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database,
    "SELECT h.record FROM history h JOIN change c ON c.id = h.change"
    "  WHERE h.seq > ?2 AND ((?2 = 0 AND h.seq <= ?3) OR c.origin IS NOT ?1)"
    " UNION SELECT id FROM refused WHERE remote = ?1 AND change IS NULL"
    " UNION SELECT id FROM base WHERE remote = ?1 AND rev = ''"
    " ORDER BY 1",
    error);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, remote->name);
  sqlite3_bind_int64 (statement, 2, remote->pushed);
  sqlite3_bind_int64 (statement, 3, start);
  ids = ent_database_list_text (workspace->database, statement, error);
  if (ids != NULL)
    *ret_seq = seq;
  return ids;
}

/**
 * ent_sync_state_get_last_edit:
 * @workspace: a workspace
 * @id: of a record
 * @ret_who: (out) (nullable): who last wrote it
 * @ret_at: (out) (nullable): when, ISO 8601, UTC
 * @error: set where it could not be read
 *
 * Returns: whether it could be read; both are %NULL where there is no such record
 */
gboolean
ent_sync_state_get_last_edit (EntWorkspace *workspace,
                              const char *id,
                              char **ret_who,
                              char **ret_at,
                              GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database, "SELECT edited_by, edited_at FROM record WHERE id = ?", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, id);
  if (!ent_database_step (workspace->database, statement, &row, error))
    return FALSE;

  *ret_who = row ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
  *ret_at = row ? g_strdup (ent_statement_get_text (statement, 1)) : NULL;
  return TRUE;
}

/**
 * ent_sync_state_get_last_own_change:
 * @workspace: a workspace
 *
 * Returns: the number of the latest change that did not come from a remote, 0 where there is none: another number means
 *   that there is something to send
 */
gint64
ent_sync_state_get_last_own_change (EntWorkspace *workspace)
{
  return ent_database_get_integer (workspace->database, "SELECT id FROM change WHERE origin IS NULL ORDER BY id DESC LIMIT 1", 0);
}

/**
 * ent_sync_state_was_here:
 * @workspace: a workspace
 * @id: of a record that is not there
 * @ret_was_here: (out): whether it ever was
 * @error: set where it could not be read
 *
 * Returns: whether it could be read
 */
gboolean
ent_sync_state_was_here (EntWorkspace *workspace,
                         const char *id,
                         gboolean *ret_was_here,
                         GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database, "SELECT 1 FROM history WHERE record = ? LIMIT 1", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, id);
  return ent_database_step (workspace->database, statement, ret_was_here, error);
}

static gboolean
find_replaced (EntWorkspace *workspace,
               const char *sql,
               const char *const texts[4],
               gboolean *ret_replaced,
               GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (workspace->database, sql, error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < 4 && (int) i < sqlite3_bind_parameter_count (statement); i++)
    ent_statement_bind_text (statement, i + 1, texts[i]);
  return ent_database_step (workspace->database, statement, ret_replaced, error);
}

/**
 * ent_sync_state_was_replaced:
 * @workspace: a workspace
 * @id: of a record
 * @field: the name of a field of it
 * @value: (nullable): JSON, %NULL: empty
 * @ret_replaced: (out): whether the field ever had that value and was then given another
 * @error: set where it could not be read
 *
 * Returns: whether it could be read
 */
gboolean
ent_sync_state_was_replaced (EntWorkspace *workspace,
                             const char *id,
                             const char *field,
                             const char *value,
                             gboolean *ret_replaced,
                             GError **error)
{
  const char *const texts[] = { id, field, value, NULL };

  return find_replaced (workspace, "SELECT 1 FROM history WHERE record = ?1 AND field = ?2 AND old IS ?3 LIMIT 1", texts, ret_replaced, error);
}

/**
 * ent_sync_state_was_replaced_since:
 * @workspace: a workspace
 * @id: of a record
 * @field: the name of a field of it
 * @value: (nullable): JSON, %NULL: empty
 * @base: (nullable): JSON of the value with which to begin, %NULL: empty
 * @ret_replaced: (out): whether the field has had @value, and another after it, since it last had @base
 * @error: set where it could not be read
 *
 * Returns: whether it could be read
 */
gboolean
ent_sync_state_was_replaced_since (EntWorkspace *workspace,
                                   const char *id,
                                   const char *field,
                                   const char *value,
                                   const char *base,
                                   gboolean *ret_replaced,
                                   GError **error)
{
  const char *const texts[] = { id, field, value, base };

  return find_replaced (workspace,
                        "SELECT 1 FROM history WHERE record = ?1 AND field = ?2 AND old IS ?3"
                        "  AND seq > (SELECT max (seq) FROM history WHERE record = ?1 AND field = ?2 AND old IS ?4) LIMIT 1",
                        texts, ret_replaced, error);
}

/**
 * ent_sync_state_set_author:
 * @workspace: a workspace with an open change
 * @who: (nullable): who wrote what is stored from now on
 *
 * A batch from a server holds the work of several people, and is one transaction: history names each.
 *
 * Returns: (transfer full) (nullable): who it was before, to be set again before the change ends
 */
char *
ent_sync_state_set_author (EntWorkspace *workspace,
                           const char *who)
{
  char *former = g_strdup (workspace->user);

  /* Another row of changes, opened by the next write. */
  if (g_set_str (&workspace->user, who))
    workspace->change = 0;

  return former;
}

static gboolean
set_edited_at (EntWorkspace *workspace,
               const char *id,
               const char *at,
               GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    workspace->database, "UPDATE record SET edited_at = ? WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, at);
  ent_statement_bind_text (statement, 2, id);
  return ent_database_run (workspace->database, statement, error);
}

/**
 * ent_sync_state_add_record:
 * @workspace: a workspace with an open change
 * @record: what others wrote, as it was read from their document; none of its identifier is here
 * @text: what ent_record_to_text() makes of it
 * @at: (nullable): when it was last edited, ISO 8601, UTC
 * @error: set where it could not be written
 *
 * As ent_sync_state_receive(), for a record that is new here.
 *
 * Returns: whether it is stored
 */
gboolean
ent_sync_state_add_record (EntWorkspace *workspace,
                           EntRecord *record,
                           const char *text,
                           const char *at,
                           GError **error)
{
  return ent_workspace_add_record (workspace, record, text, at, error);
}

/**
 * ent_sync_state_receive:
 * @workspace: a workspace with an open change
 * @document: a document, perhaps hostile
 * @at: (nullable): when it was last edited, ISO 8601, UTC
 * @error: set to what is wrong with it
 *
 * Stores what others wrote. Nothing is demanded of it: what a form requires, the circle that it came through may have
 * kept back.
 *
 * Returns: whether it is stored
 */
gboolean
ent_sync_state_receive (EntWorkspace *workspace,
                        JsonObject *document,
                        const char *at,
                        GError **error)
{
  const char *id = json_object_get_string_member_with_default (document, "_id", "");
  g_autoptr (EntRecord) record = NULL;

  if (ent_schema_find_for_id (id) == NULL)
    return ent_workspace_put_document (workspace, document, error) && (at == NULL || set_edited_at (workspace, id, at, error));

  record = ent_record_from_json (document, error);
  return record != NULL && ent_workspace_store_record (workspace, record, error)
         && (at == NULL || set_edited_at (workspace, id, at, error));
}
