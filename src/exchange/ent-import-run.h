/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-options.h"
#include "ent-import-report.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_RUN (ent_import_run_get_type ())

/*
 * EntImportRun:
 *
 * One import of one table, under way: what all imports have in common. It reads the rows, keeps the workspace's change
 * open, puts aside what is rejected, and at the end keeps all or nothing. Released before its end, it leaves nothing.
 */
G_DECLARE_FINAL_TYPE (EntImportRun, ent_import_run, ENT, IMPORT_RUN, GObject)

EntImportRun *ent_import_run_new (EntWorkspace *workspace, const char *path, const EntImportOptions *options, GCancellable *cancellable, GError **error);

EntWorkspace      *ent_import_run_get_workspace (EntImportRun *self);
EntImportReport   *ent_import_run_get_report    (EntImportRun *self);
const char *const *ent_import_run_get_headers   (EntImportRun *self);
int                ent_import_run_find_header   (EntImportRun *self, const char *name);

gboolean    ent_import_run_next     (EntImportRun *self, gboolean *ret_row, GError **error);
const char *ent_import_run_get_cell (EntImportRun *self, int column);
void        ent_import_run_warn     (EntImportRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean    ent_import_run_reject   (EntImportRun *self, const char *reason, GError **error);
gboolean    ent_import_run_take_error (EntImportRun *self, GError *reason, GError **error);
void        ent_import_run_note     (EntImportRun *self, EntImportOutcome outcome, EntRecord *record, EntRecord *former);
gboolean    ent_import_run_save     (EntImportRun *self, EntRecord *record, gboolean is_new, GError **error);

EntImportReport *ent_import_run_finish (EntImportRun *self, GError **error);

char *ent_import_fold_header (const char *header);
int   ent_import_find_name   (const char *const *names, const char *name);

G_END_DECLS
