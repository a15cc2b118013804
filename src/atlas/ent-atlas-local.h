/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"

G_BEGIN_DECLS

/* A replicator's checkpoint, with its history, is a tenth of this. */
#define ENT_ATLAS_LOCAL_MAX_SIZE (256 * 1024)

/* How many a database keeps: one for each replication, of whoever may read it. Whose has gone reads all once more. */
#define ENT_ATLAS_LOCAL_MAX_COUNT 4000

gboolean ent_atlas_local_render (EntAtlasDatabase *database,
                                 const char       *id,
                                 GString          *out,
                                 GError          **error);

gboolean ent_atlas_local_put (EntAtlasDatabase    *database,
                              const char          *id,
                              const EntAtlasSlice *json,
                              gint64              *ret_generation,
                              GError             **error);

gboolean ent_atlas_local_delete (EntAtlasDatabase *database,
                                 const char       *id,
                                 GError          **error);

G_END_DECLS
