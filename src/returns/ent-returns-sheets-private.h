/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-paper.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

gboolean ent_returns_sheets_draw (EntReturnsYear *year, EntWorkspace *workspace, EntPaper *paper, GCancellable *cancellable, GError **error);
gboolean ent_returns_annex_draw  (EntReturnsYear *year, EntWorkspace *workspace, EntPaper *paper, GCancellable *cancellable, GError **error);

G_END_DECLS
