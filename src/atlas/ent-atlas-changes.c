/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-changes.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"
#include "ent-atlas-limits.h"

#include <string.h>

/* One page holds no more rows than this. */
#define PAGE_ROWS 2000

enum
{
  COLUMN_NUMBER,
  COLUMN_ID,
  COLUMN_SEQ,
  COLUMN_DELETED,
  COLUMN_TREE,
  COLUMN_LEAF,
  COLUMN_REVISION,
  COLUMN_ATTACHMENTS,
  COLUMN_BODY,
};

/**
 * ent_atlas_changes_free:
 * @self: (transfer full) (nullable): a walk
 */
void
ent_atlas_changes_free (EntAtlasChanges *self)
{
  if (self == NULL)
    return;

  g_free (self->ids);
  g_free (self);
}

static EntAtlasRecord *
record_of_row (EntAtlasQuery *row)
{
  EntAtlasRecord *record = g_new0 (EntAtlasRecord, 1);

  record->number = sqlite3_column_int64 (row, COLUMN_NUMBER);
  record->seq = sqlite3_column_int64 (row, COLUMN_SEQ);
  record->leaf = sqlite3_column_int64 (row, COLUMN_LEAF);
  record->deleted = sqlite3_column_int (row, COLUMN_DELETED) != 0;
  record->tree = ent_atlas_tree_parse (sqlite3_column_blob (row, COLUMN_TREE),
                                       (gsize) sqlite3_column_bytes (row, COLUMN_TREE));
  /* A damaged tree must not hide the document: the row itself still tells the winner. */
  if (record->tree == NULL)
    record->tree = ent_atlas_tree_new ();
  return record;
}

static void
append_leaves (GString        *out,
               EntAtlasRecord *record)
{
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (record->tree);
  char text[ENT_ATLAS_REVISION_SIZE];

  for (guint i = 1; i < leaves->len; i++)
    g_string_append_printf (out, ",{\"rev\":\"%s\"}",
                            ent_atlas_revision_format (&g_array_index (leaves, EntAtlasLeaf, i).revision, text));
}

static gboolean
append_document (EntAtlasChanges  *self,
                 EntAtlasDatabase *database,
                 EntAtlasQuery    *row,
                 EntAtlasRecord   *record,
                 GString          *out,
                 GError          **error)
{
  const char *text = ent_atlas_query_get_text (row, COLUMN_REVISION);
  EntAtlasRevision revision;

  g_string_append (out, ",\"doc\":");
  ent_atlas_render_document (out, ent_atlas_query_get_text (row, COLUMN_ID), text,
                             sqlite3_column_int (row, COLUMN_DELETED) != 0,
                             ent_atlas_query_get_text (row, COLUMN_BODY));
  if (record != NULL && self->flags != ENT_ATLAS_RENDER_PLAIN && ent_atlas_revision_parse (text, &revision))
    ent_atlas_render_details (out, database, record, &revision, self->flags);

  return sqlite3_column_int (row, COLUMN_ATTACHMENTS) == 0
         || ent_atlas_render_attachments (out, database, sqlite3_column_int64 (row, COLUMN_LEAF), self->flags, error);
}

static gboolean
append_row (EntAtlasChanges  *self,
            EntAtlasDatabase *database,
            EntAtlasQuery    *row,
            GString          *out,
            GError          **error)
{
  g_autofree char *seq = ent_atlas_database_format_seq (database, sqlite3_column_int64 (row, COLUMN_SEQ));
  g_autoptr (EntAtlasRecord) record = NULL;

  if (self->all_leaves || (self->include_docs && self->flags != ENT_ATLAS_RENDER_PLAIN))
    record = record_of_row (row);

  g_string_append_c (out, '{');
  ent_atlas_json_append_member (out, "seq", seq);
  ent_atlas_json_append_member (out, "id", ent_atlas_query_get_text (row, COLUMN_ID));
  g_string_append_printf (out, ",\"changes\":[{\"rev\":\"%s\"}", ent_atlas_query_get_text (row, COLUMN_REVISION));
  if (self->all_leaves)
    append_leaves (out, record);
  g_string_append_c (out, ']');
  if (sqlite3_column_int (row, COLUMN_DELETED) != 0)
    g_string_append (out, ",\"deleted\":true");
  if (self->include_docs && !append_document (self, database, row, record, out, error))
    return FALSE;

  g_string_append_c (out, '}');
  return TRUE;
}

static EntAtlasQuery *
bind_query (EntAtlasChanges  *self,
            EntAtlasDatabase *database,
            gint64            rows,
            GError          **error)
{
  QueryName name = self->backwards ? QUERY_LIST_CHANGES_BACKWARDS : QUERY_LIST_CHANGES;
  EntAtlasQuery *query = ent_atlas_database_query (database, self->ids != NULL ? QUERY_LIST_CHANGES_OF : name, error);

  if (query == NULL)
    return NULL;

  sqlite3_bind_int64 (query, 1, self->seq);
  sqlite3_bind_int64 (query, 2, rows);
  if (self->ids != NULL)
    ent_atlas_query_bind_text (query, 3, self->ids);
  return query;
}

/**
 * ent_atlas_changes_next_page:
 * @self: a walk
 * @database: the database
 * @out: where to write
 * @ret_done: (out): whether no more rows are there, or wanted, now
 * @error: return location for an error
 *
 * Appends the next rows.
 *
 * Returns: whether they could be read
 */
gboolean
ent_atlas_changes_next_page (EntAtlasChanges  *self,
                             EntAtlasDatabase *database,
                             GString          *out,
                             gboolean         *ret_done,
                             GError          **error)
{
  gint64 wanted = self->limit < 0 ? PAGE_ROWS : MIN (PAGE_ROWS, self->limit - self->rows);
  g_autoptr (EntAtlasQuery) query = bind_query (self, database, wanted, error);
  gsize start = out->len;
  gint64 given = 0;
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;

  while (out->len - start < ENT_ATLAS_LIMIT_PART)
    {
      if (!ent_atlas_query_step (query, &row, error))
        return FALSE;
      if (!row)
        break;

      if (self->rows > 0 && !self->lines)
        g_string_append (out, ",\n");
      if (!append_row (self, database, query, out, error))
        return FALSE;
      if (self->lines)
        g_string_append_c (out, '\n');
      self->seq = sqlite3_column_int64 (query, COLUMN_SEQ);
      self->rows++;
      given++;
    }

  *ret_done = (!row && given < wanted) || self->rows == self->limit;
  return TRUE;
}

/**
 * ent_atlas_changes_count_pending:
 * @self: a walk
 * @database: the database
 * @ret_pending: (out): how many changes come after the rows given
 * @error: return location for an error
 *
 * Returns: whether they could be counted
 */
gboolean
ent_atlas_changes_count_pending (EntAtlasChanges  *self,
                                 EntAtlasDatabase *database,
                                 gint64           *ret_pending,
                                 GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_COUNT_PENDING, error);
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, self->backwards ? G_MAXINT64 : self->seq);
  if (!ent_atlas_query_step (query, &row, error))
    return FALSE;

  *ret_pending = sqlite3_column_int64 (query, 0);
  return TRUE;
}
