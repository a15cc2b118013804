/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data in and out by the window: dialogs driven by their actions, on a display. */
#include "desk.h"
#include "ent-export-dialog.h"
#include "ent-import-dialog.h"
#include "ent-import-item.h"

static char *
write_table (Desk *desk,
             const char *name,
             const char *content)
{
  char *path = g_build_filename (desk->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static EntImportDialog *
open_import (Desk *desk,
             const char *entity,
             const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  EntImportDialog *dialog;

  activate_for (desk, "win.import", entity);
  dialog = ENT_IMPORT_DIALOG (get_dialog (desk));
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "choose");
  ent_import_dialog_load (dialog, file);
  WAIT_UNTIL (!ent_import_dialog_is_busy (dialog));
  return dialog;
}

static void
next (EntImportDialog *dialog)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL));
  WAIT_UNTIL (!ent_import_dialog_is_busy (dialog));
}

/* The rows of the preview, among the lists of all that can be chosen. */
static GListModel *
get_items (EntImportDialog *dialog)
{
  for (guint i = 0;; i++)
    {
      GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (find_widget (dialog, GTK_TYPE_LIST_VIEW, i)));
      g_autoptr (GObject) first = model != NULL ? g_list_model_get_item (model, 0) : NULL;

      if (ENT_IS_IMPORT_ITEM (first))
        return model;
    }
}

static const char *
get_choice (EntImportDialog *dialog,
            const char *column)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (find_row (dialog, column)));
}

static const char people[] = "Pr\xe9nom;Nom;Courriel;Remarque\r\n"
                             "Ana\xefs;Hakobyan;anais@example.org;x\r\n"
                             ";Sans-Pr\xe9nom;;\r\n"
                             "Zo\xe9;Petrosyan;;\r\n";

/* A table in the encoding and words of a French spreadsheet: seen first, written as one step, the rest saved. */
static void
test_import (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "people.csv", people);
  g_autofree char *rejects = g_build_filename (desk->folder, "rejects.csv", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (rejects);
  g_autofree char *content = NULL;
  gint64 before = count_records (desk, "person");
  EntImportDialog *dialog = open_import (desk, "person", path);
  GListModel *items;

  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "options");
  g_assert_cmpstr (get_choice (dialog, "Courriel"), ==, "E-mail");
  g_assert_cmpstr (get_choice (dialog, "Remarque"), ==, "Not imported");
  next (dialog);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "preview");
  items = get_items (dialog);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 3);
  gtk_drop_down_set_selected (find_widget (dialog, GTK_TYPE_DROP_DOWN, 0), 1);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 2);
  g_assert_cmpint (count_records (desk, "person"), ==, before);

  next (dialog);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "done");
  g_assert_cmpint (count_records (desk, "person"), ==, before + 2);
  ent_import_dialog_save_rejects_to (dialog, target);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  g_assert_true (g_file_get_contents (rejects, &content, NULL, NULL));
  g_assert_nonnull (strstr (content, "Sans-Prénom"));
  g_assert_null (strstr (content, "Hakobyan"));

  activate (desk, "win.undo");
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "person"), ==, before);
}

static void
test_import_nothing_new (Desk *desk,
                         gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "people.csv", "Prénom;Nom\nAnaïs;Hakobyan\n");
  EntImportDialog *dialog = open_import (desk, "person", path);
  g_autoptr (EntImportItem) item = NULL;

  next (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  WAIT_UNTIL (get_dialog (desk) == NULL);

  /* A second time there is nothing to do, and nothing is offered. */
  dialog = open_import (desk, "", path);
  next (dialog);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "preview");
  item = g_list_model_get_item (get_items (dialog), 0);
  g_assert_cmpint (ent_import_item_get_kind (item), ==, ENT_IMPORT_ITEM_FOUND);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "preview");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.back", NULL);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "options");
}

/* A mapping beside the table says it all; what is wrong with either is said, and another file can be chosen. */
static void
test_import_mapping_and_errors (Desk *desk,
                                gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "towns.csv", "Ville,Pays\nGoris,Arménie\n");
  g_autofree char *empty = write_table (desk, "empty.csv", "");
  g_autofree char *mapping = write_table (desk, "towns-mapping.json",
                                          "{\"entity\": \"authority\", \"columns\": {\"Ville\": \"name\", \"Pays\": \"country\"}}");
  g_autoptr (GFile) good = g_file_new_for_path (path);
  EntImportDialog *dialog = open_import (desk, "", empty);
  AdwStatusPage *failed;

  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "failed");
  failed = ADW_STATUS_PAGE (gtk_stack_get_visible_child (find_widget (dialog, GTK_TYPE_STACK, 0)));
  g_assert_nonnull (strstr (adw_status_page_get_description (failed), "empty"));

  ent_import_dialog_load (dialog, good);
  WAIT_UNTIL (!ent_import_dialog_is_busy (dialog));
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "options");
  g_assert_cmpstr (get_choice (dialog, "What It Is"), ==, "Authorities");
  g_assert_cmpstr (adw_action_row_get_subtitle (find_row (dialog, "Mapping File")), ==, "towns-mapping.json");
  next (dialog);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "preview");

  g_assert_true (g_file_set_contents (mapping, "{\"entity\": \"town\"}", -1, NULL));
  ent_import_dialog_load (dialog, good);
  WAIT_UNTIL (!ent_import_dialog_is_busy (dialog));
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "failed");
}

/* Closed while it works: nothing is written, and the dialog goes. */
static void
test_import_cancel (Desk *desk,
                    gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "people.csv", "Prénom;Nom\nAnaïs;Hakobyan\n");
  gint64 before = count_records (desk, "person");
  EntImportDialog *dialog = open_import (desk, "person", path);
  gpointer watched = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &watched);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  g_assert_true (ent_import_dialog_is_busy (dialog));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  WAIT_UNTIL (watched == NULL);
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "person"), ==, before);
}

/* The register, as the officials' page offers it: of one's own authority only, and of all when one says so. */
static void
test_register (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *id = ent_workspace_get_setting (get_reader (desk), "own-authority");
  g_autoptr (EntRecord) own = ent_workspace_get (get_reader (desk), id, NULL);
  const char *code = ent_record_get_text (own, "insee");
  g_autofree char *table = g_strdup_printf (
    "Code du département;Libellé du département;Code de la commune;Libellé de la commune;Nom de l'élu;Prénom de l'élu;Date de naissance;"
    "Date de début du mandat;Libellé de la fonction;Date de début de la fonction\n"
    "1;Ain;%s;Ici;NOUVEAU;Zoé;12/05/1970;18/05/2020;;\n1;Ain;01053;Bourg-en-Bresse;AUTRE;Luc;12/05/1970;18/05/2020;;\n",
    code != NULL ? code : "01004");
  g_autofree char *path = write_table (desk, "register.csv", table);
  gint64 before = count_records (desk, "person");
  EntImportDialog *dialog = open_import (desk, "mandate", path);

  g_assert_cmpstr (get_choice (dialog, "What It Is"), ==, "The National Register of Elected Officials");
  next (dialog);
  g_assert_cmpstr (ent_import_dialog_get_step (dialog), ==, "preview");
  g_assert_cmpint (count_records (desk, "person"), ==, before);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  WAIT_UNTIL (get_dialog (desk) == NULL);
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "person"), ==, before + (code != NULL ? 1 : 2));

  activate (desk, "win.undo");
  settle (desk->window);
  g_assert_cmpint (count_records (desk, "person"), ==, before);
}

/* As when a file is dropped on a list. */
static void
test_dropped (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "people.csv", "Prénom;Nom\nAnaïs;Hakobyan\n");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  activate_for (desk, "win.go", "people");
  settle (desk->window);
  ent_window_import (desk->window, file);
  settle (desk->window);
  g_assert_cmpstr (ent_import_dialog_get_step (ENT_IMPORT_DIALOG (get_dialog (desk))), ==, "options");
  g_assert_cmpstr (get_choice (ENT_IMPORT_DIALOG (get_dialog (desk)), "What It Is"), ==, "People");
  g_assert_cmpstr (get_choice (ENT_IMPORT_DIALOG (get_dialog (desk)), "Nom"), ==, "Last Name");
}

static gboolean
is_saving (EntExportDialog *dialog)
{
  return g_str_equal (gtk_stack_get_visible_child_name (find_widget (dialog, GTK_TYPE_STACK, 0)), "saving");
}

/* What the list shows, in its order; the window tells where it is. */
static void
test_export (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *path = write_table (desk, "projects.csv", "former");
  g_autofree char *nowhere = g_build_filename (desk->folder, "missing", "x.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) bad = g_file_new_for_path (nowhere);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  EntExportDialog *dialog;

  activate_for (desk, "win.go", "overview");
  settle (desk->window);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (desk->window), "export"));
  activate_for (desk, "win.go", "projects");
  settle (desk->window);
  activate (desk, "win.export");
  dialog = ENT_EXPORT_DIALOG (get_dialog (desk));
  g_assert_true (gtk_widget_get_visible (find_row (dialog, "For Whom")));
  ent_export_dialog_save_to (dialog, bad);
  WAIT_UNTIL (!is_saving (dialog));
  g_assert_true (get_dialog (desk) == ADW_DIALOG (dialog));
  ent_export_dialog_save_to (dialog, file);
  WAIT_UNTIL (get_dialog (desk) == NULL);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", 2);
  g_assert_true (g_str_has_prefix (lines[0], "Title,Partnership,Status"));
}

int
main (int argc,
      char *argv[])
{
  /* GTK's test of accessibility cannot announce. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD_DESK ("/exchange/import", test_import);
  ADD_DESK ("/exchange/import-nothing-new", test_import_nothing_new);
  ADD_DESK ("/exchange/import-mapping-and-errors", test_import_mapping_and_errors);
  ADD_DESK ("/exchange/import-cancel", test_import_cancel);
  ADD_DESK ("/exchange/register", test_register);
  ADD_DESK ("/exchange/dropped", test_dropped);
  ADD_DESK ("/exchange/export", test_export);

  return run_desk ();
}
