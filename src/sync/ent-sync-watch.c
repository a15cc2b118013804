/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits until a server has news. */
#include <glib/gi18n-lib.h>

#include "ent-sync-driver-private.h"

/* The server answers by then whether there is news or not, before the connection counts as dead. */
#define POLL_MILLISECONDS 45000

typedef struct
{
  EntSyncConnection *connection; /* (nullable) (owned) */
  EntSyncRequest request;
} Watch;

static void
watch_free (Watch *watch)
{
  ent_sync_connection_free (watch->connection);
  g_free (watch->request.path);
  g_free (watch->request.body);
  g_free (watch);
}

static void
polled_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);
  GError *error = NULL;
  EntSyncVerdict verdict = ent_sync_answer_judge (answer, &error);
  JsonNode *results = verdict == ENT_SYNC_VERDICT_FINE && JSON_NODE_HOLDS_OBJECT (answer->json)
                        ? json_object_get_member (json_node_get_object (answer->json), "results")
                        : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else if (results == NULL || !JSON_NODE_HOLDS_ARRAY (results))
    g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED, _ ("The server’s list of changes cannot be read. Is it a CouchDB or an Entente Atlas?"));
  else
    g_task_return_boolean (task, json_array_get_length (json_node_get_array (results)) > 0);
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = ENT_SYNC_DRIVER (source);
  Watch *watch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *since = NULL;

  watch->connection = ent_sync_driver_connect_finish (self, result, &error);
  if (watch->connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (watch->connection->remote->since == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  since = g_uri_escape_string (watch->connection->remote->since, NULL, FALSE);
  watch->request.method = SOUP_METHOD_GET;
  watch->request.path = g_strdup_printf ("/_changes?feed=longpoll&limit=1&timeout=%d&since=%s", POLL_MILLISECONDS, since);
  ent_sync_http_send_async (self->session, watch->connection->url, watch->connection->authorization, &watch->request,
                            g_task_get_cancellable (task), polled_cb, g_object_ref (task));
}

/**
 * ent_sync_driver_watch_async:
 * @self: a driver
 * @remote: the name of a remote
 * @cancellable: (nullable): to stop it
 * @callback: called when there is news, or there has been none for a while
 * @user_data: for @callback
 *
 * Waits for news of a server. Others may be synchronised meanwhile.
 */
void
ent_sync_driver_watch_async (EntSyncDriver *self,
                             const char *remote,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ent_sync_driver_watch_async);
  g_task_set_task_data (task, g_new0 (Watch, 1), (GDestroyNotify) watch_free);
  ent_sync_driver_connect_async (self, remote, cancellable, connected_cb, g_object_ref (task));
}

/**
 * ent_sync_driver_watch_finish:
 * @self: a driver
 * @result: of ent_sync_driver_watch_async()
 * @ret_news: (out): whether the server has news
 * @error: set where it could not be asked
 *
 * Returns: whether it could be asked
 */
gboolean
ent_sync_driver_watch_finish (EntSyncDriver *self,
                              GAsyncResult *result,
                              gboolean *ret_news,
                              GError **error)
{
  GError *reason = NULL;

  *ret_news = g_task_propagate_boolean (G_TASK (result), &reason);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, reason);
  return FALSE;
}
