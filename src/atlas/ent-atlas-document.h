/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-json.h"
#include "ent-atlas-revision.h"

G_BEGIN_DECLS

/* CouchDB's own default: what fits there fits here. */
#define ENT_ATLAS_DOCUMENT_MAX_SIZE 8000000
#define ENT_ATLAS_DOCUMENT_MAX_ID 1024
#define ENT_ATLAS_DOCUMENT_MAX_ATTACHMENTS 1000
/* No server keeps more ancestors than this. */
#define ENT_ATLAS_DOCUMENT_MAX_PATH 1000

/**
 * EntAtlasAttachment:
 * @name: (not nullable) (owned): its name in the document
 * @type: (not nullable) (owned): its media type
 * @data: (nullable) (owned): its content, %NULL for a stub or one that is still to follow
 * @digest: (nullable) (owned): the digest that a stub names
 * @position: the generation it came with, 0 if not said
 * @follows: whether the content comes in a later part of the request
 * @packed: whether that part is packed with gzip, as CouchDB keeps texts
 *
 * An attachment as a client wrote it.
 */
typedef struct
{
  char    *name;
  char    *type;
  GBytes  *data;
  char    *digest;
  guint32  position;
  gboolean follows;
  gboolean packed;
} EntAtlasAttachment;

/**
 * EntAtlasDocument:
 * @id: (not nullable) (owned): the document's id
 * @path: (element-type EntAtlasRevision) (owned): its revision and ancestors, newest first; empty if it names none
 * @deleted: whether it is a tombstone
 * @body: (not nullable) (owned): a JSON object of the members that do not begin with an underscore
 * @attachments: (element-type EntAtlasAttachment) (owned): its attachments, which may be none
 *
 * A document as a client wrote it, checked for form.
 */
typedef struct
{
  char      *id;
  GArray    *path;
  gboolean   deleted;
  char      *body;
  GPtrArray *attachments;
} EntAtlasDocument;

EntAtlasDocument *ent_atlas_document_parse (const EntAtlasSlice *slice,
                                            const char          *id,
                                            GError             **error);

EntAtlasDocument *ent_atlas_document_new_tombstone (const char             *id,
                                                    const EntAtlasRevision *revision);

EntAtlasAttachment *ent_atlas_attachment_new (const char *name,
                                              const char *type,
                                              GBytes     *data);

void ent_atlas_document_free (EntAtlasDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasDocument, ent_atlas_document_free)

void ent_atlas_attachment_free (EntAtlasAttachment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntAtlasAttachment, ent_atlas_attachment_free)

gboolean ent_atlas_attachment_check (const char *name,
                                     const char *type);

gboolean ent_atlas_document_check_id (const char *id,
                                      GError    **error);

G_END_DECLS
