/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_LONG_TEXT_EDITOR (ent_long_text_editor_get_type ())

/**
 * EntLongTextEditor:
 *
 * Room for a text of many lines.
 */
G_DECLARE_FINAL_TYPE (EntLongTextEditor, ent_long_text_editor, ENT, LONG_TEXT_EDITOR, AdwPreferencesRow)

GtkWidget *ent_long_text_editor_new (const EntField *field);

G_END_DECLS
