/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-rule.h"

static gboolean
parse_document (GPtrArray           *documents,
                const EntAtlasSlice *value,
                gboolean             new_edits,
                GError             **error)
{
  g_autoptr (EntAtlasDocument) document = ent_atlas_document_parse (value, NULL, error);

  if (document == NULL || !ent_atlas_document_check_id (document->id, error))
    return FALSE;
  if (!new_edits && document->path->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A document has no _rev");

  g_ptr_array_add (documents, g_steal_pointer (&document));
  return TRUE;
}

/* All are read before any is written: one that is malformed refuses the batch. */
static GPtrArray *
parse_documents (const EntAtlasSlice *docs,
                 gboolean             new_edits,
                 GError             **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_atlas_document_free);
  EntAtlasJsonIter iter;
  EntAtlasSlice value;

  if (!ent_atlas_json_iter_array (&iter, docs))
    {
      ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "POST body must include `docs` parameter.");
      return NULL;
    }

  while (ent_atlas_json_next_element (&iter, &value))
    {
      if (documents->len == ENT_ATLAS_LIMIT_BATCH)
        {
          g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_LARGE, "too many documents at once");
          return NULL;
        }
      if (!parse_document (documents, &value, new_edits, error))
        return NULL;
    }

  return g_steal_pointer (&documents);
}

static gboolean
write_document (EntAtlasRequest        *request,
                EntAtlasDatabase       *database,
                const EntAtlasDocument *document,
                gboolean                new_edits,
                EntAtlasRevision       *ret_revision,
                GError                **error)
{
  if (!ent_atlas_rule_check_write (request->account, request->segments[0], document->id, error))
    return FALSE;

  return new_edits ? ent_atlas_database_edit (database, document, ret_revision, error)
                   : ent_atlas_database_replicate (database, document, error);
}

static void
append_result (GString                *body,
               const EntAtlasDocument *document,
               const EntAtlasRevision *revision,
               const GError           *failure)
{
  char text[ENT_ATLAS_REVISION_SIZE];

  g_string_append (body, body->str[body->len - 1] == '[' ? "{" : ",{");
  if (failure == NULL)
    g_string_append (body, "\"ok\":true");
  ent_atlas_json_append_member (body, "id", document->id);
  if (revision != NULL)
    ent_atlas_json_append_member (body, "rev", ent_atlas_revision_format (revision, text));
  if (failure != NULL)
    {
      ent_atlas_json_append_member (body, "error", ent_atlas_error_get_name (failure));
      ent_atlas_json_append_member (body, "reason", failure->message);
    }
  g_string_append_c (body, '}');
}

/* Whether a failure is told beside the others' success; any other fails the batch. */
static gboolean
is_own_failure (const GError *failure)
{
  return g_error_matches (failure, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_CONFLICT)
         || g_error_matches (failure, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_FORBIDDEN);
}

static gboolean
write_documents (EntAtlasRequest  *request,
                 EntAtlasDatabase *database,
                 GPtrArray        *documents,
                 gboolean          new_edits,
                 GError          **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const EntAtlasDocument *document = g_ptr_array_index (documents, i);
      g_autoptr (GError) failure = NULL;
      EntAtlasRevision revision;

      if (write_document (request, database, document, new_edits, &revision, &failure))
        {
          if (new_edits)
            append_result (request->reply.body, document, &revision, NULL);
        }
      else if (is_own_failure (failure))
        append_result (request->reply.body, document,
                       new_edits ? NULL : &g_array_index (document->path, EntAtlasRevision, 0), failure);
      else
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
ent_atlas_handle_bulk_docs (EntAtlasRequest  *request,
                            EntAtlasDatabase *database,
                            GError          **error)
{
  g_autoptr (GPtrArray) documents = NULL;
  EntAtlasSlice json, name, value, docs = { "", 0 };
  EntAtlasJsonIter iter;
  gboolean new_edits = TRUE;

  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &name, &value))
    {
      if (ent_atlas_json_equal (&name, "\"docs\""))
        docs = value;
      else if (ent_atlas_json_equal (&name, "\"new_edits\""))
        new_edits = !ent_atlas_json_equal (&value, "false");
    }

  documents = parse_documents (&docs, new_edits, error);
  if (documents == NULL)
    return FALSE;

  request->reply.status = SOUP_STATUS_CREATED;
  g_string_append_c (request->reply.body, '[');
  if (!write_documents (request, database, documents, new_edits, error))
    return FALSE;

  g_string_append (request->reply.body, "]\n");
  return TRUE;
}
