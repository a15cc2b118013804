/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../widgets/display.h"

#include "ent-chart.h"
#include "ent-figure-page.h"
#include "ent-figure-table.h"
#include "ent-returns-export.h"
#include "ent-returns-page.h"

/* A page in a window, which knows what pages ask of theirs. */
typedef struct
{
  GtkWidget *window;
  AdwNavigationView *view;
  EntReturnsPage *page;
  GSimpleActionGroup *actions;
  char *told; /* (owned) (nullable): what the window was last asked to tell */
} Scene;

static void
tell_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  g_set_str (&((Scene *) user_data)->told, g_variant_get_string (parameter, NULL));
}

static void
wait_for_page (gpointer page)
{
  WAIT_UNTIL (!ent_page_get_loading (ENT_PAGE (page)));
}

static void
open_scene (Scene *scene,
            EntStore *store)
{
  static const GActionEntry entries[] = { { "tell", tell_cb, "s", NULL, NULL } };

  scene->page = g_object_new (ENT_TYPE_RETURNS_PAGE, "store", store, "title", "Returns", NULL);
  scene->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  scene->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (scene->actions), entries, G_N_ELEMENTS (entries), scene);
  adw_navigation_view_push (scene->view, ADW_NAVIGATION_PAGE (scene->page));
  scene->window = show_in_window (GTK_WIDGET (scene->view), 800, 600);
  gtk_widget_insert_action_group (scene->window, "win", G_ACTION_GROUP (scene->actions));
  wait_for_page (scene->page);
}

static void
close_scene (Scene *scene)
{
  gtk_widget_insert_action_group (scene->window, "win", NULL);
  destroy_with (scene->window, scene->page);
  g_clear_object (&scene->actions);
  g_free (scene->told);
}

static char *
add_project (EntStore *store,
             const char *title,
             const char *theme)
{
  const char *const themes[] = { theme, NULL };
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), NULL);

  ent_record_set_text (record, "title", title);
  ent_record_set_list (record, "themes", themes);
  save (store, record);
  return g_strdup (ent_record_get_id (record));
}

static void
add_return (EntStore *store,
            const char *project,
            const char *stage,
            int year)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("return"), NULL);

  ent_record_set_text (record, "text", "It came back");
  ent_record_set_text (record, "subject", project);
  ent_record_set_text (record, "stage", stage);
  ent_record_set_text (record, "scope", "territory");
  ent_record_set_integer (record, "year", year);
  save (store, record);
}

static gint64
count_returns (EntReturnsPage *page,
               const char *key)
{
  return ent_returns_year_find (ent_returns_page_get_figures (page), key)->part;
}

static const char *
get_visible_child (EntReturnsPage *page)
{
  return gtk_stack_get_visible_child_name (find_widget (page, GTK_TYPE_STACK, 0));
}

/* With nothing in it, the page teaches; the first return fills it. */
static void
test_empty (Fixture *fixture,
            gconstpointer unused)
{
  g_autofree char *project = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  Scene scene = { NULL };

  open_scene (&scene, fixture->store);
  g_assert_cmpstr (get_visible_child (scene.page), ==, "empty");
  g_assert_cmpint (ent_returns_year_get_year (ent_returns_page_get_figures (scene.page)), ==, g_date_time_get_year (now));

  project = add_project (fixture->store, "Water", "water");
  add_return (fixture->store, project, "actual", g_date_time_get_year (now));
  WAIT_UNTIL (g_str_equal (get_visible_child (scene.page), "figures"));
  g_assert_cmpint (count_returns (scene.page, "returns.actual"), ==, 1);
  close_scene (&scene);
}

/* The year before, a theme, and everything again. */
static void
test_restrict (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *water = add_project (fixture->store, "Water", "water");
  g_autofree char *culture = add_project (fixture->store, "Culture", "culture");
  EntReturnsSelection only_water = { .theme = (char *) "water" };
  AdwBanner *banner;
  Scene scene = { NULL };

  add_return (fixture->store, water, "sought", 2020);
  add_return (fixture->store, water, "actual", 2021);
  add_return (fixture->store, culture, "actual", 2021);
  open_scene (&scene, fixture->store);
  banner = find_widget (scene.page, ADW_TYPE_BANNER, 0);

  /* The last year that has anything. */
  g_assert_cmpint (ent_returns_year_get_year (ent_returns_page_get_figures (scene.page)), ==, 2021);
  g_assert_cmpint (count_returns (scene.page, "returns.actual"), ==, 2);
  g_assert_false (adw_banner_get_revealed (banner));

  ent_returns_page_set_selection (scene.page, &only_water);
  wait_for_page (scene.page);
  g_assert_cmpint (count_returns (scene.page, "returns.actual"), ==, 1);
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "Only: Water and sanitation");

  ent_returns_page_set_year (scene.page, 2020);
  wait_for_page (scene.page);
  g_assert_cmpint (count_returns (scene.page, "returns.actual"), ==, 0);
  g_assert_cmpint (count_returns (scene.page, "returns.sought"), ==, 1);

  g_signal_emit_by_name (banner, "button-clicked");
  wait_for_page (scene.page);
  g_assert_false (adw_banner_get_revealed (banner));
  close_scene (&scene);
}

/* Each figure of the tables and each bar leads to its records. */
static void
test_open (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  AdwNavigationPage *opened;
  Scene scene = { NULL };

  for (guint i = 0; i < 60; i++)
    add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);

  g_assert_true (gtk_widget_activate_action (find_widget (scene.page, ENT_TYPE_FIGURE_TABLE, 0), "figure.open", "s", "returns.actual"));
  opened = adw_navigation_view_get_visible_page (scene.view);
  g_assert_true (ENT_IS_FIGURE_PAGE (opened));
  WAIT_UNTIL (ent_figure_page_get_n_records (ENT_FIGURE_PAGE (opened)) == 50);
  g_signal_emit_by_name (find_widget (opened, GTK_TYPE_BUTTON, 0), "clicked");
  WAIT_UNTIL (ent_figure_page_get_n_records (ENT_FIGURE_PAGE (opened)) == 60);
  g_assert_true (adw_navigation_view_pop (scene.view));

  g_signal_emit_by_name (find_widget (scene.page, ENT_TYPE_CHART, 0), "activated", "returns.actual.territory");
  g_assert_true (ENT_IS_FIGURE_PAGE (adw_navigation_view_get_visible_page (scene.view)));
  g_assert_true (adw_navigation_view_pop (scene.view));

  /* What nobody knows opens nothing. */
  gtk_widget_activate_action (GTK_WIDGET (scene.page), "figure.open", "s", "no-such-figure");
  g_assert_true (adw_navigation_view_get_visible_page (scene.view) == ADW_NAVIGATION_PAGE (scene.page));
  close_scene (&scene);
}

/* Whoever reads keeps what is read while other things change. */
static void
test_keep (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  g_autoptr (EntRecord) authority = new_authority ("Goris");
  EntReturnsYear *before;
  gpointer table;
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);
  table = find_widget (scene.page, ENT_TYPE_FIGURE_TABLE, 0);
  before = ent_returns_page_get_figures (scene.page);

  save (fixture->store, authority);
  WAIT_UNTIL (ent_returns_page_get_figures (scene.page) != before);
  g_assert_true (find_widget (scene.page, ENT_TYPE_FIGURE_TABLE, 0) == table);

  add_return (fixture->store, project, "actual", 2021);
  WAIT_UNTIL (count_returns (scene.page, "returns.actual") == 2);
  close_scene (&scene);
}

static void
export (Scene *scene,
        EntReturnsFormat format,
        const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_clear_pointer (&scene->told, g_free);
  ent_returns_export_to (GTK_WIDGET (scene->page), ent_returns_page_get_figures (scene->page), format, file);
  WAIT_UNTIL (scene->told != NULL);
}

static void
test_export (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  g_autofree char *report = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autofree char *figures = g_build_filename (fixture->folder, "figures.csv", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "report.pdf", NULL);
  g_autofree char *text = NULL;
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);

  export (&scene, ENT_RETURNS_REPORT, report);
  g_assert_cmpstr (scene.told, ==, "“report.pdf” is saved");
  g_assert_true (g_file_get_contents (report, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  g_clear_pointer (&text, g_free);

  export (&scene, ENT_RETURNS_FIGURES, figures);
  g_assert_true (g_file_get_contents (figures, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "Year,"));

  export (&scene, ENT_RETURNS_REPORT, nowhere);
  g_assert_nonnull (strstr (scene.told, "The folder does not exist"));
  close_scene (&scene);
}

/* Where there is little room, amounts stand below what they are of. */
static void
test_narrow (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  EntFigureTable *table;
  gboolean narrow = FALSE;
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);
  table = find_widget (scene.page, ENT_TYPE_FIGURE_TABLE, 0);
  g_object_get (table, "narrow", &narrow, NULL);
  g_assert_false (narrow);

  gtk_window_set_default_size (GTK_WINDOW (scene.window), 360, 600);
  WAIT_UNTIL ((g_object_get (table, "narrow", &narrow, NULL), narrow));
  /* What breakpoints change is laid out a frame later. */
  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (table)) <= 360);
  close_scene (&scene);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/returns-page/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("empty", test_empty);
  ADD ("restrict", test_restrict);
  ADD ("open", test_open);
  ADD ("keep", test_keep);
  ADD ("export", test_export);
  ADD ("narrow", test_narrow);

  return run_on_display ();
}
