/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_DIALOG (ent_import_dialog_get_type ())

/**
 * EntImportDialog:
 *
 * Imports a table: which file, what it is, where its columns go, what would happen, and then does it as one step to
 * undo. The window around it tells how it ended, by its actions `win.tell-change`, `win.tell-saved` and `win.tell`.
 *
 * Actions: `import.choose`, `import.choose-mapping`, `import.clear-mapping`, `import.next`, `import.back`,
 * `import.save-rejects`.
 */
G_DECLARE_FINAL_TYPE (EntImportDialog, ent_import_dialog, ENT, IMPORT_DIALOG, AdwDialog)

AdwDialog  *ent_import_dialog_new             (EntStore *store, const EntEntity *entity);
void        ent_import_dialog_load            (EntImportDialog *self, GFile *file);
void        ent_import_dialog_load_mapping    (EntImportDialog *self, GFile *file);
void        ent_import_dialog_save_rejects_to (EntImportDialog *self, GFile *file);
const char *ent_import_dialog_get_step        (EntImportDialog *self);
gboolean    ent_import_dialog_is_busy         (EntImportDialog *self);

G_END_DECLS
