/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-import-report.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_PREVIEW (ent_import_preview_get_type ())

/**
 * EntImportPreview:
 *
 * What an import would do: in one sentence, and row by row, those of one kind or all.
 */
G_DECLARE_FINAL_TYPE (EntImportPreview, ent_import_preview, ENT, IMPORT_PREVIEW, AdwBin)

void ent_import_preview_set_report (EntImportPreview *self, const EntImportReport *report);

G_END_DECLS
