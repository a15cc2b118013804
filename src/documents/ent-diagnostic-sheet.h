/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-diagnostic.h"
#include "ent-sheet.h"

G_BEGIN_DECLS

EntSheet *ent_diagnostic_sheet_compose (EntWorkspace *workspace, const EntDiagnosticFilter *filter, const char *today, GError **error);
char     *ent_diagnostic_sheet_join    (const char *const *nicks, const EntChoices *choices);

G_END_DECLS
