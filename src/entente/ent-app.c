/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-app.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "ent-new-workspace-dialog.h"
#include "ent-reminder-service.h"
#include "ent-sample.h"
#include "ent-screenshots.h"
#include "ent-settings.h"
#include "ent-window.h"

struct _EntApp
{
  AdwApplication parent_instance;

  char *screenshots; /* (nullable) (owned): the folder to put pictures of all pages into */
  gboolean for_sample; /* the sample is on its way: nothing else is to be opened */
  EntReminderService *reminders; /* (nullable) (owned): from startup to shutdown */
};

G_DEFINE_FINAL_TYPE (EntApp, ent_app, ADW_TYPE_APPLICATION)

/* The same file under two names is one workspace. */
static char *
resolve_path (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  char *real = path != NULL ? realpath (path, NULL) : NULL;
  char *resolved = real != NULL ? g_strdup (real) : g_steal_pointer (&path);

  free (real);
  return resolved;
}

static EntWindow *
find_window (EntApp *self,
             GFile *file)
{
  g_autofree char *path = resolve_path (file);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      GFile *shown = ENT_IS_WINDOW (l->data) ? ent_window_get_file (l->data) : NULL;
      g_autofree char *other = shown != NULL ? resolve_path (shown) : NULL;

      if (path != NULL && g_strcmp0 (path, other) == 0)
        return l->data;
    }

  return NULL;
}

/* A window in which no workspace was chosen yet, or a new one. */
static EntWindow *
ensure_empty_window (EntApp *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (ENT_IS_WINDOW (l->data) && ent_window_get_file (l->data) == NULL)
      return l->data;

  return ENT_WINDOW (ent_window_new (GTK_APPLICATION (self)));
}

/**
 * ent_app_open_file:
 * @self: the application
 * @file: a workspace
 *
 * Shows @file: in the window that already does, or else in one of its own.
 */
void
ent_app_open_file (EntApp *self,
                           GFile *file)
{
  EntWindow *window;

  g_return_if_fail (ENT_IS_APP (self));
  g_return_if_fail (G_IS_FILE (file));

  window = find_window (self, file);
  if (window == NULL)
    {
      window = ensure_empty_window (self);
      ent_window_open (window, file, 0);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
ent_app_open (GApplication *application,
                      GFile **files,
                      int n_files,
                      const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      if (g_str_equal (hint, ENT_APP_HINT_NEW))
        ent_window_greet (ensure_empty_window (ENT_APP (application)));
      ent_app_open_file (ENT_APP (application), files[i]);
    }
}

/* What was worked on last is gone on with. */
static void
ent_app_activate (GApplication *application)
{
  EntApp *self = ENT_APP (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_auto (GStrv) recent = ent_settings_get_recent ();

  if (window == NULL && recent[0] != NULL && !self->for_sample)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (recent[0]);

      if (g_file_query_exists (file, NULL))
        {
          ent_app_open_file (self, file);
          return;
        }
    }

  if (window == NULL)
    window = GTK_WINDOW (ensure_empty_window (self));
  gtk_window_present (window);
}

static GtkFileFilter *
create_filter (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Entente workspaces"));
  gtk_file_filter_add_pattern (filter, "*.entente");
  gtk_file_filter_add_mime_type (filter, "application/x-entente-workspace");

  return filter;
}

static void
chosen_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntApp) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    return;

  if (find_window (self, file) == NULL)
    ent_window_greet (ensure_empty_window (self));
  ent_app_open_file (self, file);
}

static void
open_workspace_cb (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  EntApp *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = create_filter ();

  gtk_file_dialog_set_title (dialog, _ ("Open a Workspace"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, gtk_application_get_active_window (GTK_APPLICATION (self)), NULL, chosen_cb, g_object_ref (self));
}

static void
new_workspace_cb (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window == NULL)
    window = GTK_WINDOW (ensure_empty_window (user_data));
  gtk_window_present (window);
  adw_dialog_present (ent_new_workspace_dialog_new (), GTK_WIDGET (window));
}

/**
 * ent_app_get_sample_path:
 *
 * Returns: (transfer full): where the sample workspace of this user is, once it was asked for
 */
char *
ent_app_get_sample_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "entente", "sample.entente", NULL);
}

static void
create_sample_thread (GTask *task,
                      gpointer source,
                      gpointer task_data,
                      GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (task_data);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_test (task_data, G_FILE_TEST_EXISTS) || ent_sample_create (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
sample_created_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  EntApp *self = ENT_APP (source);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GFile) file = g_file_new_for_path (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ent_app_open_file (self, file);
  else if (ENT_IS_WINDOW (window))
    ent_window_tell (ENT_WINDOW (window), error->message, FALSE);
  self->for_sample = FALSE;
  g_application_release (G_APPLICATION (self));
}

/* The sample is made once; what one tries on it is still there the next time. */
static void
open_sample_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (user_data, NULL, sample_created_cb, NULL);

  g_application_hold (user_data);
  g_task_set_source_tag (task, open_sample_cb);
  g_task_set_task_data (task, ent_app_get_sample_path (), g_free);
  g_task_run_in_thread (task, create_sample_thread);
}

static void
quit_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

/* As a reminder asks: the workspace is opened where no window shows it any more. */
static void
open_record_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  EntApp *self = user_data;
  g_autofree char *path = NULL;
  const char *id;
  g_autoptr (GFile) file = NULL;
  EntWindow *window;

  g_variant_get (parameter, "(^ay&s)", &path, &id);
  file = g_file_new_for_path (path);
  ent_app_open_file (self, file);
  window = find_window (self, file);
  if (window != NULL)
    ent_window_show_record (window, id);
}

static const GActionEntry entries[] = {
  { "open-record", open_record_cb, "(ays)" },
  { "new-workspace", new_workspace_cb },
  { "open-workspace", open_workspace_cb },
  { "open-sample", open_sample_cb },
  { "quit", quit_cb },
};

static void
apply_colour_scheme (void)
{
  g_autofree char *scheme = ent_settings_get_string ("colour-scheme");
  AdwColorScheme chosen = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    chosen = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    chosen = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), chosen);
}

static void
ent_app_startup (GApplication *application)
{
  static const char *const quit_keys[] = { "<Control>q", NULL };

  G_APPLICATION_CLASS (ent_app_parent_class)->startup (application);

  gtk_window_set_default_icon_name (ENT_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  apply_colour_scheme ();
  if (ent_settings_get_default () != NULL)
    g_signal_connect (ent_settings_get_default (), "changed::colour-scheme", G_CALLBACK (apply_colour_scheme), NULL);
  ENT_APP (application)->reminders = ent_reminder_service_new (GTK_APPLICATION (application));
}

static void
ent_app_shutdown (GApplication *application)
{
  g_clear_object (&ENT_APP (application)->reminders);

  G_APPLICATION_CLASS (ent_app_parent_class)->shutdown (application);
}

/**
 * ent_app_remind:
 * @self: the application
 *
 * Reminds of what is due in a workspace that was opened just now.
 */
void
ent_app_remind (EntApp *self)
{
  g_return_if_fail (ENT_IS_APP (self));

  if (self->reminders != NULL)
    ent_reminder_service_check (self->reminders);
}

static int
take_screenshots (EntApp *self,
                  GFile *file)
{
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (self), g_application_get_flags (G_APPLICATION (self)) | G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (self), NULL, &error)
      || !ent_screenshots_take (GTK_APPLICATION (self), file, self->screenshots, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}

static int
open_sample (EntApp *self)
{
  g_autoptr (GError) error = NULL;

  if (!g_application_register (G_APPLICATION (self), NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  self->for_sample = TRUE;
  g_action_group_activate_action (G_ACTION_GROUP (self), "open-sample", NULL);

  return g_application_get_is_remote (G_APPLICATION (self)) ? EXIT_SUCCESS : -1;
}

/* Files named by an option are opened like those named without one, by the process that runs already if there is one. */
static int
ent_app_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  EntApp *self = ENT_APP (application);
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Entente %s\n", ENT_VERSION);
      return EXIT_SUCCESS;
    }
  if (g_variant_dict_contains (options, "sample"))
    return open_sample (self);
  if (g_variant_dict_lookup (options, "workspace", "^ay", &path))
    file = g_file_new_for_commandline_arg (path);
  if (g_variant_dict_lookup (options, "screenshots", "^ay", &self->screenshots))
    return take_screenshots (self, file);
  if (file == NULL)
    return -1;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  g_application_open (application, &file, 1, "");
  /* Where another process has the window, this one is done. */
  return g_application_get_is_remote (application) ? EXIT_SUCCESS : -1;
}

static void
ent_app_finalize (GObject *object)
{
  EntApp *self = ENT_APP (object);

  g_free (self->screenshots);

  G_OBJECT_CLASS (ent_app_parent_class)->finalize (object);
}

static void
ent_app_class_init (EntAppClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ent_app_finalize;
  application_class->startup = ent_app_startup;
  application_class->shutdown = ent_app_shutdown;
  application_class->activate = ent_app_activate;
  application_class->open = ent_app_open;
  application_class->handle_local_options = ent_app_handle_local_options;
}

static const GOptionEntry options[] = {
  { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this workspace"), N_ ("FILE") },
  { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample workspace"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { "screenshots", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL, NULL, NULL },
  { NULL },
};

static void
ent_app_init (EntApp *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

/**
 * ent_app_new:
 *
 * Returns: (transfer full): the application
 */
GApplication *
ent_app_new (void)
{
  return g_object_new (ENT_TYPE_APP,
                       "application-id", ENT_APP_ID,
                       "resource-base-path", "/org/entente/Entente",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
