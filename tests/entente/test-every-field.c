/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every value that a field of the schema may hold goes one round, and comes back as it was: filled into the form, saved,
 * sent as a JSON document to a second workspace, and from there as CSV into a third. */
#include <locale.h>

#include "ent-csv-import.h"
#include "ent-field-editor.h"
#include "ent-record-export.h"
#include "ent-record-form.h"
#include "ent-record-json.h"

#include "../common/field-values.h"
#include "../widgets/display.h"

/* One value of one field. */
typedef struct
{
  const EntField *field; /* (not nullable): which field it is about */
  EntRecord *wanted;     /* (not nullable) (owned): the record with it, and with what else is required */
} Case;

static void
case_free (Case *one)
{
  g_object_unref (one->wanted);
  g_free (one);
}

static void
assert_unchanged (const Case *one,
                  EntRecord *found,
                  const char *stage)
{
  const EntEntity *entity = ent_record_get_entity (one->wanted);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *before = ent_record_get (one->wanted, field), *after = ent_record_get (found, field);
      g_autofree char *wanted = ent_field_format (field, before);
      g_autofree char *got = ent_field_format (field, after);

      if (!ent_value_equal (before, after))
        g_error ("%s.%s: “%.200s” came out of %s as “%.200s”, in the record about %s", entity->name, field->name, wanted, stage, got,
                 one->field->name);
    }
}

/* The other of two dates does not stand in the way. */
static void
suit_periods (EntRecord *record,
              const EntField *field)
{
  for (const EntPeriod *period = ent_record_get_entity (record)->periods; period != NULL && period->start != NULL; period++)
    {
      const char *text = ent_record_get_text (record, field->name);
      const char *other = g_str_equal (field->name, period->start) ? period->end : period->start;

      if (text != NULL && !ent_record_check_period (record, period, NULL))
        ent_record_set_text (record, other, text);
    }
}

/* Neither does what an amount counts, nor the amount where it is about what it counts. */
static void
suit_limits (EntRecord *record,
             const EntField *field)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (const EntLimit *limit = entity->limits; limit != NULL && limit->amount != NULL; limit++)
    {
      const EntChoices *units = ent_entity_find_field (entity, limit->unit)->choices;

      if (!g_str_equal (field->name, limit->amount))
        ent_record_set_real (record, limit->amount, 1);
      for (guint i = 0; i < ent_choices_get_n_items (units) && !ent_record_check (record, NULL); i++)
        ent_record_set_text (record, limit->unit, ent_choices_get_nick (units, i));
    }
}

static EntRecord *
make_record (const EntEntity *entity,
             const EntField *about,
             const EntValue *value)
{
  EntRecord *record = ent_record_new (entity, NULL);
  g_autofree char *text = ent_field_format (about, value);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_auto (EntValue) required = { 0 };

      if ((entity->fields[i].flags & ENT_FIELD_REQUIRED) == 0)
        continue;
      random_value (&entity->fields[i], &required);
      ent_record_set (record, &entity->fields[i], &required);
    }
  ent_record_set (record, about, value);
  suit_periods (record, about);
  suit_limits (record, about);

  if (!ent_record_check (record, &error))
    g_error ("%s.%s does not take “%.200s”: %s", entity->name, about->name, text, error->message);
  return record;
}

static GPtrArray *
make_cases (const EntEntity *entity)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_autoptr (GArray) values = field_values (entity, &entity->fields[i]);

      for (guint j = 0; j < values->len; j++)
        {
          Case *one = g_new (Case, 1);

          one->field = &entity->fields[i];
          one->wanted = make_record (entity, one->field, &g_array_index (values, EntValue, j));
          g_ptr_array_add (cases, one);
        }
    }

  return cases;
}

/* Why a field has no row, as the schema says: the program writes it, or its records never leave the unit. */
static gboolean
has_row (const EntEntity *entity,
         const EntField *field)
{
  if ((field->flags & (ENT_FIELD_MACHINE | ENT_FIELD_DERIVED)) != 0)
    return FALSE;

  return field->choices != &ent_choices_circles || entity->circle != ENT_CIRCLE_TEAM;
}

static void
assert_rows (GtkWidget *form,
             const EntEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_autofree char *title = ent_field_get_form_title (&entity->fields[i]);
      gboolean found = FALSE;
      guint n = 0;

      for (GtkWidget *editor; !found; n++)
        {
          guint left = n;

          editor = find_nth (form, ENT_TYPE_FIELD_EDITOR, &left);
          if (editor == NULL)
            break;
          found = g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (editor)), title);
        }
      if (found != has_row (entity, &entity->fields[i]))
        g_error ("%s.%s has %s row in the form", entity->name, entity->fields[i].name, found ? "a" : "no");
    }
}

/* What a person fills in, row by row, and clears what the record before had. What has no row is in the record as the
 * program put it there. */
static void
fill_in (EntRecordForm *form,
         const Case *one)
{
  EntRecord *record = ent_record_form_get_record (form);
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *wanted = ent_record_get (one->wanted, field);

      if (ent_value_equal (ent_record_get (record, field), wanted))
        continue;
      if (has_row (entity, field))
        ent_record_form_fill (form, field->name, one->wanted);
      else
        ent_record_set (record, field, wanted);
    }

  if (!ent_record_form_commit (form, &error))
    g_error ("%s.%s: the form refuses what the schema accepts: %s", entity->name, one->field->name, error->message);
  assert_unchanged (one, record, "the form");
}

static EntWorkspace *
make_workspace (Fixture *fixture,
                const EntEntity *entity,
                const char *stage)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.entente", entity->name, stage);
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, &error);

  g_assert_no_error (error);
  return workspace;
}

static EntRecord *
get_stored (EntWorkspace *workspace,
            const Case *one)
{
  g_autoptr (GError) error = NULL;
  EntRecord *record = ent_workspace_get (workspace, ent_record_get_id (one->wanted), &error);

  g_assert_no_error (error);
  return record;
}

static void
save_case (EntWorkspace *workspace,
           const Case *one,
           EntRecord *filled)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_record_get_entity (filled), ent_record_get_id (one->wanted));
  g_autoptr (EntRecord) stored = NULL;
  g_autoptr (GError) error = NULL;

  ent_record_assign (record, filled);
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
  stored = get_stored (workspace, one);
  assert_unchanged (one, stored, "the store");
}

/* One form for all, each case over the former. */
static void
save_from_form (EntStore *store,
                EntWorkspace *workspace,
                const EntEntity *entity,
                GPtrArray *cases)
{
  g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
  GtkWidget *form = g_object_ref_sink (ent_record_form_new (store, record));
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_workspace_begin (workspace, "Fill in", NULL, &error));
  for (guint i = 0; i < cases->len; i++)
    {
      fill_in (ENT_RECORD_FORM (form), cases->pdata[i]);
      save_case (workspace, cases->pdata[i], record);
    }
  g_assert_true (ent_workspace_commit (workspace, &error));
  g_assert_finalize_object (form);
}

/* As text, as it travels. */
static void
send_document (EntWorkspace *from,
               EntWorkspace *to,
               const Case *one)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) arrived = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (EntRecord) stored = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  json_node_take_object (node, ent_workspace_get_document (from, ent_record_get_id (one->wanted), &error));
  g_assert_no_error (error);
  text = ent_json_to_text (node);
  arrived = ent_json_from_text (text, -1, &error);
  g_assert_no_error (error);
  record = ent_record_from_json (json_node_get_object (arrived), &error);
  g_assert_no_error (error);
  assert_unchanged (one, record, "the JSON document");

  ent_workspace_put_document (to, json_node_get_object (arrived), &error);
  g_assert_no_error (error);
  stored = get_stored (to, one);
  assert_unchanged (one, stored, "the store that the document came to");
}

static void
send_table (EntWorkspace *from,
            EntWorkspace *to,
            const EntEntity *entity,
            EntExportFormat format,
            guint n_records)
{
  g_autofree char *folder = g_path_get_dirname (ent_workspace_get_path (from));
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_new (entity);
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  ent_record_export_file (from, query, &(EntExportOptions){ .format = format }, path, NULL, &error);
  g_assert_no_error (error);
  report = ent_csv_import (to, mapping, path, NULL, NULL, &error);
  if (report == NULL)
    g_error ("%s: the table is refused: %s", entity->name, error->message);
  g_assert_cmpuint (report->added, ==, n_records);
}

static void
test_entity (Fixture *fixture,
             const EntEntity *entity,
             EntExportFormat format)
{
  g_autoptr (GPtrArray) cases = make_cases (entity);
  g_autoptr (EntWorkspace) first = make_workspace (fixture, entity, "filled-in");
  g_autoptr (EntWorkspace) second = make_workspace (fixture, entity, "from-json");
  g_autoptr (EntWorkspace) third = make_workspace (fixture, entity, "from-csv");
  g_autoptr (GError) error = NULL;

  save_from_form (fixture->store, first, entity, cases);
  g_assert_true (ent_workspace_begin (second, "Receive", NULL, &error));
  for (guint i = 0; i < cases->len; i++)
    send_document (first, second, cases->pdata[i]);
  g_assert_true (ent_workspace_commit (second, &error));
  send_table (second, third, entity, format, cases->len);
  for (guint i = 0; i < cases->len; i++)
    {
      g_autoptr (EntRecord) stored = get_stored (third, cases->pdata[i]);

      assert_unchanged (cases->pdata[i], stored, "the table");
    }
}

static void
test_international (Fixture *fixture,
                    gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    test_entity (fixture, ent_schema_get_entity (i), ENT_EXPORT_CSV);
}

/* With the decimal comma, and thousands apart. */
static void
test_french (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *former = g_strdup (setlocale (LC_NUMERIC, NULL));

  if (setlocale (LC_NUMERIC, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("no French locale");
      return;
    }

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    test_entity (fixture, ent_schema_get_entity (i), ENT_EXPORT_CSV_FRENCH);
  setlocale (LC_NUMERIC, former);
}

static void
test_rows (Fixture *fixture,
           gconstpointer unused)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (EntRecord) record = ent_record_new (entity, NULL);
      GtkWidget *form = g_object_ref_sink (ent_record_form_new (fixture->store, record));

      assert_rows (form, entity);
      g_assert_finalize_object (form);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/every-field/rows", Fixture, NULL, fixture_set_up, test_rows, fixture_tear_down);
  g_test_add ("/every-field/international", Fixture, NULL, fixture_set_up, test_international, fixture_tear_down);
  g_test_add ("/every-field/french", Fixture, NULL, fixture_set_up, test_french, fixture_tear_down);

  return run_on_display ();
}
