/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-field-editor.h"

G_BEGIN_DECLS

#define ENT_TYPE_DATE_EDITOR (ent_date_editor_get_type ())

/**
 * EntDateEditor:
 *
 * A line for a date, typed or picked from a calendar; where the field allows it, of the month or the year only.
 */
G_DECLARE_FINAL_TYPE (EntDateEditor, ent_date_editor, ENT, DATE_EDITOR, AdwEntryRow)

GtkWidget *ent_date_editor_new (const EntField *field);

G_END_DECLS
