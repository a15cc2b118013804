/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server makes of requests: address, headers and body as they come over the wire, several in a row, on databases
 * that are put back afterwards. Whoever asks, what is written in the Atlas afterwards is its writer's own; what is
 * answered as JSON is JSON; and who may not read a database gets nothing of it. */
#include "ent-atlas-changes.h"
#include "ent-atlas-credentials.h"
#include "ent-atlas-error.h"
#include "ent-atlas-handlers.h"
#include "ent-atlas-multipart.h"
#include "ent-atlas-routes.h"
#include "ent-atlas-rule.h"
#include "fuzz.h"

#define REVISION "1-0123456789abcdef0123456789abcdef"
#define SECRET "what only the other unit may know"
/* An answer comes in parts; those of our small databases in few. */
#define MAX_PARTS 1000

static const struct
{
  const char *name;
  EntAtlasRole role;
  const char *publisher;
} accounts[] = {
  { "unit", ENT_ATLAS_ROLE_UNIT, "200046977" },
  { "department", ENT_ATLAS_ROLE_DEPARTMENT, "200046977" },
  { "embassy", ENT_ATLAS_ROLE_EMBASSY, "sn" },
  { "reader", ENT_ATLAS_ROLE_READER, NULL },
  { "boss", ENT_ATLAS_ROLE_ADMINISTRATOR, NULL },
};

static const struct
{
  const char *database;
  const char *document;
} seeds[] = {
  { "atlas", "{\"_id\":\"200046977:project:1\",\"_rev\":\"" REVISION "\",\"title\":\"Eau\"}" },
  { "atlas", "{\"_id\":\"213000000:project:1\",\"_rev\":\"" REVISION "\",\"title\":\"Lecture\","
             "\"_attachments\":{\"a.txt\":{\"content_type\":\"text/plain\",\"data\":\"YWJj\"}}}" },
  { "atlas", "{\"_id\":\"213000000:project:1\",\"_rev\":\"2-00000000000000000000000000000000\",\"_deleted\":true}" },
  { "atlas", "{\"_id\":\"sn:opinion:1\",\"_rev\":\"" REVISION "\"}" },
  { "team-200046977", "{\"_id\":\"project:1\",\"_rev\":\"" REVISION "\"}" },
  { "departments-200046977", "{\"_id\":\"person:1\",\"_rev\":\"" REVISION "\"}" },
  { "team-213000000", "{\"_id\":\"project:1\",\"_rev\":\"" REVISION "\",\"title\":\"" SECRET "\"}" },
};

static const char *const names[] = { "atlas", "team-200046977", "departments-200046977", "team-213000000" };

/* Made once. */
static EntAtlasDatabase *databases[G_N_ELEMENTS (names)];
static EntAtlasStore *store;
static EntAtlasGate *gate;

static EntAtlasDatabase *
find_database (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      return databases[i];

  return NULL;
}

static void
plant (EntAtlasDatabase *database,
       const char *text)
{
  EntAtlasSlice slice = { text, strlen (text) };
  g_autoptr (GError) error = NULL;
  g_autoptr (EntAtlasDocument) document = ent_atlas_document_parse (&slice, NULL, &error);

  fuzz_no_error (error);
  fuzz_assert (ent_atlas_database_begin (database, &error) && ent_atlas_database_replicate (database, document, &error)
               && ent_atlas_database_commit (database, &error));
}

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntAtlasAccounts) all = ent_atlas_accounts_open (fuzz_get_folder (), &error);

  fuzz_no_error (error);
  gate = ent_atlas_gate_new (all, &error);
  fuzz_no_error (error);
  store = ent_atlas_store_new (fuzz_get_folder (), &error);
  fuzz_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = ent_atlas_store_dup_path (store, names[i]);
      g_autofree char *security = ent_atlas_rule_dup_security (names[i]);

      fuzz_assert (ent_atlas_store_exists (store, names[i]) || ent_atlas_store_create (store, names[i], security, &error));
      databases[i] = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_WRITE, &error);
      fuzz_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    plant (find_database (seeds[i].database), seeds[i].document);
}

/* Who asks is the name before the colon of its credentials; nobody looks at the password here. */
static EntAtlasAccount *
find_account (SoupMessageHeaders *headers)
{
  g_autofree char *credentials = ent_atlas_credentials_dup_basic (headers);
  g_autofree char *session = ent_atlas_credentials_dup_session (headers);
  gboolean renew;

  if (credentials == NULL)
    return session != NULL ? ent_atlas_gate_resume_session (gate, session, &renew) : NULL;

  *strchr (credentials, ':') = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    if (g_str_equal (credentials, accounts[i].name))
      return ent_atlas_account_new (accounts[i].name, accounts[i].role, accounts[i].publisher, NULL);

  return NULL;
}

/* Reads the head of a request as the server's own library does; what is left is the body. */
static EntAtlasRequest *
read_request (GBytes *bytes)
{
  const char *text = g_bytes_get_data (bytes, NULL);
  gsize size = g_bytes_get_size (bytes);
  const char *end = size > 0 ? memmem (text, size, "\r\n\r\n", 4) : NULL;
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autofree char *method = NULL;
  g_autofree char *target = NULL;
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;
  EntAtlasRequest *request;

  if (end == NULL || soup_headers_parse_request (text, (int) (end + 2 - text), headers, &method, &target, NULL) != SOUP_STATUS_OK)
    return NULL;

  full = target[0] == '/' ? g_strconcat ("http://x", target, NULL) : g_strdup (target);
  uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    return NULL;

  request = ent_atlas_request_new (method, g_uri_get_path (uri), g_uri_get_query (uri), headers, NULL);
  if (request != NULL)
    {
      request->store = store;
      request->gate = gate;
      request->account = find_account (headers);
      request->body = g_bytes_new_from_bytes (bytes, (gsize) (end + 4 - text), size - (gsize) (end + 4 - text));
    }
  return request;
}

static gboolean
may_run (EntAtlasRequest *request,
         const EntAtlasRoute *route,
         EntAtlasDatabase *database)
{
  g_autofree char *security = NULL;

  if (route->access == ENT_ATLAS_ACCESS_ANYONE)
    return TRUE;
  if (request->account == NULL)
    return FALSE;
  if (route->access == ENT_ATLAS_ACCESS_ADMINISTRATOR)
    return ent_atlas_rule_check_administrator (request->account, NULL);

  security = ent_atlas_database_dup_property (database, "security", NULL);
  return ent_atlas_rule_check_member (request->account, security, NULL);
}

static void
check_answer (EntAtlasRequest *request,
              const GString *answer)
{
  gboolean other = request->account != NULL && request->account->role != ENT_ATLAS_ROLE_ADMINISTRATOR;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  fuzz_assert (!other || memmem (answer->str, answer->len, SECRET, strlen (SECRET)) == NULL);
  if (!g_str_equal (request->reply.type, "application/json") || answer->len == 0
      || g_strcmp0 (ent_atlas_request_get_parameter (request, "feed"), "continuous") == 0)
    return;

  json = ent_atlas_json_compact (answer->str, answer->len, NULL, &error);
  fuzz_no_error (error);
}

/* All parts of the answer, as if each wait ended with nothing new. */
static gboolean
answer (EntAtlasRequest *request,
        EntAtlasHandler handler,
        EntAtlasDatabase *database)
{
  g_autoptr (GString) whole = g_string_new (NULL);

  for (guint parts = 0; handler != NULL; parts++)
    {
      g_autoptr (GError) error = NULL;

      fuzz_assert (parts < MAX_PARTS);
      request->reply.wait = FALSE;
      if (!handler (request, database, &error))
        {
          fuzz_assert (error != NULL && ent_atlas_error_get_status (error) >= 400);
          /* What fails is the client's doing, not ours. */
          fuzz_assert (ent_atlas_error_get_status (error) < 500);
          return FALSE;
        }

      fuzz_assert (error == NULL);
      g_string_append_len (whole, request->reply.body->str, (gssize) request->reply.body->len);
      g_string_truncate (request->reply.body, 0);
      request->timed_out = request->reply.wait;
      handler = request->reply.next;
    }

  check_answer (request, whole);
  return TRUE;
}

static void
run_on_server (EntAtlasRequest *request,
               const EntAtlasRoute *route)
{
  g_autofree char *name = NULL;
  g_autofree char *password = NULL;

  /* A new database would be there in the next run, too. */
  if (route->handler == ent_atlas_handle_create)
    ent_atlas_store_check_name (request->segments[0], NULL);
  else if (route->handler == ent_atlas_handle_session_post)
    ent_atlas_handle_read_credentials (request, &name, &password, NULL);
  else
    answer (request, route->handler, NULL);
}

/* The ids of all documents that were written after @seq. */
static GPtrArray *
list_written (EntAtlasDatabase *database,
              gint64 seq)
{
  EntAtlasChanges changes = { .seq = seq, .limit = -1, .lines = TRUE };
  g_autoptr (GString) out = g_string_new (NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = NULL;
  gboolean done = FALSE;

  while (!done)
    fuzz_assert (ent_atlas_changes_next_page (&changes, database, out, &done, NULL));

  lines = g_strsplit (out->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      EntAtlasSlice slice = { lines[i], strlen (lines[i]) };
      g_autoptr (JsonNode) node = ent_atlas_json_parse (&slice, NULL);

      fuzz_assert (node != NULL);
      g_ptr_array_add (ids, g_strdup (json_object_get_string_member (json_node_get_object (node), "id")));
    }
  return ids;
}

static void
check_written (const EntAtlasAccount *account,
               const char *name,
               EntAtlasDatabase *database,
               gint64 before)
{
  g_autoptr (GPtrArray) ids = list_written (database, before);

  for (guint i = 0; i < ids->len; i++)
    fuzz_assert (account != NULL && ent_atlas_rule_check_write (account, name, ids->pdata[i], NULL)
                 && ent_atlas_document_check_id (ids->pdata[i], NULL));
}

static void
run_on_database (EntAtlasRequest *request,
                 const EntAtlasRoute *route)
{
  EntAtlasDatabase *database = find_database (request->segments[0]);
  gint64 before;

  if (database == NULL || !may_run (request, route, database))
    return;

  before = ent_atlas_database_get_last_seq (database);
  fuzz_assert (ent_atlas_database_savepoint (database, NULL));
  if (answer (request, route->handler, database))
    fuzz_assert (ent_atlas_database_release (database, NULL));
  else
    fuzz_assert (ent_atlas_database_rollback_to (database, NULL));
  check_written (request->account, request->segments[0], database, before);
  fuzz_assert (route->place == ENT_ATLAS_PLACE_WRITER || before == ent_atlas_database_get_last_seq (database));
}

static void
run (GBytes *bytes)
{
  g_autoptr (EntAtlasRequest) request = read_request (bytes);
  const EntAtlasRoute *route = request != NULL ? ent_atlas_routes_find (request, NULL) : NULL;

  if (route == NULL)
    return;
  if (route->place != ENT_ATLAS_PLACE_SERVER)
    run_on_database (request, route);
  else if (may_run (request, route, NULL))
    run_on_server (request, route);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GPtrArray) parts = NULL;

  /* An echo of what was asked is no leak. */
  if (size == 0 || size > FUZZ_MAX_SIZE || memmem (data, size, SECRET, strlen (SECRET)) != NULL)
    return 0;
  if (store == NULL)
    set_up ();

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    fuzz_assert (ent_atlas_database_begin (databases[i], NULL));

  parts = fuzz_split (data, size);
  for (guint i = 0; i < parts->len; i++)
    run (parts->pdata[i]);

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    ent_atlas_database_rollback (databases[i]);
  return 0;
}
