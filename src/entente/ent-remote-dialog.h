/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

#define ENT_TYPE_REMOTE_DIALOG (ent_remote_dialog_get_type ())

/**
 * EntRemoteDialog:
 *
 * Sets up a place to synchronise with, or changes one.
 *
 * Signal: saved (name: string).
 */
G_DECLARE_FINAL_TYPE (EntRemoteDialog, ent_remote_dialog, ENT, REMOTE_DIALOG, AdwDialog)

AdwDialog *ent_remote_dialog_new (EntStore *store, EntSyncScheduler *scheduler, const EntRemote *remote);

G_END_DECLS
