/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-query.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_FILTER (ent_record_filter_get_type ())

/**
 * EntRecordFilter:
 *
 * One condition that somebody has set on a list of records. Immutable.
 */
G_DECLARE_FINAL_TYPE (EntRecordFilter, ent_record_filter, ENT, RECORD_FILTER, GObject)

EntRecordFilter *ent_record_filter_new       (const EntField *field, EntFilterOp op, const EntValue *value, const char *words);
const char      *ent_record_filter_get_label (EntRecordFilter *self);
gboolean         ent_record_filter_completes (EntRecordFilter *self, EntRecordFilter *other);
gboolean         ent_record_filter_replaces  (EntRecordFilter *self, EntRecordFilter *other, gboolean any);
void             ent_record_filter_apply     (EntRecordFilter *self, EntQuery *query);

G_END_DECLS
