/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an elected official: the portfolio, a change of mandate by its dialog, and the sheet of a mission. */
#include "desk.h"
#include "ent-record-sheets.h"
#include "ent-succession-dialog.h"

static char *
find_id (Desk *desk,
         const char *sql)
{
  EntWorkspace *workspace = ent_store_get_reader (ent_window_get_store (desk->window));
  g_autoptr (EntStatement) statement = ent_database_prepare (ent_workspace_get_database (workspace), sql, NULL);

  g_assert_nonnull (statement);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  return g_strdup (ent_statement_get_text (statement, 0));
}

static char *
read_end (Desk *desk,
          const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (ent_store_get_reader (ent_window_get_store (desk->window)), id, &error);

  g_assert_no_error (error);
  return g_strdup (ent_record_get_text (record, "end"));
}

/* A day before the term began is refused where it was typed; a good one is one change, and one undo. */
static void
test_change (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *person = find_id (desk, "SELECT official FROM partnership WHERE official IS NOT NULL GROUP BY official ORDER BY count (*) DESC LIMIT 1");
  g_autofree char *role = find_id (desk, "SELECT id FROM role JOIN record USING (row) WHERE kind = 'elected' AND \"end\" IS NULL AND person = "
                                         "(SELECT official FROM partnership WHERE official IS NOT NULL GROUP BY official ORDER BY count (*) DESC LIMIT 1)");
  g_autofree char *ended = NULL;
  g_autofree char *restored = NULL;
  GtkWidget *day;
  GtkWidget *save;

  ent_window_open_record (desk->window, person);
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "record.hand-over", "s", person));
  settle (desk->window);
  g_assert_true (ENT_IS_SUCCESSION_DIALOG (get_dialog (desk)));
  save = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (get_dialog (desk)), ENT_TYPE_SUCCESSION_DIALOG, "save_button"));
  WAIT_UNTIL (gtk_widget_get_sensitive (save));
  day = find_widget (get_dialog (desk), ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (day), "2001-01-01");
  g_signal_emit_by_name (save, "clicked");
  WAIT_UNTIL (gtk_widget_get_sensitive (save));
  g_assert_true (ENT_IS_SUCCESSION_DIALOG (get_dialog (desk)));
  g_assert_true (gtk_widget_has_css_class (day, "error"));
  g_assert_null (ended = read_end (desk, role));

  gtk_editable_set_text (GTK_EDITABLE (day), "2026-12-31");
  g_assert_false (gtk_widget_has_css_class (day, "error"));
  g_signal_emit_by_name (save, "clicked");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_null (get_dialog (desk));
  ended = read_end (desk, role);
  g_assert_cmpstr (ended, ==, "2026-12-31");

  g_action_group_activate_action (G_ACTION_GROUP (desk->window), "undo", NULL);
  settle (desk->window);
  g_assert_null (restored = read_end (desk, role));
}

static GtkWidget *
find_sheet_button (Desk *desk)
{
  return find_widget (ent_window_get_page (desk->window), ADW_TYPE_SPLIT_BUTTON, 0);
}

/* The briefing is one click away, where there is one: its button says what it is, also where there is no room for words. */
static void
test_sheet_button (Desk *desk,
                   gconstpointer unused)
{
  g_autofree char *event = find_first (desk, "event");
  g_autofree char *person = find_first (desk, "person");
  GtkWidget *content;

  ent_window_open_record (desk->window, person);
  settle (desk->window);
  g_assert_false (gtk_widget_get_visible (find_sheet_button (desk)));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "open-sheet"));

  ent_window_open_record (desk->window, event);
  settle (desk->window);
  g_assert_true (gtk_widget_get_visible (find_sheet_button (desk)));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "open-sheet"));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (find_sheet_button (desk))), ==, "page.open-sheet");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_sheet_button (desk)), ==, "Briefing Sheet");
  content = adw_split_button_get_child (ADW_SPLIT_BUTTON (find_sheet_button (desk)));
  WAIT_UNTIL (g_strcmp0 (adw_button_content_get_label (ADW_BUTTON_CONTENT (content)), "Briefing Sheet") == 0);

  make_narrow (GTK_WINDOW (desk->window), 640);
  WAIT_UNTIL (g_strcmp0 (adw_button_content_get_label (ADW_BUTTON_CONTENT (content)), "") == 0);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_sheet_button (desk)), ==, "Briefing Sheet");
}

static void
test_sheet (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *event = find_id (desk, "SELECT id FROM event JOIN record USING (row) WHERE kind = 'mission' ORDER BY start DESC LIMIT 1");
  g_autofree char *path = g_build_filename (desk->folder, "briefing.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;

  ent_window_open_record (desk->window, event);
  settle (desk->window);
  ent_record_sheets_save (ent_window_get_page (desk->window), "fr", file);
  settle (desk->window);
  WAIT_UNTIL (g_file_query_exists (file, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/officials/change", test_change);
  ADD_DESK ("/officials/sheet", test_sheet);
  ADD_DESK ("/officials/sheet-button", test_sheet_button);

  return run_desk ();
}
