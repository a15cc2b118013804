/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-document-problem.h"
#include "ent-returns-pdf.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

GPtrArray *ent_iati_check (EntWorkspace *workspace, const char *today, GCancellable *cancellable, GError **error);
gboolean   ent_iati_write (EntWorkspace *workspace, const char *today, const char *path, EntReturnsProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);

G_END_DECLS
