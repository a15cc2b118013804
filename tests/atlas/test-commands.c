/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include "ent-atlas-sql.h"

#include <sys/stat.h>

static int
run (Server     *server,
     const char *first,
     ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  return server_command (server, (const char *const *) words->pdata);
}

static void
test_accounts (Server       *server,
               gconstpointer data)
{
  g_autofree char *good = g_build_filename (server->folder, "password", NULL);
  g_autofree char *weak = g_build_filename (server->folder, "weak", NULL);
  g_autofree char *none = g_build_filename (server->folder, "none", NULL);

  g_assert_true (g_file_set_contents (weak, "1234567\n", -1, NULL));
  g_assert_cmpint (run (server, "account", "list", NULL), ==, 0);
  g_assert_cmpint (run (server, "account", "add", UNIT, "--role", "reader", "--password-file", good, NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "reader", "--password-file", weak, NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "reader", "--password-file", none, NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "reader", NULL), ==, 2);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "king", "--password-file", good, NULL), ==, 2);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "unit", "--password-file", good, NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "unit", "--publisher", "12", "--password-file", good, NULL),
                   ==, 1);
  g_assert_cmpint (run (server, "account", "password", "nobody", "--password-file", good, NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "remove", "nobody", NULL), ==, 1);
  g_assert_cmpint (run (server, "account", "remove", NULL), ==, 2);
  g_assert_cmpint (run (server, "account", "dance", "x", NULL), ==, 2);
  g_assert_cmpint (run (server, "account", NULL), ==, 2);
  g_assert_cmpint (run (server, "dance", NULL), ==, 2);
  g_assert_cmpint (run (server, "--listen", "somewhere", NULL), ==, 1);
  g_assert_cmpint (run (server, "--tls-key", good, NULL), ==, 2);
  g_assert_cmpint (run (server, "--version", NULL), ==, 0);

  /* An account made while the server runs is let in at once, with databases of its own. */
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "unit", "--publisher", "217500016", "--password-file", good,
                        NULL), ==, 0);
  {
    g_autoptr (Answer) team = call (server, "new", "GET", "team-217500016", NULL);
    g_autoptr (Answer) departments = call (server, "new", "GET", "departments-217500016", NULL);

    assert_status (team, 200);
    assert_status (departments, 200);
  }
}

static void
assert_private (const char *folder,
                const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 077, ==, 0);
}

static void
test_private (Server       *server,
              gconstpointer data)
{
  g_autofree char *revision = put (server, UNIT, "atlas/200046977:project:1", "{}");

  assert_private (server->folder, "accounts.sqlite");
  assert_private (server->folder, "db");
  assert_private (server->folder, "db/atlas.sqlite");
  assert_private (server->folder, "db/atlas.sqlite-wal");
}

static void
test_backup (Server       *server,
             gconstpointer data)
{
  g_autofree char *copy = g_build_filename (server->folder, "copy", NULL);
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{\"v\":1}");
  g_autoptr (Answer) before = call (server, UNIT, "GET", "team-200046977/_changes", NULL);
  g_autofree char *seq = find_json (before, "$.last_seq");
  g_autofree char *since = g_strdup_printf ("team-200046977/_changes?since=%.*s", (int) strlen (seq) - 4, seq + 2);
  g_autofree char *second = NULL;
  g_autofree char *original = NULL;

  g_assert_cmpint (run (server, "backup", copy, NULL), ==, 0);
  g_assert_cmpint (run (server, "backup", copy, NULL), ==, 1);
  g_assert_cmpint (run (server, "backup", NULL), ==, 2);
  assert_private (copy, "accounts.sqlite");
  second = put (server, UNIT, "team-200046977/b", "{\"v\":2}");

  /* The copy is served instead: what it holds is there, and clients begin anew. */
  server_stop (server);
  original = server->folder;
  server->folder = g_strdup (copy);
  server_start (server, NULL);
  {
    g_autoptr (Answer) a = call (server, UNIT, "GET", "team-200046977/a", NULL);
    g_autoptr (Answer) b = call (server, UNIT, "GET", "team-200046977/b", NULL);
    g_autoptr (Answer) changes = call (server, UNIT, "GET", since, NULL);

    assert_json (a, "$.v", "[1]");
    assert_status (b, 404);
    assert_json (changes, "$.results[*].id", "[\"a\"]");
  }
  g_assert_cmpint (run (server, "--check", NULL), ==, 0);
  server_stop (server);
  g_free (server->folder);
  server->folder = g_steal_pointer (&original);
  server_start (server, NULL);
}

static void
test_check (Server       *server,
            gconstpointer data)
{
  g_autofree char *path = g_build_filename (server->folder, "db", "team-200046977.sqlite", NULL);
  g_autofree char *revision = put (server, UNIT, "team-200046977/a", "{}");
  sqlite3 *db;

  g_assert_cmpint (run (server, "--check", NULL), ==, 0);
  db = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE, NULL);
  g_assert_true (ent_atlas_sql_exec (db, "UPDATE document SET tree = x'00'", NULL));
  sqlite3_close (db);
  g_assert_cmpint (run (server, "--check", NULL), ==, 1);

  /* A damaged document is an error of its own, and the others are served. */
  {
    g_autoptr (Answer) damaged = call (server, UNIT, "GET", "team-200046977/a", NULL);
    g_autofree char *other = put (server, UNIT, "team-200046977/b", "{}");

    assert_status (damaged, 500);
    assert_json (damaged, "$.reason", "[\"The server could not do this.\"]");
  }
}

static void
add_tests (void)
{
  add_server_test ("/commands/accounts", test_accounts);
  add_server_test ("/commands/private", test_private);
  add_server_test ("/commands/backup", test_backup);
  add_server_test ("/commands/check", test_check);
}

SERVER_TEST_MAIN (add_tests)
