/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

/* How many are waited for, a second each. */
#define HEARTBEATS 5

typedef struct
{
  GMainLoop *loop;
  GBytes *bytes;
} Waiting;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GError) error = NULL;

  waiting->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (waiting->loop);
}

static gboolean
put_later_cb (gpointer user_data)
{
  g_autofree char *revision = put (user_data, UNIT, "team-200046977/late", "{}");

  return G_SOURCE_REMOVE;
}

/* The feed is open before the change is made, as far as a client can tell. */
static void
test_longpoll (Server       *server,
               gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/early", "{}");
  g_autoptr (Answer) at_once = call (server, UNIT, "GET", "team-200046977/_changes?feed=longpoll", NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Waiting waiting = { .loop = loop };
  g_autofree char *text = NULL;

  assert_json (at_once, "$.results[*].id", "[\"early\"]");

  message = new_message (server, UNIT, "GET", "team-200046977/_changes?feed=longpoll&since=now&include_docs=true");
  soup_session_send_and_read_async (server->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &waiting);
  g_timeout_add (200, put_later_cb, server);
  g_main_loop_run (loop);

  text = g_strndup (g_bytes_get_data (waiting.bytes, NULL), g_bytes_get_size (waiting.bytes));
  g_assert_nonnull (strstr (text, "\"id\":\"late\""));
  g_assert_nonnull (strstr (text, "\"doc\":{"));
  g_assert_null (strstr (text, "\"id\":\"early\""));
  g_bytes_unref (waiting.bytes);
}

static void
test_longpoll_times_out (Server       *server,
                         gconstpointer data)
{
  g_autoptr (Answer) answer = call (server, UNIT, "GET", "team-200046977/_changes?feed=longpoll&timeout=50", NULL);

  assert_status (answer, 200);
  assert_json (answer, "$.results[*]", "[]");
  assert_json (answer, "$.pending", "[0]");
}

static char *
read_line (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static GDataInputStream *
open_feed (Server      *server,
           SoupMessage *message)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = soup_session_send (server->session, message, NULL, &error);
  g_assert_no_error (error);
  return g_data_input_stream_new (stream);
}

static void
test_continuous (Server       *server,
                 gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{}");
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET",
                                                 "team-200046977/_changes?feed=continuous&heartbeat=1000");
  g_autoptr (GDataInputStream) lines = open_feed (server, message);
  g_autofree char *told = read_line (lines);
  g_autofree char *second = NULL;
  g_autofree char *heartbeat = NULL;
  g_autofree char *later = NULL;

  g_assert_nonnull (strstr (told, "\"id\":\"a\""));
  heartbeat = read_line (lines);
  g_assert_cmpstr (heartbeat, ==, "");

  second = put (server, UNIT, "team-200046977/b", "{}");
  do
    {
      g_free (later);
      later = read_line (lines);
    }
  while (later != NULL && later[0] == '\0');
  g_assert_nonnull (strstr (later, "\"id\":\"b\""));
}

/* A sign of life now and then, however long it lasts: that none comes early is told by the clock. And when the client has gone
 * there are none any more, and others are still served. */
static void
test_heartbeats (Server       *server,
                 gconstpointer data)
{
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET",
                                                 "team-200046977/_changes?feed=continuous&since=now&heartbeat=1000");
  g_autoptr (GDataInputStream) lines = open_feed (server, message);
  g_autofree char *first = read_line (lines);
  gint64 started = g_get_monotonic_time ();
  g_autoptr (Answer) answer = NULL;

  for (guint i = 0; i < HEARTBEATS; i++)
    {
      g_autofree char *line = read_line (lines);

      g_assert_cmpstr (line, ==, "");
    }
  g_assert_cmpint (g_get_monotonic_time () - started, >, (HEARTBEATS - 1) * G_USEC_PER_SEC);

  g_assert_true (g_input_stream_close (G_INPUT_STREAM (lines), NULL, NULL));
  g_usleep (2 * G_USEC_PER_SEC);
  answer = call (server, UNIT, "GET", "team-200046977", NULL);
  assert_status (answer, 200);
}

static void
test_continuous_ends (Server       *server,
                      gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{}");
  g_autofree char *second = put (server, UNIT, "team-200046977/b", "{}");
  g_autoptr (Answer) limited = call (server, UNIT, "GET", "team-200046977/_changes?feed=continuous&limit=1", NULL);
  g_autoptr (Answer) silent = call (server, UNIT, "GET",
                                    "team-200046977/_changes?feed=continuous&timeout=50&since=now", NULL);
  g_auto (GStrv) lines = g_strsplit (limited->body, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[0], "{\"seq\":"));
  g_assert_true (g_str_has_prefix (lines[1], "{\"last_seq\":"));
  g_assert_nonnull (strstr (lines[1], "\"pending\":1"));
  g_assert_true (g_str_has_prefix (silent->body, "{\"last_seq\":\"2-"));
}

/* A feed that is told of nothing hears of a stop, and the server does not wait for it for ever. */
static void
test_stop (Server       *server,
           gconstpointer data)
{
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET",
                                                 "team-200046977/_changes?feed=continuous&heartbeat=60000");
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{}");
  g_autoptr (GDataInputStream) lines = open_feed (server, message);
  g_autofree char *told = read_line (lines);
  g_autofree char *last = NULL;

  g_subprocess_send_signal (server->process, SIGTERM);
  last = read_line (lines);
  g_assert_true (g_str_has_prefix (last, "{\"last_seq\":"));
}

/* More than one part of an answer, and a client that reads it slowly. */
static void
test_many (Server       *server,
           gconstpointer data)
{
  g_autoptr (GString) batch = g_string_new ("{\"docs\":[");
  g_autofree char *padding = g_strnfill (500, 'x');
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) changes = NULL;
  g_autoptr (Answer) listing = NULL;
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET", "team-200046977/_changes?include_docs=true");
  g_autoptr (GInputStream) stream = NULL;
  gsize total = 0;
  gssize got;
  char part[1000];

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (batch, "%s{\"_id\":\"doc:%05u\",\"x\":\"%s\"}", i > 0 ? "," : "", i, padding);
  g_string_append (batch, "]}");
  made = call (server, UNIT, "POST", "team-200046977/_bulk_docs", batch->str);
  assert_status (made, 201);

  changes = call (server, UNIT, "GET", "team-200046977/_changes?include_docs=true", NULL);
  g_assert_cmpstr (get_header (changes, "Content-Encoding"), ==, "gzip");
  {
    g_autoptr (JsonNode) node = json_from_string (changes->body, NULL);

    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "results")),
                      ==, 5000);
  }
  listing = call (server, UNIT, "GET", "team-200046977/_all_docs?include_docs=true&descending=true&skip=1", NULL);
  {
    g_autoptr (JsonNode) node = json_from_string (listing->body, NULL);
    JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "rows");

    g_assert_cmpuint (json_array_get_length (rows), ==, 4999);
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 4998), "id"), ==, "doc:00000");
  }

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding", "identity");
  stream = soup_session_send (server->session, message, NULL, NULL);
  g_assert_nonnull (stream);
  while ((got = g_input_stream_read (stream, part, sizeof part, NULL, NULL)) > 0)
    total += (gsize) got;
  g_assert_cmpint (got, ==, 0);
  g_assert_cmpuint (total, ==, strlen (changes->body));
}

static void
add_tests (void)
{
  add_server_test ("/feeds/longpoll", test_longpoll);
  add_server_test ("/feeds/longpoll-times-out", test_longpoll_times_out);
  add_server_test ("/feeds/continuous", test_continuous);
  add_server_test ("/feeds/heartbeats", test_heartbeats);
  add_server_test ("/feeds/continuous-ends", test_continuous_ends);
  add_server_test ("/feeds/stop", test_stop);
  add_server_test ("/feeds/many", test_many);
}

SERVER_TEST_MAIN (add_tests)
