/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-driver.h"

G_BEGIN_DECLS

#define ENT_TYPE_SYNC_SCHEDULER (ent_sync_scheduler_get_type ())

/**
 * EntSyncScheduler:
 *
 * Keeps the workspace of a window synchronised, one remote after the other, the narrowest circle first: when it is asked
 * to, and by itself when something changes here or there. A remote is synchronised by itself once the user has done so;
 * to the Atlas nothing is ever sent by itself, for what is published somebody shall have looked at. Main thread only.
 *
 * Signals: unseen (remote: string, seen: GPtrArray of EntSyncItem, or NULL), when a round held something back from the Atlas
 * for the user had not seen it, just before its end; ended (remote: string, message: string, well: boolean), when a round is over; the message says what was done,
 * or why it failed.
 */
G_DECLARE_FINAL_TYPE (EntSyncScheduler, ent_sync_scheduler, ENT, SYNC_SCHEDULER, GObject)

EntSyncScheduler *ent_sync_scheduler_new         (EntStore *store, EntSecrets *secrets);
EntSyncDriver    *ent_sync_scheduler_get_driver  (EntSyncScheduler *self);
EntSecrets       *ent_sync_scheduler_get_secrets (EntSyncScheduler *self);
void              ent_sync_scheduler_start       (EntSyncScheduler *self);
void              ent_sync_scheduler_stop        (EntSyncScheduler *self);
void              ent_sync_scheduler_sync        (EntSyncScheduler *self, const char *remote, EntSyncFlags flags, GPtrArray *seen);
void              ent_sync_scheduler_cancel      (EntSyncScheduler *self);
gboolean          ent_sync_scheduler_is_waiting  (EntSyncScheduler *self, const char *remote);

G_END_DECLS
