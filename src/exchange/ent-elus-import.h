/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-options.h"
#include "ent-import-report.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

EntImportReport *ent_elus_import (EntWorkspace *workspace, const char *path, const EntImportOptions *options, GCancellable *cancellable, GError **error);

gboolean         ent_elus_recognises (const char *const *names);

G_END_DECLS
