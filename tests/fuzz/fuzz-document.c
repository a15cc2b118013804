/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as any server may send it. Taken, it says the same for ever; to each circle goes no more than it may see. */
#include "ent-merge.h"
#include "ent-projection.h"
#include "ent-record-json.h"
#include "fuzz.h"

static char *
text_of (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return ent_json_to_text (node);
}

/* What is written of a record is read as the same record. */
static void
check_round_trip (EntRecord *record)
{
  g_autoptr (JsonObject) document = ent_record_to_json (record);
  g_autofree char *text = text_of (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ent_json_from_text (text, -1, &error);
  g_autoptr (EntRecord) again = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *second_text = NULL;

  fuzz_no_error (error);
  again = ent_record_from_json (json_node_get_object (node), &error);
  fuzz_no_error (error);
  second = ent_record_to_json (again);
  second_text = text_of (second);
  fuzz_assert (g_str_equal (text, second_text));
}

static void
show (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_autofree char *shown = ent_record_display (record, &entity->fields[i]);

      fuzz_assert (shown == NULL || g_utf8_validate (shown, -1, NULL));
    }
  ent_record_check (record, NULL);
}

/* A wider circle's part holds nothing that a narrower one's does not, and merged with itself it is itself. */
static void
check_part (JsonObject *document,
            EntCircle circle)
{
  const EntEntity *entity = ent_schema_find (json_object_get_string_member_with_default (document, "type", NULL));
  g_autoptr (JsonObject) part = ent_projection_make (document, circle, NULL);
  g_autoptr (JsonObject) again = ent_projection_make (part, circle, NULL);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_clash_free);
  g_autoptr (JsonObject) merged = ent_merge_documents (entity, part, part, part, clashes);
  g_autoptr (GList) members = json_object_get_members (part);

  for (GList *member = members; member != NULL; member = member->next)
    fuzz_assert (g_str_equal (member->data, "_id") || g_str_equal (member->data, "type")
                 || ent_projection_covers (entity, member->data, circle));
  fuzz_assert (ent_merge_documents_equal (entity, part, again));
  fuzz_assert (ent_merge_documents_equal (entity, part, merged));
  fuzz_assert (clashes->len == 0);
}

static void
read_from_wire (JsonObject *wire,
                EntCircle circle)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = ent_projection_read (wire, circle, &error);

  fuzz_assert ((document != NULL) == (error == NULL));
  if (document != NULL)
    check_part (document, circle);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (size > FUZZ_MAX_SIZE)
    return 0;

  text = g_strndup ((const char *) data, size);
  node = ent_json_from_text (text, (gssize) strlen (text), NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  for (EntCircle circle = ENT_CIRCLE_TEAM; circle <= ENT_CIRCLE_ATLAS; circle++)
    read_from_wire (json_node_get_object (node), circle);

  record = ent_record_from_json (json_node_get_object (node), &error);
  fuzz_assert ((record != NULL) == (error == NULL));
  if (record != NULL)
    {
      show (record);
      check_round_trip (record);
    }
  return 0;
}
