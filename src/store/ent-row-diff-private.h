/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One place where two lists of rows differ: after @keep rows that both have, @removed and then @added ones. */
typedef struct
{
  guint keep;
  guint removed;
  guint added;
} EntRowHunk;

GArray *ent_row_diff (const GArray *before, const GArray *after, guint max_hunks);

G_END_DECLS
