/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-row.h"
#include "ent-sync-state.h"

G_BEGIN_DECLS

gboolean ent_sync_echo_find (EntWorkspace *workspace, const EntSyncRow *row, const EntBase *base, JsonObject *mine, JsonObject *theirs,
                             JsonObject **base_part, gboolean *ret_stale, GError **error);

G_END_DECLS
