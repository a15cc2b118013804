/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-record-filter.h"

G_BEGIN_DECLS

#define ENT_TYPE_FILTER_BAR (ent_filter_bar_get_type ())

/**
 * EntFilterBar:
 *
 * The filters that are set on a list, each a chip that can be removed, and whether a record must fulfil all of them or
 * any; takes no room where there are none.
 *
 * Signal: changed (): there are others than before.
 */
G_DECLARE_FINAL_TYPE (EntFilterBar, ent_filter_bar, ENT, FILTER_BAR, GtkWidget)

void     ent_filter_bar_add      (EntFilterBar *self, EntRecordFilter *filter);
void     ent_filter_bar_clear    (EntFilterBar *self);
gboolean ent_filter_bar_is_empty (EntFilterBar *self);
void     ent_filter_bar_apply    (EntFilterBar *self, EntQuery *query);

G_END_DECLS
