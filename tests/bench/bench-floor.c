/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least that any program of this kind takes: an empty window of libadwaita. */
#include <adwaita.h>

#include "bench-window.h"

static gboolean
report_cb (gpointer application)
{
  bench_report ("floor.frame", bench_paint.first - bench_get_start ());
  bench_report ("floor.memory", bench_get_memory ());
  g_application_quit (application);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (2000, report_cb, application);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  bench_watch_frames ();
  application = adw_application_new ("org.entente.Floor", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
