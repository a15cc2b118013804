/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_SUCCESSION_DIALOG (ent_succession_dialog_get_type ())

/**
 * EntSuccessionDialog:
 *
 * A change of mandate in one step: the last day, who takes over which delegation, partnership and seat, and what is left
 * without anyone. See #EntSuccession for what it means.
 *
 * Signal: saved (): it is written, as one change.
 */
G_DECLARE_FINAL_TYPE (EntSuccessionDialog, ent_succession_dialog, ENT, SUCCESSION_DIALOG, AdwDialog)

AdwDialog *ent_succession_dialog_new (EntStore *store, const char *person);

G_END_DECLS
