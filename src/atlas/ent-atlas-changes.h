/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-render.h"

G_BEGIN_DECLS

/**
 * EntAtlasChanges:
 * @seq: the change after which, or before which, to go on; moved along by each page
 * @rows: how many rows have been given; moved along by each page
 * @limit: how many rows to give in all, -1 for all of them
 * @backwards: whether to begin with the last change
 * @lines: whether each row is a line of its own, and not an element of an array
 * @all_leaves: whether to tell of the losing leaves too
 * @rewound: whether the client was already further than this database ever came
 * @include_docs: whether to give the documents' contents
 * @flags: what to tell of the documents beside their contents
 * @ids: (nullable) (owned): a JSON array of the ids to tell of
 *
 * A walk through the changes of a database, in pages: no read transaction is
 * open between two of them, however slow the client is.
 */
typedef struct
{
  gint64              seq;
  gint64              rows;
  gint64              limit;
  gboolean            backwards;
  gboolean            lines;
  gboolean            all_leaves;
  gboolean            rewound;
  gboolean            include_docs;
  EntAtlasRenderFlags flags;
  char               *ids;
} EntAtlasChanges;

void ent_atlas_changes_free (EntAtlasChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasChanges, ent_atlas_changes_free)

gboolean ent_atlas_changes_next_page (EntAtlasChanges  *self,
                                      EntAtlasDatabase *database,
                                      GString          *out,
                                      gboolean         *ret_done,
                                      GError          **error);

gboolean ent_atlas_changes_count_pending (EntAtlasChanges  *self,
                                          EntAtlasDatabase *database,
                                          gint64           *ret_pending,
                                          GError          **error);

G_END_DECLS
