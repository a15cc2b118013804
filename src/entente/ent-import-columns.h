/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-import-table.h"

G_BEGIN_DECLS

GPtrArray *ent_import_columns_add       (AdwPreferencesGroup *group, const EntImportTable *table, const EntEntity *entity, GCallback changed, gpointer data);
GStrv      ent_import_columns_get_paths (GPtrArray *rows, const EntImportTable *table, const EntEntity *entity);
char      *ent_import_columns_describe  (const char *const *paths, const EntEntity *entity);

G_END_DECLS
