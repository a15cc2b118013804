/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sheet.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

EntSheet *ent_person_sheet_compose (EntWorkspace *workspace, const char *id, const char *today, GError **error);
gboolean  ent_person_sheet_write   (EntWorkspace *workspace, const char *id, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
