/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENT_TYPE_MONTH_GRID (ent_month_grid_get_type ())

/**
 * EntMonthGrid:
 *
 * The six weeks around a month, Monday first, with what stands on each day. One day is selected; the arrow keys, Home
 * and End within the week, Page Up and Page Down by months go to another. A screen reader hears the day and all of it.
 *
 * Properties: day (string, YYYY-MM-DD).
 * Signal: activated (): Enter or a double click on the selected day.
 */
G_DECLARE_FINAL_TYPE (EntMonthGrid, ent_month_grid, ENT, MONTH_GRID, GtkWidget)

GtkWidget  *ent_month_grid_new       (void);
const char *ent_month_grid_get_day   (EntMonthGrid *self);
void        ent_month_grid_set_day   (EntMonthGrid *self, const char *day);
void        ent_month_grid_move      (EntMonthGrid *self, int months);
void        ent_month_grid_get_range (const char *day, char **ret_first, char **ret_last);
void        ent_month_grid_clear     (EntMonthGrid *self, const char *today);
void        ent_month_grid_add       (EntMonthGrid *self, const char *start, const char *end, const char *label, const char *icon, const char *css_class);
void        ent_month_grid_fill      (EntMonthGrid *self);

G_END_DECLS
