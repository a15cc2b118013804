/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-tile.h"

/**
 * ent_tile_new:
 * @figure: a number, in the user's words
 * @caption: what it counts
 * @place: (nullable): the name of the place to go to
 *
 * Returns: (transfer floating): the figure as a card
 */
GtkWidget *
ent_tile_new (const char *figure,
              const char *caption,
              const char *place)
{
  return ent_tile_new_with_action (figure, caption, place != NULL ? "win.go" : NULL, place);
}

/**
 * ent_tile_new_with_action:
 * @figure: a number, in the user's words
 * @caption: what it counts
 * @action: (nullable): the name of an action that takes a string
 * @target: (nullable): that string
 *
 * Returns: (transfer floating): the figure as a card
 */
GtkWidget *
ent_tile_new_with_action (const char *figure,
                          const char *caption,
                          const char *action,
                          const char *target)
{
  GtkWidget *tile = action != NULL ? gtk_button_new () : gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = gtk_label_new (figure);
  GtkWidget *label = gtk_label_new (caption);

  gtk_widget_add_css_class (value, "title-2");
  gtk_widget_add_css_class (value, "numeric");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (tile, "card");
  gtk_widget_add_css_class (tile, "ent-card");
  gtk_widget_set_hexpand (tile, TRUE);

  if (action != NULL)
    {
      gtk_button_set_child (GTK_BUTTON (tile), box);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (tile), action);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (tile), "s", target);
    }
  else
    gtk_box_append (GTK_BOX (tile), box);

  return tile;
}

/**
 * ent_tile_append:
 * @tiles: a homogeneous box
 * @tile: (transfer floating): a tile
 *
 * Adds @tile as the last one. It is a button where it leads somewhere, so that what the box puts around it needs no place
 * among the keys.
 */
void
ent_tile_append (GtkFlowBox *tiles,
                 GtkWidget *tile)
{
  gtk_flow_box_append (tiles, tile);
  gtk_widget_set_focusable (gtk_widget_get_parent (tile), FALSE);
}
