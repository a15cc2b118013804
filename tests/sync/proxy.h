/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proxy between a desk and a server, in a thread of its own, which cuts the line after any byte, or puts words into the
 * server's mouth. It takes every connection for one request, as the desk does. */
#pragma once

#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

typedef enum
{
  PROXY_REQUEST,
  PROXY_ANSWER,
} ProxyWay;

typedef struct
{
  GThread *thread;         /* (owned) */
  GMainContext *context;   /* (owned) */
  GMainLoop *loop;         /* (owned) */
  GSocketService *service; /* (owned): of the thread */
  GCancellable *stop;      /* (owned): ends what the thread still waits for */
  guint16 to;              /* port of the server */
  char *url;               /* (owned): of the proxy */

  GMutex mutex;            /* guards what follows */
  goffset passed[2];       /* bytes either way since the last proxy_cut() */
  goffset left[2];         /* bytes before the next cut */
  goffset first[2];        /* the same, where there is another cut after that one */
  guint cuts[2];           /* how many are left to do */
  guint n_requests;        /* since the last proxy_replace() */
  guint nth;               /* request whose answer is replaced */
  GBytes *replacement;     /* (nullable) (owned) */
  gboolean heard;          /* whether the server gets that request all the same */
} Proxy;

/* Two sockets that are one line; either way is pumped by itself. */
typedef struct
{
  GSocketConnection *ends[2];
  GBytes *replacement; /* (nullable) (owned): of the answer */
  gboolean heard;
} ProxyLine;

typedef struct
{
  Proxy *proxy;
  ProxyLine *line;
  ProxyWay way;
  char buffer[65536];
} ProxyPump;

static inline void
proxy_line_clear (ProxyLine *line)
{
  g_object_unref (line->ends[0]);
  g_object_unref (line->ends[1]);
  g_clear_pointer (&line->replacement, g_bytes_unref);
}

static inline void
proxy_pump_free (ProxyPump *pump)
{
  for (guint i = 0; i < 2; i++)
    g_socket_shutdown (g_socket_connection_get_socket (pump->line->ends[i]), TRUE, TRUE, NULL);
  g_rc_box_release_full (pump->line, (GDestroyNotify) proxy_line_clear);
  g_free (pump);
}

/* How many of @length bytes pass. */
static inline gsize
proxy_let_pass (ProxyPump *pump,
                gsize length)
{
  Proxy *proxy = pump->proxy;
  ProxyWay way = pump->way;
  gsize pass = length;

  g_mutex_lock (&proxy->mutex);
  if (proxy->cuts[way] > 0 && (goffset) length > proxy->left[way])
    {
      pass = proxy->left[way];
      proxy->left[way] = proxy->first[way];
      proxy->cuts[way]--;
    }
  else
    proxy->left[way] -= length;
  proxy->passed[way] += pass;
  g_mutex_unlock (&proxy->mutex);
  return pass;
}

/* Whether it is the moment to say something else than the server. */
static inline gboolean
proxy_replaces (ProxyPump *pump)
{
  return pump->line->replacement != NULL && (pump->way == PROXY_ANSWER) == pump->line->heard;
}

static inline void
proxy_answer_instead (ProxyPump *pump)
{
  GOutputStream *to = g_io_stream_get_output_stream (G_IO_STREAM (pump->line->ends[0]));

  g_output_stream_write_all (to, g_bytes_get_data (pump->line->replacement, NULL), g_bytes_get_size (pump->line->replacement), NULL, NULL, NULL);
}

static inline void
proxy_pump_on (ProxyPump *pump);

static inline void
proxy_pumped_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  ProxyPump *pump = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  gsize pass = length > 0 ? proxy_let_pass (pump, length) : 0;
  GOutputStream *to = g_io_stream_get_output_stream (G_IO_STREAM (pump->line->ends[pump->way == PROXY_REQUEST ? 1 : 0]));

  if (length > 0 && proxy_replaces (pump))
    {
      proxy_answer_instead (pump);
      proxy_pump_free (pump);
    }
  else if (length > 0 && g_output_stream_write_all (to, pump->buffer, pass, NULL, NULL, NULL) && pass == (gsize) length)
    proxy_pump_on (pump);
  else
    proxy_pump_free (pump);
}

static inline void
proxy_pump_on (ProxyPump *pump)
{
  GInputStream *from = g_io_stream_get_input_stream (G_IO_STREAM (pump->line->ends[pump->way == PROXY_REQUEST ? 0 : 1]));

  g_input_stream_read_async (from, pump->buffer, sizeof pump->buffer, G_PRIORITY_DEFAULT, pump->proxy->stop, proxy_pumped_cb, pump);
}

static inline gboolean
proxy_incoming_cb (GSocketService *service,
                   GSocketConnection *connection,
                   GObject *source,
                   gpointer user_data)
{
  Proxy *proxy = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *onward = g_socket_client_connect_to_host (client, "127.0.0.1", proxy->to, NULL, NULL);
  ProxyLine *line;

  if (onward == NULL)
    return TRUE;

  line = g_rc_box_new0 (ProxyLine);
  line->ends[0] = g_object_ref (connection);
  line->ends[1] = onward;
  for (guint i = 0; i < 2; i++)
    g_socket_set_option (g_socket_connection_get_socket (line->ends[i]), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_mutex_lock (&proxy->mutex);
  line->heard = proxy->heard;
  if (++proxy->n_requests == proxy->nth)
    line->replacement = g_steal_pointer (&proxy->replacement);
  g_mutex_unlock (&proxy->mutex);
  for (ProxyWay way = PROXY_REQUEST; way <= PROXY_ANSWER; way++)
    {
      ProxyPump *pump = g_new (ProxyPump, 1);

      pump->proxy = proxy;
      pump->line = way == PROXY_REQUEST ? line : g_rc_box_acquire (line);
      pump->way = way;
      proxy_pump_on (pump);
    }
  return TRUE;
}

static inline gpointer
proxy_run (gpointer user_data)
{
  Proxy *proxy = user_data;

  g_main_context_push_thread_default (proxy->context);
  g_main_loop_run (proxy->loop);
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_cancellable_cancel (proxy->stop);
  while (g_main_context_iteration (proxy->context, FALSE))
    ;
  g_main_context_pop_thread_default (proxy->context);
  return NULL;
}

static inline Proxy *
proxy_new (guint16 to)
{
  Proxy *proxy = g_new0 (Proxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&proxy->mutex);
  proxy->to = to;
  proxy->stop = g_cancellable_new ();
  proxy->context = g_main_context_new ();
  proxy->loop = g_main_loop_new (proxy->context, FALSE);
  g_main_context_push_thread_default (proxy->context);
  proxy->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (proxy->service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_signal_connect (proxy->service, "incoming", G_CALLBACK (proxy_incoming_cb), proxy);
  g_socket_service_start (proxy->service);
  g_main_context_pop_thread_default (proxy->context);
  proxy->url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  proxy->thread = g_thread_new ("proxy", proxy_run, proxy);
  return proxy;
}

static inline gboolean
proxy_quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static inline void
proxy_free (Proxy *proxy)
{
  g_main_context_invoke (proxy->context, proxy_quit_cb, proxy->loop);
  g_thread_join (proxy->thread);
  g_object_unref (proxy->service);
  g_object_unref (proxy->stop);
  g_main_loop_unref (proxy->loop);
  g_main_context_unref (proxy->context);
  g_mutex_clear (&proxy->mutex);
  g_clear_pointer (&proxy->replacement, g_bytes_unref);
  g_free (proxy->url);
  g_free (proxy);
}

/* From now on lets @after bytes pass that @way, then cuts the line, as many @times; none: it lets everything pass. */
static inline void
proxy_cut (Proxy *proxy,
           ProxyWay way,
           goffset after,
           guint times)
{
  g_mutex_lock (&proxy->mutex);
  proxy->passed[0] = proxy->passed[1] = 0;
  proxy->cuts[0] = proxy->cuts[1] = 0;
  proxy->left[way] = proxy->first[way] = after;
  proxy->cuts[way] = times;
  g_mutex_unlock (&proxy->mutex);
}

/* Bytes that passed since the last proxy_cut(). */
static inline goffset
proxy_get_passed (Proxy *proxy,
                  ProxyWay way)
{
  goffset passed;

  g_mutex_lock (&proxy->mutex);
  passed = proxy->passed[way];
  g_mutex_unlock (&proxy->mutex);
  return passed;
}

/* The @nth request from now on, beginning with 1, is answered by @replacement; whether the server was @heard of it or not. */
static inline void
proxy_replace (Proxy *proxy,
               guint nth,
               GBytes *replacement,
               gboolean heard)
{
  g_mutex_lock (&proxy->mutex);
  g_clear_pointer (&proxy->replacement, g_bytes_unref);
  proxy->replacement = replacement != NULL ? g_bytes_ref (replacement) : NULL;
  proxy->nth = nth;
  proxy->n_requests = 0;
  proxy->heard = heard;
  g_mutex_unlock (&proxy->mutex);
}

/* How many cuts were not come to. */
static inline guint
proxy_get_cuts (Proxy *proxy,
                ProxyWay way)
{
  guint cuts;

  g_mutex_lock (&proxy->mutex);
  cuts = proxy->cuts[way];
  g_mutex_unlock (&proxy->mutex);
  return cuts;
}
