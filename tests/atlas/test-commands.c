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
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "unit", "--publisher", "12", "--password-file",
                        good, NULL),
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
  g_assert_cmpint (run (server, "account", "add", "new", "--role", "unit", "--publisher", "217500016",
                        "--password-file", good,
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

/* Damage found in the middle of an answer: it ends before its end, and the server goes on. */
static void
test_damage_in_a_listing (Server       *server,
                          gconstpointer data)
{
  g_autofree char *path = g_build_filename (server->folder, "db", "team-200046977.sqlite", NULL);
  g_autoptr (GString) batch = g_string_new ("{\"docs\":[");
  g_autofree char *padding = g_strnfill (1000, 'x');
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) info = NULL;
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET", "team-200046977/_all_docs?include_docs=true");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (batch, "%s{\"_id\":\"doc:%05u\",\"x\":\"%s\"}", i > 0 ? "," : "", i, padding);
  g_string_append (batch, "]}");
  made = call (server, UNIT, "POST", "team-200046977/_bulk_docs", batch->str);
  assert_status (made, 201);

  db = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE, NULL);
  g_assert_true (ent_atlas_sql_exec (db, "UPDATE document SET tree = x'00' WHERE id = 'doc:01500'", NULL));
  sqlite3_close (db);

  bytes = soup_session_send_and_read (server->session, message, NULL, &error);
  g_assert_null (bytes);
  g_assert_nonnull (error);
  info = call (server, UNIT, "GET", "team-200046977", NULL);
  assert_status (info, 200);
}

static char *
read_all (GInputStream *stream)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* The log tells who asked for what, and neither what is secret nor what somebody would like to have in it. */
static void
test_log (Server       *server,
          gconstpointer data)
{
  Server loud = { .folder = server->folder };
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;
  g_autofree char *line = NULL;

  server_stop (server);
  loud.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                   "/proc/self/exe",
                                   "--command", "--data", server->folder, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  server_read_uri (&loud);
  {
    g_autofree char *revision = put (&loud, UNIT, "team-200046977/a?secret-parameter=x", "{\"v\":\"secret-content\"}");
    g_autoptr (Answer) session = call (&loud, NULL, "POST", "_session",
                                       "{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}");
    g_autoptr (Answer) forged = call (&loud, "x\nforged line", "GET", "atlas", NULL);

    assert_status (session, 200);
    assert_status (forged, 401);
  }

  g_subprocess_send_signal (loud.process, SIGTERM);
  log = read_all (g_subprocess_get_stderr_pipe (loud.process));
  g_assert_true (g_subprocess_wait_check (loud.process, NULL, &error));
  g_assert_nonnull (strstr (log, "127.0.0.1 " UNIT " PUT /team-200046977/a 201 "));
  g_assert_nonnull (strstr (log, " POST /_session 200 "));
  g_assert_null (strstr (log, PASSWORD));
  g_assert_null (strstr (log, "secret"));
  g_assert_null (strstr (log, "AuthSession"));
  g_assert_null (strstr (log, "\nforged line"));

  g_object_unref (loud.process);
  g_object_unref (loud.session);
  g_free (loud.uri);
  server_start (server, NULL);
}

static void
add_tests (void)
{
  add_server_test ("/commands/accounts", test_accounts);
  add_server_test ("/commands/private", test_private);
  add_server_test ("/commands/backup", test_backup);
  add_server_test ("/commands/check", test_check);
  add_server_test ("/commands/log", test_log);
  add_server_test ("/commands/damage-in-a-listing", test_damage_in_a_listing);
}

SERVER_TEST_MAIN (add_tests)
