/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-chips-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_LEVELS_EDITOR (ent_levels_editor_get_type ())

/**
 * EntLevelsEditor:
 *
 * Languages, each with a level of the European framework (CEFR).
 */
G_DECLARE_FINAL_TYPE (EntLevelsEditor, ent_levels_editor, ENT, LEVELS_EDITOR, EntChipsEditor)

GtkWidget *ent_levels_editor_new (const EntField *field);

G_END_DECLS
