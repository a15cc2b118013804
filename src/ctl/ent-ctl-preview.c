/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be sent: printed, and read again as what somebody agreed to. */
#include <glib/gi18n-lib.h>

#include "ent-ctl.h"
#include "ent-record-json.h"
#include "ent-sync.h"

/**
 * ent_ctl_preview_add:
 * @ctl: what the command runs on
 * @remote: the name of a remote
 * @cells: (element-type GStrv): what ent_ctl_preview_print() prints
 * @error: set where it could not be worked out
 *
 * Adds exactly what would be sent to a remote.
 *
 * Returns: whether it could be worked out
 */
gboolean
ent_ctl_preview_add (EntCtl *ctl,
                     const char *remote,
                     GPtrArray *cells,
                     GError **error)
{
  static const char *const reasons[] = { N_ ("new"), N_ ("changed"), N_ ("deleted"), N_ ("withdrawn") };
  g_autoptr (GPtrArray) items = ent_sync_preview (ctl->workspace, remote, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const EntSyncItem *item = items->pdata[i];
      g_autofree char *fields = g_strjoinv (" ", item->fields);
      g_autofree char *document = ent_json_document_to_text (item->document);
      const char *line[] = { remote, item->id, item->headline, _ (reasons[item->why]), fields, document, NULL };

      g_ptr_array_add (cells, g_strdupv ((char **) line));
    }

  return items != NULL;
}

/**
 * ent_ctl_preview_print:
 * @ctl: what the command runs on
 * @cells: (element-type GStrv): of ent_ctl_preview_add()
 */
void
ent_ctl_preview_print (EntCtl *ctl,
                       GPtrArray *cells)
{
  static const char *const headings[] = { "remote", "id", "headline", "why", "fields", "document", NULL };

  ent_ctl_print_table (ctl, headings, cells);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* One line of a preview, perhaps not ours: @ret_item stays %NULL where it is about another remote. */
static gboolean
read_item (JsonNode *node,
           const char *remote,
           EntSyncItem **ret_item)
{
  JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = line != NULL ? get_text (line, "id") : NULL;
  const char *fields = line != NULL ? get_text (line, "fields") : NULL;
  const char *text = line != NULL ? get_text (line, "document") : NULL;
  g_autoptr (JsonNode) document = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;
  EntSyncItem *item;

  if (id == NULL || fields == NULL || document == NULL || !JSON_NODE_HOLDS_OBJECT (document))
    return FALSE;
  if (g_strcmp0 (get_text (line, "remote"), remote) != 0)
    return TRUE;

  item = g_new0 (EntSyncItem, 1);
  item->id = g_strdup (id);
  item->headline = g_strdup ("");
  item->document = json_node_dup_object (document);
  item->fields = g_strsplit (fields, " ", -1);
  *ret_item = item;
  return TRUE;
}

/**
 * ent_ctl_preview_read:
 * @path: a file with what ent_ctl_preview_print() printed as JSON
 * @remote: the name of the remote that it is about; what it says of others is left out
 * @error: set where it holds something else
 *
 * Returns: (transfer full) (nullable) (element-type EntSyncItem): what whoever read it has seen
 */
GPtrArray *
ent_ctl_preview_read (const char *path,
                      const char *remote,
                      GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_item_free);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *lines;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  node = ent_json_from_text (text, length, NULL);
  lines = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      EntSyncItem *item = NULL;

      if (!read_item (json_array_get_element (lines, i), remote, &item))
        lines = NULL;
      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  if (lines != NULL)
    return g_steal_pointer (&items);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is no preview. “--json sync NAME --preview” makes one."), path);
  return NULL;
}
