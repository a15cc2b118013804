/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntCofunding:
 * @project: (not nullable) (owned): identifier
 * @headline: (not nullable) (owned): of the project
 * @total: all the money of the project, in cents; valued time included
 * @french: of that, what is French: own funds and French authorities
 * @staff: of that, the valued time of staff
 * @logged: what the time that was logged is worth, in cents
 * @logged_days: how many days that is
 * @from_log: whether @staff is @logged, because no funding in kind says otherwise
 * @french_share: @french in @total, in percent; negative while there is no money
 * @staff_share: @staff in @french, in percent; negative while nothing is French
 * @french_min: the least @french_share that the project's calls take, in percent
 * @staff_max: the greatest @staff_share that they take, in percent
 *
 * Whether the money of a project is shared as co-funding asks for.
 */
typedef struct
{
  char *project;
  char *headline;
  gint64 total;
  gint64 french;
  gint64 staff;
  gint64 logged;
  double logged_days;
  gboolean from_log;
  double french_share;
  double staff_share;
  double french_min;
  double staff_max;
} EntCofunding;

EntCofunding *ent_cofunding_load (EntWorkspace *workspace, const char *project, const char *today, GError **error);
GPtrArray    *ent_cofunding_list (EntWorkspace *workspace, const char *today, GError **error);
void          ent_cofunding_free (EntCofunding *self);

gboolean ent_cofunding_is_short    (const EntCofunding *self);
gboolean ent_cofunding_is_staff_heavy (const EntCofunding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntCofunding, ent_cofunding_free)

G_END_DECLS
