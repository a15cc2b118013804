/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"
#include "ent-sync.h"

G_BEGIN_DECLS

#define ENT_TYPE_PREVIEW_DIALOG (ent_preview_dialog_get_type ())

/**
 * EntPreviewDialog:
 *
 * Exactly what would be sent to a place: each record, and each value of it that is new there.
 *
 * Signal: confirmed (), when the user wants it sent: ent_preview_dialog_get_items(), and nothing else.
 */
G_DECLARE_FINAL_TYPE (EntPreviewDialog, ent_preview_dialog, ENT, PREVIEW_DIALOG, AdwDialog)

AdwDialog *ent_preview_dialog_new        (EntStore *store, const EntRemote *remote, GPtrArray *seen);
GPtrArray *ent_preview_dialog_get_items  (EntPreviewDialog *self);
gboolean   ent_preview_dialog_is_loading (EntPreviewDialog *self);

G_END_DECLS
