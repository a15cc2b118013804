/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-filter-popover.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ent-choice-item.h"
#include "ent-fold.h"
#include "ent-reference-search-private.h"
#include "ent-widgets-private.h"

/* From this many on, typing is quicker than looking. */
#define SEARCHED_ITEMS 12

struct _EntFilterPopover
{
  GtkPopover parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  const EntField *field;     /* (nullable): the one chosen */
  char *folded;              /* (nullable) (owned): what is searched among choices */
  GCancellable *cancellable; /* (nullable) (owned): of the search for references */

  GtkStack *stack; /* (not nullable): template children */
  GtkListBox *fields;
  GtkLabel *title;
  GtkEditable *search;
  GtkWidget *values_window;
  GtkListBox *values;
  GtkWidget *period;
  GtkEditable *from;
  GtkEditable *until;
  GtkWidget *hint;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (EntFilterPopover, ent_filter_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

/* A period may begin and end with a month or year, whatever the field itself demands. */
static const EntField partial_date = { .name = "", .label = "", .type = ENT_FIELD_DATE, .format = ENT_FORMAT_PARTIAL };

static gboolean
is_period (const EntField *field)
{
  return field->type == ENT_FIELD_DATE || field->type == ENT_FIELD_YEAR;
}

static gboolean
is_offered (const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCES:
      return TRUE;
    case ENT_FIELD_CHOICE:
      return (field->flags & ENT_FIELD_INDEXED) != 0 || field->choices == &ent_choices_circles;
    case ENT_FIELD_DATE:
    case ENT_FIELD_YEAR:
    case ENT_FIELD_YES_NO:
    case ENT_FIELD_REFERENCE:
      return (field->flags & ENT_FIELD_INDEXED) != 0;
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
    default:
      return FALSE;
    }
}

/*
 * ent_filter_popover_offers:
 * @entity: an entity
 *
 * Returns: whether there is anything to filter its records by
 */
gboolean
ent_filter_popover_offers (const EntEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_offered (&entity->fields[i]))
      return TRUE;

  return FALSE;
}

static void
choose (EntFilterPopover *self,
        EntFilterOp op,
        const EntValue *value,
        const char *words)
{
  g_autoptr (EntRecordFilter) filter = ent_record_filter_new (self->field, op, value, words);

  g_signal_emit (self, chosen_signal, 0, filter);
}

static GtkWidget *
create_row (const char *label,
            const char *icon)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return row;
}

/* A row stands for a value to be found, or, without one, for none. */
static void
add_value (EntFilterPopover *self,
           const char *text,
           const char *label)
{
  GtkWidget *row = create_row (label, NULL);
  g_autoptr (EntChoiceItem) item = ent_choice_item_new (text, label);

  if (text == NULL)
    gtk_widget_add_css_class (row, "dimmed");
  g_object_set_data_full (G_OBJECT (row), "item", g_steal_pointer (&item), g_object_unref);
  gtk_list_box_append (self->values, row);
}

static void
add_choices (EntFilterPopover *self)
{
  g_autoptr (GListStore) items = ent_choice_items_new (self->field->choices);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    {
      g_autoptr (EntChoiceItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      add_value (self, ent_choice_item_get_nick (item), ent_choice_item_get_label (item));
    }
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntReferenceFinds) finds = ent_reference_search_finish (ENT_STORE (source), result, &error);
  EntFilterPopover *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = ENT_FILTER_POPOVER (user_data);
  g_clear_object (&self->cancellable);
  gtk_list_box_remove_all (self->values);
  for (guint i = 0; finds != NULL && i < finds->hits->len; i++)
    {
      const EntHit *hit = finds->hits->pdata[i];

      add_value (self, hit->id, hit->headline);
    }
  add_value (self, NULL, error != NULL ? error->message : _ ("Not set"));
}

static void
stop_search (EntFilterPopover *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
search_references (EntFilterPopover *self)
{
  stop_search (self);
  self->cancellable = g_cancellable_new ();
  ent_reference_search_async (self->store, self->field->targets, gtk_editable_get_text (self->search), self->cancellable, found_cb, self);
}

static void
show_values (EntFilterPopover *self)
{
  guint n;

  gtk_list_box_remove_all (self->values);
  if (ent_field_is_reference (self->field))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
      search_references (self);
      return;
    }

  if (self->field->type == ENT_FIELD_YES_NO)
    {
      add_value (self, "1", _ ("Yes"));
      add_value (self, "0", _ ("No"));
      n = 2;
    }
  else
    {
      add_choices (self);
      n = ent_choices_get_n_items (self->field->choices);
    }
  add_value (self, NULL, _ ("Not set"));
  gtk_widget_set_visible (GTK_WIDGET (self->search), n > SEARCHED_ITEMS);
}

static void
show_condition (EntFilterPopover *self,
                const EntField *field)
{
  gboolean period = is_period (field);

  self->field = field;
  g_clear_pointer (&self->folded, g_free);
  gtk_label_set_label (self->title, ent_field_get_label (field));
  gtk_editable_set_text (self->search, "");
  gtk_editable_set_text (self->from, "");
  gtk_editable_set_text (self->until, "");
  gtk_widget_set_visible (self->period, period);
  gtk_widget_set_visible (self->apply, period);
  gtk_widget_set_visible (self->hint, field->type == ENT_FIELD_DATE);
  gtk_widget_set_visible (self->values_window, !period);
  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  if (!period)
    show_values (self);

  gtk_stack_set_visible_child_name (self->stack, "condition");
  if (period)
    gtk_widget_grab_focus (GTK_WIDGET (self->from));
  else if (gtk_widget_get_visible (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->values), GTK_DIR_TAB_FORWARD);
}

static void
show_fields (EntFilterPopover *self)
{
  stop_search (self);
  gtk_stack_set_visible_child_name (self->stack, "fields");
  gtk_widget_child_focus (GTK_WIDGET (self->fields), GTK_DIR_TAB_FORWARD);
}

static void
mapped_cb (EntFilterPopover *self)
{
  show_fields (self);
}

static void
back_cb (EntFilterPopover *self)
{
  show_fields (self);
}

static void
field_activated_cb (EntFilterPopover *self,
                    GtkListBoxRow *row)
{
  show_condition (self, g_object_get_data (G_OBJECT (row), "field"));
}

static void
value_activated_cb (EntFilterPopover *self,
                    GtkListBoxRow *row)
{
  EntChoiceItem *item = g_object_get_data (G_OBJECT (row), "item");
  const char *text = ent_choice_item_get_nick (item);
  g_auto (EntValue) value = { 0 };

  if (text != NULL && self->field->type == ENT_FIELD_YES_NO)
    ent_value_set_integer (&value, *text == '1');
  else
    ent_value_set_text (&value, text);

  gtk_popover_popdown (GTK_POPOVER (self));
  choose (self, text != NULL ? ENT_FILTER_IS : ENT_FILTER_UNSET, &value, ent_choice_item_get_label (item));
}

static gboolean
filter_func (GtkListBoxRow *row,
             gpointer data)
{
  EntFilterPopover *self = data;

  return self->folded == NULL || ent_field_is_reference (self->field)
         || ent_choice_item_matches (g_object_get_data (G_OBJECT (row), "item"), self->folded);
}

static void
search_changed_cb (EntFilterPopover *self)
{
  if (self->field == NULL)
    return;
  if (ent_field_is_reference (self->field))
    {
      search_references (self);
      return;
    }

  g_free (self->folded);
  self->folded = ent_fold (gtk_editable_get_text (self->search));
  gtk_list_box_invalidate_filter (self->values);
}

static void
search_activated_cb (EntFilterPopover *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->values));

  while (row != NULL && !gtk_widget_get_child_visible (row))
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    value_activated_cb (self, GTK_LIST_BOX_ROW (row));
}

/* Reads one end of a period; FALSE where something was typed that is no date. */
static gboolean
read_end (EntFilterPopover *self,
          GtkEditable *row,
          EntValue *value)
{
  const EntField *field = self->field->type == ENT_FIELD_DATE ? &partial_date : self->field;
  gboolean read = ent_field_parse (field, gtk_editable_get_text (row), value, NULL);

  if (read)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               read ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return read;
}

static void
period_changed_cb (EntFilterPopover *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->from), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->until), "error");
}

static void
choose_end (EntFilterPopover *self,
            EntFilterOp op,
            const EntValue *value)
{
  g_autofree char *words = ent_field_display (self->field, value);

  if (value->kind != ENT_VALUE_UNSET)
    choose (self, op, value, words);
}

static void
period_activated_cb (EntFilterPopover *self)
{
  g_auto (EntValue) from = { 0 };
  g_auto (EntValue) until = { 0 };
  gboolean first = read_end (self, self->from, &from);

  if (!read_end (self, self->until, &until) || !first)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  choose_end (self, ENT_FILTER_FROM, &from);
  choose_end (self, ENT_FILTER_UNTIL, &until);
}

static void
ent_filter_popover_dispose (GObject *object)
{
  EntFilterPopover *self = ENT_FILTER_POPOVER (object);

  stop_search (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_FILTER_POPOVER);

  G_OBJECT_CLASS (ent_filter_popover_parent_class)->dispose (object);
}

static void
ent_filter_popover_finalize (GObject *object)
{
  EntFilterPopover *self = ENT_FILTER_POPOVER (object);

  g_clear_object (&self->store);
  g_free (self->folded);

  G_OBJECT_CLASS (ent_filter_popover_parent_class)->finalize (object);
}

static void
ent_filter_popover_class_init (EntFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_filter_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_filter_popover_finalize;

  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ENT_TYPE_RECORD_FILTER);

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, fields);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, title);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, search);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, values_window);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, values);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, period);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, from);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, until);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, hint);
  gtk_widget_class_bind_template_child (widget_class, EntFilterPopover, apply);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, field_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_activated_cb);
}

static void
ent_filter_popover_init (EntFilterPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->values, filter_func, self, NULL);
}

/*
 * ent_filter_popover_new:
 * @store: where references are found
 * @entity: what is filtered
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
ent_filter_popover_new (EntStore *store,
                        const EntEntity *entity)
{
  EntFilterPopover *self = g_object_new (ENT_TYPE_FILTER_POPOVER, NULL);

  self->store = g_object_ref (store);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      GtkWidget *row;

      if (!is_offered (field))
        continue;
      row = create_row (ent_field_get_label (field), "go-next-symbolic");
      g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
      gtk_list_box_append (self->fields, row);
    }

  return GTK_WIDGET (self);
}
