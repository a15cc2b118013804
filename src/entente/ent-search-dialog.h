/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_SEARCH_DIALOG (ent_search_dialog_get_type ())

/**
 * EntSearchDialog:
 *
 * Searches everything as one types, and opens what was found.
 *
 * Properties: store (construct only).
 */
G_DECLARE_FINAL_TYPE (EntSearchDialog, ent_search_dialog, ENT, SEARCH_DIALOG, AdwDialog)

AdwDialog *ent_search_dialog_new      (EntStore *store);
void       ent_search_dialog_set_text (EntSearchDialog *self, const char *words);

G_END_DECLS
