/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists and records on paper and as PDF, without a dialog. */
#include "desk.h"
#include "ent-print.h"

/* Pages of a PDF, by its page objects; what is added at the end says them again. */
static guint
count_pages (const char *content,
             gsize length)
{
  static const char mark[] = "/Type /Page", end[] = "%%EOF";
  const char *limit = memmem (content, length, end, strlen (end));
  guint n = 0;

  g_assert_nonnull (limit);
  for (const char *p = content; (p = memmem (p, limit - p, mark, strlen (mark))) != NULL; p++)
    n += p[strlen (mark)] != 's';

  return n;
}

/* What both ways of writing make of a document, in pages. */
static guint
write_both (Desk *desk,
            EntSheet *sheet)
{
  g_autofree char *saved = g_build_filename (desk->folder, "saved.pdf", NULL);
  g_autofree char *printed = g_build_filename (desk->folder, "printed.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *content = NULL;
  g_autofree char *other = NULL;
  gsize length;
  guint n;
  int drawn = 0;
  g_autoptr (GError) error = NULL;

  ent_sheet_write_pdf (sheet, saved, NULL, &error);
  g_assert_no_error (error);
  operation = ent_print_operation_new (sheet);
  g_signal_connect_swapped (operation, "draw-page", G_CALLBACK (g_atomic_int_inc), &drawn);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, printed);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (desk->window), &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (saved, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_nonnull (memmem (content, length, "/StructTreeRoot", strlen ("/StructTreeRoot")));
  n = count_pages (content, length);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_file_get_contents (printed, &other, &length, NULL));
  g_assert_true (g_str_has_prefix (other, "%PDF-"));
  g_assert_cmpint (drawn, ==, n);
  return n;
}

static void
test_record (Desk *desk,
             gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;
      EntSheet *sheet;
      guint n;

      if (count_records (desk, entity->name) == 0)
        continue;
      id = find_first (desk, entity->name);
      sheet = ent_print_compose_record (get_reader (desk), id, NULL, &error);
      g_assert_no_error (error);
      n = ent_sheet_lay_out (sheet);
      g_assert_cmpuint (write_both (desk, sheet), ==, n);
    }
}

static void
test_list (Desk *desk,
           gconstpointer unused)
{
  static const char *const columns[] = { "title", "status", "start", "end", "partnership", "themes", "lead", "officer", NULL };
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));
  g_autoptr (GError) error = NULL;
  EntSheet *sheet = ent_print_compose_list (get_reader (desk), query, columns, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ent_sheet_get_title (sheet), ==, "Projects");
  g_assert_cmpuint (write_both (desk, sheet), >, 0);
}

/* More rows than a page holds go over several, without any being lost. */
static void
test_pages (Desk *desk,
            gconstpointer unused)
{
  static const char *const labels[] = { "Name", "Population", NULL };
  static const double shares[] = { 2, 1 };
  EntSheet *sheet = ent_sheet_new ("Towns", "200 records", "Towns");
  guint n;

  ent_sheet_add_table (sheet, labels, shares, 2);
  for (guint i = 0; i < 200; i++)
    ent_sheet_add_row (sheet, (const char *const[]){ "Goris", "20600", NULL });
  n = ent_sheet_lay_out (sheet);
  g_assert_cmpuint (n, >=, 5);
  g_assert_cmpuint (write_both (desk, sheet), ==, n);
}

static void
test_actions (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *id = find_first (desk, "project");

  activate_for (desk, "win.go", "overview");
  settle (desk->window);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "print"));
  activate_for (desk, "win.go", "projects");
  settle (desk->window);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "print"));
  activate_for (desk, "record.open", id);
  settle (desk->window);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "save-pdf"));
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/print/record", test_record);
  ADD_DESK ("/print/list", test_list);
  ADD_DESK ("/print/pages", test_pages);
  ADD_DESK ("/print/actions", test_actions);

  return run_desk ();
}
