/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-filter-bar.h"

#include "ent-chip.h"
#include "ent-widgets-private.h"

struct _EntFilterBar
{
  GtkWidget parent_instance;

  GPtrArray *filters; /* (element-type EntRecordFilter) (owned) */
  AdwWrapBox *chips;  /* (not nullable): a child */
};

G_DEFINE_FINAL_TYPE (EntFilterBar, ent_filter_bar, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
ent_filter_bar_dispose (GObject *object)
{
  g_clear_pointer ((GtkWidget **) &ENT_FILTER_BAR (object)->chips, gtk_widget_unparent);

  G_OBJECT_CLASS (ent_filter_bar_parent_class)->dispose (object);
}

static void
ent_filter_bar_finalize (GObject *object)
{
  g_ptr_array_unref (ENT_FILTER_BAR (object)->filters);

  G_OBJECT_CLASS (ent_filter_bar_parent_class)->finalize (object);
}

static void
ent_filter_bar_class_init (EntFilterBarClass *klass)
{
  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_filter_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_filter_bar_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
ent_filter_bar_init (EntFilterBar *self)
{
  self->filters = g_ptr_array_new_with_free_func (g_object_unref);
  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->chips), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void show_filters (EntFilterBar *self);

/* The focus goes where it does not get lost: to another chip, or to what comes before the bar. */
static void
removed_cb (EntFilterBar *self,
            EntChip *chip)
{
  g_ptr_array_remove (self->filters, g_object_get_data (G_OBJECT (chip), "filter"));
  if (self->filters->len == 0)
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), GTK_DIR_TAB_BACKWARD);
  show_filters (self);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_filters (EntFilterBar *self)
{
  ent_wrap_box_clear (self->chips);
  for (guint i = 0; i < self->filters->len; i++)
    {
      EntRecordFilter *filter = self->filters->pdata[i];
      GtkWidget *chip = ent_chip_new (ent_record_filter_get_label (filter));

      g_object_set_data (G_OBJECT (chip), "filter", filter);
      g_signal_connect_object (chip, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->chips, chip);
    }

  gtk_widget_set_visible (GTK_WIDGET (self), self->filters->len > 0);
  g_signal_emit (self, changed_signal, 0);
}

/*
 * ent_filter_bar_add:
 * @self: a bar
 * @filter: a filter, in the place of those that it contradicts
 */
void
ent_filter_bar_add (EntFilterBar *self,
                    EntRecordFilter *filter)
{
  for (guint i = self->filters->len; i > 0; i--)
    if (ent_record_filter_replaces (filter, self->filters->pdata[i - 1]))
      g_ptr_array_remove_index (self->filters, i - 1);

  g_ptr_array_add (self->filters, g_object_ref (filter));
  show_filters (self);
}

/*
 * ent_filter_bar_clear:
 * @self: a bar
 */
void
ent_filter_bar_clear (EntFilterBar *self)
{
  if (self->filters->len == 0)
    return;

  g_ptr_array_set_size (self->filters, 0);
  show_filters (self);
}

/*
 * ent_filter_bar_is_empty:
 * @self: a bar
 *
 * Returns: whether no filter is set
 */
gboolean
ent_filter_bar_is_empty (EntFilterBar *self)
{
  return self->filters->len == 0;
}

/*
 * ent_filter_bar_apply:
 * @self: a bar
 * @query: a query that is still being composed
 */
void
ent_filter_bar_apply (EntFilterBar *self,
                      EntQuery *query)
{
  for (guint i = 0; i < self->filters->len; i++)
    ent_record_filter_apply (self->filters->pdata[i], query);
}
