/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says that was typed here and has been replaced here since: an answer was lost, or the server was restored
 * from an older copy. It is no news, whatever was agreed on meanwhile. */
#include "ent-sync-echo.h"

#include "ent-merge.h"
#include "ent-record-json.h"

/* Revisions begin with the number of the edit. A server that we have to begin with anew may be at any. */
static gboolean
went_back (const EntSyncRow *row,
           const EntBase *base)
{
  return base->rev != NULL && (*base->rev == '\0' || g_ascii_strtoull (row->rev, NULL, 10) < g_ascii_strtoull (base->rev, NULL, 10));
}

static JsonNode *
get_member (JsonObject *document,
            const char *name)
{
  return document != NULL ? json_object_get_member (document, name) : NULL;
}

static char *
text_of_member (JsonObject *document,
                const char *name)
{
  JsonNode *node = get_member (document, name);

  return node != NULL ? ent_json_to_text (node) : NULL;
}

static gboolean
was_replaced (EntWorkspace *workspace,
              const EntSyncRow *row,
              const EntBase *base,
              JsonObject *mine,
              JsonObject *theirs,
              JsonObject *base_part,
              const char *name,
              gboolean *ret_replaced,
              GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_autofree char *value = text_of_member (theirs, name);
  g_autofree char *agreed = text_of_member (base_part, name);

  *ret_replaced = FALSE;
  if (base_part == NULL || went_back (row, base))
    return ent_sync_state_was_replaced (workspace, row->id, name, value, ret_replaced, error);
  /* Not edited here since: then whoever puts an old value back means it. */
  if (mine != NULL && ent_merge_values_equal (entity, name, get_member (mine, name), get_member (base_part, name)))
    return TRUE;

  return ent_sync_state_was_replaced_since (workspace, row->id, name, value, agreed, ret_replaced, error);
}

/**
 * ent_sync_echo_find:
 * @workspace: a workspace
 * @row: what the server sent
 * @base: what was last agreed
 * @mine: (nullable): what is here, as the server's circle sees it; %NULL where it was deleted here
 * @theirs: what the server has
 * @base_part: (inout) (nullable): the document of @base, which becomes one in which every value of @theirs that was replaced
 *   here is taken for agreed
 * @ret_stale: (out): whether there was any, which the server has to be told of again
 * @error: set where the workspace could not be read
 *
 * Returns: whether it could be told
 */
gboolean
ent_sync_echo_find (EntWorkspace *workspace,
                    const EntSyncRow *row,
                    const EntBase *base,
                    JsonObject *mine,
                    JsonObject *theirs,
                    JsonObject **base_part,
                    gboolean *ret_stale,
                    GError **error)
{
  const EntEntity *entity = ent_schema_find_for_id (row->id);
  g_auto (GStrv) names = ent_merge_list_differences (entity, mine != NULL ? mine : *base_part, theirs);
  g_autoptr (JsonObject) agreed = *base_part != NULL ? json_object_ref (*base_part) : json_object_new ();

  *ret_stale = FALSE;
  for (gsize i = 0; names[i] != NULL; i++)
    {
      JsonNode *value = get_member (theirs, names[i]);
      gboolean replaced;

      if (ent_merge_values_equal (entity, names[i], get_member (*base_part, names[i]), value) && *base_part != NULL)
        continue;
      if (!was_replaced (workspace, row, base, mine, theirs, *base_part, names[i], &replaced, error))
        return FALSE;
      if (!replaced)
        continue;

      *ret_stale = TRUE;
      if (value != NULL)
        json_object_set_member (agreed, names[i], json_node_copy (value));
      else
        json_object_remove_member (agreed, names[i]);
    }

  if (*ret_stale && *base_part == NULL)
    *base_part = g_steal_pointer (&agreed);
  return TRUE;
}
