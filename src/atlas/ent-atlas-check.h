/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"

G_BEGIN_DECLS

gboolean ent_atlas_check_database (EntAtlasDatabase *database,
                                   GPtrArray        *problems,
                                   GError          **error);

G_END_DECLS
