/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round of synchronising does in the workspace, piece by piece: all of a piece is written, or nothing. */
#include "ent-sync-work.h"

#include <glib/gi18n-lib.h>

#include "ent-projection.h"
#include "ent-sync-receive.h"
#include "ent-sync-row.h"

/* Far below what servers accept in one request. */
#define PARCELS_BYTES (4 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (EntSyncWork, ent_sync_work, G_TYPE_OBJECT)

static void
ent_sync_work_finalize (GObject *object)
{
  EntSyncWork *self = ENT_SYNC_WORK (object);

  g_free (self->remote);
  g_clear_pointer (&self->rows, json_array_unref);
  g_free (self->since);
  g_free (self->instance);
  g_free (self->reason);
  g_free (self->id);
  g_clear_object (&self->outbox);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_clear_pointer (&self->parcels, g_ptr_array_unref);
  g_free (self->after);
  ent_sync_file_free (self->file);
  g_free (self->after_leaf);
  ent_sync_leaf_free (self->leaf);

  G_OBJECT_CLASS (ent_sync_work_parent_class)->finalize (object);
}

static void
ent_sync_work_class_init (EntSyncWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_sync_work_finalize;
}

static void
ent_sync_work_init (EntSyncWork *self)
{
  self->start = G_MAXINT64;
}

/**
 * ent_sync_work_new:
 * @kind: what is to be done
 * @remote: the name of the remote that it is about
 *
 * Returns: (transfer full): the work
 */
EntSyncWork *
ent_sync_work_new (EntSyncWorkKind kind,
                   const char *remote)
{
  EntSyncWork *self = g_object_new (ENT_TYPE_SYNC_WORK, NULL);

  self->kind = kind;
  self->remote = g_strdup (remote);
  return self;
}

static gboolean
run_open (EntSyncWork *self,
          EntWorkspace *workspace,
          EntRemote *remote,
          GError **error)
{
  gboolean other = self->instance != NULL && remote->instance != NULL && !g_str_equal (self->instance, remote->instance);

  if (other && !ent_sync_state_forget_revs (workspace, self->remote, error))
    return FALSE;
  if (other)
    g_clear_pointer (&remote->since, g_free);
  if (self->instance != NULL && g_set_str (&remote->instance, self->instance)
      && !ent_sync_state_save_remote (workspace, remote, error))
    return FALSE;

  g_set_str (&self->since, remote->since);
  self->start = ent_sync_state_get_last_row (workspace);
  return TRUE;
}

static gboolean
keep_since (EntSyncWork *self,
            EntWorkspace *workspace,
            EntRemote *remote,
            GError **error)
{
  return self->since == NULL || !g_set_str (&remote->since, self->since)
         || ent_sync_state_save_remote (workspace, remote, error);
}

static JsonObject *
row_at (JsonArray *rows,
        guint position)
{
  return json_array_get_object_element (rows, position);
}

static int
compare_rows (gconstpointer one,
              gconstpointer other)
{
  return g_strcmp0 (json_object_get_string_member_with_default (*(JsonObject *const *) one, "id", NULL),
                    json_object_get_string_member_with_default (*(JsonObject *const *) other, "id", NULL));
}

/* In the order of their identifiers, as the file's indices have them: the rows of a page then go into few places of each,
 * one after the other. Those of one identifier stay as they came. */
static GPtrArray *
sort_rows (JsonArray *rows)
{
  GPtrArray *sorted = g_ptr_array_sized_new (json_array_get_length (rows));

  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_ptr_array_add (sorted, row_at (rows, i));
  g_ptr_array_sort (sorted, compare_rows);
  return sorted;
}

static gboolean
run_take (EntSyncWork *self,
          EntWorkspace *workspace,
          EntRemote *remote,
          GError **error)
{
  g_auto (EntSyncReceiver) receiver = { 0 };
  g_autoptr (GPtrArray) rows = sort_rows (self->rows);

  if (self->rewound && !ent_sync_state_forget_revs (workspace, self->remote, error))
    return FALSE;
  if (!ent_sync_receiver_init (&receiver, workspace, remote, &self->summary, error))
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    if (self->kind == ENT_SYNC_WORK_TAKE
          ? !ent_sync_receiver_take (&receiver, rows->pdata[i], error)
          : !ent_sync_receiver_put_aside (&receiver, rows->pdata[i], self->reason, error))
      return FALSE;

  return keep_since (self, workspace, remote, error);
}

static gboolean
run_compare (EntSyncWork *self,
             EntWorkspace *workspace,
             EntRemote *remote,
             GError **error)
{
  g_auto (EntSyncReceiver) receiver = { 0 };

  if (!ent_sync_receiver_init (&receiver, workspace, remote, &self->summary, error))
    return FALSE;

  self->known = TRUE;
  for (guint i = 0; self->known && i < json_array_get_length (self->rows); i++)
    if (!ent_sync_receiver_knows (&receiver, row_at (self->rows, i), &self->known, error))
      return FALSE;

  return !self->known || keep_since (self, workspace, remote, error);
}

static gboolean
run_collect (EntSyncWork *self,
             EntWorkspace *workspace,
             EntRemote *remote,
             GError **error)
{
  if (self->outbox == NULL)
    self->outbox = ent_sync_outbox_new (workspace, remote, self->start, FALSE, self->seen, error);
  if (self->outbox != NULL)
    self->parcels = ent_sync_outbox_take (self->outbox, workspace, self->max_parcels, PARCELS_BYTES, error);

  return self->parcels != NULL;
}

static gboolean
run_forget (EntSyncWork *self,
            EntWorkspace *workspace,
            EntRemote *remote,
            GError **error)
{
  g_auto (EntBase) base = { 0 };
  g_autofree char *publisher = NULL;
  g_autofree char *id = NULL;
  gboolean found;

  if (!ent_projection_split_id (self->id, remote->circle, &id, &publisher))
    return TRUE;
  if (!ent_sync_state_get_base (workspace, remote->name, id, &base, &found, error))
    return FALSE;

  return !found || ent_sync_state_set_base (workspace, remote->name, id, "", base.document, error);
}

static gboolean
run_close (EntSyncWork *self,
           EntWorkspace *workspace,
           EntRemote *remote,
           GError **error)
{
  if (self->after != NULL && !ent_sync_file_next (workspace, remote, self->after, &self->file, error))
    return FALSE;
  if (self->file == NULL && self->after_leaf != NULL
      && !ent_sync_leaf_next (workspace, remote, self->after_leaf, &self->leaf, error))
    return FALSE;
  if (self->file != NULL || self->leaf != NULL)
    return TRUE;

  if (self->outbox != NULL)
    remote->pushed = ent_sync_outbox_get_seq (self->outbox);
  g_free (remote->synced_at);
  remote->synced_at = ent_sync_row_now ();
  g_clear_pointer (&remote->status, g_free);
  return ent_sync_state_save_remote (workspace, remote, error);
}

static gboolean
run_inside (EntSyncWork *self,
            EntWorkspace *workspace,
            GError **error)
{
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (workspace, self->remote, error);

  if (remote == NULL)
    return FALSE;

  switch (self->kind)
    {
    case ENT_SYNC_WORK_OPEN:
      return run_open (self, workspace, remote, error);
    case ENT_SYNC_WORK_TAKE:
    case ENT_SYNC_WORK_PUT_ASIDE:
      return run_take (self, workspace, remote, error);
    case ENT_SYNC_WORK_COMPARE:
      return run_compare (self, workspace, remote, error);
    case ENT_SYNC_WORK_COLLECT:
      return run_collect (self, workspace, remote, error);
    case ENT_SYNC_WORK_SETTLE:
      return ent_sync_outbox_settle (workspace, remote, self->parcels, &self->summary, error);
    case ENT_SYNC_WORK_FORGET:
      return run_forget (self, workspace, remote, error);
    case ENT_SYNC_WORK_FILE:
      return ent_sync_file_settle (workspace, remote, self->file, error);
    case ENT_SYNC_WORK_LEAF:
      return ent_sync_leaf_settle (workspace, remote, self->leaf, error);
    case ENT_SYNC_WORK_CLOSE:
      return run_close (self, workspace, remote, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
run_in_change (EntSyncWork *self,
               EntWorkspace *workspace,
               GError **error)
{
  /* Translators: in the history; the name of a server. */
  g_autofree char *label = g_strdup_printf (_ ("Receive from “%s”"), self->remote);

  if (!ent_workspace_begin (workspace, label, self->remote, error))
    return FALSE;
  if (run_inside (self, workspace, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}

/**
 * ent_sync_work_run:
 * @self: a piece of work
 * @workspace: where to do it
 * @error: set where the workspace could not be read or written; it is then as it was
 *
 * Returns: whether it is done
 */
gboolean
ent_sync_work_run (EntSyncWork *self,
                   EntWorkspace *workspace,
                   GError **error)
{
  gboolean done;

  self->summary = (EntSyncSummary){ 0 };
  /* The round's end sees to it that all of it is on the disk. */
  if (self->kind == ENT_SYNC_WORK_CLOSE)
    return run_in_change (self, workspace, error);
  if (!ent_sync_state_set_relaxed (workspace, TRUE, error))
    return FALSE;

  done = run_in_change (self, workspace, error);
  return ent_sync_state_set_relaxed (workspace, FALSE, done ? error : NULL) && done;
}
