/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-request.h"

#include "ent-atlas-error.h"
#include "ent-atlas-gzip.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-rule.h"

#include <string.h>

#define JSON_TYPE "application/json"

static gboolean
takes_next (const char *segment)
{
  return g_str_equal (segment, "_design") || g_str_equal (segment, "_local");
}

static void
add_segment (GPtrArray *segments,
             char      *segment)
{
  char *last = segments->len == 2 ? g_ptr_array_index (segments, 1) : NULL;

  if (last == NULL || !takes_next (last))
    {
      g_ptr_array_add (segments, segment);
      return;
    }

  g_ptr_array_index (segments, 1) = g_strconcat (last, "/", segment, NULL);
  g_free (last);
  g_free (segment);
}

/* The path is split before it is decoded: %2F is part of a name. */
static GStrv
split_path (const char *path,
            GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (path[0] == '/' ? path + 1 : path, "/", -1);
  g_autoptr (GPtrArray) segments = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *segment = g_uri_unescape_string (parts[i], NULL);

      /* %00 and what is not UTF-8 */
      if (segment == NULL || !g_utf8_validate (segment, -1, NULL))
        {
          g_free (segment);
          g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid address");
          return NULL;
        }

      /* A slash at the end means nothing. */
      if (parts[i + 1] == NULL && segment[0] == '\0')
        g_free (segment);
      else
        add_segment (segments, segment);
    }

  return (GStrv) g_ptr_array_steal (segments, NULL);
}

static GHashTable *
split_query (const char *query,
             GError    **error)
{
  GHashTable *parameters;

  if (query == NULL)
    return g_hash_table_new (g_str_hash, g_str_equal);

  parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (parameters == NULL)
    g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid parameters");
  return parameters;
}

/**
 * ent_atlas_request_new:
 * @method: the HTTP method
 * @path: the path of the address, not decoded
 * @query: (nullable): its parameters, not decoded
 * @headers: the headers
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the request
 */
EntAtlasRequest *
ent_atlas_request_new (const char         *method,
                       const char         *path,
                       const char         *query,
                       SoupMessageHeaders *headers,
                       GError            **error)
{
  g_autoptr (EntAtlasRequest) self = g_new0 (EntAtlasRequest, 1);

  self->is_head = g_str_equal (method, "HEAD");
  self->method = self->is_head ? "GET" : g_intern_string (method);
  self->headers = soup_message_headers_ref (headers);
  self->reply.status = SOUP_STATUS_OK;
  self->reply.type = g_strdup (JSON_TYPE);
  self->reply.body = g_string_new (NULL);
  self->reply.headers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->segments = split_path (path, error);
  if (self->segments == NULL)
    return NULL;

  self->parameters = split_query (query, error);
  return self->parameters != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_atlas_request_free:
 * @self: (transfer full) (nullable): a request
 */
void
ent_atlas_request_free (EntAtlasRequest *self)
{
  if (self == NULL)
    return;

  ent_atlas_request_set_state (self, NULL, NULL);
  g_strfreev (self->segments);
  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->account, ent_atlas_account_unref);
  g_clear_pointer (&self->reply.headers, g_hash_table_unref);
  g_free (self->reply.type);
  g_string_free (self->reply.body, TRUE);
  g_free (self->json);
  g_free (self);
}

/**
 * ent_atlas_request_get_parameter:
 * @self: a request
 * @name: a parameter of the address
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
ent_atlas_request_get_parameter (EntAtlasRequest *self,
                                 const char      *name)
{
  return g_hash_table_lookup (self->parameters, name);
}

/**
 * ent_atlas_request_get_flag:
 * @self: a request
 * @name: a parameter of the address
 *
 * Returns: whether it is there and `true`
 */
gboolean
ent_atlas_request_get_flag (EntAtlasRequest *self,
                            const char      *name)
{
  return g_strcmp0 (ent_atlas_request_get_parameter (self, name), "true") == 0;
}

/**
 * ent_atlas_request_get_render_flags:
 * @self: a request
 *
 * Returns: what its address asks to be told of documents beside their contents
 */
EntAtlasRenderFlags
ent_atlas_request_get_render_flags (EntAtlasRequest *self)
{
  static const struct
  {
    const char *name;
    EntAtlasRenderFlags flags;
  } names[] = {
    { "revs", ENT_ATLAS_RENDER_REVS },
    { "revs_info", ENT_ATLAS_RENDER_REVS_INFO },
    { "conflicts", ENT_ATLAS_RENDER_CONFLICTS },
    { "deleted_conflicts", ENT_ATLAS_RENDER_DELETED_CONFLICTS },
    { "local_seq", ENT_ATLAS_RENDER_LOCAL_SEQ },
    { "attachments", ENT_ATLAS_RENDER_ATTACHMENTS },
    { "meta", ENT_ATLAS_RENDER_REVS_INFO | ENT_ATLAS_RENDER_CONFLICTS | ENT_ATLAS_RENDER_DELETED_CONFLICTS },
  };
  EntAtlasRenderFlags flags = ENT_ATLAS_RENDER_PLAIN;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (ent_atlas_request_get_flag (self, names[i].name))
      flags |= names[i].flags;

  return flags;
}

/**
 * ent_atlas_request_get_revision:
 * @self: a request
 * @ret_revision: (out): the revision in its address, or in its If-Match header
 * @ret_found: (out): whether there is one
 * @error: return location for an error
 *
 * Returns: whether it has the form of a revision, or is not there
 */
gboolean
ent_atlas_request_get_revision (EntAtlasRequest  *self,
                                EntAtlasRevision *ret_revision,
                                gboolean         *ret_found,
                                GError          **error)
{
  const char *text = ent_atlas_request_get_parameter (self, "rev");
  g_autofree char *tag = NULL;

  if (text == NULL)
    {
      /* A tag is written in quotes. */
      tag = g_strdup (soup_message_headers_get_one (self->headers, "If-Match"));
      text = tag != NULL ? g_strstrip (g_strdelimit (tag, "\"", ' ')) : NULL;
    }

  *ret_found = text != NULL;
  if (text == NULL || ent_atlas_revision_parse (text, ret_revision))
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid rev format");
}

/**
 * ent_atlas_request_get_integer:
 * @self: a request
 * @name: a parameter of the address
 * @value: (inout): its value, left alone if it is not there
 * @error: return location for an error
 *
 * Returns: whether it is a whole number from 0, or not there
 */
gboolean
ent_atlas_request_get_integer (EntAtlasRequest *self,
                               const char      *name,
                               gint64          *value,
                               GError         **error)
{
  const char *text = ent_atlas_request_get_parameter (self, name);

  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, value, NULL))
    return TRUE;

  g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid value for integer: \"%s\"", name);
  return FALSE;
}

/**
 * ent_atlas_request_check_write:
 * @self: a request to write one document
 * @error: return location for an error
 *
 * Returns: whether there may be such a document, and the account may write it
 */
gboolean
ent_atlas_request_check_write (EntAtlasRequest *self,
                               GError         **error)
{
  const char *id = self->segments[1];

  return ent_atlas_document_check_id (id, error)
         && ent_atlas_rule_check_write (self->account, self->segments[0], id, error);
}

/**
 * ent_atlas_request_has_body:
 * @self: a request
 *
 * Returns: whether anything came with it
 */
gboolean
ent_atlas_request_has_body (EntAtlasRequest *self)
{
  return self->body != NULL && g_bytes_get_size (self->body) > 0;
}

/**
 * ent_atlas_request_check_json_type:
 * @self: a request
 * @error: return location for an error
 *
 * A page of another site can make a browser post a form, but not JSON.
 *
 * Returns: whether the body is said to be JSON
 */
gboolean
ent_atlas_request_check_json_type (EntAtlasRequest *self,
                                   GError         **error)
{
  if (g_strcmp0 (soup_message_headers_get_content_type (self->headers, NULL), JSON_TYPE) == 0)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_CONTENT_TYPE, "Content-Type must be application/json");
}

/**
 * ent_atlas_request_read_body:
 * @self: a request
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its body, unpacked; empty if none came
 */
GBytes *
ent_atlas_request_read_body (EntAtlasRequest *self,
                             GError         **error)
{
  return ent_atlas_gzip_decode_body (self->headers, self->body, ENT_ATLAS_LIMIT_BODY, error);
}

/**
 * ent_atlas_request_read_json:
 * @self: a request
 * @ret_json: (out): the body
 * @error: return location for an error
 *
 * Returns: whether the body is JSON
 */
gboolean
ent_atlas_request_read_json (EntAtlasRequest *self,
                             EntAtlasSlice   *ret_json,
                             GError         **error)
{
  if (self->json == NULL)
    {
      g_autoptr (GBytes) plain = NULL;
      g_autofree char *text = NULL;
      gsize size;

      plain = ent_atlas_request_read_body (self, error);
      if (plain == NULL)
        return FALSE;

      size = g_bytes_get_size (plain);
      text = g_strndup (g_bytes_get_data (plain, NULL), size);
      self->json = ent_atlas_json_compact (text, size, &self->json_length, error);
      if (self->json == NULL)
        return FALSE;
    }

  *ret_json = (EntAtlasSlice) { self->json, self->json_length };
  return TRUE;
}

/**
 * ent_atlas_request_read_object:
 * @self: a request
 * @ret_json: (out): the body
 * @error: return location for an error
 *
 * Returns: whether the body is said to be JSON, and is an object
 */
gboolean
ent_atlas_request_read_object (EntAtlasRequest *self,
                               EntAtlasSlice   *ret_json,
                               GError         **error)
{
  if (!ent_atlas_request_check_json_type (self, error) || !ent_atlas_request_read_json (self, ret_json, error))
    return FALSE;

  if (ret_json->text[0] == '{')
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Request body must be a JSON object");
}

/**
 * ent_atlas_request_accepts:
 * @self: a request
 * @type: a media type
 *
 * Returns: whether the client asks for @type by name
 */
gboolean
ent_atlas_request_accepts (EntAtlasRequest *self,
                           const char      *type)
{
  const char *accept = soup_message_headers_get_list (self->headers, "Accept");

  return accept != NULL && strstr (accept, type) != NULL;
}

/**
 * ent_atlas_request_set_state:
 * @self: a request
 * @state: (transfer full) (nullable): what the handlers of its answer share
 * @state_free: (nullable): frees it
 */
void
ent_atlas_request_set_state (EntAtlasRequest *self,
                             gpointer         state,
                             GDestroyNotify   state_free)
{
  if (self->state != NULL && self->state_free != NULL)
    self->state_free (self->state);

  self->state = state;
  self->state_free = state_free;
}
