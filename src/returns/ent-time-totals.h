/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-work-time.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_TIME_BY_PERSON,
  ENT_TIME_BY_DEPARTMENT,
  ENT_TIME_BY_PROJECT,
  ENT_TIME_BY_KIND,
  ENT_TIME_BY_MONTH,
} EntTimeGrouping;

#define ENT_TIME_N_GROUPINGS (ENT_TIME_BY_MONTH + 1)

/**
 * EntTimeTotal:
 * @key: (not nullable) (owned): an identifier, a kind, a month as YYYY-MM; empty where it is not known
 * @label: (not nullable) (owned): what people call it
 * @days: days of work in the year
 * @cents: what they are worth, as far as the daily cost is known
 * @n_entries: how many involvements that is
 */
typedef struct
{
  char *key;
  char *label;
  double days;
  gint64 cents;
  guint n_entries;
} EntTimeTotal;

/**
 * EntTimeFlag:
 * @person: (not nullable) (owned): identifier
 * @name: (not nullable) (owned)
 * @day: (not nullable) (owned): YYYY-MM-DD
 * @hours: how many that day comes to
 * @n_entries: of how many involvements
 * @first: (not nullable) (owned): one of them
 * @impossible: more hours than the day has; otherwise several entries that overlap
 *
 * A day to look at.
 */
typedef struct
{
  char *person;
  char *name;
  char *day;
  double hours;
  guint n_entries;
  char *first;
  gboolean impossible;
} EntTimeFlag;

/**
 * EntTimeTotals:
 * @year: a year
 * @time: how the authority counts
 * @groups: (element-type EntTimeTotal) (owned): one list for each #EntTimeGrouping; months in their order, the others by days
 * @flags: (element-type EntTimeFlag) (owned): by day
 *
 * The time of a year, added up in every way, and what looks wrong in it.
 */
typedef struct
{
  int year;
  EntWorkTime time;
  GPtrArray *groups[ENT_TIME_N_GROUPINGS];
  GPtrArray *flags;
} EntTimeTotals;

EntTimeTotals *ent_time_totals_load (EntWorkspace *workspace, int year, GCancellable *cancellable, GError **error);
void           ent_time_totals_free (EntTimeTotals *self);
const char    *ent_time_grouping_get_title (EntTimeGrouping grouping);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntTimeTotals, ent_time_totals_free)

G_END_DECLS
