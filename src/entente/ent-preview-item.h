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
 * Properties, all strings and read only: title, summary, detail.
 */
G_DECLARE_FINAL_TYPE (EntPreviewItem, ent_preview_item, ENT, PREVIEW_ITEM, GObject)

EntPreviewItem *ent_preview_item_new (EntSyncItem *item, EntWorkspace *workspace);

G_END_DECLS
