/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-gate.h"
#include "ent-atlas-store.h"

G_BEGIN_DECLS

#define ENT_ATLAS_SERVER_DEFAULT_PORT 5985

#define ENT_ATLAS_TYPE_SERVER (ent_atlas_server_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasServer, ent_atlas_server, ENT_ATLAS, SERVER, GObject)

EntAtlasServer *ent_atlas_server_new (EntAtlasStore   *store,
                                      EntAtlasGate    *gate,
                                      GTlsCertificate *certificate);

void ent_atlas_server_set_quiet (EntAtlasServer *self,
                                 gboolean        quiet);

void ent_atlas_server_set_behind_proxy (EntAtlasServer *self,
                                        gboolean        behind_proxy);

void ent_atlas_server_set_limits (EntAtlasServer *self,
                                  guint           connections,
                                  guint           request_seconds);

gboolean ent_atlas_server_listen (EntAtlasServer *self,
                                  const char     *address,
                                  GError        **error);

char *ent_atlas_server_dup_uri (EntAtlasServer *self);

void ent_atlas_server_stop (EntAtlasServer *self);

G_END_DECLS
