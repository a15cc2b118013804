/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-atlas-state.h"
#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

#define ENT_TYPE_REMOTE_ROW (ent_remote_row_get_type ())

/**
 * EntRemoteRow:
 *
 * One place that the workspace is synchronised with: what it is, how it stands there, and what can be done. Activates
 * `page.sync`, `page.preview`, `page.change-remote` and `page.remove-remote` (s: its name), and `page.cancel`.
 */
G_DECLARE_FINAL_TYPE (EntRemoteRow, ent_remote_row, ENT, REMOTE_ROW, AdwActionRow)

GtkWidget *ent_remote_row_new    (const EntAtlasPlace *place);
void       ent_remote_row_update (EntRemoteRow *self, EntSyncScheduler *scheduler);

G_END_DECLS
