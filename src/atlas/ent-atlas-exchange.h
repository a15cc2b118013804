/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-gate.h"
#include "ent-atlas-store.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * EntAtlasExchange:
 *
 * One request on its way through the server, from its headers to the last byte
 * of its answer. Main thread only; the work itself is done in the store's threads.
 */
#define ENT_ATLAS_TYPE_EXCHANGE (ent_atlas_exchange_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasExchange, ent_atlas_exchange, ENT_ATLAS, EXCHANGE, GObject)

EntAtlasExchange *ent_atlas_exchange_new (SoupServerMessage *message,
                                          EntAtlasStore     *store,
                                          EntAtlasGate      *gate,
                                          gboolean           behind_proxy);

void ent_atlas_exchange_read_headers (EntAtlasExchange *self,
                                      const GError     *refusal);

void ent_atlas_exchange_read_body (EntAtlasExchange *self);

void ent_atlas_exchange_stop (EntAtlasExchange *self);

void ent_atlas_exchange_log (EntAtlasExchange *self);

G_END_DECLS
