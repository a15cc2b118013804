/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

GStrv ent_import_propose (const EntEntity *entity, const char *const *headers);

G_END_DECLS
