/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

gboolean ent_cell_parse (const EntField *field, const char *text, const char *separators, EntValue *ret_value, GError **error);

G_END_DECLS
