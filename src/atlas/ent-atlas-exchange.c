/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-exchange.h"

#include "ent-atlas-error.h"
#include "ent-atlas-gzip.h"
#include "ent-atlas-handlers.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-routes.h"
#include "ent-atlas-rule.h"

#include <string.h>

/* The way of a request:
 *
 *   headers --> route --> account --> body --> job in a thread --> answer
 *                                               ^                    |
 *                                               +-- next part, now --+
 *                                               +-- or after a wait -+
 *
 * Nobody's body is read before it is known who sends it. Any step may fail: then the error is the answer. */

#define CHALLENGE "Basic realm=\"Entente Atlas\", charset=\"UTF-8\""
#define SESSION_COOKIE "AuthSession"
/* Fast rather than small: packing must not be slower than the network. */
#define PACK_LEVEL 2

struct _EntAtlasExchange
{
  GObject parent_instance;

  SoupServerMessage *message; /* (not nullable) (owned) */
  EntAtlasStore *store; /* (not nullable) (owned) */
  EntAtlasGate *gate; /* (not nullable) (owned) */
  EntAtlasRequest *request; /* (nullable) (owned): a job's thread uses it while one runs */
  const EntAtlasRoute *route; /* (nullable) */
  GConverter *compressor; /* (nullable) (owned): packs the answer */
  EntAtlasHandler handler; /* of the job that runs */
  char *address; /* (not nullable) (owned) */
  char *name; /* (nullable) (owned): who it says it is */
  gulong changed_id; /* while a feed is open */
  gulong finished_id;
  gulong wrote_id;
  guint heartbeat_id;
  guint timeout_id;
  gint64 started; /* monotonic time */
  gint64 sent; /* bytes of body */
  gboolean answered; /* the headers are out */
  gboolean waiting; /* for the database to change */
  gboolean changed; /* the database has changed since the last job began */
  gboolean over; /* the client has gone, or has all */
};

G_DEFINE_FINAL_TYPE (EntAtlasExchange, ent_atlas_exchange, G_TYPE_OBJECT)

static void run_job (EntAtlasExchange *self, EntAtlasHandler handler);
static void job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ent_atlas_exchange_dispose (GObject *object)
{
  EntAtlasExchange *self = ENT_ATLAS_EXCHANGE (object);

  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  if (self->message != NULL)
    {
      g_clear_signal_handler (&self->finished_id, self->message);
      g_clear_signal_handler (&self->wrote_id, self->message);
    }
  g_clear_object (&self->message);
  g_clear_object (&self->gate);
  g_clear_object (&self->store);
  g_clear_object (&self->compressor);

  G_OBJECT_CLASS (ent_atlas_exchange_parent_class)->dispose (object);
}

static void
ent_atlas_exchange_finalize (GObject *object)
{
  EntAtlasExchange *self = ENT_ATLAS_EXCHANGE (object);

  g_clear_pointer (&self->request, ent_atlas_request_free);
  g_free (self->address);
  g_free (self->name);

  G_OBJECT_CLASS (ent_atlas_exchange_parent_class)->finalize (object);
}

static void
ent_atlas_exchange_class_init (EntAtlasExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_atlas_exchange_dispose;
  G_OBJECT_CLASS (klass)->finalize = ent_atlas_exchange_finalize;
}

static void
ent_atlas_exchange_init (EntAtlasExchange *self)
{
  self->started = g_get_monotonic_time ();
}

/* Stops everything that could call back: the client has gone, or has its answer. */
static void
message_finished_cb (EntAtlasExchange *self)
{
  self->over = TRUE;
  self->waiting = FALSE;
  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_signal_handler (&self->changed_id, self->store);
}

static char *
find_address (SoupServerMessage *message,
              gboolean           behind_proxy)
{
  const char *host = soup_server_message_get_remote_host (message);
  const char *forwarded = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "X-Forwarded-For");
  const char *last;

  if (!behind_proxy || forwarded == NULL)
    return g_strdup (host != NULL ? host : "unknown");

  /* The last one is what our own proxy saw; those before it are what the client says. */
  last = strrchr (forwarded, ',');
  return g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
}

/**
 * ent_atlas_exchange_new:
 * @message: a request
 * @store: the databases
 * @gate: the accounts
 * @behind_proxy: whether to believe what the connection's other end says about where the client is
 *
 * Returns: (transfer full): an exchange
 */
EntAtlasExchange *
ent_atlas_exchange_new (SoupServerMessage *message,
                        EntAtlasStore     *store,
                        EntAtlasGate      *gate,
                        gboolean           behind_proxy)
{
  EntAtlasExchange *self = g_object_new (ENT_ATLAS_TYPE_EXCHANGE, NULL);

  self->message = g_object_ref (message);
  self->store = g_object_ref (store);
  self->gate = g_object_ref (gate);
  self->address = find_address (message, behind_proxy);
  self->finished_id = g_signal_connect_object (message, "finished", G_CALLBACK (message_finished_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static gboolean
may_pack (EntAtlasExchange *self)
{
  const EntAtlasReply *reply = &self->request->reply;

  /* A feed that waits must not keep what it has in a buffer. */
  return !reply->wait && (reply->next != NULL || reply->body->len >= ENT_ATLAS_LIMIT_PACK)
         && g_str_equal (reply->type, "application/json") && ent_atlas_gzip_is_accepted (self->request->headers);
}

static void
write_headers (EntAtlasExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  const EntAtlasReply *reply = &self->request->reply;
  GHashTableIter iter;
  gpointer name, value;

  soup_server_message_set_status (self->message, reply->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "must-revalidate");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_message_headers_replace (headers, "Content-Type", reply->type);
  if (reply->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", CHALLENGE);

  g_hash_table_iter_init (&iter, reply->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);

  /* Some clients reuse a connection that they have asked to be closed, unless they are told that it will be. */
  if (soup_message_headers_header_contains (self->request->headers, "Connection", "close"))
    soup_message_headers_replace (headers, "Connection", "close");
  if (self->compressor != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (reply->next != NULL)
    soup_message_headers_set_encoding (headers, soup_server_message_get_http_version (self->message) == SOUP_HTTP_1_0
                                                  ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
}

static void
append_body (EntAtlasExchange *self,
             const char       *text,
             gsize             length)
{
  if (length == 0)
    return;

  self->sent += (gint64) length;
  soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_COPY, text, length);
}

static gboolean
timeout_cb (gpointer user_data)
{
  EntAtlasExchange *self = user_data;

  self->timeout_id = 0;
  self->request->timed_out = TRUE;
  run_job (self, self->request->reply.next);
  return G_SOURCE_REMOVE;
}

static gboolean
heartbeat_cb (gpointer user_data)
{
  EntAtlasExchange *self = user_data;

  append_body (self, "\n", 1);
  soup_server_message_unpause (self->message);
  return G_SOURCE_CONTINUE;
}

/* Waits for the database to change. What changed while the last job ran may have come too late for it. */
static void
wait_for_change (EntAtlasExchange *self)
{
  const EntAtlasReply *reply = &self->request->reply;

  if (self->changed)
    {
      run_job (self, reply->next);
      return;
    }

  self->waiting = TRUE;
  if (reply->heartbeat > 0)
    self->heartbeat_id = g_timeout_add (reply->heartbeat, heartbeat_cb, self);
  else if (reply->timeout > 0)
    self->timeout_id = g_timeout_add (reply->timeout, timeout_cb, self);
}

static void
database_changed_cb (EntAtlasExchange *self,
                     const char       *name)
{
  if (!g_str_equal (self->request->segments[0], name))
    return;

  self->changed = TRUE;
  if (self->waiting)
    run_job (self, self->request->reply.next);
}

static void
go_on (EntAtlasExchange *self)
{
  if (self->over || self->request->reply.next == NULL)
    return;

  if (self->request->reply.wait)
    wait_for_change (self);
  else
    run_job (self, self->request->reply.next);
}

/* What the client has already need not be sent again. */
static void
check_tag (EntAtlasExchange *self)
{
  EntAtlasReply *reply = &self->request->reply;
  const char *tag = g_hash_table_lookup (reply->headers, "ETag");
  const char *known = soup_message_headers_get_one (self->request->headers, "If-None-Match");

  if (reply->status != SOUP_STATUS_OK || !g_str_equal (self->request->method, "GET") || tag == NULL
      || g_strcmp0 (tag, known) != 0)
    return;

  reply->status = SOUP_STATUS_NOT_MODIFIED;
  g_string_truncate (reply->body, 0);
}

/* Sends what the last job made; the next one begins when that is out, so that a slow client costs no memory. */
static void
send_part (EntAtlasExchange *self)
{
  EntAtlasReply *reply = &self->request->reply;
  gboolean is_last = reply->next == NULL;
  gsize length;

  if (self->over)
    return;

  if (!self->answered)
    check_tag (self);
  if (!self->answered && may_pack (self))
    self->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, PACK_LEVEL));
  if (!self->answered)
    write_headers (self);
  self->answered = TRUE;

  if (self->compressor != NULL)
    ent_atlas_gzip_encode (self->compressor, reply->body, is_last);
  length = reply->body->len;
  append_body (self, reply->body->str, length);
  g_string_truncate (reply->body, 0);

  if (is_last || self->request->is_head)
    {
      reply->next = NULL;
      soup_message_body_complete (soup_server_message_get_response_body (self->message));
    }
  soup_server_message_unpause (self->message);
  if (length == 0)
    go_on (self);
}

static void
send_error (EntAtlasExchange *self,
            const GError     *error)
{
  if (self->answered)
    {
      /* Too late for a status: an answer cut short is the only sign left. */
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (self->message);

      if (stream != NULL)
        g_io_stream_close (stream, NULL, NULL);
      return;
    }

  if (ent_atlas_error_get_status (error) >= 500)
    g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "MESSAGE", "failed: %s", error->message);

  ent_atlas_request_set_error (self->request, error);
  if (g_error_matches (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_MANY) && self->name != NULL)
    {
      guint delay = ent_atlas_gate_get_delay (self->gate, self->address, self->name);
      g_autofree char *seconds = g_strdup_printf ("%u", MAX (delay, 1));

      ent_atlas_request_set_header (self->request, "Retry-After", seconds);
    }
  send_part (self);
}

static gboolean
run_handler (EntAtlasDatabase *database,
             gpointer          data,
             GError          **error)
{
  EntAtlasExchange *self = data;

  /* Looked at again for each part: a feed must not outlive the right to read. */
  if (self->route->access == ENT_ATLAS_ACCESS_MEMBER)
    {
      g_autofree char *security = ent_atlas_database_dup_property (database, "security", NULL);

      if (!ent_atlas_rule_check_member (self->request->account, security, error))
        return FALSE;
    }

  return self->handler (self->request, database, error);
}

static void
run_job (EntAtlasExchange *self,
         EntAtlasHandler   handler)
{
  const char *name = self->request->segments[0];

  g_clear_handle_id (&self->heartbeat_id, g_source_remove);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->waiting = FALSE;
  self->changed = FALSE;
  self->handler = handler;
  self->request->reply.wait = FALSE;

  if (self->route->place == ENT_ATLAS_PLACE_WRITER)
    ent_atlas_store_write_async (self->store, name, run_handler, self, job_done_cb, g_object_ref (self));
  else
    ent_atlas_store_read_async (self->store, name, run_handler, self, job_done_cb, g_object_ref (self));
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (EntAtlasExchange) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = ent_atlas_store_run_finish (ENT_ATLAS_STORE (source), result, &error);

  if (self->over)
    return;

  if (done)
    send_part (self);
  else
    send_error (self, error);
}

static void
run_on_server (EntAtlasExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (self->route->handler (self->request, NULL, &error))
    send_part (self);
  else
    send_error (self, error);
}

static void
session_signed_in_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (EntAtlasExchange) self = user_data;
  g_autoptr (GError) error = NULL;
  EntAtlasAccount *account = ent_atlas_gate_sign_in_finish (ENT_ATLAS_GATE (source), result, &error);

  g_clear_pointer (&self->request->account, ent_atlas_account_unref);
  self->request->account = account;
  if (self->over)
    return;

  if (account == NULL)
    send_error (self, error);
  else
    run_on_server (self);
}

/* The one request whose credentials are in its body. */
static void
sign_in_with_body (EntAtlasExchange *self)
{
  g_autofree char *name = NULL;
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;

  if (!ent_atlas_handle_read_credentials (self->request, &name, &password, &error))
    {
      send_error (self, error);
      return;
    }

  g_set_str (&self->name, name);
  ent_atlas_gate_sign_in_async (self->gate, self->address, name, password, session_signed_in_cb, g_object_ref (self));
}

/**
 * ent_atlas_exchange_read_body:
 * @self: an exchange whose request has come in whole
 *
 * Answers it, now or later.
 */
void
ent_atlas_exchange_read_body (EntAtlasExchange *self)
{
  g_return_if_fail (ENT_ATLAS_IS_EXCHANGE (self));

  self->request->body = soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  soup_server_message_pause (self->message);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  self->wrote_id = g_signal_connect_object (self->message, "wrote-chunk", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);

  if (self->route->handler == ent_atlas_handle_session_post)
    sign_in_with_body (self);
  else if (self->route->place == ENT_ATLAS_PLACE_SERVER)
    run_on_server (self);
  else
    {
      self->changed_id = g_signal_connect_object (self->store, "changed", G_CALLBACK (database_changed_cb), self,
                                                  G_CONNECT_SWAPPED);
      run_job (self, self->route->handler);
    }
}

/* An answer given before the body is read: the body is dropped as it comes. */
static void
reject (EntAtlasExchange *self,
        const GError     *error)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (self->message), FALSE);
  send_error (self, error);
}

static gboolean
check_access (EntAtlasExchange *self,
              GError          **error)
{
  EntAtlasAccount *account = self->request->account;

  if (self->route->access == ENT_ATLAS_ACCESS_ANYONE)
    return TRUE;

  if (account == NULL)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAUTHORIZED, "You are not authorized to access this db.");
      return FALSE;
    }

  return self->route->access != ENT_ATLAS_ACCESS_ADMINISTRATOR || ent_atlas_rule_check_administrator (account, error);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (EntAtlasExchange) self = user_data;
  g_autoptr (GError) error = NULL;

  self->request->account = ent_atlas_gate_sign_in_finish (ENT_ATLAS_GATE (source), result, &error);
  if (self->over)
    return;

  if (self->request->account == NULL || !check_access (self, &error))
    reject (self, error);
  else
    soup_server_message_unpause (self->message);
}

/* `Basic` and base64 of "name:password"; %NULL if the client sent none. */
static char *
dup_credentials (EntAtlasRequest *request)
{
  const char *header = soup_message_headers_get_one (request->headers, "Authorization");
  g_autofree guchar *text = NULL;
  gsize length;

  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", strlen ("Basic ")) != 0)
    return NULL;

  text = g_base64_decode (header + strlen ("Basic "), &length);
  if (!g_utf8_validate_len ((const char *) text, length, NULL) || memchr (text, ':', length) == NULL)
    return NULL;

  return g_strndup ((const char *) text, length);
}

static char *
dup_cookie (EntAtlasExchange *self)
{
  const char *header = soup_message_headers_get_list (self->request->headers, "Cookie");
  g_auto (GStrv) cookies = header != NULL ? g_strsplit (header, ";", -1) : NULL;

  for (guint i = 0; cookies != NULL && cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (g_str_has_prefix (cookie, SESSION_COOKIE "=") && cookie[strlen (SESSION_COOKIE "=")] != '\0')
        return g_strdup (cookie + strlen (SESSION_COOKIE "="));
    }

  return NULL;
}

static void
resume_session (EntAtlasExchange *self)
{
  g_autofree char *token = dup_cookie (self);
  gboolean renew = FALSE;

  if (token == NULL)
    return;

  self->request->account = ent_atlas_gate_resume_session (self->gate, token, &renew);
  if (self->request->account == NULL)
    return;

  self->request->from_session = TRUE;
  g_set_str (&self->name, self->request->account->name);
  if (renew)
    ent_atlas_request_start_session (self->request, NULL);
}

static void
sign_in (EntAtlasExchange *self)
{
  g_autofree char *credentials = dup_credentials (self->request);
  g_autoptr (GError) error = NULL;

  if (credentials != NULL)
    {
      char *colon = strchr (credentials, ':');

      *colon = '\0';
      g_set_str (&self->name, credentials);
      soup_server_message_pause (self->message);
      ent_atlas_gate_sign_in_async (self->gate, self->address, credentials, colon + 1, signed_in_cb, g_object_ref (self));
      return;
    }

  resume_session (self);
  if (!check_access (self, &error))
    reject (self, error);
}

static gboolean
check_limits (EntAtlasExchange *self,
              GError          **error)
{
  SoupMessageHeaders *headers = self->request->headers;
  SoupMessageHeadersIter iter;
  const char *name, *value;
  gsize size = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    size += strlen (name) + strlen (value) + 4;

  if (size > ENT_ATLAS_LIMIT_HEADERS)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_HEADERS, "the request headers are too large");
      return FALSE;
    }

  if (soup_message_headers_get_content_length (headers) > ENT_ATLAS_LIMIT_BODY)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_LARGE, "the request entity is too large");
      return FALSE;
    }

  return TRUE;
}

/**
 * ent_atlas_exchange_read_headers:
 * @self: an exchange whose request's headers have come in
 *
 * Finds out what is asked and by whom, before the body is read.
 */
void
ent_atlas_exchange_read_headers (EntAtlasExchange *self)
{
  GUri *uri = soup_server_message_get_uri (self->message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ENT_ATLAS_IS_EXCHANGE (self));

  self->request = ent_atlas_request_new (soup_server_message_get_method (self->message), g_uri_get_path (uri),
                                         g_uri_get_query (uri), headers, &error);
  if (self->request == NULL)
    {
      /* What cannot be read is answered as if it had asked for nothing. */
      self->request = ent_atlas_request_new ("GET", "/", NULL, headers, NULL);
      reject (self, error);
      return;
    }

  self->request->store = self->store;
  self->request->gate = self->gate;
  self->request->is_secure = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0;
  self->route = ent_atlas_routes_find (self->request, &error);
  if (self->route == NULL || !check_limits (self, &error))
    reject (self, error);
  else
    sign_in (self);
}

/**
 * ent_atlas_exchange_stop:
 * @self: an exchange
 *
 * Ends a feed that waits, as if its time were up: the server is stopping.
 */
void
ent_atlas_exchange_stop (EntAtlasExchange *self)
{
  g_return_if_fail (ENT_ATLAS_IS_EXCHANGE (self));

  if (self->waiting)
    {
      self->request->timed_out = TRUE;
      run_job (self, self->request->reply.next);
    }
}

/**
 * ent_atlas_exchange_log:
 * @self: an exchange that is over
 *
 * Writes one line: who, what, how long. Neither bodies nor parameters nor
 * anything secret.
 */
void
ent_atlas_exchange_log (EntAtlasExchange *self)
{
  GUri *uri = soup_server_message_get_uri (self->message);
  g_autofree char *path = NULL;
  g_autofree char *status = NULL;
  gint64 milliseconds = (g_get_monotonic_time () - self->started) / 1000;

  g_return_if_fail (ENT_ATLAS_IS_EXCHANGE (self));

  path = g_strescape (uri != NULL ? g_uri_get_path (uri) : "", NULL);
  status = g_strdup_printf ("%u", soup_server_message_get_status (self->message));
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE,
                    "ATLAS_STATUS", status,
                    "ATLAS_METHOD", soup_server_message_get_method (self->message),
                    "ATLAS_PATH", path,
                    "ATLAS_ADDRESS", self->address,
                    "ATLAS_ACCOUNT", self->name != NULL ? self->name : "",
                    "MESSAGE", "%s %s %s %s %s %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT " ms", self->address,
                    self->name != NULL ? self->name : "-", soup_server_message_get_method (self->message), path, status,
                    self->sent, milliseconds);
}
