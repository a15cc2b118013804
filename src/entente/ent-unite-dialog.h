/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_UNITE_DIALOG (ent_unite_dialog_get_type ())

/**
 * EntUniteDialog:
 *
 * Two records of one person or body, field by field: somebody chooses what stands and merges them, or says that they are two.
 */
G_DECLARE_FINAL_TYPE (EntUniteDialog, ent_unite_dialog, ENT, UNITE_DIALOG, AdwDialog)

AdwDialog *ent_unite_dialog_new (EntStore *store, const char *one, const char *other);

G_END_DECLS
