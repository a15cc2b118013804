/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_LIST (ent_record_list_get_type ())

/* No such row, and GTK's word for no such position. */
#define ENT_RECORD_LIST_NOWHERE G_MAXUINT

/**
 * EntRecordList:
 *
 * The records of one query, in its order, as a #GListModel of #EntRecord that keeps eight bytes for each and loads the
 * rest as it is shown. A new query is a new list. Main thread only.
 */
G_DECLARE_FINAL_TYPE (EntRecordList, ent_record_list, ENT, RECORD_LIST, GObject)

/* Properties: store, query, pending (boolean: the order is not known yet), n-items. */
EntRecordList *ent_record_list_new        (EntStore *store, EntQuery *query);
gboolean       ent_record_list_is_pending (EntRecordList *self);
const GError  *ent_record_list_get_error  (EntRecordList *self);
EntQuery      *ent_record_list_get_query  (EntRecordList *self);
gint64         ent_record_list_get_row    (EntRecordList *self, guint position);
guint          ent_record_list_find_row   (EntRecordList *self, gint64 row);

G_END_DECLS
