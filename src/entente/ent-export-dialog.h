/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-record-table.h"

G_BEGIN_DECLS

#define ENT_TYPE_EXPORT_DIALOG (ent_export_dialog_get_type ())

/**
 * EntExportDialog:
 *
 * Writes what a list shows into a table for spreadsheets. The window around it tells how it ended, by its actions
 * `win.tell-saved` and `win.tell`.
 */
G_DECLARE_FINAL_TYPE (EntExportDialog, ent_export_dialog, ENT, EXPORT_DIALOG, AdwDialog)

AdwDialog *ent_export_dialog_new     (EntStore *store, EntQuery *query, const char *const *columns);
void       ent_export_dialog_present_for (EntRecordTable *table, EntStore *store);
void       ent_export_dialog_save_to (EntExportDialog *self, GFile *file);

G_END_DECLS
