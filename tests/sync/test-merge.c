/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../common/random-record.h"
#include "ent-merge.h"
#include "ent-record-json.h"

#define ROUNDS 200

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;

  return node != NULL ? json_node_dup_object (node) : NULL;
}

/* Merges three projects, given without identifier, and compares the outcome; clashes are names separated by spaces. */
static void
check (const char *base,
       const char *mine,
       const char *theirs,
       const char *wanted,
       const char *names)
{
  const EntEntity *entity = ent_schema_find ("project");
  g_autoptr (JsonObject) old = parse (base);
  g_autoptr (JsonObject) ours = parse (mine);
  g_autoptr (JsonObject) other = parse (theirs);
  g_autoptr (JsonObject) outcome = parse (wanted);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (JsonObject) merged = NULL;

  json_object_set_string_member (ours, "_id", "project:1");
  json_object_set_string_member (ours, "type", "project");
  merged = ent_merge_documents (entity, old, ours, other, clashes);
  for (guint i = 0; i < clashes->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", ((EntClash *) clashes->pdata[i])->member);

  g_assert_cmpstr (found->str, ==, names);
  g_assert_true (ent_merge_documents_equal (entity, merged, outcome));
  g_assert_cmpstr (json_object_get_string_member (merged, "_id"), ==, "project:1");
}

static void
test_fields (void)
{
  /* Only one side changed. */
  check ("{\"title\":\"a\"}", "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}", "");
  check ("{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"a\"}", "{\"title\":\"b\"}", "");
  /* Both, to the same. */
  check ("{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}", "{\"title\":\"b\"}", "");
  /* Different fields. */
  check ("{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"a\",\"status\":\"ongoing\"}",
         "{\"title\":\"b\",\"status\":\"ongoing\"}", "");
  /* A clash keeps mine. */
  check ("{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"c\"}", "{\"title\":\"b\"}", "title");
  /* Emptied here, changed there. */
  check ("{\"title\":\"a\",\"purpose\":\"14030\"}", "{\"title\":\"a\"}", "{\"title\":\"a\",\"purpose\":\"14050\"}",
         "{\"title\":\"a\"}", "purpose");
  check ("{\"title\":\"a\",\"purpose\":\"14030\"}", "{\"title\":\"a\"}", "{\"title\":\"a\",\"purpose\":\"14030\"}",
         "{\"title\":\"a\"}", "");
  check ("{\"title\":\"a\",\"purpose\":\"14030\"}", "{\"title\":\"a\",\"purpose\":\"14030\"}", "{\"title\":\"a\"}",
         "{\"title\":\"a\"}", "");
}

/* The first time that two sides meet, nobody knows who changed what. */
static void
test_without_base (void)
{
  check (NULL, "{\"title\":\"a\"}", "{\"title\":\"a\"}", "{\"title\":\"a\"}", "");
  check (NULL, "{\"title\":\"a\"}", "{\"title\":\"b\"}", "{\"title\":\"a\"}", "title");
  check (NULL, "{\"title\":\"a\"}", "{\"title\":\"a\",\"status\":\"ongoing\"}", "{\"title\":\"a\",\"status\":\"ongoing\"}", "");
  check (NULL, "{\"themes\":[\"water\"]}", "{\"themes\":[\"health\"]}", "{\"themes\":[\"health\",\"water\"]}", "");
}

static void
test_sets (void)
{
  check ("{\"themes\":[\"water\"]}", "{\"themes\":[\"water\",\"health\"]}", "{\"themes\":[\"education\",\"water\"]}",
         "{\"themes\":[\"education\",\"health\",\"water\"]}", "");
  check ("{\"themes\":[\"health\",\"water\"]}", "{\"themes\":[\"water\"]}", "{\"themes\":[\"education\",\"health\",\"water\"]}",
         "{\"themes\":[\"education\",\"water\"]}", "");
  check ("{\"themes\":[\"health\",\"water\"]}", "{\"themes\":[\"water\"]}", "{\"themes\":[\"health\"]}", "{}", "");
  check ("{\"themes\":[\"water\"]}", "{}", "{\"themes\":[\"health\",\"water\"]}", "{\"themes\":[\"health\"]}", "");
  /* Order says nothing. */
  check ("{\"themes\":[\"health\",\"water\"]}", "{\"themes\":[\"water\",\"health\"]}", "{\"themes\":[\"health\"]}",
         "{\"themes\":[\"health\"]}", "");
}

static void
test_unknown_members (void)
{
  check ("{\"x\":{\"a\":1}}", "{\"x\":{\"a\":1}}", "{\"x\":{\"a\":2}}", "{\"x\":{\"a\":2}}", "");
  check ("{\"x\":[1]}", "{\"x\":[1,2]}", "{\"x\":[1,3]}", "{\"x\":[1,2]}", "x");
}

static void
test_numbers (void)
{
  const EntEntity *entity = ent_schema_find ("authority");
  g_autoptr (JsonObject) a = parse ("{\"latitude\":45,\"population\":1000}");
  g_autoptr (JsonObject) b = parse ("{\"latitude\":45.0,\"population\":1000.0}");

  g_assert_true (ent_merge_documents_equal (entity, a, b));
}

static JsonObject *
random_variant (JsonObject *document,
                const EntEntity *entity,
                JsonObject *other)
{
  JsonObject *variant = json_object_new ();

  json_object_set_member (variant, "_id", json_node_copy (json_object_get_member (document, "_id")));
  json_object_set_member (variant, "type", json_node_copy (json_object_get_member (document, "type")));
  for (guint i = 0; i < entity->n_fields; i++)
    {
      JsonObject *source = g_test_rand_int_range (0, 3) == 0 ? other : document;
      JsonNode *value = json_object_get_member (source, entity->fields[i].name);

      if (value != NULL && g_test_rand_int_range (0, 8) != 0)
        json_object_set_member (variant, entity->fields[i].name, json_node_copy (value));
    }

  return variant;
}

/* Both desks come to the same, the clashes apart; and a merge of what is merged changes nothing. */
static void
test_both_ways (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      const EntEntity *entity = ent_schema_get_entity (round % ent_schema_get_n_entities ());
      g_autoptr (EntRecord) record = random_record (entity);
      g_autoptr (EntRecord) another = random_record (entity);
      g_autoptr (JsonObject) base = ent_record_to_json (record);
      g_autoptr (JsonObject) spring = ent_record_to_json (another);
      g_autoptr (JsonObject) a = random_variant (base, entity, spring);
      g_autoptr (JsonObject) b = random_variant (base, entity, spring);
      g_autoptr (GPtrArray) clashes_a = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
      g_autoptr (GPtrArray) clashes_b = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
      g_autoptr (JsonObject) at_a = ent_merge_documents (entity, base, a, b, clashes_a);
      g_autoptr (JsonObject) at_b = ent_merge_documents (entity, base, b, a, clashes_b);
      g_auto (GStrv) differences = ent_merge_list_differences (entity, at_a, at_b);

      g_assert_cmpuint (g_strv_length (differences), ==, clashes_a->len);
      g_assert_cmpuint (clashes_a->len, ==, clashes_b->len);
      for (guint i = 0; i < clashes_a->len; i++)
        {
          const EntClash *clash = clashes_a->pdata[i];

          g_assert_true (g_strv_contains ((const char *const *) differences, clash->member));
          g_assert_true (ent_merge_values_equal (entity, clash->member, json_object_get_member (at_a, clash->member), clash->mine));
          g_assert_true (ent_merge_values_equal (entity, clash->member, json_object_get_member (at_b, clash->member), clash->theirs));
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/merge/fields", test_fields);
  g_test_add_func ("/sync/merge/without-base", test_without_base);
  g_test_add_func ("/sync/merge/sets", test_sets);
  g_test_add_func ("/sync/merge/unknown-members", test_unknown_members);
  g_test_add_func ("/sync/merge/numbers", test_numbers);
  g_test_add_func ("/sync/merge/both-ways", test_both_ways);

  return g_test_run ();
}
