/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#define HELLO "{\"_attachments\":{\"note\":{\"content_type\":\"text/plain\",\"data\":\"aGVsbG8=\"}},\"v\":1}"
#define HELLO_DIGEST "md5-XUFAKrxLKna5cZ2REBfFkg=="

static Answer *
call_raw (Server     *server,
          const char *method,
          const char *path,
          const char *type,
          GBytes     *body)
{
  g_autoptr (SoupMessage) message = new_message (server, UNIT, method, path);

  soup_message_set_request_body_from_bytes (message, type, body);
  return send_message (server, message);
}

static void
test_inline (Server       *server,
             gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", HELLO);
  g_autoptr (Answer) stub = call (server, UNIT, "GET", "team-200046977/a", NULL);
  g_autoptr (Answer) whole = call (server, UNIT, "GET", "team-200046977/a?attachments=true", NULL);
  g_autoptr (Answer) changes = call (server, UNIT, "GET", "team-200046977/_changes?include_docs=true", NULL);
  g_autoptr (Answer) listing = call (server, UNIT, "GET",
                                     "team-200046977/_all_docs?include_docs=true&attachments=true", NULL);
  g_autoptr (Answer) content = call (server, UNIT, "GET", "team-200046977/a/note", NULL);

  assert_json (stub, "$._attachments.note",
               "[{\"content_type\":\"text/plain\",\"revpos\":1,\"digest\":\"" HELLO_DIGEST "\",\"length\":5,\"stub\":true}]");
  assert_json (whole, "$._attachments.note.data", "[\"aGVsbG8=\"]");
  assert_json (changes, "$.results[0].doc._attachments.note.stub", "[true]");
  assert_json (listing, "$.rows[0].doc._attachments.note.data", "[\"aGVsbG8=\"]");
  assert_status (content, 200);
  g_assert_cmpstr (content->body, ==, "hello");
  g_assert_cmpstr (get_header (content, "Content-Type"), ==, "text/plain");
  g_assert_cmpstr (get_header (content, "ETag"), ==, "\"" HELLO_DIGEST "\"");
  g_assert_nonnull (strstr (get_header (content, "Content-Security-Policy"), "sandbox"));
  assert_refused (server, UNIT, "GET", "team-200046977/a/other.txt", NULL, 404, "not_found");
  assert_refused (server, UNIT, "GET", "team-200046977/no/note", NULL, 404, "not_found");
}

static void
test_stubs (Server       *server,
            gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", HELLO);
  g_autofree char *kept = g_strdup_printf ("{\"_rev\":\"%s\",\"v\":2,\"_attachments\":{\"note\":{\"stub\":true}}}",
                                           first);
  g_autofree char *second = put (server, UNIT, "team-200046977/a", kept);
  g_autofree char *dropped = g_strdup_printf ("{\"_rev\":\"%s\",\"v\":3}", second);
  g_autofree char *third = NULL;
  g_autofree char *back = NULL;
  g_autoptr (Answer) stub = call (server, UNIT, "GET", "team-200046977/a", NULL);

  assert_json (stub, "$._attachments.note.revpos", "[1]");
  assert_json (stub, "$._attachments.note.digest", "[\"" HELLO_DIGEST "\"]");

  third = put (server, UNIT, "team-200046977/a", dropped);
  assert_refused (server, UNIT, "GET", "team-200046977/a/note", NULL, 404, "not_found");
  back = g_strdup_printf ("{\"_rev\":\"%s\",\"_attachments\":{\"note\":{\"stub\":true}}}", third);
  assert_refused (server, UNIT, "PUT", "team-200046977/a", back, 412, "missing_stub");
  /* In a batch it refuses the whole. */
  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_docs",
                  "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"b\",\"_attachments\":{\"x\":{\"stub\":true}}}]}", 412, "missing_stub");
  assert_refused (server, UNIT, "GET", "team-200046977/good", NULL, 404, "not_found");
}

static void
test_alone (Server       *server,
            gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr (Answer) made = call_raw (server, "PUT", "team-200046977/a/folder/%C3%A9t%C3%A9.bin",
                                      "application/x-thing", body);
  g_autoptr (Answer) get = call (server, UNIT, "GET", "team-200046977/a/folder/%C3%A9t%C3%A9.bin", NULL);
  g_autofree char *revision = NULL;
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;
  g_autoptr (Answer) deleted = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) left = NULL;

  assert_status (made, 201);
  g_assert_true (g_bytes_equal (get->bytes, body));
  g_assert_cmpstr (get_header (get, "Content-Type"), ==, "application/x-thing");

  revision = find_json (made, "$.rev");
  path = g_strdup_printf ("team-200046977/a/folder%%2F%%C3%%A9t%%C3%%A9.bin?rev=%.*s", (int) strlen (revision) - 4,
                          revision + 2);
  other = g_strdup_printf ("team-200046977/a/other?rev=%.*s", (int) strlen (revision) - 4, revision + 2);
  assert_refused (server, UNIT, "DELETE", "team-200046977/a/folder/%C3%A9t%C3%A9.bin", NULL, 409, "conflict");
  assert_refused (server, UNIT, "DELETE", other, NULL, 404, "not_found");
  assert_refused (server, UNIT, "PUT", "team-200046977/a/other", "x", 409, "conflict");
  assert_refused (server, UNIT, "PUT", "team-200046977/new/_other", "x", 400, "bad_request");

  again = call_raw (server, "PUT", other, "text/plain", body);
  assert_status (again, 201);
  left = call (server, UNIT, "GET", "team-200046977/a", NULL);
  assert_json (left, "$._attachments.*.revpos", "[1,2]");

  /* That revision is no leaf any more. */
  deleted = call (server, UNIT, "DELETE", path, NULL);
  assert_status (deleted, 409);
}

/* A request as CouchDB's replicator sends it, one content packed. */
static void
test_related (Server       *server,
              gconstpointer data)
{
  static const guint8 packed[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 7, 0,
                                   0x86, 0xa6, 0x10, 0x36, 5, 0, 0, 0 };
  const char *head = "--b\r\nContent-Type: application/json\r\n\r\n"
                     "{\"_id\":\"a\",\"_rev\":\"2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\"_revisions\":{\"start\":2,\"ids\":"
                     "[\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]},\"_attachments\":{"
                     "\"one\":{\"content_type\":\"text/plain\",\"revpos\":1,\"follows\":true,\"length\":5,\"encoding\":\"gzip\","
                     "\"encoded_length\":25},\"two\":{\"content_type\":\"image/png\",\"revpos\":2,\"follows\":true,\"length\":3}}}"
                     "\r\n--b\r\nContent-Disposition: attachment; filename=\"one\"\r\nContent-Type: text/plain\r\n"
                     "Content-Length: 25\r\nContent-Encoding: gzip\r\n\r\n";
  const char *tail = "\r\n--b\r\nContent-Disposition: attachment; filename=\"two\"\r\nContent-Type: image/png\r\n"
                     "Content-Length: 3\r\n\r\nPNG\r\n--b--";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) get = NULL;
  g_autoptr (Answer) one = NULL;
  g_autoptr (Answer) two = NULL;
  g_autoptr (Answer) refused = NULL;

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, packed, sizeof packed);
  cut = g_bytes_new (bytes->data, bytes->len);
  g_byte_array_append (bytes, (const guint8 *) tail, (guint) strlen (tail));
  body = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  refused = call_raw (server, "PUT", "team-200046977/a?new_edits=false", "multipart/related; boundary=\"b\"", cut);
  assert_status (refused, 400);
  made = call_raw (server, "PUT", "team-200046977/a?new_edits=false", "multipart/related; boundary=\"b\"", body);
  assert_status (made, 201);
  assert_json (made, "$.rev", "[\"2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\"]");
  get = call (server, UNIT, "GET", "team-200046977/a", NULL);
  assert_json (get, "$._attachments.one.digest", "[\"" HELLO_DIGEST "\"]");
  assert_json (get, "$._attachments.*.revpos", "[1,2]");
  one = call (server, UNIT, "GET", "team-200046977/a/one", NULL);
  g_assert_cmpstr (one->body, ==, "hello");
  two = call (server, UNIT, "GET", "team-200046977/a/two", NULL);
  g_assert_cmpstr (two->body, ==, "PNG");
}

static void
test_open_revs (Server       *server,
                gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", HELLO);
  g_autoptr (Answer) branch = call (server, UNIT, "PUT", "team-200046977/a?new_edits=false",
                                    "{\"_rev\":\"1-00000000000000000000000000000000\",\"v\":2}");
  g_autoptr (Answer) all = call (server, UNIT, "GET", "team-200046977/a?open_revs=all&revs=true", NULL);
  g_autofree char *path = g_strdup_printf ("team-200046977/a?revs=true&latest=true&open_revs=%%5B%%22%s%%22%%2C"
                                           "%%221-ffffffffffffffffffffffffffffffff%%22%%5D", first);
  g_autoptr (Answer) some = call (server, UNIT, "GET", path, NULL);
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "GET", path);
  g_autoptr (Answer) parts = NULL;
  g_autoptr (SoupMultipart) outer = NULL;
  g_autoptr (SoupMultipart) inner = NULL;
  SoupMessageHeaders *headers;
  GBytes *body;

  assert_status (branch, 201);
  assert_json (all, "$[*].ok.v", "[1,2]");
  assert_json (some, "$[0].ok.v", "[1]");
  assert_json (some, "$[1].missing", "[\"1-ffffffffffffffffffffffffffffffff\"]");
  assert_refused (server, UNIT, "GET", "team-200046977/a?open_revs=x", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "team-200046977/no?open_revs=all", NULL, 404, "not_found");

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "multipart/mixed");
  parts = send_message (server, message);
  outer = soup_multipart_new_from_message (soup_message_get_response_headers (message), parts->bytes);
  g_assert_nonnull (outer);
  g_assert_cmpint (soup_multipart_get_length (outer), ==, 2);

  soup_multipart_get_part (outer, 1, &headers, &body);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "application/json; error=\"true\"");

  soup_multipart_get_part (outer, 0, &headers, &body);
  inner = soup_multipart_new_from_message (headers, body);
  g_assert_nonnull (inner);
  g_assert_cmpint (soup_multipart_get_length (inner), ==, 2);
  soup_multipart_get_part (inner, 0, &headers, &body);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), "\"follows\":true"));
  soup_multipart_get_part (inner, 1, &headers, &body);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "hello", 5);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Disposition"), ==, "attachment; filename=note");
}

/* A name or a type with a line break would become a header of its own. */
static void
test_headers (Server       *server,
              gconstpointer data)
{
  assert_refused (server, UNIT, "PUT", "team-200046977/a",
                  "{\"_attachments\":{\"x\":{\"content_type\":\"text/plain\\r\\nSet-Cookie: a=b\",\"data\":\"\"}}}", 400,
                  "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/a",
                  "{\"_attachments\":{\"x\\r\\ny\":{\"content_type\":\"text/plain\",\"data\":\"\"}}}", 400, "bad_request");
}

static void
add_tests (void)
{
  add_server_test ("/attachments/inline", test_inline);
  add_server_test ("/attachments/stubs", test_stubs);
  add_server_test ("/attachments/alone", test_alone);
  add_server_test ("/attachments/related", test_related);
  add_server_test ("/attachments/open-revs", test_open_revs);
  add_server_test ("/attachments/headers", test_headers);
}

SERVER_TEST_MAIN (add_tests)
