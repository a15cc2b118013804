/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a remote is, and how to get in: from the workspace, and from where the passwords are. */
#include <glib/gi18n-lib.h>

#include "ent-sync-driver-private.h"

typedef struct
{
  char *name;
  EntSyncConnection *connection;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->name);
  ent_sync_connection_free (opening->connection);
  g_free (opening);
}

/**
 * ent_sync_connection_free:
 * @connection: (nullable) (transfer full): a connection
 */
void
ent_sync_connection_free (EntSyncConnection *connection)
{
  if (connection == NULL)
    return;

  ent_remote_free (connection->remote);
  g_free (connection->url);
  g_free (connection->authorization);
  g_free (connection);
}

static void
return_connection (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&opening->connection), (GDestroyNotify) ent_sync_connection_free);
}

static void
password_found_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncConnection *connection = ((Opening *) g_task_get_task_data (task))->connection;
  GError *error = NULL;
  g_autofree char *password = ent_secrets_lookup_finish (ENT_SECRETS (source), result, &error);

  if (password == NULL && error == NULL)
    g_set_error (&error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("The password of the account “%s” is not known here. Set it again."),
                 connection->remote->user);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  connection->authorization = ent_sync_http_compose_authorization (connection->remote->user, password);
  return_connection (task);
}

static gboolean
read_password (EntSyncConnection *connection,
               const char *path,
               GError **error)
{
  g_autofree char *password = ent_secrets_read_file (path, error);

  connection->authorization = ent_sync_http_compose_authorization (connection->remote->user, password);
  return password != NULL;
}

static gpointer
read_remote (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Opening *opening = data;
  g_autoptr (EntSyncConnection) connection = g_new0 (EntSyncConnection, 1);
  g_autofree char *publisher = NULL;
  g_autofree char *path = NULL;

  connection->remote = ent_sync_state_get_remote (workspace, opening->name, error);
  if (connection->remote == NULL)
    return NULL;

  publisher = ent_remote_get_publisher (workspace);
  connection->url = ent_remote_get_database_url (connection->remote, publisher, error);
  if (connection->url == NULL)
    return NULL;

  path = ent_remote_get_password_file (workspace, opening->name);
  if (path != NULL && !read_password (connection, path, error))
    return NULL;

  opening->connection = g_steal_pointer (&connection);
  return opening;
}

static void
remote_read_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!ent_sync_driver_work_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (opening->connection->remote->user == NULL || opening->connection->authorization != NULL)
    return_connection (task);
  else
    ent_secrets_lookup_async (self->secrets, opening->connection->remote->url, opening->connection->remote->user,
                              g_task_get_cancellable (task), password_found_cb, g_object_ref (task));
}

/* Finds out where the remote of that name is, and how to get in. */
void
ent_sync_driver_connect_async (EntSyncDriver *self,
                               const char *remote,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, ent_sync_driver_connect_async);
  opening->name = g_strdup (remote);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  ent_sync_driver_work_async (self, read_remote, opening, remote_read_cb, task);
}

EntSyncConnection *
ent_sync_driver_connect_finish (EntSyncDriver *self,
                                GAsyncResult *result,
                                GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
