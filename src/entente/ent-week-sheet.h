/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sheet.h"
#include "ent-week.h"

G_BEGIN_DECLS

EntSheet *ent_week_sheet_compose (const EntWeek *week, const char *name, const char *dates);

G_END_DECLS
