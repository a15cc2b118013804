/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-choice-editor.h"

#include <glib/gi18n-lib.h>

#include "ent-choice-item.h"
#include "ent-combo-words.h"

/* From this many on, typing is quicker than looking. */
#define SEARCHED_ITEMS 12

struct _EntChoiceEditor
{
  AdwComboRow parent_instance;

  const EntEntity *entity; /* (not nullable) */
  const EntField *field;   /* (not nullable) */
  guint unset_position;    /* what is selected as long as nothing is chosen, GTK_INVALID_LIST_POSITION otherwise */
};

static void ent_choice_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntChoiceEditor, ent_choice_editor, ADW_TYPE_COMBO_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_choice_editor_field_editor_init))

static gboolean
is_circle (EntChoiceEditor *self)
{
  return self->field->choices == &ent_choices_circles;
}

/* How far a record travels as long as nothing was said is shown as if it had been. */
static const char *
shown_nick (EntChoiceEditor *self,
            EntRecord *record)
{
  const char *nick = ent_record_get_text (record, self->field->name);

  if (nick != NULL || !is_circle (self))
    return nick;

  return ent_choices_get_nick (&ent_choices_circles, ent_record_get_circle (record));
}

static void
ent_choice_editor_show (EntFieldEditor *editor,
                        EntRecord *record)
{
  EntChoiceEditor *self = ENT_CHOICE_EDITOR (editor);
  gboolean unset = ent_record_get_text (record, self->field->name) == NULL;
  guint position = ent_choice_items_find (adw_combo_row_get_model (ADW_COMBO_ROW (self)), shown_nick (self, record));

  self->unset_position = unset ? position : GTK_INVALID_LIST_POSITION;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
}

static gboolean
ent_choice_editor_read (EntFieldEditor *editor,
                        EntValue *ret_value,
                        GError **error)
{
  EntChoiceEditor *self = ENT_CHOICE_EDITOR (editor);
  EntChoiceItem *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self));

  if (item != NULL && adw_combo_row_get_selected (ADW_COMBO_ROW (self)) != self->unset_position)
    ent_value_set_text (ret_value, ent_choice_item_get_nick (item));
  return ent_field_check (self->field, ret_value, error);
}

static void
ent_choice_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_choice_editor_show;
  iface->read = ent_choice_editor_read;
}

static void
setup_item_cb (GtkSignalListItemFactory *factory,
               GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (item, box);
}

static void
mark_selected (EntChoiceEditor *self,
               GParamSpec *pspec,
               GtkListItem *item)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (check, adw_combo_row_get_selected_item (ADW_COMBO_ROW (self)) == gtk_list_item_get_item (item));
}

static void
bind_item_cb (GtkSignalListItemFactory *factory,
              GtkListItem *item,
              EntChoiceEditor *self)
{
  const char *label = ent_choice_item_get_label (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (gtk_list_item_get_child (item))), label);
  gtk_list_item_set_accessible_label (item, label);
  g_signal_connect (self, "notify::selected-item", G_CALLBACK (mark_selected), item);
  mark_selected (self, NULL, item);
}

static void
unbind_item_cb (GtkSignalListItemFactory *factory,
                GtkListItem *item,
                EntChoiceEditor *self)
{
  g_signal_handlers_disconnect_by_func (self, mark_selected, item);
}

static void
set_factories (EntChoiceEditor *self)
{
  g_autoptr (GtkListItemFactory) items = gtk_signal_list_item_factory_new ();

  ent_combo_words_show (ADW_COMBO_ROW (self), "label");
  g_signal_connect (items, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (items, "bind", G_CALLBACK (bind_item_cb), self);
  g_signal_connect (items, "unbind", G_CALLBACK (unbind_item_cb), self);
  adw_combo_row_set_list_factory (ADW_COMBO_ROW (self), items);
}

static void
ent_choice_editor_dispose (GObject *object)
{
  /* The popover's rows look at this row when they are unbound: they go first. */
  adw_combo_row_set_model (ADW_COMBO_ROW (object), NULL);

  G_OBJECT_CLASS (ent_choice_editor_parent_class)->dispose (object);
}

static void
ent_choice_editor_class_init (EntChoiceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_choice_editor_dispose;
}

static void
ent_choice_editor_init (EntChoiceEditor *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  set_factories (self);
  g_signal_connect (self, "notify::selected", G_CALLBACK (ent_field_editor_edited), NULL);
}

static GListModel *
create_model (const EntEntity *entity,
              const EntField *field)
{
  GListStore *items = ent_choice_items_new (field->choices);
  g_autoptr (EntChoiceItem) unset = ent_choice_item_new (NULL, _ ("Not set"));

  if (field->choices == &ent_choices_circles)
    g_list_store_splice (items, entity->circle + 1, g_list_model_get_n_items (G_LIST_MODEL (items)) - entity->circle - 1, NULL, 0);
  else
    g_list_store_insert (items, 0, unset);

  return G_LIST_MODEL (items);
}

/*
 * ent_choice_editor_new:
 * @entity: the entity of @field
 * @field: a field of one choice
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_choice_editor_new (const EntEntity *entity,
                       const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  g_autoptr (GListModel) model = create_model (entity, field);
  g_autoptr (GtkExpression) key = gtk_property_expression_new (ENT_TYPE_CHOICE_ITEM, NULL, "key");
  EntChoiceEditor *self = g_object_new (ENT_TYPE_CHOICE_EDITOR, "title", title, NULL);

  self->entity = entity;
  self->field = field;
  self->unset_position = GTK_INVALID_LIST_POSITION;
  adw_combo_row_set_expression (ADW_COMBO_ROW (self), key);
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (self), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (self), g_list_model_get_n_items (model) > SEARCHED_ITEMS);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), model);

  return GTK_WIDGET (self);
}
