/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-choices.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHOICE_CHOOSER (ent_choice_chooser_get_type ())

/**
 * EntChoiceChooser:
 *
 * A popover with the values of a closed list, each with a check mark; the longer ones can be searched.
 *
 * Signals: checked (const char *nick), unchecked (const char *nick).
 */
G_DECLARE_FINAL_TYPE (EntChoiceChooser, ent_choice_chooser, ENT, CHOICE_CHOOSER, GtkPopover)

GtkWidget *ent_choice_chooser_new          (const EntChoices *choices);
void       ent_choice_chooser_set_checked  (EntChoiceChooser *self, const char *const *nicks);

G_END_DECLS
