/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-tree.h"

#include <string.h>

#define NONE G_MAXUINT

/* generation, suffix, parent's place + 1, flags */
#define RECORD_SIZE (4 + 16 + 4 + 1)

typedef struct
{
  EntAtlasRevision revision;
  guint parent; /* place in the array, or NONE */
  guint children;
  gboolean deleted;
} Node;

struct _EntAtlasTree
{
  GArray *nodes; /* (element-type Node) (owned) */
};

/**
 * ent_atlas_tree_new:
 *
 * Returns: (transfer full): a tree without a revision
 */
EntAtlasTree *
ent_atlas_tree_new (void)
{
  EntAtlasTree *self = g_new0 (EntAtlasTree, 1);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  return self;
}

/**
 * ent_atlas_tree_free:
 * @self: (transfer full) (nullable): a tree
 */
void
ent_atlas_tree_free (EntAtlasTree *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->nodes);
  g_free (self);
}

static Node *
node_at (EntAtlasTree *self,
         guint         place)
{
  return &g_array_index (self->nodes, Node, place);
}

static guint
find (EntAtlasTree           *self,
      const EntAtlasRevision *revision)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (ent_atlas_revision_equal (&node_at (self, i)->revision, revision))
      return i;

  return NONE;
}

static void
set_parent (EntAtlasTree *self,
            guint         child,
            guint         parent)
{
  node_at (self, child)->parent = parent;
  if (parent != NONE)
    node_at (self, parent)->children++;
}

static guint
append (EntAtlasTree           *self,
        const EntAtlasRevision *revision,
        gboolean                deleted)
{
  Node node = { .revision = *revision, .parent = NONE, .deleted = deleted };

  g_array_append_val (self->nodes, node);
  return self->nodes->len - 1;
}

static guint32
read_number (const guint8 *at)
{
  guint32 number;

  memcpy (&number, at, sizeof number);
  return GUINT32_FROM_BE (number);
}

static void
append_number (GByteArray *bytes,
               guint32     number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

/* A parent is one generation older: that alone rules out circles. */
static gboolean
link_parsed (EntAtlasTree *self,
             guint         child,
             guint32       parent)
{
  if (parent == 0)
    return TRUE;
  if (parent > self->nodes->len
      || node_at (self, parent - 1)->revision.generation + 1 != node_at (self, child)->revision.generation)
    return FALSE;

  set_parent (self, child, parent - 1);
  return TRUE;
}

/**
 * ent_atlas_tree_parse:
 * @data: what ent_atlas_tree_serialize() made
 * @size: its size in bytes
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL if @data is damaged
 */
EntAtlasTree *
ent_atlas_tree_parse (const guint8 *data,
                      gsize         size)
{
  g_autoptr (EntAtlasTree) self = ent_atlas_tree_new ();

  if (size % RECORD_SIZE != 0)
    return NULL;

  for (gsize at = 0; at < size; at += RECORD_SIZE)
    {
      EntAtlasRevision revision = { .generation = read_number (data + at) };

      memcpy (revision.suffix, data + at + 4, sizeof revision.suffix);
      if (revision.generation == 0)
        return NULL;
      append (self, &revision, data[at + 24] != 0);
    }

  for (guint i = 0; i < self->nodes->len; i++)
    if (!link_parsed (self, i, read_number (data + i * RECORD_SIZE + 20)))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_atlas_tree_serialize:
 * @self: a tree
 *
 * Returns: (transfer full): the tree as bytes, the same on every machine
 */
GBytes *
ent_atlas_tree_serialize (EntAtlasTree *self)
{
  GByteArray *bytes;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = g_byte_array_sized_new (self->nodes->len * RECORD_SIZE);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = node_at (self, i);
      guint8 flags = node->deleted ? 1 : 0;

      append_number (bytes, node->revision.generation);
      g_byte_array_append (bytes, node->revision.suffix, sizeof node->revision.suffix);
      append_number (bytes, node->parent == NONE ? 0 : node->parent + 1);
      g_byte_array_append (bytes, &flags, 1);
    }

  return g_byte_array_free_to_bytes (bytes);
}

/**
 * ent_atlas_tree_get_size:
 * @self: a tree
 *
 * Returns: how many revisions it knows
 */
guint
ent_atlas_tree_get_size (EntAtlasTree *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->nodes->len;
}

/**
 * ent_atlas_tree_contains:
 * @self: a tree
 * @revision: a revision
 *
 * Returns: whether the tree knows @revision, content or not
 */
gboolean
ent_atlas_tree_contains (EntAtlasTree           *self,
                         const EntAtlasRevision *revision)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return find (self, revision) != NONE;
}

/**
 * ent_atlas_tree_is_leaf:
 * @self: a tree
 * @revision: a revision
 *
 * Returns: whether @revision is known and nobody has edited it yet
 */
gboolean
ent_atlas_tree_is_leaf (EntAtlasTree           *self,
                        const EntAtlasRevision *revision)
{
  guint place;

  g_return_val_if_fail (self != NULL, FALSE);

  place = find (self, revision);
  return place != NONE && node_at (self, place)->children == 0;
}

/**
 * ent_atlas_tree_is_deleted:
 * @self: a tree
 * @revision: a revision
 *
 * Returns: whether @revision is known to be a tombstone
 */
gboolean
ent_atlas_tree_is_deleted (EntAtlasTree           *self,
                           const EntAtlasRevision *revision)
{
  guint place;

  g_return_val_if_fail (self != NULL, FALSE);

  place = find (self, revision);
  return place != NONE && node_at (self, place)->deleted;
}

/**
 * ent_atlas_tree_merge:
 * @self: a tree
 * @path: (array length=length): a revision and its ancestors, newest first, one generation apart
 * @length: how many, at least 1
 * @deleted: whether the newest is a tombstone
 *
 * Joins a branch to the tree: with what is known of it already, else as a
 * branch of its own. Whatever the order in which branches arrive, the same
 * ones give the same tree.
 *
 * Returns: whether the newest revision was not known and is now a leaf, so that its content is wanted
 */
gboolean
ent_atlas_tree_merge (EntAtlasTree           *self,
                      const EntAtlasRevision *path,
                      guint                   length,
                      gboolean                deleted)
{
  gboolean is_new;
  guint child;

  g_return_val_if_fail (self != NULL && path != NULL && length > 0, FALSE);

  child = find (self, &path[0]);
  is_new = child == NONE;
  if (is_new)
    child = append (self, &path[0], deleted);

  /* What lies beyond a known parent is known as well. */
  for (guint i = 1; i < length && node_at (self, child)->parent == NONE; i++)
    {
      guint parent = find (self, &path[i]);

      if (parent == NONE)
        parent = append (self, &path[i], FALSE);

      set_parent (self, child, parent);
      child = parent;
    }

  return is_new;
}

/* Marks @place and its nearest ancestors, @limit in all. */
static void
mark_path (EntAtlasTree *self,
           gboolean     *kept,
           guint         place,
           guint         limit)
{
  for (guint i = 0; i < limit && place != NONE; i++, place = node_at (self, place)->parent)
    kept[place] = TRUE;
}

/**
 * ent_atlas_tree_stem:
 * @self: a tree
 * @limit: how many revisions of each branch to keep, at least 1
 *
 * Forgets the oldest ancestors, so that a document edited for years stays small.
 */
void
ent_atlas_tree_stem (EntAtlasTree *self,
                     guint         limit)
{
  g_autofree gboolean *kept = NULL;
  g_autofree guint *moved = NULL;
  g_autoptr (GArray) nodes = NULL;
  guint count = 0;

  g_return_if_fail (self != NULL && limit > 0);

  if (self->nodes->len <= limit)
    return;

  kept = g_new0 (gboolean, self->nodes->len);
  moved = g_new (guint, self->nodes->len);
  for (guint i = 0; i < self->nodes->len; i++)
    if (node_at (self, i)->children == 0)
      mark_path (self, kept, i, limit);

  for (guint i = 0; i < self->nodes->len; i++)
    moved[i] = kept[i] ? count++ : NONE;
  if (count == self->nodes->len)
    return;

  nodes = g_steal_pointer (&self->nodes);
  self->nodes = g_array_sized_new (FALSE, FALSE, sizeof (Node), count);
  for (guint i = 0; i < nodes->len; i++)
    if (kept[i])
      append (self, &g_array_index (nodes, Node, i).revision, g_array_index (nodes, Node, i).deleted);

  for (guint i = 0; i < nodes->len; i++)
    {
      guint parent = g_array_index (nodes, Node, i).parent;

      if (kept[i] && parent != NONE)
        set_parent (self, moved[i], moved[parent]);
    }
}

/* The winner first: not deleted, then the largest generation, then the largest suffix. */
static int
compare_leaves (gconstpointer a,
                gconstpointer b)
{
  const EntAtlasLeaf *left = a;
  const EntAtlasLeaf *right = b;

  if (left->deleted != right->deleted)
    return left->deleted ? 1 : -1;

  return ent_atlas_revision_compare (&right->revision, &left->revision);
}

static void
append_leaf (EntAtlasTree *self,
             GArray       *leaves,
             guint         place)
{
  EntAtlasLeaf leaf = { node_at (self, place)->revision, node_at (self, place)->deleted };

  g_array_append_val (leaves, leaf);
}

/**
 * ent_atlas_tree_get_leaves:
 * @self: a tree
 *
 * Returns: (transfer full) (element-type EntAtlasLeaf): the leaves, the winner first
 */
GArray *
ent_atlas_tree_get_leaves (EntAtlasTree *self)
{
  GArray *leaves;

  g_return_val_if_fail (self != NULL, NULL);

  leaves = g_array_new (FALSE, FALSE, sizeof (EntAtlasLeaf));
  for (guint i = 0; i < self->nodes->len; i++)
    if (node_at (self, i)->children == 0)
      append_leaf (self, leaves, i);

  g_array_sort (leaves, compare_leaves);
  return leaves;
}

/**
 * ent_atlas_tree_get_winner:
 * @self: a tree
 * @ret_winner: (out): the leaf that every server shows first
 *
 * Returns: whether the tree has any revision
 */
gboolean
ent_atlas_tree_get_winner (EntAtlasTree *self,
                           EntAtlasLeaf *ret_winner)
{
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (self);

  if (leaves->len == 0)
    return FALSE;

  *ret_winner = g_array_index (leaves, EntAtlasLeaf, 0);
  return TRUE;
}

/**
 * ent_atlas_tree_get_path:
 * @self: a tree
 * @revision: a revision
 *
 * Returns: (transfer full) (element-type EntAtlasRevision): @revision and its known ancestors, newest first;
 *   empty if it is not known
 */
GArray *
ent_atlas_tree_get_path (EntAtlasTree           *self,
                         const EntAtlasRevision *revision)
{
  GArray *path;

  g_return_val_if_fail (self != NULL, NULL);

  path = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  for (guint place = find (self, revision); place != NONE; place = node_at (self, place)->parent)
    g_array_append_val (path, node_at (self, place)->revision);

  return path;
}

static gboolean
descends (EntAtlasTree *self,
          guint         place,
          guint         ancestor)
{
  while (place != NONE && place != ancestor)
    place = node_at (self, place)->parent;

  return place == ancestor;
}

/**
 * ent_atlas_tree_get_descendants:
 * @self: a tree
 * @revision: a revision
 *
 * What became of a revision: CouchDB's `latest`.
 *
 * Returns: (transfer full) (element-type EntAtlasLeaf): the leaves that descend from @revision, itself included,
 *   the winner first
 */
GArray *
ent_atlas_tree_get_descendants (EntAtlasTree           *self,
                                const EntAtlasRevision *revision)
{
  GArray *leaves;
  guint ancestor;

  g_return_val_if_fail (self != NULL, NULL);

  leaves = g_array_new (FALSE, FALSE, sizeof (EntAtlasLeaf));
  ancestor = find (self, revision);
  for (guint i = 0; ancestor != NONE && i < self->nodes->len; i++)
    if (node_at (self, i)->children == 0 && descends (self, i, ancestor))
      append_leaf (self, leaves, i);

  g_array_sort (leaves, compare_leaves);
  return leaves;
}
