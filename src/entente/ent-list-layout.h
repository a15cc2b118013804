/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-record-table.h"

G_BEGIN_DECLS

void ent_list_layout_keep (EntRecordTable *table, const char *list);

G_END_DECLS
