/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: opening workspaces, going from place to place, searching. */
#include <unistd.h>

#include "desk.h"
#include "ent-list-page.h"
#include "ent-overview-page.h"
#include "ent-places.h"
#include "ent-record-page.h"
#include "ent-record-table.h"
#include "ent-search-dialog.h"
#include "ent-sidebar.h"

static void
test_opens (Desk *desk,
            gconstpointer unused)
{
  g_assert_true (ENT_IS_OVERVIEW_PAGE (ent_window_get_page (desk->window)));
  g_assert_false (ent_window_is_busy (desk->window));
}

static void
count_update_cb (guint *n_updates)
{
  ++*n_updates;
}

/* Where nothing moves, no frame is asked for: a clock that ticks on keeps the processor awake all day. */
static void
test_rests (Desk *desk,
            gconstpointer unused)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (desk->window));
  guint n_updates = 1;

  g_signal_connect_swapped (clock, "update", G_CALLBACK (count_update_cb), &n_updates);
  for (guint i = 0; n_updates > 0 && i < 20; i++)
    {
      n_updates = 0;
      let_pass (250);
    }
  g_assert_cmpuint (n_updates, ==, 0);
  g_signal_handlers_disconnect_by_func (clock, count_update_cb, &n_updates);
}

static void
test_places (Desk *desk,
             gconstpointer unused)
{
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      const EntPlace *place = ent_places_get (i);

      activate_for (desk, "win.go", place->name);
      settle (desk->window);
      g_assert_true (g_type_is_a (G_OBJECT_TYPE (ent_window_get_page (desk->window)), place->get_type ()));
      g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (ent_window_get_page (desk->window))));
      g_assert_true (*ent_place_get_label (place) != '\0');
    }
}

/* Whatever the schema has can be listed, and shown. */
static void
test_records (Desk *desk,
              gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *id = NULL;

      g_assert_nonnull (ent_places_find_entity (g_str_equal (entity->name, "mandate") ? "role" : entity->name));
      if (count_records (desk, entity->name) == 0)
        continue;
      id = find_first (desk, entity->name);
      activate_for (desk, "record.open", id);
      settle (desk->window);
      g_assert_true (ENT_IS_RECORD_PAGE (ent_window_get_page (desk->window)));
      g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, id);
    }
}

static void
test_navigation (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *partnership = find_first (desk, "partnership");
  g_autofree char *project = find_first (desk, "project");

  activate_for (desk, "win.go", "partnerships");
  settle (desk->window);
  g_assert_true (ENT_IS_LIST_PAGE (ent_window_get_page (desk->window)));
  activate_for (desk, "record.open", partnership);
  activate_for (desk, "record.open", partnership);
  activate_for (desk, "record.open", project);
  settle (desk->window);
  g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, project);

  /* The same record twice in a row is one page. */
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "navigation.pop", NULL);
  g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, partnership);
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "navigation.pop", NULL);
  g_assert_true (ENT_IS_LIST_PAGE (ent_window_get_page (desk->window)));
}

static gboolean
is_in_view (GtkWidget *row,
            GtkWidget *viewport)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, viewport, &bounds) && bounds.size.height > 0 && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (viewport);
}

/* Where one is stays in sight, also in a low window. */
static void
test_sidebar_follows (Desk *desk,
                      gconstpointer unused)
{
  GtkWidget *viewport, *list;

  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1100, 420);
  WAIT_UNTIL (gtk_widget_get_height (GTK_WIDGET (desk->window)) <= 420);
  viewport = find_widget (find_widget (desk->window, ENT_TYPE_SIDEBAR, 0), GTK_TYPE_VIEWPORT, 0);
  list = find_widget (viewport, GTK_TYPE_LIST_BOX, 0);
  activate_for (desk, "win.go", "payment");
  WAIT_UNTIL (is_in_view (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list))), viewport));
  activate_for (desk, "win.go", "overview");
  WAIT_UNTIL (is_in_view (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list))), viewport));
}

/* A list of what refers to one record says so, until the user wants all. */
static void
test_list_of_one (Desk *desk,
                  gconstpointer unused)
{
  g_autofree char *project = find_first (desk, "project");
  g_autofree char *headline = ent_workspace_get_headline (get_reader (desk), project);
  guint n_all = count_records (desk, "involvement");
  GtkWidget *table;
  AdwBanner *banner;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "record.list", "(sss)", "involvement", "subject", project));
  settle (desk->window);
  table = find_widget (ent_window_get_page (desk->window), ENT_TYPE_RECORD_TABLE, 0);
  banner = find_widget (ent_window_get_page (desk->window), ADW_TYPE_BANNER, 0);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), headline));
  g_assert_cmpuint (ent_record_table_get_n_records (ENT_RECORD_TABLE (table)), <, n_all);
  g_signal_emit_by_name (banner, "button-clicked");
  WAIT_UNTIL (ent_record_table_get_n_records (ENT_RECORD_TABLE (table)) == n_all);
  g_assert_false (adw_banner_get_revealed (banner));
}

static GVariant *
get_layout (gpointer page)
{
  g_autoptr (GVariant) layout = NULL;

  g_object_get (find_widget (page, ENT_TYPE_RECORD_TABLE, 0), "layout", &layout, NULL);
  return g_steal_pointer (&layout);
}

/* A list looks as it was left, in another window too; the others stay as they are. */
static void
test_layout_is_kept (Desk *desk,
                     gconstpointer unused)
{
  g_autoptr (EntPage) projects = NULL;
  g_autoptr (EntPage) people = NULL;
  g_autoptr (GVariant) before = NULL;
  g_autoptr (GVariant) left = NULL;
  g_autoptr (GVariant) found = NULL;
  g_autoptr (GVariant) other = NULL;
  GtkWidget *table;

  activate_for (desk, "win.go", "projects");
  settle (desk->window);
  before = get_layout (ent_window_get_page (desk->window));
  table = find_widget (ent_window_get_page (desk->window), ENT_TYPE_RECORD_TABLE, 0);
  gtk_widget_activate_action (table, "columns.order", "s", "title,descending");
  gtk_widget_activate_action (table, "columns.status", NULL);
  left = get_layout (ent_window_get_page (desk->window));
  g_assert_false (g_variant_equal (before, left));
  activate_for (desk, "win.go", "people");
  settle (desk->window);

  projects = g_object_ref_sink (g_object_new (ENT_TYPE_LIST_PAGE, "store", ent_window_get_store (desk->window), "entity", "project", NULL));
  found = get_layout (projects);
  g_assert_cmpvariant (found, left);
  people = g_object_ref_sink (g_object_new (ENT_TYPE_LIST_PAGE, "store", ent_window_get_store (desk->window), "entity", "person", NULL));
  other = get_layout (people);
  g_clear_pointer (&left, g_variant_unref);
  left = get_layout (ent_window_get_page (desk->window));
  g_assert_cmpvariant (other, left);
}

static void
test_search (Desk *desk,
             gconstpointer unused)
{
  GtkWidget *entry;
  g_autofree char *id = find_first (desk, "partnership");
  g_autofree char *headline = ent_workspace_get_headline (get_reader (desk), id);

  activate (desk, "win.search");
  g_assert_true (ENT_IS_SEARCH_DIALOG (get_dialog (desk)));
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (get_dialog (desk)), headline);
  entry = find_widget (get_dialog (desk), GTK_TYPE_SEARCH_ENTRY, 0);
  let_pass (250);
  settle (desk->window);
  g_signal_emit_by_name (entry, "activate");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, id);
}

static void
test_search_finds_nothing (Desk *desk,
                           gconstpointer unused)
{
  GtkStack *stack;

  activate (desk, "win.search");
  stack = find_widget (get_dialog (desk), GTK_TYPE_STACK, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "start");
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (get_dialog (desk)), "xyzzyx");
  WAIT_UNTIL (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "nothing") == 0);
  ent_search_dialog_set_text (ENT_SEARCH_DIALOG (get_dialog (desk)), "");
  WAIT_UNTIL (g_strcmp0 (gtk_stack_get_visible_child_name (stack), "start") == 0);
}

static void
test_read_only (Desk *desk,
                gconstpointer unused)
{
  AdwBanner *banner;

  desk_set_up_file (desk, NULL);
  open_window (desk, ENT_WORKSPACE_READ_ONLY);
  banner = find_widget (ent_window_get_page (desk->window), ADW_TYPE_BANNER, 0);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "log-involvement"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "undo"));
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "record.new", "s", "partnership");
  g_assert_null (get_dialog (desk));
  desk_tear_down (desk, NULL);
}

static void
count_windows (Desk *desk,
               guint expected)
{
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (desk->app))), ==, expected);
}

/* The same file, under whichever name, is one window. */
static void
test_one_window (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *other = g_build_filename (desk->folder, "link.entente", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (desk->path);
  g_autoptr (GFile) link = g_file_new_for_path (other);

  g_assert_cmpint (symlink (desk->path, other), ==, 0);
  count_windows (desk, 1);
  ent_app_open_file (ENT_APP (desk->app), file);
  count_windows (desk, 1);
  ent_app_open_file (ENT_APP (desk->app), link);
  count_windows (desk, 1);
}

static void
test_refuses_other_files (Desk *desk,
                          gconstpointer unused)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  desk_set_up_file (desk, NULL);
  g_file_set_contents (desk->path, "This is a letter.", -1, &error);
  g_assert_no_error (error);
  desk->window = ENT_WINDOW (ent_window_new (GTK_APPLICATION (desk->app)));
  gtk_window_present (GTK_WINDOW (desk->window));
  file = g_file_new_for_path (desk->path);
  ent_window_open (desk->window, file, 0);
  settle (desk->window);

  g_assert_null (ent_window_get_store (desk->window));
  g_assert_null (ent_window_get_file (desk->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (get_dialog (desk)));
  g_assert_true (*adw_alert_dialog_get_body (ADW_ALERT_DIALOG (get_dialog (desk))) != '\0');
  desk_tear_down (desk, NULL);
}

static void
add_alone (const char *path,
           void (*function) (Desk *, gconstpointer))
{
  g_test_add (path, Desk, NULL, NULL, function, NULL);
}

int
main (int argc,
      char **argv)
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/window/opens", test_opens);
  ADD_DESK ("/window/rests", test_rests);
  ADD_DESK ("/window/places", test_places);
  ADD_DESK ("/window/records", test_records);
  ADD_DESK ("/window/navigation", test_navigation);
  ADD_DESK ("/window/sidebar-follows", test_sidebar_follows);
  ADD_DESK ("/window/list-of-one", test_list_of_one);
  ADD_DESK ("/window/layout-is-kept", test_layout_is_kept);
  ADD_DESK ("/window/search", test_search);
  ADD_DESK ("/window/search-finds-nothing", test_search_finds_nothing);
  ADD_DESK ("/window/one-window", test_one_window);
  add_alone ("/window/read-only", test_read_only);
  add_alone ("/window/refuses-other-files", test_refuses_other_files);

  return run_desk ();
}
