/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-record.h"
#include "ent-sheet.h"

G_BEGIN_DECLS

void ent_fact_table_begin     (EntSheet *sheet, double share);
void ent_fact_table_add       (EntSheet *sheet, const char *label, const char *text);
void ent_fact_table_add_field (EntSheet *sheet, EntRecord *record, const char *name);

G_END_DECLS
