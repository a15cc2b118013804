/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-chips-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_WORDS_EDITOR (ent_words_editor_get_type ())

/**
 * EntWordsEditor:
 *
 * Several words of one’s own.
 */
G_DECLARE_FINAL_TYPE (EntWordsEditor, ent_words_editor, ENT, WORDS_EDITOR, EntChipsEditor)

GtkWidget *ent_words_editor_new (const EntField *field);

G_END_DECLS
