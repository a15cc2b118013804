/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trying a connection before it is set up: each thing that can be wrong is found at its own step, and told in words. */
#include <libsoup/soup.h>
#include <string.h>

#include "desk.h"
#include "ent-sync-driver.h"

typedef struct
{
  Server server;
  EntWorkspace *desk;  /* (owned) */
  char *fake_url;      /* (owned): of whatever else may answer at an address */
  guint status;        /* what it answers to everything; 0: nothing, ever */
  const char *type;
  const char *body;
  guint n_asked;
  guint n_told;        /* passwords that it was told */
} Fixture;

/* One for all tests: libsoup 3.6.5 may end a connection twice that closes while its server goes. */
static SoupServer *fake;

/* How a trial ended. */
typedef struct
{
  GAsyncResult *result;  /* (owned) */
  EntSyncTrialStep step; /* begun last */
  guint n_steps;
  char *url;             /* (nullable) (owned) */
  GError *error;         /* (nullable) (owned) */
} Trial;

static void
trial_clear (Trial *trial)
{
  g_clear_object (&trial->result);
  g_free (trial->url);
  g_clear_error (&trial->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_asked++;
  fixture->n_told += soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization") != NULL;
  if (fixture->status == 0)
    {
      soup_server_message_pause (message);
      return;
    }
  if (fixture->status == SOUP_STATUS_FOUND)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Location", "https://portal.example.org/");
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, fixture->type, SOUP_MEMORY_STATIC, fixture->body, strlen (fixture->body));
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  server_set_up (&fixture->server, NULL);
  fixture->desk = desk_new (&fixture->server, "anne", SIREN);
  if (fake == NULL)
    {
      fake = soup_server_new (NULL, NULL);
      soup_server_listen_local (fake, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
      g_assert_no_error (error);
    }
  soup_server_add_handler (fake, NULL, answer_cb, fixture, NULL);
  uris = soup_server_get_uris (fake);
  fixture->fake_url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  soup_server_remove_handler (fake, NULL);
  g_free (fixture->fake_url);
  g_object_unref (fixture->desk);
  server_tear_down (&fixture->server, NULL);
}

static void
begun_cb (EntSyncTrialStep step,
          gpointer user_data)
{
  Trial *trial = user_data;

  g_assert_cmpuint (step, ==, trial->n_steps);
  trial->step = step;
  trial->n_steps++;
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  ((Trial *) user_data)->result = g_object_ref (result);
}

static void
try_out (Fixture *fixture,
         Trial *trial,
         const char *url,
         EntCircle circle,
         const char *user,
         const char *password)
{
  g_autoptr (EntSyncDriver) driver = ent_sync_driver_new_for_workspace (fixture->desk, fixture->server.secrets);
  EntRemote remote = { .name = (char *) "new", .url = (char *) url, .circle = circle, .user = (char *) user };

  trial_clear (trial);
  *trial = (Trial){ 0 };
  ent_sync_driver_test_async (driver, &remote, password, begun_cb, NULL, ended_cb, trial);
  while (trial->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  ent_sync_driver_test_finish (driver, trial->result, &trial->url, &trial->error);
}

static void
assert_fails (const Trial *trial,
              EntSyncTrialStep step,
              const char *words)
{
  g_assert_nonnull (trial->error);
  g_assert_cmpint (trial->step, ==, step);
  if (strstr (trial->error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", trial->error->message, words);
}

static void
assert_well (const Trial *trial,
             const char *url)
{
  g_assert_no_error (trial->error);
  g_assert_cmpint (trial->step, ==, ENT_SYNC_TRIAL_DATABASE);
  g_assert_cmpstr (trial->url, ==, url);
}

/* The real server, with the address as it is, and as somebody may have copied it. */
static void
test_well (Fixture *fixture,
           gconstpointer unused)
{
  static const char *const ends[] = { "", "/", "/team-" SIREN, "/atlas", "/atlas/", "/departments-" SIREN "/" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    for (EntCircle circle = 0; circle <= ENT_CIRCLE_ATLAS; circle++)
      {
        g_auto (Trial) trial = { 0 };
        g_autofree char *right = g_strdup_printf ("http://127.0.0.1:%u", server_port (&fixture->server));
        g_autofree char *url = g_strconcat (right, ends[i], NULL);

        try_out (fixture, &trial, url, circle, "unit", PASSWORD);
        assert_well (&trial, right);
      }
}

static void
test_account (Fixture *fixture,
              gconstpointer unused)
{
  g_auto (Trial) trial = { 0 };

  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_TEAM, "unit", "wrong");
  assert_fails (&trial, ENT_SYNC_TRIAL_ACCOUNT, "does not accept the account or its password");
  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_TEAM, "nobody", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_ACCOUNT, "does not accept the account or its password");
  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_TEAM, NULL, NULL);
  assert_fails (&trial, ENT_SYNC_TRIAL_DATABASE, "asks for an account");
  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_TEAM, "other", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_DATABASE, "the database of the authority " SIREN);
  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_ATLAS, "other", PASSWORD);
  g_assert_no_error (trial.error);
}

static void
test_address (Fixture *fixture,
              gconstpointer unused)
{
  g_auto (Trial) trial = { 0 };

  try_out (fixture, &trial, "http://atlas.example.org", ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_ADDRESS, "https");
  try_out (fixture, &trial, "https://unit:secret@atlas.example.org", ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_ADDRESS, "Leave the account and the password out");
  try_out (fixture, &trial, "ftp://atlas.example.org", ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_ADDRESS, "https://atlas.example.org");
}

static void
test_server (Fixture *fixture,
             gconstpointer unused)
{
  g_auto (Trial) trial = { 0 };

  /* No name in this domain is anybody's, by its definition. */
  try_out (fixture, &trial, "https://atlas.invalid", ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_SERVER, "was not found");
  server_stop (&fixture->server);
  try_out (fixture, &trial, fixture->server.url, ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_SERVER, "Nothing answers");
  server_start (&fixture->server);
}

/* A certificate that nobody vouches for: nothing is said to who shows it. */
static void
test_certificate (Fixture *fixture,
                  gconstpointer unused)
{
  g_auto (Trial) trial = { 0 };
  g_autofree char *program = server_program ();
  g_autofree char *data = folder_name (&fixture->server.folder, "secure");
  g_autofree char *certificate = g_test_build_filename (G_TEST_DIST, "atlas", "tls-certificate.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "atlas", "tls-key.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--data", data, "--listen", "127.0.0.1:0",
                      "--tls-certificate", certificate, "--tls-key", key, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening on https://"));
  try_out (fixture, &trial, line + strlen ("listening on "), ENT_CIRCLE_TEAM, "unit", PASSWORD);
  assert_fails (&trial, ENT_SYNC_TRIAL_SERVER, "its certificate is not valid");
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

typedef struct
{
  guint status;
  const char *type;
  const char *body;
  const char *words;
} Other;

/* Whatever else answers is told from an Atlas, and never told the password. */
static void
test_kind (Fixture *fixture,
           gconstpointer unused)
{
  static const Other others[] = {
    { 200, "text/html", "<html>Welcome</html>", "a web page" },
    { 200, "application/json", "{\"name\":\"something else\"}", "not as a CouchDB" },
    { 200, "application/json", "[1,2,3]", "not as a CouchDB" },
    { 200, "text/plain", "{hello}", "cannot be read" },
    { 302, "text/plain", "", "portal.example.org" },
    { 404, "text/html", "<html>Not found</html>", "not as a CouchDB" },
    { 403, "text/html", "<html>Forbidden</html>", "may not do this" },
    { 500, "text/plain", "", "The server failed" },
    { 503, "text/plain", "", "out of service" },
  };
  static const char *const ends[] = { "", "/atlas", "/a/b" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ends); j++)
      {
        g_auto (Trial) trial = { 0 };
        g_autofree char *url = g_strconcat (fixture->fake_url, ends[j], NULL);

        fixture->status = others[i].status;
        fixture->type = others[i].type;
        fixture->body = others[i].body;
        try_out (fixture, &trial, url, ENT_CIRCLE_ATLAS, "unit", PASSWORD);
        assert_fails (&trial, ENT_SYNC_TRIAL_KIND, others[i].words);
      }

  g_assert_cmpuint (fixture->n_asked, ==, G_N_ELEMENTS (others) * G_N_ELEMENTS (ends));
  g_assert_cmpuint (fixture->n_told, ==, 0);
}

/* A server that says nothing can be left. */
static void
test_stop (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntSyncDriver) driver = ent_sync_driver_new_for_workspace (fixture->desk, fixture->server.secrets);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Trial) trial = { 0 };
  EntRemote remote = { .name = (char *) "new", .url = fixture->fake_url, .circle = ENT_CIRCLE_TEAM, .user = (char *) "unit" };

  ent_sync_driver_test_async (driver, &remote, PASSWORD, begun_cb, cancellable, ended_cb, &trial);
  while (fixture->n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (trial.result);
  g_cancellable_cancel (cancellable);
  while (trial.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (ent_sync_driver_test_finish (driver, trial.result, NULL, &trial.error));
  g_assert_error (trial.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, test) g_test_add ("/sync/trial/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("well", test_well);
  ADD ("account", test_account);
  ADD ("address", test_address);
  ADD ("server", test_server);
  ADD ("certificate", test_certificate);
  ADD ("kind", test_kind);
  ADD ("stop", test_stop);

  return g_test_run ();
}
