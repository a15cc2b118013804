/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-autostart.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-background-portal.h"
#include "ent-error.h"
#include "ent-settings.h"

/* In the folder autostart of the user's configuration: Desktop Application Autostart Specification. */
#define ENTRY_NAME ENT_APP_ID ".desktop"

/* An argument of Exec, as the Desktop Entry Specification wants it quoted. */
static char *
quote_argument (const char *argument)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = argument; *c != '\0'; c++)
    {
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (quoted, '\\');
      if (*c == '%')
        g_string_append_c (quoted, '%');
      g_string_append_c (quoted, *c);
    }
  g_string_append_c (quoted, '"');

  return g_string_free_and_steal (quoted);
}

/* Without D-Bus: a session that activated the entry over it would ask for a window. */
static char *
compose_entry (const char *program,
               gsize *length)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *quoted = quote_argument (program);
  g_autofree char *command = g_strconcat (quoted, " --gapplication-service", NULL);

  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Entente");
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_COMMENT, _ ("Reminders of What Is Due"));
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, ENT_APP_ID);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TRY_EXEC, program);
  g_key_file_set_string (entry, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);

  return g_key_file_to_data (entry, length, NULL);
}

static gboolean
refuse (GError **error,
        const char *path,
        const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  /* Translators: the name of a file, and what the system says of it */
  g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("“%s” could not be changed: %s. Allow writing there and try again."), name, reason);
  return FALSE;
}

/**
 * ent_autostart_write:
 * @folder: the autostart folder, made where there is none
 * @program: the path of the program
 * @error: set where the entry cannot be written; a former one then stays
 *
 * Has the session start @program, without a window, when it begins.
 *
 * Returns: whether the entry is there
 */
gboolean
ent_autostart_write (const char *folder,
                     const char *program,
                     GError **error)
{
  g_autofree char *path = g_build_filename (folder, ENTRY_NAME, NULL);
  gsize length;
  g_autofree char *entry = compose_entry (program, &length);
  g_autoptr (GError) cause = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return refuse (error, folder, g_strerror (errno));
  if (!g_file_set_contents_full (path, entry, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return refuse (error, path, cause->message);

  return TRUE;
}

/**
 * ent_autostart_erase:
 * @folder: the autostart folder
 * @error: set where the entry is there and cannot be removed
 *
 * Returns: whether there is no entry any more
 */
gboolean
ent_autostart_erase (const char *folder,
                     GError **error)
{
  g_autofree char *path = g_build_filename (folder, ENTRY_NAME, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;

  return refuse (error, path, g_strerror (errno));
}

static void
set_thread (GTask *task,
            gpointer source,
            gpointer task_data,
            GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *program = g_find_program_in_path ("entente");
  GError *error = NULL;

  if (!GPOINTER_TO_INT (task_data))
    ent_autostart_erase (folder, &error);
  else if (program == NULL)
    error = g_error_new_literal (ENT_ERROR, ENT_ERROR_FAILED,
                                 _ ("Entente is not installed on this machine, so that the session cannot start it."));
  else
    ent_autostart_write (folder, program, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
asked_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ent_background_portal_request_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ent_autostart_set_async:
 * @wanted: whether the session is to start the application when it begins, without a window
 * @cancellable: (nullable): to stop waiting for an answer
 * @callback: called when it is so, or cannot be
 * @user_data: for @callback
 *
 * Writes or removes an entry of the user's configuration; in a sandbox, asks the desktop to do that.
 */
void
ent_autostart_set_async (gboolean wanted,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ent_autostart_set_async);
  g_task_set_task_data (task, GINT_TO_POINTER (wanted), NULL);
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    ent_background_portal_request_async (wanted, cancellable, asked_cb, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, set_thread);
}

/**
 * ent_autostart_set_finish:
 * @result: what the callback was given
 * @error: set where it cannot be so, in the user's words
 *
 * Returns: whether it is as wanted
 */
gboolean
ent_autostart_set_finish (GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ent_autostart_set_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
