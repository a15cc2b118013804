/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-work-time.h"

G_BEGIN_DECLS

#define ENT_WEEK_DAYS 7

/**
 * EntWeekCell:
 * @hours: how long somebody worked that day, as the sheet says now
 * @stored: how long, as the workspace says
 * @unit: (not nullable): nick of what it was counted in
 * @id: (nullable) (owned): the involvement that is stored
 * @fixed: several involvements share the place: the sheet adds them up, and leaves them alone
 */
typedef struct
{
  double hours;
  double stored;
  const char *unit;
  char *id;
  gboolean fixed;
} EntWeekCell;

/**
 * EntWeekRow:
 * @subject: (not nullable) (owned): identifier of a project, event or partnership
 * @headline: (not nullable) (owned): its title
 * @kind: (nullable): nick of `ent_choices_involvement_kinds`
 * @cells: Monday to Sunday
 */
typedef struct
{
  char *subject;
  char *headline;
  const char *kind;
  EntWeekCell cells[ENT_WEEK_DAYS];
} EntWeekRow;

/**
 * EntWeek:
 * @person: (not nullable) (owned): whose week it is
 * @days: (array) (owned): Monday to Sunday, YYYY-MM-DD
 * @time: how the authority counts
 * @rows: (element-type EntWeekRow) (owned)
 * @elsewhere: hours of each day that no row holds: those of several days, and shares of a post
 *
 * What somebody did in one week, as a sheet.
 */
typedef struct
{
  char *person;
  char *days[ENT_WEEK_DAYS];
  EntWorkTime time;
  GPtrArray *rows;
  double elsewhere[ENT_WEEK_DAYS];
} EntWeek;

/* One involvement to add, to change, or to delete, where it comes to no time. */
typedef struct
{
  char *id;      /* (nullable) (owned): NULL for a new one */
  char *subject; /* (not nullable) (owned) */
  const char *kind;
  char *day; /* (not nullable) (owned) */
  double amount;
  const char *unit;
} EntWeekChange;

EntWeek    *ent_week_load       (EntWorkspace *workspace, const char *person, const char *day, GError **error);
void        ent_week_free       (EntWeek *self);
EntWeekRow *ent_week_ensure_row (EntWeek *self, const char *subject, const char *headline, const char *kind);
gboolean    ent_week_is_stored  (const EntWeekRow *row);
gboolean    ent_week_parse      (const EntWeek *self, const char *text, const char *unit, double *ret_hours, const char **ret_unit, GError **error);
double      ent_week_sum_day    (const EntWeek *self, guint day);
double      ent_week_sum_row    (const EntWeekRow *row);
gboolean    ent_week_copy_last  (EntWeek *self, EntWorkspace *workspace, GError **error);

GPtrArray  *ent_week_list_changes (const EntWeek *self);
gboolean    ent_week_save         (EntWorkspace *workspace, const char *person, const char *logged_by, GPtrArray *changes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntWeek, ent_week_free)

G_END_DECLS
