/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-run.h"

G_BEGIN_DECLS

/* The columns of the Atlas's export. */
typedef enum
{
  ENT_ATLAS_TITLE,
  ENT_ATLAS_DESCRIPTION,
  ENT_ATLAS_AUTHORITY,
  ENT_ATLAS_PARTNER,
  ENT_ATLAS_COUNTRY,
  ENT_ATLAS_START,
  ENT_ATLAS_STATUS,
  ENT_ATLAS_THEME,
  ENT_ATLAS_COST,
  ENT_ATLAS_MINISTRY,
  ENT_ATLAS_AUTHORITIES,
  ENT_ATLAS_OTHERS,
  ENT_ATLAS_OTHER_NAMES,
  ENT_ATLAS_N_COLUMNS,
} EntAtlasColumn;

/* Which column of a table is which. */
typedef struct
{
  int columns[ENT_ATLAS_N_COLUMNS]; /* -1 where the table has none */
} EntAtlasColumns;

gboolean ent_atlas_recognises   (const char *const *names);
gboolean ent_atlas_columns_find  (EntAtlasColumns *self, EntImportRun *run, GError **error);
char    *ent_atlas_row_get_text  (const EntAtlasColumns *self, EntImportRun *run, EntAtlasColumn column);
GStrv    ent_atlas_row_get_names (const EntAtlasColumns *self, EntImportRun *run, EntAtlasColumn column, const char *separators);
gint64   ent_atlas_row_get_money (const EntAtlasColumns *self, EntImportRun *run, EntAtlasColumn column);
char    *ent_atlas_row_get_year  (const EntAtlasColumns *self, EntImportRun *run);
GStrv    ent_atlas_row_get_countries (const EntAtlasColumns *self, EntImportRun *run);

G_END_DECLS
