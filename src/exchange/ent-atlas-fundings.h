/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-row.h"
#include "ent-import-finder.h"

G_BEGIN_DECLS

/* How funders and fundings are found. */
typedef struct
{
  const EntField *funder_fields[1];
  const EntField *ministry_fields[1];
  const EntField *funding_fields[3];
  EntImportRule funder;
  EntImportRule ministry;
  EntImportRule funding;
} EntAtlasFundings;

void       ent_atlas_fundings_init (EntAtlasFundings *self);
GPtrArray *ent_atlas_fundings_read (EntAtlasFundings *self, const EntAtlasColumns *columns, EntImportRun *run, EntImportFinder *finder, EntRecord *project, GError **error);

G_END_DECLS
