/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-month-grid.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ent-format.h"
#include "ent-locale.h"
#include "ent-widgets-private.h"

#define N_WEEKS 6
#define N_DAYS (7 * N_WEEKS)

/* What a day shows before it says how many more there are. */
#define MAX_LINES 3

/* What stands on some days. */
typedef struct
{
  guint32 start; /* Julian days */
  guint32 end;
  char *label;           /* (not nullable) (owned) */
  const char *icon;      /* (not nullable): name of a symbolic icon */
  const char *css_class; /* (not nullable) */
} Entry;

struct _EntMonthGrid
{
  GtkWidget parent_instance;

  GDate day;         /* the selected one */
  char *day_text;    /* (not nullable) (owned): the same, YYYY-MM-DD */
  guint32 today;     /* a Julian day, 0 where it is not known */
  GArray *entries;   /* (element-type Entry) (owned) */
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
  g_free (((Entry *) data)->label);
}

static gboolean
parse_day (const char *text,
           GDate *ret_day)
{
  int year, month, day;

  g_date_clear (ret_day, 1);
  if (text == NULL || ent_format_check_date (text, FALSE) != NULL || sscanf (text, "%d-%d-%d", &year, &month, &day) != 3)
    return FALSE;

  g_date_set_dmy (ret_day, day, month, year);
  return TRUE;
}

static guint32
parse_julian (const char *text)
{
  GDate day;

  return parse_day (text, &day) ? g_date_get_julian (&day) : 0;
}

static GDate
to_date (guint32 julian)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  return day;
}

static char *
format_julian (guint32 julian)
{
  const GDate day = to_date (julian);

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day));
}

/* ISO 8601: weeks begin on Monday. */
static guint32
find_first (const GDate *day)
{
  GDate first = *day;

  g_date_set_day (&first, 1);
  return g_date_get_julian (&first) - (g_date_get_weekday (&first) - G_DATE_MONDAY);
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

  g_return_if_fail (parse_day (day, &date));

  *ret_first = format_julian (find_first (&date));
  *ret_last = format_julian (find_first (&date) + N_DAYS - 1);
}

/**
 * ent_month_grid_name_day:
 * @day: a day, YYYY-MM-DD
 *
 * Returns: (transfer full): the weekday and the date, as a title begins
 */
char *
ent_month_grid_name_day (const char *day)
{
  g_autofree char *stamp = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (stamp, NULL);
  g_autofree char *date = ent_format_display_date (day);
  g_autofree char *weekday = time != NULL ? ent_locale_format_date (time, "%A") : g_strdup ("");
  g_autofree char *first = g_utf8_substring (weekday, 0, *weekday != '\0' ? 1 : 0);
  g_autofree char *capital = g_utf8_strup (first, -1);

  /* Translators: a weekday, its first letter a capital, its other letters, and a date */
  return g_strdup_printf (_ ("%1$s%2$s %3$s"), capital, weekday + strlen (first), date);
}

static GtkWidget *
create_line (const Entry *entry)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon);
  GtkWidget *label = gtk_label_new (entry->label);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_add_css_class (line, "ent-day-line");
  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, entry->css_class);
  /* The cell says all of them. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);

  return line;
}

static void
describe_cell (GtkWidget *cell,
               guint32 julian,
               GPtrArray *labels)
{
  g_autofree char *text = format_julian (julian);
  g_autofree char *date = ent_month_grid_name_day (text);
  g_autofree char *all = NULL;
  g_autofree char *spoken = NULL;

  g_ptr_array_add (labels, NULL);
  all = g_strjoinv (", ", (char **) labels->pdata);
  spoken = *all != '\0' ? g_strdup_printf ("%s: %s", date, all) : g_strdup (date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (cell, *all != '\0' ? all : NULL);
}

static void
fill_cell (EntMonthGrid *self,
           GtkWidget *cell,
           guint32 julian)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *number = gtk_widget_get_first_child (cell);
  const GDate day = to_date (julian);
  g_autofree char *shown = g_strdup_printf ("%d", g_date_get_day (&day));
  GtkWidget *child;

  gtk_label_set_label (GTK_LABEL (number), shown);
  while ((child = gtk_widget_get_next_sibling (number)) != NULL)
    gtk_box_remove (GTK_BOX (cell), child);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (entry->start > julian || entry->end < julian)
        continue;
      if (labels->len < MAX_LINES)
        gtk_box_append (GTK_BOX (cell), create_line (entry));
      g_ptr_array_add (labels, entry->label);
    }
  if (labels->len > MAX_LINES)
    {
      /* Translators: how many more entries a day of the calendar has */
      g_autofree char *more = g_strdup_printf (_ ("+ %u"), labels->len - MAX_LINES);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (cell), label);
    }
  describe_cell (cell, julian, labels);
}

static void
set_class (GtkWidget *widget,
           const char *name,
           gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Only the selected day takes the focus, so that one key leaves the grid. */
static void
mark_cell (EntMonthGrid *self,
           GtkWidget *cell,
           guint32 julian)
{
  gboolean selected = julian == g_date_get_julian (&self->day);
  const GDate day = to_date (julian);

  set_class (cell, "outside", g_date_get_month (&day) != g_date_get_month (&self->day));
  set_class (cell, "today", julian == self->today);
  set_class (cell, "selected", selected);
  gtk_widget_set_focusable (cell, selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
mark (EntMonthGrid *self)
{
  guint32 first = find_first (&self->day);

  for (guint i = 0; i < N_DAYS; i++)
    mark_cell (self, self->cells[i], first + i);
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

  first = find_first (&self->day);
  for (guint i = 0; i < N_DAYS; i++)
    fill_cell (self, self->cells[i], first + i);
  mark (self);
}

static void
select_day (EntMonthGrid *self,
            const GDate *day)
{
  guint32 first = find_first (&self->day);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  if (g_date_compare (day, &self->day) == 0)
    return;

  self->day = *day;
  g_free (self->day_text);
  self->day_text = format_julian (g_date_get_julian (day));
  if (find_first (day) != first)
    ent_month_grid_fill (self);
  else
    mark (self);
  if (focused)
    gtk_widget_grab_focus (self->cells[g_date_get_julian (day) - find_first (day)]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
}

static void
select_julian (EntMonthGrid *self,
               guint32 julian)
{
  const GDate day = to_date (julian);

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
        guint32 julian = find_first (&self->day) + i;

        select_julian (self, julian);
        gtk_widget_grab_focus (self->cells[julian - find_first (&self->day)]);
        break;
      }
  if (n_press == 2)
    g_signal_emit (self, activated_signal, 0);
}

static GtkWidget *
create_cell (EntMonthGrid *self)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GRID_CELL, "hexpand", TRUE, "vexpand", TRUE, NULL);
  GtkWidget *number = gtk_label_new (NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (cell), number);
  gtk_widget_add_css_class (cell, "ent-month-day");
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

  return gtk_widget_grab_focus (self->cells[g_date_get_julian (&self->day) - find_first (&self->day)]);
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

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  g_date_clear (&self->day, 1);
  g_date_set_dmy (&self->day, 1, 1, 2000);
  self->day_text = format_julian (g_date_get_julian (&self->day));

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

  if (parse_day (day, &date))
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

  self->today = parse_julian (today);
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
  const Entry entry = { parse_julian (start), parse_julian (end), g_strdup (label), icon, css_class };

  g_return_if_fail (ENT_IS_MONTH_GRID (self));

  g_array_append_val (self->entries, entry);
}
