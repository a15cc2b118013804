/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

GType ent_record_register_type (const char *name, const EntEntity *entity);

G_END_DECLS
