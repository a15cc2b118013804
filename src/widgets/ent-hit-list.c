/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-hit-list.h"

#include "ent-record-row.h"
#include "ent-widgets-private.h"

struct _EntHitList
{
  GtkWidget parent_instance;

  GtkListBox *list; /* (not nullable): a child */
  guint n_hits;
};

G_DEFINE_FINAL_TYPE (EntHitList, ent_hit_list, GTK_TYPE_WIDGET)

static guint activated_signal;

static void
row_activated_cb (EntHitList *self,
                  EntRecordRow *row)
{
  g_signal_emit (self, activated_signal, 0, ent_record_row_get_id (row));
}

static void
ent_hit_list_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &ENT_HIT_LIST (object)->list, gtk_widget_unparent);

  G_OBJECT_CLASS (ent_hit_list_parent_class)->dispose (object);
}

static void
ent_hit_list_class_init (EntHitListClass *klass)
{
  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_hit_list_dispose;

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ent_hit_list_init (EntHitList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * ent_hit_list_new:
 *
 * Returns: (transfer floating): an empty list, which takes no room
 */
GtkWidget *
ent_hit_list_new (void)
{
  return g_object_new (ENT_TYPE_HIT_LIST, NULL);
}

/**
 * ent_hit_list_set_hits:
 * @self: a list
 * @hits: (nullable) (element-type EntHit): what was found
 */
void
ent_hit_list_set_hits (EntHitList *self,
                       GPtrArray *hits)
{
  g_return_if_fail (ENT_IS_HIT_LIST (self));

  gtk_list_box_remove_all (self->list);
  self->n_hits = hits != NULL ? hits->len : 0;
  for (guint i = 0; i < self->n_hits; i++)
    gtk_list_box_append (self->list, ent_record_row_new_for_hit (g_ptr_array_index (hits, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_hits > 0);
}

/**
 * ent_hit_list_get_n_hits:
 * @self: a list
 *
 * Returns: how many rows it has
 */
guint
ent_hit_list_get_n_hits (EntHitList *self)
{
  g_return_val_if_fail (ENT_IS_HIT_LIST (self), 0);

  return self->n_hits;
}
