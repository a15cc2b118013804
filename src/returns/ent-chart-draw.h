/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "ent-returns-table.h"

G_BEGIN_DECLS

#define ENT_CHART_MAX_SERIES 3

typedef struct
{
  double red, green, blue, alpha;
} EntChartColor;

/**
 * EntChartStyle:
 * @text: colour of the labels
 * @faint: colour of the axis, of zeros and of what is secondary
 * @series: colours of the series, told apart with any colour vision, and by their lightness alone in print
 * @focus: colour of the frame around the bar in focus
 * @font: (not nullable): the font of the labels, its size in the unit of the cairo context
 *
 * How a chart looks, on a screen or on paper.
 */
typedef struct
{
  EntChartColor text;
  EntChartColor faint;
  EntChartColor series[ENT_CHART_MAX_SERIES];
  EntChartColor focus;
  const char *font;
} EntChartStyle;

/**
 * EntChartSpec:
 * @table: the table that is drawn
 * @rows: (array length=n_rows): its rows that get a group of bars, from top to bottom
 * @columns: (array length=n_columns): its columns that get a bar in each group; up to %ENT_CHART_MAX_SERIES
 *
 * What a chart shows: bars for some cells of a table whose figures share one unit.
 */
typedef struct
{
  const EntReturnsTable *table;
  const guint *rows;
  guint n_rows;
  const guint *columns;
  guint n_columns;
} EntChartSpec;

/* Where a bar is, with its label, and which cell it shows. */
typedef struct
{
  double x, y, width, height;
  guint row;    /* of the table */
  guint column; /* of the table */
} EntChartBar;

void   ent_chart_style_init_paper (EntChartStyle *style, const char *font);
double ent_chart_measure          (PangoContext *context, const EntChartSpec *spec, const EntChartStyle *style, double width);
void   ent_chart_draw             (cairo_t *cr, const EntChartSpec *spec, const EntChartStyle *style, double width, int focus, GArray *ret_bars);
char  *ent_chart_describe         (const EntChartSpec *spec);

G_END_DECLS
