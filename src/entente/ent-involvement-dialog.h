/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_INVOLVEMENT_DIALOG (ent_involvement_dialog_get_type ())

/**
 * EntInvolvementDialog:
 *
 * Logs the time that somebody spent, in a few seconds: in one line, by repeating what was logged last, or in a form
 * in which who, on what and when are proposed. Enter saves.
 *
 * Properties: store, subject (string, nullable; construct only).
 * Signal: saved (EntRecord *involvement).
 */
G_DECLARE_FINAL_TYPE (EntInvolvementDialog, ent_involvement_dialog, ENT, INVOLVEMENT_DIALOG, AdwDialog)

AdwDialog *ent_involvement_dialog_new        (EntStore *store, const char *subject);
EntRecord *ent_involvement_dialog_get_record (EntInvolvementDialog *self);
void       ent_involvement_dialog_set_line   (EntInvolvementDialog *self, const char *text);

G_END_DECLS
