/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-chips-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_REFERENCES_EDITOR (ent_references_editor_get_type ())

/**
 * EntReferencesEditor:
 *
 * Several other records, found with #EntReferencePicker.
 */
G_DECLARE_FINAL_TYPE (EntReferencesEditor, ent_references_editor, ENT, REFERENCES_EDITOR, EntChipsEditor)

GtkWidget *ent_references_editor_new (EntStore *store, const EntField *field);

G_END_DECLS
