/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-choice-chooser.h"

#include "ent-choice-item.h"
#include "ent-fold.h"
#include "ent-widgets-private.h"

/* From this many on, typing is quicker than looking. */
#define SEARCHED_ITEMS 12

struct _EntChoiceChooser
{
  GtkPopover parent_instance;

  const EntChoices *choices; /* (not nullable) */
  char *folded;              /* (nullable) (owned): what is searched */
  GtkSearchEntry *search;    /* (not nullable): template children */
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (EntChoiceChooser, ent_choice_chooser, GTK_TYPE_POPOVER)

static guint checked_signal, unchecked_signal;

static EntChoiceItem *
item_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "item");
}

static GtkWidget *
check_of (GtkListBoxRow *row)
{
  return gtk_widget_get_last_child (gtk_list_box_row_get_child (row));
}

static gboolean
is_checked (GtkListBoxRow *row)
{
  return gtk_widget_get_opacity (check_of (row)) > 0;
}

static void
mark (GtkListBoxRow *row,
      gboolean checked)
{
  gtk_widget_set_opacity (check_of (row), checked);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               checked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
toggle (EntChoiceChooser *self,
        GtkListBoxRow *row)
{
  mark (row, !is_checked (row));
  g_signal_emit (self, is_checked (row) ? checked_signal : unchecked_signal, 0, ent_choice_item_get_nick (item_of (row)));
}

static void
row_activated_cb (EntChoiceChooser *self,
                  GtkListBoxRow *row)
{
  toggle (self, row);
}

static GtkListBoxRow *
first_shown (EntChoiceChooser *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (row != NULL && !(GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_child_visible (row)))
    row = gtk_widget_get_next_sibling (row);

  return (GtkListBoxRow *) row;
}

static void
search_changed_cb (EntChoiceChooser *self)
{
  g_free (self->folded);
  self->folded = ent_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_box_invalidate_filter (self->list);
  gtk_stack_set_visible_child_name (self->stack, first_shown (self) != NULL ? "list" : "nothing");
}

static void
stop_search_cb (EntChoiceChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
search_activate_cb (EntChoiceChooser *self)
{
  GtkListBoxRow *row;

  search_changed_cb (self);
  row = first_shown (self);
  if (row != NULL)
    toggle (self, row);
}

static gboolean
filter_func (GtkListBoxRow *row,
             gpointer data)
{
  EntChoiceChooser *self = data;

  return self->folded == NULL || ent_choice_item_matches (item_of (row), self->folded);
}

static GtkWidget *
create_row (EntChoiceItem *item)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_CHECKBOX, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (ent_choice_item_get_label (item));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, ent_choice_item_get_label (item), -1);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  mark (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

/* Categories of returns stand under their nature. */
static void
header_func (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer data)
{
  EntChoiceChooser *self = data;
  const char *group = ent_choices_get_group (self->choices, ent_choice_item_get_nick (item_of (row)));
  const char *former = before != NULL ? ent_choices_get_group (self->choices, ent_choice_item_get_nick (item_of (before))) : NULL;
  GtkWidget *label;

  if (group == NULL || g_strcmp0 (group, former) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (ent_choices_get_label (&ent_choices_return_natures, group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "ent-choices-group");
  gtk_list_box_row_set_header (row, label);
}

static void
ent_choice_chooser_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_CHOICE_CHOOSER);

  G_OBJECT_CLASS (ent_choice_chooser_parent_class)->dispose (object);
}

static void
ent_choice_chooser_finalize (GObject *object)
{
  g_free (ENT_CHOICE_CHOOSER (object)->folded);

  G_OBJECT_CLASS (ent_choice_chooser_parent_class)->finalize (object);
}

static void
ent_choice_chooser_class_init (EntChoiceChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_choice_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_choice_chooser_finalize;

  checked_signal = g_signal_new ("checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  unchecked_signal = g_signal_new ("unchecked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-choice-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, EntChoiceChooser, search);
  gtk_widget_class_bind_template_child (widget_class, EntChoiceChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, EntChoiceChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
ent_choice_chooser_init (EntChoiceChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_func, self, NULL);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));
}

/**
 * ent_choice_chooser_new:
 * @choices: a closed list
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
ent_choice_chooser_new (const EntChoices *choices)
{
  EntChoiceChooser *self = g_object_new (ENT_TYPE_CHOICE_CHOOSER, NULL);
  g_autoptr (GListStore) items = ent_choice_items_new (choices);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (items));

  self->choices = choices;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EntChoiceItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      gtk_list_box_append (self->list, create_row (item));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->search), n > SEARCHED_ITEMS);
  if (choices == &ent_choices_return_categories)
    gtk_list_box_set_header_func (self->list, header_func, self, NULL);

  return GTK_WIDGET (self);
}

/**
 * ent_choice_chooser_set_checked:
 * @self: a popover
 * @nicks: (array zero-terminated=1): the values that have a check mark, and no others
 */
void
ent_choice_chooser_set_checked (EntChoiceChooser *self,
                                const char *const *nicks)
{
  g_return_if_fail (ENT_IS_CHOICE_CHOOSER (self));

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      mark (row, g_strv_contains (nicks, ent_choice_item_get_nick (item_of (row))));
    }
}
