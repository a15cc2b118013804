/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-render.h"

G_BEGIN_DECLS

/**
 * EntAtlasListing:
 * @first: (nullable) (owned): the first id to give; moved along by each page
 * @last: (nullable) (owned): the last id to give
 * @without_first: whether @first itself is not wanted
 * @without_last: whether @last itself is not wanted
 * @backwards: whether from the largest id to the smallest
 * @skip: how many rows to pass over
 * @limit: how many rows to give in all, -1 for all of them
 * @rows: how many rows have been given; moved along by each page
 * @include_docs: whether to give the documents' contents
 * @flags: what to tell of the documents beside their contents
 * @keys: (nullable) (owned) (element-type utf8): the ids to give, in this order, instead of a range
 * @next_key: the place in @keys of the next one
 *
 * A walk through the documents of a database by id, in pages.
 */
typedef struct
{
  char               *first;
  char               *last;
  gboolean            without_first;
  gboolean            without_last;
  gboolean            backwards;
  gint64              skip;
  gint64              limit;
  gint64              rows;
  gboolean            include_docs;
  EntAtlasRenderFlags flags;
  GPtrArray          *keys;
  guint               next_key;
} EntAtlasListing;

void ent_atlas_listing_free (EntAtlasListing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasListing, ent_atlas_listing_free)

gboolean ent_atlas_listing_next_page (EntAtlasListing  *self,
                                      EntAtlasDatabase *database,
                                      GString          *out,
                                      gboolean         *ret_done,
                                      GError          **error);

G_END_DECLS
