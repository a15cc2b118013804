/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-attachments.h"
#include "ent-atlas-error.h"
#include "ent-atlas-open-revisions.h"

#include <string.h>

/* A name may have slashes. */
static char *
dup_name (EntAtlasRequest *request)
{
  return g_strjoinv ("/", request->segments + 2);
}

/* The revision that is asked for, or the winner. */
static gboolean
find_content (EntAtlasRequest  *request,
              EntAtlasDatabase *database,
              EntAtlasContent **ret_content,
              GError          **error)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, request->segments[1], error);
  g_autoptr (GArray) found = NULL;
  EntAtlasRevision revision;
  gboolean asked;

  if (record == NULL || !ent_atlas_request_get_revision (request, &revision, &asked, error))
    return FALSE;

  found = ent_atlas_open_revisions_find (record, asked ? &revision : NULL, FALSE);
  if (found->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, !asked && record->deleted ? "deleted" : "missing");

  *ret_content = ent_atlas_record_read (record, database, &g_array_index (found, EntAtlasRevision, 0), error);
  return *ret_content != NULL;
}

gboolean
ent_atlas_handle_attachment_get (EntAtlasRequest  *request,
                                 EntAtlasDatabase *database,
                                 GError          **error)
{
  g_autofree char *name = dup_name (request);
  g_autoptr (EntAtlasContent) content = NULL;
  g_autoptr (EntAtlasStored) stored = NULL;
  g_autoptr (GBytes) data = NULL;
  g_autofree char *tag = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!find_content (request, database, &content, error))
    return FALSE;

  stored = ent_atlas_attachments_find (database, content->leaf, name, &local_error);
  if (stored == NULL && local_error == NULL)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "Document is missing attachment");
  if (stored != NULL)
    data = ent_atlas_attachments_read (database, stored, &local_error);
  if (data == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_string_append_len (request->reply.body, g_bytes_get_data (data, NULL), (gssize) g_bytes_get_size (data));
  tag = g_strdup_printf ("\"%s\"", stored->digest);
  ent_atlas_request_set_header (request, "ETag", tag);
  ent_atlas_request_set_header (request, "Content-MD5", stored->digest + strlen ("md5-"));
  /* Whoever wrote it must not run code in the name of whoever reads it. */
  ent_atlas_request_set_header (request, "Content-Security-Policy", "sandbox; default-src 'none'");
  ent_atlas_request_set_type (request, stored->type);
  return TRUE;
}

/* A new revision of the document as it is, but for one attachment. */
static EntAtlasDocument *
copy_document (EntAtlasDatabase       *database,
               const char             *id,
               const EntAtlasRevision *base,
               const EntAtlasContent  *content,
               const char             *without,
               gboolean               *ret_had,
               GError                **error)
{
  g_autoptr (EntAtlasDocument) document = ent_atlas_document_new_tombstone (id, base);
  g_autoptr (GPtrArray) stored = ent_atlas_attachments_list (database, content->leaf, error);

  if (stored == NULL)
    return NULL;

  document->deleted = FALSE;
  g_set_str (&document->body, content->body);
  for (guint i = 0; i < stored->len; i++)
    {
      const EntAtlasStored *one = g_ptr_array_index (stored, i);

      if (g_str_equal (one->name, without))
        *ret_had = TRUE;
      else
        g_ptr_array_add (document->attachments, ent_atlas_attachment_new (one->name, one->type, NULL));
    }

  return g_steal_pointer (&document);
}

/* The document to edit; a new one if there is none and no revision is named. */
static EntAtlasDocument *
open_document (EntAtlasRequest  *request,
               EntAtlasDatabase *database,
               const char       *name,
               gboolean         *ret_had,
               GError          **error)
{
  const char *id = request->segments[1];
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);
  g_autoptr (EntAtlasDocument) document = NULL;
  g_autoptr (EntAtlasContent) content = NULL;
  EntAtlasRevision revision;
  gboolean asked;

  if (record == NULL || !ent_atlas_request_get_revision (request, &revision, &asked, error))
    return NULL;

  if (!asked)
    {
      document = ent_atlas_document_new_tombstone (id, NULL);
      document->deleted = FALSE;
      return g_steal_pointer (&document);
    }

  if (!ent_atlas_tree_is_leaf (record->tree, &revision))
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_CONFLICT, "Document update conflict.");
      return NULL;
    }

  content = ent_atlas_record_read (record, database, &revision, error);
  return content != NULL ? copy_document (database, id, &revision, content, name, ret_had, error) : NULL;
}

gboolean
ent_atlas_handle_attachment_put (EntAtlasRequest  *request,
                                 EntAtlasDatabase *database,
                                 GError          **error)
{
  const char *type = soup_message_headers_get_one (request->headers, "Content-Type");
  g_autofree char *name = dup_name (request);
  g_autoptr (EntAtlasDocument) document = NULL;
  g_autoptr (GBytes) data = NULL;
  EntAtlasRevision revision;
  gboolean had;

  if (!ent_atlas_request_check_write (request, error) || (data = ent_atlas_request_read_body (request, error)) == NULL)
    return FALSE;

  if (type == NULL)
    type = "application/octet-stream";
  if (!ent_atlas_attachment_check (name, type))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid attachment name or type");

  document = open_document (request, database, name, &had, error);
  if (document == NULL)
    return FALSE;

  g_ptr_array_add (document->attachments,
                   ent_atlas_attachment_new (name, type, data));
  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  ent_atlas_request_set_written (request, SOUP_STATUS_CREATED, &revision);
  return TRUE;
}

gboolean
ent_atlas_handle_attachment_delete (EntAtlasRequest  *request,
                                    EntAtlasDatabase *database,
                                    GError          **error)
{
  g_autofree char *name = dup_name (request);
  g_autoptr (EntAtlasDocument) document = NULL;
  EntAtlasRevision revision;
  gboolean had = FALSE;

  if (!ent_atlas_request_check_write (request, error))
    return FALSE;

  document = open_document (request, database, name, &had, error);
  if (document == NULL)
    return FALSE;
  if (document->path->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_CONFLICT, "Document update conflict.");
  if (!had)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "Document is missing attachment");
  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  ent_atlas_request_set_written (request, SOUP_STATUS_OK, &revision);
  return TRUE;
}
