/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-sync-leaf.h"

#include <string.h>

#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-remote.h"

/* A server that is asked with `conflicts=true` names them; nobody needs more. */
#define LEAVES_MAX 20
#define REV_MAX 200

/**
 * ent_sync_leaf_free:
 * @leaf: (nullable) (transfer full): a leaf
 */
void
ent_sync_leaf_free (EntSyncLeaf *leaf)
{
  if (leaf == NULL)
    return;

  g_free (leaf->id);
  g_free (leaf->rev);
  g_free (leaf->document);
  g_free (leaf->who);
  g_free (leaf->at);
  g_free (leaf->path);
  g_free (leaf->turn);
  g_clear_pointer (&leaf->json, json_node_unref);
  g_free (leaf);
}

static gboolean
run (EntWorkspace *workspace,
     const char *sql,
     const char *const texts[6],
     GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  for (int i = 0; i < sqlite3_bind_parameter_count (statement); i++)
    ent_statement_bind_text (statement, i + 1, texts[i]);
  return ent_database_run (database, statement, error);
}

static GPtrArray *
list (EntWorkspace *workspace,
      const char *remote,
      const char *id,
      GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_leaf_free);
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database, "SELECT id, rev, document, who, at FROM leaf WHERE remote = ?1 AND (?2 IS NULL OR id = ?2) ORDER BY id, rev", error);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, remote);
  ent_statement_bind_text (statement, 2, id);
  for (;;)
    {
      EntSyncLeaf *leaf;
      gboolean row;

      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&leaves);

      leaf = g_new0 (EntSyncLeaf, 1);
      leaf->id = g_strdup (ent_statement_get_text (statement, 0));
      leaf->rev = g_strdup (ent_statement_get_text (statement, 1));
      leaf->document = g_strdup (ent_statement_get_text (statement, 2));
      leaf->who = g_strdup (ent_statement_get_text (statement, 3));
      leaf->at = g_strdup (ent_statement_get_text (statement, 4));
      g_ptr_array_add (leaves, leaf);
    }
}

/**
 * ent_sync_leaf_has_any:
 * @workspace: a workspace
 * @remote: the name of a remote
 *
 * Returns: whether leaves of it are known
 */
gboolean
ent_sync_leaf_has_any (EntWorkspace *workspace,
                       const char *remote)
{
  g_autoptr (GPtrArray) leaves = list (workspace, remote, NULL, NULL);

  return leaves != NULL && leaves->len > 0;
}

/* The revisions that a document names as its losing leaves. */
static GStrv
read_revs (JsonObject *document)
{
  JsonNode *node = document != NULL ? json_object_get_member (document, "_conflicts") : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) revs = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), LEAVES_MAX); i++)
    {
      JsonNode *rev = json_array_get_element (array, i);

      if (json_node_get_value_type (rev) == G_TYPE_STRING && strlen (json_node_get_string (rev)) <= REV_MAX)
        g_strv_builder_add (revs, json_node_get_string (rev));
    }

  return g_strv_builder_end (revs);
}

/**
 * ent_sync_leaf_note:
 * @workspace: a workspace with an open change
 * @remote: a remote
 * @row: a row of its list of changes
 * @any: (inout): whether any leaves of it are known: few documents have any, and most workspaces none
 * @error: set where the workspace could not be written
 *
 * Notes which leaves a record has there, and forgets those that it has no longer: who chose, chose for all.
 *
 * Returns: whether they are noted
 */
gboolean
ent_sync_leaf_note (EntWorkspace *workspace,
                    const EntRemote *remote,
                    const EntSyncRow *row,
                    gboolean *any,
                    GError **error)
{
  g_auto (GStrv) revs = NULL;
  g_autoptr (GPtrArray) known = NULL;

  *any |= row->document != NULL && json_object_has_member (row->document, "_conflicts");
  if (row->foreign || !*any)
    return TRUE;

  revs = read_revs (row->document);
  known = list (workspace, remote->name, row->id, error);
  if (known == NULL)
    return FALSE;

  for (guint i = 0; i < known->len; i++)
    {
      const EntSyncLeaf *leaf = known->pdata[i];
      const char *const texts[6] = { remote->name, row->id, leaf->rev };

      if (!g_strv_contains ((const char *const *) revs, leaf->rev)
          && !run (workspace, "DELETE FROM leaf WHERE remote = ? AND id = ? AND rev = ?", texts, error))
        return FALSE;
    }
  for (gsize i = 0; revs[i] != NULL; i++)
    {
      const char *const texts[6] = { remote->name, row->id, revs[i] };

      if (!run (workspace, "INSERT OR IGNORE INTO leaf (remote, id, rev) VALUES (?, ?, ?)", texts, error))
        return FALSE;
    }

  return TRUE;
}

/* What a leaf says otherwise than the record here; NULL where there is no record to compare it with. */
static GStrv
list_differences (EntWorkspace *workspace,
                  const EntSyncLeaf *leaf,
                  JsonObject *said)
{
  g_autoptr (JsonObject) here = ent_workspace_exists (workspace, leaf->id) ? ent_workspace_get_document (workspace, leaf->id, NULL) : NULL;
  g_auto (GStrv) names = here != NULL ? ent_merge_list_differences (ent_schema_find_for_id (leaf->id), said, here) : NULL;
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();

  if (names == NULL)
    return NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    if (json_object_has_member (said, names[i]))
      g_strv_builder_add (open, names[i]);

  return g_strv_builder_end (open);
}

/* Everything in it is as it is here, or somebody has chosen. */
static gboolean
is_settled (EntWorkspace *workspace,
            const EntSyncLeaf *leaf)
{
  g_autoptr (JsonObject) said = ent_projection_parse (leaf->document);
  g_auto (GStrv) open = said != NULL ? list_differences (workspace, leaf, said) : NULL;

  return open != NULL && open[0] == NULL;
}

static char *
compose_path (EntWorkspace *workspace,
              const EntRemote *remote,
              const EntSyncLeaf *leaf)
{
  g_autofree char *publisher = ent_remote_get_publisher (workspace);
  g_autofree char *wire_id = ent_projection_compose_id (leaf->id, remote->circle, publisher);
  g_autofree char *id = g_uri_escape_string (wire_id, NULL, FALSE);
  g_autofree char *rev = g_uri_escape_string (leaf->rev, NULL, FALSE);

  return g_strdup_printf ("/%s?rev=%s", id, rev);
}

/**
 * ent_sync_leaf_next:
 * @workspace: a workspace
 * @remote: a remote
 * @after: the turn of the leaf before, empty for the first
 * @ret_leaf: (out) (transfer full) (nullable): the next leaf to be fetched, where its document is %NULL, or to be deleted;
 *   %NULL where there is none
 * @error: set where the workspace could not be read
 *
 * Returns: whether it could be told
 */
gboolean
ent_sync_leaf_next (EntWorkspace *workspace,
                    const EntRemote *remote,
                    const char *after,
                    EntSyncLeaf **ret_leaf,
                    GError **error)
{
  g_autoptr (GPtrArray) leaves = list (workspace, remote->name, NULL, error);

  *ret_leaf = NULL;
  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    {
      EntSyncLeaf *leaf = leaves->pdata[i];

      /* In the order of the list. A leaf that was fetched may have to be deleted at once. */
      leaf->turn = g_strjoin (" ", leaf->id, leaf->rev, leaf->document == NULL ? "1" : "2", NULL);
      if (strcmp (leaf->turn, after) <= 0 || (leaf->document != NULL && !is_settled (workspace, leaf)))
        continue;
      leaf->path = compose_path (workspace, remote, leaf);
      *ret_leaf = g_ptr_array_steal_index (leaves, i);
      break;
    }

  return leaves != NULL;
}

/* Of what it says, only what is otherwise in the version that won is news: the rest may be edited meanwhile. */
static gboolean
leave_news (EntWorkspace *workspace,
            const EntRemote *remote,
            const EntSyncLeaf *leaf,
            JsonObject *said,
            GError **error)
{
  g_auto (EntBase) base = { 0 };
  g_autoptr (JsonObject) winner = NULL;
  g_autoptr (GList) names = json_object_get_members (said);
  gboolean found;

  if (!ent_sync_state_get_base (workspace, remote->name, leaf->id, &base, &found, error))
    return FALSE;

  winner = ent_projection_parse (base.document);
  for (GList *l = names; winner != NULL && l != NULL; l = l->next)
    if (ent_merge_values_equal (ent_schema_find_for_id (leaf->id), l->data, json_object_get_member (said, l->data),
                                json_object_get_member (winner, l->data)))
      json_object_remove_member (said, l->data);

  return TRUE;
}

static gboolean
keep (EntWorkspace *workspace,
      const EntRemote *remote,
      const EntSyncLeaf *leaf,
      GError **error)
{
  JsonObject *wire = JSON_NODE_HOLDS_OBJECT (leaf->json) ? json_node_get_object (leaf->json) : NULL;
  g_autoptr (JsonObject) said = wire != NULL ? ent_projection_read (wire, remote->circle, NULL) : NULL;
  g_autoptr (JsonObject) row = said != NULL ? ent_sync_row_make (json_object_get_string_member (wire, "_id"), leaf->rev, wire) : NULL;
  g_autofree char *text = NULL;
  g_auto (EntSyncRow) read = { 0 };

  if (said != NULL && !leave_news (workspace, remote, leaf, said, error))
    return FALSE;
  text = said != NULL ? ent_json_document_to_text (said) : g_strdup ("null");

  /* What cannot be read stays there, for a newer version to read. */
  if (row != NULL)
    ent_sync_row_read (&read, row, remote->circle, NULL);
  {
    const char *const texts[6] = { text, read.who, read.at, remote->name, leaf->id, leaf->rev };

    return run (workspace, "UPDATE leaf SET document = ?, who = ?, at = ? WHERE remote = ? AND id = ? AND rev = ?", texts, error);
  }
}

/**
 * ent_sync_leaf_settle:
 * @workspace: a workspace with an open change
 * @remote: the remote
 * @leaf: a leaf, with what came of the request about it
 * @error: set where the workspace could not be written
 *
 * Returns: whether it is written down
 */
gboolean
ent_sync_leaf_settle (EntWorkspace *workspace,
                      const EntRemote *remote,
                      const EntSyncLeaf *leaf,
                      GError **error)
{
  const char *const texts[6] = { remote->name, leaf->id, leaf->rev };

  if (leaf->gone)
    return run (workspace, "DELETE FROM leaf WHERE remote = ? AND id = ? AND rev = ?", texts, error);

  return leaf->json == NULL || keep (workspace, remote, leaf, error);
}

static EntConflict *
new_conflict (EntWorkspace *workspace,
              const char *remote,
              const EntSyncLeaf *leaf,
              JsonObject *said,
              const char *field)
{
  g_autoptr (JsonObject) here = ent_workspace_get_document (workspace, leaf->id, NULL);
  JsonNode *mine = here != NULL ? json_object_get_member (here, field) : NULL;
  EntConflict *conflict = g_new0 (EntConflict, 1);

  conflict->remote = g_strdup (remote);
  conflict->id = g_strdup (leaf->id);
  conflict->field = g_strdup (field);
  conflict->mine = mine != NULL ? ent_json_to_text (mine) : NULL;
  conflict->theirs = ent_json_to_text (json_object_get_member (said, field));
  conflict->who = g_strdup (leaf->who != NULL ? leaf->who : "");
  conflict->at = g_strdup (leaf->at);
  conflict->leaf = g_strdup (leaf->rev);
  return conflict;
}

static gboolean
is_listed (GPtrArray *conflicts,
           const EntSyncLeaf *leaf,
           const char *field)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const EntConflict *conflict = conflicts->pdata[i];

      if (g_str_equal (conflict->id, leaf->id) && (g_str_equal (conflict->field, field) || *conflict->field == '\0'))
        return TRUE;
    }

  return FALSE;
}

static void
add_conflicts (EntWorkspace *workspace,
               const char *remote,
               const EntSyncLeaf *leaf,
               GPtrArray *conflicts)
{
  g_autoptr (JsonObject) said = ent_projection_parse (leaf->document);
  g_auto (GStrv) open = said != NULL ? list_differences (workspace, leaf, said) : NULL;

  for (gsize i = 0; open != NULL && open[i] != NULL; i++)
    if (!is_listed (conflicts, leaf, open[i]))
      g_ptr_array_add (conflicts, new_conflict (workspace, remote, leaf, said, open[i]));
}

/**
 * ent_sync_leaf_add_conflicts:
 * @workspace: a workspace
 * @remote: (nullable): the name of a remote, all of them when %NULL
 * @id: (nullable): of a record, all of them when %NULL
 * @conflicts: (element-type EntConflict): conflicts that are known, to which those of leaves are added: about one field
 *   there is one at a time
 * @error: set where the workspace could not be read
 *
 * Returns: whether all are there
 */
gboolean
ent_sync_leaf_add_conflicts (EntWorkspace *workspace,
                             const char *remote,
                             const char *id,
                             GPtrArray *conflicts,
                             GError **error)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, error);

  for (guint i = 0; remotes != NULL && i < remotes->len; i++)
    {
      const char *name = ((EntRemote *) remotes->pdata[i])->name;
      g_autoptr (GPtrArray) leaves = NULL;

      if (remote != NULL && !g_str_equal (remote, name))
        continue;
      leaves = list (workspace, name, id, error);
      if (leaves == NULL)
        return FALSE;
      for (guint j = 0; j < leaves->len; j++)
        add_conflicts (workspace, name, leaves->pdata[j], conflicts);
    }

  return remotes != NULL;
}

/**
 * ent_sync_leaf_choose:
 * @workspace: a workspace with an open change
 * @conflict: a conflict with a leaf
 * @error: set where the workspace could not be written
 *
 * Nobody needs to be asked about that field of the leaf any more.
 *
 * Returns: whether that is written down
 */
gboolean
ent_sync_leaf_choose (EntWorkspace *workspace,
                      const EntConflict *conflict,
                      GError **error)
{
  g_autoptr (GPtrArray) leaves = list (workspace, conflict->remote, conflict->id, error);

  for (guint i = 0; leaves != NULL && i < leaves->len; i++)
    {
      const EntSyncLeaf *leaf = leaves->pdata[i];
      g_autoptr (JsonObject) said = ent_projection_parse (leaf->document);
      g_autofree char *text = NULL;

      if (!g_str_equal (leaf->rev, conflict->leaf) || said == NULL)
        continue;
      json_object_remove_member (said, conflict->field);
      text = ent_json_document_to_text (said);
      {
        const char *const texts[6] = { text, conflict->remote, leaf->id, leaf->rev };

        if (!run (workspace, "UPDATE leaf SET document = ? WHERE remote = ? AND id = ? AND rev = ?", texts, error))
          return FALSE;
      }
    }

  return leaves != NULL;
}
