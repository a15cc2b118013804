/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as we write it: what json-glib writes too. History is searched for values by their text. */
#include "ent-record-json.h"

#include "../common/random-record.h"

static void
check (JsonNode *node)
{
  g_autofree char *text = ent_json_to_text (node);
  g_autofree char *expected = json_to_string (node, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = ent_json_from_text (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (json_node_equal (node, again));
}

static void
test_values (void)
{
  static const char *const texts[] = {
    "{}", "[]", "null", "true", "false", "0", "-1", "9007199254740991", "1.5", "1.0", "1e300", "-0.000001", "123456789.125", "\"\"",
    "{\"a\":{},\"b\":[],\"c\":[{\"d\":[null,true,1,2.5,\"x\"]},[[]]],\"\":\"\"}",
    "{\"zebra\":1,\"ape\":2,\"Écho\":\"« Évry » – 漢字 🌍\",\"quote\\\"d\":\"back\\\\slash / and\\ttab\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = ent_json_from_text (texts[i], -1, &error);

      g_assert_no_error (error);
      check (node);
    }
}

static void
test_characters (void)
{
  for (gunichar c = 1; c < 0x300; c++)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
      char text[16] = "a";

      text[1 + g_unichar_to_utf8 (c, text + 1)] = 'b';
      json_node_set_string (node, text);
      check (node);
    }
}

static void
test_lists (void)
{
  const char *const texts[] = { "water", "", "a\"b", NULL };
  const char *const none[] = { NULL };
  g_autofree char *list = ent_json_of_texts (texts);
  g_autofree char *empty = ent_json_of_texts (none);

  g_assert_cmpstr (list, ==, "[\"water\",\"\",\"a\\\"b\"]");
  g_assert_cmpstr (empty, ==, "[]");
}

/* Written without the document in between, a record is the same. */
static void
test_records (void)
{
  for (guint i = 0; i < 10 * ent_schema_get_n_entities (); i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_get_entity (i % ent_schema_get_n_entities ()));
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), NULL);
      g_autofree char *text = NULL;
      g_autofree char *expected = NULL;

      if (i % 3 == 0)
        ent_record_set_extra (record, "{\"risk-level\":[1,{}],\"_id\":\"x\"}");
      json_node_take_object (node, ent_record_to_json (record));
      text = ent_record_to_text (record);
      expected = json_to_string (node, FALSE);
      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json/values", test_values);
  g_test_add_func ("/json/characters", test_characters);
  g_test_add_func ("/json/lists", test_lists);
  g_test_add_func ("/json/records", test_records);

  return g_test_run ();
}
