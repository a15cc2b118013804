/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_FIGURE_TABLE (ent_figure_table_get_type ())

/**
 * EntFigureTable:
 *
 * A table of figures, each of which is a button: it activates `figure.open` (s: the stable name of the figure). At
 * first it shows what can be taken in; a button below shows the rest.
 *
 * Properties: narrow (boolean).
 */
G_DECLARE_FINAL_TYPE (EntFigureTable, ent_figure_table, ENT, FIGURE_TABLE, GtkWidget)

GtkWidget *ent_figure_table_new        (const EntReturnsTable *table, gboolean is_defined);
void       ent_figure_table_set_narrow (EntFigureTable *self, gboolean narrow);

G_END_DECLS
