/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-levels-editor.h"

#include <glib/gi18n-lib.h>

#include "ent-choice-item.h"
#include "ent-language.h"
#include "ent-widgets-private.h"

struct _EntLevelsEditor
{
  EntChipsEditor parent_instance;

  GtkMenuButton *button; /* (not nullable): a child */
  GtkDropDown *language; /* (nullable): both in its popover, once it was opened */
  GtkDropDown *level;
};

G_DEFINE_FINAL_TYPE (EntLevelsEditor, ent_levels_editor, ENT_TYPE_CHIPS_EDITOR)

/* The Common European Framework of Reference for Languages. */
static const char *const levels[] = { "A1", "A2", "B1", "B2", "C1", "C2" };

static GListModel *
create_languages (void)
{
  GListStore *items = g_list_store_new (ENT_TYPE_CHOICE_ITEM);
  gsize n;
  const EntLanguage *languages = ent_languages (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (EntChoiceItem) item = ent_choice_item_new (languages[i].code, ent_language_get_name (&languages[i]));

      g_list_store_append (items, item);
    }
  ent_choice_items_sort (items);

  return G_LIST_MODEL (items);
}

static GListModel *
create_levels (void)
{
  GListStore *items = g_list_store_new (ENT_TYPE_CHOICE_ITEM);
  g_autoptr (EntChoiceItem) unknown = ent_choice_item_new (NULL, _ ("Level not stated"));

  g_list_store_append (items, unknown);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (EntChoiceItem) item = ent_choice_item_new (levels[i], levels[i]);

      g_list_store_append (items, item);
    }

  return G_LIST_MODEL (items);
}

/* One language has one level: the former one goes. */
static void
remove_language (EntChipsEditor *editor,
                 const char *code)
{
  const char *const *members = ent_chips_editor_get_members (editor);
  gsize length = strlen (code);

  for (gsize i = 0; members[i] != NULL; i++)
    if (g_str_has_prefix (members[i], code) && (members[i][length] == ':' || members[i][length] == '\0'))
      {
        g_autofree char *former = g_strdup (members[i]);

        ent_chips_editor_remove (editor, former);
        return;
      }
}

static void
add_cb (EntLevelsEditor *self)
{
  EntChoiceItem *language = gtk_drop_down_get_selected_item (self->language);
  EntChoiceItem *level = gtk_drop_down_get_selected_item (self->level);
  g_autofree char *member = NULL;

  if (language == NULL)
    return;

  member = g_strjoin (level != NULL && ent_choice_item_get_nick (level) != NULL ? ":" : NULL, ent_choice_item_get_nick (language),
                      level != NULL ? ent_choice_item_get_nick (level) : NULL, NULL);
  remove_language (ENT_CHIPS_EDITOR (self), ent_choice_item_get_nick (language));
  ent_chips_editor_add (ENT_CHIPS_EDITOR (self), member);
  gtk_menu_button_popdown (self->button);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  const char *label = ent_choice_item_get_label (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), label);
  gtk_list_item_set_accessible_label (item, label);
}

static void
fill (GtkDropDown *drop_down,
      GListModel *items,
      const char *label)
{
  g_autoptr (GListModel) owned = items;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (ENT_TYPE_CHOICE_ITEM, NULL, "key");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (drop_down, factory);
  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_model (drop_down, items);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
create_popup (GtkMenuButton *button,
              gpointer data)
{
  EntLevelsEditor *self = data;
  g_autoptr (GtkBuilder) builder = NULL;

  if (self->language != NULL)
    return;

  builder = gtk_builder_new_from_resource (ENT_WIDGETS_RESOURCES "ent-levels-editor.ui");
  self->language = GTK_DROP_DOWN (gtk_builder_get_object (builder, "language"));
  self->level = GTK_DROP_DOWN (gtk_builder_get_object (builder, "level"));
  fill (self->language, create_languages (), _ ("Language"));
  fill (self->level, create_levels (), _ ("Level"));
  g_signal_connect_object (gtk_builder_get_object (builder, "add"), "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
}

static void
ent_levels_editor_class_init (EntLevelsEditorClass *klass)
{
}

static void
ent_levels_editor_init (EntLevelsEditor *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "list-add-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, create_popup, self, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Add a Language"));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
}

/*
 * ent_levels_editor_new:
 * @field: a field of languages with their levels
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_levels_editor_new (const EntField *field)
{
  EntLevelsEditor *self = g_object_new (ENT_TYPE_LEVELS_EDITOR, NULL);

  ent_chips_editor_set_up (ENT_CHIPS_EDITOR (self), field, GTK_WIDGET (self->button));
  return GTK_WIDGET (self);
}
