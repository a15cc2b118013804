/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_PREFERENCES_DIALOG (ent_preferences_dialog_get_type ())

/**
 * EntPreferencesDialog:
 *
 * What this user prefers on this machine, and what holds for the workspace.
 *
 * Properties: store (nullable, construct only).
 */
G_DECLARE_FINAL_TYPE (EntPreferencesDialog, ent_preferences_dialog, ENT, PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *ent_preferences_dialog_new (EntStore *store);

G_END_DECLS
