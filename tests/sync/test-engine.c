/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine, with every failure played to it: no network, no workspace, no time. */
#include "play.h"

static void
test_nothing_to_do (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=0");
  answer (&play, 200, EMPTY);
  g_assert_cmpstr (play.work->since, ==, "5-x");
  finish_work (&play, ENT_SYNC_WORK_TAKE, NULL);
  collect (&play, "");
  g_assert_nonnull (play.work->outbox);
  finish_work (&play, ENT_SYNC_WORK_CLOSE, NULL);
  assert_well (&play);
  g_assert_cmpuint (play.n_requests, <=, 3);
}

static void
test_seq_is_opaque (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  expect (&play, "GET", "");
  answer (&play, 200, INFO);
  g_assert_cmpstr (play.work->instance, ==, "i");
  play.work->since = g_strdup ("12-g1A&é/+=");
  finish_work (&play, ENT_SYNC_WORK_OPEN, NULL);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=12-g1A%26%C3%A9%2F%2B%3D");
  answer (&play, 200, "{\"results\":[],\"last_seq\":[7,\"x\"]}");
  g_assert_cmpstr (play.work->since, ==, "[7,\"x\"]");
}

static char *
make_page (guint n,
           guint pending,
           const char *seq)
{
  GString *page = g_string_new ("{\"results\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (page, "%s{\"seq\":null,\"id\":\"project:%u\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{}}", i > 0 ? "," : "", i);
  g_string_append_printf (page, "],\"last_seq\":\"%s\",\"pending\":%u}", seq, pending);
  return g_string_free_and_steal (page);
}

/* The next page is under way while one is taken in, and never more than one ahead. */
static void
test_pages (void)
{
  g_auto (Play) play = { 0 };
  g_autofree char *first = make_page (500, 502, "a");
  g_autofree char *second = make_page (500, 2, "b");
  g_autofree char *third = make_page (2, 0, "c");

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  answer (&play, 200, first);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=a");
  answer (&play, 200, second);
  g_assert_null (play.request);
  g_assert_cmpstr (play.work->since, ==, "a");
  finish_work (&play, ENT_SYNC_WORK_TAKE, NULL);
  g_assert_cmpstr (play.work->since, ==, "b");
  g_assert_cmpuint (ent_sync_engine_get_taken (play.engine), ==, 500);
  g_assert_cmpuint (ent_sync_engine_get_expected (play.engine), ==, 2);
  finish_work (&play, ENT_SYNC_WORK_TAKE, NULL);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=b");
  answer (&play, 200, third);
  finish_work (&play, ENT_SYNC_WORK_TAKE, NULL);
  g_assert_cmpuint (ent_sync_engine_get_taken (play.engine), ==, 1002);
  collect (&play, "");
  finish_work (&play, ENT_SYNC_WORK_CLOSE, NULL);
  assert_well (&play);
}

/* Of small documents more are asked for at a time, of large ones no more than usual. */
static void
test_page_sizes (void)
{
  static const struct
  {
    gsize size;
    const char *next;
  } pages[] = {
    { 600000, "/_changes?include_docs=true&conflicts=true&limit=1000&since=a" },
    { 3000000, "/_changes?include_docs=true&conflicts=true&limit=1000&since=a" },
    { 1200000, "/_changes?include_docs=true&conflicts=true&limit=2000&since=a" },
    { 1800000, "/_changes?include_docs=true&conflicts=true&limit=2000&since=a" },
    { 30000000, "/_changes?include_docs=true&conflicts=true&limit=2000&since=a" },
  };
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      EntSyncAnswer *made = ent_sync_answer_new (200, NULL);
      g_autofree char *page = make_page (500, 1, "a");

      made->json = ent_json_from_text (page, -1, NULL);
      made->size = pages[i].size;
      reply (&play, made);
      expect (&play, "GET", pages[i].next);
      finish_work (&play, ENT_SYNC_WORK_TAKE, NULL);
    }
}

static void
test_workspace_fails (void)
{
  g_auto (Play) play = { 0 };
  g_autofree char *page = make_page (500, 1, "a");
  g_autoptr (GError) full = g_error_new_literal (ENT_ERROR, ENT_ERROR_FULL, "full");

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  answer (&play, 200, page);
  finish_work (&play, ENT_SYNC_WORK_TAKE, full);
  assert_failed (&play, ENT_ERROR_FULL);
}

static void
test_retry (void)
{
  static const guint statuses[] = { 408, 429, 500, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Play) play = { 0 };
      double least = 0;
      guint waits = 0;

      begin (&play, ENT_CIRCLE_TEAM);
      open_database (&play);
      answer (&play, statuses[i], "{\"error\":\"e\",\"reason\":\"r\"}");
      for (; play.wait > 0; waits++)
        {
          g_assert_cmpfloat (play.wait, >=, least * 0.5);
          g_assert_cmpfloat (play.wait, <=, 60);
          least = least > 0 ? least * 2 : 1;
          wait_and_go_on (&play);
          answer (&play, statuses[i], NULL);
          if (play.request != NULL)
            break;
        }
      /* What takes too long is asked for in smaller pieces; all else ends after a bounded number of tries. */
      if (play.request != NULL)
        expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=62&since=0");
      else
        assert_failed (&play, statuses[i] == 500 ? ENT_ERROR_FAILED : ENT_ERROR_BUSY);
      g_assert_cmpuint (waits, <=, 4);
    }
}

static void
answer_later (Play *play,
              const char *after)
{
  EntSyncAnswer *made = ent_sync_answer_new (503, NULL);

  made->retry_after = g_strdup (after);
  reply (play, made);
}

static void
test_retry_after (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  answer_later (&play, "17");
  g_assert_cmpfloat (play.wait, ==, 17);
  wait_and_go_on (&play);
  answer_later (&play, "Wed, 21 Oct 2015 07:28:00 GMT");
  g_assert_cmpfloat (play.wait, >, 0);
  g_assert_cmpfloat (play.wait, <, 10);
  wait_and_go_on (&play);
  answer_later (&play, "soon");
  wait_and_go_on (&play);
  answer_later (&play, "86400");
  assert_failed (&play, ENT_ERROR_BUSY);
}

/* Whatever the clock here says, a moment is meant by the clock there. */
static void
test_wrong_clock (void)
{
  g_autoptr (EntSyncAnswer) later = ent_sync_answer_new (503, NULL);

  later->retry_after = g_strdup ("Wed, 21 Oct 2015 07:28:30 GMT");
  later->date = g_strdup ("Wed, 21 Oct 2015 07:28:00 GMT");
  for (gint64 day = -1; day <= 1; day++)
    g_assert_cmpfloat (ent_sync_answer_get_delay (later, 1445412480 + day * 86400), ==, 30);

  g_set_str (&later->date, "noon");
  g_assert_cmpfloat (ent_sync_answer_get_delay (later, 1445412480), ==, 30);
  g_assert_cmpfloat (ent_sync_answer_get_delay (later, 1445412480 + 86400), ==, 0);
}

static void
test_transport (void)
{
  static const struct
  {
    int code;
    gboolean tls;
    EntError error;
  } failures[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, FALSE, ENT_ERROR_BUSY },
    { G_IO_ERROR_PARTIAL_INPUT, FALSE, ENT_ERROR_BUSY },
    { G_IO_ERROR_BROKEN_PIPE, FALSE, ENT_ERROR_BUSY },
    { G_IO_ERROR_TIMED_OUT, FALSE, ENT_ERROR_BUSY },
    { G_TLS_ERROR_BAD_CERTIFICATE, TRUE, ENT_ERROR_FAILED },
    { G_TLS_ERROR_HANDSHAKE, TRUE, ENT_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_auto (Play) play = { 0 };
      guint tries = 0;

      begin (&play, ENT_CIRCLE_TEAM);
      for (; !play.ended; tries++)
        {
          EntSyncAnswer *made = ent_sync_answer_new (0, NULL);

          made->error = g_error_new_literal (failures[i].tls ? G_TLS_ERROR : G_IO_ERROR, failures[i].code, "x");
          reply (&play, made);
          if (play.wait > 0)
            wait_and_go_on (&play);
        }
      assert_failed (&play, failures[i].error);
      g_assert_cmpuint (tries, ==, failures[i].tls ? 1 : 2);
    }
}

static void
check_end (guint status,
           const char *type,
           const char *location,
           const char *json,
           EntError code)
{
  g_auto (Play) play = { 0 };
  EntSyncAnswer *made = ent_sync_answer_new (status, json != NULL ? ent_json_from_text (json, -1, NULL) : NULL);

  begin (&play, ENT_CIRCLE_ATLAS);
  made->type = g_strdup (type);
  made->location = g_strdup (location);
  reply (&play, made);
  assert_failed (&play, code);
  g_assert_cmpuint (play.n_requests, ==, 1);
  if (location != NULL)
    g_assert_nonnull (strstr (play.error->message, "elsewhere.example"));
}

static void
test_ends (void)
{
  check_end (401, "application/json", NULL, "{}", ENT_ERROR_FAILED);
  check_end (403, "application/json", NULL, "{\"reason\":\"no\"}", ENT_ERROR_FAILED);
  check_end (404, "application/json", NULL, "{\"error\":\"not_found\"}", ENT_ERROR_NOT_FOUND);
  check_end (407, NULL, NULL, NULL, ENT_ERROR_FAILED);
  check_end (405, NULL, NULL, NULL, ENT_ERROR_FAILED);
  check_end (301, NULL, "https://elsewhere.example/\xff\n", NULL, ENT_ERROR_FAILED);
  check_end (304, NULL, NULL, NULL, ENT_ERROR_FAILED);
  check_end (200, "text/html", NULL, NULL, ENT_ERROR_FAILED);
  check_end (200, "application/json", NULL, "{}", ENT_ERROR_FAILED);
  check_end (200, "application/json", NULL, "[]", ENT_ERROR_FAILED);
  check_end (200, "application/json", NULL, "{\"db_name\":7}", ENT_ERROR_FAILED);
}

static void
test_create (void)
{
  static const guint statuses[] = { 201, 412, 401, 403, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Play) play = { 0 };

      begin (&play, ENT_CIRCLE_DEPARTMENTS);
      answer (&play, 404, "{\"error\":\"not_found\"}");
      expect (&play, "PUT", "");
      answer (&play, statuses[i], statuses[i] == 201 ? "{\"ok\":true}" : "{\"error\":\"e\"}");
      if (statuses[i] == 201 || statuses[i] == 412)
        open_database (&play);
      else
        assert_failed (&play, ENT_ERROR_FAILED);
    }
}

static void
test_malformed_sequence (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  answer (&play, 200, INFO);
  play.work->since = g_strdup ("old");
  finish_work (&play, ENT_SYNC_WORK_OPEN, NULL);
  answer (&play, 400, "{\"error\":\"bad_request\",\"reason\":\"Malformed sequence supplied in 'since' parameter.\"}");
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=0");
  answer (&play, 400, "{\"error\":\"bad_request\"}");
  assert_failed (&play, ENT_ERROR_FAILED);
}

static void
answer_unreadable (Play *play,
                   const char *json)
{
  answer (play, 200, json);
  if (play->wait > 0)
    wait_and_go_on (play);
}

/* One document that cannot be read is found, put aside, and the rest goes on. */
static void
test_unreadable (gconstpointer json)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  while (play.request != NULL && strstr (play.request->path, "include_docs") != NULL && play.n_requests < 20)
    answer_unreadable (&play, json);
  expect (&play, "GET", "/_changes?limit=1&since=0");
  answer (&play, 200, "{\"results\":[{\"id\":\"project:1\",\"changes\":[{\"rev\":\"1-a\"}]}],\"last_seq\":\"1\",\"pending\":1}");
  g_assert_cmpint (play.work->kind, ==, ENT_SYNC_WORK_PUT_ASIDE);
  g_assert_cmpstr (play.work->reason, !=, NULL);
  finish_work (&play, ENT_SYNC_WORK_PUT_ASIDE, NULL);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=1&since=1");
  answer (&play, 200, "{\"results\":[{\"id\":\"project:2\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{}}],\"last_seq\":\"2\",\"pending\":1}");
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=2&since=2");
}

static void
test_too_large (void)
{
  g_auto (Play) play = { 0 };
  EntSyncAnswer *made = ent_sync_answer_new (200, NULL);

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  made->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "x");
  reply (&play, made);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=62&since=0");
}

static void
test_pages_that_lie (void)
{
  static const char *const pages[] = {
    "[]", "{}", "{\"results\":[]}", "{\"results\":{},\"last_seq\":\"1\"}", "{\"results\":[1],\"last_seq\":\"1\"}",
    "{\"results\":[{\"id\":1}],\"last_seq\":\"1\"}", "{\"results\":[],\"last_seq\":null}", "{\"results\":[],\"last_seq\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_auto (Play) play = { 0 };

      begin (&play, ENT_CIRCLE_TEAM);
      open_database (&play);
      answer (&play, 200, pages[i]);
      assert_failed (&play, ENT_ERROR_FAILED);
    }
}

/* Whatever comes, in whatever order: no crash, no warning, and an end. */
static void
test_nonsense (void)
{
  static const char *const bodies[] = {
    NULL, INFO, EMPTY, "[]", "{}", "null", "7", "\"\"", "{\"results\":[{\"id\":\"project:1\"}],\"last_seq\":\"1\",\"pending\":-1}",
    "{\"results\":[{\"id\":\"x\",\"changes\":{}}],\"last_seq\":9,\"pending\":9}", "[{\"id\":\"a\",\"error\":\"conflict\"}]",
    "[{\"id\":\"a\",\"rev\":\"1-a\"}]", "[{\"id\":7,\"rev\":[]}]", "{\"error\":\"not_found\",\"reason\":\"deleted\"}",
    "{\"_id\":\"a\",\"_rev\":\"2-a\"}",
  };
  static const guint statuses[] = { 200, 200, 200, 200, 200, 201, 202, 204, 0, 301, 400, 401, 403, 404, 409, 412, 413, 429, 500, 503, 99, 600 };

  for (guint round = 0; round < 3000; round++)
    {
      g_auto (Play) play = { 0 };

      begin (&play, g_test_rand_int_range (0, 3));
      for (guint step = 0; step < 60 && !play.ended; step++)
        if (play.wait > 0)
          wait_and_go_on (&play);
        else if (play.work != NULL && play.work->kind == ENT_SYNC_WORK_COLLECT)
          collect (&play, g_test_rand_int_range (0, 2) ? "a b" : "");
        else if (play.work != NULL && (play.request == NULL || g_test_rand_int_range (0, 2)))
          {
            play.work->known = g_test_rand_int_range (0, 2);
            finish_work (&play, play.work->kind, NULL);
          }
        else if (play.request != NULL)
          {
            EntSyncAnswer *made = ent_sync_answer_new (statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))], NULL);
            const char *body = bodies[g_test_rand_int_range (0, G_N_ELEMENTS (bodies))];

            if (made->status == 0)
              made->error = g_error_new_literal (G_IO_ERROR, g_test_rand_int_range (0, 46), "x");
            else if (body != NULL)
              made->json = ent_json_from_text (body, -1, NULL);
            reply (&play, made);
          }
        else
          g_assert_true (play.ended);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/engine/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/sync/engine/seq-is-opaque", test_seq_is_opaque);
  g_test_add_func ("/sync/engine/pages", test_pages);
  g_test_add_func ("/sync/engine/page-sizes", test_page_sizes);
  g_test_add_func ("/sync/engine/workspace-fails", test_workspace_fails);
  g_test_add_func ("/sync/engine/retry", test_retry);
  g_test_add_func ("/sync/engine/retry-after", test_retry_after);
  g_test_add_func ("/sync/engine/wrong-clock", test_wrong_clock);
  g_test_add_func ("/sync/engine/transport", test_transport);
  g_test_add_func ("/sync/engine/ends", test_ends);
  g_test_add_func ("/sync/engine/create", test_create);
  g_test_add_func ("/sync/engine/malformed-sequence", test_malformed_sequence);
  g_test_add_data_func ("/sync/engine/unreadable/bytes", "{\"results\":[{\"id\":\"\xff", test_unreadable);
  g_test_add_data_func ("/sync/engine/unreadable/lone-surrogate", "{\"results\":[{\"id\":\"a\",\"doc\":{\"a\":\"\\ud800\"}}]}", test_unreadable);
  g_test_add_data_func ("/sync/engine/unreadable/zero", "{\"results\":[{\"id\":\"a\",\"doc\":{\"a\":\"b\\u0000c\"}}]}", test_unreadable);
  g_test_add_func ("/sync/engine/too-large", test_too_large);
  g_test_add_func ("/sync/engine/pages-that-lie", test_pages_that_lie);
  g_test_add_func ("/sync/engine/nonsense", test_nonsense);

  return g_test_run ();
}
