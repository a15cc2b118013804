/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-references-editor.h"

#include <glib/gi18n-lib.h>

#include "ent-reference-picker.h"
#include "ent-widgets-private.h"

struct _EntReferencesEditor
{
  EntChipsEditor parent_instance;

  EntStore *store;    /* (not nullable) (owned) */
  GHashTable *titles; /* (element-type utf8 utf8) (owned): headlines by identifier */
};

G_DEFINE_FINAL_TYPE (EntReferencesEditor, ent_references_editor, ENT_TYPE_CHIPS_EDITOR)

static void
ent_references_editor_learn (EntChipsEditor *editor,
                             EntRecord *record)
{
  EntReferencesEditor *self = ENT_REFERENCES_EDITOR (editor);
  const char *const *ids = ent_record_get_list (record, ent_chips_editor_get_field (editor)->name);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_insert (self->titles, g_strdup (ids[i]), ent_store_get_title (self->store, record, ids[i]));
}

static char *
ent_references_editor_name (EntChipsEditor *editor,
                            const char *member)
{
  return g_strdup (g_hash_table_lookup (ENT_REFERENCES_EDITOR (editor)->titles, member));
}

static void
picked_cb (EntReferencesEditor *self,
           const char *id,
           const char *headline)
{
  g_hash_table_insert (self->titles, g_strdup (id), g_strdup (headline));
  ent_chips_editor_add (ENT_CHIPS_EDITOR (self), id);
}

static void
clicked_cb (EntReferencesEditor *self)
{
  EntChipsEditor *editor = ENT_CHIPS_EDITOR (self);
  const EntField *field = ent_chips_editor_get_field (editor);
  AdwDialog *picker = ent_reference_picker_new (self->store, field->targets, TRUE);

  adw_dialog_set_title (picker, ent_field_get_label (field));
  ent_reference_picker_set_selected (ENT_REFERENCE_PICKER (picker), ent_chips_editor_get_members (editor));
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "dropped", G_CALLBACK (ent_chips_editor_remove), self, G_CONNECT_SWAPPED);
  adw_dialog_present (picker, GTK_WIDGET (self));
}

static void
ent_references_editor_finalize (GObject *object)
{
  EntReferencesEditor *self = ENT_REFERENCES_EDITOR (object);

  g_clear_object (&self->store);
  g_hash_table_unref (self->titles);

  G_OBJECT_CLASS (ent_references_editor_parent_class)->finalize (object);
}

static void
ent_references_editor_class_init (EntReferencesEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_references_editor_finalize;
  ENT_CHIPS_EDITOR_CLASS (klass)->learn = ent_references_editor_learn;
  ENT_CHIPS_EDITOR_CLASS (klass)->name = ent_references_editor_name;
}

static void
ent_references_editor_init (EntReferencesEditor *self)
{
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/*
 * ent_references_editor_new:
 * @store: where records are found
 * @field: a field of several references
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
ent_references_editor_new (EntStore *store,
                           const EntField *field)
{
  EntReferencesEditor *self = g_object_new (ENT_TYPE_REFERENCES_EDITOR, NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Add to “%s”"), ent_field_get_label (field));

  self->store = g_object_ref (store);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  ent_chips_editor_set_up (ENT_CHIPS_EDITOR (self), field, button);

  return GTK_WIDGET (self);
}
