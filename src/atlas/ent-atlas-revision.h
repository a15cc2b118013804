/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "4294967295-" and 32 digits and the end */
#define ENT_ATLAS_REVISION_SIZE 44

/* So that a generation always has a successor that fits, on every server. */
#define ENT_ATLAS_REVISION_MAX_GENERATION G_MAXINT32

/**
 * EntAtlasRevision:
 * @generation: how many edits led here, from 1
 * @suffix: what tells it from other edits of the same generation
 *
 * A revision id, `generation-` and 32 lower-case hexadecimal digits. Other
 * forms are refused: CouchDB and PouchDB order them differently.
 */
typedef struct
{
  guint32 generation;
  guint8  suffix[16];
} EntAtlasRevision;

gboolean ent_atlas_revision_parse (const char       *text,
                                   EntAtlasRevision *ret_revision);

gboolean ent_atlas_revision_parse_suffix (const char       *text,
                                          EntAtlasRevision *ret_revision);

const char *ent_atlas_revision_format (const EntAtlasRevision *revision,
                                       char                    text[static ENT_ATLAS_REVISION_SIZE]);

int ent_atlas_revision_compare (const EntAtlasRevision *a,
                                const EntAtlasRevision *b);

static inline gboolean
ent_atlas_revision_equal (const EntAtlasRevision *a,
                          const EntAtlasRevision *b)
{
  return ent_atlas_revision_compare (a, b) == 0;
}

void ent_atlas_revision_derive (EntAtlasRevision       *revision,
                                const EntAtlasRevision *parent,
                                gboolean                deleted,
                                const char             *body,
                                const char             *attachments);

G_END_DECLS
