/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_SWITCH_EDITOR (ent_switch_editor_get_type ())

/**
 * EntSwitchEditor:
 *
 * Yes or no.
 */
G_DECLARE_FINAL_TYPE (EntSwitchEditor, ent_switch_editor, ENT, SWITCH_EDITOR, AdwActionRow)

GtkWidget *ent_switch_editor_new (const EntField *field);

G_END_DECLS
