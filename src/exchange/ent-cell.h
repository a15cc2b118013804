/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

/* What separates the members of a list in one cell, where nothing else is said. */
#define ENT_CELL_SEPARATORS ";|\n"

char    *ent_cell_format (const EntField *field, const EntValue *value);
GStrv    ent_cell_split  (const char *text, const char *separators);
gboolean ent_cell_parse  (const EntField *field, const char *text, const char *separators, EntValue *ret_value, GError **error);

G_END_DECLS
