/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

/* What happened, as rows of boxed lists. */
GtkWidget *ent_history_section_new (GPtrArray *rows, EntWorkspace *workspace);
GtkWidget *ent_history_row_new     (const EntHistoryRow *row, EntWorkspace *workspace, gboolean with_record);

G_END_DECLS
