/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-options.h"
#include "ent-import-report.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

char            *ent_card_export (EntWorkspace *workspace, EntQuery *query, GCancellable *cancellable, GError **error);
EntImportReport *ent_card_import (EntWorkspace *workspace, const char *path, const EntImportOptions *options, GCancellable *cancellable, GError **error);

G_END_DECLS
