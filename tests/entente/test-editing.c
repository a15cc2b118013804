/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written through the window: making, changing, deleting, logging time; and undoing each. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "../common/catalogues.h"
#include "desk.h"
#include "ent-attachments.h"
#include "ent-files.h"
#include "ent-involvement-dialog.h"
#include "ent-record-dialog.h"
#include "ent-record-form.h"
#include "ent-record-page.h"
#include "handler.h"

/* Where what the desktop opens is noted. */
static char *noted;

static EntRecordForm *
get_form (Desk *desk)
{
  return find_widget (get_dialog (desk), ENT_TYPE_RECORD_FORM, 0);
}

static void
save_dialog (Desk *desk)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_dialog (desk)), "record-dialog.save", NULL));
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
}

/* What Enter does. */
static void
press_default (Desk *desk)
{
  g_signal_emit_by_name (adw_dialog_get_default_widget (get_dialog (desk)), "clicked");
}

static void
undo (Desk *desk)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "undo"));
  activate (desk, "win.undo");
  settle (desk->window);
}

static void
redo (Desk *desk)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "redo"));
  activate (desk, "win.redo");
  settle (desk->window);
}

static void
test_create (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *id = NULL;

  activate_for (desk, "record.new", "partnership");
  ent_record_form_set_text (get_form (desk), "title", "Évry – Kayes");
  id = g_strdup (ent_record_get_id (ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)))));
  save_dialog (desk);

  /* What was begun is what one goes on with. */
  g_assert_true (ent_workspace_exists (get_reader (desk), id));
  g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, id);
  undo (desk);
  g_assert_false (ent_workspace_exists (get_reader (desk), id));
  redo (desk);
  g_assert_true (ent_workspace_exists (get_reader (desk), id));
}

static void
test_create_for (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *partnership = find_first (desk, "partnership");
  g_autofree char *id = NULL;
  g_autoptr (EntRecord) project = NULL;

  activate_for (desk, "record.open", partnership);
  settle (desk->window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk->window), "record.new-for", "(sss)", "project", "partnership", partnership));
  ent_record_form_set_text (get_form (desk), "title", "Eau");
  id = g_strdup (ent_record_get_id (ent_record_dialog_get_record (ENT_RECORD_DIALOG (get_dialog (desk)))));
  save_dialog (desk);

  /* One stays where one was. */
  g_assert_cmpstr (ent_page_get_subject (ent_window_get_page (desk->window)), ==, partnership);
  project = ent_workspace_get (get_reader (desk), id, NULL);
  g_assert_cmpstr (ent_record_get_text (project, "partnership"), ==, partnership);
}

static void
test_edit (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "partnership");
  g_autofree char *before = ent_workspace_get_headline (get_reader (desk), id);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;

  activate_for (desk, "record.open", id);
  settle (desk->window);
  activate (desk, "win.edit");
  ent_record_form_set_text (get_form (desk), "title", "Autre titre");
  save_dialog (desk);
  after = ent_workspace_get_headline (get_reader (desk), id);
  g_assert_cmpstr (after, ==, "Autre titre");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (ent_window_get_page (desk->window))), ==, "Autre titre");

  undo (desk);
  undone = ent_workspace_get_headline (get_reader (desk), id);
  g_assert_cmpstr (undone, ==, before);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (ent_window_get_page (desk->window))), ==, before);
}

/* A file that is dropped on a record becomes a document of it; dropped on that, it takes its place. */
/* The program that the desktop has for it is given a copy under its name, which only the user can read. */
static void
open_document (Desk *desk,
               const char *expected)
{
  g_autofree char *uri = NULL;
  g_autoptr (GFile) given = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  GStatBuf info;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "page.open-file", NULL));
  WAIT_UNTIL (g_file_get_contents (noted, &uri, NULL, NULL));
  given = g_file_new_for_commandline_arg (uri);
  path = g_file_get_path (given);
  folder = g_path_get_dirname (path);
  name = g_path_get_basename (path);
  g_assert_true (g_str_has_prefix (name, "Délibération-") && g_str_has_suffix (name, ".pdf"));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 077, ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_attach (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "partnership");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (EntRecord) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gint64 before = count_records (desk, "document");
  int fd = g_file_open_tmp ("Délibération-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_file_set_contents (path, "%PDF", 4, &error);
  g_assert_no_error (error);
  file = g_file_new_for_path (path);
  activate_for (desk, "record.open", id);
  settle (desk->window);
  ent_attachments_add (ent_window_get_page (desk->window), file, NULL);
  WAIT_UNTIL (count_records (desk, "document") == before + 1);
  settle (desk->window);

  found = ent_workspace_search (get_reader (desk), "Délibération", ent_schema_find ("document"), 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  activate_for (desk, "record.open", ((EntHit *) found->pdata[0])->id);
  settle (desk->window);
  g_file_set_contents (path, "%PDF-2", 6, &error);
  ent_attachments_add (ent_window_get_page (desk->window), file, NULL);
  settle (desk->window);
  document = ent_workspace_get (get_reader (desk), ((EntHit *) found->pdata[0])->id, &error);
  g_assert_no_error (error);
  bytes = ent_document_read (get_reader (desk), document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 6);

  open_document (desk, "%PDF-2");

  undo (desk);
  undo (desk);
  g_assert_cmpint (count_records (desk, "document"), ==, before);
  g_remove (path);
}

static void
test_delete (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "project");

  activate_for (desk, "win.go", "projects");
  activate_for (desk, "record.open", id);
  settle (desk->window);
  gtk_widget_activate_action (GTK_WIDGET (ent_window_get_page (desk->window)), "page.delete", NULL);
  WAIT_UNTIL (!ENT_IS_RECORD_PAGE (ent_window_get_page (desk->window)));
  settle (desk->window);
  g_assert_false (ent_workspace_exists (get_reader (desk), id));
  undo (desk);
  g_assert_true (ent_workspace_exists (get_reader (desk), id));
}

static gboolean
is_gone (Desk *desk)
{
  GtkStack *stack = find_widget (ent_window_get_page (desk->window), GTK_TYPE_STACK, 0);

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "gone") == 0;
}

/* Somebody else deletes what one looks at. */
static void
test_deleted_elsewhere (Desk *desk,
                        gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "project");
  g_autoptr (GAsyncResult) result = NULL;

  activate_for (desk, "record.open", id);
  settle (desk->window);
  g_assert_false (is_gone (desk));
  ent_store_delete_async (ent_window_get_store (desk->window), id, keep_result, &result);
  WAIT_UNTIL (result != NULL && is_gone (desk));
}

static void
test_log_involvement (Desk *desk,
                      gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  g_autoptr (EntRecord) logged = NULL;
  g_autofree char *id = NULL;
  gint64 before = count_records (desk, "involvement");

  activate_for (desk, "record.open", project);
  settle (desk->window);
  activate (desk, "win.log-involvement");
  g_assert_true (ENT_IS_INVOLVEMENT_DIALOG (get_dialog (desk)));
  logged = g_object_ref (ent_involvement_dialog_get_record (ENT_INVOLVEMENT_DIALOG (get_dialog (desk))));
  id = g_strdup (ent_record_get_id (logged));
  g_assert_cmpstr (ent_record_get_text (logged, "subject"), ==, project);

  /* Incomplete, it is not taken. */
  press_default (desk);
  settle (desk->window);
  g_assert_nonnull (get_dialog (desk));
  g_assert_cmpint (count_records (desk, "involvement"), ==, before);

  ent_record_form_set_text (get_form (desk), "person", person);
  gtk_editable_set_text (GTK_EDITABLE (find_row (get_form (desk), "How Much *")), "2,5");
  press_default (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "involvement"), ==, before + 1);
  g_assert_cmpfloat (ent_record_get_real (logged, "amount", 0), ==, 2.5);

  undo (desk);
  g_assert_false (ent_workspace_exists (get_reader (desk), id));
}

/* What came back is proposed in a sentence, with the involvement as its proof; one step undoes both. */
static void
test_propose (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("return"));
  g_autoptr (GPtrArray) proposed = NULL;
  gint64 before = count_records (desk, "return");
  const char *const *proof;

  activate_for (desk, "record.open", project);
  settle (desk->window);
  activate (desk, "win.log-involvement");
  ent_record_form_set_text (get_form (desk), "person", person);
  gtk_editable_set_text (GTK_EDITABLE (find_row (get_form (desk), "How Much *")), "2,5");
  gtk_editable_set_text (GTK_EDITABLE (find_row (get_form (desk), "For the department")), "A method that we keep");
  press_default (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);

  g_assert_cmpint (count_records (desk, "return"), ==, before + 1);
  ent_query_add_text (query, "text", ENT_FILTER_IS, "A method that we keep");
  proposed = ent_workspace_list (get_reader (desk), query, 2, NULL);
  g_assert_cmpuint (proposed->len, ==, 1);
  g_assert_cmpstr (ent_record_get_text (proposed->pdata[0], "subject"), ==, project);
  g_assert_cmpstr (ent_record_get_text (proposed->pdata[0], "proposed-by"), ==, person);
  g_assert_cmpstr (ent_record_get_list (proposed->pdata[0], "categories")[0], ==, "departments");
  proof = ent_record_get_list (proposed->pdata[0], "proved-by");
  g_assert_true (g_str_has_prefix (proof[0], "involvement:"));

  undo (desk);
  g_assert_cmpint (count_records (desk, "return"), ==, before);
}

static GtkWidget *
look_for_label (gpointer widget,
                const char *start)
{
  for (guint n = 0;; n++)
    {
      guint left = n;
      GtkWidget *label = find_nth (widget, GTK_TYPE_LABEL, &left);

      if (label == NULL)
        return NULL;
      if (gtk_widget_get_mapped (label) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (label)), start))
        return label;
    }
}

static GtkWidget *
find_label (gpointer widget,
            const char *start)
{
  WAIT_UNTIL (look_for_label (widget, start) != NULL);
  return look_for_label (widget, start);
}

static EntInvolvementDialog *
open_log (Desk *desk)
{
  activate (desk, "win.log-involvement");
  settle (desk->window);
  g_assert_true (ENT_IS_INVOLVEMENT_DIALOG (get_dialog (desk)));
  return ENT_INVOLVEMENT_DIALOG (get_dialog (desk));
}

static void
close_dialog (Desk *desk)
{
  adw_dialog_force_close (get_dialog (desk));
  WAIT_UNTIL (get_dialog (desk) == NULL);
}

/* Enter in the line logs, also where it comes before the search has answered. */
static void
log_line (Desk *desk,
          const char *text)
{
  EntInvolvementDialog *dialog = open_log (desk);

  ent_involvement_dialog_set_line (dialog, text);
  g_signal_emit_by_name (find_widget (dialog, ADW_TYPE_ENTRY_ROW, 0), "entry-activated");
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
}

static EntRecord *
get_logged (Desk *desk,
            const char *what)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (GPtrArray) found = NULL;

  ent_query_add_text (query, "what", ENT_FILTER_IS, what);
  found = ent_workspace_list (get_reader (desk), query, 2, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

static void
test_log_line (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *name = ent_workspace_get_headline (get_reader (desk), person);
  g_autofree char *text = g_strdup_printf ("2h30 traduction %s Goris fuites relecture 2026-05-12", name);
  g_autoptr (EntRecord) logged = NULL;
  g_autofree char *subject = NULL;

  log_line (desk, text);
  logged = get_logged (desk, "relecture");
  subject = ent_workspace_get_headline (get_reader (desk), ent_record_get_text (logged, "subject"));
  g_assert_cmpstr (ent_record_get_text (logged, "person"), ==, person);
  g_assert_nonnull (strstr (subject, "Goris"));
  g_assert_nonnull (strstr (subject, "fuites"));
  g_assert_cmpfloat (ent_record_get_real (logged, "amount", 0), ==, 2.5);
  g_assert_cmpstr (ent_record_get_text (logged, "unit"), ==, "hours");
  g_assert_cmpstr (ent_record_get_text (logged, "from"), ==, "2026-05-12");
}

/* What is filled in below stays while the line goes on about other things. */
static void
test_line_and_form (Desk *desk,
                    gconstpointer unused)
{
  EntInvolvementDialog *dialog = open_log (desk);
  GtkEditable *amount = GTK_EDITABLE (find_row (get_form (desk), "How Much *"));

  ent_involvement_dialog_set_line (dialog, "2 h");
  settle (desk->window);
  WAIT_UNTIL (g_str_equal (gtk_editable_get_text (amount), "2"));
  gtk_editable_set_text (amount, "3");
  ent_involvement_dialog_set_line (dialog, "2 h zzz");
  WAIT_UNTIL (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (find_row (get_form (desk), "What Was Done"))), "zzz"));
  g_assert_cmpstr (gtk_editable_get_text (amount), ==, "3");
  close_dialog (desk);
}

static void
test_repeat (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (GPtrArray) latest = ent_workspace_list (get_reader (desk), query, 1, NULL);
  static const char *const same[] = { "person", "subject", "unit", "kind", "what" };
  EntInvolvementDialog *dialog = open_log (desk);
  g_autoptr (EntRecord) record = g_object_ref (ent_involvement_dialog_get_record (dialog));
  g_autofree char *today = g_strdup (ent_record_get_text (record, "from"));

  g_signal_emit_by_name (gtk_widget_get_ancestor (find_label (dialog, "Repeat the Last Entry"), GTK_TYPE_BUTTON), "clicked");
  press_default (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    g_assert_cmpstr (ent_record_get_text (record, same[i]), ==, ent_record_get_text (latest->pdata[0], same[i]));
  g_assert_cmpstr (ent_record_get_text (record, "from"), ==, today);
}

static void
test_too_many_hours (Desk *desk,
                     gconstpointer unused)
{
  g_autofree char *person = find_first (desk, "person");
  g_autofree char *project = find_first (desk, "project");
  gint64 before = count_records (desk, "involvement");

  activate_for (desk, "record.open", project);
  settle (desk->window);
  open_log (desk);
  ent_record_form_set_text (get_form (desk), "person", person);
  gtk_editable_set_text (GTK_EDITABLE (find_row (get_form (desk), "How Much *")), "30");
  press_default (desk);
  settle (desk->window);
  g_assert_nonnull (get_dialog (desk));
  g_assert_nonnull (find_label (get_form (desk), "A day has 24 hours"));
  g_assert_cmpint (count_records (desk, "involvement"), ==, before);

  /* Over two days it may be. */
  ent_record_form_set_text (get_form (desk), "from", "2026-05-12");
  ent_record_form_set_text (get_form (desk), "to", "2026-05-13");
  press_default (desk);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "involvement"), ==, before + 1);
}

int
main (int argc,
      char **argv)
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();
  noted = make_handler ("application/pdf");

  ADD_DESK ("/editing/create", test_create);
  ADD_DESK ("/editing/create-for", test_create_for);
  ADD_DESK ("/editing/edit", test_edit);
  ADD_DESK ("/editing/attach", test_attach);
  ADD_DESK ("/editing/delete", test_delete);
  ADD_DESK ("/editing/deleted-elsewhere", test_deleted_elsewhere);
  ADD_DESK ("/editing/log-involvement", test_log_involvement);
  ADD_DESK ("/editing/log-line", test_log_line);
  ADD_DESK ("/editing/line-and-form", test_line_and_form);
  ADD_DESK ("/editing/repeat", test_repeat);
  ADD_DESK ("/editing/too-many-hours", test_too_many_hours);
  ADD_DESK ("/editing/propose", test_propose);

  return run_desk ();
}
