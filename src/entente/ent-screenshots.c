/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-screenshots.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-document-dialog.h"
#include "ent-new-workspace-dialog.h"
#include "ent-places.h"
#include "ent-scenes.h"

/* Nothing here takes longer, even on a busy machine. */
#define PATIENCE_SECONDS 60

/* What is still moving or being laid out after all is loaded has come to rest after so many frames. */
#define SETTLE_FRAMES 12

typedef struct
{
  const char *name;
  int width;
  int height;
} Size;

static const Size sizes[] = { { "wide", 1200, 800 }, { "narrow", 360, 720 } };

typedef struct
{
  EntWindow *window;
  const char *folder;
  guint n_taken;
} Session;

static gboolean
give_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
count_frame_cb (GtkWidget *widget,
                GdkFrameClock *clock,
                gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_busy (EntWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return ent_window_is_busy (window) || (ENT_IS_DOCUMENT_DIALOG (dialog) && ent_document_dialog_is_busy (ENT_DOCUMENT_DIALOG (dialog)));
}

/* Waits until all is loaded, laid out and at rest. */
static gboolean
settle (EntWindow *window,
        GError **error)
{
  gboolean late = FALSE;
  guint frames = 0;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), count_frame_cb, &frames, NULL);
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, give_up_cb, &late);

  while (!late && (frames < SETTLE_FRAMES || is_busy (window)))
    {
      if (is_busy (window))
        frames = 0;
      g_main_context_iteration (NULL, TRUE);
    }

  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  g_source_remove (patience);
  if (late)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("A page did not finish loading."));

  return !late;
}

static gboolean
save_picture (Session *session,
              const char *name,
              const char *size,
              GError **error)
{
  GtkWidget *widget = GTK_WIDGET (session->window);
  const char *scheme = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light";
  g_autofree char *file = g_strdup_printf ("%s-%s-%s.png", name, size, scheme);
  g_autofree char *path = g_build_filename (session->folder, file, NULL);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t frame = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  gdk_paintable_snapshot (paintable, snapshot, frame.size.width, frame.size.height);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL)
    texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, &frame);
  if (texture == NULL || !gdk_texture_save_to_png (texture, path))
    {
      /* Translators: the path of a file */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” could not be written."), path);
      return FALSE;
    }

  session->n_taken++;
  return TRUE;
}

static void
close_dialogs (EntWindow *window)
{
  AdwDialog *dialog;

  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL)
    adw_dialog_force_close (dialog);
}

static gboolean
take (Session *session,
      const EntScene *scene,
      const Size *size,
      GError **error)
{
  gboolean there;

  close_dialogs (session->window);
  there = scene->open (session->window, scene->what);
  if (!settle (session->window, error))
    return FALSE;

  return !there || save_picture (session, scene->name, size->name, error);
}

/* Afterwards it is the desk of whoever had it before. */
static gboolean
take_own (Session *session,
          const Size *size,
          GError **error)
{
  g_auto (EntDeskOwner) before = { 0 };
  gboolean taken = TRUE;
  guint n;
  const EntScene *scenes = ent_scenes_list_own (&n);

  ent_desk_owner_read (&before, ent_store_get_reader (ent_window_get_store (session->window)));
  for (guint i = 0; taken && i < n; i++)
    taken = take (session, &scenes[i], size, error);
  close_dialogs (session->window);
  ent_desk_owner_take (&before, session->window);

  return taken;
}

/* While there is nothing, the lists are all alike. */
static gboolean
take_all (Session *session,
          const Size *size,
          GError **error)
{
  g_autofree char *any = ent_scenes_find_richest (session->window, "partnership");
  guint n;
  const EntScene *scenes = ent_scenes_list (&n);
  guint n_places = any != NULL ? ent_places_get_n () : ent_places_get_n_main ();

  for (guint i = 0; i < n_places; i++)
    {
      const EntScene scene = { ent_places_get (i)->name, ent_scenes_open_place, ent_places_get (i)->name };

      if (!take (session, &scene, size, error))
        return FALSE;
    }
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const char *entity = ent_schema_get_entity (i)->name;
      g_autofree char *name = g_strconcat ("one-", entity, NULL);
      const EntScene scene = { name, ent_scenes_open_record, entity };

      if (!take (session, &scene, size, error))
        return FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (!take (session, &scenes[i], size, error))
      return FALSE;

  return take_own (session, size, error);
}

static gboolean
take_welcome (Session *session,
              const Size *size,
              GError **error)
{
  gboolean taken = settle (session->window, error) && save_picture (session, "welcome", size->name, error);

  if (!taken)
    return FALSE;

  adw_dialog_present (ent_new_workspace_dialog_new (), GTK_WIDGET (session->window));
  taken = settle (session->window, error) && save_picture (session, "new-workspace", size->name, error);
  close_dialogs (session->window);

  return taken;
}

static gboolean
show_workspace (Session *session,
                GFile *workspace,
                GError **error)
{
  ent_window_open (session->window, workspace, 0);
  if (!settle (session->window, error))
    return FALSE;

  if (ent_window_get_store (session->window) == NULL)
    {
      AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (session->window));

      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FAILED,
                           ADW_IS_ALERT_DIALOG (dialog) ? adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog))
                                                        : _ ("The workspace could not be opened."));
      return FALSE;
    }

  return TRUE;
}

/* Where nothing composes shadows, a window has a frame that would be in the picture. */
static void
remove_frame (GtkWidget *window)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (provider, "window { padding: 0; border: none; border-radius: 0; box-shadow: none; }");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static gboolean
take_size (GtkApplication *application,
           GFile *workspace,
           const char *folder,
           const Size *size,
           guint *n_taken,
           GError **error)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Session session = { .window = ENT_WINDOW (ent_window_new (application)), .folder = folder };
  gboolean taken = TRUE;

  remove_frame (GTK_WIDGET (session.window));
  gtk_window_unmaximize (GTK_WINDOW (session.window));
  gtk_window_set_default_size (GTK_WINDOW (session.window), size->width, size->height);
  gtk_window_present (GTK_WINDOW (session.window));
  for (gsize i = 0; taken && i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (manager, schemes[i]);
      taken = take_welcome (&session, size, error);
    }
  taken = taken && (workspace == NULL || show_workspace (&session, workspace, error));
  for (gsize i = 0; taken && workspace != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      adw_style_manager_set_color_scheme (manager, schemes[i]);
      taken = take_all (&session, size, error);
    }

  *n_taken += session.n_taken;
  gtk_window_destroy (GTK_WINDOW (session.window));

  return taken;
}

/**
 * ent_screenshots_take:
 * @application: the application, registered and without a window
 * @workspace: (nullable): the workspace to show; only the welcome without it
 * @folder: where to put the pictures; made where it is not there
 * @error: set to what went wrong
 *
 * Writes a picture of each page and dialog, wide and narrow, light and dark: `PAGE-wide-light.png` and so on.
 *
 * Returns: whether all were written
 */
gboolean
ent_screenshots_take (GtkApplication *application,
                      GFile *workspace,
                      const char *folder,
                      GError **error)
{
  guint n_taken = 0;

  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      /* Translators: the path of a folder */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder “%s” could not be made."), folder);
      return FALSE;
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (!take_size (application, workspace, folder, &sizes[i], &n_taken, error))
      return FALSE;

  g_print (g_dngettext (GETTEXT_PACKAGE, "%u picture written\n", "%u pictures written\n", n_taken), n_taken);
  return TRUE;
}
