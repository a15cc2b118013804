/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application itself on a workspace: how it starts, and, with --list, how its longest list is jumped and searched
 * through. */
#include <adwaita.h>

#include "bench-window.h"
#include "ent-app.h"
#include "ent-record-view.h"
#include "ent-window.h"

#define ROUNDS 40

static gboolean
stop_waiting_cb (gpointer waiting)
{
  *(gboolean *) waiting = FALSE;
  return G_SOURCE_REMOVE;
}

static void
rest (guint milliseconds)
{
  gboolean waiting = TRUE;

  g_timeout_add (milliseconds, stop_waiting_cb, &waiting);
  while (waiting)
    g_main_context_iteration (NULL, TRUE);
}

static EntWindow *
get_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  return ENT_WINDOW (gtk_application_get_windows (application)->data);
}

/* Returns when the first frame was painted that shows all there is. */
static double
wait_until_shown (EntWindow *window)
{
  guint frames;

  while (ent_window_get_store (window) == NULL || ent_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);

  frames = bench_paint.frames;
  gtk_widget_queue_draw (GTK_WIDGET (window));
  while (bench_paint.frames == frames)
    g_main_context_iteration (NULL, TRUE);

  return bench_paint.last;
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The frames in which a widget was drawn anew, whatever is drawn around it. */
typedef struct
{
  guint frame; /* the last of them */
  double n;
} Drawn;

static void
drawn_cb (Drawn *drawn)
{
  if (drawn->n == 0 || drawn->frame != bench_paint.frames)
    drawn->n++;
  drawn->frame = bench_paint.frames;
}

/* Scrolls to random places. What a jump takes is all the work until the list is at rest: that of one frame, or more. */
static void
measure_jumps (GtkWidget *view)
{
  GtkColumnView *table = ent_record_view_get_column_view (ENT_RECORD_VIEW (view));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (table));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (table));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  Drawn drawn;

  g_signal_connect_swapped (picture, "invalidate-contents", G_CALLBACK (drawn_cb), &drawn);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double value = g_random_double_range (0, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
      guint before = bench_paint.frames;
      double start = bench_now (), time;

      drawn = (Drawn){ 0 };
      gtk_adjustment_set_value (adjustment, value);
      while (bench_paint.frames == before)
        g_main_context_iteration (NULL, TRUE);
      time = bench_paint.last - start;
      rest (120);
      g_array_append_val (times, time);
      g_array_append_val (frames, drawn.n);
    }
  bench_report_many ("app.jump", times);
  bench_report_many ("app.jump-frames", frames);
}

static gboolean
shows_words (EntRecordView *view,
             const char *words)
{
  EntRecordList *list = ent_record_view_get_list (view);
  const char *shown = list != NULL ? ent_query_get_words (ent_record_list_get_query (list)) : NULL;

  return shown != NULL && g_str_has_prefix (shown, words) && !ent_record_list_is_pending (list);
}

/* From the key to the frame that shows what was found, with whatever the entry waits for further keys. */
static void
measure_keys (GtkWidget *window,
              EntRecordView *view,
              const char *name,
              const char *words)
{
  GtkEditable *entry = GTK_EDITABLE (find_widget (window, GTK_TYPE_SEARCH_ENTRY));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS / 4; i++)
    {
      double start, time;
      guint before;

      gtk_editable_set_text (entry, "");
      rest (400);
      start = bench_now ();
      gtk_editable_set_text (entry, words);
      while (!shows_words (view, words))
        g_main_context_iteration (NULL, TRUE);
      before = bench_paint.frames;
      while (bench_paint.frames == before)
        g_main_context_iteration (NULL, TRUE);
      time = bench_paint.last - start;
      g_array_append_val (times, time);
    }
  bench_report_many (name, times);
}

static void
measure_list (EntWindow *window)
{
  GtkWidget *view;

  ent_window_go (window, "projects");
  wait_until_shown (window);
  rest (500);
  view = find_widget (GTK_WIDGET (window), ENT_TYPE_RECORD_VIEW);
  measure_jumps (view);
  measure_keys (GTK_WIDGET (window), ENT_RECORD_VIEW (view), "app.key-word", "assain");
  measure_keys (GTK_WIDGET (window), ENT_RECORD_VIEW (view), "app.key-words", "eau potable");
  measure_keys (GTK_WIDGET (window), ENT_RECORD_VIEW (view), "app.key-letter", "e");
  bench_report ("app.list-memory", bench_get_memory ());
}

static gboolean
measure_cb (gpointer with_list)
{
  double shown = wait_until_shown (get_window ());

  bench_report ("app.frame", bench_paint.first - bench_get_start ());
  bench_report ("app.shown", shown - bench_get_start ());
  rest (2000);
  bench_report ("app.memory", bench_get_memory ());
  if (with_list)
    measure_list (get_window ());
  g_application_quit (g_application_get_default ());

  return G_SOURCE_REMOVE;
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GApplication) application = NULL;
  gboolean with_list = argc > 2 && g_str_equal (argv[2], "--list");

  bench_watch_frames ();
  application = ent_app_new ();
  g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  g_idle_add_full (G_PRIORITY_LOW, measure_cb, GINT_TO_POINTER (with_list), NULL);

  return g_application_run (application, 2, argv);
}
