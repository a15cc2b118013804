/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ent-record-json.h"
#include "workspace-fixture.h"

static void
test_save_and_get (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (EntRecord) partner = add (fixture, "authority", "name", "Goris", "country", "AM", "kind", "municipality", "population", "20 591", NULL);
  g_autoptr (EntRecord) project = add (fixture, "project", "title", "Eau potable à Goris", "themes", "water;energy", "lead", ent_record_get_id (partner), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) read = ent_workspace_get (fixture->workspace, ent_record_get_id (project), &error);
  g_autoptr (EntRecord) city = ent_workspace_get (fixture->workspace, ent_record_get_id (partner), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ent_record_get_text (read, "title"), ==, "Eau potable à Goris");
  g_assert_cmpstr (ent_record_get_headline (read), ==, "Eau potable à Goris");
  g_assert_cmpstr (ent_record_get_list (read, "themes")[0], ==, "energy");
  g_assert_cmpstr (ent_record_get_title_of (read, ent_record_get_id (partner)), ==, "Goris");
  g_assert_cmpint (ent_record_get_integer (city, "population", 0), ==, 20591);
  assert_sound (fixture->workspace);
}

static void
test_refuses_bad_records (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (EntRecord) nameless = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (EntRecord) backwards = ent_record_new (ent_schema_find ("partnership"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (ent_workspace_save (fixture->workspace, nameless, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);

  ent_record_set_text (backwards, "title", "X");
  ent_record_set_text (backwards, "start", "2020");
  ent_record_set_text (backwards, "end", "2019-12-31");
  g_assert_false (ent_workspace_save (fixture->workspace, backwards, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpint (ent_workspace_get_last_change (fixture->workspace), ==, 0);
}

static void
test_search_folds (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (EntRecord) a = add (fixture, "authority", "name", "Évry-Courcouronnes", "country", "FR", NULL);
  g_autoptr (EntRecord) b = add (fixture, "person", "given-name", "Łucja", "family-name", "Lefèvre", NULL);

  g_assert_cmpuint (count_hits (fixture->workspace, "evry"), ==, 1);
  g_assert_cmpuint (count_hits (fixture->workspace, "ÉVR cour"), ==, 1);
  g_assert_cmpuint (count_hits (fixture->workspace, "lefe"), ==, 1);
  g_assert_cmpuint (count_hits (fixture->workspace, "\"* OR"), ==, 0);
  g_assert_cmpuint (count_hits (fixture->workspace, ""), ==, 0);
  ent_record_set_text (a, "name", "Corbeil");
  g_assert_true (ent_workspace_save (fixture->workspace, a, NULL));
  g_assert_cmpuint (count_hits (fixture->workspace, "evry"), ==, 0);
  g_assert_cmpuint (count_hits (fixture->workspace, "corb"), ==, 1);
  assert_sound (fixture->workspace);
}

static void
test_headline_follows (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr (EntRecord) person = add (fixture, "person", "given-name", "Anahit", "family-name", "Petrosyan", NULL);
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Sevan", "country", "AM", NULL);
  g_autoptr (EntRecord) role = add (fixture, "role", "person", ent_record_get_id (person), "body", ent_record_get_id (town), "title", "Maire", NULL);
  g_autoptr (EntRecord) mandate = add (fixture, "mandate", "role", ent_record_get_id (role), "delegation", "Culture", NULL);
  g_autofree char *headline = NULL;

  g_assert_cmpstr (ent_record_get_headline (mandate), ==, "Anahit Petrosyan – Maire – Sevan – Culture");
  ent_record_set_text (person, "family-name", "Sargsyan");
  g_assert_true (ent_workspace_save (fixture->workspace, person, NULL));
  headline = ent_workspace_get_headline (fixture->workspace, ent_record_get_id (mandate));
  g_assert_cmpstr (headline, ==, "Anahit Sargsyan – Maire – Sevan – Culture");
  g_assert_cmpuint (count_hits (fixture->workspace, "sargsyan culture"), ==, 1);
}

static void
test_used_by (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (EntRecord) partner = add (fixture, "authority", "name", "Vardenis", "country", "AM", NULL);
  g_autoptr (EntRecord) partnership = add (fixture, "partnership", "title", "Isère – Arménie", "partners", ent_record_get_id (partner), NULL);
  g_autoptr (GPtrArray) users = ent_workspace_used_by (fixture->workspace, ent_record_get_id (partner), 10, NULL);
  const EntHit *hit;

  g_assert_cmpuint (users->len, ==, 1);
  hit = users->pdata[0];
  g_assert_cmpstr (hit->id, ==, ent_record_get_id (partnership));
  g_assert_cmpstr (hit->field->name, ==, "partners");
}

static void
test_undo_and_redo (Fixture *fixture,
                    gconstpointer data)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  g_autofree char *id = g_strdup (ent_record_get_id (town));
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL, *again = NULL, *headline = NULL;

  ent_record_set_text (town, "name", "Kapan");
  g_assert_true (ent_workspace_save (workspace, town, NULL));
  g_assert_true (ent_workspace_delete (workspace, id, &error));
  g_assert_false (ent_workspace_exists (workspace, id));

  for (int i = 0; i < 3; i++)
    {
      g_free (undone);
      undone = ent_workspace_undo (workspace, &error);
      g_assert_no_error (error);
      assert_sound (workspace);
    }
  g_assert_false (ent_workspace_exists (workspace, id));
  g_assert_null (ent_workspace_undo (workspace, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  for (int i = 0; i < 2; i++)
    {
      g_free (again);
      again = ent_workspace_redo (workspace, &error);
      g_assert_no_error (error);
    }
  headline = ent_workspace_get_headline (workspace, id);
  g_assert_cmpstr (headline, ==, "Kapan");

  /* Something new makes the rest of what was undone unreachable. */
  ent_record_set_text (town, "name", "Meghri");
  g_assert_true (ent_workspace_save (workspace, town, &error));
  g_assert_null (ent_workspace_peek_redo (workspace));
  assert_sound (workspace);
}

static void
test_undo_refuses_when_changed_since (Fixture *fixture,
                                      gconstpointer data)
{
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *headline = NULL;

  g_assert_true (ent_workspace_begin (fixture->workspace, "sync", "team", &error));
  ent_record_set_text (town, "name", "Goris (Syunik)");
  g_assert_true (ent_workspace_save (fixture->workspace, town, &error));
  g_assert_true (ent_workspace_commit (fixture->workspace, &error));

  g_assert_null (ent_workspace_undo (fixture->workspace, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  headline = ent_workspace_get_headline (fixture->workspace, ent_record_get_id (town));
  g_assert_cmpstr (headline, ==, "Goris (Syunik)");
}

static void
test_change_is_all_or_nothing (Fixture *fixture,
                               gconstpointer data)
{
  g_autoptr (EntRecord) town = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_workspace_begin (fixture->workspace, "import", NULL, &error));
  ent_record_set_text (town, "name", "Goris");
  ent_record_set_text (town, "country", "AM");
  g_assert_true (ent_workspace_save (fixture->workspace, town, &error));
  ent_workspace_rollback (fixture->workspace);
  g_assert_false (ent_workspace_exists (fixture->workspace, ent_record_get_id (town)));
  g_assert_null (ent_workspace_peek_undo (fixture->workspace));
  assert_sound (fixture->workspace);
}

static void
test_unknown_fields_and_types_are_kept (Fixture *fixture,
                                        gconstpointer data)
{
  const char *known = "{\"_id\":\"authority:a1\",\"type\":\"authority\",\"name\":\"Goris\",\"country\":\"AM\",\"anthem\":{\"a\":[1,2]}}";
  const char *unknown = "{\"_id\":\"satellite:1\",\"type\":\"satellite\",\"orbit\":12.5}";
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (JsonNode) node = ent_json_from_text (i == 0 ? known : unknown, -1, &error);
      g_autoptr (JsonObject) read = NULL;
      g_autoptr (JsonNode) back = NULL;

      g_assert_true (ent_workspace_put_document (fixture->workspace, json_node_get_object (node), &error));
      g_assert_no_error (error);
      read = ent_workspace_get_document (fixture->workspace, i == 0 ? "authority:a1" : "satellite:1", &error);
      g_assert_no_error (error);
      back = json_node_init_object (json_node_alloc (), read);
      g_assert_true (json_node_equal (node, back));
    }
  g_assert_true (ent_workspace_delete (fixture->workspace, "satellite:1", &error));
  g_free (ent_workspace_undo (fixture->workspace, &error));
  g_assert_no_error (error);
  g_assert_true (ent_workspace_exists (fixture->workspace, "satellite:1"));
  assert_sound (fixture->workspace);
}

static void
test_hostile_documents (Fixture *fixture,
                        gconstpointer data)
{
  static const char *const documents[] = {
    "{\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\"}",
    "{\"_id\":\"project:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\"}",
    "{\"_id\":\"authority:../../x\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\"}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":[],\"country\":\"AM\"}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"ZZ\"}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"population\":1.5}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"latitude\":1e300}",
    "{\"_id\":\"role:1\",\"type\":\"role\",\"person\":\"project:1\",\"body\":\"authority:1\"}",
    "{\"_id\":\"satellite:1\",\"type\":\"moon\"}",
    /* Numbers that no JSON could be made of again. */
    "{\"_id\":\"satellite:1\",\"type\":\"satellite\",\"orbit\":1e400}",
    "{\"_id\":\"satellite:1\",\"type\":\"satellite\",\"orbit\":[{\"a\":[9007199254740993]}]}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"anthem\":{\"a\":-1e999}}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"latitude\":1e999}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"population\":-9223372036854775808}",
    "{\"_id\":\"authority:1\",\"type\":\"authority\",\"name\":\"X\",\"country\":\"AM\",\"population\":-9223372036854775808.0}",
    "{\"_id\":1,\"type\":\"authority\"}",
    "{\"_id\":{},\"type\":[]}",
    "{\"_id\":\"authority:1\",\"type\":null}",
    "{\"_id\":null,\"type\":\"authority\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = ent_json_from_text (documents[i], -1, &error);

      g_assert_no_error (error);
      g_assert_false (ent_workspace_put_document (fixture->workspace, json_node_get_object (node), &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
    }
  g_assert_cmpint (ent_workspace_get_last_change (fixture->workspace), ==, 0);
}

/* What a parser might cut off, or make into something that is no text, is not read at all. */
static void
test_unreadable_json (void)
{
  static const struct
  {
    const char *text;
    gssize length;
  } bad[] = {
    { "", 0 },
    { "[\"a\\u0000b\"]", -1 },
    { "{\"a\\u0000\":1}", -1 },
    { "[\"\0\"]", 5 },
    { "[1]\0", 4 },
    { "[\"\\ud800\"]", -1 },
    { "[\"\\udc00\"]", -1 },
    { "[\"\\ud800x\"]", -1 },
    { "[\"\\ud800\\n\"]", -1 },
    { "[\"\\ud800\\ud800\"]", -1 },
    { "[\"\\uDBFF\\uE000\"]", -1 },
    { "[\"\\ud83d\\", 9 },
    { "[\"\\", 3 },
    { "[\"\\u12g4\"]", -1 },
    { "[\"\xff\"]", -1 },
    { "{a:1}", -1 },
    { "[1,]", -1 },
  };
  static const char good[] = "[\"\\\\u0000\",\"\\ud83d\\ude42\",\"\\u00e9\\n\\\"\",\"\\uE000\"]";
  g_autoptr (JsonNode) node = ent_json_from_text (good, -1, NULL);
  JsonArray *array;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_null (ent_json_from_text (bad[i].text, bad[i].length, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
    }

  g_assert_nonnull (node);
  array = json_node_get_array (node);
  g_assert_cmpstr (json_array_get_string_element (array, 0), ==, "\\u0000");
  g_assert_cmpstr (json_array_get_string_element (array, 1), ==, "🙂");
  g_assert_cmpstr (json_array_get_string_element (array, 2), ==, "é\n\"");
  g_assert_cmpstr (json_array_get_string_element (array, 3), ==, "\xee\x80\x80");
}

static void
test_lists (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (EntRecord) a = add (fixture, "authority", "name", "Zürich", "country", "CH", "population", "10", NULL);
  g_autoptr (EntRecord) b = add (fixture, "authority", "name", "Évreux", "country", "FR", "population", "30", NULL);
  g_autoptr (EntRecord) c = add (fixture, "authority", "name", "Amiens", "country", "FR", NULL);
  g_autoptr (EntRecord) p = add (fixture, "partnership", "title", "T", "themes", "water;health", "partners", ent_record_get_id (a), NULL);
  const EntEntity *entity = ent_schema_find ("authority");
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (EntQuery) themed = ent_query_new (ent_schema_find ("partnership"));
  g_autoptr (GPtrArray) records = ent_workspace_list (fixture->workspace, query, 0, NULL);
  g_auto (EntValue) twenty = { 0 };

  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpstr (ent_record_get_text (records->pdata[0], "name"), ==, "Amiens");
  g_assert_cmpstr (ent_record_get_text (records->pdata[1], "name"), ==, "Évreux");

  ent_query_add_text (query, "country", ENT_FILTER_IS, "FR");
  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 2);
  ent_value_set_integer (&twenty, 20);
  ent_query_add_filter (query, ent_entity_find_field (entity, "population"), ENT_FILTER_FROM, &twenty);
  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 1);
  ent_query_set_words (query, "evre");
  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 1);
  ent_query_set_words (query, "amiens");
  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 0);
  ent_query_clear_filters (query);
  ent_query_add_text (query, "name", ENT_FILTER_CONTAINS, "MIÉ");
  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 1);

  ent_query_add_text (themed, "themes", ENT_FILTER_IS, "health");
  ent_query_add_text (themed, "partners", ENT_FILTER_IS, ent_record_get_id (a));
  g_assert_cmpint (ent_workspace_count (fixture->workspace, themed, NULL), ==, 1);
  ent_query_add_text (themed, "themes", ENT_FILTER_IS_NOT, "water");
  g_assert_cmpint (ent_workspace_count (fixture->workspace, themed, NULL), ==, 0);
}

static void
test_all_orders (Fixture *fixture,
                 gconstpointer data)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields * 2; j++)
        {
          g_autoptr (EntQuery) query = ent_query_new (entity);
          g_autoptr (GError) error = NULL;
          g_autoptr (GArray) rows = NULL;

          ent_query_set_words (query, "x");
          ent_query_set_order (query, &entity->fields[j / 2], j % 2);
          ent_query_add_filter (query, &entity->fields[j / 2], ENT_FILTER_UNSET, &(EntValue){ 0 });
          rows = ent_workspace_find (fixture->workspace, query, &error);
          g_assert_no_error (error);
        }
    }
}

static void
test_history (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (EntRecord) town = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const EntHistoryRow *row;

  ent_workspace_set_user (fixture->workspace, "Claire");
  town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  ent_record_set_integer (town, "population", 7);
  g_assert_true (ent_workspace_save (fixture->workspace, town, NULL));
  g_assert_true (ent_workspace_save (fixture->workspace, town, NULL));

  rows = ent_workspace_history (fixture->workspace, ent_record_get_id (town), 10, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  row = rows->pdata[0];
  g_assert_cmpstr (row->who, ==, "Claire");
  g_assert_cmpstr (row->field->name, ==, "population");
  g_assert_null (row->before);
  g_assert_cmpstr (row->after, ==, "7");
  row = rows->pdata[1];
  g_assert_null (row->field);
}

/* A reading sees one moment, whatever is written meanwhile; the next one sees all of it. */
static void
test_reading (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) reader = ent_workspace_open (fixture->path, ENT_WORKSPACE_READ_ONLY, &error);
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);

  g_assert_no_error (error);
  {
    g_autoptr (EntReading) outer = ent_database_begin_reading (ent_workspace_get_database (reader), &error);
    g_autoptr (EntRecord) found = ent_workspace_get (reader, ent_record_get_id (town), &error);
    g_autoptr (EntRecord) later = add (fixture, "authority", "name", "Kapan", "country", "AM", NULL);

    g_assert_no_error (error);
    g_assert_nonnull (outer);
    g_assert_nonnull (found);
    g_assert_false (ent_workspace_exists (reader, ent_record_get_id (later)));
    g_set_object (&town, later);
  }
  g_assert_true (ent_workspace_exists (reader, ent_record_get_id (town)));
}

/* Inside a change, a reading sees what is written in it, and its end does not end the change. */
static void
test_reading_in_a_change (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (EntRecord) town = NULL;
  g_autoptr (EntRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_workspace_begin (fixture->workspace, "Two", NULL, &error));
  town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  found = ent_workspace_get (fixture->workspace, ent_record_get_id (town), &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);
  ent_workspace_rollback (fixture->workspace);
  g_assert_false (ent_workspace_exists (fixture->workspace, ent_record_get_id (town)));
}

static gpointer
write_many (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (data, 0, &error);

  g_assert_no_error (error);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), NULL);

      ent_record_set_text (record, "name", "Commune");
      ent_record_set_text (record, "country", "FR");
      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }

  return NULL;
}

static void
test_several_writers (Fixture *fixture,
                      gconstpointer data)
{
  GThread *threads[3];
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_many, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpint (ent_workspace_count (fixture->workspace, query, NULL), ==, 150);
  assert_sound (fixture->workspace);
}

static void
test_settings (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *value = NULL;

  g_assert_null (ent_workspace_get_setting (fixture->workspace, "user"));
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "user", "Claire", NULL));
  value = ent_workspace_get_setting (fixture->workspace, "user");
  g_assert_cmpstr (value, ==, "Claire");
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "user", NULL, NULL));
  g_assert_null (ent_workspace_get_setting (fixture->workspace, "user"));
}

#define ADD(path, func) g_test_add ("/workspace/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("save-and-get", test_save_and_get);
  ADD ("refuses-bad-records", test_refuses_bad_records);
  ADD ("search-folds", test_search_folds);
  ADD ("headline-follows", test_headline_follows);
  ADD ("used-by", test_used_by);
  ADD ("undo-and-redo", test_undo_and_redo);
  ADD ("undo-refuses-when-changed-since", test_undo_refuses_when_changed_since);
  ADD ("change-is-all-or-nothing", test_change_is_all_or_nothing);
  ADD ("unknown-fields-and-types-are-kept", test_unknown_fields_and_types_are_kept);
  ADD ("hostile-documents", test_hostile_documents);
  g_test_add_func ("/workspace/unreadable-json", test_unreadable_json);
  ADD ("lists", test_lists);
  ADD ("all-orders", test_all_orders);
  ADD ("history", test_history);
  ADD ("reading", test_reading);
  ADD ("reading-in-a-change", test_reading_in_a_change);
  ADD ("several-writers", test_several_writers);
  ADD ("settings", test_settings);

  return g_test_run ();
}
