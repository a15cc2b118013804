/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-report.h"

G_BEGIN_DECLS

/* While it is made. */
EntImportReport *ent_import_report_new         (void);
gboolean         ent_import_report_has_room    (const EntImportReport *self);
void             ent_import_report_add_row     (EntImportReport *self, guint line, EntImportOutcome outcome, const char *title, const char *detail);
void             ent_import_report_add_problem (EntImportReport *self, guint line, gboolean rejected, const char *message);

G_END_DECLS
