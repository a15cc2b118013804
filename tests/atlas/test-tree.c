/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-tree.h"

#include <string.h>

/* A revision whose suffix is made of one digit, "3-aaaa…". */
static EntAtlasRevision
rev (guint generation,
     char  digit)
{
  char text[ENT_ATLAS_REVISION_SIZE];
  EntAtlasRevision revision;
  int length = g_snprintf (text, sizeof text, "%u-", generation);

  memset (text + length, digit, 32);
  text[length + 32] = '\0';
  g_assert_true (ent_atlas_revision_parse (text, &revision));
  return revision;
}

static void
assert_winner (EntAtlasTree    *tree,
               EntAtlasRevision expected)
{
  char got[ENT_ATLAS_REVISION_SIZE], wanted[ENT_ATLAS_REVISION_SIZE];
  EntAtlasLeaf winner;

  g_assert_true (ent_atlas_tree_get_winner (tree, &winner));
  g_assert_cmpstr (ent_atlas_revision_format (&winner.revision, got), ==, ent_atlas_revision_format (&expected,
                                                                                                     wanted));
}

static guint
count_leaves (EntAtlasTree *tree)
{
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (tree);

  return leaves->len;
}

static void
test_revision_form (void)
{
  static const char *const good[] = {
    "1-00000000000000000000000000000000",
    "42-0123456789abcdef0123456789abcdef",
    "2147483647-ffffffffffffffffffffffffffffffff",
  };
  static const char *const bad[] = {
    "", "1", "1-", "-1", "1-abc", "0-00000000000000000000000000000000", "01-00000000000000000000000000000000",
    "1-0000000000000000000000000000000", "1-000000000000000000000000000000000", "1-0123456789ABCDEF0123456789ABCDEF",
    "1-g0000000000000000000000000000000", " 1-00000000000000000000000000000000", "+1-00000000000000000000000000000000",
    "2147483648-00000000000000000000000000000000", "99999999999999999999-00000000000000000000000000000000",
    "1-00000000000000000000000000000000 ", "1-0000000000000000000000000000000\xc3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      EntAtlasRevision revision;
      char text[ENT_ATLAS_REVISION_SIZE];

      g_assert_true (ent_atlas_revision_parse (good[i], &revision));
      g_assert_cmpstr (ent_atlas_revision_format (&revision, text), ==, good[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      EntAtlasRevision revision = { 7, { 1 } };

      if (ent_atlas_revision_parse (bad[i], &revision))
        g_error ("%s was taken for a revision", bad[i]);
      g_assert_cmpuint (revision.generation, ==, 7);
    }
}

static void
test_revision_derive (void)
{
  EntAtlasRevision base = rev (4, 'c'), a, b;

  ent_atlas_revision_derive (&a, NULL, FALSE, "{}", "");
  ent_atlas_revision_derive (&b, NULL, FALSE, "{}", "");
  g_assert_cmpuint (a.generation, ==, 1);
  g_assert_true (ent_atlas_revision_equal (&a, &b));

  ent_atlas_revision_derive (&b, NULL, TRUE, "{}", "");
  g_assert_false (ent_atlas_revision_equal (&a, &b));
  ent_atlas_revision_derive (&b, NULL, FALSE, "{}", "x");
  g_assert_false (ent_atlas_revision_equal (&a, &b));

  ent_atlas_revision_derive (&b, &base, FALSE, "{}", "");
  g_assert_cmpuint (b.generation, ==, 5);
}

static void
test_linear (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  EntAtlasRevision first[] = { rev (1, 'a') };
  EntAtlasRevision second[] = { rev (2, 'b'), rev (1, 'a') };
  EntAtlasLeaf winner;

  g_assert_false (ent_atlas_tree_get_winner (tree, &winner));
  g_assert_true (ent_atlas_tree_merge (tree, first, 1, FALSE));
  g_assert_true (ent_atlas_tree_merge (tree, second, 2, FALSE));
  g_assert_false (ent_atlas_tree_merge (tree, second, 2, FALSE));
  g_assert_false (ent_atlas_tree_merge (tree, first, 1, FALSE));
  g_assert_cmpuint (ent_atlas_tree_get_size (tree), ==, 2);
  g_assert_true (ent_atlas_tree_is_leaf (tree, &second[0]));
  g_assert_false (ent_atlas_tree_is_leaf (tree, &first[0]));
  assert_winner (tree, rev (2, 'b'));
}

static void
test_winner (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  EntAtlasRevision low[] = { rev (2, 'a'), rev (1, 'a') };
  EntAtlasRevision high[] = { rev (2, 'b'), rev (1, 'a') };
  EntAtlasRevision tombstone[] = { rev (9, 'f'), rev (8, 'f') };

  ent_atlas_tree_merge (tree, high, 2, FALSE);
  ent_atlas_tree_merge (tree, low, 2, FALSE);
  assert_winner (tree, high[0]);

  /* However long its past, a tombstone loses to what is alive. */
  ent_atlas_tree_merge (tree, tombstone, 2, TRUE);
  assert_winner (tree, high[0]);
  g_assert_true (ent_atlas_tree_is_deleted (tree, &tombstone[0]));

  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (3, '0'), rev (2, 'b') }, 2, TRUE);
  assert_winner (tree, low[0]);
  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (3, '1'), rev (2, 'a') }, 2, TRUE);
  assert_winner (tree, tombstone[0]);
  g_assert_cmpuint (count_leaves (tree), ==, 3);
}

/* Two branches that seemed unrelated are joined by a longer past of one of them. */
static void
test_joining (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  EntAtlasRevision whole[] = { rev (5, 'e'), rev (4, 'd'), rev (3, 'c'), rev (2, 'b') };

  ent_atlas_tree_merge (tree, &whole[0], 1, FALSE);
  ent_atlas_tree_merge (tree, &whole[2], 1, FALSE);
  g_assert_cmpuint (count_leaves (tree), ==, 2);

  g_assert_false (ent_atlas_tree_merge (tree, whole, 4, FALSE));
  g_assert_cmpuint (count_leaves (tree), ==, 1);
  g_assert_cmpuint (ent_atlas_tree_get_size (tree), ==, 4);
}

static void
test_stemming (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  g_autoptr (GArray) path = NULL;
  EntAtlasRevision chain[40];

  for (guint i = 0; i < G_N_ELEMENTS (chain); i++)
    chain[i] = rev (G_N_ELEMENTS (chain) - i, 'a');

  ent_atlas_tree_merge (tree, chain, G_N_ELEMENTS (chain), FALSE);
  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (38, 'b'), chain[3] }, 2, FALSE);
  g_assert_cmpuint (chain[3].generation, ==, 37);
  ent_atlas_tree_stem (tree, 5);

  /* 40 39 38 37 36 of one branch, 38 37 36 35 34 of the other */
  g_assert_cmpuint (ent_atlas_tree_get_size (tree), ==, 8);
  g_assert_cmpuint (count_leaves (tree), ==, 2);
  path = ent_atlas_tree_get_path (tree, &chain[0]);
  g_assert_cmpuint (path->len, ==, 7);
  g_assert_cmpuint (g_array_index (path, EntAtlasRevision, 6).generation, ==, 34);
  assert_winner (tree, chain[0]);
}

static void
test_bytes (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  g_autoptr (EntAtlasTree) copy = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree guint8 *damaged = NULL;
  gsize size;
  const guint8 *data;

  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (3, 'c'), rev (2, 'b'), rev (1, 'a') }, 3, FALSE);
  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (3, 'd'), rev (2, 'b') }, 2, TRUE);
  bytes = ent_atlas_tree_serialize (tree);
  data = g_bytes_get_data (bytes, &size);

  copy = ent_atlas_tree_parse (data, size);
  g_assert_nonnull (copy);
  again = ent_atlas_tree_serialize (copy);
  g_assert_true (g_bytes_equal (bytes, again));
  assert_winner (copy, rev (3, 'c'));

  /* Whatever byte is damaged, it is noticed or gives a tree that can be used: never a circle. */
  damaged = g_memdup2 (data, size);
  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (EntAtlasTree) other = NULL;

      damaged[i] ^= 0xff;
      other = ent_atlas_tree_parse (damaged, size);
      if (other != NULL)
        ent_atlas_tree_stem (other, 1);
      damaged[i] ^= 0xff;
    }
  g_assert_null (ent_atlas_tree_parse (data, size - 1));
}

static void
test_descendants (void)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
  EntAtlasRevision root = rev (1, 'a'), unknown = rev (1, 'f');
  g_autoptr (GArray) leaves = NULL;
  g_autoptr (GArray) none = NULL;

  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (2, 'b'), root }, 2, FALSE);
  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (3, 'c'), rev (2, 'c'), root }, 3, FALSE);
  ent_atlas_tree_merge (tree, (EntAtlasRevision[]) { rev (7, 'd') }, 1, FALSE);

  leaves = ent_atlas_tree_get_descendants (tree, &root);
  g_assert_cmpuint (leaves->len, ==, 2);
  g_assert_cmpuint (g_array_index (leaves, EntAtlasLeaf, 0).revision.generation, ==, 3);
  none = ent_atlas_tree_get_descendants (tree, &unknown);
  g_assert_cmpuint (none->len, ==, 0);
}

#define N_RANDOM 30

typedef struct
{
  EntAtlasRevision revision;
  int parent; /* -1: none */
  gboolean deleted;
  gboolean has_child;
} Made;

/* A random forest, as several servers may have made it. */
static guint
make_forest (Made *made)
{
  guint count = (guint) g_test_rand_int_range (1, N_RANDOM);

  for (guint i = 0; i < count; i++)
    {
      int parent = g_test_rand_int_range (-1, (int) i);

      /* Only what is alive in this model is edited further half of the time: chains and bushes both occur. */
      if (parent < 0 && i > 0 && g_test_rand_int_range (0, 3) > 0)
        parent = (int) i - 1;

      made[i] = (Made) { .parent = parent, .deleted = g_test_rand_int_range (0, 4) == 0 };
      made[i].revision.generation = parent < 0 ? (guint32) g_test_rand_int_range (1, 5)
                                               : made[parent].revision.generation + 1;
      for (guint j = 0; j < sizeof made[i].revision.suffix; j++)
        made[i].revision.suffix[j] = (guint8) g_test_rand_int_range (0, 256);
      if (parent >= 0)
        made[parent].has_child = TRUE;
    }

  return count;
}

/* The rule said as plainly as can be. */
static int
beat (const Made *a,
      const Made *b)
{
  char left[ENT_ATLAS_REVISION_SIZE], right[ENT_ATLAS_REVISION_SIZE];

  if (a->deleted != b->deleted)
    return a->deleted ? -1 : 1;
  if (a->revision.generation != b->revision.generation)
    return a->revision.generation < b->revision.generation ? -1 : 1;

  return strcmp (strchr (ent_atlas_revision_format (&a->revision, left), '-'),
                 strchr (ent_atlas_revision_format (&b->revision, right), '-'));
}

static const Made *
find_winner (const Made *made,
             guint       count)
{
  const Made *best = NULL;

  for (guint i = 0; i < count; i++)
    if (!made[i].has_child && (best == NULL || beat (&made[i], best) > 0))
      best = &made[i];

  return best;
}

static void
push (EntAtlasTree *tree,
      const Made   *made,
      guint         place)
{
  EntAtlasRevision path[N_RANDOM];
  guint length = 0;

  for (int i = (int) place; i >= 0; i = made[i].parent)
    path[length++] = made[i].revision;

  ent_atlas_tree_merge (tree, path, length, made[place].deleted);
}

/* Whatever the order in which branches arrive, and whichever of them arrive twice, all servers agree. */
static void
test_random_order (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (EntAtlasTree) tree = ent_atlas_tree_new ();
      Made made[N_RANDOM];
      guint order[N_RANDOM];
      guint count = make_forest (made);
      guint leaves = 0;

      for (guint i = 0; i < count; i++)
        order[i] = i;
      for (guint i = count - 1; i > 0; i--)
        {
          guint j = (guint) g_test_rand_int_range (0, (int) i + 1);
          guint swap = order[i];

          order[i] = order[j];
          order[j] = swap;
        }

      for (guint i = 0; i < count; i++)
        {
          push (tree, made, order[i]);
          if (g_test_rand_int_range (0, 5) == 0)
            push (tree, made, order[(guint) g_test_rand_int_range (0, (int) i + 1)]);
        }

      for (guint i = 0; i < count; i++)
        if (!made[i].has_child)
          leaves++;

      assert_winner (tree, find_winner (made, count)->revision);
      g_assert_cmpuint (count_leaves (tree), ==, leaves);
      g_assert_cmpuint (ent_atlas_tree_get_size (tree), ==, count);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/revision/form", test_revision_form);
  g_test_add_func ("/revision/derive", test_revision_derive);
  g_test_add_func ("/tree/linear", test_linear);
  g_test_add_func ("/tree/winner", test_winner);
  g_test_add_func ("/tree/joining", test_joining);
  g_test_add_func ("/tree/stemming", test_stemming);
  g_test_add_func ("/tree/bytes", test_bytes);
  g_test_add_func ("/tree/descendants", test_descendants);
  g_test_add_func ("/tree/random-order", test_random_order);
  return g_test_run ();
}
