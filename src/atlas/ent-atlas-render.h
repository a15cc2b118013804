/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-record.h"

G_BEGIN_DECLS

/**
 * EntAtlasRenderFlags:
 *
 * What to tell of a document beside its content, as the parameters of CouchDB's
 * addresses have it.
 */
typedef enum
{
  ENT_ATLAS_RENDER_PLAIN = 0,
  ENT_ATLAS_RENDER_REVS = 1 << 0,
  ENT_ATLAS_RENDER_REVS_INFO = 1 << 1,
  ENT_ATLAS_RENDER_CONFLICTS = 1 << 2,
  ENT_ATLAS_RENDER_DELETED_CONFLICTS = 1 << 3,
  ENT_ATLAS_RENDER_LOCAL_SEQ = 1 << 4,
  ENT_ATLAS_RENDER_ATTACHMENTS = 1 << 5,
  ENT_ATLAS_RENDER_FOLLOWS = 1 << 6,
} EntAtlasRenderFlags;

void ent_atlas_render_document (GString    *out,
                                const char *id,
                                const char *revision,
                                gboolean    deleted,
                                const char *body);

gboolean ent_atlas_render_attachments (GString             *out,
                                       EntAtlasDatabase    *database,
                                       gint64               leaf,
                                       EntAtlasRenderFlags  flags,
                                       GError             **error);

gboolean ent_atlas_render_record (GString                *out,
                                  EntAtlasDatabase       *database,
                                  EntAtlasRecord         *record,
                                  const char             *id,
                                  const EntAtlasRevision *revision,
                                  EntAtlasRenderFlags     flags,
                                  GError                **error);

void ent_atlas_render_details (GString                *out,
                               EntAtlasDatabase       *database,
                               EntAtlasRecord         *record,
                               const EntAtlasRevision *revision,
                               EntAtlasRenderFlags     flags);

G_END_DECLS
