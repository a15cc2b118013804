/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a workspace holds: nothing leaves a circle that does not belong to the wider one, and nothing that comes back
 * from there erases it. */
#include "../common/random-record.h"
#include "ent-projection.h"
#include "ent-record-json.h"

#define ROUNDS 40
#define SECRET "kept back \360\237\244\253 by a newer version"

static char *
text_of (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return ent_json_to_text (node);
}

/* A record of each kind, with members that only a newer version knows. */
static JsonObject *
random_document (const EntEntity *entity)
{
  g_autoptr (EntRecord) record = random_record (entity);

  ent_record_set_extra (record, "{\"risk-level\":\"" SECRET "\",\"score\":[1,{\"deep\":true}]}");
  return ent_record_to_json (record);
}

static void
check_members (const EntEntity *entity,
               JsonObject *document,
               JsonObject *part,
               EntCircle circle)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, part);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const EntField *field = ent_entity_find_field (entity, name);

      if (g_str_equal (name, "_id") || g_str_equal (name, "type"))
        continue;
      g_assert_true (field != NULL ? field->circle >= circle : circle == ENT_CIRCLE_TEAM);
      g_assert_true (json_node_equal (value, json_object_get_member (document, name)));
    }
}

/* All that the circle may see is there: a projection that sends nothing would leak nothing either. */
static void
check_complete (const EntEntity *entity,
                JsonObject *document,
                JsonObject *part,
                EntCircle circle)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].circle >= circle)
      g_assert_true (json_object_has_member (part, entity->fields[i].name)
                     == json_object_has_member (document, entity->fields[i].name));
}

static void
test_leaks (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < ent_schema_get_n_entities (); i++)
      for (EntCircle circle = ENT_CIRCLE_TEAM; circle <= ENT_CIRCLE_ATLAS; circle++)
        {
          const EntEntity *entity = ent_schema_get_entity (i);
          g_autoptr (JsonObject) document = random_document (entity);
          g_autoptr (JsonObject) part = ent_projection_make (document, circle, "200046977");
          g_autofree char *text = text_of (part);

          check_members (entity, document, part, circle);
          check_complete (entity, document, part, circle);
          g_assert_true ((strstr (text, "kept back") != NULL) == (circle == ENT_CIRCLE_TEAM));
        }
}

/* Sent, taken in elsewhere, and sent again from there: still the same. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    for (EntCircle circle = ENT_CIRCLE_TEAM; circle <= ENT_CIRCLE_ATLAS; circle++)
      {
        g_autoptr (JsonObject) document = random_document (ent_schema_get_entity (i));
        g_autoptr (JsonObject) wire = ent_projection_make (document, circle, "200046977");
        g_autoptr (EntRecord) record = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (JsonObject) theirs = NULL;
        g_autoptr (JsonObject) again = NULL;
        g_autofree char *before = NULL;
        g_autofree char *after = NULL;
        g_autofree char *alone = NULL;
        g_autofree char *whole = NULL;

        if (ent_schema_get_entity (i)->circle < circle)
          continue;
        theirs = ent_projection_read (wire, circle, &error);
        g_assert_no_error (error);
        again = ent_projection_make (theirs, circle, "200046977");
        before = text_of (wire);
        after = text_of (again);
        g_assert_cmpstr (before, ==, after);

        record = ent_projection_read_record (wire, circle, &error);
        g_assert_no_error (error);
        alone = ent_record_to_text (record);
        whole = text_of (theirs);
        g_assert_cmpstr (alone, ==, whole);
      }
}

/* What comes from a wider circle, even if it pretends to more, touches nothing of a narrower one. */
static void
test_nothing_erased (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < ent_schema_get_n_entities (); i++)
      for (EntCircle circle = ENT_CIRCLE_DEPARTMENTS; circle <= ENT_CIRCLE_ATLAS; circle++)
        {
          const EntEntity *entity = ent_schema_get_entity (i);
          g_autoptr (JsonObject) mine = random_document (entity);
          g_autoptr (JsonObject) hostile = random_document (entity);
          g_autoptr (JsonObject) theirs = NULL;
          g_autoptr (JsonObject) merged = NULL;

          json_object_set_string_member (hostile, "_id", json_object_get_string_member (mine, "_id"));
          theirs = ent_projection_read (hostile, circle, NULL);
          if (theirs == NULL)
            continue;
          merged = ent_projection_merge (mine, theirs, circle);
          for (guint j = 0; j < entity->n_fields; j++)
            {
              const char *name = entity->fields[j].name;
              JsonNode *wanted = json_object_get_member (entity->fields[j].circle < circle ? mine : theirs, name);
              JsonNode *held = json_object_get_member (merged, name);

              g_assert_true (wanted == held || (wanted != NULL && held != NULL && json_node_equal (wanted, held)));
            }
          g_assert_true (json_node_equal (json_object_get_member (mine, "risk-level"), json_object_get_member (merged, "risk-level")));
        }
}

static void
check_id (const char *wire_id,
          EntCircle circle,
          const char *id,
          const char *publisher)
{
  g_autofree char *found = NULL;
  g_autofree char *from = NULL;

  g_assert_true (ent_projection_split_id (wire_id, circle, &found, &from) == (id != NULL));
  g_assert_cmpstr (found, ==, id);
  g_assert_cmpstr (from, ==, publisher);
}

static void
test_ids (void)
{
  check_id ("project:1", ENT_CIRCLE_TEAM, "project:1", NULL);
  check_id ("project:1", ENT_CIRCLE_ATLAS, "project:1", "");
  check_id ("200046977:project:1", ENT_CIRCLE_ATLAS, "project:1", "200046977");
  check_id ("sn:opinion:1", ENT_CIRCLE_ATLAS, "opinion:1", "sn");
  check_id ("200046977:project:1", ENT_CIRCLE_TEAM, NULL, NULL);
  check_id ("sn:sn:opinion:1", ENT_CIRCLE_ATLAS, NULL, NULL);
  check_id ("_design/x", ENT_CIRCLE_ATLAS, NULL, NULL);
  check_id ("", ENT_CIRCLE_ATLAS, NULL, NULL);
  check_id (":project:1", ENT_CIRCLE_ATLAS, NULL, NULL);
  check_id ("SN:project:1", ENT_CIRCLE_ATLAS, NULL, NULL);
  check_id ("project:../../etc", ENT_CIRCLE_TEAM, NULL, NULL);
}

static void
check_refused (const char *text,
               EntCircle circle)
{
  g_autoptr (JsonNode) node = ent_json_from_text (text, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_projection_read (json_node_get_object (node), circle, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
}

static void
test_hostile (void)
{
  check_refused ("{}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":1,\"type\":2}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\"}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\",\"type\":\"person\"}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\",\"type\":\"project\"}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\",\"type\":\"project\",\"title\":[\"a\"]}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\",\"type\":\"project\",\"title\":\"a\",\"start\":\"soon\"}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"project:1\",\"type\":\"project\",\"title\":\"a\",\"partnership\":\"person:1\"}", ENT_CIRCLE_TEAM);
  check_refused ("{\"_id\":\"projects:1\",\"type\":\"project\",\"title\":\"a\"}", ENT_CIRCLE_TEAM);
}

/* What is required of us, but kept from the widest circle, is not required of what may have come from there. */
static void
test_required (void)
{
  g_autoptr (JsonNode) node =
    ent_json_from_text ("{\"_id\":\"sn:agreement:1\",\"type\":\"agreement\",\"partnership\":\"partnership:1\",\"object\":\"o\"}", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = ent_projection_read (json_node_get_object (node), ENT_CIRCLE_ATLAS, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  check_refused ("{\"_id\":\"agreement:1\",\"type\":\"agreement\",\"partnership\":\"partnership:1\",\"amount\":1}",
                 ENT_CIRCLE_TEAM);
}

/* A type of a newer version is kept as it is, and goes no further than the unit. */
static void
test_unknown_type (void)
{
  const char *text = "{\"_id\":\"treaty:1\",\"type\":\"treaty\",\"text\":\"" SECRET "\",\"n\":null,\"list\":[1,2]}";
  g_autoptr (JsonNode) node = ent_json_from_text (text, -1, NULL);
  g_autoptr (JsonObject) document = ent_projection_read (json_node_get_object (node), ENT_CIRCLE_TEAM, NULL);
  g_autoptr (JsonObject) part = ent_projection_make (document, ENT_CIRCLE_TEAM, NULL);
  g_autofree char *sent = text_of (part);

  g_assert_cmpstr (sent, ==, text);
  g_assert_cmpint (ent_projection_get_circle (document), ==, ENT_CIRCLE_TEAM);
}

static void
test_circle (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_get_entity (i));
      g_autoptr (JsonObject) document = ent_record_to_json (record);

      g_assert_cmpint (ent_projection_get_circle (document), ==, ent_record_get_circle (record));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/projection/leaks", test_leaks);
  g_test_add_func ("/sync/projection/round-trip", test_round_trip);
  g_test_add_func ("/sync/projection/nothing-erased", test_nothing_erased);
  g_test_add_func ("/sync/projection/ids", test_ids);
  g_test_add_func ("/sync/projection/hostile", test_hostile);
  g_test_add_func ("/sync/projection/required", test_required);
  g_test_add_func ("/sync/projection/unknown-type", test_unknown_type);
  g_test_add_func ("/sync/projection/circle", test_circle);

  return g_test_run ();
}
