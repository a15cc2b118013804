/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-paper.h"
#include "ent-returns-pdf.h"

G_BEGIN_DECLS

char    *ent_returns_report_get_title (EntReturnsYear *year);
gboolean ent_returns_report_draw      (EntReturnsYear *year, EntPaper *paper, GPtrArray *contents, EntReturnsProgress progress, gpointer progress_data, double from, double to, GCancellable *cancellable, GError **error);

G_END_DECLS
