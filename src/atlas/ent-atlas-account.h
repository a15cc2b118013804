/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  ENT_ATLAS_ROLE_UNIT,
  ENT_ATLAS_ROLE_DEPARTMENT,
  ENT_ATLAS_ROLE_EMBASSY,
  ENT_ATLAS_ROLE_ADMINISTRATOR,
  ENT_ATLAS_ROLE_READER,
} EntAtlasRole;

/**
 * EntAtlasAccount:
 * @name: (not nullable) (owned): the name to sign in with
 * @role: what it may do
 * @publisher: (nullable) (owned): what begins the ids it writes in the Atlas: a SIREN, a country, "directory"
 *
 * An account, as it was when it signed in. Not changed afterwards.
 */
typedef struct
{
  char        *name;
  EntAtlasRole role;
  char        *publisher;
} EntAtlasAccount;

EntAtlasAccount *ent_atlas_account_new (const char  *name,
                                        EntAtlasRole role,
                                        const char  *publisher,
                                        GError     **error);

EntAtlasAccount *ent_atlas_account_ref (EntAtlasAccount *self);

void ent_atlas_account_unref (EntAtlasAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasAccount, ent_atlas_account_unref)

GStrv ent_atlas_account_list_roles (const EntAtlasAccount *self);

GStrv ent_atlas_account_list_databases (const EntAtlasAccount *self);

const char *ent_atlas_role_to_nick (EntAtlasRole role);

gboolean ent_atlas_role_parse (const char   *nick,
                               EntAtlasRole *ret_role);

G_END_DECLS
