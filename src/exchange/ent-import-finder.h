/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-rule.h"
#include "ent-import-run.h"

G_BEGIN_DECLS

/*
 * EntImportFinder:
 *
 * Finds or makes what the rows of an import refer to. What it makes for a row is stored only once the row is accepted.
 */
typedef struct _EntImportFinder EntImportFinder;

EntImportFinder *ent_import_finder_new  (EntImportRun *run);
void             ent_import_finder_free (EntImportFinder *self);

const char *ent_import_finder_find       (EntImportFinder *self, const EntImportRule *rule, EntRecord *wanted, GError **error);
gboolean    ent_import_finder_peek       (EntImportFinder *self, const EntImportRule *rule, EntRecord *wanted, const char **ret_id, GError **error);
const char *ent_import_finder_find_title (EntImportFinder *self, const EntField *field, const char *text, GError **error);

gboolean ent_import_finder_accept (EntImportFinder *self, EntRecord *record, gboolean is_new, GError **error);
void     ent_import_finder_forget (EntImportFinder *self);
void     ent_import_finder_learn  (EntImportFinder *self, EntRecord *record);

/* Imports the current row; %ENT_ERROR_INVALID is about the row, anything else about the import. */
typedef gboolean (*EntImportRowFunc) (gpointer data, GError **error);
EntImportReport *ent_import_finder_run (EntImportFinder *self, EntImportRowFunc import_row, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportFinder, ent_import_finder_free)

G_END_DECLS
