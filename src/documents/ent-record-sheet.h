/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sheet.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

gboolean    ent_record_sheet_exists   (const EntEntity *entity);
const char *ent_record_sheet_get_name (const EntEntity *entity);
EntSheet   *ent_record_sheet_compose  (EntWorkspace *workspace, const char *id, const char *today, GCancellable *cancellable, GError **error);
gboolean    ent_record_sheet_write    (EntWorkspace *workspace, const char *id, const char *language, const char *today, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
