/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-multipart.h"

#include "ent-atlas-attachments.h"
#include "ent-atlas-error.h"
#include "ent-atlas-gzip.h"
#include "ent-atlas-limits.h"

/* CouchDB's replicator sends a document with attachments as one request of several parts: the document first, then each
 * content as it is. It reads several revisions of a document in the same way, parts within parts. */

/**
 * ent_atlas_multipart_is_related:
 * @request: a request
 *
 * Returns: whether its body is a document and contents in parts
 */
gboolean
ent_atlas_multipart_is_related (EntAtlasRequest *request)
{
  return g_strcmp0 (soup_message_headers_get_content_type (request->headers, NULL), "multipart/related") == 0;
}

static EntAtlasDocument *
read_document (SoupMultipart   *multipart,
               EntAtlasRequest *request,
               GError         **error)
{
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  SoupMessageHeaders *headers;
  EntAtlasSlice slice;
  GBytes *body;
  gsize size;

  if (!soup_multipart_get_part (multipart, 0, &headers, &body))
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid multipart body");
      return NULL;
    }

  size = g_bytes_get_size (body);
  text = g_strndup (g_bytes_get_data (body, NULL), size);
  json = ent_atlas_json_compact (text, size, &slice.length, error);
  slice.text = json;
  return json != NULL ? ent_atlas_document_parse (&slice, request->segments[1], error) : NULL;
}

/* The attachment that a part is the content of: by its name, else the next in order. */
static EntAtlasAttachment *
find_attachment (EntAtlasDocument   *document,
                 SoupMessageHeaders *headers)
{
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  const char *name = NULL;

  if (soup_message_headers_get_content_disposition (headers, &disposition, &parameters))
    name = g_hash_table_lookup (parameters, "filename");

  for (guint i = 0; i < document->attachments->len; i++)
    {
      EntAtlasAttachment *attachment = g_ptr_array_index (document->attachments, i);

      if (attachment->follows && attachment->data == NULL && (name == NULL || g_str_equal (name, attachment->name)))
        return attachment;
    }

  return NULL;
}

static gboolean
read_contents (EntAtlasDocument *document,
               SoupMultipart    *multipart,
               GError          **error)
{
  for (int i = 1; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *headers;
      EntAtlasAttachment *attachment;
      GBytes *body;

      soup_multipart_get_part (multipart, i, &headers, &body);
      attachment = find_attachment (document, headers);
      if (attachment == NULL)
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A part belongs to no attachment");

      attachment->data = attachment->packed ? ent_atlas_gzip_unpack (body, ENT_ATLAS_LIMIT_BODY,
                                                                     error) : g_bytes_ref (body);
      if (attachment->data == NULL)
        return FALSE;
    }

  for (guint i = 0; i < document->attachments->len; i++)
    {
      const EntAtlasAttachment *attachment = g_ptr_array_index (document->attachments, i);

      if (attachment->follows && attachment->data == NULL)
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "An attachment did not follow");
    }

  return TRUE;
}

/* libsoup looks for something after the last boundary, where CouchDB ends. */
static GBytes *
read_body (EntAtlasRequest *request,
           GError         **error)
{
  g_autoptr (GBytes) body = ent_atlas_request_read_body (request, error);
  GByteArray *ended;

  if (body == NULL)
    return NULL;

  ended = g_bytes_unref_to_array (g_steal_pointer (&body));
  g_byte_array_append (ended, (const guint8 *) "\r\n", 2);
  return g_byte_array_free_to_bytes (ended);
}

/**
 * ent_atlas_multipart_read:
 * @request: a request whose body is in parts
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the document, with the contents of its attachments
 */
EntAtlasDocument *
ent_atlas_multipart_read (EntAtlasRequest *request,
                          GError         **error)
{
  g_autoptr (GBytes) body = read_body (request, error);
  g_autoptr (SoupMultipart) multipart = NULL;
  g_autoptr (EntAtlasDocument) document = NULL;

  if (body == NULL)
    return NULL;

  multipart = soup_multipart_new_from_message (request->headers, body);
  if (multipart == NULL)
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid multipart body");
      return NULL;
    }

  document = read_document (multipart, request, error);
  return document != NULL && read_contents (document, multipart, error) ? g_steal_pointer (&document) : NULL;
}

static void
append_part (SoupMultipart *multipart,
             const char    *type,
             const char    *name,
             GBytes        *body)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);

  soup_message_headers_append (headers, "Content-Type", type);
  if (name != NULL)
    {
      g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);

      g_hash_table_insert (parameters, (gpointer) "filename", (gpointer) name);
      soup_message_headers_set_content_disposition (headers, "attachment", parameters);
      soup_message_headers_set_content_length (headers, (goffset) g_bytes_get_size (body));
    }
  soup_multipart_append_part (multipart, headers, body);
}

static void
append_text (SoupMultipart *multipart,
             const char    *type,
             const GString *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text->str, text->len);

  append_part (multipart, type, NULL, body);
}

/* A document whose contents follow it, as one part. */
static gboolean
append_with_contents (SoupMultipart    *multipart,
                      EntAtlasDatabase *database,
                      GPtrArray        *stored,
                      const GString    *text,
                      GError          **error)
{
  g_autoptr (SoupMultipart) inner = soup_multipart_new ("multipart/related");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GBytes) body = NULL;

  append_text (inner, "application/json", text);
  for (guint i = 0; i < stored->len; i++)
    {
      const EntAtlasStored *one = g_ptr_array_index (stored, i);
      g_autoptr (GBytes) content = ent_atlas_attachments_read (database, one, error);

      if (content == NULL)
        return FALSE;
      append_part (inner, one->type, one->name, content);
    }

  soup_multipart_to_message (inner, headers, &body);
  soup_multipart_append_part (multipart, headers, body);
  return TRUE;
}

static gboolean
append_revision (SoupMultipart          *multipart,
                 EntAtlasRequest        *request,
                 EntAtlasDatabase       *database,
                 EntAtlasRecord         *record,
                 const EntAtlasRevision *revision,
                 GError                **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EntAtlasContent) content = ent_atlas_record_read (record, database, revision, error);
  g_autoptr (GPtrArray) stored = NULL;

  if (content == NULL
      || !ent_atlas_render_record (text, database, record, request->segments[1], revision,
                                   ent_atlas_request_get_render_flags (request) | ENT_ATLAS_RENDER_FOLLOWS, error))
    return FALSE;

  if (content->attachments == 0)
    {
      append_text (multipart, "application/json", text);
      return TRUE;
    }

  stored = ent_atlas_attachments_list (database, content->leaf, error);
  return stored != NULL && append_with_contents (multipart, database, stored, text, error);
}

static void
append_missing (SoupMultipart          *multipart,
                const EntAtlasRevision *revision)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char id[ENT_ATLAS_REVISION_SIZE];

  g_string_printf (text, "{\"missing\":\"%s\"}", ent_atlas_revision_format (revision, id));
  append_text (multipart, "application/json; error=\"true\"", text);
}

/**
 * ent_atlas_multipart_answer:
 * @request: a request for several revisions of a document
 * @database: its database
 * @record: its record
 * @found: (element-type EntAtlasRevision): the revisions to give
 * @missing: (element-type EntAtlasRevision): the revisions to say are missing
 * @error: return location for an error
 *
 * Answers with a part for each.
 *
 * Returns: whether they could be read
 */
gboolean
ent_atlas_multipart_answer (EntAtlasRequest  *request,
                            EntAtlasDatabase *database,
                            EntAtlasRecord   *record,
                            GArray           *found,
                            GArray           *missing,
                            GError          **error)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/mixed");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GBytes) body = NULL;

  for (guint i = 0; i < found->len; i++)
    if (!append_revision (multipart, request, database, record, &g_array_index (found, EntAtlasRevision, i), error))
      return FALSE;
  for (guint i = 0; i < missing->len; i++)
    append_missing (multipart, &g_array_index (missing, EntAtlasRevision, i));

  soup_multipart_to_message (multipart, headers, &body);
  ent_atlas_request_set_type (request, soup_message_headers_get_one (headers, "Content-Type"));
  g_string_append_len (request->reply.body, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return TRUE;
}
