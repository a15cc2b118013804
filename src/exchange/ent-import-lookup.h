/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-rule.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

/*
 * EntImportLookup:
 *
 * The records of one entity by what some of their fields hold together, in memory: an import asks for every row.
 */
typedef struct _EntImportLookup EntImportLookup;

EntImportLookup *ent_import_lookup_new  (EntWorkspace *workspace, const EntImportRule *rule, GError **error);
void             ent_import_lookup_free (EntImportLookup *self);

const EntEntity *ent_import_lookup_get_entity (EntImportLookup *self);
gboolean         ent_import_lookup_is_by      (EntImportLookup *self, const EntImportRule *rule);
char            *ent_import_lookup_make_key   (EntImportLookup *self, EntRecord *record);
const char      *ent_import_lookup_find       (EntImportLookup *self, const char *key, gboolean *ret_several);
void             ent_import_lookup_add        (EntImportLookup *self, const char *key, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportLookup, ent_import_lookup_free)

G_END_DECLS
