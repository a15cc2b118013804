/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server is not what it was: restored from an older copy, emptied, on a full disk. What the desks have typed since is
 * still there, on all of them. */
#include <string.h>

#include "desk.h"

typedef struct
{
  EntWorkspace *anne;
  EntWorkspace *boris;
  char *edited;  /* changed on either desk after the copy was made */
  char *added;   /* after the copy was made */
  char *deleted; /* the same */
} Desks;

static void
desks_clear (Desks *desks)
{
  g_clear_object (&desks->anne);
  g_clear_object (&desks->boris);
  g_free (desks->edited);
  g_free (desks->added);
  g_free (desks->deleted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desks, desks_clear)

static void
sync_both (Server *server,
           Desks *desks)
{
  for (guint i = 0; i < 2; i++)
    {
      desk_sync (server, desks->anne, "Team");
      desk_sync (server, desks->boris, "Team");
    }
}

static void
desks_set_up (Server *server,
              Desks *desks)
{
  desks->anne = desk_new (server, "anne", SIREN);
  desks->boris = desk_new (server, "boris", SIREN);
  desk_add_remote (server, desks->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (server, desks->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  desks->edited = desk_add_project (desks->anne, "Eau", NULL);
  desks->deleted = desk_add_project (desks->anne, "Deleted", NULL);
  sync_both (server, desks);
}

/* What the copy does not know of: all desks have it. */
static void
go_on (Server *server,
       Desks *desks)
{
  desk_set (desks->anne, desks->edited, "title", "Eau à Goris");
  desk_set (desks->boris, desks->edited, "status", "ongoing");
  sync_both (server, desks);
  desk_set (desks->anne, desks->edited, "title", "Eau à Sevan");
  desks->added = desk_add_project (desks->boris, "Added", NULL);
  desk_delete (desks->anne, desks->deleted);
  sync_both (server, desks);
}

static void
assert_nothing_lost (Desks *desks)
{
  EntWorkspace *const both[] = { desks->anne, desks->boris };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (both[i], NULL, NULL, NULL);

      g_assert_cmpuint (conflicts->len, ==, 0);
      assert_text (both[i], desks->edited, "title", "Eau à Sevan");
      assert_text (both[i], desks->edited, "status", "ongoing");
      assert_text (both[i], desks->added, "title", "Added");
      assert_sound (both[i]);
    }
}

/* A desk that comes to the server for the first time sees what the others have. */
static void
assert_on_server (Server *server,
                  Desks *desks)
{
  g_autoptr (EntWorkspace) newcomer = desk_new (server, "newcomer", SIREN);

  desk_add_remote (server, newcomer, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_sync (server, newcomer, "Team");
  assert_text (newcomer, desks->edited, "title", "Eau à Sevan");
  assert_text (newcomer, desks->edited, "status", "ongoing");
  assert_text (newcomer, desks->added, "title", "Added");
}

static void
run (const char *program,
     const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add (builder, program);
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* The server's own copy, or the files as they lie. */
static void
test_restored (Server *server,
               gconstpointer by_hand)
{
  g_auto (Desks) desks = { 0 };
  g_autofree char *program = server_program ();
  g_autofree char *data = folder_name (&server->folder, "atlas");
  g_autofree char *copy = folder_name (&server->folder, "copy");

  desks_set_up (server, &desks);
  if (by_hand)
    {
      server_stop (server);
      run ("cp", (const char *const[]){ "-a", data, copy, NULL });
      server_start (server);
    }
  else
    run (program, (const char *const[]){ "backup", copy, "--data", data, NULL });
  go_on (server, &desks);

  server_stop (server);
  remove_tree (data);
  g_assert_cmpint (g_rename (copy, data), ==, 0);
  server_start (server);
  sync_both (server, &desks);
  sync_both (server, &desks);
  assert_nothing_lost (&desks);
  assert_on_server (server, &desks);
}

#define ADD(path, test, data) g_test_add ("/sync/restored/" path, Server, data, server_set_up, test, server_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("backup", test_restored, GUINT_TO_POINTER (FALSE));
  ADD ("files", test_restored, GUINT_TO_POINTER (TRUE));

  return g_test_run ();
}
