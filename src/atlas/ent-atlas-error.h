/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ENT_ATLAS_ERROR:
 *
 * The domain of everything that the server can refuse. Each code has one HTTP
 * status and one CouchDB error name.
 */
#define ENT_ATLAS_ERROR (ent_atlas_error_quark ())

typedef enum
{
  ENT_ATLAS_ERROR_BAD_REQUEST,
  ENT_ATLAS_ERROR_INVALID_ID,
  ENT_ATLAS_ERROR_UNKNOWN_MEMBER,
  ENT_ATLAS_ERROR_ILLEGAL_NAME,
  ENT_ATLAS_ERROR_UNAUTHORIZED,
  ENT_ATLAS_ERROR_FORBIDDEN,
  ENT_ATLAS_ERROR_NOT_FOUND,
  ENT_ATLAS_ERROR_METHOD,
  ENT_ATLAS_ERROR_TIMEOUT,
  ENT_ATLAS_ERROR_CONFLICT,
  ENT_ATLAS_ERROR_FILE_EXISTS,
  ENT_ATLAS_ERROR_MISSING_STUB,
  ENT_ATLAS_ERROR_TOO_LARGE,
  ENT_ATLAS_ERROR_DOCUMENT_TOO_LARGE,
  ENT_ATLAS_ERROR_CONTENT_TYPE,
  ENT_ATLAS_ERROR_TOO_MANY,
  ENT_ATLAS_ERROR_HEADERS,
  ENT_ATLAS_ERROR_INTERNAL,
  ENT_ATLAS_ERROR_UNAVAILABLE,
  ENT_ATLAS_ERROR_STORAGE,
} EntAtlasError;

GQuark ent_atlas_error_quark (void);

guint ent_atlas_error_get_status (const GError *error);

const char *ent_atlas_error_get_name (const GError *error);

gboolean ent_atlas_error_refuse (GError      **error,
                                 EntAtlasError kind,
                                 const char   *reason);

G_END_DECLS
