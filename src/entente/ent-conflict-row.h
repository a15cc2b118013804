/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-atlas-state.h"

G_BEGIN_DECLS

#define ENT_TYPE_CONFLICT_ROW (ent_conflict_row_get_type ())

/**
 * EntConflictRow:
 *
 * What is here, what somebody else wrote and what was there before, side by side, for the user to choose. The buttons
 * activate `page.resolve` (sssu: remote, identifier, field, side).
 */
G_DECLARE_FINAL_TYPE (EntConflictRow, ent_conflict_row, ENT, CONFLICT_ROW, AdwPreferencesRow)

GtkWidget *ent_conflict_row_new (const EntAtlasConflict *conflict);

G_END_DECLS
