/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-rule.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/*
 * EntImportNearby:
 *
 * The records of one entity by where they are: places whose name is written in another way are told by that.
 */
typedef struct _EntImportNearby EntImportNearby;

EntImportNearby *ent_import_nearby_new  (EntWorkspace *workspace, const EntImportRule *rule, GError **error);
void             ent_import_nearby_free (EntImportNearby *self);

gboolean    ent_import_nearby_is_by (EntImportNearby *self, const EntImportRule *rule);
void        ent_import_nearby_add   (EntImportNearby *self, EntRecord *record);
const char *ent_import_nearby_find  (EntImportNearby *self, EntRecord *record);

G_END_DECLS
