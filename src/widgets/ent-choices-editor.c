/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-choices-editor.h"

#include <glib/gi18n-lib.h>

#include "ent-choice-chooser.h"

struct _EntChoicesEditor
{
  EntChipsEditor parent_instance;
};

G_DEFINE_FINAL_TYPE (EntChoicesEditor, ent_choices_editor, ENT_TYPE_CHIPS_EDITOR)

/* Two hundred countries are made into rows only when somebody asks for them. */
static void
create_popup (GtkMenuButton *button,
              gpointer data)
{
  EntChipsEditor *editor = data;
  GtkWidget *chooser = GTK_WIDGET (gtk_menu_button_get_popover (button));

  if (chooser == NULL)
    {
      chooser = ent_choice_chooser_new (ent_chips_editor_get_field (editor)->choices);
      g_signal_connect_object (chooser, "checked", G_CALLBACK (ent_chips_editor_add), editor, G_CONNECT_SWAPPED);
      g_signal_connect_object (chooser, "unchecked", G_CALLBACK (ent_chips_editor_remove), editor, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (button, chooser);
    }

  ent_choice_chooser_set_checked (ENT_CHOICE_CHOOSER (chooser), ent_chips_editor_get_members (editor));
}

static void
ent_choices_editor_class_init (EntChoicesEditorClass *klass)
{
}

static void
ent_choices_editor_init (EntChoicesEditor *self)
{
}

/*
 * ent_choices_editor_new:
 * @field: a field of several choices
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_choices_editor_new (const EntField *field)
{
  EntChipsEditor *self = g_object_new (ENT_TYPE_CHOICES_EDITOR, NULL);
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: adds a value to a field; %s is the field’s name. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Add to “%s”"), ent_field_get_label (field));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup, self, NULL);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ent_chips_editor_set_up (self, field, button);

  return GTK_WIDGET (self);
}
