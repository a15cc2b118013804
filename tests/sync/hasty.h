/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A round with a real network and a real workspace, but without the engine's pauses: thousands of failures in seconds. */
#pragma once

#include "desk.h"
#include "ent-sync-engine.h"
#include "ent-sync-http.h"

typedef struct
{
  EntWorkspace *desk;
  EntSyncEngine *engine; /* (owned) */
  SoupSession *session;
  char *url;             /* (owned): of the database */
  char *authorization;   /* (owned) */
  gboolean over;
  GError *error;         /* (owned): how it ended */
} Hasty;

static inline void
hasty_follow (Hasty *hasty);

static inline void
hasty_answered_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  Hasty *hasty = user_data;
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);

  ent_sync_engine_answered (hasty->engine, answer);
  hasty_follow (hasty);
}

static inline gboolean
hasty_waited_cb (gpointer user_data)
{
  Hasty *hasty = user_data;

  ent_sync_engine_waited (hasty->engine);
  hasty_follow (hasty);
  return G_SOURCE_REMOVE;
}

static inline void
hasty_do (Hasty *hasty,
          EntSyncStep *step)
{
  g_autoptr (GError) error = NULL;

  switch (step->kind)
    {
    case ENT_SYNC_STEP_SEND:
      ent_sync_http_send_async (hasty->session, hasty->url, hasty->authorization, step->request, NULL, hasty_answered_cb, hasty);
      break;
    case ENT_SYNC_STEP_WORK:
      ent_sync_work_run (step->work, hasty->desk, &error);
      ent_sync_engine_worked (hasty->engine, step->work, error);
      break;
    case ENT_SYNC_STEP_WAIT:
      g_idle_add (hasty_waited_cb, hasty);
      break;
    case ENT_SYNC_STEP_END:
    default:
      hasty->over = TRUE;
      hasty->error = g_steal_pointer (&step->error);
    }
}

static inline void
hasty_follow (Hasty *hasty)
{
  while (!hasty->over)
    {
      g_autoptr (EntSyncStep) step = ent_sync_engine_next (hasty->engine);

      if (step == NULL)
        return;
      hasty_do (hasty, step);
    }
}

/* Synchronises @desk with its remote through @server, the address of the server or of a proxy before it. Returns why not,
 * if it did not. */
static inline GError *
hasty_sync (SoupSession *session,
            const char *server,
            EntWorkspace *desk,
            const char *name,
            EntSyncSummary *ret_summary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (desk, name, &error);
  g_autofree char *publisher = ent_remote_get_publisher (desk);
  Hasty hasty = { .desk = desk, .session = session };

  g_assert_no_error (error);
  g_free (remote->url);
  remote->url = ent_remote_check_url (server, &error);
  g_assert_no_error (error);
  hasty.url = ent_remote_get_database_url (remote, publisher, &error);
  g_assert_no_error (error);
  hasty.authorization = ent_sync_http_compose_authorization (remote->user, PASSWORD);
  hasty.engine = ent_sync_engine_new (name, remote->circle, 0);
  hasty_follow (&hasty);
  while (!hasty.over)
    g_main_context_iteration (NULL, TRUE);

  *ret_summary = *ent_sync_engine_get_summary (hasty.engine);
  g_object_unref (hasty.engine);
  g_free (hasty.url);
  g_free (hasty.authorization);
  return hasty.error;
}
