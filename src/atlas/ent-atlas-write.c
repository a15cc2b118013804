/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-database-private.h"

#include "ent-atlas-attachments.h"
#include "ent-atlas-error.h"
#include "ent-atlas-record.h"

/* Two ways in. An edit names the revision it was made from and is refused if that is no longer a leaf. A replicated
 * document brings its own history and is never refused: it becomes a branch, and the winner rule decides. */

/* A revision that was not known and is now a leaf. */
typedef struct
{
  EntAtlasRevision revision;
  const char *body; /* (not owned) */
  GPtrArray *attachments; /* (owned) (element-type EntAtlasStored) */
} Fresh;

static void
fresh_clear (Fresh *fresh)
{
  g_clear_pointer (&fresh->attachments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fresh, fresh_clear)

static gboolean
insert_leaf (EntAtlasDatabase *self,
             gint64            document,
             const Fresh      *fresh,
             GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (self, QUERY_INSERT_LEAF, error);
  char text[ENT_ATLAS_REVISION_SIZE];

  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, ++self->last_leaf);
  sqlite3_bind_int64 (query, 2, document);
  ent_atlas_query_bind_text (query, 3, ent_atlas_revision_format (&fresh->revision, text));
  sqlite3_bind_int64 (query, 4, fresh->attachments->len);
  ent_atlas_query_bind_text (query, 5, fresh->body);
  return ent_atlas_query_run (query, error)
         && ent_atlas_attachments_insert (self, self->last_leaf, fresh->attachments, error);
}

static gboolean
delete_leaf (EntAtlasDatabase *self,
             gint64            leaf,
             GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (self, QUERY_DELETE_LEAF, error);

  if (query == NULL || !ent_atlas_attachments_delete (self, leaf, error))
    return FALSE;

  sqlite3_bind_int64 (query, 1, leaf);
  return ent_atlas_query_run (query, error);
}

static int
compare_revisions (gconstpointer a,
                   gconstpointer b)
{
  return ent_atlas_revision_compare (a, b);
}

/* The leaves' revisions in order, to look many up in. */
static GArray *
list_revisions (GArray *leaves)
{
  GArray *revisions = g_array_sized_new (FALSE, FALSE, sizeof (EntAtlasRevision), leaves->len);

  for (guint i = 0; i < leaves->len; i++)
    g_array_append_val (revisions, g_array_index (leaves, EntAtlasLeaf, i).revision);
  g_array_sort (revisions, compare_revisions);
  return revisions;
}

/* The stored leaves of a document: those that are leaves no more are put in @stale, and the winner's number is found. */
static gboolean
sort_leaves (EntAtlasDatabase *self,
             EntAtlasRecord   *record,
             GArray           *leaves,
             GArray           *stale,
             GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (self, QUERY_GET_LEAVES, error);
  g_autoptr (GArray) revisions = list_revisions (leaves);
  gboolean row;

  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, record->number);
  for (;;)
    {
      EntAtlasRevision revision;
      gint64 leaf;

      if (!ent_atlas_query_step (query, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      leaf = sqlite3_column_int64 (query, 0);
      if (!ent_atlas_revision_parse (ent_atlas_query_get_text (query, 1), &revision)
          || !g_array_binary_search (revisions, &revision, compare_revisions, NULL))
        g_array_append_val (stale, leaf);
      else if (ent_atlas_revision_equal (&revision, &g_array_index (leaves, EntAtlasLeaf, 0).revision))
        record->leaf = leaf;
    }
}

static gboolean
write_record (EntAtlasDatabase   *self,
              EntAtlasRecord     *record,
              const char         *id,
              const EntAtlasLeaf *winner,
              GError            **error)
{
  gboolean is_new = record->number == 0;
  g_autoptr (EntAtlasQuery) query = NULL;
  g_autoptr (GBytes) tree = ent_atlas_tree_serialize (record->tree);

  query = ent_atlas_database_query (self, is_new ? QUERY_INSERT_DOCUMENT : QUERY_UPDATE_DOCUMENT, error);
  if (query == NULL)
    return FALSE;

  if (is_new)
    ent_atlas_query_bind_text (query, 1, id);
  else
    sqlite3_bind_int64 (query, 1, record->number);
  sqlite3_bind_int64 (query, 2, ++self->last_seq);
  sqlite3_bind_int64 (query, 3, record->leaf);
  sqlite3_bind_int64 (query, 4, winner->deleted);
  ent_atlas_query_bind_bytes (query, 5, tree);
  if (!ent_atlas_query_run (query, error))
    return FALSE;

  if (is_new)
    record->number = sqlite3_last_insert_rowid (self->db);
  else if (record->deleted)
    self->added.deleted--;
  else
    self->added.alive--;

  if (winner->deleted)
    self->added.deleted++;
  else
    self->added.alive++;
  return TRUE;
}

static gboolean
delete_stale (EntAtlasDatabase *self,
              GArray           *stale,
              GError          **error)
{
  for (guint i = 0; i < stale->len; i++)
    if (!delete_leaf (self, g_array_index (stale, gint64, i), error))
      return FALSE;

  return TRUE;
}

/* Writes the changed @record, and the content of its @fresh leaf if it has one. */
static gboolean
store (EntAtlasDatabase *self,
       EntAtlasRecord   *record,
       const char       *id,
       const Fresh      *fresh,
       GError          **error)
{
  g_autoptr (GArray) stale = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (record->tree);
  const EntAtlasLeaf *winner = &g_array_index (leaves, EntAtlasLeaf, 0);

  if (record->number != 0 && !sort_leaves (self, record, leaves, stale, error))
    return FALSE;
  if (fresh != NULL && ent_atlas_revision_equal (&fresh->revision, &winner->revision))
    record->leaf = self->last_leaf + 1;

  return write_record (self, record, id, winner, error)
         && (fresh == NULL || insert_leaf (self, record->number, fresh, error))
         && delete_stale (self, stale, error);
}

/* The stored leaves that a stub in @document may stand for: the one it was made from, or any for a replicated document. */
static GArray *
list_leaves (EntAtlasDatabase       *self,
             EntAtlasRecord         *record,
             const EntAtlasRevision *base,
             GError                **error)
{
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (self, QUERY_GET_LEAVES, error);
  gboolean row;

  if (query == NULL)
    return NULL;

  sqlite3_bind_int64 (query, 1, record->number);
  for (;;)
    {
      EntAtlasRevision revision;
      gint64 leaf;

      if (!ent_atlas_query_step (query, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&leaves);

      leaf = sqlite3_column_int64 (query, 0);
      if (base == NULL
          || (ent_atlas_revision_parse (ent_atlas_query_get_text (query, 1), &revision)
              && ent_atlas_revision_equal (&revision, base)))
        g_array_append_val (leaves, leaf);
    }
}

static gboolean
resolve_attachments (EntAtlasDatabase       *self,
                     EntAtlasRecord         *record,
                     const EntAtlasDocument *document,
                     const EntAtlasRevision *base,
                     guint32                 generation,
                     Fresh                  *fresh,
                     GError                **error)
{
  g_autoptr (GArray) leaves = NULL;

  fresh->body = document->body;
  if (document->attachments->len == 0)
    {
      fresh->attachments = g_ptr_array_new ();
      return TRUE;
    }

  leaves = list_leaves (self, record, base, error);
  if (leaves == NULL)
    return FALSE;

  fresh->attachments = ent_atlas_attachments_resolve (self, document, leaves, generation, error);
  return fresh->attachments != NULL;
}

/* Asked before anything is written. */
static gboolean
check_size (EntAtlasRecord *record,
            GError        **error)
{
  if (ent_atlas_tree_get_size (record->tree) < ENT_ATLAS_TREE_MAX_NODES)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_FORBIDDEN, "Too many conflicting revisions");
}

/* Finds the revision that an edit was made from; a deleted document is written anew on top of its tombstone. */
static gboolean
find_base (EntAtlasRecord         *record,
           const EntAtlasDocument *document,
           EntAtlasRevision       *ret_base,
           gboolean               *ret_found,
           GError                **error)
{
  EntAtlasLeaf winner;

  *ret_found = TRUE;
  if (document->path->len > 0)
    {
      *ret_base = g_array_index (document->path, EntAtlasRevision, 0);
      if (!ent_atlas_tree_is_leaf (record->tree, ret_base))
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_CONFLICT, "Document update conflict.");
    }
  else if (!ent_atlas_tree_get_winner (record->tree, &winner))
    *ret_found = FALSE;
  else if (winner.deleted)
    *ret_base = winner.revision;
  else
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_CONFLICT, "Document update conflict.");

  if (*ret_found && ret_base->generation >= ENT_ATLAS_REVISION_MAX_GENERATION)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_FORBIDDEN, "Too many revisions");

  return TRUE;
}

/**
 * ent_atlas_database_edit:
 * @self: a database in a write transaction
 * @document: an edit
 * @ret_revision: (out): the new revision
 * @error: return location for an error
 *
 * Writes a document that was made from the revision it names, or from none:
 * CouchDB's `new_edits=true`. Nothing is written if it is refused.
 *
 * Returns: whether it was written; %ENT_ATLAS_ERROR_CONFLICT if it was made from a revision that is not a leaf
 */
gboolean
ent_atlas_database_edit (EntAtlasDatabase       *self,
                         const EntAtlasDocument *document,
                         EntAtlasRevision       *ret_revision,
                         GError                **error)
{
  g_autoptr (EntAtlasRecord) record = NULL;
  g_auto (Fresh) fresh = { 0 };
  g_autofree char *description = NULL;
  EntAtlasRevision path[2];
  gboolean has_base;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self) && document != NULL, FALSE);

  record = ent_atlas_record_load (self, document->id, error);
  if (record == NULL || !find_base (record, document, &path[1], &has_base, error) || !check_size (record, error)
      || !resolve_attachments (self, record, document, has_base ? &path[1] : NULL,
                               has_base ? path[1].generation + 1 : 1, &fresh, error))
    return FALSE;

  description = ent_atlas_attachments_describe (fresh.attachments);
  ent_atlas_revision_derive (&path[0], has_base ? &path[1] : NULL, document->deleted, document->body, description);
  ent_atlas_tree_merge (record->tree, path, has_base ? 2 : 1, document->deleted);
  ent_atlas_tree_stem (record->tree, ENT_ATLAS_DATABASE_REVS_LIMIT);
  fresh.revision = path[0];
  if (!store (self, record, document->id, &fresh, error))
    return FALSE;

  *ret_revision = path[0];
  return TRUE;
}

/**
 * ent_atlas_database_replicate:
 * @self: a database in a write transaction
 * @document: a document with its own revision and history
 * @error: return location for an error
 *
 * Takes a revision over from another server: CouchDB's `new_edits=false`. What
 * is known already changes nothing. Nothing is written if it is refused.
 *
 * Returns: whether it is there now
 */
gboolean
ent_atlas_database_replicate (EntAtlasDatabase       *self,
                              const EntAtlasDocument *document,
                              GError                **error)
{
  g_autoptr (EntAtlasRecord) record = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_auto (Fresh) fresh = { 0 };
  const EntAtlasRevision *path;
  gboolean is_new;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self) && document != NULL, FALSE);
  g_return_val_if_fail (document->path->len > 0, FALSE);

  record = ent_atlas_record_load (self, document->id, error);
  if (record == NULL)
    return FALSE;

  path = &g_array_index (document->path, EntAtlasRevision, 0);
  before = ent_atlas_tree_serialize (record->tree);
  is_new = ent_atlas_tree_merge (record->tree, path, document->path->len, document->deleted);

  /* A known branch with a longer past must not count as a change each time it comes. */
  ent_atlas_tree_stem (record->tree, ENT_ATLAS_DATABASE_REVS_LIMIT);
  after = ent_atlas_tree_serialize (record->tree);
  if (g_bytes_equal (before, after))
    return TRUE;
  if (!check_size (record, error)
      || (is_new && !resolve_attachments (self, record, document, NULL, path->generation, &fresh, error)))
    return FALSE;

  fresh.revision = *path;
  return store (self, record, document->id, is_new ? &fresh : NULL, error);
}
