/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point person's window: who one is, what one is asked, one's own time and returns, and nothing of the unit's own. */
#include "desk.h"
#include "ent-introduce-dialog.h"
#include "ent-involvement-dialog.h"
#include "ent-own-page.h"
#include "ent-places.h"
#include "ent-record-form.h"
#include "ent-self.h"
#include "ent-sidebar.h"

/* A person and the department they answer for, which has a request to answer. */
static void
find_point_person (Desk *desk,
                   char **ret_person,
                   char **ret_department,
                   char **ret_request)
{
  g_autoptr (EntStatement) row = ent_database_prepare (
    ent_workspace_get_database (get_reader (desk)),
    "SELECT person, body, id FROM role JOIN mobilisation ON asked = body JOIN record ON record.row = mobilisation.row "
    "WHERE role.\"end\" IS NULL AND state = 'sent' ORDER BY id LIMIT 1", NULL);

  g_assert_nonnull (row);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  *ret_person = g_strdup (ent_statement_get_text (row, 0));
  *ret_department = g_strdup (ent_statement_get_text (row, 1));
  *ret_request = g_strdup (ent_statement_get_text (row, 2));
}

static gboolean
is_open_as (Desk *desk,
            gboolean narrow)
{
  return !ent_window_is_busy (desk->window) && ent_window_get_store (desk->window) != NULL && ent_window_is_narrow (desk->window) == narrow;
}

static void
introduce (Desk *desk,
           const char *person,
           const char *department,
           gboolean point_person)
{
  EntIntroduceDialog *dialog;

  activate (desk, "win.introduce");
  dialog = ENT_INTRODUCE_DIALOG (get_dialog (desk));
  ent_introduce_dialog_set_person (dialog, person);
  ent_introduce_dialog_set_department (dialog, department);
  gtk_check_button_set_active (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, point_person ? 1 : 0), TRUE);
  g_signal_emit_by_name (adw_dialog_get_default_widget (ADW_DIALOG (dialog)), "clicked");
  WAIT_UNTIL (is_open_as (desk, point_person));
}

static GtkWidget *
find_named (gpointer widget,
            GType type,
            const char *name)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *found = find_nth (widget, type, &left);

      if (found == NULL || g_strcmp0 (gtk_widget_get_name (found), name) == 0)
        return found;
    }
}

/* A button of a request, by what it does. */
static GtkWidget *
find_step (Desk *desk,
           const char *id,
           const char *state)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *button = find_nth (GTK_WIDGET (ent_window_get_page (desk->window)), GTK_TYPE_BUTTON, &left);
      g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new ("(ss)", id, state));

      if (button == NULL)
        return NULL;
      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "request.step") == 0
          && g_variant_equal (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), target))
        return button;
    }
}

static gboolean
has_in (Desk *desk,
        const char *section,
        const char *id)
{
  GtkWidget *found = find_named (ent_window_get_page (desk->window), ADW_TYPE_PREFERENCES_GROUP, section);

  return found != NULL && find_named (found, ADW_TYPE_ACTION_ROW, id) != NULL;
}

static gboolean
has_state (Desk *desk,
           const char *id,
           const char *state)
{
  g_autoptr (EntRecord) record = ent_workspace_get (get_reader (desk), id, NULL);

  return g_strcmp0 (ent_record_get_text (record, "state"), state) == 0;
}

static guint
count_visible_rows (Desk *desk)
{
  GtkListBox *list = find_widget (find_widget (desk->window, ENT_TYPE_SIDEBAR, 0), GTK_TYPE_LIST_BOX, 0);
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    n += gtk_widget_get_visible (GTK_WIDGET (row));

  return n;
}

static void
test_mode (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *person = NULL;
  g_autofree char *department = NULL;
  g_autofree char *request = NULL;
  g_autofree char *note = find_first (desk, "note");
  guint n_places = count_visible_rows (desk);
  EntPage *page;

  find_point_person (desk, &person, &department, &request);
  introduce (desk, person, department, TRUE);
  g_assert_true (ENT_IS_OWN_PAGE (ent_window_get_page (desk->window)));
  g_assert_cmpuint (count_visible_rows (desk), ==, ent_places_get_n_own ());

  /* The unit's pages are not to be reached, by name or by key, nor its notes. */
  page = ent_window_get_page (desk->window);
  for (guint i = 0; i < ent_places_get_n (); i++)
    {
      if (ent_place_is_own (ent_places_get (i)))
        continue;
      activate_for (desk, "win.go", ent_places_get (i)->name);
      g_assert_true (ent_window_get_page (desk->window) == page);
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.go-nth", "u", 8));
  g_assert_true (ent_window_get_page (desk->window) == page);
  g_assert_null (ent_workspace_get (get_reader (desk), note, NULL));
  g_assert_cmpint (count_records (desk, "note"), ==, 0);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "import"));

  /* Back by the same deliberate way. */
  introduce (desk, person, department, FALSE);
  g_assert_false (ENT_IS_OWN_PAGE (ent_window_get_page (desk->window)));
  g_assert_cmpuint (count_visible_rows (desk), ==, n_places);
  g_assert_cmpint (count_records (desk, "note"), >, 0);
}

static void
test_answer (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = NULL;
  g_autofree char *department = NULL;
  g_autofree char *request = NULL;

  find_point_person (desk, &person, &department, &request);
  introduce (desk, person, department, TRUE);
  WAIT_UNTIL (has_in (desk, "waiting", request));
  WAIT_UNTIL (find_step (desk, request, "accepted") != NULL);
  g_signal_emit_by_name (find_step (desk, request, "accepted"), "clicked");
  WAIT_UNTIL (has_state (desk, request, "accepted"));
  WAIT_UNTIL (has_in (desk, "answered", request) && !has_in (desk, "waiting", request));

  activate (desk, "win.undo");
  WAIT_UNTIL (has_in (desk, "waiting", request));
}

/* What one logs, and what came back of it, is one's own at once. */
static void
test_log (Desk *desk,
          gconstpointer unused)
{
  g_autofree char *person = NULL;
  g_autofree char *department = NULL;
  g_autofree char *request = NULL;
  g_autofree char *project = NULL;
  EntInvolvementDialog *dialog;
  g_autofree char *id = NULL;
  g_autofree char *proposed = NULL;
  g_autoptr (EntOwnWork) work = NULL;

  find_point_person (desk, &person, &department, &request);
  introduce (desk, person, department, TRUE);
  project = find_first (desk, "project");
  activate (desk, "win.log-involvement");
  dialog = ENT_INVOLVEMENT_DIALOG (get_dialog (desk));
  g_assert_cmpstr (ent_record_get_text (ent_involvement_dialog_get_record (dialog), "person"), ==, person);
  id = g_strdup (ent_record_get_id (ent_involvement_dialog_get_record (dialog)));
  ent_involvement_dialog_set_line (dialog, "2 h");
  settle (desk->window);
  ent_record_form_set_text (find_widget (dialog, ENT_TYPE_RECORD_FORM, 0), "subject", project);
  gtk_editable_set_text (GTK_EDITABLE (find_named (dialog, ADW_TYPE_ENTRY_ROW, "departments")), "Une méthode de comptage");
  g_signal_emit_by_name (adw_dialog_get_default_widget (ADW_DIALOG (dialog)), "clicked");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  WAIT_UNTIL (has_in (desk, "log", id) && has_in (desk, "projects", project));
  work = ent_own_work_load (get_reader (desk), "2026-06-15", NULL);
  g_assert_cmpuint (work->returns->len, ==, 1);
  proposed = g_strdup (ent_record_get_id (work->returns->pdata[0]));
  WAIT_UNTIL (has_in (desk, "returns", proposed));

  make_narrow (GTK_WINDOW (desk->window), 294);
}

/* Whoever heads a department says so, and needs nobody else to write it down. */
static void
test_head (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *person = NULL;
  g_autofree char *department = NULL;
  g_autofree char *request = NULL;
  AdwDialog *dialog;
  GtkWidget *heads;

  find_point_person (desk, &person, &department, &request);
  activate (desk, "win.introduce");
  dialog = get_dialog (desk);
  heads = find_widget (dialog, ADW_TYPE_SWITCH_ROW, 0);
  ent_introduce_dialog_set_person (ENT_INTRODUCE_DIALOG (dialog), person);
  ent_introduce_dialog_set_department (ENT_INTRODUCE_DIALOG (dialog), department);
  g_assert_false (gtk_widget_get_visible (heads));
  gtk_check_button_set_active (find_widget (dialog, GTK_TYPE_CHECK_BUTTON, 1), TRUE);
  g_assert_true (gtk_widget_get_visible (heads));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (heads)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (heads), TRUE);
  g_signal_emit_by_name (adw_dialog_get_default_widget (dialog), "clicked");
  WAIT_UNTIL (is_open_as (desk, TRUE));
  g_assert_true (ent_self_is_head (get_reader (desk), person, department, "2026-06-15"));

  activate (desk, "win.introduce");
  dialog = get_dialog (desk);
  g_assert_true (adw_switch_row_get_active (find_widget (dialog, ADW_TYPE_SWITCH_ROW, 0)));
  adw_dialog_force_close (dialog);
}

/* Nothing is written until one has said both. */
static void
test_incomplete (Desk *desk,
                 gconstpointer unused)
{
  AdwDialog *dialog;

  activate (desk, "win.introduce");
  dialog = get_dialog (desk);
  g_signal_emit_by_name (adw_dialog_get_default_widget (dialog), "clicked");
  g_assert_true (adw_banner_get_revealed (find_widget (dialog, ADW_TYPE_BANNER, 0)));
  g_assert_true (get_dialog (desk) == dialog);
  g_assert_false (ent_window_is_narrow (desk->window));
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/point-person/mode", test_mode);
  ADD_DESK ("/point-person/answer", test_answer);
  ADD_DESK ("/point-person/log", test_log);
  ADD_DESK ("/point-person/head", test_head);
  ADD_DESK ("/point-person/incomplete", test_incomplete);

  return run_desk ();
}
