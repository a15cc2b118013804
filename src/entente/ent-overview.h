/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntOverview:
 *
 * What the first page shows, read in one go. Plain data, of one thread at a time.
 */
typedef struct
{
  int year;
  guint n_partnerships; /* of any status */
  guint n_active;       /* partnerships that are active */
  guint n_countries;    /* of those */
  guint n_ongoing;      /* projects that are under way */
  double days;          /* of involvement, this year */
  GPtrArray *alerts;    /* (element-type EntAlert) (owned) */
  GPtrArray *deadlines; /* (element-type EntDeadline) (owned) */
  GPtrArray *history;   /* (element-type EntHistoryRow) (owned) */
  GPtrArray *changed;   /* (element-type EntHistoryRow): of @history, what changed here, each record once, the latest first */
  GPtrArray *received;  /* (element-type EntHistoryRow): the same, from elsewhere */
} EntOverview;

EntOverview *ent_overview_load (EntWorkspace *workspace, const char *today, GError **error);
void         ent_overview_free (EntOverview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntOverview, ent_overview_free)

G_END_DECLS
