/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Deeper than any document of ours, far from where a parser's own stack ends. */
#define DEPTH_MAX 64

/* Beyond this, programs that know of no integers but doubles lose digits. */
#define INTEGER_MAX G_GINT64_CONSTANT (9007199254740991)

/**
 * ent_value_to_json:
 * @field: a field
 * @value: a value of it
 *
 * Returns: (transfer full): the value as JSON: money in cents, yes and no as booleans, lists as arrays, null when unset
 */
JsonNode *
ent_value_to_json (const EntField *field,
                   const EntValue *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  g_autoptr (JsonArray) array = NULL;

  switch (value->kind)
    {
    case ENT_VALUE_TEXT:
      json_node_set_string (node, value->text);
      break;
    case ENT_VALUE_INTEGER:
      if (field->type == ENT_FIELD_YES_NO)
        json_node_set_boolean (node, value->integer != 0);
      else
        json_node_set_int (node, value->integer);
      break;
    case ENT_VALUE_REAL:
      json_node_set_double (node, value->real);
      break;
    case ENT_VALUE_LIST:
      array = json_array_new ();
      for (gsize i = 0; value->list[i] != NULL; i++)
        json_array_add_string_element (array, value->list[i]);
      json_node_init_array (node, array);
      break;
    case ENT_VALUE_UNSET:
    default:
      json_node_init_null (node);
    }

  return node;
}

static gboolean
refuse (const EntField *field,
        GError **error)
{
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("%s: this is not the kind of value expected here."),
               ent_field_get_label (field));
  return FALSE;
}

/*
 * ent_value_list_from_json:
 * @node: JSON
 * @value: a value, whose former content is freed
 *
 * Returns: whether @node is an array of texts, which @value then has
 */
gboolean
ent_value_list_from_json (JsonNode *node,
                          EntValue *value)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *member = json_array_get_element (array, i);

      if (json_node_get_value_type (member) != G_TYPE_STRING)
        return FALSE;
      g_ptr_array_add (members, (gpointer) json_node_get_string (member));
    }

  ent_value_set_list (value, (const char *const *) members->pdata);
  return TRUE;
}

static gboolean
list_from_json (const EntField *field,
                JsonNode *node,
                EntValue *value,
                GError **error)
{
  return ent_value_list_from_json (node, value) || refuse (field, error);
}

static gboolean
is_safe (gint64 integer)
{
  return integer >= -INTEGER_MAX && integer <= INTEGER_MAX;
}

/* Whether a number is whole, as 12.0 is too. */
static gboolean
get_integer (JsonNode *node,
             gint64 *ret_integer)
{
  GType type = json_node_get_value_type (node);
  double real;

  if (type == G_TYPE_INT64)
    {
      *ret_integer = json_node_get_int (node);
      return is_safe (*ret_integer);
    }
  if (type != G_TYPE_DOUBLE)
    return FALSE;

  real = json_node_get_double (node);
  if (!(fabs (real) <= INTEGER_MAX) || real != floor (real))
    return FALSE;
  *ret_integer = real;
  return TRUE;
}

static gboolean
scalar_from_json (const EntField *field,
                  JsonNode *node,
                  EntValue *value,
                  GError **error)
{
  GType type = json_node_get_value_type (node);
  EntValueKind kind = ent_field_get_kind (field);
  gint64 integer;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return refuse (field, error);
  if (kind == ENT_VALUE_TEXT && type == G_TYPE_STRING)
    ent_value_set_text (value, json_node_get_string (node));
  else if (field->type == ENT_FIELD_YES_NO && type == G_TYPE_BOOLEAN)
    ent_value_set_integer (value, json_node_get_boolean (node));
  else if (kind == ENT_VALUE_INTEGER && field->type != ENT_FIELD_YES_NO && get_integer (node, &integer))
    ent_value_set_integer (value, integer);
  else if (kind == ENT_VALUE_REAL && (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) && isfinite (json_node_get_double (node)))
    ent_value_set_real (value, json_node_get_double (node));
  else
    return refuse (field, error);

  return TRUE;
}

/**
 * ent_value_from_json:
 * @field: a field
 * @node: (nullable): what a document has for it; nothing or null is unset
 * @ret_value: (out caller-allocates): the value; to be cleared
 * @error: set to what is wrong
 *
 * Returns: whether @node may stand in @field
 */
gboolean
ent_value_from_json (const EntField *field,
                     JsonNode *node,
                     EntValue *ret_value,
                     GError **error)
{
  g_auto (EntValue) value = { 0 };

  *ret_value = (EntValue){ 0 };
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (ent_field_get_kind (field) == ENT_VALUE_LIST ? !list_from_json (field, node, &value, error)
                                                   : !scalar_from_json (field, node, &value, error))
    return FALSE;
  if (value.kind != ENT_VALUE_UNSET && !ent_field_check (field, &value, error))
    return FALSE;

  *ret_value = value;
  value = (EntValue){ 0 };
  return TRUE;
}

static void
add_member (JsonObject *object,
            const char *name,
            JsonNode *node,
            gpointer document)
{
  if (!json_object_has_member (document, name))
    json_object_set_member (document, name, json_node_copy (node));
}

/**
 * ent_record_to_json:
 * @record: a record
 *
 * Returns: (transfer full): its document: `_id`, `type`, each field that is set, and the members that this version
 *   does not know
 */
JsonObject *
ent_record_to_json (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  JsonObject *document = json_object_new ();

  json_object_set_string_member (document, "_id", ent_record_get_id (record));
  json_object_set_string_member (document, "type", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntValue *value = ent_record_get (record, &entity->fields[i]);

      if (value->kind != ENT_VALUE_UNSET)
        json_object_set_member (document, entity->fields[i].name, ent_value_to_json (&entity->fields[i], value));
    }

  if (ent_record_get_extra (record) != NULL)
    {
      g_autoptr (JsonNode) extra = ent_json_from_text (ent_record_get_extra (record), -1, NULL);

      if (extra != NULL && JSON_NODE_HOLDS_OBJECT (extra))
        json_object_foreach_member (json_node_get_object (extra), add_member, document);
    }

  return document;
}

static gboolean is_faithful (JsonNode *node);

static void
look_at_member (JsonObject *object,
                const char *name,
                JsonNode *node,
                gpointer faithful)
{
  *(gboolean *) faithful = *(gboolean *) faithful && is_faithful (node);
}

static gboolean
is_faithful (JsonNode *node)
{
  gboolean faithful = TRUE;

  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), look_at_member, &faithful);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; faithful && i < json_array_get_length (json_node_get_array (node)); i++)
      faithful = is_faithful (json_array_get_element (json_node_get_array (node), i));
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    faithful = isfinite (json_node_get_double (node));
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    faithful = is_safe (json_node_get_int (node));

  return faithful;
}

/**
 * ent_json_check_faithful:
 * @node: JSON that was parsed
 * @error: set where it has such a number
 *
 * The parser brings numbers that it cannot hold to the greatest that it can, or to infinity, which JSON has no word for.
 *
 * Returns: whether @node can be kept and given back as it came
 */
gboolean
ent_json_check_faithful (JsonNode *node,
                         GError **error)
{
  if (is_faithful (node))
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The document has a number that is too great to be kept as it is."));
  return FALSE;
}

static gboolean
is_wanted (const EntPart *part,
           const EntEntity *entity,
           const char *name)
{
  return part == NULL || part->covers (entity, name, part->circle);
}

/* Most documents have no such members. */
static gboolean
collect_unknown (const EntEntity *entity,
                 JsonObject *document,
                 const EntPart *part,
                 char **ret_text,
                 GError **error)
{
  g_autoptr (JsonObject) unknown = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (*name != '_' && !g_str_equal (name, "type") && ent_entity_find_field (entity, name) == NULL && is_wanted (part, entity, name))
      {
        if (unknown == NULL)
          unknown = json_object_new ();
        json_object_set_member (unknown, name, json_node_copy (value));
      }

  *ret_text = NULL;
  if (unknown == NULL)
    return TRUE;

  node = json_node_init_object (json_node_alloc (), unknown);
  if (!ent_json_check_faithful (node, error))
    return FALSE;

  *ret_text = ent_json_to_text (node);
  return TRUE;
}

/**
 * ent_record_from_part:
 * @entity: what kind of record
 * @id: its identifier here
 * @document: a document of it, perhaps hostile
 * @part: (nullable): which of its members to read; all of them where %NULL
 * @error: set to what is wrong
 *
 * As ent_record_from_json(), for a document whose identifier and type were looked at.
 *
 * Returns: (transfer full) (nullable): the record
 */
EntRecord *
ent_record_from_part (const EntEntity *entity,
                      const char *id,
                      JsonObject *document,
                      const EntPart *part,
                      GError **error)
{
  g_autoptr (EntRecord) record = ent_record_new (entity, id);
  g_autofree char *extra = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      JsonNode *node = json_object_get_member (document, field->name);
      g_auto (EntValue) value = { 0 };

      if (node == NULL || !is_wanted (part, entity, field->name))
        continue;
      if (!ent_value_from_json (field, node, &value, error))
        return NULL;
      ent_record_give (record, field, &value);
    }

  if (!collect_unknown (entity, document, part, &extra, error))
    return NULL;
  ent_record_set_extra (record, extra);
  return g_steal_pointer (&record);
}

/**
 * ent_record_from_json:
 * @document: a document, perhaps hostile
 * @error: set to what is wrong
 *
 * Reads a document of a type that the schema knows. Members that begin with `_` belong to the protocol and are left
 * out; other members that the schema does not know are kept with the record. Whether required fields are there is
 * not judged here; see ent_record_check().
 *
 * Returns: (transfer full) (nullable): the record
 */
EntRecord *
ent_record_from_json (JsonObject *document,
                      GError **error)
{
  const char *id = json_object_get_string_member_with_default (document, "_id", NULL);
  const char *type = json_object_get_string_member_with_default (document, "type", NULL);
  const EntEntity *entity = ent_schema_find (type);

  if (id == NULL || !ent_id_check (id) || entity == NULL || ent_schema_find_for_id (id) != entity)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The document’s identifier and type do not fit."));
      return NULL;
    }

  return ent_record_from_part (entity, id, document, NULL, error);
}

/* The number of an escape such as \u00e9 at @at; -1 where there is none before @end. */
static int
read_escape (const char *at,
             const char *end)
{
  int number = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      number = number * 16 + g_ascii_xdigit_value (at[i]);
    }

  return number;
}

/* How many bytes the escape at @at has; 0 where it stands for no character that a text of ours can hold: a zero would
 * end it, and half a pair is none. */
static gsize
measure_escape (const char *at,
                const char *end)
{
  int number = read_escape (at, end);
  int other;

  if (number == 0 || (number >= 0xdc00 && number <= 0xdfff))
    return 0;
  if (number < 0xd800 || number > 0xdbff)
    return number < 0 ? MIN (2, end - at) : 6;

  other = read_escape (at + 6, end);
  return other >= 0xdc00 && other <= 0xdfff ? 12 : 0;
}

/* What the parser would not refuse by itself, or only once its stack is used up. */
static const char *
find_fault (const char *text,
            gsize length)
{
  const char *end = text + length;
  gboolean quoted = FALSE;
  guint depth = 0;

  for (const char *at = text; at < end; at++)
    if (*at == '\0')
      return _ ("it has a character that no text can hold.");
    else if (quoted && *at == '\\')
      {
        gsize size = measure_escape (at, end);

        if (size == 0)
          return _ ("it has a character that no text can hold.");
        at += size - 1;
      }
    else if (*at == '"')
      quoted = !quoted;
    else if (!quoted && (*at == '{' || *at == '['))
      {
        if (++depth > DEPTH_MAX)
          return _ ("it is nested too deeply.");
      }
    else if (!quoted && (*at == '}' || *at == ']') && depth > 0)
      depth--;

  return NULL;
}

/**
 * ent_json_from_text:
 * @text: a text, perhaps hostile
 * @length: its length in bytes, -1 where it ends with a zero
 * @error: set to what is wrong
 *
 * Returns: (transfer full) (nullable): the JSON in it
 */
JsonNode *
ent_json_from_text (const char *text,
                    gssize length,
                    GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  const char *fault = find_fault (text, size);
  g_autoptr (GError) reason = NULL;

  /* JSON5 leniency has no place between machines. */
  json_parser_set_strict (parser, TRUE);
  if (fault == NULL && !json_parser_load_from_data (parser, text, size, &reason))
    fault = reason->message;
  else if (fault == NULL && json_parser_get_root (parser) == NULL)
    fault = _ ("it is empty.");
  if (fault != NULL)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This is not readable data (JSON): %s"), fault);
      return NULL;
    }

  return json_parser_steal_root (parser);
}
