/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-switch-editor.h"

struct _EntSwitchEditor
{
  AdwActionRow parent_instance;

  const EntField *field; /* (not nullable) */
  GtkSwitch *toggle;     /* (not nullable): a child */
  gboolean was_unset;    /* neither yes nor no: off, as long as nobody switches it on */
};

static void ent_switch_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntSwitchEditor, ent_switch_editor, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_switch_editor_field_editor_init))

static void
ent_switch_editor_show (EntFieldEditor *editor,
                        EntRecord *record)
{
  EntSwitchEditor *self = ENT_SWITCH_EDITOR (editor);
  const EntValue *value = ent_record_get (record, self->field);

  self->was_unset = value->kind == ENT_VALUE_UNSET;
  gtk_switch_set_active (self->toggle, !self->was_unset && value->integer != 0);
}

static gboolean
ent_switch_editor_read (EntFieldEditor *editor,
                        EntValue *ret_value,
                        GError **error)
{
  EntSwitchEditor *self = ENT_SWITCH_EDITOR (editor);

  if (!self->was_unset || gtk_switch_get_active (self->toggle))
    ent_value_set_integer (ret_value, gtk_switch_get_active (self->toggle));
  return ent_field_check (self->field, ret_value, error);
}

static void
ent_switch_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_switch_editor_show;
  iface->read = ent_switch_editor_read;
}

static void
ent_switch_editor_class_init (EntSwitchEditorClass *klass)
{
}

static void
ent_switch_editor_init (EntSwitchEditor *self)
{
  self->toggle = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->toggle), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->toggle));
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (ent_field_editor_edited), self);
}

/*
 * ent_switch_editor_new:
 * @field: a field of yes or no
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_switch_editor_new (const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  EntSwitchEditor *self = g_object_new (ENT_TYPE_SWITCH_EDITOR, "title", title, NULL);

  self->field = field;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}
