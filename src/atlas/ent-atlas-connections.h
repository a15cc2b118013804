/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * EntAtlasConnections:
 *
 * Keeps count of the open connections, so that one address cannot take them
 * all, and lets none wait for ever. Main thread only.
 */
#define ENT_ATLAS_TYPE_CONNECTIONS (ent_atlas_connections_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasConnections, ent_atlas_connections, ENT_ATLAS, CONNECTIONS, GObject)

EntAtlasConnections *ent_atlas_connections_new (void);

void ent_atlas_connections_set_maximum (EntAtlasConnections *self,
                                        guint                maximum);

void ent_atlas_connections_set_request_time (EntAtlasConnections *self,
                                             guint                seconds);

void ent_atlas_connections_watch (EntAtlasConnections *self,
                                  SoupServerMessage   *message);

void ent_atlas_connections_cut (SoupServerMessage *message,
                                const GError      *error);

gboolean ent_atlas_connections_admits (EntAtlasConnections *self,
                                       SoupServerMessage   *message);

G_END_DECLS
