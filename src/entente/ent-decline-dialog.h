/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_DECLINE_DIALOG (ent_decline_dialog_get_type ())

/**
 * EntDeclineDialog:
 *
 * Asks what stood in the way of a request, then writes down that it is declined.
 *
 * Properties: store, request (a #EntRecord; construct only).
 * Signal: saved (EntRecord *request).
 */
G_DECLARE_FINAL_TYPE (EntDeclineDialog, ent_decline_dialog, ENT, DECLINE_DIALOG, AdwDialog)

AdwDialog *ent_decline_dialog_new (EntStore *store, EntRecord *request);

G_END_DECLS
