/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_ENTRY_EDITOR (ent_entry_editor_get_type ())

/**
 * EntEntryEditor:
 *
 * A line for a text or a number.
 */
G_DECLARE_FINAL_TYPE (EntEntryEditor, ent_entry_editor, ENT, ENTRY_EDITOR, AdwEntryRow)

GtkWidget *ent_entry_editor_new (const EntField *field);

G_END_DECLS
