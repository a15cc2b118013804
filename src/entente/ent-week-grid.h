/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-week.h"

G_BEGIN_DECLS

#define ENT_TYPE_WEEK_GRID (ent_week_grid_get_type ())

/**
 * EntWeekGrid:
 *
 * The cells of a week, typed by keyboard: Tab goes to the next day, Enter and the arrows to the next row. Each total
 * follows; a day of more than 24 hours or of more than a working day is marked, not refused.
 *
 * Signal: changed (): a cell says something else.
 */
G_DECLARE_FINAL_TYPE (EntWeekGrid, ent_week_grid, ENT, WEEK_GRID, AdwBin)

void           ent_week_grid_set_week    (EntWeekGrid *self, EntWeek *week);
const EntWeek *ent_week_grid_get_week    (EntWeekGrid *self);
void           ent_week_grid_set_unit    (EntWeekGrid *self, const char *unit);
void           ent_week_grid_set_narrow  (EntWeekGrid *self, gboolean narrow);
void           ent_week_grid_add         (EntWeekGrid *self, const char *subject, const char *headline);
gboolean       ent_week_grid_is_valid    (EntWeekGrid *self);
gboolean       ent_week_grid_has_changes (EntWeekGrid *self);

G_END_DECLS
