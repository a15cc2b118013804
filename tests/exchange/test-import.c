/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-csv-import.h"

#include "../common/catalogues.h"
#include "../common/workspaces.h"

static EntImportReport *
try_import (EntWorkspace *workspace,
            EntImportMapping *mapping,
            const char *path,
            const EntImportOptions *options,
            GError **error)
{
  return ent_csv_import (workspace, mapping, path, options, NULL, error);
}

static EntImportReport *
import (EntWorkspace *workspace,
        EntImportMapping *mapping,
        const char *path,
        const EntImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  EntImportReport *report = try_import (workspace, mapping, path, options, &error);

  g_assert_no_error (error);
  return report;
}

static EntImportMapping *
read_mapping (const char *text)
{
  g_autoptr (GError) error = NULL;
  EntImportMapping *mapping = ent_import_mapping_new_json (text, -1, &error);

  g_assert_no_error (error);
  return mapping;
}

static EntRecord *
only_record (EntWorkspace *workspace,
             const char *entity)
{
  g_autoptr (GPtrArray) records = list_records (workspace, entity);

  g_assert_cmpuint (records->len, ==, 1);
  return g_object_ref (records->pdata[0]);
}

/* The n-th in the order of the list. */
static EntRecord *
nth_record (EntWorkspace *workspace,
            const char *entity,
            guint n)
{
  g_autoptr (GPtrArray) records = list_records (workspace, entity);

  g_assert_cmpuint (n, <, records->len);
  return g_object_ref (records->pdata[n]);
}

/* Columns by name or label, whatever the case; values as people write them. */
static void
test_by_name (Folder *folder,
              gconstpointer unused)
{
  static const char table[] = "E-MAIL;First  Name;LAST NAME;keep_until;Languages and levels;Shoe size\r\n"
                              "awa@example.org;Awa;Ndiaye;31/12/2030;fr:C2 | wo\r\n"
                              ";;;;;\r\n"
                              "@home.example;Léa;\"O'Brien\";;;42\r\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("person"));
  g_autofree char *path = folder_write (folder, "people.csv", table, -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, &options);
  g_autoptr (EntRecord) awa = only_record (workspace, "person");
  const EntImportProblem *unknown = report->problems->pdata[0], *wrong = report->problems->pdata[1];

  g_assert_cmpuint (report->rows, ==, 2);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (report->warnings, ==, 1);
  g_assert_nonnull (strstr (unknown->message, "“Shoe size”"));
  g_assert_true (wrong->rejected);
  g_assert_cmpuint (wrong->line, ==, 4);
  g_assert_nonnull (strstr (wrong->message, "@home.example"));
  g_assert_cmpstr (ent_record_get_text (awa, "email"), ==, "awa@example.org");
  g_assert_cmpstr (ent_record_get_text (awa, "keep-until"), ==, "2030-12-31");
  g_assert_cmpstr (ent_record_get_list (awa, "languages")[1], ==, "wo");
}

static void
test_not_a_table (Folder *folder,
                  gconstpointer unused)
{
  static const struct
  {
    const char *table;
    const char *message;
  } tables[] = {
    { "", "*empty*" },
    { "foo;bar\n1;2\n", "*No column*" },
    { "name;country\nLyon;FR\n\"open;FR\n", "Line 3: *" },
  };
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = folder_write (folder, "t.csv", tables[i].table, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (try_import (workspace, mapping, path, NULL, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_assert_true (g_pattern_match_simple (tables[i].message, error->message));
    }

  /* Not even the row before the broken one stays, and the workspace can be written again. */
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
  g_assert_true (ent_workspace_begin (workspace, "x", NULL, NULL));
  ent_workspace_rollback (workspace);
}

static const char authorities[] = "name,country,population\n"
                                  "Goris,Arménie,20000\n"
                                  "Sevan,Nowhere,5\n"
                                  "Vardenis,Armenia,many\n"
                                  "=Dilijan,AM,\"17 000\"\n"
                                  "Ijevan,AM,1,\n"
                                  "Kapan,AM,1,surplus\n";

static void
test_all_or_nothing (Folder *folder,
                     gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *path = folder_write (folder, "t.csv", authorities, -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (try_import (workspace, mapping, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "3 rows of 6"));
  g_assert_nonnull (strstr (error->message, "Line 3"));
  g_assert_nonnull (strstr (error->message, "Nowhere"));
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
  g_assert_null (ent_workspace_peek_undo (workspace));
}

static void
test_rejects (Folder *folder,
              gconstpointer unused)
{
  static const char corrected[] = "name,country,population,Line in the File,Why It Was Rejected\n"
                                  "Sevan,AM,5,3,x\n"
                                  "Vardenis,Armenia,6,4,y\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *path = folder_write (folder, "t.csv", authorities, -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, &options);
  g_autoptr (EntImportReport) again = NULL;
  g_autofree char *better = folder_write (folder, "better.csv", corrected, -1);
  g_autoptr (EntRecord) first = nth_record (workspace, "authority", 0);
  g_autofree char *label = NULL;

  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->rejected, ==, 3);
  g_assert_cmpstr (ent_record_get_text (first, "name"), ==, "=Dilijan");
  g_assert_cmpint (ent_record_get_integer (first, "population", 0), ==, 17000);

  g_assert_true (g_file_get_contents (rejects, &content, NULL, NULL));
  lines = g_strsplit (content, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "name,country,population,Line in the File,Why It Was Rejected");
  g_assert_true (g_str_has_prefix (lines[1], "Sevan,Nowhere,5,3,"));
  g_assert_true (g_str_has_prefix (lines[2], "Vardenis,Armenia,many,4,"));
  g_assert_true (g_str_has_prefix (lines[3], "Kapan,AM,1,surplus,7,"));

  /* The rejects, corrected, are a table like the first. */
  again = import (workspace, mapping, better, NULL);
  g_assert_cmpuint (again->added, ==, 2);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 5);

  label = ent_workspace_undo (workspace, NULL);
  g_assert_cmpstr (label, ==, "Import “better.csv”");
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 3);
  g_free (ent_workspace_undo (workspace, NULL));
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
}

static void
test_rejects_in_the_way (Folder *folder,
                         gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *path = folder_write (folder, "t.csv", authorities, -1);
  g_autofree char *nowhere = folder_name (folder, "missing/rejects.csv");
  g_autofree char *content = NULL;
  const EntImportOptions onto = { .rejects = path }, into = { .rejects = nowhere };
  g_autoptr (GError) error = NULL;

  g_assert_null (try_import (workspace, mapping, path, &onto, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (try_import (workspace, mapping, path, &into, &error));
  g_assert_nonnull (error);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, authorities);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
}

static void
test_dry_run (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *path = folder_write (folder, "t.csv", authorities, -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .dry_run = TRUE, .rejects = rejects };
  gint64 last = ent_workspace_get_last_change (workspace);
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, &options);
  g_autofree char *text = ent_import_report_describe (report);

  g_assert_true (report->dry_run);
  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->rejected, ==, 3);
  g_assert_cmpuint (report->problems->len, ==, 3);
  g_assert_cmpstr (text, ==, "This is what would happen: 3 added, 3 rows rejected.");
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, last);
  g_assert_false (g_file_test (rejects, G_FILE_TEST_EXISTS));
}

static void
stop (double fraction,
      gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (Folder *folder,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autoptr (GString) table = g_string_new ("name,country\n");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const EntImportOptions options = { .progress = stop, .progress_data = cancellable };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (table, "Ville %u,FR\n", i);
  path = folder_write (folder, "t.csv", table->str, table->len);
  g_assert_null (ent_csv_import (workspace, mapping, path, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 0);
}

static const char projects_mapping[] =
  "{ 'entity': 'project',"
  "  'columns': { 'Intitulé': 'title', 'Ville': ['lead.name', 'lead.address'], 'Pays': 'lead.country', 'État': { 'field': 'status',"
  "    'values': { 'Terminé': 'completed', '*': 'ongoing' } }, 'Thèmes': { 'field': 'themes', 'separator': '/', 'lenient': true },"
  "    'Services': { 'field': 'departments', 'separator': ',' } },"
  "  'templates': { 'description': 'Projet de {Ville} ({Pays})' },"
  "  'constants': { 'circle': 'atlas' },"
  "  'references': { 'lead': { 'entity': 'authority', 'match': ['name', 'country'], 'create': true },"
  "                  'departments': { 'entity': 'department', 'match': ['name'], 'create': false } },"
  "  'key': ['title', 'lead'] }";

static EntImportMapping *
read_projects_mapping (const char *after)
{
  g_autofree char *text = g_strdelimit (g_strdup (projects_mapping), "'", '"');

  if (after != NULL)
    {
      g_autofree char *rest = g_strdelimit (g_strdup (after), "'", '"');
      g_autofree char *whole = g_strdup_printf ("%.*s, %s }", (int) (strrchr (text, '}') - text), text, rest);

      return read_mapping (whole);
    }

  return read_mapping (text);
}

static void
add_department (EntWorkspace *workspace,
                const char *name)
{
  g_autoptr (EntRecord) department = ent_record_new (ent_schema_find ("department"), NULL);

  ent_record_set_text (department, "name", name);
  g_assert_true (ent_workspace_save (workspace, department, NULL));
}

/* Constants, templates, values, lists, references that are found, made or missing. */
static void
test_mapping (Folder *folder,
              gconstpointer unused)
{
  static const char table[] = "INTITULE\tville\tpays\tEtat\tthemes\tservices\n"
                              "Puits\tGoris\tArménie\tTerminé\tEau et assainissement/rural\tDirection de l'eau, VOIRIE\n"
                              "École\tGORIS\tArmenia\tlancé\tHealth\t\n"
                              "Route\tSevan\tArmenia\tlancé\tHealth\tDirection inconnue\n"
                              "Puits\tgoris\tAM\tlancé\tenergy\t\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_projects_mapping (NULL);
  g_autofree char *path = folder_write (folder, "t.csv", table, -1);
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (EntImportReport) again = NULL;
  g_autoptr (EntRecord) authority = NULL;
  g_autoptr (EntRecord) project = NULL;

  add_department (workspace, "Direction de l’eau");
  add_department (workspace, "Voirie");
  report = import (workspace, mapping, path, &options);
  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->updated, ==, 1);
  g_assert_cmpuint (report->rejected, ==, 1);
  g_assert_cmpuint (report->created, ==, 1);
  g_assert_cmpuint (ent_import_report_get_made (report, ent_schema_find ("authority")), ==, 1);

  /* What was to be made for the rejected row was not. */
  authority = only_record (workspace, "authority");
  g_assert_cmpstr (ent_record_get_text (authority, "name"), ==, "Goris");
  g_assert_cmpstr (ent_record_get_text (authority, "country"), ==, "AM");
  g_assert_cmpstr (ent_record_get_text (authority, "address"), ==, "Goris");

  project = nth_record (workspace, "project", 1);
  g_assert_cmpstr (ent_record_get_text (project, "title"), ==, "Puits");
  g_assert_cmpstr (ent_record_get_text (project, "status"), ==, "completed");
  g_assert_cmpstr (ent_record_get_text (project, "description"), ==, "Projet de Goris (Arménie)");
  g_assert_cmpstr (ent_record_get_text (project, "circle"), ==, "atlas");
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (project, "departments")), ==, 2);
  /* One theme in French, one by its name, one that came with the last row. */
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (project, "themes")), ==, 3);
  g_assert_cmpuint (report->warnings, ==, 0);
  again = import (workspace, mapping, path, &options);
  g_assert_cmpuint (again->added + again->updated + again->created, ==, 0);
  g_assert_cmpuint (again->unchanged, ==, 3);
}

/* A record that is there is changed, or stays as it is, as the mapping says. */
static void
test_existing (Folder *folder,
               gconstpointer unused)
{
  static const char before[] = "intitulé;ville;pays;état;thèmes;services\nPuits;Goris;AM;Terminé;water;\n";
  static const char after[] = "intitulé;ville;pays;état;thèmes;services\nPUITS;Goris;AM;repris;health;\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) updating = read_projects_mapping (NULL);
  g_autoptr (EntImportMapping) keeping = read_projects_mapping ("'existing': 'keep'");
  g_autofree char *first = folder_write (folder, "first.csv", before, -1);
  g_autofree char *second = folder_write (folder, "second.csv", after, -1);
  g_autoptr (EntImportReport) added = import (workspace, keeping, first, NULL);
  g_autoptr (EntImportReport) kept = import (workspace, keeping, second, NULL);
  g_autoptr (EntImportReport) updated = NULL;
  g_autoptr (EntRecord) stayed = only_record (workspace, "project");
  g_autoptr (EntRecord) changed = NULL;

  g_assert_cmpuint (added->added, ==, 1);
  g_assert_cmpuint (kept->unchanged, ==, 1);
  g_assert_cmpstr (ent_record_get_text (stayed, "status"), ==, "completed");

  updated = import (workspace, updating, second, NULL);
  changed = only_record (workspace, "project");
  g_assert_cmpuint (updated->updated, ==, 1);
  g_assert_cmpstr (ent_record_get_text (changed, "status"), ==, "ongoing");
  g_assert_cmpstr (ent_record_get_text (changed, "title"), ==, "PUITS");
  /* What a list had is not lost. */
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (changed, "themes")), ==, 2);
}

/* Lists of references: the n-th name goes with the n-th country, one country is for all. */
static void
test_many_references (Folder *folder,
                      gconstpointer unused)
{
  static const char text[] = "{ \"entity\": \"partnership\", \"columns\": { \"titre\": \"title\", \"villes\": \"partners.name\","
                             " \"pays\": [\"partners.country\", \"countries\"] }, \"references\": { \"partners\": { \"entity\": \"authority\","
                             " \"match\": [\"name\", \"country\"], \"create\": true } } }";
  static const char table[] = "titre,villes,pays\n"
                              "IRAPA,Goris; Sevan; Vardenis,AM\n"
                              "Trois,Forlì|Peterborough|Goris,Italie|Angleterre|Arménie\n"
                              "Aucun,,FR\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_mapping (text);
  g_autofree char *path = folder_write (folder, "t.csv", table, -1);
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, NULL);
  g_autoptr (EntRecord) irapa = nth_record (workspace, "partnership", 1);
  g_autoptr (EntRecord) three = nth_record (workspace, "partnership", 2);
  g_autoptr (EntRecord) none = nth_record (workspace, "partnership", 0);

  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->created, ==, 5);
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (irapa, "partners")), ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (three, "partners")), ==, 3);
  g_assert_cmpuint (g_strv_length ((GStrv) ent_record_get_list (three, "countries")), ==, 3);
  g_assert_null (ent_record_get_list (none, "partners"));
}

/* References by the headline of a record, also one of an earlier row; none is invented. */
static void
test_titles (Folder *folder,
             gconstpointer unused)
{
  static const char good[] = "name,parent,level\nDGA Ressources,,pole\nÉtats civils,dga  ressources,service\n";
  static const char missing[] = "name,parent.title\nAutre,Nulle part\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("department"));
  g_autofree char *first = folder_write (folder, "first.csv", good, -1);
  g_autofree char *second = folder_write (folder, "second.csv", missing, -1);
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (EntRecord) parent = NULL;
  g_autoptr (EntRecord) child = NULL;
  g_autoptr (GError) error = NULL;

  report = import (workspace, mapping, first, NULL);
  g_assert_cmpuint (report->added, ==, 2);
  parent = nth_record (workspace, "department", 0);
  child = nth_record (workspace, "department", 1);
  g_assert_cmpstr (ent_record_get_text (child, "parent"), ==, ent_record_get_id (parent));

  g_assert_null (try_import (workspace, mapping, second, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Nulle part"));

  /* Two of the same name: nobody chooses for the user. */
  add_department (workspace, "DGA Ressources");
  g_clear_error (&error);
  g_assert_null (try_import (workspace, mapping, first, NULL, &error));
  g_assert_nonnull (strstr (error->message, "several"));
}

/* A table of a French colleague under any language: headings and choices, in the schema's French words. */
static void
test_french (Folder *folder,
             gconstpointer unused)
{
  static const char table[] = "Nom;Nature;Pays;Code INSEE\nVienne;Commune;France;38544\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *path = folder_write (folder, "t.csv", table, -1);
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, NULL);
  g_autoptr (EntRecord) record = only_record (workspace, "authority");

  g_assert_cmpuint (report->warnings, ==, 0);
  g_assert_cmpstr (ent_record_get_text (record, "name"), ==, "Vienne");
  g_assert_cmpstr (ent_record_get_text (record, "kind"), ==, "commune");
  g_assert_cmpstr (ent_record_get_text (record, "country"), ==, "FR");
  g_assert_cmpstr (ent_record_get_text (record, "insee"), ==, "38544");
}

/* The same place under two spellings; another of the same name elsewhere; a part of a town beside the town. */
static void
test_near (Folder *folder,
           gconstpointer unused)
{
  static const char text[] = "{ \"entity\": \"partnership\", \"columns\": { \"t\": \"title\", \"v\": \"partners.name\", \"c\":"
                             " \"partners.country\", \"y\": \"partners.latitude\", \"x\": \"partners.longitude\" }, \"references\": {"
                             " \"partners\": { \"entity\": \"authority\", \"match\": [\"name\", \"country\"], \"create\": true, \"near\": 1 } } }";
  static const char table[] = "t,v,c,y,x\n"
                              "a,Halle,DE,51.4800,11.9700\n"
                              "b,Halle (Saale),DE,51.4801,11.9702\n"
                              "c,\"Halle, Westfalen\",DE,52.0600,8.3600\n"
                              "d,Esch (Haaren),NL,51.6100,5.2900\n"
                              "e,Haaren – Esch,NL,51.6101,5.2901\n"
                              "f,Prague,CZ,50.0875,14.4213\n"
                              "g,Prague 6 (Prague),CZ,50.0875,14.4213\n"
                              "h,Halle (Saale),AT,51.4800,11.9700\n"
                              "i,Halle (Saale),DE,,\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_mapping (text);
  g_autofree char *path = folder_write (folder, "t.csv", table, -1);
  g_autoptr (EntImportReport) report = import (workspace, mapping, path, NULL);

  g_assert_cmpuint (report->added, ==, 9);
  /* Halle by itself, the one in Westphalia, Esch, Prague and its sixth district, the one said to be in Austria, and one
   * that nothing tells to be near. */
  g_assert_cmpuint (report->created, ==, 7);
}

static const char directory_mapping[] =
  "{ \"entity\": \"partnership\", \"columns\": { \"v\": [\"title\", \"lead.name\"] }, \"constants\": { \"lead.country\": \"FR\" },"
  " \"references\": { \"lead\": { \"entity\": \"authority\", \"match\": [\"name\", \"country\"], \"create\": true, \"directory\": true } } }";

/* As files write them, as the directory has them. */
static void
test_directory (Folder *folder,
                gconstpointer unused)
{
  static const struct
  {
    const char *written;
    const char *official;
  } names[] = {
    { "VILLE DE LYON", "Lyon" },
    { "Métropole de Lyon", "Métropole de Lyon" },
    { "Conseil départemental de l'Isère", "Département de l’Isère" },
    { "Conseil général de la Loire", "Département de la Loire" },
    { "Département du Nord", "Département du Nord" },
    { "Savoie", "Département de la Savoie" },
    { "Conseil régional de Bretagne", "Région Bretagne" },
    { "Bretagne", "Région Bretagne" },
    { "Région Bretagne", "Région Bretagne" },
    { "Arras (communauté)", "Communauté urbaine d’Arras" },
    { "Le Grand-Quevilly", "Le Grand-Quevilly" },
    { "Saint-Étienne Métropole", "Saint-Étienne Métropole" },
    { "Communauté de communes imaginaire", "Communauté de communes imaginaire" },
    { "Ville imaginaire", "Ville imaginaire" },
  };
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_mapping (directory_mapping);
  g_autoptr (GString) table = g_string_new ("v\n");
  g_autofree char *path = NULL;
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (table, "%s\n", names[i].written);
  path = folder_write (folder, "t.csv", table->str, table->len);
  report = import (workspace, mapping, path, NULL);
  found = list_records (workspace, "partnership");
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (EntRecord) lead = ent_workspace_get (workspace, ent_record_get_text (found->pdata[i], "lead"), NULL);
      const char *written = ent_record_get_text (found->pdata[i], "title");

      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        if (g_str_equal (names[j].written, written))
          {
            g_test_message ("%s: %s, %s", written, ent_record_get_text (lead, "name"), ent_record_get_text (lead, "kind"));
            g_assert_cmpstr (ent_record_get_text (lead, "name"), ==, names[j].official);
          }
    }
  g_assert_cmpuint (report->warnings, ==, 2);
}

/* One that the user typed before, without codes, is that of the directory, if nothing speaks against it. */
static void
test_namesake (Folder *folder,
               gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_mapping (directory_mapping);
  g_autofree char *path = folder_write (folder, "t.csv", "v\nVilleurbanne\nGrenoble\n", -1);
  g_autoptr (EntRecord) same = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (EntRecord) other = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (EntImportReport) report = NULL;

  ent_record_set_text (same, "name", "villeurbanne");
  ent_record_set_text (same, "country", "FR");
  ent_record_set_text (other, "name", "Grenoble");
  ent_record_set_text (other, "country", "FR");
  ent_record_set_text (other, "kind", "syndicate");
  g_assert_true (ent_workspace_save (workspace, same, NULL));
  g_assert_true (ent_workspace_save (workspace, other, NULL));

  report = import (workspace, mapping, path, NULL);
  g_assert_cmpuint (report->added, ==, 2);
  g_assert_cmpuint (report->created, ==, 1);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, 3);
}

/* Whatever is in a file, the workspace stays sound, and what is refused changes nothing. */
static void
test_noise (Folder *folder,
            gconstpointer unused)
{
  static const char table[] = "id,name,kind,country,siren,latitude,web\n,Goris,municipality,Arménie,,39.5,goris.am\n"
                              "authority:x,\"Sevan, ville\",,AM,552100554,,\n,É\"t\"é,commune,FR,,-1e3,\n";
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  const EntImportOptions options = { .rejects = rejects };
  g_autoptr (GPtrArray) problems = NULL;

  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *bytes = g_strdup (table);
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (EntImportReport) report = NULL;
      guint before = count_records (workspace, "authority");

      for (gint left = g_test_rand_int_range (0, 8); left > 0; left--)
        bytes[g_test_rand_int_range (0, strlen (table))] = g_test_rand_int_range (0, 256);
      path = folder_write (folder, "t.csv", bytes, strlen (table));
      report = try_import (workspace, mapping, path, round % 2 ? &options : NULL, &error);
      g_assert_cmpuint (count_records (workspace, "authority"), ==, before + (report != NULL ? report->added : 0));
    }

  g_assert_true (ent_workspace_check (workspace, &problems, NULL));
  g_assert_cmpuint (problems->len, ==, 0);
}

/* A mapping that is wrong says where. */
static void
test_bad_mappings (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } mappings[] = {
    { "[]", "*JSON object*" },
    { "{", "*JSON*" },
    { "{}", "*entity*" },
    { "{\"entity\": \"town\"}", "*entity*" },
    { "{\"entity\": 3}", "*entity*" },
    { "{\"entity\": \"role\", \"colums\": {}}", "*colums*" },
    { "{\"entity\": \"role\", \"columns\": []}", "*columns*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": 1}}", "*“a”*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": \"b\"}}", "*field “b”*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": \"person.name\"}}", "*references*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": {\"field\": \"title\", \"spearator\": \";\"}}}", "*spearator*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": {\"field\": \"title\", \"separator\": \"é\"}}}", "*separator*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": {\"field\": \"title\", \"values\": {\"x\": 1}}}}", "*values*" },
    { "{\"entity\": \"role\", \"columns\": {\"a\": {\"field\": \"title\", \"lenient\": 1}}}", "*lenient*" },
    { "{\"entity\": \"role\", \"references\": {\"title\": {}}}", "*“title”*" },
    { "{\"entity\": \"role\", \"references\": {\"person\": {\"entity\": \"project\", \"match\": [\"title\"]}}}", "*entity*" },
    { "{\"entity\": \"role\", \"references\": {\"person\": {\"entity\": \"person\", \"match\": []}}}", "*match*" },
    { "{\"entity\": \"role\", \"references\": {\"person\": {\"entity\": \"person\", \"match\": [\"name\"]}}}", "*match*" },
    { "{\"entity\": \"role\", \"references\": {\"person\": {\"entity\": \"person\", \"match\": [\"email\"], \"directory\": true}}}", "*directory*" },
    { "{\"entity\": \"role\", \"references\": {\"body\": {\"entity\": \"authority\", \"match\": [\"name\"], \"near\": 50}}}", "*near*" },
    { "{\"entity\": \"role\", \"references\": {\"person\": {\"entity\": \"person\", \"match\": [\"email\"], \"near\": 1}}}", "*near*" },
    { "{\"entity\": \"role\", \"key\": [\"nothing\"]}", "*key*" },
    { "{\"entity\": \"role\", \"existing\": \"destroy\"}", "*existing*" },
    { "{\"entity\": \"role\", \"constants\": {\"title\": 1}}", "*title*" },
    { "{\"entity\": \"role\", \"templates\": {\"titel\": \"x\"}}", "*titel*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mappings); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ent_import_mapping_new_json (mappings[i].text, -1, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_true (g_pattern_match_simple (mappings[i].message, error->message));
    }
}

static void
test_missing_column (Folder *folder,
                     gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "w.entente");
  g_autoptr (EntImportMapping) mapping = read_projects_mapping (NULL);
  g_autofree char *path = folder_write (folder, "t.csv", "Intitulé;Ville\nx;y\n", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (try_import (workspace, mapping, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“Pays”"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();

#define ADD(name, function) g_test_add ("/import/" name, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("by-name", test_by_name);
  ADD ("not-a-table", test_not_a_table);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("rejects", test_rejects);
  ADD ("rejects-in-the-way", test_rejects_in_the_way);
  ADD ("dry-run", test_dry_run);
  ADD ("cancelled", test_cancelled);
  ADD ("mapping", test_mapping);
  ADD ("existing", test_existing);
  ADD ("many-references", test_many_references);
  ADD ("titles", test_titles);
  ADD ("french", test_french);
  ADD ("near", test_near);
  ADD ("directory", test_directory);
  ADD ("namesake", test_namesake);
  ADD ("noise", test_noise);
  ADD ("missing-column", test_missing_column);
  g_test_add_func ("/import/bad-mappings", test_bad_mappings);

  return g_test_run ();
}
