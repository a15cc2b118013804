/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-exchange-private.h"

#include "ent-atlas-connections.h"
#include "ent-atlas-credentials.h"
#include "ent-atlas-error.h"
#include "ent-atlas-handlers.h"
#include "ent-atlas-limits.h"
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

G_DEFINE_FINAL_TYPE (EntAtlasExchange, ent_atlas_exchange, G_TYPE_OBJECT)

/* What all exchanges hold together. */
static gsize bytes_held;

static void got_chunk_cb (EntAtlasExchange *self, GBytes *chunk);

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
      g_clear_signal_handler (&self->chunk_id, self->message);
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

  bytes_held -= self->held;
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
  self->behind_proxy = behind_proxy;
  self->address = ent_atlas_credentials_dup_address (message, behind_proxy);
  self->chunk_id = g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, G_CONNECT_SWAPPED);
  self->finished_id = g_signal_connect_object (message, "finished", G_CALLBACK (message_finished_cb), self,
                                               G_CONNECT_SWAPPED);
  return self;
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
    ent_atlas_exchange_send_error (self, error);
  else
    ent_atlas_exchange_run (self);
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
      ent_atlas_exchange_send_error (self, error);
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
  if (self->route->handler == ent_atlas_handle_session_post)
    sign_in_with_body (self);
  else
    ent_atlas_exchange_run (self);
}

/* An answer given before the body is read: the body is dropped as it comes. */
static void
reject (EntAtlasExchange *self,
        const GError     *error)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (self->message), FALSE);
  ent_atlas_exchange_send_error (self, error);
}

static gboolean
check_access (EntAtlasExchange *self,
              GError          **error)
{
  EntAtlasAccount *account = self->request->account;

  if (self->route->access == ENT_ATLAS_ACCESS_ANYONE)
    return TRUE;

  if (account == NULL)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_UNAUTHORIZED, "You are not authorized to access this db.");

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

static void
resume_session (EntAtlasExchange *self)
{
  g_autofree char *token = ent_atlas_credentials_dup_session (self->request->headers);
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
  g_autofree char *credentials = ent_atlas_credentials_dup_basic (self->request->headers);
  g_autoptr (GError) error = NULL;

  if (credentials != NULL)
    {
      char *colon = strchr (credentials, ':');

      *colon = '\0';
      g_set_str (&self->name, credentials);
      soup_server_message_pause (self->message);
      ent_atlas_gate_sign_in_async (self->gate, self->address, credentials, colon + 1, signed_in_cb,
                                    g_object_ref (self));
      return;
    }

  resume_session (self);
  if (!check_access (self, &error))
    reject (self, error);
}

static gboolean
check_size (EntAtlasExchange *self,
            GError          **error)
{
  SoupMessageHeaders *headers = self->request->headers;
  SoupMessageHeadersIter iter;
  const char *name, *value;
  gsize size = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    size += strlen (name) + strlen (value) + strlen (": \r\n");

  if (size > ENT_ATLAS_LIMIT_HEADERS)
    g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_HEADERS, "the request headers are too large");
  else if (soup_message_headers_get_content_length (headers) > ENT_ATLAS_LIMIT_BODY)
    g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_LARGE, "the request entity is too large");
  else
    return TRUE;

  return FALSE;
}

/* A client that means to send very much more than is taken would get its answer only after all of it. */
static void
cut (EntAtlasExchange *self)
{
  g_autoptr (GError) error = g_error_new_literal (ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_LARGE,
                                                  "the request entity is too large");

  ent_atlas_connections_cut (self->message, error);
}

static void
refuse_body (EntAtlasExchange *self,
             EntAtlasError     kind,
             const char       *reason)
{
  g_autoptr (GError) error = g_error_new_literal (ENT_ATLAS_ERROR, (int) kind, reason);

  bytes_held -= self->held;
  self->held = 0;
  reject (self, error);
}

/* A body may come without its length announced. What is too much is dropped as it comes, so that the client reads the
 * answer; from one that does not stop, the connection is taken away. */
static void
got_chunk_cb (EntAtlasExchange *self,
              GBytes           *chunk)
{
  gsize size = g_bytes_get_size (chunk);

  self->received += size;
  if (self->received > ENT_ATLAS_LIMIT_DROPPED)
    cut (self);

  if (soup_server_message_get_status (self->message) != 0)
    return;

  self->held += size;
  bytes_held += size;
  if (self->received > ENT_ATLAS_LIMIT_BODY)
    refuse_body (self, ENT_ATLAS_ERROR_TOO_LARGE, "the request entity is too large");
  else if (bytes_held > ENT_ATLAS_LIMIT_BODIES)
    refuse_body (self, ENT_ATLAS_ERROR_UNAVAILABLE, "Too much is being sent at once: try again later");
}

/**
 * ent_atlas_exchange_read_headers:
 * @self: an exchange whose request's headers have come in
 * @refusal: (nullable): why the server does not even look at it
 *
 * Finds out what is asked and by whom, before the body is read.
 */
void
ent_atlas_exchange_read_headers (EntAtlasExchange *self,
                                 const GError     *refusal)
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
  self->request->is_secure = g_str_equal (g_uri_get_scheme (uri), "https")
                             || (self->behind_proxy && ent_atlas_credentials_is_forwarded_secure (headers));
  if (refusal != NULL)
    {
      error = g_error_copy (refusal);
      ent_atlas_request_set_header (self->request, "Connection", "close");
    }
  else
    self->route = ent_atlas_routes_find (self->request, &error);
  if (self->route == NULL || !check_size (self, &error))
    {
      reject (self, error);
      if (soup_message_headers_get_content_length (headers) > ENT_ATLAS_LIMIT_DROPPED)
        cut (self);
    }
  else
    sign_in (self);
}

/* An account's name is fit for a log; what somebody only says is a name may have lines of its own. */
static char *
dup_name (EntAtlasExchange *self)
{
  if (self->request != NULL && self->request->account != NULL)
    return g_strdup (self->request->account->name);

  return self->name != NULL ? g_strescape (self->name, NULL) : g_strdup ("-");
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
  g_autofree char *name = NULL;
  g_autofree char *status = NULL;
  gint64 milliseconds = (g_get_monotonic_time () - self->started) / 1000;

  g_return_if_fail (ENT_ATLAS_IS_EXCHANGE (self));

  path = g_strescape (uri != NULL ? g_uri_get_path (uri) : "", NULL);
  name = dup_name (self);
  status = g_strdup_printf ("%u", soup_server_message_get_status (self->message));
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE,
                    "ATLAS_STATUS", status,
                    "ATLAS_METHOD", soup_server_message_get_method (self->message),
                    "ATLAS_PATH", path,
                    "ATLAS_ADDRESS", self->address,
                    "ATLAS_ACCOUNT", name,
                    "MESSAGE", "%s %s %s %s %s %" G_GINT64_FORMAT " bytes %" G_GINT64_FORMAT " ms", self->address, name,
                    soup_server_message_get_method (self->message), path, status, self->sent, milliseconds);
}
