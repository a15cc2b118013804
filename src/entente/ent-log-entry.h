/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_LOG_ENTRY (ent_log_entry_get_type ())

/**
 * EntLogEntry:
 *
 * One line that says what was done, “2 h expertise Goris water”, and the ways to understand it. The best one counts
 * until another is chosen.
 *
 * Properties: store (construct only).
 * Signals: understood (EntRecord *involvement): the line now says this much, the rest of its fields are unset;
 * activated (): Enter was pressed, and all that was typed is understood.
 */
G_DECLARE_FINAL_TYPE (EntLogEntry, ent_log_entry, ENT, LOG_ENTRY, AdwBin)

GtkWidget *ent_log_entry_new      (EntStore *store);
void       ent_log_entry_set_text (EntLogEntry *self, const char *text);

G_END_DECLS
