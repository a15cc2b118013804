/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-listing.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"
#include "ent-atlas-limits.h"

/* One page holds no more rows than this. */
#define PAGE_ROWS 2000

/**
 * ent_atlas_listing_free:
 * @self: (transfer full) (nullable): a walk
 */
void
ent_atlas_listing_free (EntAtlasListing *self)
{
  if (self == NULL)
    return;

  g_free (self->first);
  g_free (self->last);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

static void
begin_row (EntAtlasListing *self,
           GString         *out)
{
  g_string_append (out, self->rows++ > 0 ? ",\n{" : "{");
}

static gboolean
append_document (EntAtlasListing        *self,
                 EntAtlasDatabase       *database,
                 GString                *out,
                 const char             *id,
                 const EntAtlasRevision *revision,
                 GError                **error)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);

  g_string_append (out, ",\"doc\":");
  return record != NULL && ent_atlas_render_record (out, database, record, id, revision, self->flags, error);
}

static gboolean
append_row (EntAtlasListing  *self,
            EntAtlasDatabase *database,
            GString          *out,
            const char       *id,
            const char       *text,
            GError          **error)
{
  EntAtlasRevision revision;

  begin_row (self, out);
  ent_atlas_json_append_member (out, "id", id);
  ent_atlas_json_append_member (out, "key", id);
  g_string_append_printf (out, ",\"value\":{\"rev\":\"%s\"}", text);
  if (self->include_docs && !ent_atlas_revision_parse (text, &revision))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INTERNAL, "database: damaged revision");
  if (self->include_docs && !append_document (self, database, out, id, &revision, error))
    return FALSE;

  g_string_append_c (out, '}');
  return TRUE;
}

static gboolean
append_key (EntAtlasListing  *self,
            EntAtlasDatabase *database,
            GString          *out,
            const char       *id,
            GError          **error)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);
  char text[ENT_ATLAS_REVISION_SIZE];
  EntAtlasLeaf winner;

  if (record == NULL)
    return FALSE;

  if (ent_atlas_tree_get_winner (record->tree, &winner) && !winner.deleted)
    return append_row (self, database, out, id, ent_atlas_revision_format (&winner.revision, text), error);

  begin_row (self, out);
  if (record->number == 0)
    {
      ent_atlas_json_append_member (out, "key", id);
      g_string_append (out, ",\"error\":\"not_found\"}");
      return TRUE;
    }

  ent_atlas_json_append_member (out, "id", id);
  ent_atlas_json_append_member (out, "key", id);
  g_string_append_printf (out, ",\"value\":{\"rev\":\"%s\",\"deleted\":true}%s}",
                          ent_atlas_revision_format (&winner.revision,
                                                     text), self->include_docs ? ",\"doc\":null" : "");
  return TRUE;
}

static gboolean
next_keys (EntAtlasListing  *self,
           EntAtlasDatabase *database,
           GString          *out,
           gboolean         *ret_done,
           GError          **error)
{
  gsize start = out->len;

  for (; self->next_key < self->keys->len && self->rows != self->limit
       && out->len - start < ENT_ATLAS_LIMIT_PART; self->next_key++)
    {
      if (self->skip > 0)
        self->skip--;
      else if (!append_key (self, database, out, g_ptr_array_index (self->keys, self->next_key), error))
        return FALSE;
    }

  *ret_done = self->next_key == self->keys->len || self->rows == self->limit;
  return TRUE;
}

/* An open end is an empty blob: every text comes before it. */
static void
bind_bound (EntAtlasQuery *query,
            int            place,
            const char    *text,
            gboolean       upper)
{
  if (text != NULL)
    ent_atlas_query_bind_text (query, place, text);
  else if (upper)
    sqlite3_bind_zeroblob (query, place, 0);
  else
    ent_atlas_query_bind_text (query, place, "");
}

static EntAtlasQuery *
bind_query (EntAtlasListing  *self,
            EntAtlasDatabase *database,
            gint64            rows,
            GError          **error)
{
  EntAtlasQuery *query;

  query = ent_atlas_database_query (database, self->backwards ? QUERY_LIST_BACKWARDS : QUERY_LIST, error);
  if (query == NULL)
    return NULL;

  bind_bound (query, 1, self->backwards ? self->last : self->first, FALSE);
  bind_bound (query, 2, self->backwards ? self->first : self->last, TRUE);
  ent_atlas_query_bind_text (query, 3, self->without_first ? self->first : "");
  ent_atlas_query_bind_text (query, 4, self->without_last ? self->last : "");
  sqlite3_bind_int64 (query, 5, rows);
  sqlite3_bind_int64 (query, 6, self->skip);
  return query;
}

static gboolean
next_range (EntAtlasListing  *self,
            EntAtlasDatabase *database,
            GString          *out,
            gboolean         *ret_done,
            GError          **error)
{
  gint64 wanted = self->limit < 0 ? PAGE_ROWS : MIN (PAGE_ROWS, self->limit - self->rows);
  g_autoptr (EntAtlasQuery) query = bind_query (self, database, wanted, error);
  g_autofree char *last = NULL;
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

      if (!append_row (self, database, out, ent_atlas_query_get_text (query, 0), ent_atlas_query_get_text (query, 1),
                       error))
        return FALSE;
      g_set_str (&last, ent_atlas_query_get_text (query, 0));
      given++;
    }

  *ret_done = (!row && given < wanted) || self->rows == self->limit;
  self->skip = 0;
  if (last != NULL)
    {
      g_clear_pointer (&query, ent_atlas_query_release);
      g_free (self->first);
      self->first = g_steal_pointer (&last);
      self->without_first = TRUE;
    }
  return TRUE;
}

/**
 * ent_atlas_listing_next_page:
 * @self: a walk
 * @database: the database
 * @out: where to write
 * @ret_done: (out): whether no more rows are there, or wanted
 * @error: return location for an error
 *
 * Appends the next rows.
 *
 * Returns: whether they could be read
 */
gboolean
ent_atlas_listing_next_page (EntAtlasListing  *self,
                             EntAtlasDatabase *database,
                             GString          *out,
                             gboolean         *ret_done,
                             GError          **error)
{
  return self->keys != NULL ? next_keys (self, database, out, ret_done, error)
                            : next_range (self, database, out, ret_done, error);
}
