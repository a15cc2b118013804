/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-exchange.h"
#include "ent-atlas-routes.h"

G_BEGIN_DECLS

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
  gulong chunk_id;
  gulong finished_id;
  gulong wrote_id;
  guint heartbeat_id;
  guint timeout_id;
  gint64 started; /* monotonic time */
  gsize received; /* bytes of body */
  gsize held; /* bytes of body that are kept */
  gint64 sent; /* bytes of body */
  gboolean behind_proxy;
  gboolean answered; /* the headers are out */
  gboolean running; /* a job */
  gboolean waiting; /* for the database to change */
  gboolean changed; /* the database has changed since the last job began */
  gboolean stopping; /* feeds are not to wait any more */
  gboolean over; /* the client has gone, or has all */
};

void ent_atlas_exchange_run (EntAtlasExchange *self);

void ent_atlas_exchange_send_error (EntAtlasExchange *self,
                                    const GError     *error);

G_END_DECLS
