/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-words-editor.h"

#include <glib/gi18n-lib.h>

struct _EntWordsEditor
{
  EntChipsEditor parent_instance;

  GtkWidget *entry; /* (not nullable): a child */
};

G_DEFINE_FINAL_TYPE (EntWordsEditor, ent_words_editor, ENT_TYPE_CHIPS_EDITOR)

static void
add_typed (EntWordsEditor *self)
{
  EntChipsEditor *editor = ENT_CHIPS_EDITOR (self);
  g_auto (EntValue) value = { 0 };

  if (!ent_field_parse (ent_chips_editor_get_field (editor), gtk_editable_get_text (GTK_EDITABLE (self->entry)), &value, NULL)
      || value.kind != ENT_VALUE_LIST)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (gsize i = 0; value.list[i] != NULL; i++)
    ent_chips_editor_add (editor, value.list[i]);
}

static const char *
ent_words_editor_typed (EntChipsEditor *editor)
{
  return gtk_editable_get_text (GTK_EDITABLE (ENT_WORDS_EDITOR (editor)->entry));
}

static void
ent_words_editor_class_init (EntWordsEditorClass *klass)
{
  ENT_CHIPS_EDITOR_CLASS (klass)->typed = ent_words_editor_typed;
}

static void
ent_words_editor_init (EntWordsEditor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add…"));
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 1000);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, "list-add-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY, _ ("Add"));
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (add_typed), self);
  g_signal_connect_swapped (self->entry, "icon-press", G_CALLBACK (add_typed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (add_typed), self);
  gtk_widget_add_controller (self->entry, focus);
}

/*
 * ent_words_editor_new:
 * @field: a field of texts
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_words_editor_new (const EntField *field)
{
  EntWordsEditor *self = g_object_new (ENT_TYPE_WORDS_EDITOR, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, ent_field_get_label (field), -1);
  ent_chips_editor_set_up (ENT_CHIPS_EDITOR (self), field, self->entry);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (ent_field_editor_edited), self);

  return GTK_WIDGET (self);
}
