/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-letter.h"
#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_LETTER_DIALOG (ent_letter_dialog_get_type ())

/**
 * EntLetterDialog:
 *
 * Edits the templates of the requests to departments, in each language.
 *
 * Properties: store (construct only).
 */
G_DECLARE_FINAL_TYPE (EntLetterDialog, ent_letter_dialog, ENT, LETTER_DIALOG, AdwDialog)

AdwDialog *ent_letter_dialog_new (EntStore *store, EntLetterKind kind);

G_END_DECLS
