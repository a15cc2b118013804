/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-error.h"

G_DEFINE_QUARK (ent-atlas-error-quark, ent_atlas_error)

static const struct
{
  guint       status;
  const char *name;
} answers[] = {
  [ENT_ATLAS_ERROR_BAD_REQUEST] = { 400, "bad_request" },
  [ENT_ATLAS_ERROR_INVALID_ID] = { 400, "illegal_docid" },
  [ENT_ATLAS_ERROR_UNKNOWN_MEMBER] = { 400, "doc_validation" },
  [ENT_ATLAS_ERROR_ILLEGAL_NAME] = { 400, "illegal_database_name" },
  [ENT_ATLAS_ERROR_UNAUTHORIZED] = { 401, "unauthorized" },
  [ENT_ATLAS_ERROR_FORBIDDEN] = { 403, "forbidden" },
  [ENT_ATLAS_ERROR_NOT_FOUND] = { 404, "not_found" },
  [ENT_ATLAS_ERROR_METHOD] = { 405, "method_not_allowed" },
  [ENT_ATLAS_ERROR_TIMEOUT] = { 408, "timeout" },
  [ENT_ATLAS_ERROR_CONFLICT] = { 409, "conflict" },
  [ENT_ATLAS_ERROR_FILE_EXISTS] = { 412, "file_exists" },
  [ENT_ATLAS_ERROR_MISSING_STUB] = { 412, "missing_stub" },
  [ENT_ATLAS_ERROR_TOO_LARGE] = { 413, "too_large" },
  [ENT_ATLAS_ERROR_DOCUMENT_TOO_LARGE] = { 413, "document_too_large" },
  [ENT_ATLAS_ERROR_CONTENT_TYPE] = { 415, "bad_content_type" },
  [ENT_ATLAS_ERROR_TOO_MANY] = { 429, "too_many_requests" },
  [ENT_ATLAS_ERROR_HEADERS] = { 431, "headers_too_large" },
  [ENT_ATLAS_ERROR_INTERNAL] = { 500, "internal_server_error" },
  [ENT_ATLAS_ERROR_UNAVAILABLE] = { 503, "service_unavailable" },
  [ENT_ATLAS_ERROR_STORAGE] = { 507, "insufficient_storage" },
};

/* An error of another domain is ours to hide: the client can do nothing about it. */
static guint
answer_of (const GError *error)
{
  if (error->domain == ENT_ATLAS_ERROR && (guint) error->code < G_N_ELEMENTS (answers))
    return error->code;

  return ENT_ATLAS_ERROR_INTERNAL;
}

/**
 * ent_atlas_error_get_status:
 * @error: an error of any domain
 *
 * Returns: the HTTP status that tells it
 */
guint
ent_atlas_error_get_status (const GError *error)
{
  g_return_val_if_fail (error != NULL, 500);

  return answers[answer_of (error)].status;
}

/**
 * ent_atlas_error_get_name:
 * @error: an error of any domain
 *
 * Returns: the `error` member of CouchDB's JSON answer
 */
const char *
ent_atlas_error_get_name (const GError *error)
{
  g_return_val_if_fail (error != NULL, "internal_server_error");

  return answers[answer_of (error)].name;
}

/**
 * ent_atlas_error_refuse:
 * @error: return location for an error
 * @kind: what kind of refusal
 * @reason: the `reason` member of the answer
 *
 * Sets @error, for a function that then returns.
 *
 * Returns: always %FALSE
 */
gboolean
ent_atlas_error_refuse (GError      **error,
                        EntAtlasError kind,
                        const char   *reason)
{
  g_set_error_literal (error, ENT_ATLAS_ERROR, (int) kind, reason);
  return FALSE;
}
