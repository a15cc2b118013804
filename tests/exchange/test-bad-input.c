/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are wrong in ways that users will meet: refused with the line and the reason, or read for what they are. */
#include <string.h>

#include "../common/workspaces.h"
#include "ent-csv-import.h"
#include "ent-elus-import.h"

#define REGISTER                                                                                                       \
  "Code du département;Libellé du département;Code de la collectivité à statut particulier;"                           \
  "Libellé de la collectivité à statut particulier;Code de la commune;Libellé de la commune;Nom de l'élu;"             \
  "Prénom de l'élu;Code sexe;Date de naissance;Code de la catégorie socio-professionnelle;"                            \
  "Libellé de la catégorie socio-professionnelle;Date de début du mandat;Libellé de la fonction;"                      \
  "Date de début de la fonction;Code nationalité\n"

#define OFFICIAL(code, town, family, given, function)                                                                  \
  "38;Isère;;;" code ";" town ";" family ";" given ";F;12/05/1970;37;Cadre;18/05/2020;" function ";25/05/2020;FR\n"

static EntImportReport *
import_rows (EntWorkspace *workspace,
             const char *entity,
             const char *path,
             const EntImportOptions *options,
             GError **error)
{
  g_autoptr (EntImportMapping) mapping = NULL;

  if (entity == NULL)
    return ent_elus_import (workspace, path, options, NULL, error);

  mapping = ent_import_mapping_new (ent_schema_find (entity));
  return ent_csv_import (workspace, mapping, path, options, NULL, error);
}

/* Refused as a whole, with the reason; where bad rows may be put aside, the others come and they do not. */
static void
assert_refused (Folder *folder,
                EntWorkspace *workspace,
                const char *entity,
                const char *table,
                const char *reason,
                guint rejected)
{
  g_autofree char *path = folder_write (folder, "table.csv", table, -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .rejects = rejects };
  gint64 before = ent_workspace_get_last_change (workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (EntImportReport) report = NULL;
  const EntImportProblem *problem;

  g_assert_null (import_rows (workspace, entity, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, before);

  report = import_rows (workspace, entity, path, &options, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (report->rejected, ==, rejected);
  problem = report->problems->pdata[0];
  g_assert_nonnull (strstr (problem->message, reason));
  assert_sound (workspace);
}

static void
test_dates (Folder *folder,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *town = add_record_of (workspace, "authority", "name", "Vienne", NULL);
  g_autofree char *person = add_record_of (workspace, "person", "given-name", "Anne", "family-name", "Martin", NULL);
  g_autofree char *role = add_record_of (workspace, "role", "person", person, "body", town, "kind", "elected", "title", "Maire", NULL);
  g_autofree char *table = g_strdup_printf ("role,function,start,end\n%s,deputy,2026-03-22,2020-05-18\n%s,deputy,2020-05-18,2026-03-22\n", role, role);

  assert_refused (folder, workspace, "mandate", table, "comes after", 1);
  g_assert_cmpuint (count_records (workspace, "mandate"), ==, 1);
}

/* Two mayors of one town: neither the second nor what his row would have brought stays. */
static void
test_two_chiefs (Folder *folder,
                 gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *undone = NULL;

  assert_refused (folder, workspace, NULL,
                  REGISTER OFFICIAL ("38544", "Vienne", "MARTIN", "Anne", "Maire") OFFICIAL ("38544", "Vienne", "DURAND", "Boris", "Maire")
                    OFFICIAL ("38544", "Vienne", "PETIT", "Chloé", "Maire délégué"),
                  "Anne Martin", 1);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 2);
  g_assert_cmpuint (count_records (workspace, "role"), ==, 2);
  g_assert_cmpuint (count_records (workspace, "mandate"), ==, 2);

  /* One step, whatever was put aside. */
  undone = ent_workspace_undo (workspace, NULL);
  g_assert_nonnull (undone);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 0);
  assert_sound (workspace);
}

/* The first row is the one that is put aside: the change begins with what comes after it. */
static void
test_first_is_refused (Folder *folder,
                       gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *town = add_record_of (workspace, "authority", "name", "Vienne", "kind", "commune", "insee", "38544", NULL);
  g_autofree char *person = add_record_of (workspace, "person", "given-name", "Anne", "family-name", "Martin", NULL);
  g_autofree char *role = add_record_of (workspace, "role", "person", person, "body", town, "kind", "elected", NULL);
  g_autofree char *term = add_record_of (workspace, "mandate", "role", role, "function", "chief-executive", "start", "2014", NULL);
  g_autofree char *undone = NULL;

  assert_refused (folder, workspace, NULL,
                  REGISTER OFFICIAL ("38544", "Vienne", "DURAND", "Boris", "Maire") OFFICIAL ("38544", "Vienne", "PETIT", "Chloé", ""),
                  "End that term of office first", 1);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 2);
  undone = ent_workspace_undo (workspace, NULL);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 1);
  assert_sound (workspace);
}

static void
test_circle (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *one = add_record_of (workspace, "department", "name", "Un", NULL);
  g_autofree char *two = add_record_of (workspace, "department", "name", "Deux", "parent", one, NULL);
  g_autofree char *table = g_strdup_printf ("id,name,parent\n%s,Un,%s\n%s,Deux bis,%s\n", one, two, two, two);

  assert_refused (folder, workspace, "department", table, "which is part of it", 2);
}

static void
test_hours (Folder *folder,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *person = add_record_of (workspace, "person", "given-name", "Anne", "family-name", "Martin", NULL);
  g_autofree char *project = add_record_of (workspace, "project", "title", "Eau", NULL);
  g_autofree char *table =
    g_strdup_printf ("person,subject,from,to,amount,unit,kind\n%s,%s,2026-05-04,,30,hours,expertise\n%s,%s,2026-05-04,2026-05-05,30,hours,expertise\n",
                     person, project, person, project);

  assert_refused (folder, workspace, "involvement", table, "24 hours", 1);
  g_assert_cmpuint (count_records (workspace, "involvement"), ==, 1);
}

static void
test_other_header (Folder *folder,
                   gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *path = folder_write (folder, "senators.csv", "Code du département;Nom;Prénom\n38;MARTIN;Anne\n", -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_elus_import (workspace, path, &options, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Nom de l’élu"));
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, 0);
  g_assert_false (g_file_test (rejects, G_FILE_TEST_EXISTS));
}

/* As a French spreadsheet saves it, which also takes the zeros off the codes. */
static void
test_windows (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *table =
    g_convert (REGISTER "1;Ain;;;1053;Bourg-en-Bresse;LEFÈVRE;Zoé;F;12/05/1970;37;Cadre;18/05/2020;Maire;25/05/2020;FR\n", -1, "WINDOWS-1252",
               "UTF-8", NULL, NULL, NULL);
  g_autofree char *path = folder_write (folder, "register.csv", table, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportReport) report = ent_elus_import (workspace, path, NULL, NULL, &error);
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) towns = NULL;

  g_assert_no_error (error);
  people = list_records (workspace, "person");
  towns = list_records (workspace, "authority");
  g_assert_cmpstr (ent_record_get_headline (people->pdata[0]), ==, "Zoé Lefèvre");
  g_assert_cmpstr (ent_record_get_text (towns->pdata[0], "insee"), ==, "01053");
}

static void
stop_early (double fraction,
               gpointer data)
{
  if (fraction > 0.1)
    g_cancellable_cancel (data);
}

/* A whole region's register: all of one's own authority or nothing at all, in one step. */
static void
test_many (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *town = add_record_of (workspace, "authority", "name", "Vienne", "kind", "commune", "insee", "38544", NULL);
  g_autoptr (GString) table = g_string_new (REGISTER);
  g_autofree char *path = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) stopped = NULL;
  g_autoptr (EntImportReport) report = NULL;
  const EntImportOptions own = { .own_only = TRUE };
  const EntImportOptions all = { .progress = stop_early, .progress_data = cancellable };
  gint64 before;

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (table, "38;Isère;;;%05d;Commune %d;NOM-%c%c;Prénom %d;F;;37;Cadre;18/05/2020;;;FR\n", i % 1000 == 7 ? 38544 : 38000 + i % 500,
                            i % 500, 'A' + i % 26, 'A' + i / 26 % 26, i);
  path = folder_write (folder, "region.csv", table->str, table->len);
  ent_workspace_set_setting (workspace, "own-authority", town, NULL);
  before = ent_workspace_get_last_change (workspace);

  g_assert_null (ent_elus_import (workspace, path, &all, cancellable, &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 0);
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, before);

  report = ent_elus_import (workspace, path, &own, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows, ==, 100000);
  g_assert_cmpuint (report->added, ==, 100);
  g_assert_cmpuint (report->skipped, ==, 99900);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 100);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 1);
  undone = ent_workspace_undo (workspace, NULL);
  g_assert_cmpuint (count_records (workspace, "person"), ==, 0);
}

#define CASE(path, func) g_test_add ("/bad-input/" path, Folder, NULL, folder_set_up, func, folder_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  CASE ("dates", test_dates);
  CASE ("two-chiefs", test_two_chiefs);
  CASE ("first-is-refused", test_first_is_refused);
  CASE ("circle", test_circle);
  CASE ("hours", test_hours);
  CASE ("other-header", test_other_header);
  CASE ("windows", test_windows);
  CASE ("many", test_many);

  return g_test_run ();
}
