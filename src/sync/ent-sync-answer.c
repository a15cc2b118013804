/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the server means for a round of synchronising, and how to say so. */
#include "ent-sync-answer.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "ent-error.h"

#define REASON_MAX_CHARS 300
/* RFC 6585; libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429
#define INSUFFICIENT_STORAGE 507

/**
 * ent_sync_answer_new:
 * @status: of HTTP
 * @json: (nullable) (transfer full): the body
 *
 * Returns: (transfer full): an answer
 */
EntSyncAnswer *
ent_sync_answer_new (guint status,
                     JsonNode *json)
{
  EntSyncAnswer *answer = g_new0 (EntSyncAnswer, 1);

  answer->status = status;
  answer->json = json;
  return answer;
}

/**
 * ent_sync_answer_free:
 * @answer: (nullable) (transfer full): an answer
 */
void
ent_sync_answer_free (EntSyncAnswer *answer)
{
  if (answer == NULL)
    return;

  g_free (answer->type);
  g_free (answer->retry_after);
  g_free (answer->date);
  g_free (answer->location);
  g_clear_pointer (&answer->json, json_node_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

/**
 * ent_sync_answer_get_member:
 * @answer: an answer
 * @name: of a member of its body
 *
 * Returns: (nullable): its text
 */
const char *
ent_sync_answer_get_member (const EntSyncAnswer *answer,
                            const char *name)
{
  JsonNode *node = answer->json != NULL && JSON_NODE_HOLDS_OBJECT (answer->json)
                     ? json_object_get_member (json_node_get_object (answer->json), name)
                     : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static EntSyncVerdict
give_up (GError **error,
         const char *message)
{
  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FAILED, message);
  return ENT_SYNC_VERDICT_FATAL;
}

static EntSyncVerdict
judge_tls (const GError *reason,
           GError **error)
{
  if (reason->code == G_TLS_ERROR_BAD_CERTIFICATE)
    return give_up (error, _ ("The server cannot prove who it is: its certificate is not valid. Nothing was sent. Check the address, or ask whoever runs the server."));

  g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("No secure connection to the server could be made: %s"), reason->message);
  return ENT_SYNC_VERDICT_FATAL;
}

static EntSyncVerdict
judge_transport (const GError *reason,
                 GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (reason));
      return ENT_SYNC_VERDICT_FATAL;
    }
  if (reason->domain == G_TLS_ERROR)
    return judge_tls (reason, error);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_BUSY, _ ("The server takes too long to answer. Try again later."));
      return ENT_SYNC_VERDICT_LESS;
    }

  if (reason->domain == G_RESOLVER_ERROR)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_BUSY, _ ("The server was not found. Are you connected to the network, and is the address right?"));
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_BUSY, _ ("Nothing answers at the server’s address. Is the server running, and is the address right?"));
  else
    g_set_error (error, ENT_ERROR, ENT_ERROR_BUSY, _ ("The connection to the server failed: %s"), reason->message);
  return ENT_SYNC_VERDICT_AGAIN;
}

/**
 * ent_sync_answer_quote:
 * @text: what a server says, perhaps hostile
 *
 * Returns: (transfer full): the same, fit to be shown in one of our sentences
 */
char *
ent_sync_answer_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *quoted = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), REASON_MAX_CHARS));

  for (char *p = quoted; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';

  return quoted;
}

static EntSyncVerdict
judge_redirect (const EntSyncAnswer *answer,
                GError **error)
{
  g_autofree char *location = answer->location != NULL ? ent_sync_answer_quote (answer->location) : NULL;

  if (location == NULL)
    return give_up (error, _ ("The server sends us elsewhere without saying where. Is the address right?"));

  /* Not followed: the password must not go where nobody has said that it should. */
  g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The server sends us to another address, %s. If you trust it, set that address up instead."),
               location);
  return ENT_SYNC_VERDICT_FATAL;
}

static void
set_server_error (const EntSyncAnswer *answer,
                  EntError code,
                  const char *message,
                  GError **error)
{
  const char *reason = ent_sync_answer_get_member (answer, "reason");
  g_autofree char *detail = reason != NULL ? ent_sync_answer_quote (reason) : NULL;

  if (detail != NULL && *detail != '\0')
    /* Translators: a sentence of ours, then the server's own words. */
    g_set_error (error, ENT_ERROR, code, _ ("%s It says: “%s”"), message, detail);
  else
    g_set_error_literal (error, ENT_ERROR, code, message);
}

static EntSyncVerdict
judge_success (const EntSyncAnswer *answer,
               GError **error)
{
  if (answer->json != NULL)
    return ENT_SYNC_VERDICT_FINE;
  if (g_strcmp0 (answer->type, "text/html") == 0)
    return give_up (error, _ ("The address answers with a web page, not with a database. Are you behind a network’s sign-in page, and is the address right?"));

  if (g_error_matches (answer->error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The server sends more at once than can be taken in."));
  else
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The server’s answer cannot be read. Try again later; if that does not help, ask whoever runs the server."));
  return ENT_SYNC_VERDICT_LESS;
}

static EntSyncVerdict
judge_refusal (const EntSyncAnswer *answer,
               GError **error)
{
  switch (answer->status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return give_up (error, _ ("The server does not accept the account or its password. Check both."));
    case SOUP_STATUS_FORBIDDEN:
      set_server_error (answer, ENT_ERROR_FAILED, _ ("The account may not do this on the server. Ask whoever runs it."), error);
      return ENT_SYNC_VERDICT_FATAL;
    case SOUP_STATUS_PROXY_UNAUTHORIZED:
      return give_up (error, _ ("The network’s proxy asks for an account. Sign in to the network first."));
    case SOUP_STATUS_NOT_FOUND:
      set_server_error (answer, ENT_ERROR_NOT_FOUND, _ ("There is no such database at this address. Write the address of the server alone, without a database’s name, and check it."), error);
      return ENT_SYNC_VERDICT_BAD;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      set_server_error (answer, ENT_ERROR_FAILED, _ ("This is more than the server accepts."), error);
      return ENT_SYNC_VERDICT_LESS;
    default:
      set_server_error (answer, ENT_ERROR_FAILED, _ ("The server does not understand us. Is it a CouchDB or an Entente Atlas?"), error);
      return ENT_SYNC_VERDICT_BAD;
    }
}

static EntSyncVerdict
judge_trouble (const EntSyncAnswer *answer,
               GError **error)
{
  switch (answer->status)
    {
    case TOO_MANY_REQUESTS:
      set_server_error (answer, ENT_ERROR_BUSY, _ ("The server has too much to do. Try again later."), error);
      return ENT_SYNC_VERDICT_AGAIN;
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      set_server_error (answer, ENT_ERROR_BUSY, _ ("The server takes too long to answer. Try again later."), error);
      return ENT_SYNC_VERDICT_LESS;
    case SOUP_STATUS_BAD_GATEWAY:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      set_server_error (answer, ENT_ERROR_BUSY, _ ("The server is out of service for the moment. Try again later."), error);
      return ENT_SYNC_VERDICT_AGAIN;
    case INSUFFICIENT_STORAGE:
      return give_up (error, _ ("The server has no space left. Nothing is lost: it is sent once there is. Tell whoever runs the server."));
    default:
      /* CouchDB reports some missing permissions so. */
      set_server_error (answer, ENT_ERROR_FAILED, _ ("The server failed. Try again later; if that does not help, ask whoever runs it."), error);
      return ENT_SYNC_VERDICT_AGAIN;
    }
}

/**
 * ent_sync_answer_judge:
 * @answer: an answer
 * @error: set to what is wrong, in the user's words, unless it is fine
 *
 * Returns: what to do about it
 */
EntSyncVerdict
ent_sync_answer_judge (const EntSyncAnswer *answer,
                       GError **error)
{
  if (answer->status == 0 && answer->error != NULL)
    return judge_transport (answer->error, error);
  if (answer->status >= 200 && answer->status < 300)
    return judge_success (answer, error);
  if (answer->status >= 300 && answer->status < 400)
    return judge_redirect (answer, error);
  if (answer->status >= 500 || answer->status == TOO_MANY_REQUESTS || answer->status == SOUP_STATUS_REQUEST_TIMEOUT)
    return judge_trouble (answer, error);

  return judge_refusal (answer, error);
}

/**
 * ent_sync_answer_get_delay:
 * @answer: an answer
 * @now: the time here, in seconds since 1970, for servers that do not tell theirs: it may be wrong by any amount
 *
 * Returns: how many seconds the server asks to be left alone; -1 where it does not say
 */
double
ent_sync_answer_get_delay (const EntSyncAnswer *answer,
                           gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) there = answer->date != NULL ? soup_date_time_new_from_http_string (answer->date) : NULL;
  guint64 seconds;

  if (answer->retry_after == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (answer->retry_after, 10, 0, G_MAXUINT32, &seconds, NULL))
    return seconds;

  date = soup_date_time_new_from_http_string (answer->retry_after);
  return date != NULL ? MAX (0, g_date_time_to_unix (date) - (there != NULL ? g_date_time_to_unix (there) : now)) : -1;
}
