/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings as somebody wrote them. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-import-mapping-private.h"

/* Kilometres. */
#define NEAR_MAX 2

/* Reads one member of an object that stands for many. */
typedef gboolean (*ReadMember) (EntImportMapping *self, const char *name, JsonNode *node, GError **error);

static gboolean
refuse (GError **error,
        const char *name)
{
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The mapping’s “%s” is not what is expected there."), name);
  return FALSE;
}

/* What is misspelt would otherwise be passed over in silence. */
static gboolean
check_names (JsonObject *object,
             const char *const *names,
             GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (names, name))
      {
        g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The mapping has a member “%s”, which means nothing there."), name);
        return FALSE;
      }

  return TRUE;
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_flag (JsonObject *object,
           const char *name,
           gboolean *ret_flag,
           GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *ret_flag = FALSE;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, name);

  *ret_flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_members (EntImportMapping *self,
              JsonObject *object,
              const char *name,
              ReadMember read,
              GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, name);

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &member, &value))
    if (!read (self, member, value, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_fields (const EntEntity *entity,
             JsonObject *object,
             const char *name,
             GPtrArray *fields,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && array == NULL)
    return refuse (error, name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const EntField *field = ent_entity_find_field (entity, get_text (json_array_get_element (array, i)));

      if (field == NULL)
        return refuse (error, name);
      g_ptr_array_add (fields, (gpointer) field);
    }

  return TRUE;
}

/* A few kilometres at most: beyond them places of the same name are others. */
static gboolean
read_near (JsonObject *object,
           EntImportRule *rule,
           GError **error)
{
  JsonNode *node = json_object_get_member (object, "near");
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (node == NULL)
    return TRUE;
  if ((type != G_TYPE_INT64 && type != G_TYPE_DOUBLE) || ent_entity_find_field (rule->entity, "latitude") == NULL)
    return refuse (error, "near");

  rule->near = json_node_get_double (node);
  return (rule->near >= 0 && rule->near <= NEAR_MAX) || refuse (error, "near");
}

static gboolean
read_reference (EntImportMapping *self,
                const char *name,
                JsonNode *node,
                GError **error)
{
  static const char *const names[] = { "entity", "match", "create", "directory", "near", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const EntField *field = ent_entity_find_field (self->entity, name);
  EntImportReference *reference;

  if (object == NULL || field == NULL || !ent_field_is_reference (field))
    return refuse (error, name);

  reference = g_new0 (EntImportReference, 1);
  reference->field = field;
  reference->match = g_ptr_array_new ();
  g_ptr_array_add (self->references, reference);
  reference->rule.entity = ent_schema_find (get_text (json_object_get_member (object, "entity")));
  if (!check_names (object, names, error))
    return FALSE;
  if (!ent_field_accepts (field, reference->rule.entity))
    return refuse (error, "entity");
  if (!read_fields (reference->rule.entity, object, "match", reference->match, error)
      || !read_flag (object, "create", &reference->rule.create, error)
      || !read_flag (object, "directory", &reference->rule.directory, error)
      || !read_near (object, &reference->rule, error))
    return FALSE;
  if (reference->match->len == 0)
    return refuse (error, "match");
  if (reference->rule.directory && !g_str_equal (reference->rule.entity->name, "authority"))
    return refuse (error, "directory");

  reference->rule.fields = (const EntField *const *) reference->match->pdata;
  reference->rule.n_fields = reference->match->len;
  return TRUE;
}

static gboolean
read_values (JsonObject *object,
             EntImportTarget *target,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, "values");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "values");

  target->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (get_text (value) == NULL)
        return refuse (error, "values");
      g_hash_table_insert (target->values, ent_fold (name), g_strdup (get_text (value)));
    }

  return TRUE;
}

static gboolean
read_separator (JsonObject *object,
                EntImportTarget *target,
                GError **error)
{
  JsonNode *node = json_object_get_member (object, "separator");
  const char *text = get_text (node);

  if (node == NULL)
    return TRUE;
  if (text == NULL || *text == '\0' || !g_str_is_ascii (text) || strchr (text, '\\') != NULL)
    return refuse (error, "separator");

  g_set_str (&target->separators, text);
  return TRUE;
}

static gboolean
add_column (EntImportMapping *self,
            const char *name,
            JsonNode *node,
            GError **error)
{
  static const char *const names[] = { "field", "separator", "values", "lenient", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *path = get_text (object != NULL ? json_object_get_member (object, "field") : node);
  EntImportSource *source;

  if (path == NULL)
    return refuse (error, name);

  source = ent_import_source_new (self, name, path, error);
  if (source == NULL)
    return FALSE;

  g_ptr_array_add (self->sources, source);
  return object == NULL
         || (check_names (object, names, error) && read_separator (object, &source->target, error)
             && read_values (object, &source->target, error) && read_flag (object, "lenient", &source->target.lenient, error));
}

static gboolean
read_column (EntImportMapping *self,
             const char *name,
             JsonNode *node,
             GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return add_column (self, name, node, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!add_column (self, name, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static EntImportSource *
add_text (EntImportMapping *self,
          const char *name,
          JsonNode *node,
          GError **error)
{
  EntImportSource *source = NULL;

  if (get_text (node) == NULL)
    refuse (error, name);
  else
    source = ent_import_source_new (self, NULL, name, error);
  if (source != NULL)
    g_ptr_array_add (self->sources, source);

  return source;
}

static gboolean
read_constant (EntImportMapping *self,
               const char *name,
               JsonNode *node,
               GError **error)
{
  EntImportSource *source = add_text (self, name, node, error);

  if (source == NULL)
    return FALSE;

  g_set_str (&source->pieces[0], get_text (node));
  return TRUE;
}

static gboolean
read_template (EntImportMapping *self,
               const char *name,
               JsonNode *node,
               GError **error)
{
  EntImportSource *source = add_text (self, name, node, error);

  if (source == NULL)
    return FALSE;

  /* What is in the parentheses of the pattern comes between what it parts. */
  g_strfreev (source->pieces);
  source->pieces = g_regex_split_simple ("\\{([^{}]+)\\}", get_text (node), 0, 0);
  return TRUE;
}

static gboolean
read_existing (EntImportMapping *self,
               JsonObject *object,
               GError **error)
{
  JsonNode *node = json_object_get_member (object, "existing");
  const char *text = get_text (node);

  self->keep = g_strcmp0 (text, "keep") == 0;
  return node == NULL || self->keep || g_strcmp0 (text, "update") == 0 || refuse (error, "existing");
}

/*
 * ent_import_mapping_read:
 * @self: an empty mapping
 * @object: what somebody wrote
 * @error: set to what is wrong with it
 *
 * Returns: whether @self is now that mapping
 */
gboolean
ent_import_mapping_read (EntImportMapping *self,
                         JsonObject *object,
                         GError **error)
{
  static const char *const names[] = { "entity", "columns", "constants", "templates", "references", "key", "existing", NULL };

  self->entity = ent_schema_find (get_text (json_object_get_member (object, "entity")));
  if (self->entity == NULL)
    return refuse (error, "entity");

  self->by_name = !json_object_has_member (object, "columns");
  return check_names (object, names, error) && read_members (self, object, "references", read_reference, error)
         && read_members (self, object, "columns", read_column, error)
         && read_members (self, object, "constants", read_constant, error)
         && read_members (self, object, "templates", read_template, error)
         && read_fields (self->entity, object, "key", self->key, error) && read_existing (self, object, error);
}
