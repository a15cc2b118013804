/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_ROW (ent_record_row_get_type ())

/**
 * EntRecordRow:
 *
 * One record as a row of a boxed list: icon of its entity, headline, a line below. An #AdwActionRow, so it emits
 * `activated` and takes suffixes.
 */
G_DECLARE_FINAL_TYPE (EntRecordRow, ent_record_row, ENT, RECORD_ROW, AdwActionRow)

GtkWidget  *ent_record_row_new         (const char *id, const char *headline, const char *detail);
GtkWidget  *ent_record_row_new_for_hit (const EntHit *hit);
const char *ent_record_row_get_id      (EntRecordRow *self);

G_END_DECLS
