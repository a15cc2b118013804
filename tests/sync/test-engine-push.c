/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine as it sends: what is taken, what is refused, and which document spoils a batch. */
#include "play.h"

static void
test_push (void)
{
  g_auto (Play) play = { 0 };
  EntSyncParcel **parcels;

  begin (&play, ENT_CIRCLE_TEAM);
  pull_nothing (&play);
  collect (&play, "a b c d");
  expect (&play, "POST", "/_bulk_docs");
  g_assert_cmpstr (play.request->body, ==, "{\"docs\":[{\"_id\":\"a\"},{\"_id\":\"b\"},{\"_id\":\"c\"},{\"_id\":\"d\"}]}");
  answer (&play, 201, "[{\"id\":\"b\",\"error\":\"forbidden\",\"reason\":\"no\"},{\"id\":\"a\",\"ok\":true,\"rev\":\"1-a\"},"
                      "{\"id\":\"c\",\"rev\":\"\"},{\"id\":\"z\",\"rev\":\"1-z\"},7]");
  parcels = (EntSyncParcel **) play.work->parcels->pdata;
  g_assert_cmpstr (parcels[0]->new_rev, ==, "1-a");
  g_assert_cmpstr (parcels[1]->error, ==, "forbidden");
  g_assert_cmpstr (parcels[1]->reason, ==, "no");
  g_assert_null (parcels[2]->new_rev);
  g_assert_nonnull (parcels[2]->error);
  g_assert_null (parcels[3]->error);
  finish_work (&play, ENT_SYNC_WORK_SETTLE, NULL);
  collect (&play, "");

  /* One look whether anything but ours has come; what was not answered for is offered again the next time. */
  expect (&play, "GET", "/_changes?limit=2000&since=5-x");
  answer (&play, 200, EMPTY);
  play.work->known = TRUE;
  finish_work (&play, ENT_SYNC_WORK_COMPARE, NULL);
  g_assert_null (play.work->outbox);
  finish_work (&play, ENT_SYNC_WORK_CLOSE, NULL);
  assert_well (&play);
}

static void
test_push_meets_others (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  pull_nothing (&play);
  collect (&play, "a");
  answer (&play, 202, "[{\"id\":\"a\",\"ok\":true,\"rev\":\"1-a\"}]");
  finish_work (&play, ENT_SYNC_WORK_SETTLE, NULL);
  collect (&play, "");
  answer (&play, 200, EMPTY);
  finish_work (&play, ENT_SYNC_WORK_COMPARE, NULL);
  expect (&play, "GET", "/_changes?include_docs=true&conflicts=true&limit=500&since=5-x");
}

/* A database that stays in conflict whatever is done is left after a bounded number of rounds. */
static void
test_conflicts (void)
{
  g_auto (Play) play = { 0 };
  guint fetches = 0;

  begin (&play, ENT_CIRCLE_TEAM);
  open_database (&play);
  while (!play.ended && play.n_requests < 100)
    if (play.work != NULL && play.work->kind == ENT_SYNC_WORK_COLLECT)
      collect (&play, play.work->outbox == NULL ? "project:a" : "");
    else if (play.work != NULL)
      {
        g_assert_true (play.work->kind != ENT_SYNC_WORK_CLOSE || play.work->outbox == NULL);
        finish_work (&play, play.work->kind, NULL);
      }
    else if (g_str_has_prefix (play.request->path, "/_changes"))
      answer (&play, 200, EMPTY);
    else if (g_str_equal (play.request->path, "/_bulk_docs"))
      answer (&play, 201, "[{\"id\":\"project:a\",\"error\":\"conflict\",\"reason\":\"Document update conflict.\"}]");
    else
      {
        expect (&play, "GET", "/project%3Aa");
        if (fetches++ == 0)
          answer (&play, 404, "{\"error\":\"not_found\",\"reason\":\"deleted\"}");
        else if (fetches == 2)
          answer (&play, 404, "{\"error\":\"not_found\",\"reason\":\"missing\"}");
        else
          answer (&play, 200, "{\"_id\":\"project:a\",\"_rev\":\"7-a\"}");
      }

  assert_well (&play);
  g_assert_cmpuint (fetches, ==, 3);
  g_assert_cmpuint (play.n_requests, <, 20);
}

/* A server that rejects the whole batch for one document, and writes nothing of it. */
static void
test_culprits (void)
{
  static const guint statuses[] = { 400, 412, 413, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Play) play = { 0 };
      g_autoptr (GString) names = g_string_new ("bad");
      guint sent = 0, refused = 0;

      for (guint j = 0; j < 63; j++)
        g_string_append_printf (names, " p%u", j);
      begin (&play, ENT_CIRCLE_TEAM);
      pull_nothing (&play);
      collect (&play, names->str);
      while (play.work == NULL || play.work->kind != ENT_SYNC_WORK_COLLECT)
        {
          if (play.wait > 0)
            wait_and_go_on (&play);
          if (play.work != NULL)
            {
              for (guint j = 0; j < play.work->parcels->len; j++)
                {
                  const EntSyncParcel *parcel = play.work->parcels->pdata[j];

                  g_assert_true ((parcel->error != NULL) == g_str_equal (parcel->id, "bad"));
                  refused += parcel->error != NULL;
                  sent += parcel->error == NULL;
                }
              finish_work (&play, ENT_SYNC_WORK_SETTLE, NULL);
            }
          else if (strstr (play.request->body, "bad") != NULL)
            answer (&play, statuses[i], "{\"error\":\"e\",\"reason\":\"r\"}");
          else
            {
              g_autoptr (JsonNode) body = ent_json_from_text (play.request->body, -1, NULL);
              JsonArray *docs = json_object_get_array_member (json_node_get_object (body), "docs");
              g_autoptr (GString) results = g_string_new ("[");

              for (guint j = 0; j < json_array_get_length (docs); j++)
                g_string_append_printf (results, "%s{\"id\":\"%s\",\"ok\":true,\"rev\":\"1-a\"}", j > 0 ? "," : "",
                                        json_object_get_string_member (json_array_get_object_element (docs, j), "_id"));
              g_string_append_c (results, ']');
              answer (&play, 201, results->str);
            }
        }
      g_assert_cmpuint (sent, ==, 63);
      g_assert_cmpuint (refused, ==, 1);
      g_assert_cmpuint (play.n_requests, <=, statuses[i] == 500 ? 23 : 16);
    }
}

/* A server that fails at everything, its disk is full perhaps: that is not for what is in the documents. */
static void
test_fails_at_all (void)
{
  static const char *const names[] = { "a", "a b", "a b c d e f g" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Play) play = { 0 };

      begin (&play, ENT_CIRCLE_TEAM);
      pull_nothing (&play);
      collect (&play, names[i]);
      while (!play.ended)
        if (play.wait > 0)
          wait_and_go_on (&play);
        else if (play.work != NULL)
          collect (&play, "");
        else
          answer (&play, 500, "{\"error\":\"e\",\"reason\":\"r\"}");
      assert_failed (&play, ENT_ERROR_FAILED);
      g_assert_cmpuint (play.n_requests, <, 30);
    }
}

static void
test_push_refused_altogether (void)
{
  g_auto (Play) play = { 0 };

  begin (&play, ENT_CIRCLE_TEAM);
  pull_nothing (&play);
  collect (&play, "a b");
  answer (&play, 403, "{\"error\":\"forbidden\",\"reason\":\"read only\"}");
  assert_failed (&play, ENT_ERROR_FAILED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/engine-push/push", test_push);
  g_test_add_func ("/sync/engine-push/push-meets-others", test_push_meets_others);
  g_test_add_func ("/sync/engine-push/conflicts", test_conflicts);
  g_test_add_func ("/sync/engine-push/culprits", test_culprits);
  g_test_add_func ("/sync/engine-push/fails-at-all", test_fails_at_all);
  g_test_add_func ("/sync/engine-push/push-refused-altogether", test_push_refused_altogether);

  return g_test_run ();
}
