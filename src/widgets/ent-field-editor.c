/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-field-editor.h"

#include "ent-choice-editor.h"
#include "ent-choices-editor.h"
#include "ent-date-editor.h"
#include "ent-entry-editor.h"
#include "ent-levels-editor.h"
#include "ent-long-text-editor.h"
#include "ent-reference-editor.h"
#include "ent-references-editor.h"
#include "ent-switch-editor.h"
#include "ent-words-editor.h"

G_DEFINE_INTERFACE (EntFieldEditor, ent_field_editor, GTK_TYPE_WIDGET)

static guint edited_signal;

static void
ent_field_editor_default_init (EntFieldEditorInterface *iface)
{
  /**
   * EntFieldEditor::edited:
   *
   * What it holds is perhaps another value than before.
   */
  edited_signal = g_signal_new ("edited", ENT_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * ent_field_editor_new:
 * @store: where references are looked up
 * @entity: the entity of @field
 * @field: what is to be filled in
 *
 * Returns: (transfer floating): a row for it, empty until ent_field_editor_show()
 */
GtkWidget *
ent_field_editor_new (EntStore *store,
                      const EntEntity *entity,
                      const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_LONG_TEXT:
      return ent_long_text_editor_new (field);
    case ENT_FIELD_TEXTS:
      return field->format == ENT_FORMAT_LEVELS ? ent_levels_editor_new (field) : ent_words_editor_new (field);
    case ENT_FIELD_DATE:
      return ent_date_editor_new (field);
    case ENT_FIELD_YES_NO:
      return ent_switch_editor_new (field);
    case ENT_FIELD_CHOICE:
      return ent_choice_editor_new (entity, field);
    case ENT_FIELD_CHOICES:
      return ent_choices_editor_new (field);
    case ENT_FIELD_REFERENCE:
      return ent_reference_editor_new (store, field);
    case ENT_FIELD_REFERENCES:
      return ent_references_editor_new (store, field);
    case ENT_FIELD_TEXT:
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
    default:
      return ent_entry_editor_new (field);
    }
}

/**
 * ent_field_editor_show:
 * @self: an editor
 * @record: (transfer none): a record of the entity of its field
 *
 * Shows what the record holds in the field.
 */
void
ent_field_editor_show (EntFieldEditor *self,
                       EntRecord *record)
{
  g_return_if_fail (ENT_IS_FIELD_EDITOR (self));

  ENT_FIELD_EDITOR_GET_IFACE (self)->show (self, record);
}

/**
 * ent_field_editor_read:
 * @self: an editor
 * @ret_value: (out caller-allocates): what was filled in, to be cleared
 * @error: set to what is wrong with it, in the user's words
 *
 * Returns: whether it can stand in the field; a missing value that is required cannot
 */
gboolean
ent_field_editor_read (EntFieldEditor *self,
                       EntValue *ret_value,
                       GError **error)
{
  g_return_val_if_fail (ENT_IS_FIELD_EDITOR (self), FALSE);

  *ret_value = (EntValue){ 0 };
  return ENT_FIELD_EDITOR_GET_IFACE (self)->read (self, ret_value, error);
}

/**
 * ent_field_editor_edited:
 * @self: an editor
 *
 * Emits #EntFieldEditor::edited; for those who write an editor.
 */
void
ent_field_editor_edited (EntFieldEditor *self)
{
  g_signal_emit (self, edited_signal, 0);
}

/**
 * ent_field_get_form_title:
 * @field: a field
 *
 * Returns: (transfer full): its label as forms have it: required ones are marked
 */
char *
ent_field_get_form_title (const EntField *field)
{
  const char *label = ent_field_get_label (field);

  return g_strconcat (label, (field->flags & ENT_FIELD_REQUIRED) != 0 ? " *" : NULL, NULL);
}
