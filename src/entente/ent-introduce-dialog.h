/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_INTRODUCE_DIALOG (ent_introduce_dialog_get_type ())

/**
 * EntIntroduceDialog:
 *
 * Says who works at this desk, in which department, and whose view the window shows.
 *
 * Property: store (construct only).
 * Signal: introduced (): it is written; the workspace is to be opened anew.
 */
G_DECLARE_FINAL_TYPE (EntIntroduceDialog, ent_introduce_dialog, ENT, INTRODUCE_DIALOG, AdwDialog)

AdwDialog *ent_introduce_dialog_new            (EntStore *store);
void       ent_introduce_dialog_set_person     (EntIntroduceDialog *self, const char *id);
void       ent_introduce_dialog_set_department (EntIntroduceDialog *self, const char *id);

G_END_DECLS
