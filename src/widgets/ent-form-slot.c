/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-form-slot-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The message stands below the field: it need not begin with its name, but with a capital. */
static char *
without_name (const EntField *field,
              const char *message)
{
  g_autofree char *prefix = g_strdup_printf (_ ("%s: %s"), ent_field_get_label (field), "");
  const char *why = g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;
  g_autofree char *first = g_utf8_substring (why, 0, MIN (1, g_utf8_strlen (why, -1)));
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strconcat (capital, why + strlen (first), NULL);
}

/*
 * ent_form_slot_complain:
 * @self: a field of a form
 * @message: what is wrong with it
 *
 * Marks it, with the reason below.
 */
void
ent_form_slot_complain (EntFormSlot *self,
                        const char *message)
{
  g_autofree char *why = without_name (self->field, message);

  gtk_label_set_label (self->message, why);
  gtk_widget_set_visible (self->complaint, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->editor), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->message, NULL, -1);
}

/*
 * ent_form_slot_is_complaining:
 * @self: a field of a form
 *
 * Returns: whether it is marked as wrong
 */
gboolean
ent_form_slot_is_complaining (const EntFormSlot *self)
{
  return gtk_widget_get_visible (self->complaint);
}

/*
 * ent_form_slot_be_content:
 * @self: a field of a form, in which nothing is wrong any more
 */
void
ent_form_slot_be_content (EntFormSlot *self)
{
  if (!ent_form_slot_is_complaining (self))
    return;

  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->editor), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
}

/*
 * ent_form_slot_read:
 * @self: a field of a form
 * @original: the record as it was when the form was made
 * @error: set to what is wrong
 *
 * Finds out whether what stands there can be kept, and whether it is another value than before.
 */
void
ent_form_slot_read (EntFormSlot *self,
                    EntRecord *original,
                    GError **error)
{
  const EntValue *before = ent_record_get (original, self->field);
  g_auto (EntValue) value = { 0 };
  g_autoptr (GError) failure = NULL;

  /* What cannot be read is something that somebody typed, or empty as it was. */
  self->valid = ent_field_editor_read (self->editor, &value, &failure);
  self->modified = self->valid ? !ent_value_equal (&value, before) : before->kind != ENT_VALUE_UNSET || self->modified;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
}

static GtkWidget *
create_complaint (EntFormSlot *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "selectable", FALSE, "focusable", FALSE, "visible", FALSE, NULL);

  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "caption");
  gtk_widget_add_css_class (row, "ent-complaint");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->message));

  return row;
}

/*
 * ent_form_slot_fill:
 * @self: an empty slot of a form
 * @field: what is filled in there
 * @editor: (transfer floating): the row to fill it in
 * @group: where the row goes
 * @record: what it shows at first
 */
void
ent_form_slot_fill (EntFormSlot *self,
                    const EntField *field,
                    EntFieldEditor *editor,
                    AdwPreferencesGroup *group,
                    EntRecord *record)
{
  self->field = field;
  self->group = group;
  self->editor = editor;
  self->complaint = create_complaint (self);
  adw_preferences_group_add (group, GTK_WIDGET (editor));
  adw_preferences_group_add (group, self->complaint);

  ent_field_editor_show (editor, record);
  ent_form_slot_read (self, record, NULL);
  self->modified = FALSE;
}
