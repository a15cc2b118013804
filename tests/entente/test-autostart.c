/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the session is told to start the application: by a file, or in a sandbox through a portal, here one of the test's own. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "../store/fixture.h"
#include "ent-autostart.h"
#include "ent-background-portal.h"

/* The session's entry is there as a whole or not at all, starts the program without a window, and says why it cannot. */
static void
test_entry (void)
{
  static const char *const program = "/opt/d\"é 100%/entente";
  g_autofree char *home = g_dir_make_tmp ("ent-autostart-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, "org.entente.Entente.desktop", NULL);
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *command = NULL;
  g_autofree char *try = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_autostart_erase (folder, NULL));
  for (int i = 0; i < 2; i++)
    {
      ent_autostart_write (folder, program, &error);
      g_assert_no_error (error);
    }
  g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  try = g_key_file_get_string (entry, "Desktop Entry", "TryExec", NULL);
  g_assert_cmpstr (try, ==, program);
  command = g_key_file_get_string (entry, "Desktop Entry", "Exec", NULL);
  g_assert_cmpstr (command, ==, "\"/opt/d\\\"é 100%%/entente\" --gapplication-service");
  g_assert_false (g_key_file_has_key (entry, "Desktop Entry", "DBusActivatable", NULL));

  g_assert_true (ent_autostart_erase (folder, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  /* A file where the folder would be. */
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (ent_autostart_write (folder, program, &error));
  g_assert_nonnull (strstr (error->message, "could not be changed"));
  g_assert_cmpint (g_remove (folder), ==, 0);
  g_assert_cmpint (g_rmdir (home), ==, 0);
}

#define BACKGROUND_XML                                                                                                 \
  "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"                        \
  "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"                    \
  "</method></interface></node>"

/* What the user answers, and what was asked. */
typedef struct
{
  GDBusConnection *connection; /* (owned): another one than the application's */
  gboolean owned;              /* the name is there */
  guint response;              /* 0 yes, 1 refused */
  gboolean fails;              /* there is no answer but an error */
  GVariant *options;           /* (nullable) (owned) */
} Portal;

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Portal *portal = user_data;
  g_autofree char *place = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *handle = NULL;
  const char *token;
  gboolean autostart;
  GVariantBuilder results;

  g_clear_pointer (&portal->options, g_variant_unref);
  g_variant_get (parameters, "(&s@a{sv})", NULL, &portal->options);
  if (portal->fails)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED, "no");
      return;
    }

  g_assert_true (g_variant_lookup (portal->options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (portal->options, "autostart", "b", &autostart));
  handle = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", place, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", handle));

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (portal->response == 0));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (autostart && portal->response == 0));
  g_dbus_connection_emit_signal (connection, sender, handle, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(ua{sv})", portal->response, &results), NULL);
}

static void
owned_cb (GDBusConnection *connection,
          const char *name,
          gpointer user_data)
{
  ((Portal *) user_data)->owned = TRUE;
}

/* Returns: (transfer full) (nullable): why it is not as wanted */
static char *
ask (gboolean autostart)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_background_portal_request_async (autostart, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  if (ent_background_portal_request_finish (result, &error))
    return NULL;

  return g_strdup (error->message);
}

static void
assert_refused (void)
{
  g_autofree char *reason = ask (TRUE);

  g_assert_nonnull (reason);
  g_assert_nonnull (strstr (reason, "does not let Entente start"));
}

static void
test_portal (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (BACKGROUND_XML, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) command = NULL;
  Portal portal = { 0 };
  guint id;

  g_test_dbus_up (bus);
  assert_refused ();

  portal.connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus), G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (portal.connection, "/org/freedesktop/portal/desktop", node->interfaces[0], &vtable, &portal, NULL, &error);
  g_assert_no_error (error);
  id = g_bus_own_name_on_connection (portal.connection, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &portal, NULL);
  WAIT_UNTIL (portal.owned);

  g_assert_null (ask (TRUE));
  g_assert_true (g_variant_lookup (portal.options, "commandline", "^as", &command));
  g_assert_cmpstr (command[1], ==, "--gapplication-service");
  g_assert_false (g_variant_lookup (portal.options, "dbus-activatable", "b", NULL));
  g_assert_null (ask (FALSE));
  portal.response = 1;
  assert_refused ();
  portal.fails = TRUE;
  assert_refused ();

  g_bus_unown_name (id);
  g_variant_unref (portal.options);
  g_object_unref (portal.connection);
  g_test_dbus_stop (bus);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/autostart/entry", test_entry);
  g_test_add_func ("/autostart/portal", test_portal);

  return g_test_run ();
}
