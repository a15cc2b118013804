/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents: where the record goes they go, whole or not at all, and no further. */
#include <string.h>

#include "ent-files.h"
#include "pair.h"

typedef struct
{
  Server server;
  EntWorkspace *anne;
  EntWorkspace *boris;
  char *project;  /* (owned) */
  char *document; /* (owned): of Anne's, with a file */
} Fixture;

#define CONTENT "Convention de coop\303\251ration\n\0\377"
#define CONTENT_LENGTH (sizeof CONTENT - 1)

static char *
attach (Fixture *fixture,
        EntWorkspace *desk,
        const char *id,
        const char *circle,
        const char *content,
        gssize length)
{
  g_autofree char *path = folder_write (&fixture->server.folder, "convention.pdf", content, length);
  g_autoptr (EntRecord) document = id != NULL ? desk_get (desk, id) : ent_record_new (ent_schema_find ("document"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (document, "title", "Convention");
  ent_record_set_text (document, "subject", fixture->project);
  ent_record_set_text (document, "circle", circle);
  ent_document_attach (desk, document, path, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (ent_record_get_id (document));
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  server_set_up (&fixture->server, NULL);
  fixture->anne = desk_new (&fixture->server, "anne", SIREN);
  fixture->boris = desk_new (&fixture->server, "boris", SIREN);
  desk_add_remote (&fixture->server, fixture->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&fixture->server, fixture->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  fixture->project = desk_add_project (fixture->anne, "Eau à Goris", "departments");
  fixture->document = attach (fixture, fixture->anne, NULL, "departments", CONTENT, CONTENT_LENGTH);
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_object_unref (fixture->anne);
  g_object_unref (fixture->boris);
  g_free (fixture->project);
  g_free (fixture->document);
  server_tear_down (&fixture->server, NULL);
}

static GBytes *
read_file (EntWorkspace *desk,
           const char *id)
{
  g_autoptr (EntRecord) document = desk_get (desk, id);

  return ent_document_read (desk, document, NULL);
}

static void
assert_has (EntWorkspace *desk,
            const char *id,
            const char *content,
            gsize length)
{
  g_autoptr (GBytes) bytes = read_file (desk, id);

  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), content, length);
}

static void
assert_nothing_left (Fixture *fixture,
                     EntWorkspace *desk,
                     const char *remote)
{
  EntSyncSummary summary = desk_sync (&fixture->server, desk, remote);

  g_assert_cmpuint (summary.sent + summary.received + summary.refused + summary.quarantined, ==, 0);
}

/* How many files the server has in a database. */
static guint
count_files (Fixture *fixture,
             const char *circle)
{
  g_autoptr (SoupSession) session = ent_sync_http_new_session ();
  g_autofree char *url = g_strdup_printf ("%s%s-" SIREN "/_all_docs", fixture->server.url, circle);
  g_autofree char *authorization = ent_sync_http_compose_authorization ("unit", PASSWORD);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  for (const char *p = text; (p = strstr (p, "\"id\":\"file:")) != NULL; p++)
    n++;
  return n;
}

static void
test_travel (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *second = NULL;
  g_autofree char *undone = NULL;

  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 1);
  g_assert_cmpuint (desk_sync (&fixture->server, fixture->boris, "Team").quarantined, ==, 0);
  assert_has (fixture->boris, fixture->document, CONTENT, CONTENT_LENGTH);
  assert_nothing_left (fixture, fixture->anne, "Team");
  assert_nothing_left (fixture, fixture->boris, "Team");

  /* The same file on another record is there already; an edit of the record does not touch it. */
  second = attach (fixture, fixture->boris, NULL, "team", CONTENT, CONTENT_LENGTH);
  desk_set (fixture->boris, fixture->document, "title", "Convention signée");
  desk_sync (&fixture->server, fixture->boris, "Team");
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 1);
  assert_has (fixture->anne, second, CONTENT, CONTENT_LENGTH);

  /* A file in the place of another: that one is still in use, until it is replaced there too. */
  g_free (attach (fixture, fixture->anne, fixture->document, "departments", "2", 1));
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 2);
  desk_sync (&fixture->server, fixture->boris, "Team");
  assert_has (fixture->boris, fixture->document, "2", 1);
  desk_delete (fixture->boris, second);
  desk_sync (&fixture->server, fixture->boris, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 1);
  desk_sync (&fixture->server, fixture->anne, "Team");
  assert_nothing_left (fixture, fixture->anne, "Team");
  assert_nothing_left (fixture, fixture->boris, "Team");

  /* Undone, what was taken back is needed again. */
  undone = ent_workspace_undo (fixture->boris, NULL);
  g_assert_nonnull (undone);
  desk_sync (&fixture->server, fixture->boris, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 2);
}

/* A record that does not go to the departments keeps its file as well; one withdrawn takes it along. */
static void
test_circle (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *secret = attach (fixture, fixture->anne, NULL, "team", "secret", 6);

  desk_add_remote (&fixture->server, fixture->anne, "Departments", ENT_CIRCLE_DEPARTMENTS, "unit");
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->anne, "Departments");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 2);
  g_assert_cmpuint (count_files (fixture, "departments"), ==, 1);

  desk_set (fixture->anne, fixture->document, "circle", "team");
  desk_sync (&fixture->server, fixture->anne, "Departments");
  g_assert_cmpuint (count_files (fixture, "departments"), ==, 0);
  desk_sync (&fixture->server, fixture->anne, "Team");
  g_assert_cmpuint (count_files (fixture, "team"), ==, 2);
  assert_has (fixture->anne, fixture->document, CONTENT, CONTENT_LENGTH);
}

/* With bytes that cannot be packed. */
static void
fill (char *content,
      gsize length,
      guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < length; i++)
    content[i] = g_rand_int (random);
}

/* The greatest file goes. */
static void
test_great (Fixture *fixture,
            gconstpointer unused)
{
  g_autofree char *content = g_malloc (ENT_FILE_MAX);

  fill (content, ENT_FILE_MAX, 0);
  g_free (attach (fixture, fixture->anne, fixture->document, "departments", content, ENT_FILE_MAX));
  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_sync (&fixture->server, fixture->boris, "Team");
  assert_has (fixture->boris, fixture->document, content, ENT_FILE_MAX);
}

/* Sends Anne's new file, or fetches it on Boris's desk, over a line that is cut once after each 4999th byte. */
static void
test_cuts (Fixture *fixture,
           gconstpointer way)
{
  g_autoptr (SoupSession) session = ent_sync_http_new_session ();
  Proxy *proxy = proxy_new (server_port (&fixture->server));
  g_autofree char *content = g_malloc (60000);
  gboolean sending = GPOINTER_TO_UINT (way) == PROXY_REQUEST;
  guint n = 0;
  gboolean cut;

  do
    {
      g_autoptr (GError) error = NULL;
      EntSyncSummary summary;

      fill (content, 60000, n);
      g_free (attach (fixture, fixture->anne, fixture->document, "departments", content, 60000));
      proxy_cut (proxy, GPOINTER_TO_UINT (way), n++ * 4999, sending ? 1 : 0);
      error = hasty_sync (session, proxy->url, fixture->anne, "Team", &summary);
      g_assert_no_error (error);
      cut = sending && proxy_get_cuts (proxy, GPOINTER_TO_UINT (way)) == 0;
      if (!sending)
        {
          proxy_cut (proxy, GPOINTER_TO_UINT (way), (n - 1) * 4999, 1);
          error = hasty_sync (session, proxy->url, fixture->boris, "Team", &summary);
          g_assert_no_error (error);
          cut = proxy_get_cuts (proxy, GPOINTER_TO_UINT (way)) == 0;
        }
      else
        desk_sync (&fixture->server, fixture->boris, "Team");
      assert_has (fixture->boris, fixture->document, content, 60000);
    }
  while (cut);

  g_assert_cmpuint (n, >, 3);
  g_test_message ("cut up to byte %u", n * 4999);
  proxy_free (proxy);
}

/* A server that does not want it says so, and the record tells. */
static void
test_refused (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntSyncEngine) engine = ent_sync_engine_new ("Team", ENT_CIRCLE_TEAM, 0);
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GError) error = NULL;
  EntSyncFile *file;
  g_autoptr (EntRemote) remote = NULL;

  desk_sync (&fixture->server, fixture->anne, "Team");
  remote = ent_sync_state_get_remote (fixture->anne, "Team", NULL);
  g_free (attach (fixture, fixture->anne, fixture->document, "departments", "2", 1));
  ent_workspace_begin (fixture->anne, "", NULL, NULL);
  file = g_new0 (EntSyncFile, 1);
  file->task = ENT_SYNC_FILE_SEND;
  file->digest = g_strdup ("0");
  file->document = g_strdup (fixture->document);
  file->error = g_strdup ("too_large");
  ent_sync_file_settle (fixture->anne, remote, file, &error);
  g_assert_no_error (error);
  ent_workspace_commit (fixture->anne, NULL);
  ent_sync_file_free (file);
  refused = ent_sync_issues_list_refused (fixture->anne, "Team", NULL);
  g_assert_cmpuint (refused->len, ==, 1);
  g_assert_cmpstr (((EntRefusal *) refused->pdata[0])->id, ==, fixture->document);
}

typedef struct
{
  const char *json;
  gboolean good;
} Content;

/* Whatever comes is no file unless it is the one. */
static void
test_hostile (Fixture *fixture,
              gconstpointer unused)
{
  static const Content contents[] = {
    { "{}", FALSE },
    { "[]", FALSE },
    { "null", FALSE },
    { "{\"_attachments\":[]}", FALSE },
    { "{\"_attachments\":{\"data\":7}}", FALSE },
    { "{\"_attachments\":{\"data\":{\"stub\":true}}}", FALSE },
    { "{\"_attachments\":{\"data\":{\"data\":null}}}", FALSE },
    { "{\"_attachments\":{\"data\":{\"data\":\"!!!\"}}}", FALSE },
    { "{\"_attachments\":{\"data\":{\"data\":\"YQ==\"}}}", TRUE },
    { "{\"_attachments\":{\"data\":{\"data\":\"Yg==\"}}}", FALSE },
  };
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a", 1);
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (fixture->anne, "Team", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (EntSyncFile) file = g_new0 (EntSyncFile, 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) aside = NULL;
      g_autoptr (GError) error = NULL;

      file->task = ENT_SYNC_FILE_FETCH;
      file->digest = g_strdup (digest);
      file->rev = g_strdup ("1-a");
      file->json = json_from_string (contents[i].json, NULL);
      if (file->json == NULL)
        file->json = json_node_new (JSON_NODE_NULL);
      ent_workspace_begin (fixture->anne, "", NULL, NULL);
      ent_sync_file_settle (fixture->anne, remote, file, &error);
      g_assert_no_error (error);
      bytes = ent_file_read (fixture->anne, digest, NULL);
      aside = ent_sync_issues_list_quarantined (fixture->anne, "Team", NULL);
      g_assert_true ((bytes != NULL) == contents[i].good);
      g_assert_cmpuint (aside->len, ==, contents[i].good ? 0 : 1);
      ent_workspace_rollback (fixture->anne);
    }
}

/* What another program attached to a record of ours outlives our edits of it. */
static void
test_foreign (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (SoupSession) session = ent_sync_http_new_session ();
  g_autofree char *authorization = ent_sync_http_compose_authorization ("unit", PASSWORD);
  g_autofree char *url = NULL;
  g_autofree char *attachment = NULL;
  g_autoptr (SoupMessage) put = NULL;
  g_autoptr (SoupMessage) get = NULL;
  g_autoptr (GBytes) photo = g_bytes_new_static ("photo", 5);
  g_autoptr (GBytes) read = NULL;
  g_auto (EntBase) base = { 0 };
  gboolean found;

  desk_sync (&fixture->server, fixture->anne, "Team");
  ent_sync_state_get_base (fixture->anne, "Team", fixture->project, &base, &found, NULL);
  url = g_strdup_printf ("%steam-" SIREN "/%s", fixture->server.url, fixture->project);
  attachment = g_strdup_printf ("%s/photo.jpg?rev=%s", url, base.rev);
  put = soup_message_new ("PUT", attachment);
  soup_message_headers_append (soup_message_get_request_headers (put), "Authorization", authorization);
  soup_message_set_request_body_from_bytes (put, "image/jpeg", photo);
  g_bytes_unref (soup_session_send_and_read (session, put, NULL, NULL));
  g_assert_cmpuint (soup_message_get_status (put), ==, 201);

  desk_sync (&fixture->server, fixture->anne, "Team");
  desk_set (fixture->anne, fixture->project, "title", "Eau potable");
  g_assert_cmpuint (desk_sync (&fixture->server, fixture->anne, "Team").sent, ==, 1);
  desk_set (fixture->anne, fixture->project, "title", "Eau potable à Goris");
  g_assert_cmpuint (desk_sync (&fixture->server, fixture->anne, "Team").sent, ==, 1);
  g_free (attachment);
  attachment = g_strconcat (url, "/photo.jpg", NULL);
  get = soup_message_new ("GET", attachment);
  soup_message_headers_append (soup_message_get_request_headers (get), "Authorization", authorization);
  read = soup_session_send_and_read (session, get, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (get), ==, 200);
  g_assert_true (g_bytes_equal (read, photo));
}

#define ADD(path, test, data) g_test_add ("/sync/files/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("travel", test_travel, NULL);
  ADD ("circle", test_circle, NULL);
  ADD ("great", test_great, NULL);
  ADD ("cuts/sending", test_cuts, GUINT_TO_POINTER (PROXY_REQUEST));
  ADD ("cuts/fetching", test_cuts, GUINT_TO_POINTER (PROXY_ANSWER));
  ADD ("refused", test_refused, NULL);
  ADD ("hostile", test_hostile, NULL);
  ADD ("foreign", test_foreign, NULL);

  return g_test_run ();
}
