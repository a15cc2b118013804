/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-children.h"

/**
 * ent_children_remove:
 * @container: a #GtkBox, a #GtkGrid, a #GtkFlowBox or an #AdwWrapBox
 *
 * Empties @container.
 */
void
ent_children_remove (GtkWidget *container)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (container) || GTK_IS_GRID (container) || GTK_IS_FLOW_BOX (container) || ADW_IS_WRAP_BOX (container));

  if (GTK_IS_FLOW_BOX (container))
    gtk_flow_box_remove_all (GTK_FLOW_BOX (container));
  while ((child = gtk_widget_get_first_child (container)) != NULL)
    if (GTK_IS_BOX (container))
      gtk_box_remove (GTK_BOX (container), child);
    else if (GTK_IS_GRID (container))
      gtk_grid_remove (GTK_GRID (container), child);
    else
      adw_wrap_box_remove (ADW_WRAP_BOX (container), child);
}
