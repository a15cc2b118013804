/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

const char *ent_fingerprint_get   (void);
gboolean    ent_fingerprint_knows (const char *fingerprint, const EntEntity *entity);

G_END_DECLS
