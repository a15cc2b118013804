/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHOICE_EDITOR (ent_choice_editor_get_type ())

/**
 * EntChoiceEditor:
 *
 * One of a closed list.
 */
G_DECLARE_FINAL_TYPE (EntChoiceEditor, ent_choice_editor, ENT, CHOICE_EDITOR, AdwComboRow)

GtkWidget *ent_choice_editor_new (const EntEntity *entity, const EntField *field);

G_END_DECLS
