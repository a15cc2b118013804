/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-entry-editor.h"

#include <glib/gi18n-lib.h>

#define MAX_CHARS 1000

struct _EntEntryEditor
{
  AdwEntryRow parent_instance;

  const EntField *field; /* (not nullable) */
};

static void ent_entry_editor_field_editor_init (EntFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntEntryEditor, ent_entry_editor, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_FIELD_EDITOR, ent_entry_editor_field_editor_init))

/* As few digits as tell the number from all others. */
static char *
format_real (double real)
{
  char *text = g_strdup_printf ("%.15g", real);

  if (g_strtod (text, NULL) == real)
    return text;

  g_free (text);
  return g_strdup_printf ("%.17g", real);
}

/* As a person writes it: the locale's decimal mark; amounts, which are long, grouped by thousands; languages by name. */
static char *
format_value (const EntField *field,
              const EntValue *value)
{
  if (value->kind == ENT_VALUE_REAL)
    return format_real (value->real);
  if (value->kind == ENT_VALUE_INTEGER && field->type == ENT_FIELD_MONEY)
    return g_strdup_printf ("%'.*f", value->integer % 100 == 0 ? 0 : 2, value->integer / 100.0);

  return field->format == ENT_FORMAT_LANGUAGE ? ent_field_display (field, value) : ent_field_format (field, value);
}

static void
ent_entry_editor_show (EntFieldEditor *editor,
                       EntRecord *record)
{
  EntEntryEditor *self = ENT_ENTRY_EDITOR (editor);
  g_autofree char *text = format_value (self->field, ent_record_get (record, self->field));

  gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static gboolean
ent_entry_editor_read (EntFieldEditor *editor,
                       EntValue *ret_value,
                       GError **error)
{
  EntEntryEditor *self = ENT_ENTRY_EDITOR (editor);

  return ent_field_parse (self->field, gtk_editable_get_text (GTK_EDITABLE (self)), ret_value, error)
         && ent_field_check (self->field, ret_value, error);
}

static void
ent_entry_editor_field_editor_init (EntFieldEditorInterface *iface)
{
  iface->show = ent_entry_editor_show;
  iface->read = ent_entry_editor_read;
}

static GtkInputPurpose
purpose_of (const EntField *field)
{
  if (field->type != ENT_FIELD_TEXT)
    return GTK_INPUT_PURPOSE_NUMBER;

  switch (field->format)
    {
    case ENT_FORMAT_EMAIL:
      return GTK_INPUT_PURPOSE_EMAIL;
    case ENT_FORMAT_PHONE:
      return GTK_INPUT_PURPOSE_PHONE;
    case ENT_FORMAT_WEB:
      return GTK_INPUT_PURPOSE_URL;
    case ENT_FORMAT_SIREN:
    case ENT_FORMAT_PURPOSE:
      return GTK_INPUT_PURPOSE_DIGITS;
    case ENT_FORMAT_ANY:
    case ENT_FORMAT_INSEE:
    case ENT_FORMAT_LANGUAGE:
    case ENT_FORMAT_LEVELS:
    case ENT_FORMAT_PARTIAL:
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

static void
add_unit (EntEntryEditor *self)
{
  const char *unit = self->field->unit != NULL ? g_dgettext (GETTEXT_PACKAGE, self->field->unit) : "€";
  GtkWidget *label;

  if (self->field->unit == NULL && self->field->type != ENT_FIELD_MONEY)
    return;

  label = gtk_label_new (unit);
  gtk_widget_add_css_class (label, "dimmed");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), label);
}

static void
ent_entry_editor_class_init (EntEntryEditorClass *klass)
{
}

static void
ent_entry_editor_init (EntEntryEditor *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self), MAX_CHARS);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self), TRUE);
  g_signal_connect (self, "changed", G_CALLBACK (ent_field_editor_edited), NULL);
}

/*
 * ent_entry_editor_new:
 * @field: a field of text or numbers
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_entry_editor_new (const EntField *field)
{
  g_autofree char *title = ent_field_get_form_title (field);
  EntEntryEditor *self = g_object_new (ENT_TYPE_ENTRY_EDITOR, "title", title, "input-purpose", purpose_of (field), NULL);

  self->field = field;
  add_unit (self);
  return GTK_WIDGET (self);
}
