/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "ent-chip.h"
#include "ent-widgets-private.h"

struct _EntFilterBar
{
  GtkWidget parent_instance;

  GPtrArray *filters; /* (element-type EntRecordFilter) (owned) */
  AdwWrapBox *chips;  /* (not nullable): a child */
  AdwToggleGroup *rule; /* (not nullable): in @chips: whether all filters count, or any */
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
rule_changed_cb (EntFilterBar *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
add_rule (EntFilterBar *self,
          const char *name,
          const char *label)
{
  AdwToggle *toggle = adw_toggle_new ();

  adw_toggle_set_name (toggle, name);
  adw_toggle_set_label (toggle, label);
  adw_toggle_group_add (self->rule, toggle);
}

static AdwToggleGroup *
create_rule (EntFilterBar *self)
{
  self->rule = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  /* Translators: of the filters that follow, all must be fulfilled. */
  add_rule (self, "all", _ ("All of"));
  /* Translators: of the filters that follow, one is enough. */
  add_rule (self, "any", _ ("Any of"));
  gtk_widget_add_css_class (GTK_WIDGET (self->rule), "ent-filter-rule");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rule), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which Filters Must Match"), -1);
  g_signal_connect_object (self->rule, "notify::active-name", G_CALLBACK (rule_changed_cb), self, G_CONNECT_SWAPPED);

  return self->rule;
}

static void
ent_filter_bar_init (EntFilterBar *self)
{
  self->filters = g_ptr_array_new_with_free_func (g_object_unref);
  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 6);
  adw_wrap_box_append (self->chips, GTK_WIDGET (create_rule (self)));
  gtk_widget_set_parent (GTK_WIDGET (self->chips), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void show_filters (EntFilterBar *self);

static gboolean
is_any (EntFilterBar *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->rule), "any") == 0;
}

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
remove_chips (EntFilterBar *self)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_next_sibling (GTK_WIDGET (self->rule))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
}

static void
show_filters (EntFilterBar *self)
{
  remove_chips (self);
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
    if (ent_record_filter_replaces (filter, self->filters->pdata[i - 1], is_any (self)))
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
  adw_toggle_group_set_active_name (self->rule, "all");
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

/* Each filter is an alternative, but for the two ends of a period, which are one together. */
static void
apply_any (EntFilterBar *self,
           EntQuery *query)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      EntRecordFilter *filter = self->filters->pdata[i];
      EntRecordFilter *other = NULL;

      for (guint j = 0; j < self->filters->len && other == NULL; j++)
        if (ent_record_filter_completes (filter, self->filters->pdata[j]))
          other = j > i ? self->filters->pdata[j] : filter;
      /* The first end brought it along. */
      if (other == filter)
        continue;

      ent_query_begin_alternative (query);
      ent_record_filter_apply (filter, query);
      if (other != NULL)
        ent_record_filter_apply (other, query);
    }
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
  if (is_any (self))
    {
      apply_any (self, query);
      return;
    }

  for (guint i = 0; i < self->filters->len; i++)
    ent_record_filter_apply (self->filters->pdata[i], query);
}
