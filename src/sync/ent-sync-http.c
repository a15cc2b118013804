/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to a server and its answer, bounded in every way. */
#include "ent-sync-http.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-record-json.h"

/* Silence after which a connection counts as dead. */
#define TIMEOUT_SECONDS 60
/* Those that wait for news must not hold up those that have some. */
#define CONNECTIONS_PER_HOST 8
#define CHUNK_BYTES (256 * 1024)
#define BODY_MAX (64 * 1024 * 1024)
/* Read in less than a frame; more is read in a thread of its own. */
#define QUICK_BYTES (32 * 1024)

typedef struct
{
  SoupMessage *message;    /* (nullable) (owned): until it is answered */
  GInputStream *stream;    /* (nullable) (owned) */
  GByteArray *body;        /* (not nullable) (owned) */
  EntSyncAnswer *answer;   /* (not nullable) (owned) */
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_byte_array_unref (exchange->body);
  ent_sync_answer_free (exchange->answer);
  g_free (exchange);
}

/**
 * ent_sync_http_new_session:
 *
 * Returns: (transfer full): a session of the thread's main context that sends no password but where it is told to
 */
SoupSession *
ent_sync_http_new_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Entente ", "timeout", TIMEOUT_SECONDS,
                                                        "max-conns-per-host", CONNECTIONS_PER_HOST, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  /* libsoup 3.6.5 lets go of every feature once too often where a connection breaks: this session has none, and answers are
   * unpacked here. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

/**
 * ent_sync_http_compose_authorization:
 * @user: (nullable): an account
 * @password: (nullable): its password
 *
 * Returns: (transfer full) (nullable): the header that proves who we are; %NULL for nobody
 */
char *
ent_sync_http_compose_authorization (const char *user,
                                     const char *password)
{
  g_autofree char *both = NULL;
  g_autofree char *encoded = NULL;

  if (user == NULL)
    return NULL;

  both = g_strconcat (user, ":", password != NULL ? password : "", NULL);
  encoded = g_base64_encode ((const guchar *) both, strlen (both));
  return g_strconcat ("Basic ", encoded, NULL);
}

static void
fail (GTask *task,
      GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  exchange->answer->status = 0;
  g_clear_error (&exchange->answer->error);
  exchange->answer->error = error;
  g_task_return_boolean (task, TRUE);
}

/* Whether a text is only the beginning of an object or a list, or not even that. */
static gboolean
is_cut_off (const char *text,
            gsize length)
{
  gboolean quoted = FALSE, opened = FALSE;
  gint64 depth = 0;

  for (gsize i = 0; i < length; i++)
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && (text[i] == '{' || text[i] == '['))
      {
        opened = TRUE;
        depth++;
      }
    else if (!quoted && (text[i] == '}' || text[i] == ']'))
      depth--;

  return !opened || quoted || depth > 0;
}

static void
parse_in_thread (GTask *task,
                 gpointer source,
                 gpointer task_data,
                 GCancellable *cancellable)
{
  Exchange *exchange = task_data;
  const char *text = exchange->body->len > 0 ? (const char *) exchange->body->data : "";
  gboolean wanted = SOUP_STATUS_IS_SUCCESSFUL (exchange->answer->status);

  exchange->answer->size = exchange->body->len;
  exchange->answer->json = ent_json_from_text (text, exchange->body->len, &exchange->answer->error);
  /* A connection that ends too early looks to libsoup like the end of a body in chunks. */
  if (wanted && exchange->answer->json == NULL && is_cut_off (text, exchange->body->len))
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _ ("the answer broke off.")));
  else
    g_task_return_boolean (task, TRUE);
}

static void
parse_body (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  if (g_strcmp0 (exchange->answer->type, "text/html") == 0)
    g_task_return_boolean (task, TRUE);
  else if (exchange->body->len <= QUICK_BYTES)
    parse_in_thread (task, NULL, exchange, NULL);
  else
    {
      /* The thread may be the last to let go of the task: what is libsoup's must not go there, where it fails. */
      g_clear_object (&exchange->stream);
      g_clear_object (&exchange->message);
      g_task_run_in_thread (task, parse_in_thread);
    }
}

static void
read_more (GTask *task);

static void
chunk_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size;
  gconstpointer data;

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }

  data = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      parse_body (task);
      return;
    }
  if (exchange->body->len + size > BODY_MAX)
    {
      exchange->answer->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "too large");
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_byte_array_append (exchange->body, data, size);
  read_more (task);
}

static void
read_more (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), chunk_read_cb,
                                   g_object_ref (task));
}

static char *
dup_header (SoupMessageHeaders *headers,
            const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);

  return value != NULL ? g_utf8_make_valid (value, -1) : NULL;
}

/* The body as it was before it was packed for the way. */
static GInputStream *
unpack (GInputStream *stream,
        SoupMessageHeaders *headers)
{
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");
  g_autoptr (GConverter) unpacker = NULL;

  if (g_strcmp0 (encoding, "gzip") != 0 && g_strcmp0 (encoding, "x-gzip") != 0)
    return g_object_ref (stream);

  unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (stream, unpacker);
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    {
      fail (task, error);
      return;
    }

  exchange->stream = unpack (stream, headers);
  exchange->answer->status = soup_message_get_status (exchange->message);
  exchange->answer->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  exchange->answer->retry_after = dup_header (headers, "Retry-After");
  exchange->answer->date = dup_header (headers, "Date");
  exchange->answer->location = dup_header (headers, "Location");
  read_more (task);
}

/**
 * ent_sync_http_send_async:
 * @session: a session
 * @url: of the database
 * @authorization: (nullable): see ent_sync_http_compose_authorization()
 * @request: what to send
 * @cancellable: (nullable): to stop it
 * @callback: called when it is answered, or will not be
 * @user_data: for @callback
 */
void
ent_sync_http_send_async (SoupSession *session,
                          const char *url,
                          const char *authorization,
                          const EntSyncRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);
  g_autofree char *full = g_strconcat (url, request->path, NULL);
  SoupMessageHeaders *headers;

  g_task_set_source_tag (task, ent_sync_http_send_async);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  g_task_set_check_cancellable (task, FALSE);
  exchange->message = soup_message_new (request->method, full);
  exchange->body = g_byte_array_new ();
  exchange->answer = ent_sync_answer_new (0, NULL);

  /* A redirect is for the user to decide on: the password goes to no other place by itself. And where a connection that has
   * been used before breaks, libsoup 3.6.5 sends the request again by itself and forgets that it has: it hangs or crashes. */
  soup_message_add_flags (exchange->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  headers = soup_message_get_request_headers (exchange->message);
  soup_message_headers_append (headers, "Connection", "close");
  soup_message_headers_append (headers, "Accept", "application/json");
  soup_message_headers_append (headers, "Accept-Encoding", "gzip");
  if (authorization != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);
  if (request->body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (request->body, strlen (request->body));

      soup_message_set_request_body_from_bytes (exchange->message, "application/json", bytes);
    }

  soup_session_send_async (session, exchange->message, G_PRIORITY_DEFAULT, cancellable, sent_cb, task);
}

/**
 * ent_sync_http_send_finish:
 * @session: a session
 * @result: of ent_sync_http_send_async()
 *
 * Returns: (transfer full): the answer; where there is none, it says why
 */
EntSyncAnswer *
ent_sync_http_send_finish (SoupSession *session,
                           GAsyncResult *result)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  return g_steal_pointer (&exchange->answer);
}
