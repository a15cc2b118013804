/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-open-revisions.h"

/**
 * ent_atlas_open_revisions_find:
 * @record: a document's record
 * @wanted: (nullable): a revision; %NULL for the winner, unless that is a tombstone
 * @latest: whether what became of @wanted will do, too
 *
 * Returns: (transfer full) (element-type EntAtlasRevision): the revisions that stand for @wanted and can be read, which
 *   may be none
 */
GArray *
ent_atlas_open_revisions_find (EntAtlasRecord         *record,
                               const EntAtlasRevision *wanted,
                               gboolean                latest)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  g_autoptr (GArray) leaves = NULL;
  EntAtlasLeaf winner;

  if (wanted == NULL)
    {
      if (ent_atlas_tree_get_winner (record->tree, &winner) && !winner.deleted)
        g_array_append_val (found, winner.revision);
      return found;
    }

  if (ent_atlas_tree_is_leaf (record->tree, wanted))
    g_array_append_val (found, *wanted);
  else if (latest)
    {
      leaves = ent_atlas_tree_get_descendants (record->tree, wanted);
      for (guint i = 0; i < leaves->len; i++)
        g_array_append_val (found, g_array_index (leaves, EntAtlasLeaf, i).revision);
    }

  return found;
}
