/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-request.h"

G_BEGIN_DECLS

GArray *ent_atlas_open_revisions_find (EntAtlasRecord         *record,
                                       const EntAtlasRevision *wanted,
                                       gboolean                latest);

gboolean ent_atlas_open_revisions_answer (EntAtlasRequest  *request,
                                          EntAtlasDatabase *database,
                                          EntAtlasRecord   *record,
                                          GError          **error);

G_END_DECLS
