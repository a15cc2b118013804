/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a document may travel to which circle. The rule of what leaves the house stands here and nowhere else. */
#include "ent-projection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-record-json.h"

#define PUBLISHER_MAX 64

static const char *
get_text (JsonObject *document,
          const char *name)
{
  JsonNode *node = json_object_get_member (document, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const EntEntity *
entity_of (JsonObject *document)
{
  return ent_schema_find (get_text (document, "type"));
}

/* Neither part of the record nor of what others may add to it. */
static gboolean
is_envelope (const char *name)
{
  return *name == '_' || g_str_equal (name, "type") || g_str_equal (name, ENT_PROJECTION_EDITED_BY)
         || g_str_equal (name, ENT_PROJECTION_EDITED_AT) || g_str_equal (name, ENT_PROJECTION_WITHDRAWN)
         || g_str_equal (name, ENT_PROJECTION_EDITED_FIELDS);
}

/**
 * ent_projection_get_circle:
 * @document: a document as it is kept here
 *
 * Returns: how far it may travel; what this version does not know stays with the unit
 */
EntCircle
ent_projection_get_circle (JsonObject *document)
{
  const EntEntity *entity = entity_of (document);

  return entity != NULL ? ent_entity_decide_circle (entity, get_text (document, "circle")) : ENT_CIRCLE_TEAM;
}

/**
 * ent_projection_set_circle:
 * @document: a document as it is kept here
 * @circle: how far it may travel from now on; what this version does not know stays with the unit all the same
 */
void
ent_projection_set_circle (JsonObject *document,
                           EntCircle circle)
{
  if (entity_of (document) != NULL)
    json_object_set_string_member (document, "circle", ent_choices_get_nick (&ent_choices_circles, circle));
}

/**
 * ent_projection_get_publisher:
 * @document: a document as it is kept here
 *
 * Returns: (nullable): who else publishes it in the Atlas; %NULL where it is our own
 */
const char *
ent_projection_get_publisher (JsonObject *document)
{
  return get_text (document, ENT_PROJECTION_PUBLISHER);
}

/**
 * ent_projection_covers:
 * @entity: (nullable): what kind of record, %NULL where this version does not know it
 * @member: the name of a member of its document
 * @circle: a circle
 *
 * Returns: whether @member is part of what that circle sees; what this version does not know stays with the unit
 */
gboolean
ent_projection_covers (const EntEntity *entity,
                       const char *member,
                       EntCircle circle)
{
  const EntField *field = entity != NULL ? ent_entity_find_field (entity, member) : NULL;

  if (is_envelope (member))
    return FALSE;

  return field != NULL ? ent_entity_get_field_circle (entity, field) >= circle : circle == ENT_CIRCLE_TEAM;
}

/**
 * ent_projection_compose_id:
 * @id: the identifier of a record
 * @circle: a circle
 * @publisher: (nullable): who publishes in the Atlas: a SIREN, a country
 *
 * Returns: (transfer full): the identifier of its document there
 */
char *
ent_projection_compose_id (const char *id,
                           EntCircle circle,
                           const char *publisher)
{
  return circle == ENT_CIRCLE_ATLAS && publisher != NULL && *publisher != '\0' ? g_strconcat (publisher, ":", id, NULL)
                                                                               : g_strdup (id);
}

/**
 * ent_projection_split_id:
 * @wire_id: the identifier of a document on a server, perhaps hostile
 * @circle: the server's circle
 * @ret_id: (out): the identifier of the record
 * @ret_publisher: (out) (nullable): who publishes it; empty for a document of the Atlas that does not say, %NULL outside
 *   of the Atlas
 *
 * Returns: whether @wire_id is one that a document of ours can have
 */
gboolean
ent_projection_split_id (const char *wire_id,
                         EntCircle circle,
                         char **ret_id,
                         char **ret_publisher)
{
  gsize length = strspn (wire_id, "abcdefghijklmnopqrstuvwxyz0123456789-");
  gboolean prefixed = circle == ENT_CIRCLE_ATLAS && length > 0 && length <= PUBLISHER_MAX && wire_id[length] == ':'
                      && ent_id_check (wire_id + length + 1);

  if (!prefixed && !ent_id_check (wire_id))
    return FALSE;

  *ret_id = g_strdup (prefixed ? wire_id + length + 1 : wire_id);
  *ret_publisher = prefixed ? g_strndup (wire_id, length) : circle == ENT_CIRCLE_ATLAS ? g_strdup ("") : NULL;
  return TRUE;
}

/**
 * ent_projection_make:
 * @document: a document as it is kept here
 * @circle: the circle it goes to
 * @publisher: (nullable): who publishes in the Atlas
 *
 * Does not ask whether the record as a whole may go there; see ent_projection_get_circle().
 *
 * Returns: (transfer full): what that circle sees of it
 */
JsonObject *
ent_projection_make (JsonObject *document,
                     EntCircle circle,
                     const char *publisher)
{
  const EntEntity *entity = entity_of (document);
  g_autofree char *id = ent_projection_compose_id (get_text (document, "_id"), circle, publisher);
  JsonObject *part = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (part, "_id", id);
  json_object_set_string_member (part, "type", get_text (document, "type"));
  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (ent_projection_covers (entity, name, circle))
      json_object_set_member (part, name, json_node_copy (value));

  return part;
}

/* The identifier that a document from a server has here. */
static char *
read_id (JsonObject *wire,
         EntCircle circle,
         GError **error)
{
  const char *wire_id = get_text (wire, "_id");
  const char *type = get_text (wire, "type");
  g_autofree char *id = NULL;
  g_autofree char *publisher = NULL;

  if (wire_id != NULL && type != NULL && ent_projection_split_id (wire_id, circle, &id, &publisher) && g_str_has_prefix (id, type)
      && id[strlen (type)] == ':')
    return g_steal_pointer (&id);

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The document’s identifier and type do not fit."));
  return NULL;
}

static JsonObject *
without_envelope (JsonObject *wire,
                  const char *id)
{
  JsonObject *document = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (document, "_id", id);
  json_object_set_string_member (document, "type", get_text (wire, "type"));
  json_object_iter_init_ordered (&iter, wire);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!is_envelope (name))
      json_object_set_member (document, name, json_node_copy (value));

  return document;
}

/* What the widest circle sees must be there. The rest a wider circle may have kept back on its way here. What is there was
 * looked at when it was read. */
static gboolean
check_required (EntRecord *record,
                GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & ENT_FIELD_REQUIRED) != 0
        && ent_projection_covers (entity, entity->fields[i].name, entity->circle)
        && !ent_field_check (&entity->fields[i], ent_record_get (record, &entity->fields[i]), error))
      return FALSE;

  return TRUE;
}

static EntRecord *
read_record (JsonObject *wire,
             const char *id,
             EntCircle circle,
             GError **error)
{
  const EntPart part = { .covers = ent_projection_covers, .circle = circle };
  g_autoptr (EntRecord) record = ent_record_from_part (entity_of (wire), id, wire, &part, error);

  return record != NULL && check_required (record, error) ? g_steal_pointer (&record) : NULL;
}

/**
 * ent_projection_read_record:
 * @wire: a document from a server, perhaps hostile, of a type that this version knows
 * @circle: the server's circle
 * @error: set to what is wrong with it
 *
 * As ent_projection_read(), for who needs the record itself.
 *
 * Returns: (transfer full) (nullable): the record
 */
EntRecord *
ent_projection_read_record (JsonObject *wire,
                            EntCircle circle,
                            GError **error)
{
  g_autofree char *id = read_id (wire, circle, error);

  return id != NULL ? read_record (wire, id, circle, error) : NULL;
}

/**
 * ent_projection_read:
 * @wire: a document from a server, perhaps hostile
 * @circle: the server's circle
 * @error: set to what is wrong with it
 *
 * Checks a document against the schema, as far as the circle sees it, and writes it as we would. What does not belong
 * to the circle is left out, whoever sent it.
 *
 * Returns: (transfer full) (nullable): the document, with the identifier of the record here
 */
JsonObject *
ent_projection_read (JsonObject *wire,
                     EntCircle circle,
                     GError **error)
{
  g_autofree char *id = read_id (wire, circle, error);
  g_autoptr (EntRecord) record = NULL;

  if (id == NULL)
    return NULL;
  if (entity_of (wire) == NULL)
    return without_envelope (wire, id);

  record = read_record (wire, id, circle, error);
  return record != NULL ? ent_record_to_json (record) : NULL;
}

/**
 * ent_projection_merge:
 * @document: (nullable): a document as it is kept here, %NULL where there is none yet
 * @part: what a circle sees of it, with the identifier of the record here
 * @circle: that circle
 *
 * Returns: (transfer full): @document with what @part says; what the circle does not see stays as it was
 */
JsonObject *
ent_projection_merge (JsonObject *document,
                      JsonObject *part,
                      EntCircle circle)
{
  const EntEntity *entity = entity_of (part);
  JsonObject *merged = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_set_string_member (merged, "_id", get_text (part, "_id"));
  json_object_set_string_member (merged, "type", get_text (part, "type"));
  if (document != NULL)
    {
      json_object_iter_init_ordered (&iter, document);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        if (!is_envelope (name) && entity != NULL && !ent_projection_covers (entity, name, circle))
          json_object_set_member (merged, name, json_node_copy (value));
    }

  json_object_iter_init_ordered (&iter, part);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!is_envelope (name))
      json_object_set_member (merged, name, json_node_copy (value));

  return merged;
}

/**
 * ent_projection_holds_more:
 * @document: a document as it is kept here
 * @circle: a circle
 *
 * Returns: whether the record says something that the circle does not see, how far it may travel apart
 */
gboolean
ent_projection_holds_more (JsonObject *document,
                           EntCircle circle)
{
  const EntEntity *entity = entity_of (document);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, document);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!is_envelope (name) && !g_str_equal (name, "circle") && !g_str_equal (name, ENT_PROJECTION_PUBLISHER)
        && !ent_projection_covers (entity, name, circle))
      return TRUE;

  return FALSE;
}

/**
 * ent_projection_parse:
 * @text: (nullable): JSON
 *
 * Returns: (transfer full) (nullable): the document in @text, which may be changed; %NULL where there is none
 */
JsonObject *
ent_projection_parse (const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;
  JsonObject *document;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  document = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (document, name, json_node_copy (value));
  return document;
}

/**
 * ent_projection_get_edited_fields:
 * @document: a document on the wire, perhaps hostile
 *
 * Returns: (transfer full) (nullable): the members that its circle has changed since a narrower one last sent it; %NULL
 *   where that is not known, and it may be any
 */
GStrv
ent_projection_get_edited_fields (JsonObject *document)
{
  JsonNode *node = json_object_get_member (document, ENT_PROJECTION_EDITED_FIELDS);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *name = json_array_get_element (array, i);

      if (json_node_get_value_type (name) != G_TYPE_STRING)
        return NULL;
      g_strv_builder_add (builder, json_node_get_string (name));
    }

  return g_strv_builder_end (builder);
}

/**
 * ent_projection_set_edited_fields:
 * @document: a document on its way
 * @fields: (nullable): see ent_projection_get_edited_fields()
 */
void
ent_projection_set_edited_fields (JsonObject *document,
                                  const char *const *fields)
{
  JsonArray *array;

  if (fields == NULL)
    {
      json_object_remove_member (document, ENT_PROJECTION_EDITED_FIELDS);
      return;
    }

  array = json_array_new ();
  for (gsize i = 0; fields[i] != NULL; i++)
    json_array_add_string_element (array, fields[i]);
  json_object_set_array_member (document, ENT_PROJECTION_EDITED_FIELDS, array);
}

/**
 * ent_projection_copy_attachments:
 * @document: a document on its way, or agreed on
 * @from: (nullable): the same as it was on the server, perhaps hostile
 *
 * What another program attached to a document is the server's to keep, as long as whoever writes the document says so.
 */
void
ent_projection_copy_attachments (JsonObject *document,
                                 JsonObject *from)
{
  JsonNode *stubs = from != NULL ? json_object_get_member (from, "_attachments") : NULL;

  if (stubs != NULL && JSON_NODE_HOLDS_OBJECT (stubs))
    json_object_set_member (document, "_attachments", json_node_copy (stubs));
}
