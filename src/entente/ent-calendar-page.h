/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_CALENDAR_PAGE (ent_calendar_page_get_type ())

/**
 * EntCalendarPage:
 *
 * Missions, visits, deadlines and absences, as a month or as a list; where there is little room, as a list.
 *
 * Properties: view (`month` or `list`), show-events, show-deadlines, show-absences, mine (boolean).
 */
G_DECLARE_FINAL_TYPE (EntCalendarPage, ent_calendar_page, ENT, CALENDAR_PAGE, EntPage)

const char *ent_calendar_page_get_day (EntCalendarPage *self);
void        ent_calendar_page_set_day (EntCalendarPage *self, const char *day);
void        ent_calendar_page_save    (EntCalendarPage *self, GFile *file);

G_END_DECLS
