/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line is cut after each byte that goes over it, one round after the other: every seventh byte, beginning with any, unless
 * the environment asks for all. */
#include "hasty.h"
#include "proxy.h"

typedef struct
{
  Server server;
  Proxy *proxy;
  SoupSession *session; /* (owned) */
  EntWorkspace *anne;   /* (owned): through the proxy */
  EntWorkspace *boris;  /* (owned): beside it */
  char *id;             /* (owned): a project of both */
  guint n_edits;
} Fixture;

static guint16
port_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  server_set_up (&fixture->server, NULL);
  fixture->proxy = proxy_new (port_of (fixture->server.url));
  fixture->session = ent_sync_http_new_session ();
  fixture->anne = desk_new (&fixture->server, "anne", SIREN);
  fixture->boris = desk_new (&fixture->server, "boris", SIREN);
  desk_add_remote (&fixture->server, fixture->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&fixture->server, fixture->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  fixture->id = desk_add_project (fixture->anne, "Eau à Goris", NULL);
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->boris, "Team");
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_object_unref (fixture->session);
  proxy_free (fixture->proxy);
  g_object_unref (fixture->anne);
  g_object_unref (fixture->boris);
  g_free (fixture->id);
  server_tear_down (&fixture->server, NULL);
}

static void
sync_boris (Fixture *fixture)
{
  EntSyncSummary summary;
  g_autoptr (GError) error = hasty_sync (fixture->session, fixture->server.url, fixture->boris, "Team", &summary);

  g_assert_no_error (error);
}

/* A change on each desk, so that there is something to pull, to merge and to push. */
static char *
edit_both (Fixture *fixture)
{
  g_autofree char *summary = g_strdup_printf ("Step %u.", fixture->n_edits);
  char *title = g_strdup_printf ("Eau %u", fixture->n_edits++);

  desk_set (fixture->boris, fixture->id, "description", summary);
  sync_boris (fixture);
  desk_set (fixture->anne, fixture->id, "title", title);
  return title;
}

static GError *
sync_anne (Fixture *fixture)
{
  EntSyncSummary summary;
  GError *error = hasty_sync (fixture->session, fixture->proxy->url, fixture->anne, "Team", &summary);

  g_assert_cmpuint (summary.conflicts, ==, 0);
  g_assert_cmpuint (summary.refused, ==, 0);
  g_assert_cmpuint (summary.quarantined, ==, 0);
  return error;
}

static void
assert_agree (Fixture *fixture,
              const char *title)
{
  g_autofree char *description = g_strdup_printf ("Step %u.", fixture->n_edits - 1);

  sync_boris (fixture);
  assert_text (fixture->boris, fixture->id, "title", title);
  assert_text (fixture->anne, fixture->id, "description", description);
}

/* One cut: the same round gets over it. */
static void
test_once (Fixture *fixture,
           gconstpointer way)
{
  guint stride = g_getenv ("ENTENTE_THOROUGH") != NULL ? 1 : 7;
  goffset after = g_test_rand_int_range (0, stride);
  gboolean cut;

  do
    {
      g_autofree char *title = edit_both (fixture);
      g_autoptr (GError) error = NULL;

      proxy_cut (fixture->proxy, GPOINTER_TO_UINT (way), after, 1);
      after += stride;
      error = sync_anne (fixture);
      g_assert_no_error (error);
      cut = proxy_get_cuts (fixture->proxy, GPOINTER_TO_UINT (way)) == 0;
      assert_agree (fixture, title);
    }
  while (cut);

  g_test_message ("cut up to byte %" G_GOFFSET_FORMAT ", every %u", after - stride, stride);
  g_assert_cmpint (after, >, 1000);
  assert_sound (fixture->anne);
}

/* Cut again and again, at every 23rd byte: the round ends with a clear message, and the next one is well. */
static void
test_often (Fixture *fixture,
            gconstpointer way)
{
  goffset after = 0;
  guint n_failed = 0;

  for (gboolean cut = TRUE; cut; after += 23)
    {
      g_autofree char *title = edit_both (fixture);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) later = NULL;

      proxy_cut (fixture->proxy, GPOINTER_TO_UINT (way), after, G_MAXUINT);
      error = sync_anne (fixture);
      cut = proxy_get_cuts (fixture->proxy, GPOINTER_TO_UINT (way)) < G_MAXUINT;
      n_failed += error != NULL;
      if (error != NULL)
        g_assert_error (error, ENT_ERROR, ENT_ERROR_BUSY);
      assert_text (fixture->anne, fixture->id, "title", title);

      proxy_cut (fixture->proxy, GPOINTER_TO_UINT (way), 0, 0);
      later = sync_anne (fixture);
      g_assert_no_error (later);
      assert_agree (fixture, title);
    }

  g_assert_cmpuint (n_failed, >, 5);
  assert_sound (fixture->anne);
}

#define ADD(path, test, way) g_test_add ("/sync/cuts/" path, Fixture, GUINT_TO_POINTER (way), set_up, test, tear_down)

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
