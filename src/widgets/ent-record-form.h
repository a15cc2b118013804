/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_FORM (ent_record_form_get_type ())

/**
 * EntRecordForm:
 *
 * The fields of one record as rows to fill in, generated from the schema. The record itself is untouched until
 * ent_record_form_commit(); saving it is up to the owner of the form.
 *
 * Properties: store (construct only), record (construct only), valid (boolean, no row holds what its field refuses,
 * and nothing required is missing), modified (boolean, something differs from the record).
 */
G_DECLARE_FINAL_TYPE (EntRecordForm, ent_record_form, ENT, RECORD_FORM, GtkWidget)

GtkWidget *ent_record_form_new          (EntStore *store, EntRecord *record);
EntRecord *ent_record_form_get_record   (EntRecordForm *self);
gboolean   ent_record_form_get_valid    (EntRecordForm *self);
gboolean   ent_record_form_get_modified (EntRecordForm *self);
gboolean   ent_record_form_commit       (EntRecordForm *self, GError **error);
void       ent_record_form_focus_field  (EntRecordForm *self, const char *field);
void       ent_record_form_set_text     (EntRecordForm *self, const char *field, const char *text);
void       ent_record_form_append      (EntRecordForm *self, GtkWidget *group);
void       ent_record_form_fill        (EntRecordForm *self, const char *field, EntRecord *source);
void       ent_record_form_hide_field   (EntRecordForm *self, const char *field);

G_END_DECLS
