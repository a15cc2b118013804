/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#define WRITERS 40

typedef struct
{
  GMainLoop *loop;
  guint waiting;
  guint made;
  guint conflicts;
} Race;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Race *race = user_data;
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_no_error (error);
  if (soup_message_get_status (message) == 201)
    race->made++;
  else if (soup_message_get_status (message) == 409)
    race->conflicts++;
  else
    g_error ("status %u", soup_message_get_status (message));

  if (--race->waiting == 0)
    g_main_loop_quit (race->loop);
}

static void
start_put (Server     *server,
           const char *path,
           const char *text,
           Race       *race)
{
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "PUT", path);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (server->session, message, G_PRIORITY_DEFAULT, NULL, written_cb, race);
  race->waiting++;
}

/* Of many edits of one revision one is taken; of many new documents all are. */
static void
test_race (Server       *server,
           gconstpointer data)
{
  g_autofree char *revision = put (server, UNIT, "team-200046977/one", "{}");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Race same = { .loop = loop };
  Race different = { .loop = loop };
  g_autoptr (Answer) info = NULL;

  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"i\":%u,\"_rev\":\"%s\"}", i, revision);

      start_put (server, "team-200046977/one", text, &same);
    }
  g_main_loop_run (loop);
  g_assert_cmpuint (same.made, ==, 1);
  g_assert_cmpuint (same.conflicts, ==, WRITERS - 1);

  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *path = g_strdup_printf ("team-200046977/doc%u", i);

      start_put (server, path, "{}", &different);
    }
  g_main_loop_run (loop);
  g_assert_cmpuint (different.made, ==, WRITERS);

  info = call (server, UNIT, "GET", "team-200046977", NULL);
  assert_json (info, "$.doc_count", "[41]");
}

static gpointer
kill_thread (gpointer data)
{
  g_usleep ((gulong) g_random_int_range (20000, 150000));
  g_subprocess_send_signal (data, SIGKILL);
  return NULL;
}

/* Writes until the server is gone; returns how many writes it acknowledged. */
static guint
write_until_killed (Server *server,
                    guint   round)
{
  GThread *thread = g_thread_new ("kill", kill_thread, server->process);
  guint acknowledged = 0;

  for (;;)
    {
      g_autofree char *path = g_strdup_printf ("team-200046977/doc:%u:%05u", round, acknowledged);
      g_autoptr (SoupMessage) message = new_message (server, UNIT, "PUT", path);
      g_autoptr (GBytes) body = g_bytes_new_static ("{\"v\":1}", 7);
      g_autoptr (GBytes) bytes = NULL;

      soup_message_set_request_body_from_bytes (message, "application/json", body);
      bytes = soup_session_send_and_read (server->session, message, NULL, NULL);
      if (bytes == NULL || soup_message_get_status (message) != 201)
        break;
      acknowledged++;
    }

  g_thread_join (thread);
  g_assert_true (g_subprocess_wait (server->process, NULL, NULL));
  return acknowledged;
}

/* Killed at any moment, the server has afterwards what it acknowledged. */
static void
test_killed (Server       *server,
             gconstpointer data)
{
  const char *const check[] = { "--check", NULL };

  for (guint round = 0; round < 5; round++)
    {
      guint acknowledged = write_until_killed (server, round);

      g_clear_object (&server->process);
      g_clear_object (&server->session);
      g_clear_pointer (&server->uri, g_free);
      g_assert_cmpint (server_command (server, check), ==, 0);
      server_start (server, NULL);

      for (guint i = 0; i < acknowledged; i++)
        {
          g_autofree char *path = g_strdup_printf ("team-200046977/doc:%u:%05u", round, i);
          g_autoptr (Answer) answer = call (server, UNIT, "GET", path, NULL);

          assert_status (answer, 200);
        }
    }
}

static void
add_tests (void)
{
  add_server_test ("/durability/race", test_race);
  add_server_test ("/durability/killed", test_killed);
}

SERVER_TEST_MAIN (add_tests)
