/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application's window on a workspace of its own. */
#pragma once

#include "../widgets/display.h"
#include "ent-app.h"
#include "ent-sample.h"
#include "ent-window.h"

typedef struct
{
  GApplication *app; /* (not owned): one for all tests of a program */
  char *folder;      /* (owned) */
  char *path;        /* (owned) */
  EntWindow *window; /* (not owned): GTK's, until it is closed */
} Desk;

static inline GApplication *
ensure_app (void)
{
  static GApplication *app;
  g_autoptr (GError) error = NULL;

  if (app == NULL)
    {
      app = ent_app_new ();
      g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
      g_application_register (app, NULL, &error);
      g_assert_no_error (error);
      g_application_set_default (app);
      g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
      remove_frames ();
    }

  return app;
}

/* Until everything asked for is there, and laid out. */
static inline void
settle (EntWindow *window)
{
  WAIT_UNTIL (!ent_window_is_busy (window));
  let_pass (60);
  WAIT_UNTIL (!ent_window_is_busy (window));
}

static inline void
open_window (Desk *desk,
             EntWorkspaceFlags flags)
{
  g_autoptr (GFile) file = g_file_new_for_path (desk->path);

  desk->window = ENT_WINDOW (ent_window_new (GTK_APPLICATION (desk->app)));
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1100, 760);
  gtk_window_present (GTK_WINDOW (desk->window));
  ent_window_open (desk->window, file, flags);
  settle (desk->window);
}

static inline void
desk_set_up_file (Desk *desk,
                  gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  desk->app = ensure_app ();
  desk->folder = g_dir_make_tmp ("ent-window-XXXXXX", &error);
  g_assert_no_error (error);
  desk->path = g_build_filename (desk->folder, "sample.entente", NULL);
  ent_sample_create (desk->path, &error);
  g_assert_no_error (error);
}

static inline void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  desk_set_up_file (desk, NULL);
  open_window (desk, 0);
  g_assert_nonnull (ent_window_get_store (desk->window));
}

static inline void
close_window (Desk *desk)
{
  gpointer watched = desk->window;

  g_object_add_weak_pointer (G_OBJECT (desk->window), &watched);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  WAIT_UNTIL (watched == NULL);
  desk->window = NULL;
}

static inline void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (desk->window != NULL)
    close_window (desk);

  dir = g_dir_open (desk->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (desk->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (desk->folder), ==, 0);
  g_free (desk->path);
  g_free (desk->folder);
}

static inline EntWorkspace *
get_reader (Desk *desk)
{
  return ent_store_get_reader (ent_window_get_store (desk->window));
}

static inline AdwDialog *
get_dialog (Desk *desk)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (desk->window));
}

static inline void
activate (Desk *desk,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, NULL));
}

static inline void
activate_for (Desk *desk,
              const char *action,
              const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), action, "s", target));
}

static inline char *
find_first (Desk *desk,
            const char *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));
  g_autoptr (GPtrArray) records = ent_workspace_list (get_reader (desk), query, 1, NULL);

  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (ent_record_get_id (records->pdata[0]));
}

static inline gint64
count_records (Desk *desk,
               const char *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));

  return ent_workspace_count (get_reader (desk), query, NULL);
}

#define ADD_DESK(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

static inline int
run_desk (void)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 77;
    }

  return g_test_run ();
}
