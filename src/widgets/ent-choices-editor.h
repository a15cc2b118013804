/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-chips-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHOICES_EDITOR (ent_choices_editor_get_type ())

/**
 * EntChoicesEditor:
 *
 * Several of a closed list.
 */
G_DECLARE_FINAL_TYPE (EntChoicesEditor, ent_choices_editor, ENT, CHOICES_EDITOR, EntChipsEditor)

GtkWidget *ent_choices_editor_new (const EntField *field);

G_END_DECLS
