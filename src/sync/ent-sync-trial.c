/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a remote could be synchronised with, before it is set up. */
#include <glib/gi18n-lib.h>

#include "ent-sync-driver-private.h"

typedef struct
{
  EntRemote *remote;
  char *password;
  char *url;
} Trial;

static void
trial_free (Trial *trial)
{
  ent_remote_free (trial->remote);
  g_free (trial->password);
  g_free (trial->url);
  g_free (trial);
}

static void
trial_answered_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);
  GError *error = NULL;
  EntSyncVerdict verdict = ent_sync_answer_judge (answer, &error);

  /* A unit's database may still have to be made: the first round does that, or says who has to. */
  if (answer->status == SOUP_STATUS_NOT_FOUND && trial->remote->circle < ENT_CIRCLE_ATLAS
      && ent_sync_answer_get_member (answer, "error") != NULL)
    g_clear_error (&error);
  else if (verdict == ENT_SYNC_VERDICT_FINE && ent_sync_answer_get_member (answer, "db_name") == NULL)
    error = g_error_new_literal (ENT_ERROR, ENT_ERROR_FAILED, _ ("The server answers, but not as a CouchDB or an Entente Atlas. Is the address right?"));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gpointer
compose_trial_url (EntWorkspace *workspace,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Trial *trial = data;
  g_autofree char *publisher = ent_remote_get_publisher (workspace);

  trial->url = ent_remote_get_database_url (trial->remote, publisher, error);
  return trial->url;
}

static void
trial_url_composed_cb (GObject *source,
                       GAsyncResult *result,
                       gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = g_task_get_source_object (task);
  Trial *trial = g_task_get_task_data (task);
  const EntSyncRequest request = { .method = SOUP_METHOD_GET, .path = (char *) "" };
  g_autofree char *authorization = ent_sync_http_compose_authorization (trial->remote->user, trial->password);
  GError *error = NULL;

  if (!ent_sync_driver_work_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  ent_sync_http_send_async (self->session, trial->url, authorization, &request, g_task_get_cancellable (task), trial_answered_cb,
                            g_object_ref (task));
}

/**
 * ent_sync_driver_test_async:
 * @self: a driver
 * @remote: a remote that need not be set up yet
 * @password: (nullable): of its account
 * @cancellable: (nullable): to stop it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Looks whether the server is there, is what it should be, and accepts the account.
 */
void
ent_sync_driver_test_async (EntSyncDriver *self,
                            const EntRemote *remote,
                            const char *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, ent_sync_driver_test_async);
  trial->remote = ent_remote_copy (remote);
  trial->password = g_strdup (password);
  g_task_set_task_data (task, trial, (GDestroyNotify) trial_free);
  g_free (trial->remote->url);
  trial->remote->url = ent_remote_check_url (remote->url, &error);
  if (trial->remote->url == NULL)
    g_task_return_error (task, error);
  else
    ent_sync_driver_work_async (self, compose_trial_url, trial, trial_url_composed_cb, task);
}

/**
 * ent_sync_driver_test_finish:
 * @self: a driver
 * @result: of ent_sync_driver_test_async()
 * @error: set to what is wrong, in the user's words
 *
 * Returns: whether the remote could be synchronised with
 */
gboolean
ent_sync_driver_test_finish (EntSyncDriver *self,
                             GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
