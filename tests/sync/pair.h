/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desks of a unit, one of them behind a proxy that meddles. */
#pragma once

#include "hasty.h"
#include "proxy.h"

typedef struct
{
  Server server;
  Proxy *proxy;
  SoupSession *session; /* (owned) */
  EntWorkspace *anne;   /* (owned): through the proxy */
  EntWorkspace *boris;  /* (owned): beside it */
  char *id;             /* (owned): a project of both */
  guint n_edits;
} Pair;

static inline void
pair_set_up (Pair *pair,
             gconstpointer unused)
{
  server_set_up (&pair->server, NULL);
  pair->proxy = proxy_new (server_port (&pair->server));
  pair->session = ent_sync_http_new_session ();
  pair->anne = desk_new (&pair->server, "anne", SIREN);
  pair->boris = desk_new (&pair->server, "boris", SIREN);
  desk_add_remote (&pair->server, pair->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&pair->server, pair->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  pair->id = desk_add_project (pair->anne, "Eau à Goris", NULL);
  desk_sync (&pair->server, pair->anne, "Team");
  desk_sync (&pair->server, pair->boris, "Team");
}

static inline void
pair_tear_down (Pair *pair,
                gconstpointer unused)
{
  g_object_unref (pair->session);
  proxy_free (pair->proxy);
  g_object_unref (pair->anne);
  g_object_unref (pair->boris);
  g_free (pair->id);
  server_tear_down (&pair->server, NULL);
}

static inline void
pair_sync_boris (Pair *pair)
{
  EntSyncSummary summary;
  g_autoptr (GError) error = hasty_sync (pair->session, pair->server.url, pair->boris, "Team", &summary);

  g_assert_no_error (error);
}

/* A change on each desk, so that there is something to pull, to merge and to push. */
static inline char *
pair_edit_both (Pair *pair)
{
  g_autofree char *summary = g_strdup_printf ("Step %u.", pair->n_edits);
  char *title = g_strdup_printf ("Eau %u", pair->n_edits++);

  desk_set (pair->boris, pair->id, "description", summary);
  pair_sync_boris (pair);
  desk_set (pair->anne, pair->id, "title", title);
  return title;
}

static inline void
pair_assert_agrees (Pair *pair,
                    const char *title)
{
  g_autofree char *description = g_strdup_printf ("Step %u.", pair->n_edits - 1);

  pair_sync_boris (pair);
  assert_text (pair->boris, pair->id, "title", title);
  assert_text (pair->anne, pair->id, "description", description);
}

static inline GError *
pair_sync_anne (Pair *pair,
                EntSyncSummary *ret_summary)
{
  return hasty_sync (pair->session, pair->proxy->url, pair->anne, "Team", ret_summary);
}
