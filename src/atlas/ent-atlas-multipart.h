/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-request.h"

G_BEGIN_DECLS

gboolean ent_atlas_multipart_is_related (EntAtlasRequest *request);

EntAtlasDocument *ent_atlas_multipart_read (EntAtlasRequest *request,
                                            GError         **error);

gboolean ent_atlas_multipart_answer (EntAtlasRequest  *request,
                                     EntAtlasDatabase *database,
                                     EntAtlasRecord   *record,
                                     GArray           *found,
                                     GArray           *missing,
                                     GError          **error);

G_END_DECLS
