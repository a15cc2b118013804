/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#define REV_A "1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define REV_F "1-ffffffffffffffffffffffffffffffff"

static void
test_greeting (Server       *server,
               gconstpointer data)
{
  g_autoptr (Answer) root = call (server, NULL, "GET", "", NULL);
  g_autoptr (Answer) up = call (server, NULL, "GET", "_up", NULL);
  g_autofree char *uuid = NULL;
  g_autofree char *again = NULL;

  assert_status (root, 200);
  assert_json (root, "$.couchdb", "[\"Welcome\"]");
  uuid = find_json (root, "$.uuid");
  assert_status (up, 200);
  g_assert_cmpstr (up->body, ==, "{\"status\":\"ok\"}\n");

  /* A replicator knows the server by it: the same after a restart. */
  server_stop (server);
  server_start (server, NULL);
  {
    g_autoptr (Answer) answer = call (server, NULL, "GET", "", NULL);

    again = find_json (answer, "$.uuid");
  }
  g_assert_cmpstr (uuid, ==, again);

  assert_refused (server, NULL, "POST", "", NULL, 405, "method_not_allowed");
  assert_refused (server, NULL, "GET", "_nothing", NULL, 404, "not_found");
  assert_refused (server, NULL, "GET", "atlas/%00", NULL, 400, "bad_request");
  assert_refused (server, NULL, "GET", "atlas/%ff", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "..%2faccounts", NULL, 404, "not_found");
}

static void
test_databases (Server       *server,
                gconstpointer data)
{
  g_autoptr (Answer) info = call (server, UNIT, "GET", "team-200046977/", NULL);
  g_autoptr (Answer) head = call (server, UNIT, "HEAD", "atlas", NULL);
  g_autoptr (Answer) no = call (server, UNIT, "HEAD", "team-213000000", NULL);
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) slash = NULL;

  assert_status (info, 200);
  assert_json (info, "$.db_name", "[\"team-200046977\"]");
  assert_json (info, "$.doc_count", "[0]");
  assert_json (info, "$.instance_start_time", "[\"0\"]");
  assert_status (head, 200);
  g_assert_cmpuint (g_bytes_get_size (head->bytes), ==, 0);
  assert_status (no, 403);

  assert_refused (server, UNIT, "GET", "nowhere", NULL, 404, "not_found");
  assert_refused (server, UNIT, "PUT", "mine", NULL, 403, "forbidden");
  assert_refused (server, ADMIN, "PUT", "Mine", NULL, 400, "illegal_database_name");
  assert_refused (server, ADMIN, "PUT", "a%2f..%2f..%2fb", NULL, 400, "illegal_database_name");
  made = call (server, ADMIN, "PUT", "mine", NULL);
  assert_status (made, 201);
  assert_refused (server, ADMIN, "PUT", "mine", NULL, 412, "file_exists");
  slash = call (server, ADMIN, "PUT", "a%2fb", NULL);
  assert_status (slash, 201);
  {
    g_autoptr (Answer) answer = call (server, ADMIN, "GET", "a%2fb", NULL);

    assert_json (answer, "$.db_name", "[\"a/b\"]");
  }
  assert_refused (server, ADMIN, "DELETE", "mine", NULL, 405, "method_not_allowed");
}

static void
test_security (Server       *server,
               gconstpointer data)
{
  g_autoptr (Answer) get = call (server, UNIT, "GET", "team-200046977/_security", NULL);
  g_autoptr (Answer) put_answer = NULL;

  assert_status (get, 200);
  assert_json (get, "$.members.roles", "[[\"unit:200046977\"]]");
  assert_refused (server, READER, "GET", "team-200046977", NULL, 403, "forbidden");
  assert_refused (server, UNIT, "PUT", "team-200046977/_security", "{}", 403, "forbidden");
  assert_refused (server, ADMIN, "PUT", "team-200046977/_security", "[]", 400, "bad_request");

  put_answer = call (server, ADMIN, "PUT", "team-200046977/_security", "{\"members\":{\"names\":[\"" READER "\"]}}");
  assert_status (put_answer, 200);
  {
    g_autoptr (Answer) answer = call (server, READER, "GET", "team-200046977", NULL);

    assert_status (answer, 200);
  }
  assert_refused (server, UNIT, "GET", "team-200046977", NULL, 403, "forbidden");
  assert_refused (server, READER, "PUT", "team-200046977/a", "{}", 403, "forbidden");
}

static void
test_documents (Server       *server,
                gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/project:1",
                                "{\"title\": \"été\", \"n\": 12345678901234567890}");
  g_autofree char *second = NULL;
  g_autofree char *body = g_strdup_printf ("{\"title\":\"b\",\"_rev\":\"%s\"}", first);
  g_autofree char *path = NULL;
  g_autofree char *both = NULL;
  g_autoptr (Answer) get = call (server, UNIT, "GET", "team-200046977/project:1", NULL);
  g_autoptr (Answer) deleted = NULL;
  g_autofree char *tag = g_strdup_printf ("\"%s\"", first);
  g_autofree char *expected = g_strdup_printf ("{\"_id\":\"project:1\",\"_rev\":\"%s\",\"title\":\"été\","
                                               "\"n\":12345678901234567890}\n", first);

  assert_status (get, 200);
  g_assert_cmpstr (get->body, ==, expected);
  g_assert_cmpstr (get_header (get, "ETag"), ==, tag);
  g_assert_cmpstr (get_header (get, "Content-Type"), ==, "application/json");

  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{}", 409, "conflict");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{\"_rev\":\"" REV_A "\"}", 409, "conflict");
  assert_refused (server, UNIT, "PUT", "team-200046977/new", "{\"_rev\":\"" REV_A "\"}", 409, "conflict");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{\"_rev\":\"1-x\"}", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1?rev=1-x", "{}", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{\"_id\":\"other\"}", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "[]", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "", 400, "bad_request");
  assert_refused (server, UNIT, "PUT", "team-200046977/project:1", "{\"_x\":1}", 400, "doc_validation");
  both = g_strdup_printf ("team-200046977/project:1?rev=%s", REV_F);
  assert_refused (server, UNIT, "PUT", both, body, 400, "bad_request");

  second = put (server, UNIT, "team-200046977/project:1", body);
  g_assert_true (g_str_has_prefix (second, "2-"));
  path = g_strdup_printf ("team-200046977/project:1?rev=%s", second);
  assert_refused (server, UNIT, "DELETE", "team-200046977/project:1", NULL, 409, "conflict");
  assert_refused (server, UNIT, "DELETE", "team-200046977/nothing", NULL, 404, "not_found");
  deleted = call (server, UNIT, "DELETE", path, NULL);
  assert_status (deleted, 200);
  assert_json (deleted, "$.ok", "[true]");
  {
    g_autoptr (Answer) gone = call (server, UNIT, "GET", "team-200046977/project:1", NULL);

    assert_status (gone, 404);
    assert_json (gone, "$.reason", "[\"deleted\"]");
  }
  {
    /* What is written again continues the branch. */
    g_autofree char *anew = put (server, UNIT, "team-200046977/project:1", "{}");
    g_autoptr (Answer) revs = call (server, UNIT, "GET", "team-200046977/project:1?revs=true&revs_info=true", NULL);

    g_assert_true (g_str_has_prefix (anew, "4-"));
    assert_json (revs, "$._revisions.start", "[4]");
    assert_json (revs, "$._revs_info[1:4].status", "[\"missing\",\"missing\",\"missing\"]");
    assert_json (revs, "$._revs_info[0].status", "[\"available\"]");
  }
}

static void
test_if_match (Server       *server,
               gconstpointer data)
{
  g_autofree char *revision = put (server, UNIT, "team-200046977/a", "{}");
  g_autofree char *tag = g_strdup_printf ("\"%s\"", revision);
  g_autoptr (SoupMessage) message = new_message (server, UNIT, "DELETE", "team-200046977/a");
  g_autoptr (SoupMessage) cached = new_message (server, UNIT, "GET", "team-200046977/a");
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) unchanged = NULL;

  soup_message_headers_append (soup_message_get_request_headers (cached), "If-None-Match", tag);
  unchanged = send_message (server, cached);
  assert_status (unchanged, 304);

  soup_message_headers_append (soup_message_get_request_headers (message), "If-Match", tag);
  answer = send_message (server, message);
  assert_status (answer, 200);
}

static void
test_bulk (Server       *server,
           gconstpointer data)
{
  g_autoptr (Answer) made = call (server, UNIT, "POST", "team-200046977/_bulk_docs",
                                  "{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"b\",\"_deleted\":true},{\"_id\":\"a\"}]}");
  g_autoptr (Answer) info = NULL;

  assert_status (made, 201);
  assert_json (made, "$[*].id", "[\"a\",\"b\",\"a\"]");
  assert_json (made, "$[*].ok", "[true,true]");
  assert_json (made, "$[2].error", "[\"conflict\"]");
  assert_json (made, "$[2].reason", "[\"Document update conflict.\"]");
  info = call (server, UNIT, "GET", "team-200046977", NULL);
  assert_json (info, "$.doc_count", "[1]");
  assert_json (info, "$.doc_del_count", "[1]");
}

/* One document of a wrong form: nothing of the batch is written. */
static void
test_bulk_refused (Server       *server,
                   gconstpointer data)
{
  static const char *const bad[] = {
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"a\",\"_rev\":\"1-x\"}]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"a\",\"_rev\":\"1-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}",
    "{\"docs\":[{\"_id\":\"good\"},{}]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"\"}]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":1}]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"_local/x\"}]}",
    "{\"docs\":[{\"_id\":\"good\"},7]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"a\",\"x\":\"\\ud800\"}]}",
    "{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"a\",\"x\":1e400}]}",
    "{\"docs\":{}}", "{}", "[]", "7", "", "{\"docs\":[{\"_id\":\"good\"}]",
    "{\"new_edits\":false,\"docs\":[{\"_id\":\"good\",\"_rev\":\"" REV_A "\"},{\"_id\":\"a\"}]}",
  };
  g_autoptr (GString) large = g_string_new ("{\"docs\":[{\"_id\":\"good\"},{\"_id\":\"large\",\"x\":\"");
  g_autoptr (Answer) type = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Answer) answer = call (server, UNIT, "POST", "team-200046977/_bulk_docs", bad[i]);

      if (answer->status != 400)
        g_error ("%s: %u %s", bad[i], answer->status, answer->body);
    }

  for (guint i = 0; i < 8000000; i++)
    g_string_append_c (large, 'x');
  g_string_append (large, "\"}]}");
  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_docs", large->str, 413, "document_too_large");

  type = call_with_type (server, UNIT, "POST", "team-200046977/_bulk_docs", "text/plain", "{\"docs\":[]}");
  assert_status (type, 415);
  assert_refused (server, UNIT, "GET", "team-200046977/good", NULL, 404, "not_found");
}

static void
test_replicated (Server       *server,
                 gconstpointer data)
{
  const char *batch = "{\"new_edits\":false,\"docs\":[{\"_id\":\"a\",\"v\":1,\"_rev\":\"" REV_A "\"},"
                      "{\"_id\":\"a\",\"v\":2,\"_rev\":\"" REV_F "\"}]}";
  g_autoptr (Answer) made = call (server, UNIT, "POST", "team-200046977/_bulk_docs", batch);
  g_autoptr (Answer) again = call (server, UNIT, "POST", "team-200046977/_bulk_docs", batch);
  g_autoptr (Answer) get = call (server, UNIT, "GET", "team-200046977/a?conflicts=true", NULL);
  g_autoptr (Answer) info = call (server, UNIT, "GET", "team-200046977", NULL);
  g_autoptr (Answer) loser = call (server, UNIT, "GET", "team-200046977/a?rev=" REV_A, NULL);
  g_autoptr (Answer) deleted = NULL;
  g_autofree char *tombstone = NULL;
  g_autofree char *seq = find_json (info, "$.update_seq");

  assert_status (made, 201);
  g_assert_cmpstr (made->body, ==, "[]\n");
  g_assert_cmpstr (again->body, ==, "[]\n");
  assert_json (get, "$.v", "[2]");
  assert_json (get, "$._conflicts", "[[\"" REV_A "\"]]");
  assert_json (loser, "$.v", "[1]");
  /* What was known already was no change. */
  g_assert_true (g_str_has_prefix (seq, "[\"2-"));

  deleted = call (server, UNIT, "DELETE", "team-200046977/a?rev=" REV_F, NULL);
  assert_status (deleted, 200);
  {
    g_autoptr (Answer) winner = call (server, UNIT, "GET", "team-200046977/a?conflicts=true&deleted_conflicts=true",
                                      NULL);

    assert_json (winner, "$.v", "[1]");
    assert_json (winner, "$._conflicts", "[]");
    tombstone = find_json (winner, "$._deleted_conflicts[*]");
    g_assert_true (g_str_has_prefix (tombstone, "[\"2-"));
  }
}

static void
test_changes (Server       *server,
              gconstpointer data)
{
  g_autofree char *a = put (server, UNIT, "team-200046977/a", "{\"v\":1}");
  g_autofree char *b = put (server, UNIT, "team-200046977/b", "{\"v\":2}");
  g_autofree char *again = g_strdup_printf ("{\"v\":3,\"_rev\":\"%s\"}", a);
  g_autofree char *second = put (server, UNIT, "team-200046977/a", again);
  g_autoptr (Answer) all = call (server, UNIT, "GET", "team-200046977/_changes", NULL);
  g_autoptr (Answer) docs = call (server, UNIT, "GET", "team-200046977/_changes?include_docs=true", NULL);
  g_autoptr (Answer) limited = call (server, UNIT, "GET", "team-200046977/_changes?limit=1", NULL);
  g_autoptr (Answer) none = call (server, UNIT, "GET", "team-200046977/_changes?limit=0", NULL);
  g_autoptr (Answer) backwards = call (server, UNIT, "GET", "team-200046977/_changes?descending=true", NULL);
  g_autoptr (Answer) now = call (server, UNIT, "GET", "team-200046977/_changes?since=now", NULL);
  g_autoptr (Answer) chosen = call (server, UNIT, "POST", "team-200046977/_changes?filter=_doc_ids",
                                    "{\"doc_ids\":[\"a\"]}");
  g_autoptr (Answer) parameter = call (server, UNIT, "GET",
                                       "team-200046977/_changes?filter=_doc_ids&doc_ids=%5B%22b%22%5D", NULL);
  g_autofree char *seq = NULL;
  g_autofree char *path = NULL;

  /* A document is told once, where it changed last. */
  assert_json (all, "$.results[*].id", "[\"b\",\"a\"]");
  assert_json (all, "$.pending", "[0]");
  assert_json (docs, "$.results[*].doc.v", "[2,3]");
  assert_json (limited, "$.results[*].id", "[\"b\"]");
  assert_json (limited, "$.pending", "[1]");
  assert_json (none, "$.results[*]", "[]");
  assert_json (none, "$.pending", "[2]");
  assert_json (backwards, "$.results[*].id", "[\"a\",\"b\"]");
  assert_json (now, "$.results[*]", "[]");
  assert_json (chosen, "$.results[*].id", "[\"a\"]");
  assert_json (parameter, "$.results[*].id", "[\"b\"]");

  seq = find_json (limited, "$.last_seq");
  path = g_strdup_printf ("team-200046977/_changes?since=%.*s", (int) strlen (seq) - 4, seq + 2);
  {
    g_autoptr (Answer) rest = call (server, UNIT, "GET", path, NULL);

    assert_json (rest, "$.results[*].id", "[\"a\"]");
  }
  {
    /* As CouchDB's replicator writes it. */
    g_autofree char *quoted = g_strdup_printf ("team-200046977/_changes?since=%%22%.*s%%22", (int) strlen (seq) - 4,
                                               seq + 2);
    g_autoptr (Answer) rest = call (server, UNIT, "GET", quoted, NULL);

    assert_json (rest, "$.results[*].id", "[\"a\"]");
  }
  {
    /* A sequence of another database begins at the beginning. */
    g_autoptr (Answer) foreign = call (server, UNIT, "GET", "team-200046977/_changes?since=2-g1AAAACTeJzLYWBgYMpg",
                                       NULL);

    assert_json (foreign, "$.results[*].id", "[\"b\",\"a\"]");
  }

  assert_refused (server, UNIT, "GET", "team-200046977/_changes?since=x", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "team-200046977/_changes?since=-1", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "team-200046977/_changes?limit=x", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "team-200046977/_changes?feed=x", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "GET", "team-200046977/_changes?filter=x", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "POST", "team-200046977/_changes?filter=_doc_ids", "{\"doc_ids\":[1]}", 400,
                  "bad_request");
}

static void
test_all_docs (Server       *server,
               gconstpointer data)
{
  g_autoptr (Answer) made = call (server, UNIT, "POST", "team-200046977/_bulk_docs",
                                  "{\"docs\":[{\"_id\":\"a\",\"v\":1},{\"_id\":\"b\"},{\"_id\":\"c\"},{\"_id\":\"é\"},"
                                  "{\"_id\":\"gone\",\"_deleted\":true}]}");
  static const struct
  {
    const char *parameters;
    const char *ids;
  } cases[] = {
    { "", "[\"a\",\"b\",\"c\",\"é\"]" },
    { "?descending=true", "[\"é\",\"c\",\"b\",\"a\"]" },
    { "?limit=2", "[\"a\",\"b\"]" },
    { "?limit=2&skip=1", "[\"b\",\"c\"]" },
    { "?limit=0", "[]" },
    { "?startkey=%22b%22", "[\"b\",\"c\",\"é\"]" },
    { "?startkey=%22b%22&endkey=%22c%22", "[\"b\",\"c\"]" },
    { "?startkey=%22b%22&endkey=%22c%22&inclusive_end=false", "[\"b\"]" },
    { "?startkey=%22b%22&endkey=%22a%22&descending=true", "[\"b\",\"a\"]" },
    { "?start_key=%22bb%22&end_key=%22%EF%BF%B0%22", "[\"c\",\"é\"]" },
    { "?key=%22b%22", "[\"b\"]" },
    { "?key=%22zz%22", "[]" },
    { "?endkey=%7B%7D&startkey=null", "[\"a\",\"b\",\"c\",\"é\"]" },
  };
  g_autoptr (Answer) keys = NULL;
  g_autoptr (Answer) docs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("team-200046977/_all_docs", cases[i].parameters, NULL);
      g_autoptr (Answer) answer = call (server, UNIT, "GET", path, NULL);

      assert_status (answer, 200);
      assert_json (answer, "$.rows[*].id", cases[i].ids);
      assert_json (answer, "$.total_rows", "[4]");
    }

  docs = call (server, UNIT, "GET", "team-200046977/_all_docs?include_docs=true&limit=1", NULL);
  assert_json (docs, "$.rows[0].doc.v", "[1]");
  keys = call (server, UNIT, "POST", "team-200046977/_all_docs?include_docs=true",
               "{\"keys\":[\"c\",\"no\",\"gone\",\"c\"]}");
  assert_json (keys, "$.rows[*].key", "[\"c\",\"no\",\"gone\",\"c\"]");
  assert_json (keys, "$.rows[1].error", "[\"not_found\"]");
  assert_json (keys, "$.rows[2].value.deleted", "[true]");
  assert_json (keys, "$.rows[2].doc", "[null]");
  assert_refused (server, UNIT, "GET", "team-200046977/_all_docs?startkey=b", NULL, 400, "bad_request");
  assert_refused (server, UNIT, "POST", "team-200046977/_all_docs", "{\"keys\":1}", 400, "bad_request");
}

static void
test_revs_diff (Server       *server,
                gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{}");
  g_autofree char *body = g_strdup_printf ("{\"a\":[\"%s\",\"3-ffffffffffffffffffffffffffffffff\"],\"b\":[\"" REV_A "\"],"
                                           "\"c\":[]}", first);
  g_autofree char *known = g_strdup_printf ("{\"a\":[\"%s\"]}", first);
  g_autofree char *expected = g_strdup_printf ("{\"a\":{\"missing\":[\"3-ffffffffffffffffffffffffffffffff\"],"
                                               "\"possible_ancestors\":[\"%s\"]},\"b\":{\"missing\":[\"" REV_A "\"]}}\n", first);
  g_autoptr (Answer) answer = call (server, UNIT, "POST", "team-200046977/_revs_diff", body);
  g_autoptr (Answer) nothing = call (server, UNIT, "POST", "team-200046977/_revs_diff", known);

  assert_status (answer, 200);
  g_assert_cmpstr (answer->body, ==, expected);
  g_assert_cmpstr (nothing->body, ==, "{}\n");
  assert_refused (server, UNIT, "POST", "team-200046977/_revs_diff", "{\"a\":[\"x\"]}", 400, "bad_request");
  assert_refused (server, UNIT, "POST", "team-200046977/_revs_diff", "{\"a\":1}", 400, "bad_request");
  assert_refused (server, UNIT, "POST", "team-200046977/_revs_diff", "[]", 400, "bad_request");
}

static void
test_bulk_get (Server       *server,
               gconstpointer data)
{
  g_autofree char *first = put (server, UNIT, "team-200046977/a", "{\"v\":1}");
  g_autofree char *edit = g_strdup_printf ("{\"v\":2,\"_rev\":\"%s\"}", first);
  g_autofree char *second = put (server, UNIT, "team-200046977/a", edit);
  g_autofree char *body = g_strdup_printf ("{\"docs\":[{\"id\":\"a\"},{\"id\":\"a\",\"rev\":\"%s\"},{\"id\":\"no\"}]}", first);
  g_autoptr (Answer) answer = call (server, UNIT, "POST", "team-200046977/_bulk_get?revs=true", body);
  g_autoptr (Answer) latest = call (server, UNIT, "POST", "team-200046977/_bulk_get?latest=true", body);

  assert_status (answer, 200);
  assert_json (answer, "$.results[*].id", "[\"a\",\"a\",\"no\"]");
  assert_json (answer, "$.results[0].docs[0].ok.v", "[2]");
  assert_json (answer, "$.results[0].docs[0].ok._revisions.start", "[2]");
  assert_json (answer, "$.results[1].docs[0].error.error", "[\"not_found\"]");
  assert_json (answer, "$.results[2].docs[0].error.reason", "[\"missing\"]");
  assert_json (latest, "$.results[1].docs[0].ok.v", "[2]");
  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_get", "{}", 400, "bad_request");
  assert_refused (server, UNIT, "POST", "team-200046977/_bulk_get", "{\"docs\":[{}]}", 400, "bad_request");
}

static void
test_local (Server       *server,
            gconstpointer data)
{
  g_autofree char *first = put (server, READER, "atlas/_local/check%2Fpoint",
                                "{\"last_seq\":\"5-x\",\"_rev\":\"0-0\"}");
  g_autofree char *second = put (server, READER, "atlas/_local/check%2Fpoint", "{\"last_seq\":\"6-x\"}");
  g_autoptr (Answer) get = call (server, READER, "GET", "atlas/_local/check%2Fpoint", NULL);
  g_autoptr (Answer) changes = call (server, READER, "GET", "atlas/_changes", NULL);
  g_autoptr (Answer) deleted = NULL;

  g_assert_cmpstr (first, ==, "0-1");
  g_assert_cmpstr (second, ==, "0-2");
  g_assert_cmpstr (get->body, ==, "{\"_id\":\"_local/check/point\",\"_rev\":\"0-2\",\"last_seq\":\"6-x\"}");
  assert_json (changes, "$.results[*]", "[]");
  assert_refused (server, READER, "GET", "team-200046977/_local/x", NULL, 403, "forbidden");
  assert_refused (server, READER, "PUT", "team-200046977/_local/x", "{}", 403, "forbidden");
  deleted = call (server, READER, "DELETE", "atlas/_local/check%2Fpoint", NULL);
  assert_status (deleted, 200);
  assert_refused (server, READER, "GET", "atlas/_local/check%2Fpoint", NULL, 404, "not_found");
  assert_refused (server, READER, "DELETE", "atlas/_local/check%2Fpoint", NULL, 404, "not_found");
  assert_refused (server, READER, "GET", "atlas/_local/", NULL, 404, "not_found");
}

static void
test_small_answers (Server       *server,
                    gconstpointer data)
{
  g_autoptr (Answer) commit = call (server, UNIT, "POST", "atlas/_ensure_full_commit", "{}");
  g_autoptr (Answer) limit = call (server, UNIT, "GET", "atlas/_revs_limit", NULL);

  assert_status (commit, 201);
  g_assert_cmpstr (commit->body, ==, "{\"ok\":true,\"instance_start_time\":\"0\"}\n");
  g_assert_cmpstr (limit->body, ==, "50\n");
}

/* However often a document is edited, it stays small, and old editors still meet. */
static void
test_stemming (Server       *server,
               gconstpointer data)
{
  g_autofree char *revision = put (server, UNIT, "team-200046977/a", "{}");
  g_autoptr (Answer) revs = NULL;

  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"i\":%u,\"_rev\":\"%s\"}", i, revision);

      g_free (revision);
      revision = put (server, UNIT, "team-200046977/a", body);
    }

  revs = call (server, UNIT, "GET", "team-200046977/a?revs=true", NULL);
  {
    g_autoptr (JsonNode) node = json_from_string (revs->body, NULL);
    JsonObject *revisions = json_object_get_object_member (json_node_get_object (node), "_revisions");

    g_assert_cmpint (json_object_get_int_member (revisions, "start"), ==, 71);
    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (revisions, "ids")), ==, 50);
  }
}

static void
add_tests (void)
{
  add_server_test ("/server/greeting", test_greeting);
  add_server_test ("/server/databases", test_databases);
  add_server_test ("/server/security", test_security);
  add_server_test ("/server/documents", test_documents);
  add_server_test ("/server/if-match", test_if_match);
  add_server_test ("/server/bulk", test_bulk);
  add_server_test ("/server/bulk-refused", test_bulk_refused);
  add_server_test ("/server/replicated", test_replicated);
  add_server_test ("/server/changes", test_changes);
  add_server_test ("/server/all-docs", test_all_docs);
  add_server_test ("/server/revs-diff", test_revs_diff);
  add_server_test ("/server/bulk-get", test_bulk_get);
  add_server_test ("/server/local", test_local);
  add_server_test ("/server/small-answers", test_small_answers);
  add_server_test ("/server/stemming", test_stemming);
}

SERVER_TEST_MAIN (add_tests)
