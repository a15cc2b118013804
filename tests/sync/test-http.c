/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that breaks HTTP in every way: each time a clear message, nothing lost, and the next round is well. */
#include <string.h>

#include "desk.h"
#include "ent-sync-driver.h"

#define PATIENCE_SECONDS 60

typedef struct
{
  Server server; /* its folder and secrets */
  EntWorkspace *desk;
  GSocketService *service; /* (owned): the broken server */
  GBytes *reply;           /* (nullable) (owned): what it says to whatever; NULL: nothing, for ever */
  GString *heard;          /* (owned): all that it was told */
  GSocketService *elsewhere;
  guint n_elsewhere;       /* connections to where the broken server sends us */
  guint16 elsewhere_port;
} Fixture;

typedef struct
{
  Fixture *fixture;
  GSocketConnection *connection;
  char buffer[65536];
} Visit;

static void
visit_free (Visit *visit)
{
  g_object_unref (visit->connection);
  g_free (visit);
}

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  visit_free (user_data);
}

static void
replied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Visit *visit = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (G_IO_STREAM (visit->connection), G_PRIORITY_DEFAULT, NULL, closed_cb, visit);
}

static void
heard_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Visit *visit = user_data;
  Fixture *fixture = visit->fixture;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (length <= 0 || fixture->reply == NULL)
    {
      visit_free (visit);
      return;
    }

  g_string_append_len (fixture->heard, visit->buffer, length);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (visit->connection)), g_bytes_get_data (fixture->reply, NULL),
                                   g_bytes_get_size (fixture->reply), G_PRIORITY_DEFAULT, NULL, replied_cb, visit);
}

static gboolean
visited_cb (GSocketService *service,
            GSocketConnection *connection,
            GObject *source,
            gpointer user_data)
{
  Fixture *fixture = user_data;
  Visit *visit = g_new0 (Visit, 1);

  visit->fixture = fixture;
  visit->connection = g_object_ref (connection);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), visit->buffer, sizeof visit->buffer,
                             G_PRIORITY_DEFAULT, NULL, heard_cb, visit);
  return TRUE;
}

static gboolean
elsewhere_cb (GSocketService *service,
              GSocketConnection *connection,
              GObject *source,
              gpointer user_data)
{
  ((Fixture *) user_data)->n_elsewhere++;
  return TRUE;
}

static GSocketService *
listen_locally (GCallback callback,
                Fixture *fixture,
                guint16 *ret_port)
{
  GSocketService *service = g_socket_service_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", callback, fixture);
  *ret_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  return service;
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  guint16 port;

  folder_set_up (&fixture->server.folder, NULL);
  fixture->server.secrets = ent_secrets_new_memory ();
  fixture->heard = g_string_new (NULL);
  fixture->service = listen_locally (G_CALLBACK (visited_cb), fixture, &port);
  fixture->elsewhere = listen_locally (G_CALLBACK (elsewhere_cb), fixture, &fixture->elsewhere_port);
  fixture->server.url = g_strdup_printf ("http://127.0.0.1:%u", port);
  fixture->desk = desk_new (&fixture->server, "anne", SIREN);
  desk_add_remote (&fixture->server, fixture->desk, "Team", ENT_CIRCLE_TEAM, "unit");
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_socket_service_stop (fixture->service);
  g_socket_service_stop (fixture->elsewhere);
  /* Whom they still wait for is called off first. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->service);
  g_object_unref (fixture->elsewhere);
  g_object_unref (fixture->desk);
  g_clear_pointer (&fixture->reply, g_bytes_unref);
  g_string_free (fixture->heard, TRUE);
  remove_tree (fixture->server.folder.path);
  g_free (fixture->server.folder.path);
  g_free (fixture->server.url);
  g_object_unref (fixture->server.secrets);
}

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
give_up (gpointer unused)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static GError *
run (Fixture *fixture,
     GCancellable *cancellable)
{
  g_autoptr (EntSyncDriver) driver = ent_sync_driver_new_for_workspace (fixture->desk, fixture->server.secrets);
  g_autoptr (GAsyncResult) result = NULL;
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, give_up, NULL);
  GError *error = NULL;

  ent_sync_driver_run_async (driver, "Team", 0, NULL, cancellable, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  ent_sync_driver_run_finish (driver, result, NULL, &error);
  g_assert_false (ent_sync_driver_is_running (driver));
  return error;
}

static void
say (Fixture *fixture,
     const char *reply,
     gssize length)
{
  g_clear_pointer (&fixture->reply, g_bytes_unref);
  fixture->reply = g_bytes_new (reply, length < 0 ? strlen (reply) : (gsize) length);
}

static void
assert_fails (Fixture *fixture)
{
  g_autoptr (GError) error = run (fixture, NULL);
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (fixture->desk, "Team", NULL);

  g_assert_nonnull (error);
  g_assert_true (error->domain == ENT_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpstr (remote->status, ==, error->message);
  g_assert_null (remote->since);
  g_assert_cmpint (remote->pushed, ==, 0);
}

#define OK "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static void
test_broken (Fixture *fixture,
             gconstpointer reply)
{
  say (fixture, reply, -1);
  assert_fails (fixture);
}

static void
test_deep (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (GString) reply = g_string_new (OK "Connection: close\r\n\r\n");

  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (reply, '[');
  say (fixture, reply->str, reply->len);
  assert_fails (fixture);
}

/* Few bytes on the way that would be very many here. */
static void
test_bomb (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GBytes) zeros = g_bytes_new_take (g_malloc0 (300 * 1024 * 1024), 300 * 1024 * 1024);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = g_converter_convert_bytes (compressor, zeros, &error);
  g_autofree char *head = NULL;
  g_autoptr (GByteArray) reply = g_byte_array_new ();

  g_assert_no_error (error);
  head = g_strdup_printf (OK "Content-Encoding: gzip\r\nContent-Length: %zu\r\n\r\n", g_bytes_get_size (packed));
  g_byte_array_append (reply, (guint8 *) head, strlen (head));
  g_byte_array_append (reply, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  say (fixture, (char *) reply->data, reply->len);
  assert_fails (fixture);
}

/* The password goes to the server that was set up, and to no other. */
static void
test_redirect (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:%u/\r\nContent-Length: 0\r\n\r\n", fixture->elsewhere_port);
  g_autofree char *credentials = g_base64_encode ((const guchar *) "unit:" PASSWORD, strlen ("unit:" PASSWORD));

  say (fixture, reply, -1);
  assert_fails (fixture);
  g_assert_nonnull (strstr (fixture->heard->str, credentials));
  g_assert_cmpuint (fixture->n_elsewhere, ==, 0);
}

static void
test_closed (Fixture *fixture,
             gconstpointer unused)
{
  assert_fails (fixture);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Stopped while it waits to try again, before that, and before it has begun. */
static void
test_cancel (Fixture *fixture,
             gconstpointer unused)
{
  for (guint delay = 0; delay <= 400; delay += 200)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (EntRemote) remote = NULL;

      say (fixture, "HTTP/1.1 503 Busy\r\nRetry-After: 100\r\nContent-Length: 0\r\n\r\n", -1);
      if (delay == 0)
        g_cancellable_cancel (cancellable);
      else
        g_timeout_add (delay, cancel_cb, cancellable);
      error = run (fixture, cancellable);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      remote = ent_sync_state_get_remote (fixture->desk, "Team", NULL);
      g_assert_null (remote->status);
    }
}

#define ADD(path, test, data) g_test_add ("/sync/http/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("closed", test_closed, NULL);
  ADD ("no-http", test_broken, "220 mail.example.org ESMTP\r\n");
  ADD ("truncated", test_broken, OK "Content-Length: 1000\r\n\r\n{\"db_name\":\"team\",");
  ADD ("cut-chunk", test_broken, OK "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"db_name\"");
  ADD ("bad-gzip", test_broken, OK "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello");
  ADD ("bad-utf8", test_broken, OK "Content-Length: 17\r\n\r\n{\"db_name\":\"\xff\xfe\xfd\"}");
  ADD ("bad-json", test_broken, OK "Content-Length: 3\r\n\r\n{a}");
  ADD ("empty", test_broken, OK "Content-Length: 0\r\n\r\n");
  ADD ("web-page", test_broken, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 6\r\n\r\n<html>");
  ADD ("unauthorized", test_broken, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
  ADD ("bad-reason", test_broken, "HTTP/1.1 403 No\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n{\"reason\":\"a\\u0000\\nb\xc3\xa9\"}");
  ADD ("deep", test_deep, NULL);
  ADD ("bomb", test_bomb, NULL);
  ADD ("redirect", test_redirect, NULL);
  ADD ("cancel", test_cancel, NULL);

  return g_test_run ();
}
