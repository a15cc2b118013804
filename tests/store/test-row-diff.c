/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-row-diff-private.h"

static GArray *
rows_of (const char *letters)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = letters; *p != '\0'; p++)
    {
      gint64 row = *p;

      g_array_append_val (rows, row);
    }

  return rows;
}

/* Follows the hunks from one list to the other. */
static void
assert_leads_to (const GArray *before,
                 const GArray *after,
                 const GArray *hunks)
{
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint from = 0, to = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const EntRowHunk *hunk = &g_array_index (hunks, EntRowHunk, i);

      g_assert_cmpuint (hunk->removed + hunk->added, >, 0);
      g_array_append_vals (result, &g_array_index (before, gint64, from), hunk->keep);
      from += hunk->keep + hunk->removed;
      to += hunk->keep;
      g_array_append_vals (result, &g_array_index (after, gint64, to), hunk->added);
      to += hunk->added;
    }
  g_array_append_vals (result, &g_array_index (before, gint64, from), before->len - from);
  g_assert_cmpmem (result->data, result->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
}

static guint
count_hunks (const char *from,
             const char *to)
{
  g_autoptr (GArray) before = rows_of (from);
  g_autoptr (GArray) after = rows_of (to);
  g_autoptr (GArray) hunks = ent_row_diff (before, after, 1000);

  g_assert_nonnull (hunks);
  assert_leads_to (before, after, hunks);
  return hunks->len;
}

static void
test_small (void)
{
  g_assert_cmpuint (count_hunks ("", ""), ==, 0);
  g_assert_cmpuint (count_hunks ("abc", "abc"), ==, 0);
  g_assert_cmpuint (count_hunks ("", "abc"), ==, 1);
  g_assert_cmpuint (count_hunks ("abc", ""), ==, 1);
  g_assert_cmpuint (count_hunks ("abc", "abxc"), ==, 1);
  g_assert_cmpuint (count_hunks ("abxc", "abc"), ==, 1);
  g_assert_cmpuint (count_hunks ("abc", "xyz"), ==, 1);
  g_assert_cmpuint (count_hunks ("abcdef", "axcdyf"), ==, 2);
}

static void
test_moves (void)
{
  g_assert_cmpuint (count_hunks ("Xabcdefghijklmnop", "abcdefghijklmnopX"), ==, 2);
  g_assert_cmpuint (count_hunks ("abcdefghijklmnopX", "Xabcdefghijklmnop"), ==, 2);
  g_assert_cmpuint (count_hunks ("abcXYdefghijklmnop", "abcdefghijklXYmnop"), ==, 2);
  g_assert_cmpuint (count_hunks ("abcdefghijklXYmnop", "abcXYdefghijklmnop"), ==, 2);
}

static void
test_random (void)
{
  for (guint round = 0; round < 500; round++)
    {
      char from[64] = { 0 }, to[64] = { 0 };
      guint n_from = 0, n_to = 0;

      for (char c = 'A'; c < 'A' + 50; c++)
        {
          if (g_test_rand_int_range (0, 4) > 0)
            from[n_from++] = c;
          if (g_test_rand_int_range (0, 4) > 0)
            to[n_to++] = c;
        }
      for (guint i = 0; n_to > 1 && i < round % 8; i++)
        {
          guint a = g_test_rand_int_range (0, n_to), b = g_test_rand_int_range (0, n_to);
          char c = to[a];

          to[a] = to[b];
          to[b] = c;
        }
      count_hunks (from, to);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GArray) before = rows_of ("abcdefgh");
  g_autoptr (GArray) after = rows_of ("xbxdxfxh");

  g_assert_null (ent_row_diff (before, after, 3));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-diff/small", test_small);
  g_test_add_func ("/row-diff/moves", test_moves);
  g_test_add_func ("/row-diff/random", test_random);
  g_test_add_func ("/row-diff/too-many", test_too_many);

  return g_test_run ();
}
