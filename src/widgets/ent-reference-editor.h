/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_REFERENCE_EDITOR (ent_reference_editor_get_type ())

/**
 * EntReferenceEditor:
 *
 * One other record, found with #EntReferencePicker.
 */
G_DECLARE_FINAL_TYPE (EntReferenceEditor, ent_reference_editor, ENT, REFERENCE_EDITOR, AdwActionRow)

GtkWidget *ent_reference_editor_new (EntStore *store, const EntField *field);

G_END_DECLS
