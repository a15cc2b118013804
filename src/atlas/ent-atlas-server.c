/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-server.h"

#include "ent-atlas-connections.h"
#include "ent-atlas-error.h"
#include "ent-atlas-exchange.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define EXCHANGE_KEY "ent-atlas-exchange"
#define CLOSE_IDLE_SECONDS 60
/* How long those may take who are being answered when the server stops. */
#define STOP_SECONDS 10
/* How many may be waiting to be let in: a whole country's desks that come back at once. */
#define BACKLOG 1024

struct _EntAtlasServer
{
  GObject parent_instance;

  SoupServer *soup; /* (not nullable) (owned) */
  EntAtlasStore *store; /* (not nullable) (owned) */
  EntAtlasGate *gate; /* (not nullable) (owned) */
  EntAtlasConnections *connections; /* (not nullable) (owned) */
  GHashTable *exchanges; /* (owned) (element-type EntAtlasExchange): those under way */
  guint idle_id;
  gboolean quiet;
  gboolean behind_proxy;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (EntAtlasServer, ent_atlas_server, G_TYPE_OBJECT)

static void
ent_atlas_server_dispose (GObject *object)
{
  EntAtlasServer *self = ENT_ATLAS_SERVER (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->exchanges, g_hash_table_unref);
  g_clear_object (&self->connections);
  g_clear_object (&self->gate);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_atlas_server_parent_class)->dispose (object);
}

static void
ent_atlas_server_class_init (EntAtlasServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ent_atlas_server_dispose;
}

static void
ent_atlas_server_init (EntAtlasServer *self)
{
  self->connections = ent_atlas_connections_new ();
  self->exchanges = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

static void
headers_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  EntAtlasServer *self = user_data;
  EntAtlasExchange *exchange = ent_atlas_exchange_new (message, self->store, self->gate, self->behind_proxy);
  g_autoptr (GError) refusal = NULL;

  g_hash_table_add (self->exchanges, exchange);
  g_object_set_data (G_OBJECT (message), EXCHANGE_KEY, exchange);
  if (self->stopping)
    g_set_error_literal (&refusal, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAVAILABLE, "The server is stopping");
  else if (!ent_atlas_connections_admits (self->connections, message))
    g_set_error_literal (&refusal, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_MANY, "Too many connections from this address");
  ent_atlas_exchange_read_headers (exchange, refusal);
}

static void
body_read_cb (SoupServer        *soup,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           user_data)
{
  ent_atlas_exchange_read_body (g_object_get_data (G_OBJECT (message), EXCHANGE_KEY));
}

static void
request_started_cb (EntAtlasServer    *self,
                    SoupServerMessage *message)
{
  ent_atlas_connections_watch (self->connections, message);
}

static void
request_over_cb (EntAtlasServer    *self,
                 SoupServerMessage *message)
{
  EntAtlasExchange *exchange = g_object_steal_data (G_OBJECT (message), EXCHANGE_KEY);

  if (exchange == NULL)
    return;

  if (!self->quiet)
    ent_atlas_exchange_log (exchange);
  g_hash_table_remove (self->exchanges, exchange);
}

static gboolean
close_idle_cb (gpointer user_data)
{
  ent_atlas_store_close_idle (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * ent_atlas_server_new:
 * @store: the databases
 * @gate: the accounts
 * @certificate: (nullable): what proves to clients who this is; without it connections are not encrypted
 *
 * Returns: (transfer full): a server that does not listen yet
 */
EntAtlasServer *
ent_atlas_server_new (EntAtlasStore   *store,
                      EntAtlasGate    *gate,
                      GTlsCertificate *certificate)
{
  EntAtlasServer *self = g_object_new (ENT_ATLAS_TYPE_SERVER, NULL);

  self->store = g_object_ref (store);
  self->gate = g_object_ref (gate);
  self->soup = soup_server_new ("tls-certificate", certificate, "server-header", "entente-atlas", "raw-paths", TRUE,
                                NULL);
  soup_server_add_early_handler (self->soup, NULL, headers_read_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, body_read_cb, self, NULL);
  g_signal_connect_object (self->soup, "request-started", G_CALLBACK (request_started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->soup, "request-finished", G_CALLBACK (request_over_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->soup, "request-aborted", G_CALLBACK (request_over_cb), self, G_CONNECT_SWAPPED);
  self->idle_id = g_timeout_add_seconds (CLOSE_IDLE_SECONDS, close_idle_cb, store);
  return self;
}

/**
 * ent_atlas_server_set_quiet:
 * @self: a server
 * @quiet: whether not to log each request
 */
void
ent_atlas_server_set_quiet (EntAtlasServer *self,
                            gboolean        quiet)
{
  g_return_if_fail (ENT_ATLAS_IS_SERVER (self));

  self->quiet = quiet;
}

/**
 * ent_atlas_server_set_behind_proxy:
 * @self: a server
 * @behind_proxy: whether all clients come through a proxy that says where they are
 */
void
ent_atlas_server_set_behind_proxy (EntAtlasServer *self,
                                   gboolean        behind_proxy)
{
  g_return_if_fail (ENT_ATLAS_IS_SERVER (self));

  self->behind_proxy = behind_proxy;
}

/**
 * ent_atlas_server_set_limits:
 * @self: a server
 * @connections: how many connections one address may have, 0 for any number
 * @request_seconds: how long a request may take to come in
 */
void
ent_atlas_server_set_limits (EntAtlasServer *self,
                             guint           connections,
                             guint           request_seconds)
{
  g_return_if_fail (ENT_ATLAS_IS_SERVER (self));

  ent_atlas_connections_set_maximum (self->connections, connections);
  ent_atlas_connections_set_request_time (self->connections, request_seconds);
}

static GSocketAddress *
parse_address (const char *text,
               GError    **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (text, ENT_ATLAS_SERVER_DEFAULT_PORT, error);
  GSocketAddress *address;
  GNetworkAddress *network;

  if (connectable == NULL)
    return NULL;

  network = G_NETWORK_ADDRESS (connectable);
  address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (network),
                                                   g_network_address_get_port (network));
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Not an address in figures and a port: %s"), text);
  return address;
}

static GSocket *
open_socket (GSocketAddress *address,
             GError        **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

/**
 * ent_atlas_server_listen:
 * @self: a server
 * @address: a numeric address and a port, `127.0.0.1:5985` or `[::1]:5985`; port 0 chooses one
 * @error: return location for an error
 *
 * Listens where it is safe to: passwords do not cross a network unencrypted.
 *
 * Returns: whether it listens there
 */
gboolean
ent_atlas_server_listen (EntAtlasServer *self,
                         const char     *address,
                         GError        **error)
{
  g_autoptr (GSocketAddress) socket_address = NULL;
  g_autoptr (GSocket) socket = NULL;
  GInetAddress *host;

  g_return_val_if_fail (ENT_ATLAS_IS_SERVER (self), FALSE);

  socket_address = parse_address (address, error);
  if (socket_address == NULL)
    return FALSE;

  host = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address));
  if (!g_inet_address_get_is_loopback (host) && !soup_server_is_https (self->soup) && !self->behind_proxy)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("Passwords would cross the network unencrypted at %s: give --tls-certificate and --tls-key, or "
                     "--behind-proxy if a proxy encrypts"), address);
      return FALSE;
    }

  socket = open_socket (socket_address, error);
  return socket != NULL
         && soup_server_listen_socket (self->soup, socket,
                                       soup_server_is_https (self->soup) ? SOUP_SERVER_LISTEN_HTTPS : 0, error);
}

/**
 * ent_atlas_server_dup_uri:
 * @self: a server that listens
 *
 * Returns: (transfer full) (nullable): where
 */
char *
ent_atlas_server_dup_uri (EntAtlasServer *self)
{
  GSList *uris;
  char *uri = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_SERVER (self), NULL);

  uris = soup_server_get_uris (self->soup);
  if (uris != NULL)
    uri = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return uri;
}

static gboolean
set_true_cb (gpointer user_data)
{
  gboolean *late = user_data;

  *late = TRUE;
  return G_SOURCE_CONTINUE;
}

/**
 * ent_atlas_server_stop:
 * @self: a server
 *
 * Ends the feeds, answers what has been asked already, for some seconds at
 * most, and closes all connections. Runs the main context meanwhile.
 */
void
ent_atlas_server_stop (EntAtlasServer *self)
{
  gboolean late = FALSE;
  GHashTableIter iter;
  gpointer exchange;
  guint id;

  g_return_if_fail (ENT_ATLAS_IS_SERVER (self));

  self->stopping = TRUE;
  g_hash_table_iter_init (&iter, self->exchanges);
  while (g_hash_table_iter_next (&iter, &exchange, NULL))
    ent_atlas_exchange_stop (exchange);

  id = g_timeout_add_seconds (STOP_SECONDS, set_true_cb, &late);
  while (g_hash_table_size (self->exchanges) > 0 && !late)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (id);
  soup_server_disconnect (self->soup);
}
