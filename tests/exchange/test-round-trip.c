/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out comes back as it was: store → JSON → store → CSV → store, for every field of every entity. */
#include "ent-csv-import.h"
#include "ent-record-export.h"
#include "ent-record-json.h"

#include "../common/random-record.h"
#include "../common/workspaces.h"

#define RECORDS 40

static void
fill (EntWorkspace *workspace,
      const EntEntity *entity)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < RECORDS; i++)
    {
      g_autoptr (EntRecord) record = random_record (entity);

      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }
}

static void
export_to (EntWorkspace *workspace,
           const EntEntity *entity,
           EntExportFormat format,
           const char *path)
{
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GError) error = NULL;

  ent_record_export_file (workspace, query, &(EntExportOptions){ .format = format }, path, NULL, &error);
  g_assert_no_error (error);
}

static void
read_json (EntWorkspace *workspace,
           const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = ent_json_from_text (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, RECORDS);

  for (guint i = 0; i < RECORDS; i++)
    {
      ent_workspace_put_document (workspace, json_array_get_object_element (json_node_get_array (node), i), &error);
      g_assert_no_error (error);
    }
}

static EntImportReport *
read_csv (EntWorkspace *workspace,
          const EntEntity *entity,
          const char *path)
{
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (entity);
  g_autoptr (GError) error = NULL;
  EntImportReport *report = ent_csv_import (workspace, mapping, path, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->warnings, ==, 0);
  g_assert_cmpuint (report->rows, ==, RECORDS);
  return report;
}

static void
assert_same (EntWorkspace *a,
             EntWorkspace *b,
             const EntEntity *entity)
{
  g_autoptr (GPtrArray) records = list_records (a, entity->name);

  g_assert_cmpuint (records->len, ==, RECORDS);
  g_assert_cmpuint (count_records (b, entity->name), ==, RECORDS);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EntRecord) other = ent_workspace_get (b, ent_record_get_id (records->pdata[i]), &error);

      g_assert_no_error (error);
      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntField *field = &entity->fields[j];
          g_autofree char *ours = ent_field_format (field, ent_record_get (records->pdata[i], field));
          g_autofree char *theirs = ent_field_format (field, ent_record_get (other, field));

          g_assert_cmpstr (theirs, ==, ours);
          g_assert_true (ent_value_equal (ent_record_get (records->pdata[i], field), ent_record_get (other, field)));
        }
    }
}

static void
test_entity (Folder *folder,
             const EntEntity *entity,
             EntExportFormat form)
{
  g_autofree char *first = g_strdup_printf ("%s-%d-a.entente", entity->name, form);
  g_autofree char *second = g_strdup_printf ("%s-%d-b.entente", entity->name, form);
  g_autofree char *third = g_strdup_printf ("%s-%d-c.entente", entity->name, form);
  g_autoptr (EntWorkspace) a = folder_make_workspace (folder, first);
  g_autoptr (EntWorkspace) b = folder_make_workspace (folder, second);
  g_autoptr (EntWorkspace) c = folder_make_workspace (folder, third);
  g_autofree char *json = folder_name (folder, "export.json");
  g_autofree char *csv = folder_name (folder, "export.csv");
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (EntImportReport) again = NULL;
  gint64 last;

  fill (a, entity);
  export_to (a, entity, ENT_EXPORT_JSON, json);
  read_json (b, json);
  export_to (b, entity, form, csv);
  report = read_csv (c, entity, csv);
  g_assert_cmpuint (report->added, ==, RECORDS);
  g_assert_cmpuint (ent_import_report_get_made (report, entity), ==, RECORDS);
  assert_same (a, c, entity);

  last = ent_workspace_get_last_change (c);
  again = read_csv (c, entity, csv);
  g_assert_cmpuint (again->unchanged, ==, RECORDS);
  g_assert_cmpint (ent_workspace_get_last_change (c), ==, last);
}

static void
test_schema (Folder *folder,
             gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      test_entity (folder, ent_schema_get_entity (i), ENT_EXPORT_CSV);
      test_entity (folder, ent_schema_get_entity (i), ENT_EXPORT_CSV_FRENCH);
    }
}

/* A cell emptied in a spreadsheet empties the field; one column alone touches no other field. */
static void
test_edited (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "edited.entente");
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (ent_schema_find ("authority"));
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (EntRecord) stored = NULL;
  g_autofree char *table = NULL;
  g_autofree char *path = NULL;

  ent_record_set_text (record, "name", "Goris");
  ent_record_set_text (record, "country", "AM");
  ent_record_set_text (record, "phone", "+374 284");
  ent_record_set_text (record, "notes", "gardées");
  g_assert_true (ent_workspace_save (workspace, record, NULL));

  table = g_strdup_printf ("id,name,phone\n%s,Goris (ville),\n", ent_record_get_id (record));
  path = folder_write (folder, "edited.csv", table, -1);
  report = ent_csv_import (workspace, mapping, path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->updated, ==, 1);

  stored = ent_workspace_get (workspace, ent_record_get_id (record), NULL);
  g_assert_cmpstr (ent_record_get_text (stored, "name"), ==, "Goris (ville)");
  g_assert_null (ent_record_get_text (stored, "phone"));
  g_assert_cmpstr (ent_record_get_text (stored, "notes"), ==, "gardées");
  g_assert_cmpstr (ent_record_get_text (stored, "country"), ==, "AM");
}

/* Whatever goes wrong, a former file of that name stays as it was, and nothing else is left. */
static void
test_failed (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "failed.entente");
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = folder_write (folder, "people.csv", "former", -1);
  g_autofree char *nowhere = folder_name (folder, "missing/people.csv");
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  guint files;

  fill (workspace, ent_schema_find ("person"));
  files = folder_count (folder);
  g_cancellable_cancel (cancellable);
  g_assert_false (ent_record_export_file (workspace, query, &(EntExportOptions){ 0 }, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (ent_record_export_file (workspace, query, &(EntExportOptions){ 0 }, nowhere, NULL, &error));
  g_assert_nonnull (error);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "former");
  g_assert_cmpuint (folder_count (folder), ==, files);
}

/* The columns of an export, and titles for the eye beside the identifiers. */
static void
test_columns (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "columns.entente");
  g_autoptr (EntRecord) parent = ent_record_new (ent_schema_find ("department"), NULL);
  g_autoptr (EntRecord) child = ent_record_new (ent_schema_find ("department"), NULL);
  g_autofree char *path = folder_name (folder, "departments.csv");
  g_autofree char *content = NULL;
  g_autofree char *wanted = NULL;

  ent_record_set_text (parent, "name", "=Eau");
  ent_record_set_text (child, "name", "Puits, forages");
  ent_record_set_text (child, "parent", ent_record_get_id (parent));
  ent_record_set_list (child, "themes", (const char *const[]) { "water", "rural", NULL });
  g_assert_true (ent_workspace_save (workspace, parent, NULL));
  g_assert_true (ent_workspace_save (workspace, child, NULL));
  export_to (workspace, ent_schema_find ("department"), ENT_EXPORT_CSV, path);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  wanted = g_strdup_printf ("id,name,level,parent,parent.title,themes,circle\n"
                            "%s,'=Eau,,,,,\n"
                            "%s,\"Puits, forages\",,%s,'=Eau,\"rural;water\",\n",
                            ent_record_get_id (parent), ent_record_get_id (child), ent_record_get_id (parent));
  g_assert_cmpstr (content, ==, wanted);
}

static char *
export_text (EntWorkspace *workspace,
             EntQuery *query,
             const EntExportOptions *options)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  ent_record_export (workspace, query, options, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
note_progress (double fraction,
               gpointer data)
{
  *(double *) data = fraction;
}

/* What a list shows: its columns, filtered and sorted, in words, as a French spreadsheet opens it. */
static void
test_for_people (Folder *folder,
                 gconstpointer unused)
{
  static const char *const fields[] = { "population", "name", "no-such-field", "country", "latitude", NULL };
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "people.entente");
  const EntEntity *entity = ent_schema_find ("authority");
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autofree char *text = NULL;
  static const char *const names[] = { "Goris", "Vienne", "Sevan" };
  double reported = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EntRecord) record = ent_record_new (entity, NULL);

      ent_record_set_text (record, "name", names[i]);
      ent_record_set_text (record, "country", i == 1 ? "FR" : "AM");
      g_assert_true (ent_record_set_parsed (record, "latitude", i == 0 ? "39.51" : "", NULL));
      g_assert_true (ent_record_set_parsed (record, "population", i == 0 ? "20591" : "", NULL));
      g_assert_true (ent_workspace_save (workspace, record, NULL));
    }
  ent_query_add_text (query, "country", ENT_FILTER_IS, "AM");
  ent_query_set_order (query, ent_entity_find_field (entity, "name"), TRUE);
  text = export_text (workspace, query, &(EntExportOptions){ .format = ENT_EXPORT_CSV_FRENCH, .fields = fields, .progress = note_progress, .progress_data = &reported });
  g_assert_cmpstr (text, ==, "\xef\xbb\xbfPopulation;Name;Country;Latitude\r\n;Sevan;Armenia;\r\n20591;Goris;Armenia;39,51\r\n");
  g_assert_cmpfloat (reported, ==, 1);
}

static EntRecord *
save_person (EntWorkspace *workspace,
             const char *name,
             const char *circle)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);

  ent_record_set_text (person, "given-name", "Ani");
  ent_record_set_text (person, "family-name", name);
  ent_record_set_text (person, "mobile", "+33 6 00 00 00 00");
  ent_record_set_text (person, "circle", circle);
  g_assert_true (ent_workspace_save (workspace, person, NULL));
  return g_steal_pointer (&person);
}

/* Nobody reads what is not for them: neither records nor fields, nor names beside a reference. */
static void
test_circles (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "circles.entente");
  g_autoptr (EntRecord) inside = save_person (workspace, "Unité", "team");
  g_autoptr (EntRecord) known = save_person (workspace, "Services", "departments");
  g_autoptr (EntRecord) open = save_person (workspace, "Public", "atlas");
  const EntRecord *people[] = { inside, known, open };
  static const char *const names[] = { "Unité", "Services", "Public" };
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("person"));
  g_autoptr (EntQuery) roles = ent_query_new (ent_schema_find ("role"));

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (EntRecord) role = ent_record_new (ent_schema_find ("role"), NULL);
      g_autofree char *body = ent_id_new (ent_schema_find ("authority"));

      ent_record_set_text (role, "person", ent_record_get_id ((EntRecord *) people[i]));
      ent_record_set_text (role, "body", body);
      ent_record_set_text (role, "kind", "elected");
      ent_record_set_text (role, "circle", "atlas");
      g_assert_true (ent_workspace_save (workspace, role, NULL));
    }
  for (EntCircle circle = ENT_CIRCLE_TEAM; circle <= ENT_CIRCLE_ATLAS; circle++)
    {
      g_autofree char *text = export_text (workspace, query, &(EntExportOptions){ .circle = circle });
      g_autofree char *beside = export_text (workspace, roles, &(EntExportOptions){ .circle = circle });

      g_assert_true ((strstr (text, "+33") != NULL) == (circle == ENT_CIRCLE_TEAM));
      g_assert_true ((strstr (text, "mobile") != NULL) == (circle == ENT_CIRCLE_TEAM));
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_assert_true ((strstr (text, names[i]) != NULL) == (i >= circle));
          g_assert_true ((strstr (beside, names[i]) != NULL) == (i >= circle));
        }
    }

  g_assert_true (ent_record_export_is_personal (ent_schema_find ("person"), NULL));
  g_assert_true (ent_record_export_is_personal (ent_schema_find ("role"), (const char *const[]){ "person", NULL }));
  g_assert_false (ent_record_export_is_personal (ent_schema_find ("person"), (const char *const[]){ "circle", NULL }));
  g_assert_false (ent_record_export_is_personal (ent_schema_find ("authority"), NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/round-trip/schema", Folder, NULL, folder_set_up, test_schema, folder_tear_down);
  g_test_add ("/round-trip/edited", Folder, NULL, folder_set_up, test_edited, folder_tear_down);
  g_test_add ("/round-trip/failed", Folder, NULL, folder_set_up, test_failed, folder_tear_down);
  g_test_add ("/round-trip/columns", Folder, NULL, folder_set_up, test_columns, folder_tear_down);
  g_test_add ("/round-trip/for-people", Folder, NULL, folder_set_up, test_for_people, folder_tear_down);
  g_test_add ("/round-trip/circles", Folder, NULL, folder_set_up, test_circles, folder_tear_down);

  return g_test_run ();
}
