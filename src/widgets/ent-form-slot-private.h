/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"
#include "ent-record-form.h"

G_BEGIN_DECLS

/* One field in a form: the row to fill it in, and below it what is wrong there. */
typedef struct
{
  EntRecordForm *form;        /* (not nullable) */
  const EntField *field;      /* (not nullable) */
  AdwPreferencesGroup *group; /* (not nullable): all widgets belong to the page */
  EntFieldEditor *editor;     /* (nullable): where the field is not in the form */
  GtkWidget *complaint;       /* the row below that says what is wrong */
  GtkLabel *message;
  gboolean valid;
  gboolean modified;
} EntFormSlot;

void     ent_form_slot_fill           (EntFormSlot *self, const EntField *field, EntFieldEditor *editor, AdwPreferencesGroup *group,
                                       EntRecord *record);
void     ent_form_slot_read           (EntFormSlot *self, EntRecord *original, GError **error);
void     ent_form_slot_complain       (EntFormSlot *self, const char *message);
gboolean ent_form_slot_is_complaining (const EntFormSlot *self);
void     ent_form_slot_be_content     (EntFormSlot *self);

G_END_DECLS
