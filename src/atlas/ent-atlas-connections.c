/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-connections.h"

#include "ent-atlas-error.h"
#include "ent-atlas-json.h"
#include "ent-atlas-limits.h"

#include <string.h>

#define TIMER_KEY "ent-atlas-timer"

struct _EntAtlasConnections
{
  GObject parent_instance;

  GHashTable *counts; /* (owned) (element-type utf8 guint): open connections by address */
  GHashTable *sockets; /* (owned) (element-type GSocket utf8): the address of each, not referenced */
  guint maximum; /* of one address, 0 for any number */
  guint request_seconds;
};

G_DEFINE_FINAL_TYPE (EntAtlasConnections, ent_atlas_connections, G_TYPE_OBJECT)

static void
socket_gone_cb (gpointer data,
                GObject *was_socket)
{
  EntAtlasConnections *self = data;
  const char *address = g_hash_table_lookup (self->sockets, was_socket);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, address));

  if (count > 1)
    g_hash_table_replace (self->counts, g_strdup (address), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (self->counts, address);
  g_hash_table_remove (self->sockets, was_socket);
}

static void
ent_atlas_connections_dispose (GObject *object)
{
  EntAtlasConnections *self = ENT_ATLAS_CONNECTIONS (object);
  GHashTableIter iter;
  gpointer socket;

  if (self->sockets != NULL)
    {
      g_hash_table_iter_init (&iter, self->sockets);
      while (g_hash_table_iter_next (&iter, &socket, NULL))
        g_object_weak_unref (socket, socket_gone_cb, self);
    }
  g_clear_pointer (&self->sockets, g_hash_table_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);

  G_OBJECT_CLASS (ent_atlas_connections_parent_class)->dispose (object);
}

static void
ent_atlas_connections_class_init (EntAtlasConnectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_atlas_connections_dispose;
}

static void
ent_atlas_connections_init (EntAtlasConnections *self)
{
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->maximum = ENT_ATLAS_LIMIT_CONNECTIONS;
  self->request_seconds = ENT_ATLAS_LIMIT_REQUEST_TIME;
}

/**
 * ent_atlas_connections_new:
 *
 * Returns: (transfer full): a count of no connections
 */
EntAtlasConnections *
ent_atlas_connections_new (void)
{
  return g_object_new (ENT_ATLAS_TYPE_CONNECTIONS, NULL);
}

/**
 * ent_atlas_connections_set_maximum:
 * @self: the connections
 * @maximum: how many one address may have, 0 for any number
 */
void
ent_atlas_connections_set_maximum (EntAtlasConnections *self,
                                   guint                maximum)
{
  g_return_if_fail (ENT_ATLAS_IS_CONNECTIONS (self));

  self->maximum = maximum;
}

/**
 * ent_atlas_connections_set_request_time:
 * @self: the connections
 * @seconds: how long a request may take to come in
 */
void
ent_atlas_connections_set_request_time (EntAtlasConnections *self,
                                        guint                seconds)
{
  g_return_if_fail (ENT_ATLAS_IS_CONNECTIONS (self));

  self->request_seconds = seconds;
}

static void
count_socket (EntAtlasConnections *self,
              GSocket             *socket,
              const char          *address)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, address));

  g_hash_table_replace (self->counts, g_strdup (address), GUINT_TO_POINTER (count + 1));
  g_hash_table_insert (self->sockets, socket, g_strdup (address));
  g_object_weak_ref (G_OBJECT (socket), socket_gone_cb, self);
  g_socket_set_timeout (socket, ENT_ATLAS_LIMIT_SILENCE);
}

static char *
compose_answer (const GError *error)
{
  guint status = ent_atlas_error_get_status (error);
  g_autoptr (GString) body = g_string_new ("{");

  ent_atlas_json_append_member (body, "error", ent_atlas_error_get_name (error));
  ent_atlas_json_append_member (body, "reason", error->message);
  g_string_append_c (body, '}');
  return g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                          "\r\nConnection: close\r\n\r\n%s",
                          status, soup_status_get_phrase (status), body->len, body->str);
}

/**
 * ent_atlas_connections_cut:
 * @message: a request that has not come in, and will not be waited for
 * @error: why
 *
 * Ends its connection. The answer is sent by hand: the library would first
 * read the request to its end.
 */
void
ent_atlas_connections_cut (SoupServerMessage *message,
                           const GError      *error)
{
  GSocket *socket = soup_server_message_get_socket (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *answer = compose_answer (error);

  /* Inside an encrypted connection the answer would be rubbish. Before the headers are in, nobody knows. */
  if (uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0)
    g_socket_send (socket, answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
request_late_cb (gpointer user_data)
{
  SoupServerMessage *message = user_data;
  g_autoptr (GError) error = g_error_new_literal (ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TIMEOUT,
                                                  "The request took too long to send");

  ent_atlas_connections_cut (message, error);
  g_object_steal_data (G_OBJECT (message), TIMER_KEY);
  return G_SOURCE_REMOVE;
}

static void
remove_timer (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static void
request_complete_cb (SoupServerMessage *message)
{
  g_object_set_data (G_OBJECT (message), TIMER_KEY, NULL);
}

/**
 * ent_atlas_connections_watch:
 * @self: the connections
 * @message: a request of which the first bytes have come in
 *
 * Counts its connection, and cuts it if the rest does not come in time.
 */
void
ent_atlas_connections_watch (EntAtlasConnections *self,
                             SoupServerMessage   *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  const char *address = soup_server_message_get_remote_host (message);
  guint id;

  g_return_if_fail (ENT_ATLAS_IS_CONNECTIONS (self));

  if (socket == NULL)
    return;

  if (!g_hash_table_contains (self->sockets, socket))
    count_socket (self, socket, address != NULL ? address : "");

  id = g_timeout_add_seconds (self->request_seconds, request_late_cb, message);
  g_object_set_data_full (G_OBJECT (message), TIMER_KEY, GUINT_TO_POINTER (id), remove_timer);
  g_signal_connect (message, "got-body", G_CALLBACK (request_complete_cb), NULL);
  g_signal_connect (message, "finished", G_CALLBACK (request_complete_cb), NULL);
}

/**
 * ent_atlas_connections_admits:
 * @self: the connections
 * @message: a request
 *
 * Returns: whether its address has no more connections than it may have
 */
gboolean
ent_atlas_connections_admits (EntAtlasConnections *self,
                              SoupServerMessage   *message)
{
  const char *address = soup_server_message_get_remote_host (message);

  g_return_val_if_fail (ENT_ATLAS_IS_CONNECTIONS (self), FALSE);

  return self->maximum == 0
         || GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, address != NULL ? address : "")) <= self->maximum;
}
