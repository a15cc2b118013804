/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-chart-draw.h"

#include <math.h>

#include "ent-gettext.h"

/* All lengths are parts of the height of a line of text, so that a chart follows the size of its font. */
#define BAR_HEIGHT 0.78
#define BAR_GAP 0.18
#define GROUP_GAP 0.75
#define LEGEND_GAP 0.7
#define LABEL_GAP 0.8
#define VALUE_GAP 0.4
#define FOCUS_MARGIN 0.16

/* Narrower than this many lines of text are high, labels stand above their bars instead of beside them. */
#define NARROW 24
#define LABEL_SHARE 0.38

/* What a chart is measured and drawn by. */
typedef struct
{
  PangoContext *context;
  const EntChartSpec *spec;
  double width;
  double line;        /* height of a line of text */
  gboolean narrow;    /* labels above */
  double label_width;
  double bars_x;      /* where all bars begin */
  double bars_width;  /* of the longest bar */
  double greatest;    /* value of the longest bar */
} Plan;

static PangoLayout *
make_layout (const Plan *plan,
             const char *text,
             double width)
{
  PangoLayout *layout = pango_layout_new (plan->context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* On paper, ligatures would be found and copied as single letters. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("liga=0, tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, width * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -3);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }

  return layout;
}

static void
measure_layout (PangoLayout *layout,
                double *ret_width,
                double *ret_height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  if (ret_width != NULL)
    *ret_width = (double) logical.width / PANGO_SCALE;
  if (ret_height != NULL)
    *ret_height = (double) logical.height / PANGO_SCALE;
}

static const EntReturnsFigure *
get_figure (const EntChartSpec *spec,
            guint row,
            guint column)
{
  return ent_returns_table_get (spec->table, spec->rows[row], spec->columns[column]);
}

static void
plan_init (Plan *plan,
           PangoContext *context,
           const EntChartSpec *spec,
           double width)
{
  g_autoptr (PangoLayout) sample = NULL;
  double widest = 0;

  *plan = (Plan){ .context = context, .spec = spec, .width = width };
  sample = make_layout (plan, "0", 0);
  measure_layout (sample, NULL, &plan->line);
  plan->narrow = width < NARROW * plan->line;
  plan->label_width = plan->narrow ? width : floor (width * LABEL_SHARE);
  plan->bars_x = plan->narrow ? 0 : plan->label_width + LABEL_GAP * plan->line;

  for (guint row = 0; row < spec->n_rows; row++)
    for (guint column = 0; column < spec->n_columns; column++)
      {
        const EntReturnsFigure *figure = get_figure (spec, row, column);
        g_autofree char *text = figure != NULL ? ent_returns_figure_shorten (figure) : g_strdup ("");
        g_autoptr (PangoLayout) layout = make_layout (plan, text, 0);
        double value_width;

        measure_layout (layout, &value_width, NULL);
        widest = MAX (widest, value_width);
        if (figure != NULL && figure->known)
          plan->greatest = MAX (plan->greatest, figure->value);
      }

  plan->bars_width = MAX (width - plan->bars_x - VALUE_GAP * plan->line - widest, plan->line);
}

static void
set_color (cairo_t *cr,
           const EntChartColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

static void
show_layout (cairo_t *cr,
             PangoLayout *layout,
             double x,
             double y)
{
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Names the series, from left to right and over as many lines as it takes. Returns the height. */
static double
draw_legend (cairo_t *cr,
             const Plan *plan,
             const EntChartStyle *style)
{
  double x = 0, y = 0, side = BAR_HEIGHT * plan->line;

  if (plan->spec->n_columns < 2)
    return 0;

  for (guint i = 0; i < plan->spec->n_columns; i++)
    {
      g_autoptr (PangoLayout) layout = make_layout (plan, plan->spec->table->columns[plan->spec->columns[i]].label, 0);
      double label_width, item_width;

      measure_layout (layout, &label_width, NULL);
      item_width = side + VALUE_GAP * plan->line + label_width;
      if (x > 0 && x + item_width > plan->width)
        {
          x = 0;
          y += plan->line;
        }
      if (cr != NULL)
        {
          set_color (cr, &style->series[plan->spec->series + i]);
          cairo_rectangle (cr, x, y + (plan->line - side) / 2, side, side);
          cairo_fill (cr);
          set_color (cr, &style->text);
          show_layout (cr, layout, x + side + VALUE_GAP * plan->line, y);
        }
      x += item_width + 1.5 * plan->line;
    }

  return y + plan->line + LEGEND_GAP * plan->line;
}

static void
draw_bar (cairo_t *cr,
          const Plan *plan,
          const EntChartStyle *style,
          guint row,
          guint column,
          double y)
{
  const EntReturnsFigure *figure = get_figure (plan->spec, row, column);
  g_autofree char *text = NULL;
  g_autoptr (PangoLayout) layout = NULL;
  double height = BAR_HEIGHT * plan->line, length = 0;

  if (figure == NULL)
    return;

  if (figure->known && plan->greatest > 0 && figure->value > 0)
    length = MAX (plan->bars_width * figure->value / plan->greatest, 1);
  if (length > 0)
    {
      set_color (cr, &style->series[plan->spec->series + column]);
      cairo_rectangle (cr, plan->bars_x, y, length, height);
      cairo_fill (cr);
    }

  text = ent_returns_figure_shorten (figure);
  layout = make_layout (plan, text, 0);
  set_color (cr, length > 0 ? &style->text : &style->faint);
  show_layout (cr, layout, plan->bars_x + length + VALUE_GAP * plan->line, y + (height - plan->line) / 2);
}

static void
draw_focus (cairo_t *cr,
            const Plan *plan,
            const EntChartStyle *style,
            double y)
{
  double margin = FOCUS_MARGIN * plan->line;

  set_color (cr, &style->focus);
  cairo_set_line_width (cr, MAX (plan->line / 9, 1.5));
  cairo_rectangle (cr, plan->bars_x - margin, y - margin, plan->width - plan->bars_x + margin, BAR_HEIGHT * plan->line + 2 * margin);
  cairo_stroke (cr);
}

/* One group: a label and a bar for each series. Returns the height. */
static double
draw_group (cairo_t *cr,
            const Plan *plan,
            const EntChartStyle *style,
            guint row,
            double y,
            int focus,
            GArray *ret_bars)
{
  const EntChartSpec *spec = plan->spec;
  g_autoptr (PangoLayout) label = make_layout (plan, spec->table->rows[spec->rows[row]].label, plan->label_width);
  double bar_height = BAR_HEIGHT * plan->line, label_height, bars_height, bars_y;

  measure_layout (label, NULL, &label_height);
  bars_height = spec->n_columns * bar_height + (spec->n_columns - 1) * BAR_GAP * plan->line;
  bars_y = plan->narrow ? y + label_height + BAR_GAP * plan->line : y + MAX (0, (label_height - bars_height) / 2);

  if (cr != NULL)
    {
      set_color (cr, &style->text);
      show_layout (cr, label, 0, plan->narrow ? y : y + MAX (0, (bars_height - label_height) / 2));
    }

  for (guint column = 0; column < spec->n_columns; column++)
    {
      EntChartBar bar = {
        .x = plan->bars_x,
        .y = bars_y + column * (bar_height + BAR_GAP * plan->line),
        .width = plan->width - plan->bars_x,
        .height = bar_height,
        .row = spec->rows[row],
        .column = spec->columns[column],
      };

      if (cr != NULL)
        draw_bar (cr, plan, style, row, column, bar.y);
      if (cr != NULL && focus == (int) (row * spec->n_columns + column))
        draw_focus (cr, plan, style, bar.y);
      if (ret_bars != NULL)
        g_array_append_val (ret_bars, bar);
    }

  return plan->narrow ? bars_y - y + bars_height : MAX (label_height, bars_height);
}

/* Draws, or only measures where @cr is NULL. Returns the height. */
static double
draw_plan (cairo_t *cr,
           const Plan *plan,
           const EntChartStyle *style,
           int focus,
           GArray *ret_bars)
{
  double y = draw_legend (cr, plan, style);
  double top = y;

  for (guint row = 0; row < plan->spec->n_rows; row++)
    {
      if (row > 0)
        y += GROUP_GAP * plan->line;
      y += draw_group (cr, plan, style, row, y, focus, ret_bars);
    }

  if (cr != NULL && !plan->narrow)
    {
      set_color (cr, &style->faint);
      cairo_set_line_width (cr, MAX (plan->line / 20, 0.5));
      cairo_move_to (cr, plan->bars_x, top);
      cairo_line_to (cr, plan->bars_x, y);
      cairo_stroke (cr);
    }

  return y;
}

static EntChartColor
make_color (guint rgb)
{
  return (EntChartColor){ (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1 };
}

/**
 * ent_chart_style_init:
 * @style: what to fill in
 * @dark: whether it is drawn on a dark background
 * @high_contrast: whether all must stand out as much as it can
 *
 * The colours of a chart. The three series are a middling blue, an orange and a blue at the end of the scale: blue and
 * orange stay apart with every kind of colour vision, all three differ in lightness, so that a grey print can be read,
 * and each has the contrast of 3 to its background that WCAG 2.2, 1.4.11, asks of what is not text.
 */
void
ent_chart_style_init (EntChartStyle *style,
                      gboolean dark,
                      gboolean high_contrast)
{
  static const guint light_series[] = { 0x6a97cf, 0xb95f00, 0x123c73 };
  static const guint light_strong[] = { 0x4a7dbd, 0x8a4500, 0x06244d };
  static const guint dark_series[] = { 0x4a7fc1, 0xf0a04b, 0xdcebfd };
  static const guint dark_strong[] = { 0x6ea0de, 0xffbe6f, 0xffffff };
  const guint *series = dark ? (high_contrast ? dark_strong : dark_series) : (high_contrast ? light_strong : light_series);

  style->text = make_color (dark ? 0xffffff : (high_contrast ? 0x000000 : 0x202024));
  style->faint = make_color (dark ? (high_contrast ? 0xe0e0e0 : 0xa8a8b0) : (high_contrast ? 0x303034 : 0x6a6a72));
  style->focus = make_color (dark ? 0x99c1f1 : 0x1a5fb4);
  for (guint i = 0; i < ENT_CHART_MAX_SERIES; i++)
    style->series[i] = make_color (series[i]);
}

static gboolean
is_drawable (const EntChartSpec *spec)
{
  return spec->n_columns >= 1 && spec->series + spec->n_columns <= ENT_CHART_MAX_SERIES;
}

/**
 * ent_chart_measure:
 * @context: what texts are set with
 * @spec: what the chart shows
 * @width: how wide it is
 *
 * Returns: how high it is
 */
double
ent_chart_measure (PangoContext *context,
                   const EntChartSpec *spec,
                   double width)
{
  Plan plan;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), 0);
  g_return_val_if_fail (is_drawable (spec), 0);

  plan_init (&plan, context, spec, width);
  return draw_plan (NULL, &plan, NULL, -1, NULL);
}

/**
 * ent_chart_draw:
 * @cr: where to draw, the origin at the upper left corner
 * @context: what texts are set with
 * @spec: what the chart shows
 * @style: how it looks
 * @width: how wide it is
 * @focus: position of the bar that has the focus, row by row; -1 for none
 * @ret_bars: (nullable) (element-type EntChartBar): the bars are appended here
 */
void
ent_chart_draw (cairo_t *cr,
                PangoContext *context,
                const EntChartSpec *spec,
                const EntChartStyle *style,
                double width,
                int focus,
                GArray *ret_bars)
{
  Plan plan;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (PANGO_IS_CONTEXT (context));
  g_return_if_fail (is_drawable (spec));
  g_return_if_fail (style != NULL);

  plan_init (&plan, context, spec, width);
  draw_plan (cr, &plan, style, focus, ret_bars);
}

/**
 * ent_chart_describe:
 * @spec: what a chart shows
 *
 * Returns: (transfer full): the chart in words, for whoever does not see it
 */
char *
ent_chart_describe (const EntChartSpec *spec)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (is_drawable (spec), NULL);

  /* Translators: the beginning of a chart in words; the title of the chart. */
  g_string_append_printf (text, _ ("Bar chart: %s."), spec->table->title);
  for (guint row = 0; row < spec->n_rows; row++)
    {
      g_autoptr (GString) values = g_string_new (NULL);

      for (guint column = 0; column < spec->n_columns; column++)
        {
          const EntReturnsFigure *figure = get_figure (spec, row, column);
          g_autofree char *value = figure != NULL ? ent_returns_figure_display (figure) : NULL;

          if (value == NULL)
            continue;
          if (values->len > 0)
            g_string_append (values, ", ");
          if (spec->n_columns > 1)
            g_string_append_printf (values, "%s ", spec->table->columns[spec->columns[column]].label);
          g_string_append (values, value);
        }
      /* Translators: one group of bars in words: its label, then its values. */
      g_string_append_printf (text, _ (" %s: %s."), spec->table->rows[spec->rows[row]].label, values->str);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}
