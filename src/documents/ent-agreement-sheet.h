/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sheet.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

EntSheet *ent_agreement_sheet_compose (EntWorkspace *workspace, EntRecord *agreement, const char *today, GCancellable *cancellable, GError **error);

G_END_DECLS
