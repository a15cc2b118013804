/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round for programs without a main loop. */
#include "ent-sync-driver.h"

static void
run_done_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/**
 * ent_sync_run:
 * @workspace: a workspace of this thread
 * @remote: the name of a remote
 * @secrets: where the passwords are
 * @seen: (nullable) (element-type EntSyncItem): of ent_sync_preview(), which the user agreed to: nothing else is published
 * @cancellable: (nullable): to stop it
 * @ret_summary: (out caller-allocates) (optional): what was done, also where the round failed
 * @error: set where it failed, in the user's words
 *
 * Synchronises with a remote and returns when that is done, for programs without a main loop.
 *
 * Returns: whether the round is complete
 */
gboolean
ent_sync_run (EntWorkspace *workspace,
              const char *remote,
              EntSecrets *secrets,
              GPtrArray *seen,
              GCancellable *cancellable,
              EntSyncSummary *ret_summary,
              GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (EntSyncDriver) driver = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean complete;

  g_main_context_push_thread_default (context);
  driver = ent_sync_driver_new_for_workspace (workspace, secrets);
  ent_sync_driver_run_async (driver, remote, 0, seen, cancellable, run_done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  complete = ent_sync_driver_run_finish (driver, result, ret_summary, error);
  /* What was dropped on the way out comes back once more. */
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  return complete;
}
