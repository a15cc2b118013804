/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What would be sent, and how a round went. */
#include "ent-sync.h"

#include <glib/gi18n-lib.h>

#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "ent-sync-outbox.h"
#include "ent-sync-receive.h"
#include "ent-sync-row.h"

#define PREVIEW_PARCELS 500

/**
 * ent_sync_item_free:
 * @item: (nullable) (transfer full): an item of a preview
 */
void
ent_sync_item_free (EntSyncItem *item)
{
  if (item == NULL)
    return;

  g_free (item->id);
  g_free (item->headline);
  json_object_unref (item->document);
  g_strfreev (item->fields);
  g_free (item);
}

static EntSyncItem *
make_item (EntWorkspace *workspace,
           EntSyncParcel *parcel)
{
  EntSyncItem *item = g_new0 (EntSyncItem, 1);

  item->id = g_strdup (parcel->id);
  item->headline = ent_workspace_get_headline (workspace, parcel->id);
  if (item->headline == NULL)
    item->headline = g_strdup ("");
  item->why = parcel->why;
  item->document = json_object_ref (parcel->document);
  json_object_remove_member (item->document, "_rev");
  item->fields = g_strdupv (parcel->fields);
  return item;
}

/**
 * ent_sync_preview:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @error: set where there is none, or the workspace could not be read
 *
 * Works out what the next round would send, by the very same code that sends it.
 *
 * Returns: (transfer full) (nullable) (element-type EntSyncItem): the records that would leave
 */
GPtrArray *
ent_sync_preview (EntWorkspace *workspace,
                  const char *remote,
                  GError **error)
{
  g_autoptr (EntRemote) place = ent_sync_state_get_remote (workspace, remote, error);
  g_autoptr (EntSyncOutbox) outbox = place != NULL ? ent_sync_outbox_new (workspace, place, G_MAXINT64, TRUE, NULL, error) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_sync_item_free);

  if (outbox == NULL)
    return NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) parcels = ent_sync_outbox_take (outbox, workspace, PREVIEW_PARCELS, G_MAXSIZE, error);

      if (parcels == NULL)
        return NULL;
      if (parcels->len == 0)
        return g_steal_pointer (&items);
      for (guint i = 0; i < parcels->len; i++)
        g_ptr_array_add (items, make_item (workspace, parcels->pdata[i]));
    }
}

static const char *
get_text (JsonObject *document,
          const char *name)
{
  return json_object_get_string_member_with_default (document, name, NULL);
}

static gboolean
is_set (JsonObject *document,
        const char *name)
{
  return json_object_get_boolean_member_with_default (document, name, FALSE);
}

/**
 * ent_sync_item_covers_field:
 * @seen: what the user has seen of a record
 * @document: what would be sent of the same record now
 * @field: the name of a member that would be new or different there
 *
 * Returns: whether the user has seen that this would leave, with this value
 */
gboolean
ent_sync_item_covers_field (const EntSyncItem *seen,
                            JsonObject *document,
                            const char *field)
{
  return g_strv_contains ((const char *const *) seen->fields, field)
         && ent_merge_values_equal (ent_schema_find_for_id (seen->id), field, json_object_get_member (seen->document, field),
                                    json_object_get_member (document, field));
}

/**
 * ent_sync_item_covers:
 * @seen: what the user has seen of a record
 * @document: what would be sent of the same record now
 * @fields: the members of it that would be new or different there
 *
 * When it was last changed goes with any record, and is nothing new.
 *
 * Returns: whether the user has seen all of this, under this identifier: less may leave, more may not
 */
gboolean
ent_sync_item_covers (const EntSyncItem *seen,
                      JsonObject *document,
                      const char *const *fields)
{
  if (g_strcmp0 (get_text (seen->document, "_id"), get_text (document, "_id")) != 0
      || is_set (seen->document, "_deleted") != is_set (document, "_deleted")
      || is_set (seen->document, ENT_PROJECTION_WITHDRAWN) != is_set (document, ENT_PROJECTION_WITHDRAWN))
    return FALSE;

  for (gsize i = 0; fields[i] != NULL; i++)
    if (!ent_sync_item_covers_field (seen, document, fields[i]))
      return FALSE;

  return TRUE;
}

static void
add_count (GString *text,
           guint count,
           const char *words)
{
  if (count == 0)
    return;

  g_string_append (text, text->len > 0 ? _ (", ") : "");
  g_string_append_printf (text, "%u\u00a0%s", count, words);
}

/**
 * ent_sync_summary_describe:
 * @summary: how a round went
 *
 * Returns: (transfer full): the same in a few words
 */
char *
ent_sync_summary_describe (const EntSyncSummary *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: after how many records, as all down to “held back” */
  add_count (text, summary->received, g_dngettext (GETTEXT_PACKAGE, "received", "received", summary->received));
  add_count (text, summary->sent, g_dngettext (GETTEXT_PACKAGE, "sent", "sent", summary->sent));
  add_count (text, summary->conflicts, _ ("in conflict"));
  add_count (text, summary->refused, g_dngettext (GETTEXT_PACKAGE, "refused by the server", "refused by the server", summary->refused));
  add_count (text, summary->quarantined,
             g_dngettext (GETTEXT_PACKAGE, "put aside because it cannot be read", "put aside because they cannot be read", summary->quarantined));
  add_count (text, summary->unseen, _ ("held back until you have seen what would be published"));
  if (text->len == 0)
    g_string_append (text, _ ("everything was up to date"));
  if (summary->withheld > 0)
    g_string_append (text, _ (". What you publish was not sent: fill in the SIREN number of your own authority first"));

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static JsonObject *
row_of (const EntQuarantined *quarantined)
{
  g_autoptr (JsonNode) node = ent_json_from_text (quarantined->document, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? ent_sync_row_make (quarantined->id, quarantined->rev != NULL ? quarantined->rev : "", json_node_get_object (node))
           : NULL;
}

static gboolean
retry_all (EntWorkspace *workspace,
           const EntRemote *remote,
           GPtrArray *quarantined,
           guint *ret_taken,
           GError **error)
{
  EntSyncSummary summary = { 0 };
  g_auto (EntSyncReceiver) receiver = { 0 };

  if (!ent_sync_receiver_init (&receiver, workspace, remote, &summary, error))
    return FALSE;

  for (guint i = 0; i < quarantined->len; i++)
    {
      const EntQuarantined *document = quarantined->pdata[i];
      g_autoptr (JsonObject) row = row_of (document);

      /* What could not even be read was not kept: only the server has it. */
      if (row == NULL || g_str_equal (document->document, "{}"))
        summary.quarantined++;
      else
      if (!ent_sync_receiver_take (&receiver, row, error))
        return FALSE;
    }

  *ret_taken = quarantined->len - MIN (quarantined->len, summary.quarantined);
  return TRUE;
}

/**
 * ent_sync_retry_quarantine:
 * @workspace: a workspace
 * @remote: the name of a remote
 * @ret_taken: (out): how many documents came out of quarantine
 * @error: set where there is no such remote, or the workspace could not be written
 *
 * Tries to take in once more what could not be: a newer version of the program may know how.
 *
 * Returns: whether it could be tried
 */
gboolean
ent_sync_retry_quarantine (EntWorkspace *workspace,
                           const char *remote,
                           guint *ret_taken,
                           GError **error)
{
  g_autoptr (EntRemote) place = ent_sync_state_get_remote (workspace, remote, error);
  g_autoptr (GPtrArray) quarantined = place != NULL ? ent_sync_issues_list_quarantined (workspace, remote, error) : NULL;
  g_autofree char *label = g_strdup_printf (_ ("Receive from “%s”"), remote);

  if (quarantined == NULL || !ent_workspace_begin (workspace, label, remote, error))
    return FALSE;
  if (retry_all (workspace, place, quarantined, ret_taken, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}
