/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_IDENTITY_GROUP (ent_identity_group_get_type ())

/**
 * EntIdentityGroup:
 *
 * What the documents of a workspace look like: the authority's logo and colour.
 */
G_DECLARE_FINAL_TYPE (EntIdentityGroup, ent_identity_group, ENT, IDENTITY_GROUP, AdwPreferencesGroup)

void     ent_identity_group_set_store (EntIdentityGroup *self, EntStore *store);
void     ent_identity_group_take_logo (EntIdentityGroup *self, GFile *file);
gboolean ent_identity_group_is_busy   (EntIdentityGroup *self);

G_END_DECLS
