/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line is cut after each byte that goes over it, one round after the other: every seventh byte, beginning with any, unless
 * the environment asks for all. */
#include "pair.h"

static GError *
sync_anne (Pair *pair)
{
  EntSyncSummary summary;
  GError *error = pair_sync_anne (pair, &summary);

  g_assert_cmpuint (summary.conflicts, ==, 0);
  g_assert_cmpuint (summary.refused, ==, 0);
  g_assert_cmpuint (summary.quarantined, ==, 0);
  return error;
}

/* One cut: the same round gets over it. */
static void
test_once (Pair *pair,
           gconstpointer way)
{
  guint stride = g_getenv ("ENTENTE_THOROUGH") != NULL ? 1 : 7;
  goffset after = g_test_rand_int_range (0, stride);
  gboolean cut;

  do
    {
      g_autofree char *title = pair_edit_both (pair);
      g_autoptr (GError) error = NULL;

      proxy_cut (pair->proxy, GPOINTER_TO_UINT (way), after, 1);
      after += stride;
      error = sync_anne (pair);
      g_assert_no_error (error);
      cut = proxy_get_cuts (pair->proxy, GPOINTER_TO_UINT (way)) == 0;
      pair_assert_agrees (pair, title);
    }
  while (cut);

  g_test_message ("cut up to byte %" G_GOFFSET_FORMAT ", every %u", after - stride, stride);
  g_assert_cmpint (after, >, 1000);
  assert_sound (pair->anne);
}

/* Cut again and again, at every 23rd byte: the round ends with a clear message, and the next one is well. */
static void
test_often (Pair *pair,
            gconstpointer way)
{
  goffset after = 0;
  guint n_failed = 0;

  for (gboolean cut = TRUE; cut; after += 23)
    {
      g_autofree char *title = pair_edit_both (pair);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) later = NULL;

      proxy_cut (pair->proxy, GPOINTER_TO_UINT (way), after, G_MAXUINT);
      error = sync_anne (pair);
      cut = proxy_get_cuts (pair->proxy, GPOINTER_TO_UINT (way)) < G_MAXUINT;
      n_failed += error != NULL;
      if (error != NULL)
        g_assert_error (error, ENT_ERROR, ENT_ERROR_BUSY);
      assert_text (pair->anne, pair->id, "title", title);

      proxy_cut (pair->proxy, GPOINTER_TO_UINT (way), 0, 0);
      later = sync_anne (pair);
      g_assert_no_error (later);
      pair_assert_agrees (pair, title);
    }

  g_assert_cmpuint (n_failed, >, 5);
  assert_sound (pair->anne);
}

#define ADD(path, test, way) g_test_add ("/sync/cuts/" path, Pair, GUINT_TO_POINTER (way), pair_set_up, test, pair_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("request", test_once, PROXY_REQUEST);
  ADD ("answer", test_once, PROXY_ANSWER);
  ADD ("request/often", test_often, PROXY_REQUEST);
  ADD ("answer/often", test_often, PROXY_ANSWER);

  return g_test_run ();
}
