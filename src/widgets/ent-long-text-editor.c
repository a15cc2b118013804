/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-long-text-editor.h"

#include "ent-widgets-private.h"

struct _EntLongTextEditor
{
  AdwPreferencesRow parent_instance;

  const EntField *field; /* (not nullable) */
  GtkTextView *view;     /* (not nullable): a template child */
};

static void ent_long_text_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntLongTextEditor, ent_long_text_editor, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_long_text_editor_field_editor_init))

static void
ent_long_text_editor_show (EntFieldEditor *editor,
                           EntRecord *record)
{
  EntLongTextEditor *self = ENT_LONG_TEXT_EDITOR (editor);
  const char *text = ent_record_get_text (record, self->field->name);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}

static gboolean
ent_long_text_editor_read (EntFieldEditor *editor,
                           EntValue *ret_value,
                           GError **error)
{
  EntLongTextEditor *self = ENT_LONG_TEXT_EDITOR (editor);
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->view), "text", &text, NULL);
  return ent_field_parse (self->field, text, ret_value, error) && ent_field_check (self->field, ret_value, error);
}

static void
ent_long_text_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_long_text_editor_show;
  iface->read = ent_long_text_editor_read;
}

static gboolean
ent_long_text_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENT_LONG_TEXT_EDITOR (widget)->view));
}

static void
ent_long_text_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENT_TYPE_LONG_TEXT_EDITOR);

  G_OBJECT_CLASS (ent_long_text_editor_parent_class)->dispose (object);
}

static void
ent_long_text_editor_class_init (EntLongTextEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ent_widgets_ensure ();

  G_OBJECT_CLASS (klass)->dispose = ent_long_text_editor_dispose;
  widget_class->grab_focus = ent_long_text_editor_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, ENT_WIDGETS_RESOURCES "ent-long-text-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EntLongTextEditor, view);
}

static void
ent_long_text_editor_init (EntLongTextEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (ent_field_editor_edited), self,
                           G_CONNECT_SWAPPED);
}

/*
 * ent_long_text_editor_new:
 * @field: a field of long text
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_long_text_editor_new (const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  EntLongTextEditor *self = g_object_new (ENT_TYPE_LONG_TEXT_EDITOR, "title", title, NULL);

  self->field = field;
  return GTK_WIDGET (self);
}
