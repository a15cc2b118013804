/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-render.h"
#include "ent-atlas-rule.h"

#include <string.h>

static gboolean
not_found (GError    **error,
           const char *reason)
{
  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_NOT_FOUND, reason);
  return FALSE;
}

/* The revision of the address or of If-Match; @ret_found tells whether there is one. */
static gboolean
read_revision (EntAtlasRequest  *request,
               EntAtlasRevision *ret_revision,
               gboolean         *ret_found,
               GError          **error)
{
  const char *text = ent_atlas_request_get_parameter (request, "rev");
  g_autofree char *tag = NULL;

  if (text == NULL)
    {
      tag = g_strdup (soup_message_headers_get_one (request->headers, "If-Match"));
      text = tag != NULL ? g_strdelimit (tag, "\"", ' ') : NULL;
      if (text != NULL)
        text = g_strstrip (tag);
    }

  *ret_found = text != NULL;
  if (text == NULL || ent_atlas_revision_parse (text, ret_revision))
    return TRUE;

  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid rev format");
  return FALSE;
}

static void
set_tag (EntAtlasRequest        *request,
         const EntAtlasRevision *revision)
{
  char text[ENT_ATLAS_REVISION_SIZE];
  g_autofree char *tag = g_strdup_printf ("\"%s\"", ent_atlas_revision_format (revision, text));

  ent_atlas_request_set_header (request, "ETag", tag);
}

/* The revision that is asked for, or the winner. */
static gboolean
choose_revision (EntAtlasRequest  *request,
                 EntAtlasRecord   *record,
                 EntAtlasRevision *ret_revision,
                 GError          **error)
{
  EntAtlasLeaf winner;
  gboolean found;

  if (!read_revision (request, ret_revision, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  if (!ent_atlas_tree_get_winner (record->tree, &winner))
    return not_found (error, "missing");
  if (winner.deleted)
    return not_found (error, "deleted");

  *ret_revision = winner.revision;
  return TRUE;
}

gboolean
ent_atlas_handle_document_get (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  const char *id = request->segments[1];
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);
  EntAtlasRevision revision;

  if (record == NULL || !choose_revision (request, record, &revision, error)
      || !ent_atlas_render_record (request->reply.body, database, record, id, &revision, ent_atlas_request_get_render_flags (request), error))
    return FALSE;

  g_string_append_c (request->reply.body, '\n');
  set_tag (request, &revision);
  return TRUE;
}

static void
set_written (EntAtlasRequest        *request,
             guint                   status,
             const EntAtlasRevision *revision)
{
  char text[ENT_ATLAS_REVISION_SIZE];

  request->reply.status = status;
  g_string_assign (request->reply.body, "{\"ok\":true");
  ent_atlas_json_append_member (request->reply.body, "id", request->segments[1]);
  ent_atlas_json_append_member (request->reply.body, "rev", ent_atlas_revision_format (revision, text));
  g_string_append (request->reply.body, "}\n");
  set_tag (request, revision);
}

/* The revision in the document and the one in the address have to agree. */
static gboolean
join_revision (EntAtlasRequest  *request,
               EntAtlasDocument *document,
               GError          **error)
{
  EntAtlasRevision revision;
  gboolean found;

  if (!read_revision (request, &revision, &found, error))
    return FALSE;

  if (found && document->path->len == 0)
    g_array_append_val (document->path, revision);
  else if (found && !ent_atlas_revision_equal (&revision, &g_array_index (document->path, EntAtlasRevision, 0)))
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST,
                           "Document rev from request body and query string have different values");
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_write (EntAtlasRequest *request,
             GError         **error)
{
  const char *id = request->segments[1];

  return ent_atlas_document_check_id (id, error)
         && ent_atlas_rule_check_write (request->account, request->segments[0], id, error);
}

static gboolean
replicate (EntAtlasRequest  *request,
           EntAtlasDatabase *database,
           EntAtlasDocument *document,
           GError          **error)
{
  if (document->path->len == 0)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "A document has no _rev");
      return FALSE;
    }

  if (!ent_atlas_database_replicate (database, document, error))
    return FALSE;

  set_written (request, SOUP_STATUS_CREATED, &g_array_index (document->path, EntAtlasRevision, 0));
  return TRUE;
}

gboolean
ent_atlas_handle_document_put (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  g_autoptr (EntAtlasDocument) document = NULL;
  EntAtlasRevision revision;
  EntAtlasSlice json;

  if (!check_write (request, error) || !ent_atlas_request_read_json (request, &json, error))
    return FALSE;

  document = ent_atlas_document_parse (&json, request->segments[1], error);
  if (document == NULL || !join_revision (request, document, error))
    return FALSE;

  if (g_strcmp0 (ent_atlas_request_get_parameter (request, "new_edits"), "false") == 0)
    return replicate (request, database, document, error);

  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  set_written (request, SOUP_STATUS_CREATED, &revision);
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

  if (!check_write (request, error) || !read_revision (request, &revision, &found, error))
    return FALSE;

  record = ent_atlas_record_load (database, id, error);
  if (record == NULL)
    return FALSE;
  if (record->number == 0)
    return not_found (error, "missing");
  if (record->deleted)
    return not_found (error, "deleted");

  document = ent_atlas_document_new_tombstone (id, found ? &revision : NULL);
  if (!ent_atlas_database_edit (database, document, &revision, error))
    return FALSE;

  set_written (request, SOUP_STATUS_OK, &revision);
  return TRUE;
}
