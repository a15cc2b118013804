/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three-way merge, field by field. It never chooses between two values: machines that choose on several desks can
 * answer each other for ever. */
#include "ent-merge.h"

#include "ent-projection.h"
#include "ent-record-json.h"

/**
 * ent_clash_free:
 * @clash: (nullable) (transfer full): a clash
 */
void
ent_clash_free (EntClash *clash)
{
  if (clash == NULL)
    return;

  g_free (clash->member);
  g_clear_pointer (&clash->base, json_node_unref);
  g_clear_pointer (&clash->mine, json_node_unref);
  g_clear_pointer (&clash->theirs, json_node_unref);
  g_free (clash);
}

static const EntField *
find_field (const EntEntity *entity,
            const char *member)
{
  return entity != NULL ? ent_entity_find_field (entity, member) : NULL;
}

/**
 * ent_merge_values_equal:
 * @entity: (nullable): what kind of record, %NULL where this version does not know it
 * @member: the name of a member of its document
 * @a: (nullable): a value of it
 * @b: (nullable): another
 *
 * Returns: whether they say the same, in whatever order or form of number
 */
gboolean
ent_merge_values_equal (const EntEntity *entity,
                        const char *member,
                        JsonNode *a,
                        JsonNode *b)
{
  const EntField *field = find_field (entity, member);
  g_auto (EntValue) value_a = { 0 };
  g_auto (EntValue) value_b = { 0 };

  if (a == b || (a != NULL && b != NULL && json_node_equal (a, b)))
    return TRUE;
  if (field == NULL || !ent_value_from_json (field, a, &value_a, NULL) || !ent_value_from_json (field, b, &value_b, NULL))
    return FALSE;

  return ent_value_equal (&value_a, &value_b);
}

static gboolean
is_content (const char *name)
{
  return *name != '_' && !g_str_equal (name, "type") && !g_str_equal (name, ENT_PROJECTION_EDITED_FIELDS);
}

static void
add_names (JsonObject *document,
           GHashTable *seen,
           GPtrArray *names)
{
  JsonObjectIter iter;
  const char *name;

  if (document == NULL)
    return;

  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (is_content (name) && g_hash_table_add (seen, (gpointer) name))
      g_ptr_array_add (names, (gpointer) name);
}

/* The names of all members of both, which own them. */
static GPtrArray *
list_names (JsonObject *a,
            JsonObject *b)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new ();

  add_names (a, seen, names);
  add_names (b, seen, names);
  return names;
}

static JsonNode *
get_member (JsonObject *document,
            const char *name)
{
  return document != NULL ? json_object_get_member (document, name) : NULL;
}

/**
 * ent_merge_list_differences:
 * @entity: (nullable): what kind of record
 * @a: (nullable): a document
 * @b: (nullable): another of the same record
 *
 * Returns: (transfer full): the names of the members that differ
 */
GStrv
ent_merge_list_differences (const EntEntity *entity,
                            JsonObject *a,
                            JsonObject *b)
{
  g_autoptr (GPtrArray) names = list_names (a, b);
  g_autoptr (GStrvBuilder) differences = g_strv_builder_new ();

  for (guint i = 0; i < names->len; i++)
    if (!ent_merge_values_equal (entity, names->pdata[i], get_member (a, names->pdata[i]), get_member (b, names->pdata[i])))
      g_strv_builder_add (differences, names->pdata[i]);

  return g_strv_builder_end (differences);
}

/**
 * ent_merge_documents_equal:
 * @entity: (nullable): what kind of record
 * @a: (nullable): a document, %NULL: none
 * @b: (nullable): another
 *
 * Returns: whether both are there or not, and say the same
 */
gboolean
ent_merge_documents_equal (const EntEntity *entity,
                           JsonObject *a,
                           JsonObject *b)
{
  g_auto (GStrv) differences = NULL;

  if (a == NULL || b == NULL)
    return a == b;

  differences = ent_merge_list_differences (entity, a, b);
  return differences[0] == NULL;
}

static void
read_list (const EntField *field,
           JsonNode *node,
           EntValue *value)
{
  if (!ent_value_from_json (field, node, value, NULL))
    *value = (EntValue){ 0 };
}

/* What one side took out is out, what one side put in is in. */
static JsonNode *
merge_sets (const EntField *field,
            JsonNode *base,
            JsonNode *mine,
            JsonNode *theirs)
{
  g_auto (EntValue) old = { 0 };
  g_auto (EntValue) ours = { 0 };
  g_auto (EntValue) other = { 0 };
  g_auto (EntValue) merged = { 0 };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) members = NULL;

  read_list (field, base, &old);
  read_list (field, mine, &ours);
  read_list (field, theirs, &other);
  for (gsize i = 0; ours.kind == ENT_VALUE_LIST && ours.list[i] != NULL; i++)
    if (ent_value_has (&other, ours.list[i]) || !ent_value_has (&old, ours.list[i]))
      g_strv_builder_add (builder, ours.list[i]);
  for (gsize i = 0; other.kind == ENT_VALUE_LIST && other.list[i] != NULL; i++)
    if (!ent_value_has (&ours, other.list[i]) && !ent_value_has (&old, other.list[i]))
      g_strv_builder_add (builder, other.list[i]);

  members = g_strv_builder_end (builder);
  ent_value_set_list (&merged, (const char *const *) members);
  return merged.kind == ENT_VALUE_LIST ? ent_value_to_json (field, &merged) : NULL;
}

static JsonNode *
copy_node (JsonNode *node)
{
  return node != NULL ? json_node_copy (node) : NULL;
}

static EntClash *
new_clash (const char *member,
           JsonNode *base,
           JsonNode *mine,
           JsonNode *theirs)
{
  EntClash *clash = g_new0 (EntClash, 1);

  clash->member = g_strdup (member);
  clash->base = copy_node (base);
  clash->mine = copy_node (mine);
  clash->theirs = copy_node (theirs);
  return clash;
}

static JsonNode *
merge_member (const EntEntity *entity,
              const char *name,
              JsonObject *base,
              JsonObject *mine,
              JsonObject *theirs,
              GPtrArray *clashes)
{
  const EntField *field = find_field (entity, name);
  JsonNode *old = get_member (base, name);
  JsonNode *ours = get_member (mine, name);
  JsonNode *other = get_member (theirs, name);

  if (ent_merge_values_equal (entity, name, ours, other) || ent_merge_values_equal (entity, name, old, other))
    return copy_node (ours);
  if (ent_merge_values_equal (entity, name, old, ours))
    return copy_node (other);
  if (field != NULL && ent_field_get_kind (field) == ENT_VALUE_LIST)
    return merge_sets (field, old, ours, other);

  g_ptr_array_add (clashes, new_clash (name, old, ours, other));
  return copy_node (ours);
}

/**
 * ent_merge_documents:
 * @entity: (nullable): what kind of record, %NULL where this version does not know it
 * @base: (nullable): what both sides last agreed on; %NULL where they never did
 * @mine: what this side has
 * @theirs: what the other side has
 * @clashes: (element-type EntClash): where to add what a person has to choose
 *
 * Where only one side changed a member, its value stands; lists are merged as sets.
 *
 * Returns: (transfer full): the merged document, with my value wherever there is a clash
 */
JsonObject *
ent_merge_documents (const EntEntity *entity,
                     JsonObject *base,
                     JsonObject *mine,
                     JsonObject *theirs,
                     GPtrArray *clashes)
{
  g_autoptr (GPtrArray) names = list_names (mine, theirs);
  JsonObject *merged = json_object_new ();

  json_object_set_member (merged, "_id", copy_node (json_object_get_member (mine, "_id")));
  json_object_set_member (merged, "type", copy_node (json_object_get_member (mine, "type")));
  for (guint i = 0; i < names->len; i++)
    {
      JsonNode *value = merge_member (entity, names->pdata[i], base, mine, theirs, clashes);

      if (value != NULL)
        json_object_set_member (merged, names->pdata[i], value);
    }

  return merged;
}
