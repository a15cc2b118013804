/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-render.h"

G_BEGIN_DECLS

GArray *ent_atlas_open_revisions_find (EntAtlasRecord         *record,
                                       const EntAtlasRevision *wanted,
                                       gboolean                latest);

G_END_DECLS
