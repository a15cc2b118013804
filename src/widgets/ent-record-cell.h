/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-record.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_CELL (ent_record_cell_get_type ())

/**
 * EntRecordCell:
 *
 * One field of the record of a row, or, without a field, its headline with what else tells most about it. Follows
 * changes of the record.
 */
G_DECLARE_FINAL_TYPE (EntRecordCell, ent_record_cell, ENT, RECORD_CELL, GtkWidget)

GtkListItemFactory *ent_record_cell_factory_new          (const EntField *field);
GtkListItemFactory *ent_record_cell_factory_new_for_rows (const EntEntity *entity);
guint               ent_record_cell_get_position         (EntRecordCell *self);

G_END_DECLS
