/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Client and server are killed at any moment of a round, some of the time, a hundred and more times where the environment
 * asks for it. Both files are whole each time, and in the end nothing that was typed is missing. */
#include <string.h>

#include "desk.h"

#define PROJECTS 150
#define EDITS 40
#define KILLS 16
#define KILLS_THOROUGH 200
#define TOGETHER 5

static const char *const names[] = { "anne", "boris" };
/* Each writes another field, so that there is nothing for a person to choose. */
static const char *const fields[] = { "title", "description" };

typedef struct
{
  Server server;
  char *ids[PROJECTS];       /* (owned) */
  char *texts[2][PROJECTS];  /* (owned): what was last typed on each desk */
  gint64 duration;           /* of a round, in microseconds */
} Fixture;

static EntWorkspace *
open_desk (Fixture *fixture,
           guint desk)
{
  g_autofree char *path = folder_name (&fixture->server.folder, names[desk]);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  return workspace;
}

static void
type_in (Fixture *fixture,
         EntWorkspace *workspace,
         guint desk,
         guint project,
         guint step)
{
  g_autofree char *text = g_strdup_printf ("%s %u of %u", names[desk], step, project);

  desk_set (workspace, fixture->ids[project], fields[desk], text);
  g_set_str (&fixture->texts[desk][project], text);
}

static GSubprocess *
start_round (Fixture *fixture,
             guint desk,
             GSubprocessFlags flags)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ctl", "ententectl", NULL);
  g_autofree char *path = folder_name (&fixture->server.folder, names[desk]);
  g_autoptr (GError) error = NULL;
  GSubprocess *client =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | flags, &error, program, "-w", path, "sync", NULL);

  g_assert_no_error (error);
  return client;
}

static void
run_round (Fixture *fixture,
           guint desk)
{
  g_autoptr (GSubprocess) client = start_round (fixture, desk, G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (client, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  gint64 begin;

  server_set_up (&fixture->server, NULL);
  for (guint desk = 0; desk < 2; desk++)
    {
      g_autoptr (EntWorkspace) workspace = desk_new (&fixture->server, names[desk], SIREN);
      g_autofree char *password = folder_name (&fixture->server.folder, "password");

      desk_add_remote (&fixture->server, workspace, "Team", ENT_CIRCLE_TEAM, "unit");
      g_assert_true (ent_remote_set_password_file (workspace, "Team", password, NULL));
      for (guint i = 0; desk == 0 && i < PROJECTS; i++)
        {
          fixture->ids[i] = desk_add_project (workspace, "New", NULL);
          fixture->texts[0][i] = g_strdup ("New");
        }
    }
  run_round (fixture, 0);
  begin = g_get_monotonic_time ();
  run_round (fixture, 1);
  fixture->duration = g_get_monotonic_time () - begin;
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  for (guint i = 0; i < PROJECTS; i++)
    {
      g_free (fixture->ids[i]);
      g_free (fixture->texts[0][i]);
      g_free (fixture->texts[1][i]);
    }
  server_tear_down (&fixture->server, NULL);
}

static void
kill_process (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/* Any moment of a round is as likely as another, and none is part of what is expected. */
static void
kill_one (Fixture *fixture,
          guint desk)
{
  g_autoptr (GSubprocess) client = start_round (fixture, desk, G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  gboolean server_too = g_test_rand_int_range (0, 2) == 0;

  g_usleep (g_test_rand_double () * fixture->duration);
  if (server_too)
    {
      kill_process (fixture->server.process);
      g_clear_object (&fixture->server.process);
    }
  kill_process (client);
  if (server_too)
    {
      server_check (&fixture->server);
      server_start (&fixture->server);
    }
}

static void
check_desk (Fixture *fixture,
            guint desk)
{
  g_autoptr (EntWorkspace) workspace = open_desk (fixture, desk);

  assert_sound (workspace);
}

static void
check_agreement (Fixture *fixture,
                 guint desk)
{
  g_autoptr (EntWorkspace) workspace = open_desk (fixture, desk);
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (workspace, NULL, NULL, NULL);
  g_autoptr (GPtrArray) quarantined = ent_sync_issues_list_quarantined (workspace, NULL, NULL);
  g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (workspace, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpuint (quarantined->len, ==, 0);
  g_assert_cmpuint (refused->len, ==, 0);
  g_assert_cmpuint (count_records (workspace, "project"), ==, PROJECTS);
  for (guint i = 0; i < PROJECTS; i++)
    for (guint typist = 0; typist < 2; typist++)
      assert_text (workspace, fixture->ids[i], fields[typist], fixture->texts[typist][i]);
}

static void
test_kills (Fixture *fixture,
            gconstpointer unused)
{
  guint kills = g_getenv ("ENTENTE_THOROUGH") != NULL ? KILLS_THOROUGH : KILLS;

  for (guint step = 0; step < kills; step++)
    {
      guint desk = step % 2;
      g_autoptr (EntWorkspace) workspace = open_desk (fixture, desk);

      for (guint i = 0; i < EDITS; i++)
        type_in (fixture, workspace, desk, g_test_rand_int_range (0, PROJECTS), step);
      g_clear_object (&workspace);
      kill_one (fixture, desk);
      check_desk (fixture, desk);
    }

  for (guint round = 0; round < 2; round++)
    for (guint desk = 0; desk < 2; desk++)
      run_round (fixture, desk);
  for (guint desk = 0; desk < 2; desk++)
    check_agreement (fixture, desk);
  server_stop (&fixture->server);
  server_check (&fixture->server);
  server_start (&fixture->server);
}

static void
settle_all (Fixture *fixture,
            guint desk)
{
  g_autoptr (EntWorkspace) workspace = open_desk (fixture, desk);
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (workspace, NULL, NULL, NULL);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const EntConflict *conflict = conflicts->pdata[i];

      g_assert_true (ent_sync_resolve (workspace, conflict->remote, conflict->id, conflict->field, ENT_SYNC_MINE, NULL));
    }
}

/* Both desks change the same field of the same records, and send it in the same moment: whoever comes second is asked. */
static void
test_together (Fixture *fixture,
               gconstpointer unused)
{
  for (guint step = 0; step < TOGETHER; step++)
    {
      GSubprocess *clients[2];

      for (guint desk = 0; desk < 2; desk++)
        {
          g_autoptr (EntWorkspace) workspace = open_desk (fixture, desk);

          for (guint i = 0; i < EDITS; i++)
            {
              g_autofree char *text = g_strdup_printf ("%s %u", names[desk], step);

              desk_set (workspace, fixture->ids[i], "title", text);
            }
        }
      for (guint desk = 0; desk < 2; desk++)
        clients[desk] = start_round (fixture, desk, G_SUBPROCESS_FLAGS_NONE);
      for (guint desk = 0; desk < 2; desk++)
        {
          g_autoptr (GError) error = NULL;

          g_subprocess_wait_check (clients[desk], NULL, &error);
          g_assert_no_error (error);
          g_object_unref (clients[desk]);
        }

      /* One of them has the conflicts, or each has some; with them settled, all agree. */
      for (guint desk = 0; desk < 2; desk++)
        {
          run_round (fixture, desk);
          settle_all (fixture, desk);
          run_round (fixture, desk);
        }
      run_round (fixture, 0);
      {
        g_autoptr (EntWorkspace) anne = open_desk (fixture, 0);
        g_autoptr (EntWorkspace) boris = open_desk (fixture, 1);

        for (guint i = 0; i < PROJECTS; i++)
          {
            g_autoptr (EntRecord) record = desk_get (anne, fixture->ids[i]);

            assert_text (boris, fixture->ids[i], "title", ent_record_get_text (record, "title"));
          }
        assert_sound (anne);
        assert_sound (boris);
      }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sync/kills/one", Fixture, NULL, set_up, test_kills, tear_down);
  g_test_add ("/sync/kills/together", Fixture, NULL, set_up, test_together, tear_down);

  return g_test_run ();
}
