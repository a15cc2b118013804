/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-month-grid.h"

#include <glib/gi18n-lib.h>

#include "ent-locale.h"
#include "ent-month-cell-private.h"
#include "ent-month-day.h"
#include "ent-widgets-private.h"

#define N_WEEKS 6
#define N_DAYS (7 * N_WEEKS)

struct _EntMonthGrid
{
  GtkWidget parent_instance;

  GDate day;         /* the selected one */
  char *day_text;    /* (not nullable) (owned): the same, YYYY-MM-DD */
  guint32 today;     /* a Julian day, 0 where it is not known */
  GArray *entries;   /* (element-type EntMonthEntry) (owned) */
  GtkWidget *cells[N_DAYS];
};

G_DEFINE_FINAL_TYPE (EntMonthGrid, ent_month_grid, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_DAY = 1,
} EntMonthGridProperty;

static GParamSpec *props[PROP_DAY + 1];
static guint activated_signal;

static void
entry_clear (gpointer data)
{
  g_free (((EntMonthEntry *) data)->label);
}

/**
 * ent_month_grid_get_range:
 * @day: a day, YYYY-MM-DD
 * @ret_first: (out) (transfer full): the first day that is seen with its month
 * @ret_last: (out) (transfer full): the last one
 */
void
ent_month_grid_get_range (const char *day,
                          char **ret_first,
                          char **ret_last)
{
  GDate date;

  g_return_if_fail (ent_month_day_parse_date (day, &date));

  *ret_first = ent_month_day_format (ent_month_day_find_first (&date));
  *ret_last = ent_month_day_format (ent_month_day_find_first (&date) + N_DAYS - 1);
}

static void
mark (EntMonthGrid *self)
{
  guint32 first = ent_month_day_find_first (&self->day);

  for (guint i = 0; i < N_DAYS; i++)
    ent_month_cell_mark (self->cells[i], first + i, &self->day, self->today);
}

/**
 * ent_month_grid_fill:
 * @self: a month
 *
 * Shows what was added since it was cleared.
 */
void
ent_month_grid_fill (EntMonthGrid *self)
{
  guint32 first;

  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  first = ent_month_day_find_first (&self->day);
  for (guint i = 0; i < N_DAYS; i++)
    ent_month_cell_fill (self->cells[i], first + i, self->entries);
  mark (self);
}

static void
select_day (EntMonthGrid *self,
            const GDate *day)
{
  guint32 first = ent_month_day_find_first (&self->day);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  if (g_date_compare (day, &self->day) == 0)
    return;

  self->day = *day;
  g_free (self->day_text);
  self->day_text = ent_month_day_format (g_date_get_julian (day));
  if (ent_month_day_find_first (day) != first)
    ent_month_grid_fill (self);
  else
    mark (self);
  if (focused)
    gtk_widget_grab_focus (self->cells[g_date_get_julian (day) - ent_month_day_find_first (day)]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

static void
select_julian (EntMonthGrid *self,
               guint32 julian)
{
  const GDate day = ent_month_day_to_date (julian);

  select_day (self, &day);
}

/**
 * ent_month_grid_move:
 * @self: a month
 * @months: how many months to go on, or back where it is negative
 *
 * Selects the same day of another month, or its last one.
 */
void
ent_month_grid_move (EntMonthGrid *self,
                     int months)
{
  GDate day;

  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  day = self->day;
  if (months >= 0)
    g_date_add_months (&day, months);
  else if (g_date_get_year (&day) > 1)
    g_date_subtract_months (&day, -months);
  select_day (self, &day);
}

static gboolean
key_pressed_cb (EntMonthGrid *self,
                guint key,
                guint code,
                GdkModifierType state)
{
  guint32 day = g_date_get_julian (&self->day);
  guint weekday = g_date_get_weekday (&self->day) - G_DATE_MONDAY;
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
      select_julian (self, day - forward);
      return TRUE;
    case GDK_KEY_Right:
      select_julian (self, day + forward);
      return TRUE;
    case GDK_KEY_Up:
      select_julian (self, day - 7);
      return TRUE;
    case GDK_KEY_Down:
      select_julian (self, day + 7);
      return TRUE;
    case GDK_KEY_Home:
      select_julian (self, day - weekday);
      return TRUE;
    case GDK_KEY_End:
      select_julian (self, day - weekday + 6);
      return TRUE;
    case GDK_KEY_Page_Up:
      ent_month_grid_move (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
      ent_month_grid_move (self, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, activated_signal, 0);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
pressed_cb (EntMonthGrid *self,
            int n_press,
            double x,
            double y,
            GtkGesture *gesture)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  for (guint i = 0; i < N_DAYS; i++)
    if (self->cells[i] == cell)
      {
        guint32 julian = ent_month_day_find_first (&self->day) + i;

        select_julian (self, julian);
        gtk_widget_grab_focus (self->cells[julian - ent_month_day_find_first (&self->day)]);
        break;
      }
  if (n_press == 2)
    g_signal_emit (self, activated_signal, 0);
}

static GtkWidget *
create_cell (EntMonthGrid *self)
{
  GtkWidget *cell = ent_month_cell_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (click));

  return cell;
}

static GtkWidget *
create_row (EntMonthGrid *self)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);

  gtk_widget_set_parent (row, GTK_WIDGET (self));
  return row;
}

static void
add_header (EntMonthGrid *self)
{
  GtkWidget *row = create_row (self);

  for (int i = 0; i < 7; i++)
    {
      /* 1 January 2024 was a Monday. */
      g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, 1 + i, 0, 0, 0);
      /* Translators: the short name of a weekday, strftime format */
      g_autofree char *name = ent_locale_format_date (day, _ ("%a"));
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL);

      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (row), label);
    }
}

static void
ent_month_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (ent_month_grid_parent_class)->dispose (object);
}

static void
ent_month_grid_finalize (GObject *object)
{
  EntMonthGrid *self = ENT_MONTH_GRID (object);

  g_array_unref (self->entries);
  g_free (self->day_text);

  G_OBJECT_CLASS (ent_month_grid_parent_class)->finalize (object);
}

static void
ent_month_grid_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  switch ((EntMonthGridProperty) prop_id)
    {
    case PROP_DAY:
      g_value_set_string (value, ENT_MONTH_GRID (object)->day_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ent_month_grid_set_property (GObject *object,
                             guint prop_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  switch ((EntMonthGridProperty) prop_id)
    {
    case PROP_DAY:
      ent_month_grid_set_day (ENT_MONTH_GRID (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
ent_month_grid_grab_focus (GtkWidget *widget)
{
  EntMonthGrid *self = ENT_MONTH_GRID (widget);

  return gtk_widget_grab_focus (self->cells[g_date_get_julian (&self->day) - ent_month_day_find_first (&self->day)]);
}

static void
ent_month_grid_class_init (EntMonthGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  object_class->dispose = ent_month_grid_dispose;
  object_class->finalize = ent_month_grid_finalize;
  object_class->get_property = ent_month_grid_get_property;
  object_class->set_property = ent_month_grid_set_property;
  widget_class->grab_focus = ent_month_grid_grab_focus;

  props[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_set_css_name (widget_class, "entmonth");
}

static void
ent_month_grid_init (EntMonthGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entries = g_array_new (FALSE, FALSE, sizeof (EntMonthEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  g_date_clear (&self->day, 1);
  g_date_set_dmy (&self->day, 1, 1, 2000);
  self->day_text = ent_month_day_format (g_date_get_julian (&self->day));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  add_header (self);
  for (guint week = 0; week < N_WEEKS; week++)
    {
      GtkWidget *row = create_row (self);

      for (guint i = 0; i < 7; i++)
        gtk_box_append (GTK_BOX (row), self->cells[7 * week + i] = create_cell (self));
    }
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  ent_month_grid_fill (self);
}

/**
 * ent_month_grid_new:
 *
 * Returns: (transfer floating): a month without entries
 */
GtkWidget *
ent_month_grid_new (void)
{
  return g_object_new (ENT_TYPE_MONTH_GRID, NULL);
}

/**
 * ent_month_grid_get_day:
 * @self: a month
 *
 * Returns: (transfer none): the selected day, YYYY-MM-DD
 */
const char *
ent_month_grid_get_day (EntMonthGrid *self)
{
  g_return_val_if_fail (ENT_IS_MONTH_GRID (self), NULL);

  return self->day_text;
}

/**
 * ent_month_grid_set_day:
 * @self: a month
 * @day: the day to select, YYYY-MM-DD; nothing happens where it is none
 */
void
ent_month_grid_set_day (EntMonthGrid *self,
                        const char *day)
{
  GDate date;

  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  if (ent_month_day_parse_date (day, &date))
    select_day (self, &date);
}

/**
 * ent_month_grid_clear:
 * @self: a month
 * @today: this day, YYYY-MM-DD
 *
 * Forgets what stands on its days; the widget shows it until ent_month_grid_fill().
 */
void
ent_month_grid_clear (EntMonthGrid *self,
                      const char *today)
{
  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  self->today = ent_month_day_parse (today);
  g_array_set_size (self->entries, 0);
}

/**
 * ent_month_grid_add:
 * @self: a month
 * @start: its first day, YYYY-MM-DD
 * @end: its last day
 * @label: what it is
 * @icon: name of a symbolic icon; a static string
 * @css_class: how it looks; a static string
 *
 * Adds what stands on some days.
 */
void
ent_month_grid_add (EntMonthGrid *self,
                    const char *start,
                    const char *end,
                    const char *label,
                    const char *icon,
                    const char *css_class)
{
  const EntMonthEntry entry = { ent_month_day_parse (start), ent_month_day_parse (end), g_strdup (label), icon, css_class };

  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  g_array_append_val (self->entries, entry);
}
