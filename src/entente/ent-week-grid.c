/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-week-grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-children.h"
#include "ent-format.h"
#include "ent-week-heading.h"

/* Wide, what a row is about stands before its cells; narrow, above them. */
#define FIRST_COLUMN 1
#define TOTAL_COLUMN (FIRST_COLUMN + ENT_WEEK_DAYS)

/* What shows one row of the week. */
typedef struct
{
  EntWeekRow *row; /* of the week */
  GtkWidget *cells[ENT_WEEK_DAYS];
  GtkWidget *total;
} Line;

struct _EntWeekGrid
{
  AdwBin parent_instance;

  EntWeek *week;    /* (nullable) (owned) */
  GArray *lines;    /* (element-type Line) (owned) */
  GtkWidget *totals[ENT_WEEK_DAYS + 1]; /* of each day, then of all */
  const char *unit; /* (not nullable): what a bare number counts */
  gboolean narrow;
  gboolean filling; /* cells are being filled, not typed into */

  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (EntWeekGrid, ent_week_grid, ADW_TYPE_BIN)

static guint changed_signal;

/* In what the sheet counts, with no more decimals than somebody would write. */
static char *
display (EntWeekGrid *self,
         double hours)
{
  double number = g_str_equal (self->unit, "days") ? hours / self->week->time.hours_per_day : hours;

  return number < 5e-3 ? g_strdup ("") : ent_format_display_real (round (number * 100) / 100);
}

static void
set_style (GtkWidget *widget,
           const char *style,
           gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

/* What cannot be, and what is worth a look, is said and not refused. */
static void
show_day (EntWeekGrid *self,
          guint day)
{
  double hours = ent_week_sum_day (self->week, day);
  gboolean impossible = hours > 24 + 1e-6, much = !impossible && hours > self->week->time.hours_per_day + 1e-6;
  const char *why = impossible ? _ ("More hours than the day has: something is logged twice") : much ? _ ("More than a day of work") : NULL;
  g_autofree char *text = display (self, hours);
  g_autofree char *shown = why != NULL ? g_strconcat (text, "\u2009!", NULL) : g_strdup (text);

  gtk_label_set_label (GTK_LABEL (self->totals[day]), shown);
  gtk_widget_set_tooltip_text (self->totals[day], why);
  set_style (self->totals[day], "error", impossible);
  set_style (self->totals[day], "warning", much);
}

static void
show_totals (EntWeekGrid *self)
{
  double all = 0;
  g_autofree char *days = NULL;

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      show_day (self, i);
      all += ent_week_sum_day (self->week, i);
    }
  days = display (self, all);
  gtk_label_set_label (GTK_LABEL (self->totals[ENT_WEEK_DAYS]), days);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      g_autofree char *text = display (self, ent_week_sum_row (line->row));

      gtk_label_set_label (GTK_LABEL (line->total), text);
    }
}

static Line *
find_line (EntWeekGrid *self,
           GtkWidget *cell,
           guint *ret_line,
           guint *ret_day)
{
  for (guint i = 0; i < self->lines->len; i++)
    for (guint j = 0; j < ENT_WEEK_DAYS; j++)
      if (g_array_index (self->lines, Line, i).cells[j] == cell)
        {
          *ret_line = i;
          *ret_day = j;
          return &g_array_index (self->lines, Line, i);
        }

  return NULL;
}

static void
cell_changed_cb (EntWeekGrid *self,
                 GtkWidget *entry)
{
  g_autoptr (GError) error = NULL;
  const char *unit;
  guint position, day;
  double hours;
  Line *line = self->filling ? NULL : find_line (self, entry, &position, &day);
  gboolean valid;

  if (line == NULL)
    return;

  valid = ent_week_parse (self->week, gtk_editable_get_text (GTK_EDITABLE (entry)), self->unit, &hours, &unit, &error);
  set_style (entry, "error", !valid);
  gtk_widget_set_tooltip_text (entry, valid ? NULL : error->message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (valid)
    {
      line->row->cells[day].hours = hours;
      line->row->cells[day].unit = unit;
      show_totals (self);
    }
  g_signal_emit (self, changed_signal, 0);
}

/* Goes so many rows down, where there are any. */
static gboolean
move (EntWeekGrid *self,
      GtkWidget *entry,
      int by)
{
  guint position, day;

  if (find_line (self, entry, &position, &day) == NULL || (by < 0 && position == 0) || (by > 0 && position + 1 >= self->lines->len))
    return FALSE;

  return gtk_widget_grab_focus (g_array_index (self->lines, Line, position + by).cells[day]);
}

static gboolean
key_pressed_cb (EntWeekGrid *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventController *controller)
{
  GtkWidget *entry = gtk_event_controller_get_widget (controller);

  if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    return move (self, entry, -1);
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return move (self, entry, 1);

  return FALSE;
}

static char *
format_day (const char *day,
            const char *format)
{
  g_autofree char *moment = g_strconcat (day, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, NULL);

  return g_date_time_format (time, format);
}

static GtkWidget *
create_cell (EntWeekGrid *self,
             const EntWeekRow *row,
             guint day)
{
  const EntWeekCell *cell = &row->cells[day];
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *when = format_day (self->week->days[day], "%A %-d %B");
  /* Translators: a project, then a day: what a cell of the week's sheet is about */
  g_autofree char *name = g_strdup_printf (_ ("%1$s, %2$s"), row->headline, when);
  g_autofree char *text = display (self, cell->hours);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 0.5);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_widget_add_css_class (entry, "ent-hours");
  gtk_widget_add_css_class (entry, "numeric");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (entry, !cell->fixed);
  if (cell->fixed)
    gtk_widget_set_tooltip_text (entry, _ ("Several entries of that day: change them in the list"));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect_object (entry, "changed", G_CALLBACK (cell_changed_cb), self, G_CONNECT_SWAPPED);

  return entry;
}

static GtkWidget *
create_label (const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
attach_days (EntWeekGrid *self)
{
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      g_autofree char *text = format_day (self->week->days[i], "%a\n%-d");
      GtkWidget *label = create_label (text, i < 5 ? "heading" : "dim-label");

      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (self->grid, label, FIRST_COLUMN + (int) i, 0, 1, 1);
    }
  if (!self->narrow)
    gtk_grid_attach (self->grid, create_label (_ ("Total"), "heading"), TOTAL_COLUMN, 0, 1, 1);
}

static int
attach_row (EntWeekGrid *self,
            EntWeekRow *row,
            int at)
{
  Line line = { .row = row, .total = create_label (NULL, "heading") };
  GtkWidget *heading = ent_week_heading_new (self->week, row, self->narrow);

  if (self->narrow)
    {
      gtk_grid_attach (self->grid, heading, FIRST_COLUMN, at, ENT_WEEK_DAYS - 1, 1);
      gtk_grid_attach (self->grid, line.total, TOTAL_COLUMN - 1, at, 1, 1);
      at++;
    }
  else
    {
      gtk_grid_attach (self->grid, heading, 0, at, 1, 1);
      gtk_grid_attach (self->grid, line.total, TOTAL_COLUMN, at, 1, 1);
      gtk_label_set_width_chars (GTK_LABEL (line.total), 6);
    }
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      line.cells[i] = create_cell (self, row, i);
      gtk_grid_attach (self->grid, line.cells[i], FIRST_COLUMN + (int) i, at, 1, 1);
    }
  g_array_append_val (self->lines, line);

  return at + 1;
}

/* What no cell can hold, so that the totals can be understood. */
static int
attach_elsewhere (EntWeekGrid *self,
                  int at)
{
  GtkWidget *caption;
  double all = 0;

  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    all += self->week->elsewhere[i];
  if (all <= 0)
    return at;

  caption = create_label (_ ("Entries Over Several Days"), "dim-label");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_grid_attach (self->grid, caption, self->narrow ? FIRST_COLUMN : 0, at, self->narrow ? ENT_WEEK_DAYS : 1, 1);
  at += self->narrow ? 1 : 0;
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    {
      g_autofree char *text = display (self, self->week->elsewhere[i]);

      gtk_grid_attach (self->grid, create_label (text, "dim-label"), FIRST_COLUMN + (int) i, at, 1, 1);
    }

  return at + 1;
}

/* An empty sheet says how to begin. */
static int
attach_hint (EntWeekGrid *self,
             int at)
{
  GtkWidget *hint = gtk_label_new (_ ("Nothing is entered for this week yet. Add a project you worked on, or start from last week."));

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_grid_attach (self->grid, hint, self->narrow ? FIRST_COLUMN : 0, at, self->narrow ? ENT_WEEK_DAYS : TOTAL_COLUMN + 1, 1);

  return at + 1;
}

static void
attach_totals (EntWeekGrid *self,
               int at)
{
  GtkWidget *caption = create_label (_ ("Total"), "heading");

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  for (guint i = 0; i <= ENT_WEEK_DAYS; i++)
    self->totals[i] = create_label (NULL, "heading");
  if (self->narrow)
    {
      gtk_grid_attach (self->grid, caption, FIRST_COLUMN, at, ENT_WEEK_DAYS - 1, 1);
      gtk_grid_attach (self->grid, self->totals[ENT_WEEK_DAYS], TOTAL_COLUMN - 1, at, 1, 1);
      at++;
    }
  else
    {
      gtk_grid_attach (self->grid, caption, 0, at, 1, 1);
      gtk_grid_attach (self->grid, self->totals[ENT_WEEK_DAYS], TOTAL_COLUMN, at, 1, 1);
    }
  for (guint i = 0; i < ENT_WEEK_DAYS; i++)
    gtk_grid_attach (self->grid, self->totals[i], FIRST_COLUMN + (int) i, at, 1, 1);
}

/* What was typed and cannot be read would be lost: it is no time. */
static void
rebuild (EntWeekGrid *self)
{
  int at = 1;

  ent_children_remove (GTK_WIDGET (self->grid));
  g_array_set_size (self->lines, 0);
  if (self->week == NULL)
    return;

  self->filling = TRUE;
  gtk_grid_set_column_spacing (self->grid, self->narrow ? 3 : 6);
  attach_days (self);
  for (guint i = 0; i < self->week->rows->len; i++)
    at = attach_row (self, self->week->rows->pdata[i], at);
  if (self->week->rows->len == 0)
    at = attach_hint (self, at);
  at = attach_elsewhere (self, at);
  attach_totals (self, at);
  show_totals (self);
  self->filling = FALSE;
}

static void
ent_week_grid_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (ent_week_grid_parent_class)->dispose (object);
}

static void
ent_week_grid_finalize (GObject *object)
{
  EntWeekGrid *self = ENT_WEEK_GRID (object);

  g_clear_pointer (&self->week, ent_week_free);
  g_array_unref (self->lines);

  G_OBJECT_CLASS (ent_week_grid_parent_class)->finalize (object);
}

static void
ent_week_grid_class_init (EntWeekGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_week_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_week_grid_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ent_week_grid_init (EntWeekGrid *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  self->unit = "hours";
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

/**
 * ent_week_grid_set_week:
 * @self: a grid
 * @week: (transfer full) (nullable): what it shall show
 */
void
ent_week_grid_set_week (EntWeekGrid *self,
                        EntWeek *week)
{
  g_autoptr (EntWeek) former = NULL;

  g_return_if_fail (ENT_IS_WEEK_GRID (self));

  /* What shows it goes first. */
  former = g_steal_pointer (&self->week);
  self->week = week;
  rebuild (self);
}

/**
 * ent_week_grid_get_week:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): the week as it was typed
 */
const EntWeek *
ent_week_grid_get_week (EntWeekGrid *self)
{
  g_return_val_if_fail (ENT_IS_WEEK_GRID (self), NULL);

  return self->week;
}

/**
 * ent_week_grid_set_unit:
 * @self: a grid
 * @unit: hours or days: what it shows, and what a bare number counts
 */
void
ent_week_grid_set_unit (EntWeekGrid *self,
                        const char *unit)
{
  g_return_if_fail (ENT_IS_WEEK_GRID (self));

  self->unit = g_strcmp0 (unit, "days") == 0 ? "days" : "hours";
  rebuild (self);
}

/**
 * ent_week_grid_set_narrow:
 * @self: a grid
 * @narrow: whether there is little room beside the days
 */
void
ent_week_grid_set_narrow (EntWeekGrid *self,
                          gboolean narrow)
{
  g_return_if_fail (ENT_IS_WEEK_GRID (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  rebuild (self);
}

/**
 * ent_week_grid_add:
 * @self: a grid that shows a week
 * @subject: the identifier of a project, event or partnership
 * @headline: its title
 *
 * Adds a row for it, of a kind of work that the sheet has not got yet, and goes there.
 */
void
ent_week_grid_add (EntWeekGrid *self,
                   const char *subject,
                   const char *headline)
{
  EntWeekRow *row = NULL;

  g_return_if_fail (ENT_IS_WEEK_GRID (self) && self->week != NULL);

  for (guint i = 0, before = self->week->rows->len; i < ent_choices_involvement_kinds.n_items && self->week->rows->len == before; i++)
    row = ent_week_ensure_row (self->week, subject, headline, ent_choices_involvement_kinds.items[i].nick);
  rebuild (self);
  for (guint i = 0; i < self->lines->len; i++)
    if (g_array_index (self->lines, Line, i).row == row)
      gtk_widget_grab_focus (g_array_index (self->lines, Line, i).cells[0]);
}

/**
 * ent_week_grid_is_valid:
 * @self: a grid
 *
 * Returns: whether every cell is a time; the first that is not has the focus
 */
gboolean
ent_week_grid_is_valid (EntWeekGrid *self)
{
  g_return_val_if_fail (ENT_IS_WEEK_GRID (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    for (guint j = 0; j < ENT_WEEK_DAYS; j++)
      {
        GtkWidget *cell = g_array_index (self->lines, Line, i).cells[j];

        if (gtk_widget_has_css_class (cell, "error"))
          {
            gtk_widget_grab_focus (cell);
            return FALSE;
          }
      }

  return TRUE;
}

/**
 * ent_week_grid_has_changes:
 * @self: a grid
 *
 * Returns: whether it says something else than what is stored
 */
gboolean
ent_week_grid_has_changes (EntWeekGrid *self)
{
  g_autoptr (GPtrArray) changes = NULL;

  g_return_val_if_fail (ENT_IS_WEEK_GRID (self), FALSE);

  changes = self->week != NULL ? ent_week_list_changes (self->week) : NULL;
  return changes != NULL && changes->len > 0;
}
