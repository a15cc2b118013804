/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../widgets/display.h"

#include "ent-campaign-page.h"
#include "ent-changes-page.h"
#include "ent-chart.h"
#include "ent-closing.h"
#include "ent-document-dialog.h"
#include "ent-document-view.h"
#include "ent-figure-page.h"
#include "ent-figure-table.h"
#include "ent-returns-page.h"

/* A page in a window, which knows what pages ask of theirs. */
typedef struct
{
  GtkWidget *window;
  AdwNavigationView *view;
  EntReturnsPage *page;
  GSimpleActionGroup *actions;
  char *told; /* (owned) (nullable): what the window was last asked to tell */
  gboolean undoable; /* whether that offered to take it back */
} Scene;

static void
tell_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  Scene *scene = user_data;

  g_set_str (&scene->told, g_variant_get_string (parameter, NULL));
  scene->undoable = g_str_equal (g_action_get_name (G_ACTION (action)), "tell-change");
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
  static const GActionEntry entries[] = { { "tell", tell_cb, "s", NULL, NULL }, { "tell-change", tell_cb, "s", NULL, NULL },
                                          { "tell-saved", tell_cb, "s", NULL, NULL } };

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

static GtkWidget *
find_named (gpointer widget,
            const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
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

  /* Another year's figure is that year's. */
  add_return (fixture->store, project, "sought", 2020);
  WAIT_UNTIL (find_named (scene.page, "2020:returns.sought") != NULL);
  g_signal_emit_by_name (find_named (scene.page, "2020:returns.sought"), "clicked");
  opened = adw_navigation_view_get_visible_page (scene.view);
  g_assert_true (ENT_IS_FIGURE_PAGE (opened));
  WAIT_UNTIL (ent_figure_page_get_n_records (ENT_FIGURE_PAGE (opened)) == 1);
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

static EntDocumentDialog *
open_dialog (Scene *scene,
             EntStore *store,
             EntDocumentKind kind)
{
  AdwDialog *dialog = ent_document_dialog_new (store, ent_returns_page_get_figures (scene->page));

  ent_document_dialog_set_kind (ENT_DOCUMENT_DIALOG (dialog), kind);
  adw_dialog_present (dialog, GTK_WIDGET (scene->page));
  WAIT_UNTIL (!ent_document_dialog_is_busy (ENT_DOCUMENT_DIALOG (dialog)));

  return ENT_DOCUMENT_DIALOG (dialog);
}

static const char *
get_preview (EntDocumentDialog *dialog)
{
  return gtk_stack_get_visible_child_name (find_widget (find_widget (dialog, ENT_TYPE_DOCUMENT_VIEW, 0), GTK_TYPE_STACK, 0));
}

static void
save_to (EntDocumentDialog *dialog,
         const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (EntDocumentDialog) kept = g_object_ref (dialog);

  ent_document_dialog_save_to (dialog, file);
  WAIT_UNTIL (!ent_document_dialog_is_busy (kept));
}

static GtkWidget *
find_button (gpointer widget,
             const char *label)
{
  for (guint n = 0;; n++)
    {
      GtkWidget *button = find_widget (widget, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

/* Each kind is shown before it is saved; what cannot be written leaves the dialog, which says why, and the old file. */
static void
test_documents (Fixture *fixture,
                gconstpointer unused)
{
  static const char *const previews[] = { "pages", "tables", "text", "text", "text", "blocked", "listing", "listing", "nothing", "nothing", "blocked" };
  static const EntDocumentKind blocked[] = { ENT_DOCUMENT_IATI, ENT_DOCUMENT_ODA, ENT_DOCUMENT_EXPECTED };
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "report.pdf", NULL);
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);

  for (EntDocumentKind kind = 0; kind < G_N_ELEMENTS (previews); kind++)
    {
      g_autofree char *name = ent_document_get_name (kind, 2021);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *told = g_filename_to_uri (path, NULL, NULL);
      EntDocumentDialog *dialog = open_dialog (&scene, fixture->store, kind);
      g_autofree char *text = NULL;
      gboolean is_blocked = FALSE;
      gsize length;

      g_assert_cmpstr (get_preview (dialog), ==, previews[kind]);
      g_assert_cmpint (ent_document_dialog_get_n_pages (dialog) > 3, ==, kind == ENT_DOCUMENT_REPORT);
      for (gsize i = 0; i < G_N_ELEMENTS (blocked); i++)
        is_blocked = is_blocked || kind == blocked[i];
      g_assert_cmpint (gtk_widget_get_sensitive (find_button (dialog, "_Save…")), ==, !is_blocked);
      if (is_blocked)
        {
          adw_dialog_force_close (ADW_DIALOG (dialog));
          continue;
        }
      g_clear_pointer (&scene.told, g_free);
      save_to (dialog, path);
      g_assert_cmpstr (scene.told, ==, told);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpuint (length, >, 500);
      let_pass (20);
    }

  {
    EntDocumentDialog *dialog = open_dialog (&scene, fixture->store, ENT_DOCUMENT_REPORT);
    AdwBanner *banner = find_widget (dialog, ADW_TYPE_BANNER, 0);

    save_to (dialog, nowhere);
    g_assert_true (adw_banner_get_revealed (banner));
    g_assert_nonnull (strstr (adw_banner_get_title (banner), "The folder does not exist"));
    g_assert_cmpstr (get_preview (dialog), ==, "pages");
    adw_dialog_force_close (ADW_DIALOG (dialog));
  }
  close_scene (&scene);
}

static void
wait_for_dialog (EntDocumentDialog *dialog)
{
  WAIT_UNTIL (!ent_document_dialog_is_busy (dialog));
}

static guint
count_listed (EntDocumentDialog *dialog)
{
  GtkColumnView *view = find_widget (dialog, GTK_TYPE_COLUMN_VIEW, 0);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

/* A table is restricted, is CSV where that is chosen, and begins the next time with what was chosen. */
static void
test_options (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *water = add_project (fixture->store, "Water", "water");
  g_autofree char *culture = add_project (fixture->store, "Culture", "culture");
  g_autofree char *path = g_build_filename (fixture->folder, "programmes.csv", NULL);
  g_autofree char *text = NULL;
  EntDocumentDialog *dialog;
  Scene scene = { NULL };

  add_return (fixture->store, water, "sought", 2021);
  add_return (fixture->store, culture, "actual", 2021);
  open_scene (&scene, fixture->store);
  dialog = open_dialog (&scene, fixture->store, ENT_DOCUMENT_PROGRAMMES);
  g_assert_cmpuint (count_listed (dialog), ==, 2);
  /* “Governance”, then “Water and sanitation”. */
  adw_combo_row_set_selected (find_row (dialog, "Theme"), 2);
  wait_for_dialog (dialog);
  g_assert_cmpuint (count_listed (dialog), ==, 1);
  adw_combo_row_set_selected (find_row (dialog, "File Format"), 1);
  adw_combo_row_set_selected (find_row (dialog, "Language"), 0);
  wait_for_dialog (dialog);
  save_to (dialog, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Water;"));
  g_assert_null (strstr (text, "Culture;"));
  let_pass (20);

  dialog = open_dialog (&scene, fixture->store, ENT_DOCUMENT_PROGRAMMES);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, "Theme")), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, "File Format")), ==, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row (dialog, "Language")), ==, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_scene (&scene);
}

/* The annex of one project asks for nothing else. */
static void
test_expected (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *water = add_project (fixture->store, "Water", "water");
  EntDocumentDialog *dialog;
  Scene scene = { NULL };

  add_return (fixture->store, water, "sought", 2021);
  add_return (fixture->store, water, "sought", 2022);
  add_return (fixture->store, water, "actual", 2021);
  open_scene (&scene, fixture->store);
  dialog = ENT_DOCUMENT_DIALOG (ent_document_dialog_new_for (fixture->store, ENT_DOCUMENT_EXPECTED, 2021, water));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (scene.page));
  wait_for_dialog (dialog);
  g_assert_cmpstr (get_preview (dialog), ==, "listing");
  g_assert_cmpuint (count_listed (dialog), ==, 2);
  g_assert_false (gtk_widget_get_visible (find_row (dialog, "Kind of Document")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_scene (&scene);
}

/* Closed, a year shows what it was; what changes shows as a difference; opened again, it shows what is. */
static void
test_closing (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  AdwNavigationPage *opened;
  AdwBanner *banner;
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);
  banner = find_widget (scene.page, ADW_TYPE_BANNER, 1);
  g_assert_false (adw_banner_get_revealed (banner));

  ent_closing_close (GTK_WIDGET (scene.page), fixture->store, 2021, "Well done");
  WAIT_UNTIL (scene.told != NULL);
  g_assert_cmpstr (scene.told, ==, "The returns of 2021 are closed");
  WAIT_UNTIL (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "Nothing has changed since."));

  add_return (fixture->store, project, "actual", 2021);
  WAIT_UNTIL (strstr (adw_banner_get_title (banner), "different since") != NULL);
  g_assert_cmpint (count_returns (scene.page, "returns.actual"), ==, 1);

  g_signal_emit_by_name (banner, "button-clicked");
  opened = adw_navigation_view_get_visible_page (scene.view);
  g_assert_true (ENT_IS_CHANGES_PAGE (opened));
  wait_for_page (opened);
  g_assert_cmpuint (ent_changes_page_get_n_rows (ENT_CHANGES_PAGE (opened)), >, 4);
  g_assert_true (adw_navigation_view_pop (scene.view));

  ent_closing_reopen (GTK_WIDGET (scene.page), fixture->store, 2021, "Too early");
  WAIT_UNTIL (count_returns (scene.page, "returns.actual") == 2);
  g_assert_false (adw_banner_get_revealed (banner));
  close_scene (&scene);
}

/* The campaign lists what is missing, and loses it as it is filled in. */
static void
test_campaign (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *project = add_project (fixture->store, "Water", "water");
  EntCampaignPage *campaign;
  Scene scene = { NULL };

  add_return (fixture->store, project, "actual", 2021);
  open_scene (&scene, fixture->store);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.page), "page.campaign", NULL));
  campaign = ENT_CAMPAIGN_PAGE (adw_navigation_view_get_visible_page (scene.view));
  wait_for_page (campaign);
  g_assert_cmpuint (ent_campaign_page_get_worklist (campaign)->n_projects, ==, 1);
  g_assert_cmpuint (ent_campaign_page_get_worklist (campaign)->n_complete, ==, 0);
  g_assert_cmpuint (ent_campaign_page_get_worklist (campaign)->n_gaps[ENT_RETURNS_NO_SOUGHT], ==, 1);
  g_assert_cmpuint (ent_campaign_page_get_worklist (campaign)->n_gaps[ENT_RETURNS_NO_EVIDENCE], ==, 1);
  g_assert_true (adw_banner_get_revealed (find_widget (campaign, ADW_TYPE_BANNER, 0)));

  g_signal_emit_by_name (find_widget (campaign, ADW_TYPE_BANNER, 0), "button-clicked");
  WAIT_UNTIL (!adw_banner_get_revealed (find_widget (campaign, ADW_TYPE_BANNER, 0)));
  add_return (fixture->store, project, "sought", 2021);
  WAIT_UNTIL (ent_campaign_page_get_worklist (campaign)->n_gaps[ENT_RETURNS_NO_SOUGHT] == 0);
  close_scene (&scene);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static const EntReturnsAsk *
get_ask (EntCampaignPage *campaign)
{
  return ent_campaign_page_get_worklist (campaign)->asks->pdata[0];
}

/* Whoever can fill something in is named once, and written to in the words of the unit. */
static void
test_reminder (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), NULL);
  g_autofree char *text = NULL;
  EntCampaignPage *campaign;
  Scene scene = { NULL };

  ent_record_set_text (person, "given-name", "Awa");
  ent_record_set_text (person, "family-name", "Diop");
  save (fixture->store, person);
  ent_record_set_text (record, "title", "Water");
  ent_record_set_text (record, "officer", ent_record_get_id (person));
  save (fixture->store, record);
  add_return (fixture->store, ent_record_get_id (record), "actual", 2021);
  open_scene (&scene, fixture->store);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene.page), "page.campaign", NULL));
  campaign = ENT_CAMPAIGN_PAGE (adw_navigation_view_get_visible_page (scene.view));
  wait_for_page (campaign);
  g_assert_nonnull (find_row (campaign, "Awa Diop"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (campaign), "campaign.copy", "(ss)", ent_record_get_id (person), "en"));
  WAIT_UNTIL (scene.told != NULL);
  g_assert_cmpstr (scene.told, ==, "Copied, and noted as reminded today");
  g_assert_true (scene.undoable);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (campaign)), NULL, read_cb, &text);
  WAIT_UNTIL (text != NULL);
  g_assert_nonnull (strstr (text, "returns of our international action in 2021"));
  g_assert_nonnull (strstr (text, "Water\n- No return was sought\n- No measure: “It came back”"));

  /* Nobody here sees whether it goes out: that is said, and taken back as any change. */
  WAIT_UNTIL (get_ask (campaign)->reminder.is_recent);
  WAIT_UNTIL (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (campaign, "Awa Diop"))), "reminded on") != NULL);
  ent_store_undo_async (fixture->store, NULL, NULL);
  WAIT_UNTIL (get_ask (campaign)->reminder.on == NULL);

  /* Somebody who has nothing to fill in is not bothered. */
  g_clear_pointer (&scene.told, g_free);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (campaign), "campaign.copy", "(ss)", "person:nobody", "en"));
  WAIT_UNTIL (scene.told != NULL);
  g_assert_cmpstr (scene.told, ==, "Nothing is missing here any more.");
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

  make_narrow (GTK_WINDOW (scene.window), 600);
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
  ADD ("documents", test_documents);
  ADD ("options", test_options);
  ADD ("expected", test_expected);
  ADD ("closing", test_closing);
  ADD ("campaign", test_campaign);
  ADD ("reminder", test_reminder);
  ADD ("narrow", test_narrow);

  return run_on_display ();
}
