/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"
#include "ent-sync-scheduler.h"

G_BEGIN_DECLS

#define ENT_TYPE_SIDEBAR (ent_sidebar_get_type ())

/**
 * EntSidebar:
 *
 * Where one can go in a workspace, and how it stands with its remotes.
 *
 * Signal: activated (const char *place): go there.
 */
G_DECLARE_FINAL_TYPE (EntSidebar, ent_sidebar, ENT, SIDEBAR, AdwBin)

void        ent_sidebar_set_store (EntSidebar *self, EntStore *store, EntSyncScheduler *scheduler);
void        ent_sidebar_select    (EntSidebar *self, const char *place);

G_END_DECLS
