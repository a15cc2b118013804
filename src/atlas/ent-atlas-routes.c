/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-routes.h"

#include "ent-atlas-error.h"
#include "ent-atlas-handlers.h"

#include <string.h>

/* clang-format off */
static const EntAtlasRoute routes[] = {
  { "GET", "", ENT_ATLAS_ACCESS_ANYONE, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_welcome },
  { "GET", "_up", ENT_ATLAS_ACCESS_ANYONE, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_up },
  { "GET", "_session", ENT_ATLAS_ACCESS_ANYONE, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_session_get },
  { "POST", "_session", ENT_ATLAS_ACCESS_ANYONE, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_session_post },
  { "DELETE", "_session", ENT_ATLAS_ACCESS_ANYONE, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_session_delete },
  { "GET", "{db}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_info },
  { "PUT", "{db}", ENT_ATLAS_ACCESS_ADMINISTRATOR, ENT_ATLAS_PLACE_SERVER, ent_atlas_handle_create },
  { "GET", "{db}/_changes", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_changes },
  { "POST", "{db}/_changes", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_changes },
  { "POST", "{db}/_bulk_docs", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_bulk_docs },
  { "GET", "{db}/_all_docs", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_all_docs },
  { "POST", "{db}/_all_docs", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_all_docs },
  { "POST", "{db}/_bulk_get", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_bulk_get },
  { "POST", "{db}/_revs_diff", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_revs_diff },
  { "GET", "{db}/_revs_limit", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_revs_limit },
  { "POST", "{db}/_ensure_full_commit", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_full_commit },
  { "GET", "{db}/_security", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_security_get },
  { "PUT", "{db}/_security", ENT_ATLAS_ACCESS_ADMINISTRATOR, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_security_put },
  { "GET", "{db}/{local}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_local_get },
  { "PUT", "{db}/{local}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_local_put },
  { "DELETE", "{db}/{local}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_local_delete },
  { "GET", "{db}/{doc}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_document_get },
  { "PUT", "{db}/{doc}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_document_put },
  { "DELETE", "{db}/{doc}", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_document_delete },
  { "GET", "{db}/{doc}/*", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_READER, ent_atlas_handle_attachment_get },
  { "PUT", "{db}/{doc}/*", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_attachment_put },
  { "DELETE", "{db}/{doc}/*", ENT_ATLAS_ACCESS_MEMBER, ENT_ATLAS_PLACE_WRITER, ent_atlas_handle_attachment_delete },
};
/* clang-format on */

static gboolean
segment_matches (const char *segment,
                 const char *pattern)
{
  if (g_str_equal (pattern, "{db}"))
    return segment[0] != '_';
  if (g_str_equal (pattern, "{doc}"))
    return segment[0] != '_' || g_str_has_prefix (segment, "_design/");
  if (g_str_equal (pattern, "{local}"))
    return g_str_has_prefix (segment, "_local/") && segment[strlen ("_local/")] != '\0';

  return g_str_equal (segment, pattern);
}

static gboolean
path_matches (GStrv       segments,
              const char *pattern)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "/", -1);
  guint i = 0;

  for (; parts[i] != NULL; i++)
    {
      if (segments[i] == NULL)
        return FALSE;
      if (g_str_equal (parts[i], "*"))
        return TRUE;
      if (!segment_matches (segments[i], parts[i]))
        return FALSE;
    }

  return segments[i] == NULL;
}

/**
 * ent_atlas_routes_find:
 * @request: a request
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): what is to be done
 */
const EntAtlasRoute *
ent_atlas_routes_find (EntAtlasRequest *request,
                       GError         **error)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!path_matches (request->segments, routes[i].pattern))
        continue;
      if (g_str_equal (routes[i].method, request->method))
        return &routes[i];

      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
    }

  if (allowed->len == 0)
    g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_NOT_FOUND, "missing");
  else
    {
      g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_METHOD, "Only %s allowed", allowed->str);
      ent_atlas_request_set_header (request, "Allow", allowed->str);
    }
  return NULL;
}
