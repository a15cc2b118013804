/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_FIELD_EDITOR (ent_field_editor_get_type ())

/**
 * EntFieldEditor:
 *
 * A row of a list in which one field of one record is filled in.
 *
 * Signal: edited (): what it holds is perhaps another value than before.
 */
G_DECLARE_INTERFACE (EntFieldEditor, ent_field_editor, ENT, FIELD_EDITOR, GtkWidget)

struct _EntFieldEditorInterface
{
  GTypeInterface parent_interface;

  void     (*show) (EntFieldEditor *self, EntRecord *record);
  gboolean (*read) (EntFieldEditor *self, EntValue *ret_value, GError **error);
};

GtkWidget *ent_field_editor_new    (EntStore *store, const EntEntity *entity, const EntField *field);
void       ent_field_editor_show   (EntFieldEditor *self, EntRecord *record);
gboolean   ent_field_editor_read   (EntFieldEditor *self, EntValue *ret_value, GError **error);
void       ent_field_editor_edited (EntFieldEditor *self);

char *ent_field_get_form_title (const EntField *field);

G_END_DECLS
