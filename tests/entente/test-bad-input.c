/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong is refused in the form or where it was dropped, with a sentence; what was typed stays. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "desk.h"
#include "ent-attachments.h"
#include "ent-record-dialog.h"
#include "ent-record-form.h"

static EntRecordForm *
get_form (Desk *desk)
{
  return find_widget (get_dialog (desk), ENT_TYPE_RECORD_FORM, 0);
}

static char *
read_sql (Desk *desk,
          const char *sql)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (ent_workspace_get_database (get_reader (desk)), sql, NULL);

  g_assert_nonnull (statement);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  return g_strdup (ent_statement_get_text (statement, 0));
}

static gboolean
is_shown (GtkWidget *widget,
          const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_shown (child, words))
      return TRUE;

  return FALSE;
}

static void
press_save (Desk *desk)
{
  gtk_widget_activate_action (GTK_WIDGET (get_dialog (desk)), "record-dialog.save", NULL);
}

static void
test_dates (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *role = find_first (desk, "role");
  gint64 before = count_records (desk, "mandate");

  activate_for (desk, "record.new", "mandate");
  ent_record_form_set_text (get_form (desk), "role", role);
  ent_record_form_set_text (get_form (desk), "delegation", "Eau");
  ent_record_form_set_text (get_form (desk), "start", "2026-03-22");
  ent_record_form_set_text (get_form (desk), "end", "2020-05-18");
  press_save (desk);
  WAIT_UNTIL (is_shown (GTK_WIDGET (get_dialog (desk)), "comes after"));
  g_assert_cmpint (count_records (desk, "mandate"), ==, before);
  g_assert_true (ent_record_form_get_modified (get_form (desk)));
}

/* A clash with another record is only known by the workspace: the form stays with what was typed, and can be mended. */
static void
test_two_chiefs (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *body = read_sql (desk, "SELECT role.body FROM mandate JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row "
                                          "WHERE function = 'chief-executive' AND mandate.\"end\" IS NULL AND role.\"end\" IS NULL LIMIT 1");
  g_autofree char *sql = g_strdup_printf ("SELECT own.id FROM role JOIN record AS own USING (row) WHERE role.body = '%s' AND kind = 'elected' "
                                          "AND \"end\" IS NULL AND NOT EXISTS (SELECT 1 FROM mandate WHERE role = own.id "
                                          "AND function = 'chief-executive') LIMIT 1", body);
  g_autofree char *role = read_sql (desk, sql);
  gint64 before = count_records (desk, "mandate");

  activate_for (desk, "record.new", "mandate");
  ent_record_form_set_text (get_form (desk), "role", role);
  ent_record_form_set_text (get_form (desk), "function", "chief-executive");
  ent_record_form_set_text (get_form (desk), "delegation", "Mairie");
  ent_record_form_set_text (get_form (desk), "start", "2026-03-22");
  press_save (desk);
  WAIT_UNTIL (is_shown (GTK_WIDGET (get_dialog (desk)), "there cannot be two at once"));
  g_assert_cmpint (count_records (desk, "mandate"), ==, before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (get_form (desk), "Delegation, as Worded"))), ==, "Mairie");

  ent_record_form_set_text (get_form (desk), "function", "deputy");
  press_save (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  g_assert_cmpint (count_records (desk, "mandate"), ==, before + 1);
}

/* In the form, and as when one drops a department on another. */
static void
test_circle (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *below = read_sql (desk, "SELECT id FROM department JOIN record USING (row) WHERE parent IS NOT NULL LIMIT 1");
  g_autofree char *sql = g_strdup_printf ("SELECT parent FROM department JOIN record USING (row) WHERE id = '%s'", below);
  g_autofree char *above = read_sql (desk, sql);

  activate_for (desk, "record.edit", above);
  ent_record_form_set_text (get_form (desk), "parent", below);
  press_save (desk);
  WAIT_UNTIL (is_shown (GTK_WIDGET (get_dialog (desk)), "which is part of it"));
  adw_dialog_force_close (get_dialog (desk));
  WAIT_UNTIL (get_dialog (desk) == NULL);

  activate_for (desk, "win.go", "departments");
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "department.move", "(ss)", above, below));
  WAIT_UNTIL (is_shown (GTK_WIDGET (desk->window), "which is part of it"));
  g_assert_cmpint (ent_workspace_get_last_change (get_reader (desk)), >, 0);
  g_free (g_steal_pointer (&below));
  below = read_sql (desk, sql);
  g_assert_cmpstr (below, ==, above);
}

/* 200 MB take no room on the disk, nor in the workspace. */
static void
test_large_file (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "partnership");
  g_autofree char *path = g_build_filename (desk->folder, "film.mp4", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 before = count_records (desk, "document");

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 200 * 1000 * 1000), ==, 0);
  activate_for (desk, "record.open", id);
  settle (desk->window);
  ent_attachments_add (ent_window_get_page (desk->window), file, NULL);
  WAIT_UNTIL (is_shown (GTK_WIDGET (desk->window), "is too large"));
  g_assert_cmpint (count_records (desk, "document"), ==, before);
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/bad-input/dates", test_dates);
  ADD_DESK ("/bad-input/two-chiefs", test_two_chiefs);
  ADD_DESK ("/bad-input/circle", test_circle);
  ADD_DESK ("/bad-input/large-file", test_large_file);

  return run_desk ();
}
