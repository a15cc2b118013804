/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"

G_BEGIN_DECLS

/**
 * EntLane:
 *
 * One thread with one connection, and the jobs that wait for it, first come, first served.
 */
typedef struct _EntLane EntLane;

/* Called in the thread of the store, with the source object of a job's task. */
typedef void (*EntLaneNotify) (gpointer source);

EntLane *ent_lane_new   (const char *name, EntWorkspace *workspace, gboolean writes, EntLaneNotify ran, EntLaneNotify freed);
void     ent_lane_push  (EntLane *self, GTask *task, EntStoreFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free);
void     ent_lane_close (EntLane *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntLane, ent_lane_close)

G_END_DECLS
