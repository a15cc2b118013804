/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar in its window: what stands on a day, what is left out, a new event, and the file for other programs. */
#include "desk.h"
#include "ent-calendar-page.h"
#include "ent-record-dialog.h"

static EntCalendarPage *
go (Desk *desk,
    const char *day)
{
  ent_window_go (desk->window, "calendar");
  settle (desk->window);
  ent_calendar_page_set_day (ENT_CALENDAR_PAGE (ent_window_get_page (desk->window)), day);
  settle (desk->window);
  return ENT_CALENDAR_PAGE (ent_window_get_page (desk->window));
}

static gboolean
has_row (gpointer page,
         const char *title)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *row = find_nth (page, ADW_TYPE_ACTION_ROW, &left);

      if (row == NULL || (gtk_widget_get_mapped (row) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0))
        return row != NULL;
    }
}

static void
add_mission_and_absence (Desk *desk)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->path, 0, NULL);
  g_autoptr (EntRecord) event = ent_record_new (ent_schema_find ("event"), NULL);
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (EntRecord) absence = ent_record_new (ent_schema_find ("absence"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (event, "title", "Mission à Kayes");
  ent_record_set_text (event, "start", "2019-02-04");
  ent_record_set_text (event, "end", "2019-02-08");
  ent_record_set_text (person, "given-name", "Awa");
  ent_record_set_text (person, "family-name", "Diop");
  ent_record_set_text (absence, "person", ent_record_get_id (person));
  ent_record_set_text (absence, "start", "2019-02-06");
  ent_workspace_save (workspace, event, &error);
  g_assert_no_error (error);
  ent_workspace_save (workspace, person, &error);
  g_assert_no_error (error);
  ent_workspace_save (workspace, absence, &error);
  g_assert_no_error (error);
}

static void
test_shown (Desk *desk,
            gconstpointer unused)
{
  EntCalendarPage *page;

  add_mission_and_absence (desk);
  page = go (desk, "2019-02-06");
  WAIT_UNTIL (has_row (page, "Mission à Kayes") && has_row (page, "Away: Awa Diop"));
  ent_calendar_page_set_day (page, "2019-02-08");
  WAIT_UNTIL (has_row (page, "Mission à Kayes") && !has_row (page, "Away: Awa Diop"));

  g_object_set (page, "view", "list", NULL);
  WAIT_UNTIL (has_row (page, "Mission à Kayes") && has_row (page, "Away: Awa Diop"));
  gtk_widget_activate_action (GTK_WIDGET (page), "page.show-absences", NULL);
  WAIT_UNTIL (has_row (page, "Mission à Kayes") && !has_row (page, "Away: Awa Diop"));
  gtk_widget_activate_action (GTK_WIDGET (page), "page.next", NULL);
  settle (desk->window);
  g_assert_cmpstr (ent_calendar_page_get_day (page), ==, "2019-03-08");
  WAIT_UNTIL (!has_row (page, "Mission à Kayes"));
}

/* A new event begins on the selected day. */
static void
test_new (Desk *desk,
          gconstpointer unused)
{
  EntRecord *record;

  go (desk, "2019-02-06");
  activate (desk, "win.add");
  WAIT_UNTIL (ENT_IS_RECORD_DIALOG (get_dialog (desk)));
  record = ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)));
  g_assert_cmpstr (ent_record_get_entity (record)->name, ==, "event");
  g_assert_cmpstr (ent_record_get_text (record, "start"), ==, "2019-02-06");
}

/* Where there is little room, the list is the view, and the month comes back with the room. */
static void
test_narrow (Desk *desk,
             gconstpointer unused)
{
  EntCalendarPage *page;
  GtkWidget *stack;

  add_mission_and_absence (desk);
  page = go (desk, "2019-02-06");
  stack = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), ENT_TYPE_CALENDAR_PAGE, "view_stack"));
  WAIT_UNTIL (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "month") == 0);
  make_narrow (GTK_WINDOW (desk->window), 600);
  WAIT_UNTIL (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "list") == 0);
  WAIT_UNTIL (has_row (page, "Away: Awa Diop"));
  gtk_window_set_focus (GTK_WINDOW (desk->window), NULL);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1100, 760);
  WAIT_UNTIL (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "month") == 0);
}

static void
test_export (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *path = g_build_filename (desk->folder, "calendar.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;

  ent_calendar_page_save (go (desk, "2019-02-06"), file);
  WAIT_UNTIL (g_file_query_exists (file, NULL));
  settle (desk->window);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "BEGIN:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (content, "SUMMARY:Away: "));
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/calendar-page/shown", test_shown);
  ADD_DESK ("/calendar-page/new", test_new);
  ADD_DESK ("/calendar-page/narrow", test_narrow);
  ADD_DESK ("/calendar-page/export", test_export);

  return run_desk ();
}
