/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-record-list.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_VIEW (ent_record_view_get_type ())

/**
 * EntRecordView:
 *
 * A list of records as a table, or, where there is not enough room, as a list of two lines; with a selection that
 * stays on its record from one list to the next, and a menu for it.
 *
 * Properties: narrow (boolean), selected-id (string, nullable).
 * Signal: activated (const char *id): a row was opened.
 */
G_DECLARE_FINAL_TYPE (EntRecordView, ent_record_view, ENT, RECORD_VIEW, GtkWidget)

void           ent_record_view_set_entity      (EntRecordView *self, const EntEntity *entity);
void           ent_record_view_set_list        (EntRecordView *self, EntRecordList *list);
EntRecordList *ent_record_view_get_list        (EntRecordView *self);
GtkColumnView *ent_record_view_get_column_view (EntRecordView *self);
const char    *ent_record_view_get_selected_id (EntRecordView *self);

G_END_DECLS
