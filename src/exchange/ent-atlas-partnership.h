/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-row.h"
#include "ent-import-finder.h"

G_BEGIN_DECLS

/* How the two sides of a project and their partnership are found. */
typedef struct
{
  const EntField *name_fields[2];
  const EntField *body_fields[1];
  const EntField *pair_fields[2];
  const EntField *area_fields[3];
  EntImportRule authority; /* French */
  EntImportRule partner;   /* foreign authorities */
  EntImportRule body;      /* partners of whom the country is not known */
  EntImportRule pair;      /* partnerships with a partner */
  EntImportRule area;      /* partnerships of which only the country is known */
} EntAtlasPartnership;

void     ent_atlas_partnership_init (EntAtlasPartnership *self);
gboolean ent_atlas_partnership_find (EntAtlasPartnership *self, const EntAtlasColumns *columns, EntImportRun *run, EntImportFinder *finder, char **ret_lead, char **ret_partnership, GError **error);

G_END_DECLS
