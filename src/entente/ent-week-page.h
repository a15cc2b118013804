/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_WEEK_PAGE (ent_week_page_get_type ())

/**
 * EntWeekPage:
 *
 * A week's sheet: a row for each project and kind of work, a column for each day. What was typed is saved in one step:
 * when one says so, goes to another week, or leaves.
 */
G_DECLARE_FINAL_TYPE (EntWeekPage, ent_week_page, ENT, WEEK_PAGE, EntPage)

void ent_week_page_show (EntWeekPage *self, const char *person, const char *day);

G_END_DECLS
