/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

#define ENT_TYPE_IMPORT_MAPPING (ent_import_mapping_get_type ())

/**
 * EntImportMapping:
 *
 * Which column of a table goes into which field, and how. Not changed once made: any thread may read it.
 */
G_DECLARE_FINAL_TYPE (EntImportMapping, ent_import_mapping, ENT, IMPORT_MAPPING, GObject)

EntImportMapping *ent_import_mapping_new      (const EntEntity *entity);
EntImportMapping *ent_import_mapping_new_json (const char *text, gssize length, GError **error);
EntImportMapping *ent_import_mapping_new_for  (const EntEntity *entity, const char *const *headers, const char *const *paths, gboolean keep);
EntImportMapping *ent_import_mapping_open     (const char *path, GError **error);

const EntEntity *ent_import_mapping_get_entity (EntImportMapping *self);

G_END_DECLS
