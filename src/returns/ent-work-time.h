/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workdays.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntWorkTime:
 * @hours_per_day: how many hours make a day of work
 * @days_per_year: how many days a full-time post works in a year; 0 for those of the calendar, see #EntWorkdays
 *
 * How an authority counts time: settings of its workspace.
 */
typedef struct
{
  double hours_per_day;
  double days_per_year;
} EntWorkTime;

/* Names of the settings. That of a daily rate goes on with a nick of `ent_choices_staff_categories`; its value is in cents. */
#define ENT_SETTING_HOURS_PER_DAY "hours-per-day"
#define ENT_SETTING_DAYS_PER_YEAR "days-per-year"
#define ENT_SETTING_DAILY_RATE "daily-rate-"

/* What a day of the involvement `t` is worth, in cents: what the entry itself says, or else the rate of the category that
 * the person had on the first day. NULL where neither is known. */
#define ENT_DAILY_COST_SQL                                                                                             \
  "coalesce (t.\"daily-cost\", (SELECT CAST (rate.value AS INTEGER) FROM role AS post "                                \
  "  JOIN setting AS rate ON rate.name = '" ENT_SETTING_DAILY_RATE "' || post.category WHERE post.person = t.person "  \
  "  AND coalesce (post.start, '') <= t.\"from\" AND coalesce (post.\"end\", '9') || '~' >= t.\"from\" "               \
  "  ORDER BY post.start DESC LIMIT 1))"

void     ent_work_time_load      (EntWorkTime *self, EntWorkspace *workspace);
gboolean ent_work_time_read_span (const char *unit, const char *from, const char *to, int year, GDate *ret_from, GDate *ret_to);

double ent_work_time_count (const EntWorkTime *self, const EntWorkdays *workdays, double amount, const char *unit, const char *from, const char *to);
double ent_work_time_count_between (const EntWorkTime *self, const EntWorkdays *workdays, double amount, const char *unit, const GDate *from,
                                    const GDate *to, const GDate *first, const GDate *last);
double ent_work_time_count_all (const EntWorkTime *self, double amount, const char *unit, const char *from, const char *to, const char *today);

gint64 ent_work_time_get_rate (EntWorkspace *workspace, const char *category);
gint64 ent_work_time_value    (double days, gint64 daily_cost);

G_END_DECLS
