/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-revision.h"

G_BEGIN_DECLS

/* One document can be made to conflict with itself only so often: each branch is read again at every write. */
#define ENT_ATLAS_TREE_MAX_NODES 4000

/**
 * EntAtlasTree:
 *
 * The revisions of one document that are still known: a forest, since old
 * ancestors are forgotten. It knows nothing of contents.
 */
typedef struct _EntAtlasTree EntAtlasTree;

/**
 * EntAtlasLeaf:
 * @revision: a revision that nobody has edited yet
 * @deleted: whether it is a tombstone
 */
typedef struct
{
  EntAtlasRevision revision;
  gboolean         deleted;
} EntAtlasLeaf;

EntAtlasTree *ent_atlas_tree_new (void);

void ent_atlas_tree_free (EntAtlasTree *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasTree, ent_atlas_tree_free)

EntAtlasTree *ent_atlas_tree_parse (const guint8 *data,
                                    gsize         size);

GBytes *ent_atlas_tree_serialize (EntAtlasTree *self);

guint ent_atlas_tree_get_size (EntAtlasTree *self);

gboolean ent_atlas_tree_contains (EntAtlasTree           *self,
                                  const EntAtlasRevision *revision);

gboolean ent_atlas_tree_is_leaf (EntAtlasTree           *self,
                                 const EntAtlasRevision *revision);

gboolean ent_atlas_tree_is_deleted (EntAtlasTree           *self,
                                    const EntAtlasRevision *revision);

gboolean ent_atlas_tree_merge (EntAtlasTree           *self,
                               const EntAtlasRevision *path,
                               guint                   length,
                               gboolean                deleted);

void ent_atlas_tree_stem (EntAtlasTree *self,
                          guint         limit);

gboolean ent_atlas_tree_get_winner (EntAtlasTree *self,
                                    EntAtlasLeaf *ret_winner);

GArray *ent_atlas_tree_get_leaves (EntAtlasTree *self);

GArray *ent_atlas_tree_get_path (EntAtlasTree           *self,
                                 const EntAtlasRevision *revision);

GArray *ent_atlas_tree_get_descendants (EntAtlasTree           *self,
                                        const EntAtlasRevision *revision);

G_END_DECLS
