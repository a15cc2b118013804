/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of everybody's time: what waits is confirmed in one step, totals are shown, printed and exported. */
#include "desk.h"
#include "ent-introduce-dialog.h"
#include "ent-involvement-page.h"
#include "ent-record-table.h"
#include "ent-self.h"
#include "ent-time-sheet.h"

static AdwViewStack *
get_stack (Desk *desk)
{
  return find_widget (ent_window_get_page (desk->window), ADW_TYPE_VIEW_STACK, 0);
}

static gint64
count_waiting (Desk *desk)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (now, "%Y");

  ent_query_add_text (query, "confirmed-on", ENT_FILTER_UNSET, NULL);
  ent_query_add_text (query, "from", ENT_FILTER_FROM, year);
  ent_query_add_text (query, "from", ENT_FILTER_UNTIL, year);
  return ent_workspace_count (get_reader (desk), query, NULL);
}

static gpointer
write_person (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  ent_workspace_set_setting (workspace, ENT_SETTING_PERSON, data, error);
  return NULL;
}

static gpointer
write_time (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  ent_workspace_save (workspace, data, error);
  return NULL;
}

static void
log_today (Desk *desk,
           const char *person)
{
  g_autofree char *project = find_first (desk, "project");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("involvement"), NULL);
  gint64 before = count_waiting (desk);

  ent_record_set_text (record, "person", person);
  ent_record_set_text (record, "subject", project);
  ent_record_set_text (record, "from", today);
  ent_record_set_real (record, "amount", 2);
  ent_record_set_text (record, "unit", "hours");
  ent_store_write_async (ent_window_get_store (desk->window), write_time, record, NULL, NULL, NULL, NULL, NULL);
  WAIT_UNTIL (count_waiting (desk) == before + 1);
}

static void
test_confirm (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  gint64 waiting;

  log_today (desk, person);
  log_today (desk, person);
  waiting = count_waiting (desk);
  activate_for (desk, "win.go", "involvement");
  settle (desk->window);
  adw_view_stack_set_visible_child_name (get_stack (desk), "confirm");
  settle (desk->window);

  /* Who confirms has a name. */
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "involvement.confirm-shown", NULL);
  g_assert_true (ENT_IS_INTRODUCE_DIALOG (get_dialog (desk)));
  adw_dialog_force_close (get_dialog (desk));
  g_assert_cmpint (count_waiting (desk), ==, waiting);

  ent_store_write_async (ent_window_get_store (desk->window), write_person, person, NULL, NULL, NULL, NULL, NULL);
  WAIT_UNTIL (ent_self_is_known (get_reader (desk)));
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "involvement.confirm-shown", NULL);
  WAIT_UNTIL (count_waiting (desk) == 0);
  activate (desk, "win.undo");
  WAIT_UNTIL (count_waiting (desk) == waiting);
}

static void
test_totals (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *path = g_build_filename (desk->folder, "totals.csv", NULL);
  g_autofree char *pdf = g_build_filename (desk->folder, "totals.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (EntTimeTotals) totals = NULL;
  g_autoptr (GPtrArray) cofunding = NULL;
  g_autoptr (EntSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  log_today (desk, person);
  activate_for (desk, "win.go", "involvement");
  settle (desk->window);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "print"));
  totals = ent_time_totals_load (get_reader (desk), g_date_time_get_year (now), NULL, &error);
  g_assert_no_error (error);
  cofunding = g_ptr_array_new ();
  g_assert_true (ent_time_sheet_write_csv (totals, path, ENT_CSV_FRENCH, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Involvement by Month;"));
  sheet = ent_time_sheet_compose (totals, cofunding, "Involvement");
  g_assert_true (ent_sheet_write_pdf (sheet, pdf, NULL, &error));
  g_assert_no_error (error);

  /* Where nothing can be written, the user hears why. */
  g_assert_false (ent_time_sheet_write_csv (totals, "/nowhere/at/all.csv", ENT_CSV_FRENCH, NULL, &error));
  g_assert_nonnull (error);
}

/* What is exported from the page is what the totals of its year are. */
static void
test_export (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *path = g_build_filename (desk->folder, "exported.csv", NULL);
  g_autofree char *expected_path = g_build_filename (desk->folder, "expected.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (EntTimeTotals) totals = NULL;
  g_autoptr (GError) error = NULL;

  log_today (desk, person);
  activate_for (desk, "win.go", "involvement");
  settle (desk->window);
  ent_involvement_page_save (ENT_INVOLVEMENT_PAGE (ent_window_get_page (desk->window)), file);
  WAIT_UNTIL (g_file_query_exists (file, NULL));
  totals = ent_time_totals_load (get_reader (desk), g_date_time_get_year (now), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ent_time_sheet_write_csv (totals, expected_path, ENT_CSV_FRENCH, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_assert_nonnull (strstr (text, "Involvement by Month;"));
  g_assert_cmpstr (text, ==, expected);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/involvement-page/confirm", test_confirm);
  ADD_DESK ("/involvement-page/totals", test_totals);
  ADD_DESK ("/involvement-page/export", test_export);

  return run_desk ();
}
