/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-exchange-private.h"

#include "ent-atlas-error.h"
#include "ent-atlas-gzip.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-rule.h"

#include <string.h>

/* The way out: jobs, parts of the answer, and feeds that wait. */

#define CHALLENGE "Basic realm=\"Entente Atlas\", charset=\"UTF-8\""
/* Fast rather than small: packing must not be slower than the network. */
#define PACK_LEVEL 2

static void run_job (EntAtlasExchange *self, EntAtlasHandler handler);
static void job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

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

static void
end_wait (EntAtlasExchange *self)
{
  self->request->timed_out = TRUE;
  run_job (self, self->request->reply.next);
}

static gboolean
timeout_cb (gpointer user_data)
{
  EntAtlasExchange *self = user_data;

  self->timeout_id = 0;
  end_wait (self);
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

  if (self->stopping)
    {
      end_wait (self);
      return;
    }
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

/* A sign of life is a chunk too: when it is out, the next job may run already, or the wait go on. */
static void
go_on (EntAtlasExchange *self)
{
  if (self->over || self->running || self->waiting || self->request->reply.next == NULL)
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

/* Too late for a status: an answer that ends before its end is the only sign left. */
static void
cut_short (EntAtlasExchange *self)
{
  self->request->reply.next = NULL;
  g_socket_shutdown (soup_server_message_get_socket (self->message), TRUE, TRUE, NULL);
  /* It is the next write that finds out. */
  append_body (self, "\n", 1);
  soup_server_message_unpause (self->message);
}

/* Answers with @error. */
void
ent_atlas_exchange_send_error (EntAtlasExchange *self,
                               const GError     *error)
{
  if (ent_atlas_error_get_status (error) >= 500)
    g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "MESSAGE", "failed: %s", error->message);

  if (self->answered)
    {
      cut_short (self);
      return;
    }

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
  self->running = TRUE;
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

  self->running = FALSE;
  if (self->over)
    return;

  if (done)
    send_part (self);
  else
    ent_atlas_exchange_send_error (self, error);
}

static void
run_on_server (EntAtlasExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (self->route->handler (self->request, NULL, &error))
    send_part (self);
  else
    ent_atlas_exchange_send_error (self, error);
}

/* Works out the answer of a request that has come in whole, and whose account is known. */
void
ent_atlas_exchange_run (EntAtlasExchange *self)
{
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  self->wrote_id = g_signal_connect_object (self->message, "wrote-chunk", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);

  if (self->route->place == ENT_ATLAS_PLACE_SERVER)
    {
      run_on_server (self);
      return;
    }

  self->changed_id = g_signal_connect_object (self->store, "changed", G_CALLBACK (database_changed_cb), self,
                                              G_CONNECT_SWAPPED);
  run_job (self, self->route->handler);
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

  self->stopping = TRUE;
  if (self->waiting)
    end_wait (self);
}
