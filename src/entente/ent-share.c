/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-share.h"

static void
share_free (EntShare *share)
{
  g_free (share->id);
  g_free (share->headline);
  g_free (share);
}

/**
 * ent_shares_new:
 *
 * Returns: (transfer full) (element-type EntShare): no shares yet
 */
GPtrArray *
ent_shares_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) share_free);
}

/**
 * ent_shares_ensure:
 * @shares: (element-type EntShare): shares
 * @id: whose share
 * @headline: (nullable): what it is called
 *
 * Returns: (transfer none): the share of @id, a new one where there was none
 */
EntShare *
ent_shares_ensure (GPtrArray *shares,
                   const char *id,
                   const char *headline)
{
  EntShare *share;

  for (guint i = 0; i < shares->len; i++)
    if (g_str_equal (((EntShare *) shares->pdata[i])->id, id))
      return shares->pdata[i];

  share = g_new0 (EntShare, 1);
  share->id = g_strdup (id);
  share->headline = g_strdup (headline != NULL ? headline : "");
  g_ptr_array_add (shares, share);

  return share;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const EntShare *one = *(const EntShare *const *) a;
  const EntShare *two = *(const EntShare *const *) b;

  if (one->days != two->days)
    return one->days < two->days ? 1 : -1;

  return g_utf8_collate (one->headline, two->headline);
}

/**
 * ent_shares_sort:
 * @shares: (element-type EntShare): shares
 *
 * Puts those of most days first.
 */
void
ent_shares_sort (GPtrArray *shares)
{
  g_ptr_array_sort (shares, compare_days);
}

/**
 * ent_shares_sum_days:
 * @shares: (element-type EntShare): shares
 *
 * Returns: the days of all
 */
double
ent_shares_sum_days (GPtrArray *shares)
{
  double days = 0;

  for (guint i = 0; i < shares->len; i++)
    days += ((EntShare *) shares->pdata[i])->days;

  return days;
}
