/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-background-portal.h"

#include <glib/gi18n-lib.h>

#include "ent-error.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

typedef struct
{
  GDBusConnection *connection; /* (nullable) (owned) */
  gboolean autostart;
  guint subscription; /* to the answer; 0 once it is there */
} Request;

static void
stop_listening (Request *request)
{
  if (request->subscription != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->subscription);
  request->subscription = 0;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->connection);
  g_free (request);
}

static void
refuse (GTask *task)
{
  g_task_return_new_error_literal (task, ENT_ERROR, ENT_ERROR_FAILED,
                                   _ ("The desktop does not let Entente start with the session. Allow it in the settings of the desktop, among its applications."));
}

/* The user may have been asked, and have refused. */
static void
answered_cb (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean autostart = FALSE;
  guint response;

  if (request->subscription == 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  stop_listening (request);
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response == 0 && autostart == request->autostart)
    g_task_return_boolean (task, TRUE);
  else
    refuse (task);
}

static void
called_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (handle != NULL || request->subscription == 0)
    return;

  stop_listening (request);
  refuse (task);
}

static GVariant *
compose_request (const char *token,
                 gboolean autostart)
{
  static const char *const command[] = { "entente", "--gapplication-service", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (_ ("Reminders of what is due when Entente is closed")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));

  return g_variant_new ("(sa{sv})", "", &options);
}

/* Where the portal will answer: from the connection's name, without its colon and with its dots replaced. */
static char *
compose_handle (GDBusConnection *connection,
                const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", g_strdelimit (sender, ".", '_'), token);
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autofree char *token = g_strdup_printf ("entente%u", g_random_int ());
  g_autofree char *handle = NULL;

  request->connection = g_bus_get_finish (result, NULL);
  if (request->connection == NULL)
    {
      refuse (task);
      return;
    }

  handle = compose_handle (request->connection, token);
  request->subscription = g_dbus_connection_signal_subscribe (request->connection, PORTAL_NAME, REQUEST_INTERFACE, "Response", handle, NULL,
                                                              G_DBUS_SIGNAL_FLAGS_NONE, answered_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call (request->connection, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "RequestBackground",
                          compose_request (token, request->autostart), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), called_cb, g_object_ref (task));
}

/**
 * ent_background_portal_request_async:
 * @autostart: whether the session is to start the application when it begins
 * @cancellable: (nullable): to stop before the desktop was asked
 * @callback: called with its answer
 * @user_data: for @callback
 *
 * Asks the desktop, which may ask the user.
 */
void
ent_background_portal_request_async (gboolean autostart,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->autostart = autostart;
  g_task_set_source_tag (task, ent_background_portal_request_async);
  g_task_set_task_data (task, request, request_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, connected_cb, task);
}

/**
 * ent_background_portal_request_finish:
 * @result: what the callback was given
 * @error: set where the desktop or the user refused, in the user's words
 *
 * Returns: whether it is as asked for
 */
gboolean
ent_background_portal_request_finish (GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ent_background_portal_request_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
