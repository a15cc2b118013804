/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets on a display, and ways to find them again. */
#pragma once

#include <adwaita.h>

#include "../store/fixture.h"

/* Where nothing composes shadows, a window has a frame, that takes room from what is inside. */
static inline void
remove_frames (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (provider, "window { padding: 0; border: none; box-shadow: none; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

static inline int
run_on_display (void)
{
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 77;
    }

  adw_init ();
  return g_test_run ();
}

static inline GtkWidget *
find_nth (GtkWidget *widget,
          GType type,
          guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The nth descendant of that type, in the order of the screen. */
static inline gpointer
find_widget (gpointer widget,
             GType type,
             guint n)
{
  GtkWidget *found = find_nth (widget, type, &n);

  g_assert_nonnull (found);
  return found;
}

static inline gpointer
find_row (gpointer widget,
          const char *title)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *row = find_nth (widget, ADW_TYPE_PREFERENCES_ROW, &left);

      if (row == NULL)
        g_error ("no row is called “%s”", title);
      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
        return row;
    }
}

static inline GtkWidget *
show_in_window (GtkWidget *child,
                int width,
                int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  WAIT_UNTIL (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0);

  return window;
}

/* GTK 4.18 never lets go of a widget that is hidden while it has the focus, as breakpoints hide what they lay out anew. A
 * window that has not had its first size yet would still get that one afterwards. */
static inline void
make_narrow (GtkWindow *window,
             int height)
{
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (window)) > 0);
  gtk_window_set_focus (window, NULL);
  gtk_window_set_default_size (window, 360, height);
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (window)) <= 360);
}

/* Destroys a window, and waits until the child, that somebody might still hold, is gone with it. */
static inline void
destroy_with (GtkWidget *window,
              gpointer child)
{
  gpointer watched = child;

  g_object_add_weak_pointer (G_OBJECT (child), &watched);
  gtk_window_destroy (GTK_WINDOW (window));
  WAIT_UNTIL (watched == NULL);
}

static inline gboolean
expired_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Long enough for what is delayed on purpose; never to wait for something that can be asked for. */
static inline void
let_pass (guint milliseconds)
{
  gboolean expired = FALSE;

  g_timeout_add (milliseconds, expired_cb, &expired);
  WAIT_UNTIL (expired);
}
