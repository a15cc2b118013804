/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reference-editor.h"

#include <glib/gi18n-lib.h>

#include "ent-reference-picker.h"
#include "ent-widgets-private.h"

struct _EntReferenceEditor
{
  AdwActionRow parent_instance;

  EntStore *store;       /* (not nullable) (owned) */
  const EntField *field; /* (not nullable) */
  char *id;              /* (nullable) (owned) */
  GtkWidget *clear;      /* (not nullable): a child */
};

static void ent_reference_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntReferenceEditor, ent_reference_editor, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_reference_editor_field_editor_init))

static void
set_reference (EntReferenceEditor *self,
               const char *id,
               const char *headline)
{
  g_set_str (&self->id, id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), id != NULL ? headline : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, id != NULL ? headline : _ ("Not set"), -1);
  gtk_widget_set_visible (self->clear, id != NULL);
  if (id != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "property");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "property");
  ent_field_editor_edited (ENT_FIELD_EDITOR (self));
}

static void
ent_reference_editor_show (EntFieldEditor *editor,
                           EntRecord *record)
{
  EntReferenceEditor *self = ENT_REFERENCE_EDITOR (editor);
  const char *id = ent_record_get_text (record, self->field->name);
  g_autofree char *headline = id != NULL ? ent_store_get_title (self->store, record, id) : NULL;

  set_reference (self, id, headline);
}

static gboolean
ent_reference_editor_read (EntFieldEditor *editor,
                           EntValue *ret_value,
                           GError **error)
{
  EntReferenceEditor *self = ENT_REFERENCE_EDITOR (editor);

  ent_value_set_text (ret_value, self->id);
  if (ent_field_check (self->field, ret_value, error))
    return TRUE;

  ent_value_clear (ret_value);
  return FALSE;
}

static void
ent_reference_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_reference_editor_show;
  iface->read = ent_reference_editor_read;
}

static void
ent_reference_editor_activate (AdwActionRow *row)
{
  EntReferenceEditor *self = ENT_REFERENCE_EDITOR (row);
  AdwDialog *picker = ent_reference_picker_new (self->store, self->field->targets, FALSE);

  adw_dialog_set_title (picker, ent_field_get_label (self->field));
  g_signal_connect_object (picker, "picked", G_CALLBACK (set_reference), self, G_CONNECT_SWAPPED);
  adw_dialog_present (picker, GTK_WIDGET (self));
}

static void
clear_cb (EntReferenceEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  set_reference (self, NULL, NULL);
}

static void
ent_reference_editor_finalize (GObject *object)
{
  EntReferenceEditor *self = ENT_REFERENCE_EDITOR (object);

  g_clear_object (&self->store);
  g_free (self->id);

  G_OBJECT_CLASS (ent_reference_editor_parent_class)->finalize (object);
}

static void
ent_reference_editor_class_init (EntReferenceEditorClass *klass)
{
  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->finalize = ent_reference_editor_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = ent_reference_editor_activate;
}

static void
ent_reference_editor_init (EntReferenceEditor *self)
{
  GtkWidget *find = gtk_image_new_from_icon_name ("edit-find-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->clear, FALSE);
  gtk_widget_add_css_class (self->clear, "flat");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (find), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), find);
}

/*
 * ent_reference_editor_new:
 * @store: where records are found
 * @field: a field of one reference
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_reference_editor_new (EntStore *store,
                          const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  /* Translators: empties a field; %s is its name. */
  g_autofree char *tooltip = g_strdup_printf (_ ("Clear “%s”"), ent_field_get_label (field));
  EntReferenceEditor *self = g_object_new (ENT_TYPE_REFERENCE_EDITOR, "title", title, NULL);

  self->store = g_object_ref (store);
  self->field = field;
  gtk_widget_set_tooltip_text (self->clear, tooltip);
  return GTK_WIDGET (self);
}
