/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-chart.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* Labels and bars have room to be told apart; wider than that, they part company. */
#define LEAST_WIDTH 200
#define NATURAL_WIDTH 560

/* The frame around the bar in focus reaches over the edges by a little. */
#define MARGIN 4

struct _EntChart
{
  GtkWidget parent_instance;

  EntReturnsYear *year; /* (nullable) (owned): owns the table */
  EntChartSpec spec;    /* its rows and columns are owned */
  GArray *bars;         /* (not nullable) (owned) (element-type EntChartBar): as last laid out */
  int focus;            /* position of the bar that the keys are at */
};

G_DEFINE_FINAL_TYPE (EntChart, ent_chart, GTK_TYPE_WIDGET)

static guint activated_signal;

static gboolean
is_empty (EntChart *self)
{
  return self->year == NULL || self->spec.n_rows == 0;
}

static const EntReturnsFigure *
get_figure (EntChart *self,
            int position)
{
  guint n = self->spec.n_columns;

  if (is_empty (self) || position < 0 || position >= (int) ent_chart_get_n_bars (self))
    return NULL;

  return ent_returns_table_get (self->spec.table, self->spec.rows[position / n], self->spec.columns[position % n]);
}

static char *
describe_bar (EntChart *self,
              int position)
{
  const EntReturnsFigure *figure = get_figure (self, position);
  g_autofree char *value = NULL;

  if (figure == NULL)
    return NULL;

  value = ent_returns_figure_display (figure);
  /* Translators: the label of a bar of a chart, and its value. */
  return g_strdup_printf (_ ("%s: %s"), figure->label, value);
}

/* Layout and drawing. */

static void
ent_chart_measure_widget (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  EntChart *self = ENT_CHART (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }

  *minimum = *natural = is_empty (self) ? 0
                                        : MARGIN + (int) ceil (ent_chart_measure (gtk_widget_get_pango_context (widget), &self->spec,
                                                                                  (for_size < 0 ? NATURAL_WIDTH : MAX (for_size, LEAST_WIDTH)) - MARGIN));
}

static GtkSizeRequestMode
ent_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
get_style (EntChart *self,
           EntChartStyle *style)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkRGBA color;

  ent_chart_style_init (style, adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  style->text = (EntChartColor){ color.red, color.green, color.blue, color.alpha };
}

static gboolean
shows_focus (EntChart *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_has_focus (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root));
}

static void
ent_chart_snapshot (GtkWidget *widget,
                    GtkSnapshot *snapshot)
{
  EntChart *self = ENT_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  EntChartStyle style;
  cairo_t *cr;

  g_array_set_size (self->bars, 0);
  if (is_empty (self))
    return;

  get_style (self, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN));
  ent_chart_draw (cr, gtk_widget_get_pango_context (widget), &self->spec, &style, width - MARGIN, shows_focus (self) ? self->focus : -1,
                  self->bars);
  cairo_destroy (cr);
}

/* Pointer and keys. */

static int
find_bar (EntChart *self,
          double x,
          double y)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      const EntChartBar *bar = &g_array_index (self->bars, EntChartBar, i);

      if (x >= bar->x && x < bar->x + bar->width && y >= bar->y && y < bar->y + bar->height)
        return i;
    }

  return -1;
}

static gboolean
activate (EntChart *self,
          int position)
{
  const EntReturnsFigure *figure = get_figure (self, position);

  if (figure == NULL)
    return FALSE;

  g_signal_emit (self, activated_signal, 0, figure->key);
  return TRUE;
}

static void
released_cb (EntChart *self,
             int n_press,
             double x,
             double y)
{
  int position = find_bar (self, x, y);

  if (position < 0)
    return;

  self->focus = position;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  activate (self, position);
}

static void
motion_cb (EntChart *self,
           double x,
           double y)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), find_bar (self, x, y) >= 0 ? "pointer" : NULL);
}

static void
move_focus (EntChart *self,
            int position)
{
  g_autofree char *text = NULL;

  self->focus = CLAMP (position, 0, (int) ent_chart_get_n_bars (self) - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  text = describe_bar (self, self->focus);
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_pressed_cb (EntChart *self,
                guint keyval,
                guint keycode,
                GdkModifierType state)
{
  int last = (int) ent_chart_get_n_bars (self) - 1, position = self->focus;

  if (is_empty (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      position--;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      position++;
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      position = 0;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      position = last;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      return activate (self, self->focus);
    default:
      return GDK_EVENT_PROPAGATE;
    }

  /* At either end the arrows go on to what lies around. */
  if (position < 0 || position > last)
    return GDK_EVENT_PROPAGATE;

  move_focus (self, position);
  return GDK_EVENT_STOP;
}

static gboolean
ent_chart_query_tooltip (GtkWidget *widget,
                         int x,
                         int y,
                         gboolean keyboard,
                         GtkTooltip *tooltip)
{
  EntChart *self = ENT_CHART (widget);
  int position = keyboard ? self->focus : find_bar (self, x, y);
  g_autofree char *text = describe_bar (self, position);

  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
clear_spec (EntChart *self)
{
  g_free ((gpointer) self->spec.rows);
  g_free ((gpointer) self->spec.columns);
  self->spec = (EntChartSpec){ NULL };
  g_clear_object (&self->year);
}

static void
ent_chart_finalize (GObject *object)
{
  EntChart *self = ENT_CHART (object);

  clear_spec (self);
  g_array_unref (self->bars);

  G_OBJECT_CLASS (ent_chart_parent_class)->finalize (object);
}

static void
ent_chart_class_init (EntChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ent_chart_finalize;
  widget_class->get_request_mode = ent_chart_get_request_mode;
  widget_class->measure = ent_chart_measure_widget;
  widget_class->snapshot = ent_chart_snapshot;
  widget_class->query_tooltip = ent_chart_query_tooltip;

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "chart");
}

static void
add_controllers (EntChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
ent_chart_init (EntChart *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->bars = g_array_new (FALSE, FALSE, sizeof (EntChartBar));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ent_chart_new:
 *
 * Returns: (transfer floating): an empty chart, which takes no room
 */
GtkWidget *
ent_chart_new (void)
{
  return g_object_new (ENT_TYPE_CHART, NULL);
}

/**
 * ent_chart_show:
 * @self: a chart
 * @year: (nullable): the figures of a year; %NULL empties the chart
 * @spec: (nullable): which of them to show, of a table of @year; copied
 */
void
ent_chart_show (EntChart *self,
                EntReturnsYear *year,
                const EntChartSpec *spec)
{
  g_autofree char *description = NULL;

  g_return_if_fail (ENT_IS_CHART (self));
  g_return_if_fail (year == NULL || (ENT_IS_RETURNS_YEAR (year) && spec != NULL));

  clear_spec (self);
  self->focus = 0;
  if (year != NULL)
    {
      self->year = g_object_ref (year);
      self->spec = *spec;
      self->spec.rows = g_memdup2 (spec->rows, spec->n_rows * sizeof (guint));
      self->spec.columns = g_memdup2 (spec->columns, spec->n_columns * sizeof (guint));
      description = ent_chart_describe (&self->spec);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->spec.table->title,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ent_chart_get_n_bars:
 * @self: a chart
 *
 * Returns: how many bars it has
 */
guint
ent_chart_get_n_bars (EntChart *self)
{
  g_return_val_if_fail (ENT_IS_CHART (self), 0);

  return self->spec.n_rows * self->spec.n_columns;
}

/**
 * ent_chart_get_focused:
 * @self: a chart
 *
 * Returns: (nullable): the figure whose bar the keys are at
 */
const EntReturnsFigure *
ent_chart_get_focused (EntChart *self)
{
  g_return_val_if_fail (ENT_IS_CHART (self), NULL);

  return get_figure (self, self->focus);
}
