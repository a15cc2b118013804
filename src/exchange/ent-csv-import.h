/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-mapping.h"
#include "ent-import-options.h"
#include "ent-import-report.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

EntImportReport *ent_csv_import (EntWorkspace *workspace, EntImportMapping *mapping, const char *path, const EntImportOptions *options, GCancellable *cancellable, GError **error);

G_END_DECLS
