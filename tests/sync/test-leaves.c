/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions that lost on the server, as a replication between two databases makes them: what they say is shown until somebody
 * has chosen, and what was chosen is so for all. */
#include <libsoup/soup.h>
#include <string.h>

#include "desk.h"
#include "ent-sync-http.h"

/* It loses against any other of its generation. */
#define LOSER "1-00000000000000000000000000000000"

typedef struct
{
  Server server;
  SoupSession *session; /* (owned) */
  EntWorkspace *anne;
  EntWorkspace *boris;
  char *id;             /* (owned): a project of both */
} Fixture;

static JsonNode *
ask (Fixture *fixture,
     const char *method,
     const char *path,
     const char *body)
{
  g_autofree char *url = g_strdup_printf ("%steam-" SIREN "%s", fixture->server.url, path);
  g_autofree char *authorization = ent_sync_http_compose_authorization ("unit", PASSWORD);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) sent = g_bytes_new (body != NULL ? body : "", body != NULL ? strlen (body) : 0);
  g_autoptr (GBytes) read = NULL;
  g_autofree char *text = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  read = soup_session_send_and_read (fixture->session, message, NULL, NULL);
  g_assert_true (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)));
  text = g_strndup (g_bytes_get_data (read, NULL), g_bytes_get_size (read));
  return json_from_string (text, NULL);
}

static guint
count_leaves (Fixture *fixture)
{
  g_autofree char *path = g_strdup_printf ("/%s?conflicts=true", fixture->id);
  g_autoptr (JsonNode) document = ask (fixture, "GET", path, NULL);
  JsonObject *object = json_node_get_object (document);

  return json_object_has_member (object, "_conflicts") ? json_array_get_length (json_object_get_array_member (object, "_conflicts")) : 0;
}

/* A branch beside what is there, with @members of its own. */
static void
branch (Fixture *fixture,
        const char *rev,
        const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"new_edits\":false,\"docs\":[{\"_id\":\"%s\",\"_rev\":\"%s\",\"type\":\"project\",\"edited-by\":\"carole\",%s}]}",
                                           fixture->id, rev, members);
  g_autoptr (JsonNode) answer = ask (fixture, "POST", "/_bulk_docs", body);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (answer)), ==, 0);
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  server_set_up (&fixture->server, NULL);
  fixture->session = ent_sync_http_new_session ();
  fixture->anne = desk_new (&fixture->server, "anne", SIREN);
  fixture->boris = desk_new (&fixture->server, "boris", SIREN);
  desk_add_remote (&fixture->server, fixture->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&fixture->server, fixture->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  fixture->id = desk_add_project (fixture->anne, "Eau", NULL);
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->boris, "Team");
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_object_unref (fixture->session);
  g_object_unref (fixture->anne);
  g_object_unref (fixture->boris);
  g_free (fixture->id);
  server_tear_down (&fixture->server, NULL);
}

static void
assert_conflicts (EntWorkspace *desk,
                  guint expected)
{
  g_autoptr (GPtrArray) conflicts = ent_sync_list_conflicts (desk, NULL, NULL, NULL);

  g_assert_cmpuint (conflicts->len, ==, expected);
}

static void
resolve (Fixture *fixture,
         EntWorkspace *desk,
         const char *field,
         EntSyncSide side)
{
  g_autoptr (GError) error = NULL;

  ent_sync_resolve (desk, NULL, fixture->id, field, side, &error);
  g_assert_no_error (error);
}

/* Both fields of the branch are shown on both desks; chosen on one, nobody is asked any more, and the branch is gone. */
static void
test_choose (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  const EntConflict *conflict;

  desk_set (fixture->anne, fixture->id, "status", "planned");
  desk_sync (&fixture->server, fixture->anne, "Team");
  branch (fixture, LOSER, "\"title\":\"Eau potable\",\"description\":\"Douze bornes.\",\"status\":\"planned\"");
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->boris, "Team");
  assert_text (fixture->anne, fixture->id, "title", "Eau");
  assert_conflicts (fixture->boris, 2);
  conflicts = ent_sync_list_conflicts (fixture->anne, NULL, fixture->id, NULL);
  g_assert_cmpuint (conflicts->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      conflict = conflicts->pdata[i];
      g_assert_cmpstr (conflict->remote, ==, "Team");
      g_assert_cmpstr (conflict->who, ==, "carole");
      g_assert_cmpstr (conflict->theirs, ==, g_str_equal (conflict->field, "title") ? "\"Eau potable\"" : "\"Douze bornes.\"");
    }

  /* Edits go on meanwhile, and leave it alone. */
  desk_set (fixture->anne, fixture->id, "status", "ongoing");
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_leaves (fixture), ==, 1);

  resolve (fixture, fixture->anne, "title", ENT_SYNC_MINE);
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_leaves (fixture), ==, 1);
  assert_conflicts (fixture->anne, 1);
  resolve (fixture, fixture->anne, "description", ENT_SYNC_THEIRS);
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_leaves (fixture), ==, 0);
  assert_conflicts (fixture->anne, 0);
  desk_sync (&fixture->server, fixture->boris, "Team");
  assert_conflicts (fixture->boris, 0);
  assert_text (fixture->boris, fixture->id, "title", "Eau");
  assert_text (fixture->boris, fixture->id, "description", "Douze bornes.");
}

/* A branch that says nothing else is no question. */
static void
test_equal (Fixture *fixture,
            gconstpointer unused)
{
  branch (fixture, LOSER, "\"title\":\"Eau\"");
  g_assert_cmpuint (count_leaves (fixture), ==, 1);
  desk_sync (&fixture->server, fixture->anne, "Team");
  assert_conflicts (fixture->anne, 0);
  g_assert_cmpuint (count_leaves (fixture), ==, 0);
}

/* What cannot be read is not deleted either; nor is what others have deleted asked about. */
static void
test_others (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *path = g_strdup_printf ("/%s?rev=" LOSER, fixture->id);
  g_autoptr (JsonNode) answer = NULL;

  branch (fixture, LOSER, "\"title\":7");
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->anne, "Team");
  assert_conflicts (fixture->anne, 0);
  g_assert_cmpuint (count_leaves (fixture), ==, 1);

  branch (fixture, "1-00000000000000000000000000000001", "\"title\":\"Eaux\"");
  desk_sync (&fixture->server, fixture->anne, "Team");
  assert_conflicts (fixture->anne, 1);
  path[strlen (path) - 1] = '1';
  answer = ask (fixture, "DELETE", path, NULL);
  desk_sync (&fixture->server, fixture->anne, "Team");
  assert_conflicts (fixture->anne, 0);
  g_assert_cmpuint (count_leaves (fixture), ==, 1);
}

#define ADD(path, test) g_test_add ("/sync/leaves/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("choose", test_choose);
  ADD ("equal", test_equal);
  ADD ("others", test_others);

  return g_test_run ();
}
