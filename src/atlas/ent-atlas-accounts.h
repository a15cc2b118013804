/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-account.h"

G_BEGIN_DECLS

#define ENT_ATLAS_ACCOUNTS_MIN_PASSWORD 8
#define ENT_ATLAS_ACCOUNTS_MAX_PASSWORD 1024

#define ENT_ATLAS_TYPE_ACCOUNTS (ent_atlas_accounts_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasAccounts, ent_atlas_accounts, ENT_ATLAS, ACCOUNTS, GObject)

EntAtlasAccounts *ent_atlas_accounts_open (const char *folder,
                                           GError    **error);

gboolean ent_atlas_accounts_copy (EntAtlasAccounts *self,
                                  const char       *folder,
                                  GError          **error);

const char *ent_atlas_accounts_get_server_id (EntAtlasAccounts *self);

GBytes *ent_atlas_accounts_get_secret (EntAtlasAccounts *self);

gboolean ent_atlas_accounts_add (EntAtlasAccounts *self,
                                 EntAtlasAccount  *account,
                                 const char       *password,
                                 GError          **error);

gboolean ent_atlas_accounts_set_password (EntAtlasAccounts *self,
                                          const char       *name,
                                          const char       *password,
                                          GError          **error);

gboolean ent_atlas_accounts_remove (EntAtlasAccounts *self,
                                    const char       *name,
                                    GError          **error);

GPtrArray *ent_atlas_accounts_list (EntAtlasAccounts *self,
                                    GError          **error);

EntAtlasAccount *ent_atlas_accounts_lookup (EntAtlasAccounts *self,
                                            const char       *name,
                                            char            **ret_hash,
                                            GError          **error);

gboolean ent_atlas_accounts_verify (const char *hash,
                                    const char *password);

G_END_DECLS
