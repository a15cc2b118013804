/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync.h"

G_BEGIN_DECLS

#define ENT_TYPE_PREVIEW_ITEM (ent_preview_item_get_type ())

/**
 * EntPreviewItem:
 *
 * One record that would be sent, in the user's words.
 *
 * Properties, all read only: title, summary, detail (strings); new (boolean): whether the user has not seen it yet.
 */
G_DECLARE_FINAL_TYPE (EntPreviewItem, ent_preview_item, ENT, PREVIEW_ITEM, GObject)

EntPreviewItem *ent_preview_item_new    (GPtrArray *items, guint position, EntWorkspace *workspace);
void            ent_preview_item_set_seen (EntPreviewItem *self, const EntSyncItem *seen);
gboolean        ent_preview_item_is_new   (EntPreviewItem *self);

G_END_DECLS
