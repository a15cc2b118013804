/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-import-job.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_OPTIONS (ent_import_options_get_type ())

/**
 * EntImportOptions:
 *
 * How a table is imported: what it is, which column goes where, or the mapping file that says so.
 * It activates the actions `import.choose`, `import.choose-mapping` and `import.clear-mapping` of what it is in.
 */
G_DECLARE_FINAL_TYPE (EntImportOptions, ent_import_options, ENT, IMPORT_OPTIONS, AdwBin)

void                  ent_import_options_take_file       (EntImportOptions *self, EntImportSourceFile *file, EntStore *store, const EntEntity *wanted);
const EntImportTable *ent_import_options_get_table       (EntImportOptions *self);
EntImportKind         ent_import_options_get_kind        (EntImportOptions *self, const EntEntity **ret_entity);
EntImportMapping     *ent_import_options_compose_mapping (EntImportOptions *self);
gboolean              ent_import_options_is_own_only     (EntImportOptions *self);
void                  ent_import_options_clear_mapping   (EntImportOptions *self);

G_END_DECLS
