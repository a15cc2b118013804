/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A month by its keys, and what a screen reader hears of a day. */
#include "display.h"
#include "ent-month-grid.h"

static void
press (GtkWidget *grid,
       guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (grid);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  g_assert_true (handled);
}

static void
assert_key (EntMonthGrid *grid,
            guint key,
            const char *day)
{
  press (GTK_WIDGET (grid), key);
  g_assert_cmpstr (ent_month_grid_get_day (grid), ==, day);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_keys (void)
{
  EntMonthGrid *grid = ENT_MONTH_GRID (ent_month_grid_new ());
  GtkWidget *window = show_in_window (GTK_WIDGET (grid), 700, 600);
  guint n = 0;
  guint opened = 0;

  ent_month_grid_set_day (grid, "2024-01-31");
  g_signal_connect_swapped (grid, "notify::day", G_CALLBACK (count_cb), &n);
  g_signal_connect_swapped (grid, "activated", G_CALLBACK (count_cb), &opened);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  assert_key (grid, GDK_KEY_Right, "2024-02-01");
  assert_key (grid, GDK_KEY_Left, "2024-01-31");
  assert_key (grid, GDK_KEY_Page_Down, "2024-02-29");
  assert_key (grid, GDK_KEY_Page_Up, "2024-01-29");
  assert_key (grid, GDK_KEY_Down, "2024-02-05");
  assert_key (grid, GDK_KEY_Up, "2024-01-29");
  assert_key (grid, GDK_KEY_End, "2024-02-04");
  assert_key (grid, GDK_KEY_Home, "2024-01-29");
  g_assert_cmpuint (n, ==, 8);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_WIDGET (grid)));

  press (GTK_WIDGET (grid), GDK_KEY_Return);
  g_assert_cmpuint (opened, ==, 1);
  ent_month_grid_set_day (grid, "tomorrow");
  ent_month_grid_set_day (grid, "2024-02-30");
  g_assert_cmpstr (ent_month_grid_get_day (grid), ==, "2024-01-29");
  ent_month_grid_move (grid, -1);
  g_assert_cmpstr (ent_month_grid_get_day (grid), ==, "2023-12-29");
  destroy_with (window, grid);
}

/* The one cell that takes the focus is the selected day. */
static GtkWidget *
find_selected (GtkWidget *grid)
{
  GtkWidget *found = NULL;

  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *box = find_nth (grid, GTK_TYPE_BOX, &left);

      if (box == NULL)
        return found;
      if (!gtk_widget_has_css_class (box, "ent-month-day") || !gtk_widget_get_focusable (box))
        continue;
      g_assert_null (found);
      found = box;
    }
}

static void
test_entries (void)
{
  EntMonthGrid *grid = ENT_MONTH_GRID (ent_month_grid_new ());
  GtkWidget *window = show_in_window (GTK_WIDGET (grid), 700, 600);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  GtkWidget *cell;

  ent_month_grid_set_day (grid, "2026-05-04");
  ent_month_grid_get_range ("2026-05-04", &first, &last);
  g_assert_cmpstr (first, ==, "2026-04-27");
  g_assert_cmpstr (last, ==, "2026-06-07");

  ent_month_grid_clear (grid, "2026-05-05");
  ent_month_grid_add (grid, "2026-04-20", "2026-05-04", "Mission", "x-office-calendar-symbolic", "event");
  ent_month_grid_add (grid, "2026-05-04", "2026-05-04", "Rapport", "alarm-symbolic", "deadline");
  ent_month_grid_add (grid, "2026-05-05", "2026-05-05", "Demain", "alarm-symbolic", "deadline");
  ent_month_grid_fill (grid);
  cell = find_selected (GTK_WIDGET (grid));
  gtk_test_accessible_assert_role (grid, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Monday 4 May 2026: Mission, Rapport");
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  ent_month_grid_set_day (grid, "2026-05-06");
  gtk_test_accessible_assert_property (find_selected (GTK_WIDGET (grid)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Wednesday 6 May 2026");
  g_assert_true (find_selected (GTK_WIDGET (grid)) != cell);
  destroy_with (window, grid);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/month-grid/keys", test_keys);
  g_test_add_func ("/month-grid/entries", test_entries);

  return run_on_display ();
}
