/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-builder-private.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

EntReturnsYear *ent_returns_year_restore   (int year, const char *authority, GDateTime *computed_at, EntReturnsBuilder *builder);
void            ent_returns_year_set_scope (EntReturnsYear *self, const EntReturnsSelection *selection, const char *label);

/* As one text, that a record can hold. */
char           *ent_returns_year_freeze (EntReturnsYear *self);
EntReturnsYear *ent_returns_year_thaw   (const char *text, GError **error);

G_END_DECLS
