/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-multipart.h"
#include "ent-atlas-open-revisions.h"

/* The revision that is asked for, what became of it, or the winner. */
static gboolean
choose_revision (EntAtlasRequest  *request,
                 EntAtlasRecord   *record,
                 EntAtlasRevision *ret_revision,
                 GError          **error)
{
  g_autoptr (GArray) found = NULL;
  gboolean asked;

  if (!ent_atlas_request_get_revision (request, ret_revision, &asked, error))
    return FALSE;

  found = ent_atlas_open_revisions_find (record, asked ? ret_revision : NULL,
                                         ent_atlas_request_get_flag (request, "latest"));
  if (found->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, !asked && record->deleted ? "deleted" : "missing");

  *ret_revision = g_array_index (found, EntAtlasRevision, 0);
  return TRUE;
}

gboolean
ent_atlas_handle_document_get (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  const char *id = request->segments[1];
  EntAtlasRenderFlags flags = ent_atlas_request_get_render_flags (request);
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);
  EntAtlasRevision revision;

  if (record == NULL)
    return FALSE;
  if (ent_atlas_request_get_parameter (request, "open_revs") != NULL)
    return ent_atlas_open_revisions_answer (request, database, record, error);
  if (!choose_revision (request, record, &revision, error)
      || !ent_atlas_render_record (request->reply.body, database, record, id, &revision, flags, error))
    return FALSE;

  g_string_append_c (request->reply.body, '\n');
  /* The revision says nothing of what is told beside the content. */
  if (flags == ENT_ATLAS_RENDER_PLAIN)
    ent_atlas_request_set_tag (request, &revision);
  return TRUE;
}

/* The revision in the document and the one in the address have to agree. */
static gboolean
join_revision (EntAtlasRequest  *request,
               EntAtlasDocument *document,
               GError          **error)
{
  EntAtlasRevision revision;
  gboolean found;

  if (!ent_atlas_request_get_revision (request, &revision, &found, error))
    return FALSE;

  if (found && document->path->len == 0)
    g_array_append_val (document->path, revision);
  else if (found && !ent_atlas_revision_equal (&revision, &g_array_index (document->path, EntAtlasRevision, 0)))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                   "Document rev from request body and query string have different values");

  return TRUE;
}

static gboolean
replicate (EntAtlasRequest  *request,
           EntAtlasDatabase *database,
           EntAtlasDocument *document,
           GError          **error)
{
  if (document->path->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A document has no _rev");

  if (!ent_atlas_database_replicate (database, document, error))
    return FALSE;

  ent_atlas_request_set_written (request, SOUP_STATUS_CREATED, &g_array_index (document->path, EntAtlasRevision, 0));
  return TRUE;
}

static EntAtlasDocument *
read_document (EntAtlasRequest *request,
               GError         **error)
{
  EntAtlasSlice json;

  if (ent_atlas_multipart_is_related (request))
    return ent_atlas_multipart_read (request, error);

  return ent_atlas_request_read_json (request, &json, error)
           ? ent_atlas_document_parse (&json, request->segments[1], error) : NULL;
}

gboolean
ent_atlas_handle_document_put (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  g_autoptr (EntAtlasDocument) document = NULL;
  EntAtlasRevision revision;

  if (!ent_atlas_request_check_write (request, error))
    return FALSE;

  document = read_document (request, error);
  if (document == NULL || !join_revision (request, document, error))
    return FALSE;

  if (g_strcmp0 (ent_atlas_request_get_parameter (request, "new_edits"), "false") == 0)
    return replicate (request, database, document, error);

  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  ent_atlas_request_set_written (request, SOUP_STATUS_CREATED, &revision);
  return TRUE;
}

gboolean
ent_atlas_handle_document_delete (EntAtlasRequest  *request,
                                  EntAtlasDatabase *database,
                                  GError          **error)
{
  const char *id = request->segments[1];
  g_autoptr (EntAtlasDocument) document = NULL;
  g_autoptr (EntAtlasRecord) record = NULL;
  EntAtlasRevision revision;
  gboolean found;

  if (!ent_atlas_request_check_write (request, error)
      || !ent_atlas_request_get_revision (request, &revision, &found, error))
    return FALSE;

  record = ent_atlas_record_load (database, id, error);
  if (record == NULL)
    return FALSE;
  if (record->number == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "missing");
  if (record->deleted)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "deleted");

  document = ent_atlas_document_new_tombstone (id, found ? &revision : NULL);
  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  ent_atlas_request_set_written (request, SOUP_STATUS_OK, &revision);
  return TRUE;
}
