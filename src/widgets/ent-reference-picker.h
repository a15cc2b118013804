/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_REFERENCE_PICKER (ent_reference_picker_get_type ())

/**
 * EntReferencePicker:
 *
 * Finds the record to refer to as one types, or makes it on the spot. Show it with adw_dialog_present().
 *
 * Properties: store (construct only), targets (string, construct only: names of entities, separated by spaces),
 * many (boolean, construct only: stays open, each row has a check mark), selected (strv: identifiers, with many).
 * Signals: picked (const char *id, const char *headline): to be added, or the one, and then the dialog closes;
 * dropped (const char *id): unticked, with many only.
 */
G_DECLARE_FINAL_TYPE (EntReferencePicker, ent_reference_picker, ENT, REFERENCE_PICKER, AdwDialog)

AdwDialog *ent_reference_picker_new          (EntStore *store, const char *targets, gboolean many);
void       ent_reference_picker_ask          (GtkWidget *asker, EntStore *store, const char *targets, GCallback picked);
void       ent_reference_picker_set_selected (EntReferencePicker *self, const char *const *ids);

G_END_DECLS
