/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-format.h"
#include "ent-import-mapping-private.h"
#include "ent-record-json.h"

/* No mapping that somebody writes is longer. */
#define FILE_MAX (1024 * 1024)

G_DEFINE_FINAL_TYPE (EntImportMapping, ent_import_mapping, G_TYPE_OBJECT)

void
ent_import_source_free (EntImportSource *source)
{
  g_strfreev (source->pieces);
  g_free (source->target.separators);
  g_clear_pointer (&source->target.values, g_hash_table_unref);
  g_free (source);
}

static void
reference_free (EntImportReference *reference)
{
  g_ptr_array_unref (reference->match);
  g_free (reference);
}

static void
ent_import_mapping_finalize (GObject *object)
{
  EntImportMapping *self = ENT_IMPORT_MAPPING (object);

  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->key);

  G_OBJECT_CLASS (ent_import_mapping_parent_class)->finalize (object);
}

static void
ent_import_mapping_class_init (EntImportMappingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_import_mapping_finalize;
}

static void
ent_import_mapping_init (EntImportMapping *self)
{
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_import_source_free);
  self->references = g_ptr_array_new_with_free_func ((GDestroyNotify) reference_free);
  self->key = g_ptr_array_new ();
}

/**
 * ent_import_mapping_new:
 * @entity: what the rows are
 *
 * The mapping of tables whose columns have the names of fields, as ent_record_export() writes them, or their labels in
 * English, in French or in the language in use. A column `id` with identifiers says which record a row is; otherwise a row is
 * the record that has all the same.
 *
 * Returns: (transfer full): the mapping
 */
EntImportMapping *
ent_import_mapping_new (const EntEntity *entity)
{
  EntImportMapping *self;

  g_return_val_if_fail (entity != NULL, NULL);

  self = g_object_new (ENT_TYPE_IMPORT_MAPPING, NULL);
  self->entity = entity;
  self->by_name = TRUE;
  return self;
}

/**
 * ent_import_mapping_new_for:
 * @entity: what the rows are
 * @headers: (array zero-terminated=1): the names of the columns
 * @paths: (array zero-terminated=1): for each column the name of the field it goes into, `id`, or an empty text
 * @keep: whether records that are there stay as they are
 *
 * Returns: (transfer full): the mapping that somebody chose column by column
 */
EntImportMapping *
ent_import_mapping_new_for (const EntEntity *entity,
                            const char *const *headers,
                            const char *const *paths,
                            gboolean keep)
{
  EntImportMapping *self = ent_import_mapping_new (entity);

  g_return_val_if_fail (g_strv_length ((GStrv) headers) == g_strv_length ((GStrv) paths), self);

  self->by_name = FALSE;
  self->keep = keep;
  for (gsize i = 0; headers[i] != NULL; i++)
    {
      EntImportSource *source = *paths[i] != '\0' ? ent_import_source_new (self, headers[i], paths[i], NULL) : NULL;

      if (source != NULL)
        g_ptr_array_add (self->sources, source);
    }

  return self;
}

/**
 * ent_import_mapping_new_json:
 * @text: a mapping, perhaps hostile
 * @length: its length in bytes, -1 where it ends with a zero
 * @error: set to what is wrong with it
 *
 * A mapping is a JSON object with the members
 *
 * - `entity`: what the rows are, such as "partnership";
 * - `columns`: an object, from the name of a column to where it goes: the name of a field, `FIELD.SUBFIELD` for a field
 *   of what FIELD refers to, `id`, an object `{"field": …, "separator": ";", "values": {"Terminé": "completed", "*":
 *   "ongoing"}, "lenient": true}`, or an array of these. Without `columns`, those go into the fields of their names;
 * - `constants`: an object, from a field to the text that all records get;
 * - `templates`: the same with the content of columns in the text: `"{Town} – {Partner}"`;
 * - `references`: an object, from a field that refers to other records to `{"entity": "authority", "match": ["name",
 *   "country"], "create": true, "directory": true}`: which kind they are, what tells them apart (where the row has
 *   nothing for the first of these, it refers to nothing), whether they are made where there are none, and whether
 *   French authorities get what the directory knows of them; with `"near": 1`, places at most so many kilometres apart
 *   are one when their names have the same words, or differ in what is in parentheses or after a comma;
 * - `key`: an array of the fields that tell whether a record is there already; all that are imported, when missing;
 * - `existing`: "update" (when missing) or "keep": what happens to a record that is there.
 *
 * All texts are read as ent_field_parse() does: dates and amounts as people write them, choices and countries by their
 * code or name. Names of columns are compared without case, accents, hyphens and double blanks.
 *
 * Returns: (transfer full) (nullable): the mapping
 */
EntImportMapping *
ent_import_mapping_new_json (const char *text,
                             gssize length,
                             GError **error)
{
  g_autoptr (EntImportMapping) self = g_object_new (ENT_TYPE_IMPORT_MAPPING, NULL);
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = ent_json_from_text (text, length, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("A mapping is a JSON object, “{ … }”."));
      return NULL;
    }

  return ent_import_mapping_read (self, json_node_get_object (node), error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_import_mapping_open:
 * @path: path of a file
 * @error: set where it cannot be read, or to what is wrong with it
 *
 * Returns: (transfer full) (nullable): the mapping in the file, see ent_import_mapping_new_json()
 */
EntImportMapping *
ent_import_mapping_open (const char *path,
                         GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GBytes) bytes = NULL;

  if (stream == NULL)
    return NULL;

  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), FILE_MAX + 1, NULL, error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) == 0 || g_bytes_get_size (bytes) > FILE_MAX)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This file is not a mapping: it is empty, or far too long."));
      return NULL;
    }

  return ent_import_mapping_new_json (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

/**
 * ent_import_mapping_get_entity:
 * @self: a mapping
 *
 * Returns: what the rows are
 */
const EntEntity *
ent_import_mapping_get_entity (EntImportMapping *self)
{
  g_return_val_if_fail (ENT_IS_IMPORT_MAPPING (self), NULL);

  return self->entity;
}

/*
 * ent_import_mapping_get_reference:
 * @self: a mapping
 * @field: a field of its entity
 *
 * Returns: (nullable): how what @field refers to is found, %NULL where nothing was said
 */
const EntImportReference *
ent_import_mapping_get_reference (EntImportMapping *self,
                                  const EntField *field)
{
  for (guint i = 0; i < self->references->len; i++)
    {
      const EntImportReference *reference = self->references->pdata[i];

      if (reference->field == field)
        return reference;
    }

  return NULL;
}

static const EntField *
find_field (const EntEntity *entity,
            const char *name,
            GError **error)
{
  const EntField *field = ent_entity_find_field (entity, name);

  if (field == NULL)
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The mapping names a field “%s”, which “%s” does not have."), name,
                 entity->name);
  return field;
}

static gboolean
parse_path (EntImportMapping *self,
            const char *path,
            EntImportTarget *target,
            GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  const EntImportReference *reference;

  if (g_str_equal (path, "id"))
    return TRUE;

  target->field = names[0] != NULL ? find_field (self->entity, names[0], error) : NULL;
  if (target->field == NULL)
    return FALSE;

  reference = ent_import_mapping_get_reference (self, target->field);
  if (reference != NULL)
    {
      target->subfield = names[1] != NULL ? find_field (reference->rule.entity, names[1], error) : reference->match->pdata[0];
      return target->subfield != NULL;
    }
  if (names[1] == NULL)
    return TRUE;

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The mapping names “%s”, but its “references” do not say what “%s” refers to."), path,
               names[0]);
  return FALSE;
}

/*
 * ent_import_source_new:
 * @self: a mapping
 * @column: (nullable): the name of the column it is
 * @path: the name of a field, perhaps with that of a subfield, or `id`
 * @error: set where there is no such field
 *
 * Returns: (transfer full) (nullable): a text that goes there, still empty where there is no column
 */
EntImportSource *
ent_import_source_new (EntImportMapping *self,
                       const char *column,
                       const char *path,
                       GError **error)
{
  const char *pieces[] = { "", column, NULL };
  EntImportSource *source = g_new0 (EntImportSource, 1);

  source->pieces = g_strdupv ((GStrv) pieces);
  source->target.separators = g_strdup (ENT_FORMAT_SEPARATORS);
  if (parse_path (self, path, &source->target, error))
    return source;

  ent_import_source_free (source);
  return NULL;
}
