/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One day of the grid of a month. */
#include "ent-month-cell-private.h"

#include <glib/gi18n-lib.h>

#include "ent-month-day.h"

/* What a day shows before it says how many more there are. */
#define MAX_LINES 3

/*
 * ent_month_cell_new:
 *
 * Returns: (transfer floating): an empty day
 */
GtkWidget *
ent_month_cell_new (void)
{
  GtkWidget *cell = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GRID_CELL, "hexpand", TRUE, "vexpand", TRUE, NULL);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (cell), number);
  gtk_widget_add_css_class (cell, "ent-month-day");

  return cell;
}

static GtkWidget *
create_line (const EntMonthEntry *entry)
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
  g_autofree char *text = ent_month_day_format (julian);
  g_autofree char *date = ent_month_day_get_name (text);
  g_autofree char *all = NULL;
  g_autofree char *spoken = NULL;

  g_ptr_array_add (labels, NULL);
  all = g_strjoinv (", ", (char **) labels->pdata);
  spoken = *all != '\0' ? g_strdup_printf ("%s: %s", date, all) : g_strdup (date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (cell, *all != '\0' ? all : NULL);
}

/*
 * ent_month_cell_fill:
 * @cell: a day of the grid
 * @julian: which one, a Julian day
 * @entries: (element-type EntMonthEntry): what stands on the days of the month
 *
 * Shows the first of those that stand on this day, and tells all of them to a screen reader.
 */
void
ent_month_cell_fill (GtkWidget *cell,
                     guint32 julian,
                     const GArray *entries)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *number = gtk_widget_get_first_child (cell);
  const GDate day = ent_month_day_to_date (julian);
  g_autofree char *shown = g_strdup_printf ("%d", g_date_get_day (&day));
  GtkWidget *child;

  gtk_label_set_label (GTK_LABEL (number), shown);
  while ((child = gtk_widget_get_next_sibling (number)) != NULL)
    gtk_box_remove (GTK_BOX (cell), child);

  for (guint i = 0; i < entries->len; i++)
    {
      const EntMonthEntry *entry = &g_array_index (entries, EntMonthEntry, i);

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

/*
 * ent_month_cell_mark:
 * @cell: a day of the grid
 * @julian: which one, a Julian day
 * @chosen: the selected day
 * @today: this day, a Julian day
 *
 * Shows whether the day is of the month, today’s, or selected. Only the selected one takes the focus, so that one key leaves
 * the grid.
 */
void
ent_month_cell_mark (GtkWidget *cell,
                     guint32 julian,
                     const GDate *chosen,
                     guint32 today)
{
  gboolean selected = julian == g_date_get_julian (chosen);
  const GDate day = ent_month_day_to_date (julian);

  set_class (cell, "outside", g_date_get_month (&day) != g_date_get_month (chosen));
  set_class (cell, "today", julian == today);
  set_class (cell, "selected", selected);
  gtk_widget_set_focusable (cell, selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
