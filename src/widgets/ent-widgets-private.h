/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_WIDGETS_RESOURCES "/org/entente/Entente/widgets/"

void  ent_widgets_ensure     (void);
void  ent_wrap_box_clear     (AdwWrapBox *box);
char *ent_record_get_details (EntRecord *record, guint n_fields);
char *ent_store_get_title    (EntStore *self, EntRecord *record, const char *id);

G_END_DECLS
