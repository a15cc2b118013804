/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"
#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

#define ENT_TYPE_SYNC_BUTTON (ent_sync_button_get_type ())

/**
 * EntSyncButton:
 *
 * How it stands between the workspace and those it is shared with, in two or three words; leads to the page of the Atlas.
 */
G_DECLARE_FINAL_TYPE (EntSyncButton, ent_sync_button, ENT, SYNC_BUTTON, GtkButton)

void ent_sync_button_set_alarm     (EntSyncButton *self, gboolean alarm);
void ent_sync_button_set_workspace (EntSyncButton *self, EntStore *store, EntSyncScheduler *scheduler);

G_END_DECLS
