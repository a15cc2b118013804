/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-confirmation.h"

#include <glib/gi18n-lib.h>

#include "ent-workspace-private.h"

/* What ?1 heads on the day ?2, with all that is part of it, and the time of who works there, their own apart. */
#define TEAM_SQL                                                                                                       \
  "WITH RECURSIVE own (id) AS (SELECT body FROM role WHERE person = ?1 AND kind = 'head' AND body GLOB 'department:*' " \
  "  AND (\"end\" IS NULL OR \"end\" || '~' >= ?2) UNION SELECT record.id FROM own "                                   \
  "  JOIN department ON department.parent = own.id JOIN record ON record.row = department.row) "                       \
  "SELECT id FROM involvement JOIN record USING (row) WHERE \"confirmed-on\" IS NULL AND person <> ?1 AND EXISTS "     \
  "  (SELECT 1 FROM role WHERE role.person = involvement.person AND role.body IN (SELECT id FROM own) "                \
  "   AND coalesce (role.start, '') <= involvement.\"from\" AND coalesce (role.\"end\", '9') || '~' >= involvement.\"from\") " \
  "ORDER BY \"from\" DESC, id LIMIT 50"

static gboolean
confirm (EntWorkspace *workspace,
         const char *id,
         const char *by,
         const char *on,
         guint *n,
         GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, error);

  if (record == NULL)
    return FALSE;
  if (ent_record_get_text (record, "confirmed-on") != NULL)
    return TRUE;

  ent_record_set_text (record, "confirmed-by", by);
  ent_record_set_text (record, "confirmed-on", on);
  (*n)++;
  return ent_workspace_save (workspace, record, error);
}

static gboolean
confirm_all (EntWorkspace *workspace,
             const char *const *ids,
             const char *by,
             const char *on,
             guint *n,
             GError **error)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    if (!confirm (workspace, ids[i], by, on, n, error))
      return FALSE;

  return TRUE;
}

/**
 * ent_confirmation_write:
 * @workspace: a workspace
 * @ids: (array zero-terminated=1): identifiers of involvements
 * @by: the identifier of who confirms them
 * @on: the day, YYYY-MM-DD
 * @ret_n: (out): how many were not confirmed yet
 * @error: set where they cannot be written
 *
 * Returns: whether all are confirmed, as one step to undo; otherwise none is
 */
gboolean
ent_confirmation_write (EntWorkspace *workspace,
                        const char *const *ids,
                        const char *by,
                        const char *on,
                        guint *ret_n,
                        GError **error)
{
  guint n = 0;

  if (!ent_workspace_begin (workspace, _ ("Confirm Involvement"), NULL, error))
    return FALSE;
  if (!confirm_all (workspace, ids, by, on, &n, error))
    {
      ent_workspace_rollback (workspace);
      return FALSE;
    }

  *ret_n = n;
  return ent_workspace_commit (workspace, error);
}

/**
 * ent_confirmation_find:
 * @workspace: a workspace
 * @query: which involvements a list shows
 * @error: set where they cannot be read
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): their identifiers
 */
GStrv
ent_confirmation_find (EntWorkspace *workspace,
                       EntQuery *query,
                       GError **error)
{
  g_autoptr (GArray) rows = ent_workspace_find (workspace, query, error);
  g_autoptr (GPtrArray) records =
    rows != NULL ? ent_workspace_load (workspace, ent_query_get_entity (query), (const gint64 *) rows->data, rows->len, error) : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (records == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    g_strv_builder_add (ids, ent_record_get_id (records->pdata[i]));
  return g_strv_builder_end (ids);
}

/**
 * ent_confirmation_list_team:
 * @workspace: a workspace
 * @head: the identifier of a person
 * @today: this day, YYYY-MM-DD
 * @error: set where they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRecord): the time of those who work in what @head heads, that waits to
 *   be confirmed; nothing where they head nothing
 */
GPtrArray *
ent_confirmation_list_team (EntWorkspace *workspace,
                            const char *head,
                            const char *today,
                            GError **error)
{
  const char *const values[] = { head, today };

  return ent_workspace_pick (workspace, TEAM_SQL, values, G_N_ELEMENTS (values), error);
}
