/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-row-diff-private.h"

/* How many rows that moved together are told from all others that did. */
#define LOOK_AHEAD 8

typedef struct
{
  const gint64 *rows; /* (array) */
  guint n;
  guint at;            /* the next one to look at */
  GHashTable *members; /* (element-type gint64) (owned): what may yet be met, by address */
} Side;

static void
side_init (Side *side,
           const gint64 *rows,
           guint n)
{
  side->rows = rows;
  side->n = n;
  side->at = 0;
  side->members = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (side->members, (gpointer) &rows[i]);
}

static gboolean
side_is_at (const Side *side,
            guint ahead,
            gint64 row)
{
  return side->at + ahead < side->n && side->rows[side->at + ahead] == row;
}

/* Leaves the next row out; the other side then meets it as one that only it has. */
static void
side_skip (Side *side)
{
  g_hash_table_remove (side->members, &side->rows[side->at]);
  side->at++;
}

/* Where both rows stand elsewhere on the other side, one of them has moved: the one after which the two soon agree. */
static gboolean
is_removal (const Side *before,
            const Side *after)
{
  if (before->at == before->n || after->at == after->n)
    return before->at < before->n;
  if (!g_hash_table_contains (after->members, &before->rows[before->at]))
    return TRUE;
  if (!g_hash_table_contains (before->members, &after->rows[after->at]))
    return FALSE;

  for (guint ahead = 1; ahead <= LOOK_AHEAD; ahead++)
    {
      if (side_is_at (before, ahead, after->rows[after->at]))
        return TRUE;
      if (side_is_at (after, ahead, before->rows[before->at]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
collect (Side *before,
         Side *after,
         GArray *hunks,
         EntRowHunk hunk,
         guint max_hunks)
{
  while (before->at < before->n || after->at < after->n)
    {
      if (before->at < before->n && side_is_at (after, 0, before->rows[before->at]))
        {
          if (hunk.removed + hunk.added > 0)
            {
              g_array_append_val (hunks, hunk);
              hunk = (EntRowHunk){ 0 };
            }
          hunk.keep++;
          before->at++;
          after->at++;
        }
      else if (is_removal (before, after))
        {
          hunk.removed++;
          side_skip (before);
        }
      else
        {
          hunk.added++;
          side_skip (after);
        }

      if (hunks->len > max_hunks)
        return FALSE;
    }

  if (hunk.removed + hunk.added > 0)
    g_array_append_val (hunks, hunk);
  return hunks->len <= max_hunks;
}

/*
 * ent_row_diff:
 * @before: (element-type gint64): rows, each once
 * @after: (element-type gint64): rows, each once
 * @max_hunks: how many places are worth telling one by one
 *
 * A row that has moved is removed in one place and added in another. The places are few where little has changed, but
 * not the fewest possible.
 *
 * Returns: (transfer full) (nullable) (element-type EntRowHunk): where the two differ, in order; %NULL where there are
 *   too many places
 */
GArray *
ent_row_diff (const GArray *before,
              const GArray *after,
              guint max_hunks)
{
  g_autoptr (GArray) hunks = g_array_new (FALSE, FALSE, sizeof (EntRowHunk));
  const gint64 *a = (const gint64 *) before->data;
  const gint64 *b = (const gint64 *) after->data;
  guint n_a = before->len, n_b = after->len;
  guint same = 0;
  Side side_a, side_b;
  gboolean few;

  while (same < n_a && same < n_b && a[same] == b[same])
    same++;
  while (n_a > same && n_b > same && a[n_a - 1] == b[n_b - 1])
    n_a--, n_b--;

  if (same == n_a || same == n_b)
    {
      const EntRowHunk only = { same, n_a - same, n_b - same };

      if (n_a != n_b)
        g_array_append_val (hunks, only);
      return g_steal_pointer (&hunks);
    }

  side_init (&side_a, a + same, n_a - same);
  side_init (&side_b, b + same, n_b - same);
  few = collect (&side_a, &side_b, hunks, (EntRowHunk){ .keep = same }, max_hunks);
  g_hash_table_unref (side_a.members);
  g_hash_table_unref (side_b.members);

  return few ? g_steal_pointer (&hunks) : NULL;
}
