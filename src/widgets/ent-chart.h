/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-chart-draw.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHART (ent_chart_get_type ())

/**
 * EntChart:
 *
 * Bars for some figures of a year, drawn as in its report. The arrow keys go from bar to bar, and each says what it
 * shows; a click or Enter opens it. Put the table that it is drawn from beside it: a picture is not for everybody.
 *
 * Signal: activated (const char *key): a bar was opened; the stable name of its figure.
 */
G_DECLARE_FINAL_TYPE (EntChart, ent_chart, ENT, CHART, GtkWidget)

GtkWidget              *ent_chart_new         (void);
void                    ent_chart_show        (EntChart *self, EntReturnsYear *year, const EntChartSpec *spec);
guint                   ent_chart_get_n_bars  (EntChart *self);
const EntReturnsFigure *ent_chart_get_focused (EntChart *self);

G_END_DECLS
