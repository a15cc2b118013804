/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-chip.h"

#include <glib/gi18n-lib.h>

#include "ent-widgets-private.h"

struct _EntChip
{
  GtkWidget parent_instance;

  GtkLabel *label;   /* (not nullable): a child */
  GtkButton *button; /* (not nullable): a child */
};

G_DEFINE_FINAL_TYPE (EntChip, ent_chip, GTK_TYPE_WIDGET)

static guint removed_signal;

static void
clicked_cb (EntChip *self)
{
  g_signal_emit (self, removed_signal, 0);
}

static gboolean
ent_chip_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENT_CHIP (widget)->button));
}

static void
ent_chip_dispose (GObject *object)
{
  EntChip *self = ENT_CHIP (object);

  g_clear_pointer ((GtkWidget **) &self->label, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (ent_chip_parent_class)->dispose (object);
}

static void
ent_chip_class_init (EntChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_chip_dispose;
  widget_class->grab_focus = ent_chip_grab_focus;

  removed_signal = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "entchip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ent_chip_init (EntChip *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 40);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));

  self->button = GTK_BUTTON (gtk_button_new_from_icon_name ("window-close-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "circular");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
}

/**
 * ent_chip_new:
 * @label: what it says
 *
 * Returns: (transfer floating): the chip
 */
GtkWidget *
ent_chip_new (const char *label)
{
  EntChip *self = g_object_new (ENT_TYPE_CHIP, NULL);
  /* Translators: takes away one of several values. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove “%s”"), label);

  gtk_label_set_label (self->label, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}

/**
 * ent_chip_get_label:
 * @self: a chip
 *
 * Returns: what it says
 */
const char *
ent_chip_get_label (EntChip *self)
{
  g_return_val_if_fail (ENT_IS_CHIP (self), NULL);

  return gtk_label_get_label (self->label);
}
