/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-record.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"

/**
 * ent_atlas_record_free:
 * @self: (transfer full) (nullable): a record
 */
void
ent_atlas_record_free (EntAtlasRecord *self)
{
  if (self == NULL)
    return;

  ent_atlas_tree_free (self->tree);
  g_free (self);
}

/**
 * ent_atlas_content_free:
 * @self: (transfer full) (nullable): a content
 */
void
ent_atlas_content_free (EntAtlasContent *self)
{
  if (self == NULL)
    return;

  g_free (self->body);
  g_free (self);
}

static gboolean
read_row (EntAtlasRecord *self,
          EntAtlasQuery  *query,
          GError        **error)
{
  self->number = sqlite3_column_int64 (query, 0);
  self->seq = sqlite3_column_int64 (query, 1);
  self->leaf = sqlite3_column_int64 (query, 2);
  self->deleted = sqlite3_column_int (query, 3) != 0;
  self->tree = ent_atlas_tree_parse (sqlite3_column_blob (query, 4), (gsize) sqlite3_column_bytes (query, 4));
  if (self->tree != NULL)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INTERNAL, "database: damaged revision tree");
}

/**
 * ent_atlas_record_load:
 * @database: a database
 * @id: a document id
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what is known of the document; a record with number 0 if nothing is
 */
EntAtlasRecord *
ent_atlas_record_load (EntAtlasDatabase *database,
                       const char       *id,
                       GError          **error)
{
  g_autoptr (EntAtlasRecord) self = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (database), NULL);

  query = ent_atlas_database_query (database, QUERY_GET_DOCUMENT, error);
  if (query == NULL)
    return NULL;

  ent_atlas_query_bind_text (query, 1, id);
  if (!ent_atlas_query_step (query, &row, error))
    return NULL;

  self = g_new0 (EntAtlasRecord, 1);
  if (!row)
    self->tree = ent_atlas_tree_new ();
  else if (!read_row (self, query, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_atlas_record_read:
 * @self: a record
 * @database: the database it was loaded from
 * @revision: a revision
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the content of @revision; %ENT_ATLAS_ERROR_NOT_FOUND if it is not kept
 */
EntAtlasContent *
ent_atlas_record_read (EntAtlasRecord         *self,
                       EntAtlasDatabase       *database,
                       const EntAtlasRevision *revision,
                       GError                **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;
  char text[ENT_ATLAS_REVISION_SIZE];
  EntAtlasContent *content;
  gboolean row = FALSE;

  g_return_val_if_fail (self != NULL, NULL);

  query = ent_atlas_database_query (database, QUERY_GET_LEAF, error);
  if (query == NULL)
    return NULL;

  sqlite3_bind_int64 (query, 1, self->number);
  ent_atlas_query_bind_text (query, 2, ent_atlas_revision_format (revision, text));
  if (!ent_atlas_query_step (query, &row, error))
    return NULL;

  if (!row)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_NOT_FOUND, "missing");
      return NULL;
    }

  content = g_new0 (EntAtlasContent, 1);
  content->leaf = sqlite3_column_int64 (query, 0);
  content->attachments = (guint) sqlite3_column_int (query, 1);
  content->body = g_strdup (ent_atlas_query_get_text (query, 2));
  return content;
}
