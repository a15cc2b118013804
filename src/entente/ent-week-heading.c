/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-week-heading.h"

#include <glib/gi18n-lib.h>

static guint
find_kind (const char *kind)
{
  for (guint i = 0; i < ent_choices_involvement_kinds.n_items; i++)
    if (g_strcmp0 (ent_choices_involvement_kinds.items[i].nick, kind) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* Another kind of the same work, unless the sheet has that already. */
static void
kind_selected_cb (GtkDropDown *drop_down,
                  GParamSpec *pspec,
                  EntWeek *week)
{
  EntWeekRow *row = g_object_get_data (G_OBJECT (drop_down), "row");
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected == find_kind (row->kind) || selected >= ent_choices_involvement_kinds.n_items)
    return;

  for (guint i = 0; i < week->rows->len; i++)
    {
      const EntWeekRow *other = week->rows->pdata[i];

      if (g_str_equal (other->subject, row->subject) && find_kind (other->kind) == selected)
        {
          gtk_drop_down_set_selected (drop_down, find_kind (row->kind));
          return;
        }
    }
  row->kind = ent_choices_involvement_kinds.items[selected].nick;
}

static GtkWidget *
create_kind_chooser (EntWeek *week,
                     EntWeekRow *row)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (guint i = 0; i < ent_choices_involvement_kinds.n_items; i++)
    gtk_string_list_append (labels, ent_choices_get_label (&ent_choices_involvement_kinds, ent_choices_involvement_kinds.items[i].nick));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), find_kind (row->kind));
  g_object_set_data (G_OBJECT (drop_down), "row", row);
  gtk_widget_set_halign (drop_down, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kind of Work"), -1);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (kind_selected_cb), week);

  return drop_down;
}

/**
 * ent_week_heading_new:
 * @week: a week, which outlives the widget
 * @row: a row of it
 * @narrow: whether there is little room
 *
 * What a row is about; the kind of work can be chosen until something of it is stored.
 *
 * Returns: (transfer floating): the heading
 */
GtkWidget *
ent_week_heading_new (EntWeek *week,
                      EntWeekRow *row,
                      gboolean narrow)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (row->headline);
  const char *kind = row->kind != NULL ? ent_choices_get_label (&ent_choices_involvement_kinds, row->kind) : _ ("Not said");
  GtkWidget *below = ent_week_is_stored (row) ? gtk_label_new (kind) : create_kind_chooser (week, row);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (title), narrow ? 12 : 22);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 34);
  gtk_widget_set_tooltip_text (title, row->headline);
  if (GTK_IS_LABEL (below))
    {
      gtk_label_set_xalign (GTK_LABEL (below), 0);
      gtk_widget_add_css_class (below, "caption");
      gtk_widget_add_css_class (below, "dim-label");
    }
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);

  return box;
}
