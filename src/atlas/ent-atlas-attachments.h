/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-database.h"

G_BEGIN_DECLS

/**
 * EntAtlasStored:
 * @name: (owned): its name in the document
 * @type: (owned): its media type
 * @digest: (owned): what clients know its content by
 * @position: the generation it came with
 * @content: the number of its content in the database
 * @length: the bytes of its content
 *
 * An attachment as the database has it.
 */
typedef struct
{
  char   *name;
  char   *type;
  char   *digest;
  guint32 position;
  gint64  content;
  gint64  length;
} EntAtlasStored;

/* How the content of attachments is told in a document. */
typedef enum
{
  ENT_ATLAS_ATTACHMENTS_STUBS,
  ENT_ATLAS_ATTACHMENTS_DATA,
  ENT_ATLAS_ATTACHMENTS_FOLLOW,
} EntAtlasAttachmentsForm;

GPtrArray *ent_atlas_attachments_list (EntAtlasDatabase *database,
                                       gint64            leaf,
                                       GError          **error);

EntAtlasStored *ent_atlas_attachments_find (EntAtlasDatabase *database,
                                            gint64            leaf,
                                            const char       *name,
                                            GError          **error);

GBytes *ent_atlas_attachments_read (EntAtlasDatabase     *database,
                                    const EntAtlasStored *stored,
                                    GError              **error);

GPtrArray *ent_atlas_attachments_resolve (EntAtlasDatabase       *database,
                                          const EntAtlasDocument *document,
                                          GArray                 *leaves,
                                          guint32                 generation,
                                          GError                **error);

gboolean ent_atlas_attachments_insert (EntAtlasDatabase *database,
                                       gint64            leaf,
                                       GPtrArray        *stored,
                                       GError          **error);

gboolean ent_atlas_attachments_delete (EntAtlasDatabase *database,
                                       gint64            leaf,
                                       GError          **error);

char *ent_atlas_attachments_describe (GPtrArray *stored);

gboolean ent_atlas_attachments_render (GString                *out,
                                       EntAtlasDatabase       *database,
                                       GPtrArray              *stored,
                                       EntAtlasAttachmentsForm form,
                                       GError                **error);

void ent_atlas_stored_free (EntAtlasStored *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasStored, ent_atlas_stored_free)

G_END_DECLS
