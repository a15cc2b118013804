/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-attachments.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"

#include <string.h>

/* A content is kept once, however many documents and revisions carry it, and goes with the last of them. It is found by a
 * hash that nobody can forge; clients know it by its MD5, which is CouchDB's digest. */

/**
 * ent_atlas_stored_free:
 * @self: (transfer full) (nullable): an attachment
 */
void
ent_atlas_stored_free (EntAtlasStored *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->type);
  g_free (self->digest);
  g_free (self);
}

static EntAtlasStored *
stored_of_row (EntAtlasQuery *row)
{
  EntAtlasStored *self = g_new0 (EntAtlasStored, 1);

  self->name = g_strdup (ent_atlas_query_get_text (row, 0));
  self->type = g_strdup (ent_atlas_query_get_text (row, 1));
  self->position = (guint32) sqlite3_column_int64 (row, 2);
  self->content = sqlite3_column_int64 (row, 3);
  self->digest = g_strdup (ent_atlas_query_get_text (row, 4));
  self->length = sqlite3_column_int64 (row, 5);
  return self;
}

/**
 * ent_atlas_attachments_list:
 * @database: a database
 * @leaf: the number of a leaf
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type EntAtlasStored): its attachments, by name
 */
GPtrArray *
ent_atlas_attachments_list (EntAtlasDatabase *database,
                            gint64            leaf,
                            GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_atlas_stored_free);
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_LIST_ATTACHMENTS, error);
  gboolean row;

  if (query == NULL)
    return NULL;

  sqlite3_bind_int64 (query, 1, leaf);
  for (;;)
    {
      if (!ent_atlas_query_step (query, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);

      g_ptr_array_add (list, stored_of_row (query));
    }
}

/**
 * ent_atlas_attachments_find:
 * @database: a database
 * @leaf: the number of a leaf
 * @name: an attachment's name
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the attachment; %NULL without an error if there is none
 */
EntAtlasStored *
ent_atlas_attachments_find (EntAtlasDatabase *database,
                            gint64            leaf,
                            const char       *name,
                            GError          **error)
{
  g_autoptr (GPtrArray) list = ent_atlas_attachments_list (database, leaf, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (g_str_equal (((EntAtlasStored *) g_ptr_array_index (list, i))->name, name))
      return g_ptr_array_steal_index (list, i);

  return NULL;
}

/**
 * ent_atlas_attachments_read:
 * @database: a database
 * @stored: an attachment
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its content
 */
GBytes *
ent_atlas_attachments_read (EntAtlasDatabase     *database,
                            const EntAtlasStored *stored,
                            GError              **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_GET_CONTENT, error);
  gboolean row = FALSE;

  if (query == NULL)
    return NULL;

  sqlite3_bind_int64 (query, 1, stored->content);
  if (!ent_atlas_query_step (query, &row, error))
    return NULL;

  if (!row)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL,
                           "database: an attachment has lost its content");
      return NULL;
    }

  return g_bytes_new (sqlite3_column_blob (query, 0), (gsize) sqlite3_column_bytes (query, 0));
}

static GBytes *
hash_content (GBytes       *data,
              GChecksumType type)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  guint8 digest[64];
  gsize length = sizeof digest;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (data, &size);

  /* The length is a signed one, where -1 stands for a text. */
  if (size > 0)
    g_checksum_update (checksum, bytes, (gssize) size);
  g_checksum_get_digest (checksum, digest, &length);
  return g_bytes_new (digest, length);
}

static gboolean
find_content (EntAtlasDatabase *database,
              GBytes           *hash,
              EntAtlasStored   *stored,
              gboolean         *ret_found,
              GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_FIND_CONTENT, error);

  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_bytes (query, 1, hash);
  if (!ent_atlas_query_step (query, ret_found, error))
    return FALSE;

  if (*ret_found)
    {
      stored->content = sqlite3_column_int64 (query, 0);
      stored->digest = g_strdup (ent_atlas_query_get_text (query, 1));
    }
  return TRUE;
}

static gboolean
store_content (EntAtlasDatabase *database,
               GBytes           *data,
               EntAtlasStored   *stored,
               GError          **error)
{
  g_autoptr (GBytes) hash = hash_content (data, G_CHECKSUM_SHA256);
  g_autoptr (GBytes) md5 = NULL;
  g_autofree char *base64 = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean found = FALSE;

  stored->length = (gint64) g_bytes_get_size (data);
  if (!find_content (database, hash, stored, &found, error) || found)
    return found;

  query = ent_atlas_database_query (database, QUERY_INSERT_CONTENT, error);
  if (query == NULL)
    return FALSE;

  md5 = hash_content (data, G_CHECKSUM_MD5);
  base64 = g_base64_encode (g_bytes_get_data (md5, NULL), g_bytes_get_size (md5));
  stored->digest = g_strconcat ("md5-", base64, NULL);
  ent_atlas_query_bind_bytes (query, 1, hash);
  ent_atlas_query_bind_text (query, 2, stored->digest);
  ent_atlas_query_bind_bytes (query, 3, data);
  if (!ent_atlas_query_run (query, error))
    return FALSE;

  stored->content = sqlite3_last_insert_rowid (database->db);
  return TRUE;
}

/* A stub stands for the attachment of that name of a revision that is still there. */
static EntAtlasStored *
resolve_stub (EntAtlasDatabase         *database,
              const EntAtlasAttachment *attachment,
              GArray                   *leaves,
              GError                  **error)
{
  for (guint i = 0; i < leaves->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (EntAtlasStored) stored = NULL;

      stored = ent_atlas_attachments_find (database, g_array_index (leaves, gint64, i), attachment->name, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (stored != NULL && (attachment->digest == NULL || g_str_equal (attachment->digest, stored->digest)))
        return g_steal_pointer (&stored);
    }

  g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_MISSING_STUB, "Invalid attachment stub in document: %s",
               attachment->name);
  return NULL;
}

static EntAtlasStored *
resolve (EntAtlasDatabase         *database,
         const EntAtlasAttachment *attachment,
         GArray                   *leaves,
         guint32                   generation,
         GError                  **error)
{
  g_autoptr (EntAtlasStored) stored = NULL;

  if (attachment->data == NULL)
    return resolve_stub (database, attachment, leaves, error);

  stored = g_new0 (EntAtlasStored, 1);
  stored->name = g_strdup (attachment->name);
  stored->type = g_strdup (attachment->type);
  stored->position = attachment->position > 0 && attachment->position <= generation ? attachment->position : generation;
  return store_content (database, attachment->data, stored, error) ? g_steal_pointer (&stored) : NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(EntAtlasStored *const *) a)->name, (*(EntAtlasStored *const *) b)->name);
}

/**
 * ent_atlas_attachments_resolve:
 * @database: a database in a write transaction
 * @document: a document as a client wrote it
 * @leaves: (element-type gint64): the leaves that its stubs may stand for
 * @generation: the generation of its revision
 * @error: return location for an error
 *
 * Stores the contents that came with @document.
 *
 * Returns: (transfer full) (nullable) (element-type EntAtlasStored): its attachments, by name;
 *   %ENT_ATLAS_ERROR_MISSING_STUB if one has no content anywhere
 */
GPtrArray *
ent_atlas_attachments_resolve (EntAtlasDatabase       *database,
                               const EntAtlasDocument *document,
                               GArray                 *leaves,
                               guint32                 generation,
                               GError                **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_atlas_stored_free);

  for (guint i = 0; i < document->attachments->len; i++)
    {
      EntAtlasStored *stored = resolve (database, g_ptr_array_index (document->attachments, i), leaves, generation,
                                        error);

      if (stored == NULL)
        return NULL;
      g_ptr_array_add (list, stored);
    }

  g_ptr_array_sort (list, compare_names);
  return g_steal_pointer (&list);
}

/**
 * ent_atlas_attachments_insert:
 * @database: a database in a write transaction
 * @leaf: the number of a new leaf
 * @stored: (element-type EntAtlasStored): its attachments
 * @error: return location for an error
 *
 * Returns: whether they were written
 */
gboolean
ent_atlas_attachments_insert (EntAtlasDatabase *database,
                              gint64            leaf,
                              GPtrArray        *stored,
                              GError          **error)
{
  for (guint i = 0; i < stored->len; i++)
    {
      const EntAtlasStored *one = g_ptr_array_index (stored, i);
      g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_INSERT_ATTACHMENT, error);

      if (query == NULL)
        return FALSE;

      sqlite3_bind_int64 (query, 1, leaf);
      ent_atlas_query_bind_text (query, 2, one->name);
      ent_atlas_query_bind_text (query, 3, one->type);
      sqlite3_bind_int64 (query, 4, one->position);
      sqlite3_bind_int64 (query, 5, one->content);
      if (!ent_atlas_query_run (query, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run_with_number (EntAtlasDatabase *database,
                 QueryName         name,
                 gint64            number,
                 GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, name, error);

  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, number);
  return ent_atlas_query_run (query, error);
}

/**
 * ent_atlas_attachments_delete:
 * @database: a database in a write transaction
 * @leaf: the number of a leaf that is going
 * @error: return location for an error
 *
 * Deletes its attachments, and the contents that nothing else carries.
 *
 * Returns: whether they were deleted
 */
gboolean
ent_atlas_attachments_delete (EntAtlasDatabase *database,
                              gint64            leaf,
                              GError          **error)
{
  g_autoptr (GPtrArray) list = ent_atlas_attachments_list (database, leaf, error);

  if (list == NULL || !run_with_number (database, QUERY_DELETE_ATTACHMENTS, leaf, error))
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const EntAtlasStored *stored = g_ptr_array_index (list, i);

      if (!run_with_number (database, QUERY_DELETE_CONTENT, stored->content, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * ent_atlas_attachments_describe:
 * @stored: (element-type EntAtlasStored): the attachments of a revision, by name
 *
 * Returns: (transfer full): a text that differs wherever the attachments do
 */
char *
ent_atlas_attachments_describe (GPtrArray *stored)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < stored->len; i++)
    {
      const EntAtlasStored *one = g_ptr_array_index (stored, i);

      ent_atlas_json_append_member (text, "name", one->name);
      ent_atlas_json_append_member (text, "type", one->type);
      ent_atlas_json_append_member (text, "digest", one->digest);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
render_content (GString                *out,
                EntAtlasDatabase       *database,
                const EntAtlasStored   *stored,
                EntAtlasAttachmentsForm form,
                GError                **error)
{
  g_autoptr (GBytes) data = NULL;
  g_autofree char *base64 = NULL;

  if (form != ENT_ATLAS_ATTACHMENTS_DATA)
    {
      g_string_append_printf (out, ",\"length\":%" G_GINT64_FORMAT ",\"%s\":true}", stored->length,
                              form == ENT_ATLAS_ATTACHMENTS_STUBS ? "stub" : "follows");
      return TRUE;
    }

  data = ent_atlas_attachments_read (database, stored, error);
  if (data == NULL)
    return FALSE;

  base64 = g_base64_encode (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  ent_atlas_json_append_member (out, "data", base64);
  g_string_append_c (out, '}');
  return TRUE;
}

/**
 * ent_atlas_attachments_render:
 * @out: a text inside an object that is a document
 * @database: the database
 * @stored: (element-type EntAtlasStored): the attachments of the document
 * @form: how to tell their contents
 * @error: return location for an error
 *
 * Appends the member `_attachments`, or nothing if there are none.
 *
 * Returns: whether the contents could be read
 */
gboolean
ent_atlas_attachments_render (GString                *out,
                              EntAtlasDatabase       *database,
                              GPtrArray              *stored,
                              EntAtlasAttachmentsForm form,
                              GError                **error)
{
  for (guint i = 0; i < stored->len; i++)
    {
      const EntAtlasStored *one = g_ptr_array_index (stored, i);

      g_string_append (out, i == 0 ? ",\"_attachments\":{" : ",");
      ent_atlas_json_append_string (out, one->name);
      g_string_append (out, ":{");
      ent_atlas_json_append_member (out, "content_type", one->type);
      g_string_append_printf (out, ",\"revpos\":%u", one->position);
      ent_atlas_json_append_member (out, "digest", one->digest);
      if (!render_content (out, database, one, form, error))
        return FALSE;
    }

  if (stored->len > 0)
    g_string_append_c (out, '}');
  return TRUE;
}
