/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each request of a round is answered in each way that a server, a proxy or a network's sign-in page may think of, whether
 * the server did what it was asked or not. Then all is well again, and nothing is lost. */
#include <string.h>

#include "pair.h"

#define REQUESTS 6
#define HUGE_BYTES (200 * 1024 * 1024)
#define DEEP 10000

static const guint statuses[] = {
  300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 417, 418,
  421, 422, 423, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 508, 511, 599, 999,
};

static const char *const patience[] = { "0", "1", "120", "99999999999999999999", "-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "" };

#define PAGE(rows) "{\"results\":[" rows "],\"last_seq\":\"9-x\",\"pending\":0}"
#define ROW(id, doc) "{\"seq\":\"9-x\",\"id\":\"" id "\",\"changes\":[{\"rev\":\"9-abcdef00000000000000000000000000\"}],\"doc\":" doc "}"
#define ID "project:0190a1b2-0000-7000-8000-0000000000aa"

static const char *const bodies[] = {
  "", " ", "null", "true", "5", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", "[{\"ok\":true}]", "[{\"id\":5,\"rev\":[]}]", "{\"db_name\":5}",
  "{\"db_name\":\"team\",\"uuid\":{}}", "{\"db_name\":null,\"db_name\":\"x\"}", "{\"results\":null}", "{\"results\":{},\"last_seq\":\"1\"}",
  "{\"results\":[]}", "{\"results\":[],\"last_seq\":null}", "{\"results\":[],\"last_seq\":{}}", "{\"results\":[],\"last_seq\":[1,\"x\"],\"pending\":-1}",
  "{\"results\":[],\"last_seq\":\"5\",\"pending\":9007199254740993}", "{\"results\":[5],\"last_seq\":\"5\"}", "{\"results\":[{}],\"last_seq\":\"5\"}",
  "{\"results\":[{\"id\":{}}],\"last_seq\":\"5\"}", "{\"results\":[{\"id\":\"\"}],\"last_seq\":\"5\"}", "{\"results\":[],\"last_seq\":\"5\"", "{a:1}",
  "{\"results\":[],\"last_seq\":\"\xff\xfe\"}", "{\"results\":[],\"last_seq\":\"\\ud800\"}", "{\"results\":[],\"last_seq\":1e400}", "<html>Sign in</html>",
  "{\"error\":\"unauthorized\",\"reason\":\"You are not logged in.\"}", PAGE ("{\"id\":\"" ID "\",\"deleted\":true}"), PAGE (ROW (ID, "null")),
  PAGE (ROW (ID, "5")), PAGE (ROW (ID, "{}")), PAGE (ROW (ID, "{\"_id\":\"" ID "\",\"type\":\"person\"}")),
  PAGE (ROW (ID, "{\"_id\":\"person:0190a1b2-0000-7000-8000-0000000000aa\",\"type\":\"project\",\"title\":\"x\"}")),
  PAGE (ROW (ID, "{\"_id\":\"" ID "\",\"type\":\"project\",\"title\":{\"a\":1},\"status\":7,\"themes\":\"x\"}")),
  PAGE (ROW (ID, "{\"_id\":\"" ID "\",\"type\":\"project\",\"title\":\"x\",\"title\":\"y\",\"budget\":1e400}")),
  PAGE (ROW (ID, "{\"_id\":\"" ID "\",\"type\":\"project\",\"title\":\"x\",\"of-tomorrow\":{\"a\":[1]},\"_attachments\":5}")),
  PAGE (ROW ("dream:0190a1b2-0000-7000-8000-0000000000ab", "{\"_id\":\"dream:0190a1b2-0000-7000-8000-0000000000ab\",\"type\":\"dream\",\"x\":[{}]}")),
  PAGE (ROW ("213801855:" ID, "{\"_id\":\"213801855:" ID "\",\"type\":\"project\",\"title\":\"Not ours\"}")), PAGE (ROW ("_design/x", "{\"_id\":\"_design/x\"}")),
  PAGE (ROW ("../../x", "{}")),
};

static GBytes *
make_answer (guint status,
             const char *type,
             const char *header,
             const char *body)
{
  char *text = g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: %s\r\n%sContent-Length: %zu\r\nConnection: close\r\n\r\n%s", status, type, header,
                                strlen (body), body);

  return g_bytes_new_take (text, strlen (text));
}

static void
assert_clear (const GError *error)
{
  if (error == NULL)
    return;

  g_assert_true (error->domain == ENT_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
}

/* One answer at each place of a round. */
static void
play (Pair *pair,
      GBytes *answer)
{
  for (guint nth = 1; nth <= REQUESTS; nth++)
    {
      g_autofree char *title = pair_edit_both (pair);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) later = NULL;
      EntSyncSummary summary;

      proxy_replace (pair->proxy, nth, answer, g_test_rand_bit ());
      error = pair_sync_anne (pair, &summary);
      assert_clear (error);
      assert_text (pair->anne, pair->id, "title", title);

      /* What was sent, and whose answer never came, is typed over: that is no conflict with oneself. */
      if (g_test_rand_bit ())
        {
          g_autofree char *anew = g_strconcat (title, " anew", NULL);

          desk_set (pair->anne, pair->id, "title", anew);
          g_set_str (&title, anew);
        }
      proxy_replace (pair->proxy, 0, NULL, FALSE);
      send_refused_again (pair->anne);
      later = pair_sync_anne (pair, &summary);
      g_assert_no_error (later);
      g_assert_cmpuint (summary.refused, ==, 0);
      pair_assert_agrees (pair, title);
    }
}

static void
assert_no_conflict (EntWorkspace *desk)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_issues_list_conflicts (desk, NULL, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, 0);
}

static void
test_statuses (Pair *pair,
               gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GBytes) answer = g_test_rand_bit () ? make_answer (statuses[i], "text/html", "", "<p>No.</p>")
                                                     : make_answer (statuses[i], "application/json", "Location: http://127.0.0.1:1/\r\n",
                                                                    "{\"error\":\"no\",\"reason\":\"Not \\u0007 today\"}");

      play (pair, answer);
    }

  assert_no_conflict (pair->anne);
  assert_sound (pair->anne);
}

static void
test_retry_after (Pair *pair,
                  gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (patience); i++)
    {
      g_autofree char *header = g_strdup_printf ("Retry-After: %s\r\n", patience[i]);
      g_autoptr (GBytes) answer = make_answer (g_test_rand_bit () ? 429 : 503, "application/json", header, "{\"error\":\"busy\"}");

      play (pair, answer);
    }

  assert_no_conflict (pair->anne);
}

static void
test_bodies (Pair *pair,
             gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) answer = make_answer (g_test_rand_bit () ? 200 : 201, i % 5 == 0 ? "text/plain" : "application/json", "", bodies[i]);

      play (pair, answer);
    }

  assert_no_conflict (pair->anne);
  assert_sound (pair->anne);
}

/* Nested more deeply, and longer, than anybody could mean it. */
static void
test_monsters (Pair *pair,
               gconstpointer unused)
{
  g_autofree char *opening = g_strnfill (DEEP, '[');
  g_autofree char *closing = g_strnfill (DEEP, ']');
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  g_autofree char *doc = g_strdup_printf (PAGE (ROW (ID, "{\"_id\":\"" ID "\",\"type\":\"project\",\"title\":\"x\",\"y\":%s}")), deep);
  g_autofree char *spaces = g_strnfill (HUGE_BYTES, ' ');
  g_autoptr (GBytes) nested = make_answer (200, "application/json", "", deep);
  g_autoptr (GBytes) document = make_answer (200, "application/json", "", doc);
  g_autoptr (GBytes) huge = make_answer (200, "application/json", "", spaces);

  play (pair, nested);
  play (pair, document);
  play (pair, huge);
  assert_sound (pair->anne);
}

#define ADD(path, test) g_test_add ("/sync/answers/" path, Pair, NULL, pair_set_up, test, pair_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("statuses", test_statuses);
  ADD ("retry-after", test_retry_after);
  ADD ("bodies", test_bodies);
  ADD ("monsters", test_monsters);

  return g_test_run ();
}
