/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_RETURNS_N_TILES 6

/**
 * EntReturnsTile:
 * @figure: (not nullable): a figure of the year
 * @value: (owned): how much it is, in short
 * @name: of what: “projects”, or “project” where it is one
 *
 * A great figure of the summary.
 */
typedef struct
{
  const EntReturnsFigure *figure;
  char *value;
  const char *name;
} EntReturnsTile;

void ent_returns_year_list_tiles (EntReturnsYear *self, EntReturnsTile tiles[ENT_RETURNS_N_TILES]);

GStrv ent_returns_year_summarise (EntReturnsYear *self);
GStrv ent_returns_year_warn      (EntReturnsYear *self);

G_END_DECLS
