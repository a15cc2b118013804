/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_TABLE (ent_record_table_get_type ())

/**
 * EntRecordTable:
 *
 * All records of one entity: searched as one types, filtered, sorted by a click on a column; a table where there is
 * room, a list of two lines where there is not.
 *
 * Properties: store (nullable, writable), entity (string, the English name, construct only), n-records (uint, how many
 * are shown), selected-id (string, nullable), layout (variant, for whoever keeps it: which columns, in which order, how wide, and what
 * the table is sorted by).
 * Signal: activated (const char *id): a row was opened.
 *
 * The window around it answers the actions `record.edit` (s: identifier), `record.delete` (s: identifier) and
 * `record.new` (s: name of the entity), which the menus, keys and empty pages of the table activate.
 */
G_DECLARE_FINAL_TYPE (EntRecordTable, ent_record_table, ENT, RECORD_TABLE, GtkWidget)

GtkWidget       *ent_record_table_new             (EntStore *store, const EntEntity *entity);
void             ent_record_table_set_store       (EntRecordTable *self, EntStore *store);
void             ent_record_table_set_base_query  (EntRecordTable *self, EntQuery *query);
void             ent_record_table_set_hint        (EntRecordTable *self, const char *title, const char *description);
void             ent_record_table_focus_search    (EntRecordTable *self);
void             ent_record_table_clear_search    (EntRecordTable *self);
const EntEntity *ent_record_table_get_entity      (EntRecordTable *self);
EntQuery        *ent_record_table_get_query       (EntRecordTable *self);
GStrv            ent_record_table_get_columns     (EntRecordTable *self);
guint            ent_record_table_get_n_records   (EntRecordTable *self);
const char      *ent_record_table_get_selected_id (EntRecordTable *self);

G_END_DECLS
