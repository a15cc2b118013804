/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_RECORD_PAGE (ent_record_page_get_type ())

/**
 * EntRecordPage:
 *
 * One record: what it says, what belongs to it, what needs attention, and what happened to it.
 *
 * Properties: id (string, construct only).
 */
G_DECLARE_FINAL_TYPE (EntRecordPage, ent_record_page, ENT, RECORD_PAGE, EntPage)

GtkWidget  *ent_record_page_new    (EntStore *store, const char *id);
const char *ent_record_page_get_id (EntRecordPage *self);

G_END_DECLS
