/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"

G_BEGIN_DECLS

/**
 * EntAtlasRecord:
 * @number: the document's number in its database, 0 if it is not there
 * @seq: the number of its last change
 * @leaf: the number of its winning leaf
 * @deleted: whether the winner is a tombstone
 * @tree: (owned) (not nullable): its revisions
 *
 * What a database knows of a document, without its contents.
 */
typedef struct
{
  gint64        number;
  gint64        seq;
  gint64        leaf;
  gboolean      deleted;
  EntAtlasTree *tree;
} EntAtlasRecord;

/**
 * EntAtlasContent:
 * @leaf: the number of the leaf
 * @attachments: how many attachments it has
 * @body: (owned) (not nullable): its members, a JSON object
 *
 * The content of a revision that can still be read.
 */
typedef struct
{
  gint64 leaf;
  guint  attachments;
  char  *body;
} EntAtlasContent;

EntAtlasRecord *ent_atlas_record_load (EntAtlasDatabase *database,
                                       const char       *id,
                                       GError          **error);

void ent_atlas_record_free (EntAtlasRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasRecord, ent_atlas_record_free)

EntAtlasContent *ent_atlas_record_read (EntAtlasRecord         *self,
                                        EntAtlasDatabase       *database,
                                        const EntAtlasRevision *revision,
                                        GError                **error);

void ent_atlas_content_free (EntAtlasContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasContent, ent_atlas_content_free)

G_END_DECLS
