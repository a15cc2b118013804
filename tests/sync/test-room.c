/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There is no more room on the disk, on either side: a clear message, both files whole, and all arrives once there is. */
#include <string.h>

#include "hasty.h"

#define PROJECTS 400
#define STEP (48 * 1024)

typedef struct
{
  Server server;
  EntWorkspace *anne; /* (owned): has much to send */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autofree char *long_text = g_strnfill (1000, 'x');

  server_set_up (&fixture->server, NULL);
  fixture->anne = desk_new (&fixture->server, "anne", SIREN);
  desk_add_remote (&fixture->server, fixture->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  for (guint i = 0; i < PROJECTS; i++)
    {
      g_autofree char *id = desk_add_project (fixture->anne, "Eau", NULL);

      desk_set (fixture->anne, id, "description", long_text);
    }
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_object_unref (fixture->anne);
  server_tear_down (&fixture->server, NULL);
}

static void
make_boris (Fixture *fixture)
{
  g_autoptr (EntWorkspace) boris = desk_new (&fixture->server, "boris", SIREN);
  g_autofree char *password = folder_name (&fixture->server.folder, "password");

  desk_add_remote (&fixture->server, boris, "Team", ENT_CIRCLE_TEAM, "unit");
  g_assert_true (ent_remote_set_password_file (boris, "Team", password, NULL));
}

static EntWorkspace *
open_boris (Fixture *fixture)
{
  g_autofree char *path = folder_name (&fixture->server.folder, "boris");
  g_autoptr (GError) error = NULL;
  EntWorkspace *boris = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  return boris;
}

/* Whether a round got through with so much room; where it did not, it says why in one line. */
static gboolean
sync_boris (Fixture *fixture,
            gsize room)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ctl", "ententectl", NULL);
  g_autofree char *path = folder_name (&fixture->server.folder, "boris");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  g_subprocess_launcher_set_child_setup (launcher, confine, &room, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, program, "-w", path, "sync", NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &message, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  if (g_subprocess_get_exit_status (process) == 0)
    return TRUE;

  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (g_str_has_prefix (message, "ententectl: "));
  g_assert_cmpint (strcspn (message, "\n"), ==, strlen (message) - 1);
  g_assert_nonnull (strstr (message, "The disk is full"));
  return FALSE;
}

static void
test_client (Fixture *fixture,
             gconstpointer unused)
{
  guint n_failed = 0;

  desk_sync (&fixture->server, fixture->anne, "Team");
  make_boris (fixture);
  for (gsize room = STEP; !sync_boris (fixture, room); room += STEP)
    {
      g_autoptr (EntWorkspace) boris = open_boris (fixture);

      assert_sound (boris);
      n_failed++;
      g_assert_cmpuint (room, <, 100 * STEP);
    }

  g_assert_cmpuint (n_failed, >, 3);
  {
    g_autoptr (EntWorkspace) boris = open_boris (fixture);

    assert_sound (boris);
    g_assert_cmpuint (count_records (boris, "project"), ==, PROJECTS);
  }
}

static void
test_server (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (SoupSession) session = ent_sync_http_new_session ();
  g_autoptr (EntWorkspace) newcomer = NULL;
  guint n_failed = 0;
  gboolean through = FALSE;

  for (gsize room = 2 * STEP; !through; room += STEP)
    {
      g_autoptr (GError) error = NULL;
      EntSyncSummary summary;

      server_stop (&fixture->server);
      fixture->server.room = room;
      server_start (&fixture->server);
      error = hasty_sync (session, fixture->server.url, fixture->anne, "Team", &summary);
      g_test_message ("%zu bytes: %s", room, error != NULL ? error->message : "through");
      if (error != NULL)
        {
          g_assert_true (error->domain == ENT_ERROR);
          g_assert_nonnull (strstr (error->message, "The server has no space left"));
        }
      through = error == NULL && summary.refused == 0;
      n_failed += !through;
      send_refused_again (fixture->anne);
      server_stop (&fixture->server);
      server_check (&fixture->server);
      server_start (&fixture->server);
      g_assert_cmpuint (room, <, 100 * STEP);
    }

  g_assert_cmpuint (n_failed, >, 0);
  server_stop (&fixture->server);
  fixture->server.room = 0;
  server_start (&fixture->server);
  desk_sync (&fixture->server, fixture->anne, "Team");
  newcomer = desk_new (&fixture->server, "newcomer", SIREN);
  desk_add_remote (&fixture->server, newcomer, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_sync (&fixture->server, newcomer, "Team");
  g_assert_cmpuint (count_records (newcomer, "project"), ==, PROJECTS);
}

#define ADD(path, test) g_test_add ("/sync/room/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("client", test_client);
  ADD ("server", test_server);

  return g_test_run ();
}
