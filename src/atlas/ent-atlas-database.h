/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-atlas-document.h"
#include "ent-atlas-tree.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* How many revisions of a branch are remembered. */
#define ENT_ATLAS_DATABASE_REVS_LIMIT 50

#define ENT_ATLAS_TYPE_DATABASE (ent_atlas_database_get_type ())
G_DECLARE_FINAL_TYPE (EntAtlasDatabase, ent_atlas_database, ENT_ATLAS, DATABASE, GObject)

typedef enum
{
  ENT_ATLAS_DATABASE_READ,
  ENT_ATLAS_DATABASE_WRITE,
  ENT_ATLAS_DATABASE_CREATE,
} EntAtlasDatabaseMode;

/**
 * EntAtlasDatabaseInfo:
 * @alive: how many documents there are
 * @deleted: how many tombstones
 * @last_seq: the number of the last change
 * @file_size: bytes on disk
 * @used_size: bytes of it that hold something
 */
typedef struct
{
  gint64 alive;
  gint64 deleted;
  gint64 last_seq;
  gint64 file_size;
  gint64 used_size;
} EntAtlasDatabaseInfo;

EntAtlasDatabase *ent_atlas_database_open (const char          *path,
                                           EntAtlasDatabaseMode mode,
                                           GError             **error);

gboolean ent_atlas_database_copy (EntAtlasDatabase *self,
                                  const char       *path,
                                  GError          **error);

gboolean ent_atlas_database_begin_read (EntAtlasDatabase *self,
                                        GError          **error);

gboolean ent_atlas_database_begin (EntAtlasDatabase *self,
                                   GError          **error);

gboolean ent_atlas_database_commit (EntAtlasDatabase *self,
                                    GError          **error);

void ent_atlas_database_rollback (EntAtlasDatabase *self);

gboolean ent_atlas_database_savepoint (EntAtlasDatabase *self,
                                       GError          **error);

gboolean ent_atlas_database_release (EntAtlasDatabase *self,
                                     GError          **error);

gboolean ent_atlas_database_rollback_to (EntAtlasDatabase *self,
                                         GError          **error);

gint64 ent_atlas_database_get_last_seq (EntAtlasDatabase *self);

gboolean ent_atlas_database_get_info (EntAtlasDatabase     *self,
                                      EntAtlasDatabaseInfo *ret_info,
                                      GError              **error);

char *ent_atlas_database_dup_property (EntAtlasDatabase *self,
                                       const char       *name,
                                       GError          **error);

gboolean ent_atlas_database_set_property (EntAtlasDatabase *self,
                                          const char       *name,
                                          const char       *value,
                                          GError          **error);

char *ent_atlas_database_format_seq (EntAtlasDatabase *self,
                                     gint64            seq);

gboolean ent_atlas_database_parse_since (EntAtlasDatabase *self,
                                         const char       *text,
                                         gint64           *ret_seq,
                                         GError          **error);

gboolean ent_atlas_database_edit (EntAtlasDatabase       *self,
                                  const EntAtlasDocument *document,
                                  EntAtlasRevision       *ret_revision,
                                  GError                **error);

gboolean ent_atlas_database_replicate (EntAtlasDatabase       *self,
                                       const EntAtlasDocument *document,
                                       GError                **error);

G_END_DECLS
