/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display.h"
#include "ent-hit-list.h"
#include "ent-record-dialog.h"
#include "ent-record-row.h"
#include "ent-reference-picker.h"

typedef struct
{
  GtkWidget *window;
  AdwDialog *picker;
  GtkEditable *search;
  GtkListBox *hits;
  GtkListBox *directory;
  GtkListBox *creations;
  char *picked;
  char *headline;
  char *dropped;
} Scene;

static void
note_picked (AdwDialog *picker,
             const char *id,
             const char *headline,
             Scene *scene)
{
  g_set_str (&scene->picked, id);
  g_set_str (&scene->headline, headline);
}

static void
note_dropped (AdwDialog *picker,
              const char *id,
              Scene *scene)
{
  g_set_str (&scene->dropped, id);
}

static Scene *
open_scene (EntStore *store,
            const char *targets,
            gboolean many,
            const char *const *selected)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->window = show_in_window (adw_bin_new (), 800, 700);
  scene->picker = ent_reference_picker_new (store, targets, many);
  if (selected != NULL)
    ent_reference_picker_set_selected (ENT_REFERENCE_PICKER (scene->picker), selected);
  g_signal_connect (scene->picker, "picked", G_CALLBACK (note_picked), scene);
  g_signal_connect (scene->picker, "dropped", G_CALLBACK (note_dropped), scene);
  adw_dialog_present (scene->picker, scene->window);
  scene->search = find_widget (scene->picker, GTK_TYPE_SEARCH_ENTRY, 0);
  scene->hits = find_widget (scene->picker, GTK_TYPE_LIST_BOX, 0);
  scene->directory = find_widget (find_widget (scene->picker, ADW_TYPE_PREFERENCES_GROUP, 0), GTK_TYPE_LIST_BOX, 1);
  scene->creations = find_widget (scene->picker, GTK_TYPE_LIST_BOX, 3);

  return scene;
}

static void
close_scene (Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  g_free (scene->picked);
  g_free (scene->headline);
  g_free (scene->dropped);
  g_free (scene);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scene, close_scene)

static GtkListBoxRow *
row_at (GtkListBox *list,
        int position)
{
  return gtk_list_box_get_row_at_index (list, position);
}

static const char *
title_at (GtkListBox *list,
          int position)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row_at (list, position)));
}

static gboolean
is_only_hit (Scene *scene,
             const char *title)
{
  return row_at (scene->hits, 0) != NULL && row_at (scene->hits, 1) == NULL && g_str_equal (title_at (scene->hits, 0), title);
}

static void
test_pick (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Göris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  g_autoptr (Scene) scene = open_scene (fixture->store, "authority organisation", FALSE, NULL);

  WAIT_UNTIL (row_at (scene->hits, 1) != NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row_at (scene->hits, 0))), ==, "Authority\u00a0· France");
  gtk_editable_set_text (scene->search, "gor");
  WAIT_UNTIL (is_only_hit (scene, "Göris"));
  g_signal_emit_by_name (scene->hits, "row-activated", row_at (scene->hits, 0));
  g_assert_cmpstr (scene->picked, ==, ent_record_get_id (goris));
  g_assert_cmpstr (scene->headline, ==, "Göris");
  WAIT_UNTIL (adw_window_get_visible_dialog (ADW_WINDOW (scene->window)) == NULL);
}

/* Enter takes the first that is found for what is typed now, not for what was shown before. */
static void
test_enter (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  g_autoptr (Scene) scene = open_scene (fixture->store, "authority", FALSE, NULL);

  WAIT_UNTIL (row_at (scene->hits, 1) != NULL);
  gtk_editable_set_text (scene->search, "sev");
  g_signal_emit_by_name (scene->search, "activate");
  WAIT_UNTIL (scene->picked != NULL);
  g_assert_cmpstr (scene->picked, ==, ent_record_get_id (sevan));
}

static void
test_many (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  const char *const selected[] = { ent_record_get_id (sevan), NULL };
  g_autoptr (Scene) scene = open_scene (fixture->store, "authority", TRUE, selected);

  WAIT_UNTIL (row_at (scene->hits, 1) != NULL);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row_at (scene->hits, 0)), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row_at (scene->hits, 1)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  g_signal_emit_by_name (scene->hits, "row-activated", row_at (scene->hits, 0));
  g_assert_cmpstr (scene->picked, ==, ent_record_get_id (goris));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row_at (scene->hits, 0)), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_signal_emit_by_name (scene->hits, "row-activated", row_at (scene->hits, 1));
  g_assert_cmpstr (scene->dropped, ==, ent_record_get_id (sevan));
  g_assert_true (adw_window_get_visible_dialog (ADW_WINDOW (scene->window)) == scene->picker);
}

static void
test_directory (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (Scene) scene = open_scene (fixture->store, "authority", FALSE, NULL);
  g_autoptr (EntRecord) record = NULL;
  g_autofree char *title = NULL;

  gtk_editable_set_text (scene->search, "vienne condrieu");
  WAIT_UNTIL (row_at (scene->directory, 0) != NULL);
  title = g_strdup (title_at (scene->directory, 0));
  g_signal_emit_by_name (scene->directory, "row-activated", row_at (scene->directory, 0));
  WAIT_UNTIL (scene->picked != NULL);
  g_assert_cmpstr (scene->headline, ==, title);
  record = ent_workspace_get (ent_store_get_reader (fixture->store), scene->picked, NULL);
  g_assert_cmpstr (ent_record_get_text (record, "name"), ==, title);
  g_assert_cmpstr (ent_record_get_text (record, "country"), ==, "FR");
  g_assert_true (ent_record_check (record, NULL));
}

static gboolean
has_dialog (Scene *scene)
{
  return ENT_IS_RECORD_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (scene->window)));
}

static void
test_create (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (Scene) scene = open_scene (fixture->store, "person", FALSE, NULL);
  AdwDialog *dialog;

  gtk_editable_set_text (scene->search, "Léa de La Tour");
  WAIT_UNTIL (row_at (scene->creations, 0) != NULL);
  g_assert_cmpstr (title_at (scene->creations, 0), ==, "Create “Léa de La Tour”…");
  g_signal_emit_by_name (scene->creations, "row-activated", row_at (scene->creations, 0));
  WAIT_UNTIL (has_dialog (scene));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (scene->window));
  g_assert_cmpstr (gtk_editable_get_text (find_row (dialog, "First Name *")), ==, "Léa");
  g_assert_cmpstr (gtk_editable_get_text (find_row (dialog, "Last Name *")), ==, "de La Tour");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "record-dialog.save", NULL);
  WAIT_UNTIL (scene->picked != NULL);
  g_assert_cmpstr (scene->headline, ==, "Léa de La Tour");
}

/* Gone while it was still searching. */
static void
test_close_early (Fixture *fixture,
                  gconstpointer unused)
{
  Scene *scene = open_scene (fixture->store, "authority", FALSE, NULL);

  gtk_editable_set_text (scene->search, "vienne");
  g_signal_emit_by_name (scene->search, "activate");
  close_scene (scene);
  WAIT_UNTIL (!is_working (fixture->store));
}

static void
note_id (EntHitList *list,
         const char *id,
         char **noted)
{
  g_set_str (noted, id);
}

static void
test_hit_list (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris & <Sisian>");
  g_autoptr (GPtrArray) hits = ent_workspace_search (ent_store_get_reader (fixture->store), "sisian", NULL, 10, NULL);
  GtkWidget *list = ent_hit_list_new ();
  GtkWidget *window = show_in_window (list, 400, 300);
  g_autofree char *activated = NULL;
  EntRecordRow *row;

  g_assert_cmpuint (ent_hit_list_get_n_hits (ENT_HIT_LIST (list)), ==, 0);
  ent_hit_list_set_hits (ENT_HIT_LIST (list), hits);
  g_assert_cmpuint (ent_hit_list_get_n_hits (ENT_HIT_LIST (list)), ==, 1);
  g_signal_connect (list, "activated", G_CALLBACK (note_id), &activated);
  row = find_widget (list, ENT_TYPE_RECORD_ROW, 0);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Goris & <Sisian>");
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Authority"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (gtk_widget_activate (GTK_WIDGET (row)));
  g_assert_cmpstr (activated, ==, ent_record_get_id (goris));

  destroy_with (window, list);
}

#define ADD(name, func) g_test_add ("/reference-picker/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("pick", test_pick);
  ADD ("enter", test_enter);
  ADD ("many", test_many);
  ADD ("directory", test_directory);
  ADD ("create", test_create);
  ADD ("close-early", test_close_early);
  ADD ("hit-list", test_hit_list);

  return run_on_display ();
}
