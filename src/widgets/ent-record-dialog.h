/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_DIALOG (ent_record_dialog_get_type ())

/**
 * EntRecordDialog:
 *
 * Makes or edits one record: new where the workspace has none of its identifier. Show it with adw_dialog_present().
 *
 * Properties: store (construct only), record (construct only).
 * Signal: saved (EntRecord *record): the workspace has taken it; the dialog is about to close.
 */
G_DECLARE_FINAL_TYPE (EntRecordDialog, ent_record_dialog, ENT, RECORD_DIALOG, AdwDialog)

AdwDialog *ent_record_dialog_new        (EntStore *store, EntRecord *record);
void       ent_record_dialog_edit       (EntStore *store, const char *id, GtkWidget *parent);
EntRecord *ent_record_dialog_get_record (EntRecordDialog *self);
void       ent_record_dialog_focus_field (EntRecordDialog *self, const char *field);

G_END_DECLS
