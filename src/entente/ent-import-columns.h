/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-import-table.h"
#include "ent-workspace.h"

G_BEGIN_DECLS

GPtrArray *ent_import_columns_add       (AdwPreferencesGroup *group, const EntImportTable *table, const EntEntity *entity, GCallback changed, gpointer data);
GStrv      ent_import_columns_get_paths (GPtrArray *rows, const EntImportTable *table, const EntEntity *entity);
char      *ent_import_columns_describe  (const char *const *paths, const EntEntity *entity);
void       ent_import_show_own          (GtkWidget *row, EntWorkspace *workspace);

G_END_DECLS
