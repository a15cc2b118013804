/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of the Atlas, in a window of its own, with the real server. */
#include "ent-conflict-row.h"
#include "ent-places.h"
#include "ent-preview-dialog.h"
#include "ent-preview-item.h"
#include "ent-remote-dialog.h"
#include "ent-remote-row.h"
#include "ent-sync-button.h"
#include "ent-trial-group.h"
#include "scene.h"

static const char *
visible_page (Scene *scene)
{
  return gtk_stack_get_visible_child_name (find_widget (scene->page, GTK_TYPE_STACK, 0));
}

static void
activate (Scene *scene,
          const char *action,
          const char *target)
{
  g_assert_true (target != NULL ? gtk_widget_activate_action (GTK_WIDGET (scene->page), action, "s", target)
                                : gtk_widget_activate_action (GTK_WIDGET (scene->page), action, NULL));
}

static AdwDialog *
get_dialog (Scene *scene)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (scene->window));

  g_assert_nonnull (dialog);
  return dialog;
}

static void
fill_entry (AdwDialog *dialog,
            const char *title,
            const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, title)), text);
}

/* The first page teaches, and its button leads on. */
static void
test_empty (Scene *scene,
            gconstpointer unused)
{
  AdwDialog *dialog;

  scene_open (scene);
  g_assert_cmpstr (visible_page (scene), ==, "empty");
  activate (scene, "page.set-up", NULL);
  dialog = get_dialog (scene);
  g_assert_true (ENT_IS_REMOTE_DIALOG (dialog));

  /* A name is proposed for each circle, until the user gives one. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Name"))), ==, "Team");
  adw_combo_row_set_selected (find_widget (dialog, ADW_TYPE_COMBO_ROW, 0), ENT_CIRCLE_ATLAS);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Name"))), ==, "Atlas");
  fill_entry (dialog, "Name", "Ministry");
  adw_combo_row_set_selected (find_widget (dialog, ADW_TYPE_COMBO_ROW, 0), ENT_CIRCLE_TEAM);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Name"))), ==, "Ministry");
  adw_dialog_force_close (dialog);
}

/* How a step of trying the connection stands. */
static const char *
get_step (gpointer group,
          const char *title)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (group, title)));
}

/* What is wrong is said before anything is saved, and what is right too. */
static void
test_set_up (Scene *scene,
             gconstpointer unused)
{
  AdwDialog *dialog;
  AdwBanner *banner;
  gpointer group;
  g_autofree char *right = NULL;
  g_autofree char *url = NULL;

  scene_open (scene);
  activate (scene, "page.set-up", NULL);
  dialog = get_dialog (scene);
  banner = find_widget (dialog, ADW_TYPE_BANNER, 0);
  fill_entry (dialog, "Address", "http://atlas.example.org");
  g_signal_emit_by_name (adw_dialog_get_default_widget (dialog), "clicked");
  WAIT_UNTIL (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "https"));

  fill_entry (dialog, "Address", scene->server.url);
  fill_entry (dialog, "Account", "unit");
  fill_entry (dialog, "Password", "wrong");
  group = find_widget (dialog, ENT_TYPE_TRIAL_GROUP, 0);
  g_assert_false (gtk_widget_get_mapped (group));
  g_signal_emit_by_name (find_row (dialog, "_Try the Connection"), "activated");
  WAIT_UNTIL (g_str_has_prefix (get_step (group, "Account"), "The server does not accept the account or its password."));
  g_assert_cmpstr (get_step (group, "Address"), ==, "In order");
  g_assert_cmpstr (get_step (group, "Server"), ==, "In order");
  g_assert_cmpstr (get_step (group, "Entente Atlas or CouchDB"), ==, "In order");
  g_assert_cmpstr (get_step (group, "Database"), ==, "Not tried");
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_true (g_str_has_prefix (adw_banner_get_title (banner), "The server does not accept the account or its password."));

  /* What was found is about what was entered, and no longer. The address of a database is put right. */
  fill_entry (dialog, "Password", PASSWORD);
  WAIT_UNTIL (!gtk_widget_get_mapped (group));
  g_assert_false (adw_banner_get_revealed (banner));
  right = g_strdup_printf ("http://127.0.0.1:%u", server_port (&scene->server));
  url = g_strconcat (right, "/atlas", NULL);
  fill_entry (dialog, "Address", url);
  g_signal_emit_by_name (find_row (dialog, "_Try the Connection"), "activated");
  WAIT_UNTIL (g_strcmp0 (get_step (group, "Database"), "In order") == 0);
  g_assert_true (gtk_widget_get_mapped (group));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, "The server is there and accepts the account.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (dialog, "Address"))), ==, right);
  adw_dialog_force_close (dialog);
}

/* Nobody answers, and nobody has to wait for it. */
static void
test_stop_trying (Scene *scene,
                  gconstpointer unused)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  AdwDialog *dialog;
  GtkWidget *group, *stop;

  scene_open (scene);
  activate (scene, "page.set-up", NULL);
  dialog = get_dialog (scene);
  fill_entry (dialog, "Address", url);
  group = find_widget (dialog, ENT_TYPE_TRIAL_GROUP, 0);
  stop = find_row (dialog, "S_top Trying");
  g_assert_false (gtk_widget_get_visible (stop));
  g_signal_emit_by_name (find_row (dialog, "_Try the Connection"), "activated");
  WAIT_UNTIL (g_strcmp0 (get_step (group, "Server"), "Being tried…") == 0);
  g_assert_false (gtk_widget_get_visible (find_row (dialog, "_Try the Connection")));
  g_signal_emit_by_name (stop, "activated");
  g_assert_true (gtk_widget_get_visible (find_row (dialog, "_Try the Connection")));
  g_assert_false (gtk_widget_get_visible (stop));
  WAIT_UNTIL (!gtk_widget_get_mapped (group));
  adw_dialog_force_close (dialog);
  settle (scene);
}

/* Before anything is published the user sees what, and only then it goes. */
static void
test_publish (Scene *scene,
              gconstpointer unused)
{
  AdwDialog *dialog;
  GtkListView *list;

  add_remote (scene, "Atlas", ENT_CIRCLE_ATLAS);
  scene_open (scene);
  g_assert_cmpstr (visible_page (scene), ==, "places");
  activate (scene, "page.sync", "Atlas");
  dialog = get_dialog (scene);
  g_assert_true (ENT_IS_PREVIEW_DIALOG (dialog));
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (dialog)));
  list = find_widget (dialog, GTK_TYPE_LIST_VIEW, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))), ==, 1);
  adw_dialog_force_close (dialog);
  settle (scene);
  g_assert_false (is_synced (scene, "Atlas"));

  activate (scene, "page.sync", "Atlas");
  dialog = get_dialog (scene);
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (dialog)));
  g_signal_emit_by_name (dialog, "confirmed");
  adw_dialog_force_close (dialog);
  WAIT_UNTIL (is_synced (scene, "Atlas"));
  settle (scene);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (find_widget (scene->page, ENT_TYPE_REMOTE_ROW, 0)), "Up to date"));

  /* Nothing new is public: no need to ask. */
  activate (scene, "page.sync", "Atlas");
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (scene->window)));
  settle (scene);
}

/* Another program writes into the same workspace. */
static void
add_public_project (Scene *scene,
                    const char *title)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (scene->path, 0, NULL);
  g_autofree char *id = desk_add_project (workspace, title, "atlas");
}

/* What came about between looking and publishing stays here, is shown at once, and marked. */
static void
test_publish_seen (Scene *scene,
                   gconstpointer unused)
{
  AdwDialog *dialog;
  GListModel *items;
  g_autoptr (EntPreviewItem) item = NULL;

  add_remote (scene, "Atlas", ENT_CIRCLE_ATLAS);
  scene_open (scene);
  activate (scene, "page.sync", "Atlas");
  dialog = get_dialog (scene);
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (dialog)));
  g_assert_false (adw_banner_get_revealed (find_widget (dialog, ADW_TYPE_BANNER, 0)));
  add_public_project (scene, "Nobody looked at this");
  add_public_project (scene, "Nor at that");
  g_signal_emit_by_name (dialog, "confirmed");
  adw_dialog_force_close (dialog);
  WAIT_UNTIL (is_synced (scene, "Atlas"));
  WAIT_UNTIL ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (scene->window))) != NULL);
  g_assert_true (ENT_IS_PREVIEW_DIALOG (dialog));
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (dialog)));
  g_assert_true (adw_banner_get_revealed (find_widget (dialog, ADW_TYPE_BANNER, 0)));
  items = G_LIST_MODEL (gtk_list_view_get_model (find_widget (dialog, GTK_TYPE_LIST_VIEW, 0)));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);
  item = g_list_model_get_item (items, 0);
  g_assert_true (ent_preview_item_is_new (item));

  g_signal_emit_by_name (dialog, "confirmed");
  adw_dialog_force_close (dialog);
  settle (scene);
  WAIT_UNTIL (strstr (adw_action_row_get_subtitle (find_widget (scene->page, ENT_TYPE_REMOTE_ROW, 0)), "Up to date") != NULL);
}

static GtkWidget *
find_button (gpointer widget,
             const char *label)
{
  for (guint n = 0;; n++)
    {
      GtkButton *button = find_widget (widget, GTK_TYPE_BUTTON, n);

      if (g_strcmp0 (gtk_button_get_label (button), label) == 0)
        return GTK_WIDGET (button);
    }
}

/* All three sides are there, each button says what it is about, and the choice is made at once. */
static void
test_settle_conflict (Scene *scene,
                      gconstpointer unused)
{
  GtkWidget *row;
  gpointer former;
  guint n = 0;

  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  add_conflict (scene);
  scene_open (scene);
  row = find_widget (scene->page, ENT_TYPE_CONFLICT_ROW, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_button (row, "Keep This")), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Keep This: Title, Eau à Goris");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_button (row, "Take This")), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Take This: Title, Eau potable à Goris");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_button (row, "Put This Back")), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Put This Back: Title, Eau");
  find_row (scene->page, "Project");
  /* What labels a button would be heard in the place of its name. */
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (find_button (row, "Keep This")), GTK_ACCESSIBLE_RELATION_LABELLED_BY));

  /* Whoever is at a button when something comes or goes stays there. */
  gtk_widget_grab_focus (find_button (row, "Take This"));
  former = row;
  g_object_add_weak_pointer (G_OBJECT (row), &former);
  ent_page_refresh (ENT_PAGE (scene->page));
  WAIT_UNTIL (former == NULL);
  row = find_widget (scene->page, ENT_TYPE_CONFLICT_ROW, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (scene->window)) == find_button (row, "Take This"));

  g_signal_emit_by_name (find_button (row, "Take This"), "clicked");
  WAIT_UNTIL (find_nth (GTK_WIDGET (scene->page), ENT_TYPE_CONFLICT_ROW, &n) == NULL || (n = 0));
  {
    g_autofree char *headline = ent_workspace_get_headline (reader (scene), scene->id);

    g_assert_cmpstr (headline, ==, "Eau potable à Goris");
  }
  settle (scene);
}

static gboolean
is_in_conflict (Scene *scene)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (reader (scene), NULL, NULL, NULL);

  return conflicts->len > 0;
}

static gboolean
is_refused (Scene *scene)
{
  g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (reader (scene), NULL, NULL);

  return refused->len > 0;
}

static AdwActionRow *
find_refused_row (Scene *scene)
{
  GtkWidget *group = gtk_widget_get_ancestor (find_button (scene->page, "Try _All Again"), ADW_TYPE_PREFERENCES_GROUP);

  return ADW_ACTION_ROW (find_row (group, "Eau à Goris"));
}

/* Why, what to do, and once more, which sends it. */
static void
test_refused (Scene *scene,
              gconstpointer unused)
{
  AdwActionRow *row;
  GtkWidget *again;

  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  add_conflict (scene);
  scene_open (scene);
  row = find_refused_row (scene);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "Team: The server does not allow it. It says: “No <b>entry</b>.”"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (row), "Ask whoever runs the server."));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, "record.open");
  again = find_button (row, "Try Again");
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (again), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (again), GTK_ACCESSIBLE_PROPERTY_LABEL, "Try again: Eau à Goris");

  /* Of a place that was never synchronised with one first sees what leaves. */
  g_signal_emit_by_name (again, "clicked");
  WAIT_UNTIL (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (scene->window)) != NULL);
  g_assert_true (ENT_IS_PREVIEW_DIALOG (get_dialog (scene)));
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (get_dialog (scene))));
  g_signal_emit_by_name (get_dialog (scene), "confirmed");
  adw_dialog_force_close (get_dialog (scene));
  WAIT_UNTIL (is_synced (scene, "Team"));
  g_assert_false (is_refused (scene));
  settle (scene);

  /* What went is told, and may be the record itself. */
  {
    GtkWidget *group = gtk_widget_get_ancestor (find_row (scene->page, "2 records"), ADW_TYPE_PREFERENCES_GROUP);

    g_assert_cmpstr (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)), ==, "Came and Went");
    g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (group, "2 records"))), "To Team, written "));
  }
}

/* All at once; and of what becomes public, what it is comes first. */
static void
test_refused_all (Scene *scene,
                  gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  EntRefusal refusal = {
    .remote = (char *) "Atlas",
    .id = scene->id,
    .error = (char *) "forbidden",
    .reason = (char *) "A department does not publish in the Atlas",
    .at = (char *) "2026-01-01T00:00:00Z",
  };

  add_remote (scene, "Atlas", ENT_CIRCLE_ATLAS);
  workspace = ent_workspace_open (scene->path, 0, NULL);
  ent_sync_issues_set_refused (workspace, &refusal, NULL);
  scene_open (scene);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (find_refused_row (scene)), "leave publishing to the unit"));

  activate (scene, "page.send-all-again", NULL);
  WAIT_UNTIL (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (scene->window)) != NULL);
  WAIT_UNTIL (!ent_preview_dialog_is_loading (ENT_PREVIEW_DIALOG (get_dialog (scene))));
  g_assert_false (is_refused (scene));
  g_assert_false (is_synced (scene, "Atlas"));
  adw_dialog_force_close (get_dialog (scene));
  settle (scene);
}

/* Whichever page is shown, and however narrow the window, a conflict can be seen and gone to. */
static void
test_alarm (Scene *scene,
            gconstpointer unused)
{
  EntSyncButton *beside, *below;

  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  add_conflict (scene);
  scene_open (scene);
  beside = find_widget (scene->window, ENT_TYPE_SYNC_BUTTON, 0);
  below = find_widget (scene->window, ENT_TYPE_SYNC_BUTTON, 1);
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      ent_window_go (scene->window, ent_places_get (i)->name);
      settle (scene);
      WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (beside)));
      g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (below)));
    }

  remove_frames ();
  make_narrow (GTK_WINDOW (scene->window), 600);
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      ent_window_go (scene->window, ent_places_get (i)->name);
      settle (scene);
      WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (below)));
    }
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (below), GTK_ACCESSIBLE_PROPERTY_LABEL, "1 conflict");
  ent_window_go (scene->window, "overview");
  settle (scene);
  g_signal_emit_by_name (below, "clicked");
  WAIT_UNTIL (ENT_IS_ATLAS_PAGE (ent_window_get_page (scene->window)));
  scene->page = ent_window_get_page (scene->window);

  /* The list is not empty while it says so, and both end together. */
  g_signal_emit_by_name (find_button (find_widget (scene->page, ENT_TYPE_CONFLICT_ROW, 0), "Keep Both"), "clicked");
  WAIT_UNTIL (!gtk_widget_get_mapped (GTK_WIDGET (below)) || !is_in_conflict (scene));
  g_assert_false (is_in_conflict (scene));
  settle (scene);
}

/* Nothing is wider than a telephone. */
static void
test_narrow (Scene *scene,
             gconstpointer unused)
{
  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  add_conflict (scene);
  scene_open (scene);
  WAIT_UNTIL (gtk_widget_get_width (find_widget (scene->page, ENT_TYPE_CONFLICT_ROW, 0)) > 360);
  make_narrow (GTK_WINDOW (scene->window), 600);
  gtk_widget_queue_resize (GTK_WIDGET (scene->page));
  settle (scene);
  /* What breakpoints change is laid out a frame later. */
  WAIT_UNTIL (gtk_widget_get_width (find_widget (scene->page, ENT_TYPE_CONFLICT_ROW, 0)) <= 360);
}

static void
test_remove (Scene *scene,
             gconstpointer unused)
{
  AdwDialog *dialog;

  add_remote (scene, "Team", ENT_CIRCLE_TEAM);
  scene_open (scene);
  activate (scene, "page.remove-remote", "Team");
  dialog = get_dialog (scene);
  g_signal_emit_by_name (dialog, "response::cancel", "cancel");
  adw_dialog_force_close (dialog);
  settle (scene);
  g_assert_cmpstr (visible_page (scene), ==, "places");

  activate (scene, "page.remove-remote", "Team");
  dialog = get_dialog (scene);
  g_signal_emit_by_name (dialog, "response::remove", "remove");
  adw_dialog_force_close (dialog);
  WAIT_UNTIL (g_strcmp0 (visible_page (scene), "empty") == 0);
  g_assert_true (ent_workspace_exists (reader (scene), scene->id));
}

#define ADD_SCENE(path, function) g_test_add ("/entente/atlas-page/" path, Scene, NULL, scene_set_up, function, scene_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_SCENE ("empty", test_empty);
  ADD_SCENE ("set-up", test_set_up);
  ADD_SCENE ("stop-trying", test_stop_trying);
  ADD_SCENE ("publish", test_publish);
  ADD_SCENE ("publish-seen", test_publish_seen);
  ADD_SCENE ("settle-conflict", test_settle_conflict);
  ADD_SCENE ("refused", test_refused);
  ADD_SCENE ("refused-all", test_refused_all);
  ADD_SCENE ("alarm", test_alarm);
  ADD_SCENE ("narrow", test_narrow);
  ADD_SCENE ("remove", test_remove);

  return run_on_display ();
}
