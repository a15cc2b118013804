/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-record-filter.h"
#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_FILTER_POPOVER (ent_filter_popover_get_type ())

/**
 * EntFilterPopover:
 *
 * Chooses a field of an entity, then what it shall hold.
 *
 * Signal: chosen (EntRecordFilter *filter)
 */
G_DECLARE_FINAL_TYPE (EntFilterPopover, ent_filter_popover, ENT, FILTER_POPOVER, GtkPopover)

GtkWidget *ent_filter_popover_new (EntStore *store, const EntEntity *entity);

gboolean ent_filter_popover_offers (const EntEntity *entity);

G_END_DECLS
