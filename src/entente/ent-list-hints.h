/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

void ent_list_hints_get (const EntEntity *entity, const char **ret_title, const char **ret_description);

G_END_DECLS
