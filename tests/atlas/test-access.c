/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#define REV "9-ffffffffffffffffffffffffffffffff"

static void
test_credentials (Server       *server,
                  gconstpointer data)
{
  static const char *const headers[] = {
    "Basic", "Basic ", "Basic !!", "Basic eA==", "Basic //8=", "Bearer x", "Basic YW1pZW5zOg==",
  };
  g_autoptr (Answer) none = call (server, NULL, "GET", "atlas", NULL);
  g_autoptr (Answer) up = call (server, NULL, "PUT", "atlas/x", "{}");

  assert_status (none, 401);
  g_assert_true (g_str_has_prefix (get_header (none, "WWW-Authenticate"), "Basic realm="));
  assert_json (none, "$.error", "[\"unauthorized\"]");
  assert_status (up, 401);

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (SoupMessage) message = new_message (server, NULL, "GET", "atlas");
      g_autoptr (Answer) answer = NULL;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", headers[i]);
      answer = send_message (server, message);
      assert_status (answer, 401);
    }
}

static SoupMessage *
new_message_with_cookie (Server     *server,
                         const char *path,
                         const char *cookie)
{
  SoupMessage *message = new_message (server, NULL, "GET", path);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie", cookie);
  return message;
}

static char *
get_cookie (const Answer *answer)
{
  const char *header = get_header (answer, "Set-Cookie");

  g_assert_nonnull (header);
  g_assert_nonnull (strstr (header, "HttpOnly"));
  g_assert_nonnull (strstr (header, "SameSite=Strict"));
  return g_strndup (header, strcspn (header, ";"));
}

static void
test_session (Server       *server,
              gconstpointer data)
{
  g_autoptr (Answer) nobody = call (server, NULL, "GET", "_session", NULL);
  g_autoptr (Answer) wrong = call (server, NULL, "POST", "_session", "{\"name\":\"" UNIT "\",\"password\":\"x\"}");
  g_autoptr (Answer) empty = call (server, NULL, "POST", "_session", "{}");
  g_autoptr (Answer) form = call_with_type (server, NULL, "POST", "_session", "application/x-www-form-urlencoded",
                                            "name=" UNIT "&password=correct+horse");
  g_autoptr (Answer) right = call (server, NULL, "POST", "_session",
                                   "{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}");
  g_autofree char *cookie = get_cookie (right);
  g_autofree char *forged = g_strconcat (cookie, "x", NULL);
  g_autoptr (SoupMessage) message = new_message_with_cookie (server, "_session", cookie);
  g_autoptr (SoupMessage) bad = new_message_with_cookie (server, "team-200046977", forged);
  g_autoptr (SoupMessage) good = new_message_with_cookie (server, "team-200046977", cookie);
  g_autoptr (Answer) session = send_message (server, message);
  g_autoptr (Answer) refused = send_message (server, bad);
  g_autoptr (Answer) let_in = send_message (server, good);
  g_autoptr (Answer) out = call (server, NULL, "DELETE", "_session", NULL);

  assert_json (nobody, "$.userCtx.name", "[null]");
  assert_status (wrong, 401);
  assert_status (empty, 400);
  assert_status (form, 200);
  assert_status (right, 200);
  assert_json (right, "$.roles", "[[\"unit\",\"unit:200046977\"]]");
  assert_json (session, "$.userCtx.name", "[\"" UNIT "\"]");
  assert_json (session, "$.info.authenticated", "[\"cookie\"]");
  assert_status (refused, 401);
  assert_status (let_in, 200);
  assert_status (out, 200);
  g_assert_true (g_str_has_prefix (get_header (out, "Set-Cookie"), "AuthSession=;"));
}

/* A new password ends what began with the old one, at once and without a restart. */
static void
test_password_changed (Server       *server,
                       gconstpointer data)
{
  g_autoptr (Answer) right = call (server, NULL, "POST", "_session",
                                   "{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}");
  g_autofree char *cookie = get_cookie (right);
  g_autofree char *file = g_build_filename (server->folder, "password", NULL);
  const char *const change[] = { "account", "password", UNIT, "--password-file", file, NULL };
  const char *const remove_account[] = { "account", "remove", OTHER, NULL };
  g_autoptr (Answer) other = call (server, OTHER, "GET", "atlas", NULL);

  assert_status (other, 200);
  g_assert_true (g_file_set_contents (file, "another password", -1, NULL));
  g_assert_cmpint (server_command (server, change), ==, 0);
  g_assert_cmpint (server_command (server, remove_account), ==, 0);
  {
    g_autoptr (SoupMessage) message = new_message_with_cookie (server, "atlas", cookie);
    g_autoptr (Answer) session = send_message (server, message);
    g_autoptr (Answer) basic = call (server, UNIT, "GET", "atlas", NULL);
    g_autoptr (Answer) removed = call (server, OTHER, "GET", "atlas", NULL);

    assert_status (session, 401);
    assert_status (basic, 401);
    assert_status (removed, 401);
  }
}

static void
test_session_expires (Server       *server,
                      gconstpointer data)
{
  g_autoptr (Answer) right = call (server, NULL, "POST", "_session",
                                   "{\"name\":\"" UNIT "\",\"password\":\"" PASSWORD "\"}");
  g_autofree char *cookie = get_cookie (right);
  guint status = 200;

  /* Bounded: a session of a second ends within three. */
  for (guint i = 0; i < 300 && status == 200; i++)
    {
      g_autoptr (SoupMessage) message = new_message_with_cookie (server, "atlas", cookie);
      g_autoptr (Answer) answer = send_message (server, message);

      status = answer->status;
      g_usleep (10000);
    }
  g_assert_cmpuint (status, ==, 401);
}

static void
test_guessing (Server       *server,
               gconstpointer data)
{
  g_autoptr (Answer) last = NULL;
  g_autoptr (Answer) other = NULL;
  guint refused = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_clear_pointer (&last, answer_free);
      last = call (server, NULL, "POST", "_session", "{\"name\":\"" UNIT "\",\"password\":\"wrong\"}");
      if (last->status == 401)
        refused++;
    }

  g_assert_cmpuint (refused, ==, 5);
  assert_status (last, 429);
  assert_json (last, "$.error", "[\"too_many_requests\"]");
  g_assert_cmpint (g_ascii_strtoll (get_header (last, "Retry-After"), NULL, 10), >, 0);
  /* The right password has to wait, too; another account does not. */
  g_clear_pointer (&last, answer_free);
  last = call (server, UNIT, "GET", "atlas", NULL);
  assert_status (last, 429);
  other = call (server, OTHER, "GET", "atlas", NULL);
  assert_status (other, 200);
}

/* All ways in which a document can be written, by somebody whose document it is not. */
static void
test_every_way_in (Server       *server,
                   gconstpointer data)
{
  g_autofree char *revision = put (server, UNIT, "atlas/200046977:project:1", "{\"title\":\"ours\"}");
  g_autofree char *own = put (server, OTHER, "atlas/213000000:project:1", "{}");
  g_autofree char *edit = g_strdup_printf ("{\"_rev\":\"%s\",\"title\":\"theirs\"}", revision);
  g_autofree char *tombstone = g_strdup_printf ("atlas/200046977:project:1?rev=%s", revision);
  g_autofree char *attachment = g_strdup_printf ("atlas/200046977:project:1/x?rev=%s", revision);
  g_autofree char *batch = g_strdup_printf ("{\"docs\":[{\"_id\":\"200046977:project:1\",\"_rev\":\"%s\"},"
                                            "{\"_id\":\"213000000:project:2\"}]}", revision);
  /* The attack: a branch that has nothing to do with the document, and wins. */
  const char *branch = "{\"new_edits\":false,\"docs\":[{\"_id\":\"200046977:project:1\",\"publisher\":\"213000000\","
                       "\"title\":\"theirs\",\"_rev\":\"" REV "\"},{\"_id\":\"213000000:project:3\",\"_rev\":\"" REV "\"},"
                       "{\"_id\":\"200046977:project:1\",\"_deleted\":true,\"_rev\":\"" REV "\"}]}";
  g_autoptr (Answer) bulk = NULL;
  g_autoptr (Answer) replicated = NULL;
  g_autoptr (Answer) get = NULL;
  g_autoptr (Answer) written = NULL;

  assert_refused (server, OTHER, "PUT", "atlas/200046977:project:1", edit, 403, "forbidden");
  assert_refused (server, OTHER, "PUT", "atlas/200046977:project:new", "{}", 403, "forbidden");
  assert_refused (server, OTHER, "PUT", "atlas/200046977:project:1?new_edits=false", "{\"_rev\":\"" REV "\"}", 403,
                  "forbidden");
  assert_refused (server, OTHER, "DELETE", tombstone, NULL, 403, "forbidden");
  assert_refused (server, OTHER, "PUT", attachment, "x", 403, "forbidden");
  assert_refused (server, OTHER, "DELETE", attachment, NULL, 403, "forbidden");
  assert_refused (server, READER, "PUT", "atlas/200046977:project:1", edit, 403, "forbidden");
  assert_refused (server, EMBASSY, "PUT", "atlas/sn:project:1", "{}", 403, "forbidden");
  assert_refused (server, ADMIN, "PUT", "atlas/200046977:project:1", edit, 403, "forbidden");

  bulk = call (server, OTHER, "POST", "atlas/_bulk_docs", batch);
  assert_status (bulk, 201);
  assert_json (bulk, "$[0].error", "[\"forbidden\"]");
  assert_json (bulk, "$[1].ok", "[true]");

  replicated = call (server, OTHER, "POST", "atlas/_bulk_docs", branch);
  assert_status (replicated, 201);
  assert_json (replicated, "$[*].id", "[\"200046977:project:1\",\"200046977:project:1\"]");
  assert_json (replicated, "$[*].error", "[\"forbidden\",\"forbidden\"]");

  get = call (server, READER, "GET", "atlas/200046977:project:1?conflicts=true", NULL);
  assert_json (get, "$.title", "[\"ours\"]");
  assert_json (get, "$._conflicts", "[]");
  written = call (server, READER, "GET", "atlas/213000000:project:3", NULL);
  assert_status (written, 200);
}

static void
test_departments (Server       *server,
                  gconstpointer data)
{
  g_autoptr (Answer) bulk = call (server, DEPARTMENT, "POST", "departments-200046977/_bulk_docs",
                                  "{\"docs\":[{\"_id\":\"involvement:1\"},{\"_id\":\"project:1\"},{\"_id\":\"return:1\"}]}");

  assert_json (bulk, "$[*].error", "[\"forbidden\"]");
  assert_json (bulk, "$[*].ok", "[true,true]");
  assert_refused (server, DEPARTMENT, "GET", "team-200046977/_changes", NULL, 403, "forbidden");
  assert_refused (server, DEPARTMENT, "POST", "team-200046977/_bulk_docs", "{\"docs\":[]}", 403, "forbidden");
  assert_refused (server, DEPARTMENT, "PUT", "atlas/200046977:involvement:1", "{}", 403, "forbidden");
  assert_refused (server, DEPARTMENT, "PUT", "atlas/_design/x", "{}", 403, "forbidden");
  assert_refused (server, OTHER, "GET", "departments-200046977", NULL, 403, "forbidden");
  assert_refused (server, OTHER, "POST", "team-200046977/_bulk_get", "{\"docs\":[]}", 403, "forbidden");
  assert_refused (server, OTHER, "POST", "team-200046977/_revs_diff", "{}", 403, "forbidden");
}

static void
add_tests (void)
{
  add_server_test ("/access/credentials", test_credentials);
  add_server_test ("/access/session", test_session);
  add_server_test ("/access/password-changed", test_password_changed);
  g_test_add ("/access/session-expires", Server, "--session-seconds=1", server_set_up, test_session_expires,
              server_tear_down);
  add_server_test ("/access/guessing", test_guessing);
  add_server_test ("/access/every-way-in", test_every_way_in);
  add_server_test ("/access/departments", test_departments);
}

SERVER_TEST_MAIN (add_tests)
