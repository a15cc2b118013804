/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-year.h"

G_BEGIN_DECLS

/**
 * EntReturnsChange:
 * @table: (not nullable): the table of the figure, of the later figures where they have it
 * @before: (nullable): the figure as it was; %NULL where there was none
 * @after: (nullable): as it is now; %NULL where there is none any more
 *
 * One figure that is different.
 */
typedef struct
{
  const EntReturnsTable *table;
  const EntReturnsFigure *before;
  const EntReturnsFigure *after;
} EntReturnsChange;

/**
 * EntReturnsEdit:
 * @id: (owned): the identifier of a record
 * @headline: (owned): its name, empty where it is not there any more
 * @at: (owned): when it was last edited, ISO 8601, UTC
 * @who: (owned): by whom, perhaps empty
 *
 * One record behind the figures that was edited later.
 */
typedef struct
{
  char *id;
  char *headline;
  char *at;
  char *who;
} EntReturnsEdit;

gboolean   ent_returns_change_has_value (const EntReturnsChange *self);
GArray    *ent_returns_list_changes     (EntReturnsYear *before, EntReturnsYear *after);
GPtrArray *ent_returns_list_edits       (EntWorkspace *workspace, EntRecord *campaign, EntReturnsYear *before, EntReturnsYear *after, guint limit, GError **error);
void       ent_returns_edit_free        (EntReturnsEdit *self);

G_END_DECLS
