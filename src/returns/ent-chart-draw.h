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
 * @focus: colour of the frame around the bar in focus
 * @series: colours of the series, told apart with any colour vision, and by their lightness alone in print
 *
 * How a chart looks, on a screen or on paper. The font is that of the #PangoContext it is drawn with.
 */
typedef struct
{
  EntChartColor text;
  EntChartColor faint;
  EntChartColor focus;
  EntChartColor series[ENT_CHART_MAX_SERIES];
} EntChartStyle;

/**
 * EntChartSpec:
 * @table: the table that is drawn
 * @rows: (array length=n_rows): its rows that get a group of bars, from top to bottom
 * @columns: (array length=n_columns): its columns that get a bar in each group; up to %ENT_CHART_MAX_SERIES
 * @series: the place of the first column among the colours of the style
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
  guint series;
} EntChartSpec;

/* Where a bar is, with the whole width that answers for it, and which cell it shows. */
typedef struct
{
  double x, y, width, height;
  guint row;    /* of the table */
  guint column; /* of the table */
} EntChartBar;

void   ent_chart_style_init (EntChartStyle *style, gboolean dark, gboolean high_contrast);
double ent_chart_measure    (PangoContext *context, const EntChartSpec *spec, double width);
void   ent_chart_draw       (cairo_t *cr, PangoContext *context, const EntChartSpec *spec, const EntChartStyle *style, double width, int focus, GArray *ret_bars);
char  *ent_chart_describe   (const EntChartSpec *spec);

G_END_DECLS
