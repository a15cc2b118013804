/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_INVOLVEMENT_DIALOG (ent_involvement_dialog_get_type ())

/**
 * EntInvolvementDialog:
 *
 * Logs the time that somebody spent, in a few seconds: who, on what and when are proposed, the amount is typed, Enter
 * saves.
 *
 * Properties: store, subject (string, nullable; construct only).
 * Signal: saved (EntRecord *involvement).
 */
G_DECLARE_FINAL_TYPE (EntInvolvementDialog, ent_involvement_dialog, ENT, INVOLVEMENT_DIALOG, AdwDialog)

AdwDialog *ent_involvement_dialog_new        (EntStore *store, const char *subject);
EntRecord *ent_involvement_dialog_get_record (EntInvolvementDialog *self);

G_END_DECLS
