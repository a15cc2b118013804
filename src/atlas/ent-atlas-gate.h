/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-accounts.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_ATLAS_TYPE_GATE (ent_atlas_gate_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasGate, ent_atlas_gate, ENT_ATLAS, GATE, GObject)

EntAtlasGate *ent_atlas_gate_new (EntAtlasAccounts *accounts,
                                  GError          **error);

EntAtlasAccounts *ent_atlas_gate_get_accounts (EntAtlasGate *self);

void ent_atlas_gate_set_session_time (EntAtlasGate *self,
                                      guint         seconds);

guint ent_atlas_gate_get_session_time (EntAtlasGate *self);

guint ent_atlas_gate_get_delay (EntAtlasGate *self,
                                const char   *address,
                                const char   *name);

void ent_atlas_gate_sign_in_async (EntAtlasGate       *self,
                                   const char         *address,
                                   const char         *name,
                                   const char         *password,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);

EntAtlasAccount *ent_atlas_gate_sign_in_finish (EntAtlasGate *self,
                                                GAsyncResult *result,
                                                GError      **error);

char *ent_atlas_gate_open_session (EntAtlasGate    *self,
                                   EntAtlasAccount *account,
                                   GError         **error);

EntAtlasAccount *ent_atlas_gate_resume_session (EntAtlasGate *self,
                                                const char   *token,
                                                gboolean     *ret_renew);

G_END_DECLS
