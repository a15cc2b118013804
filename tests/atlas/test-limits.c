/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include "ent-atlas-limits.h"

static GBytes *
pack (const char *text,
      gsize       length)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);

  g_assert_true (g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static Answer *
post_packed (Server *server,
             GBytes *body)
{
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "POST", "team-200046977/_bulk_docs");

  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  return send_message (server, message);
}

static void
test_gzip (Server       *server,
           gconstpointer data)
{
  const char *batch = "{\"docs\":[{\"_id\":\"a\"}]}";
  g_autoptr (GBytes) good = pack (batch, strlen (batch));
  g_autoptr (GBytes) bad = g_bytes_new_static (batch, strlen (batch));
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) - 4);
  g_autofree char *spaces = g_strnfill (ENT_ATLAS_LIMIT_BODY + 1, ' ');
  g_autoptr (GBytes) bomb = pack (spaces, strlen (spaces));
  g_autoptr (Answer) written = post_packed (server, good);
  g_autoptr (Answer) refused = post_packed (server, bad);
  g_autoptr (Answer) short_one = post_packed (server, cut);
  g_autoptr (Answer) large = post_packed (server, bomb);
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "POST", "team-200046977/_bulk_docs");
  g_autoptr (Answer) unknown = NULL;

  assert_status (written, 201);
  assert_status (refused, 400);
  assert_status (short_one, 400);
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 100000);
  assert_status (large, 413);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", "br");
  soup_message_set_request_body_from_bytes (message, "application/json", bad);
  unknown = send_message (server, message);
  assert_status (unknown, 415);
}

static void
test_sizes (Server       *server,
            gconstpointer data)
{
  g_autofree char *large = g_strnfill (ENT_ATLAS_LIMIT_BODY + 1, ' ');
  g_autofree char *long_value = g_strnfill (ENT_ATLAS_LIMIT_HEADERS, 'x');
  g_autoptr (GString) batch = g_string_new ("{\"docs\":[{\"_id\":\"0\"}");
  g_autoptr (GString) checkpoint = g_string_new ("{\"x\":\"");
  g_autoptr (SoupMessage) headers = new_message (server, UNIT, "GET", "team-200046977");
  g_autoptr (SoupMessage) unannounced = new_message (server, UNIT, "POST", "team-200046977/_bulk_docs");
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (large, (gssize) strlen (large), NULL);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) chunked = NULL;

  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_docs", large, 413, "too_large");

  /* No length announced: chunks */
  soup_message_set_request_body (unannounced, "application/json", stream, -1);
  chunked = send_message (server, unannounced);
  assert_status (chunked, 413);

  soup_message_headers_replace (soup_message_get_request_headers (headers), "X-Large", long_value);
  answer = send_message (server, headers);
  assert_status (answer, 431);

  for (guint i = 1; i <= ENT_ATLAS_LIMIT_BATCH; i++)
    g_string_append_printf (batch, ",{\"_id\":\"%u\"}", i);
  g_string_append (batch, "]}");
  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_docs", batch->str, 413, "too_large");

  for (guint i = 0; i < 300000; i++)
    g_string_append_c (checkpoint, 'x');
  g_string_append (checkpoint, "\"}");
  assert_refused (server, UNIT, "PUT", "team-200046977/_local/x", checkpoint->str, 413, "document_too_large");

  /* What was refused left the connection and the server in order. */
  {
    g_autoptr (Answer) info = call (server, UNIT, "GET", "team-200046977", NULL);

    assert_json (info, "$.doc_count", "[0]");
  }
}

static GSocketConnection *
connect_to (Server *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (server->uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) g_uri_get_port (uri), NULL, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 20);
  return connection;
}

static void
say (GSocketConnection *connection,
     const char        *text)
{
  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                            strlen (text),
                                            NULL, NULL, NULL));
}

static char *
hear (GSocketConnection *connection)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char part[1000];
  gssize got;

  while ((got = g_input_stream_read (input, part, sizeof part, NULL, NULL)) > 0)
    g_string_append_len (all, part, got);
  return g_string_free_and_steal (g_steal_pointer (&all));
}

static void
test_slow (Server       *server,
           gconstpointer data)
{
  g_autoptr (GSocketConnection) body = connect_to (server);
  g_autoptr (GSocketConnection) headers = connect_to (server);
  g_autofree char *answer = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *basic = g_base64_encode ((const guchar *) UNIT ":" PASSWORD, strlen (UNIT ":" PASSWORD));
  g_autofree char *request = g_strdup_printf ("POST /atlas/_bulk_docs HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n"
                                              "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{", basic);

  say (body, request);
  say (headers, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  answer = hear (body);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 408 "));
  /* Half a header: there is nothing to say, but the connection ends. */
  nothing = hear (headers);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_connections (Server       *server,
                  gconstpointer data)
{
  const char *request = "GET /_up HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *answer = NULL;
  GSocketConnection *last;
  char part[12];

  for (guint i = 0; i < 3; i++)
    {
      GSocketConnection *connection = connect_to (server);

      g_ptr_array_add (open, connection);
      say (connection, request);
      g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), part,
                                              sizeof part,
                                              NULL, NULL, NULL));
      g_assert_cmpmem (part, sizeof part, "HTTP/1.1 200", 12);
    }

  last = connect_to (server);
  g_ptr_array_add (open, last);
  say (last, request);
  answer = hear (last);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 429 "));
  g_assert_nonnull (strstr (answer, "Connection: close"));

  /* Places come free again. */
  g_ptr_array_set_size (open, 0);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (server);
      g_autofree char *again = NULL;

      say (connection, "GET /_up HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      again = hear (connection);
      if (g_str_has_prefix (again, "HTTP/1.1 200 "))
        return;
      g_usleep (10000);
    }
  g_error ("no place came free");
}

/* What no client would send. */
static void
test_rubbish (Server       *server,
              gconstpointer data)
{
  static const char *const requests[] = {
    "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /atlas/_bulk_docs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n",
    "GET /?%zz=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET //../.. HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (server);
      g_autofree char *answer = NULL;

      say (connection, requests[i]);
      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      answer = hear (connection);
      g_test_message ("%u: %.20s", i, answer);
    }

  {
    g_autoptr (Answer) up = call (server, NULL, "GET", "_up", NULL);

    assert_status (up, 200);
  }
}

/* A client that goes away in the middle of everything. */
static void
test_gone (Server       *server,
           gconstpointer data)
{
  g_autofree char *basic = g_base64_encode ((const guchar *) UNIT ":" PASSWORD, strlen (UNIT ":" PASSWORD));
  static const char *const paths[] = {
    "GET /atlas HTTP/1.1", "GET /atlas/_changes?feed=continuous&heartbeat=1000 HTTP/1.1",
    "GET /atlas/_changes?feed=longpoll&timeout=1000 HTTP/1.1", "GET /atlas/_all_docs HTTP/1.1",
  };

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (server);
      g_autofree char *request = g_strdup_printf ("%s\r\nHost: x\r\nAuthorization: Basic %s\r\n\r\n",
                                                  paths[i % G_N_ELEMENTS (paths)], basic);

      say (connection, request);
      g_usleep ((gulong) g_test_rand_int_range (0, 3000));
    }

  {
    g_autoptr (Answer) info = call (server, UNIT, "GET", "atlas", NULL);

    assert_status (info, 200);
  }
}

static gboolean
accept_certificate (SoupMessage         *message,
                    GTlsCertificate     *certificate,
                    GTlsCertificateFlags errors,
                    gpointer             user_data)
{
  gboolean *asked = user_data;

  *asked = TRUE;
  return TRUE;
}

static void
test_tls (Server       *server,
          gconstpointer data)
{
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "atlas", "tls-certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "atlas", "tls-key.pem", NULL);
  g_autofree char *certificate_option = g_strconcat ("--tls-certificate=", certificate, NULL);
  g_autofree char *key_option = g_strconcat ("--tls-key=", key, NULL);
  const char *const elsewhere[] = { "--listen", "0.0.0.0:0", NULL };
  gboolean asked = FALSE;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("there is no TLS here");
      return;
    }

  /* Without it, only this machine may speak to the server. */
  g_assert_cmpint (server_command (server, elsewhere), ==, 1);

  server_stop (server);
  server_start_with (server, certificate_option, key_option);
  g_assert_true (g_str_has_prefix (server->uri, "https://127.0.0.1:"));
  {
    g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET", "atlas");
    g_autoptr (SoupMessage) session = new_message (server, UNIT, "POST", "_session");
    g_autoptr (GBytes) body = g_bytes_new_static ("{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}",
                                                  strlen ("{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}"));
    g_autoptr (Answer) answer = NULL;
    g_autoptr (Answer) signed_in = NULL;

    g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate), &asked);
    g_signal_connect (session, "accept-certificate", G_CALLBACK (accept_certificate), &asked);
    answer = send_message (server, message);
    assert_status (answer, 200);
    g_assert_true (asked);

    soup_message_set_request_body_from_bytes (session, "application/json", body);
    signed_in = send_message (server, session);
    g_assert_nonnull (strstr (get_header (signed_in, "Set-Cookie"), "; Secure"));
  }
}

static void
add_tests (void)
{
  add_server_test ("/limits/gzip", test_gzip);
  add_server_test ("/limits/sizes", test_sizes);
  g_test_add ("/limits/slow", Server, "--request-seconds=1", server_set_up, test_slow, server_tear_down);
  g_test_add ("/limits/connections", Server, "--connections=3", server_set_up, test_connections, server_tear_down);
  add_server_test ("/limits/rubbish", test_rubbish);
  add_server_test ("/limits/gone", test_gone);
  add_server_test ("/limits/tls", test_tls);
}

SERVER_TEST_MAIN (add_tests)
