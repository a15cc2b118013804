/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-render.h"

#include "ent-atlas-attachments.h"

#include <string.h>

/**
 * ent_atlas_render_document:
 * @out: where to write
 * @id: the document's id
 * @revision: its revision
 * @deleted: whether that is a tombstone
 * @body: its content
 *
 * Appends a document as clients get it.
 */
void
ent_atlas_render_document (GString    *out,
                           const char *id,
                           const char *revision,
                           gboolean    deleted,
                           const char *body)
{
  gsize length = strlen (body);

  g_string_append_c (out, '{');
  ent_atlas_json_append_member (out, "_id", id);
  ent_atlas_json_append_member (out, "_rev", revision);
  if (deleted)
    g_string_append (out, ",\"_deleted\":true");
  if (length > 2)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, body + 1, (gssize) length - 2);
    }
  g_string_append_c (out, '}');
}

static void
append_revisions (GString                *out,
                  EntAtlasTree           *tree,
                  const EntAtlasRevision *revision)
{
  g_autoptr (GArray) path = ent_atlas_tree_get_path (tree, revision);
  char text[ENT_ATLAS_REVISION_SIZE];

  g_string_append_printf (out, ",\"_revisions\":{\"start\":%u,\"ids\":[", revision->generation);
  for (guint i = 0; i < path->len; i++)
    {
      ent_atlas_revision_format (&g_array_index (path, EntAtlasRevision, i), text);
      g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", strchr (text, '-') + 1);
    }
  g_string_append (out, "]}");
}

static void
append_revs_info (GString                *out,
                  EntAtlasTree           *tree,
                  const EntAtlasRevision *revision)
{
  g_autoptr (GArray) path = ent_atlas_tree_get_path (tree, revision);
  char text[ENT_ATLAS_REVISION_SIZE];

  g_string_append (out, ",\"_revs_info\":[");
  for (guint i = 0; i < path->len; i++)
    {
      const EntAtlasRevision *ancestor = &g_array_index (path, EntAtlasRevision, i);
      const char *status = "missing";

      if (ent_atlas_tree_is_leaf (tree, ancestor))
        status = ent_atlas_tree_is_deleted (tree, ancestor) ? "deleted" : "available";
      g_string_append_printf (out, "%s{\"rev\":\"%s\",\"status\":\"%s\"}", i > 0 ? "," : "",
                              ent_atlas_revision_format (ancestor, text), status);
    }
  g_string_append_c (out, ']');
}

/* The other leaves; the member is left out where there are none, as CouchDB does. */
static void
append_conflicts (GString                *out,
                  EntAtlasTree           *tree,
                  const EntAtlasRevision *revision,
                  gboolean                deleted)
{
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (tree);
  char text[ENT_ATLAS_REVISION_SIZE];
  gboolean open = FALSE;

  for (guint i = 0; i < leaves->len; i++)
    {
      const EntAtlasLeaf *leaf = &g_array_index (leaves, EntAtlasLeaf, i);

      if (leaf->deleted != deleted || ent_atlas_revision_equal (&leaf->revision, revision))
        continue;

      if (open)
        g_string_append_c (out, ',');
      else
        g_string_append_printf (out, ",\"%s\":[", deleted ? "_deleted_conflicts" : "_conflicts");
      g_string_append_printf (out, "\"%s\"", ent_atlas_revision_format (&leaf->revision, text));
      open = TRUE;
    }

  if (open)
    g_string_append_c (out, ']');
}

/**
 * ent_atlas_render_details:
 * @out: a text that ends with a document
 * @database: the database the document is in
 * @record: the document's record
 * @revision: the revision shown
 * @flags: what else to tell
 *
 * Adds to the document at the end of @out.
 */
void
ent_atlas_render_details (GString                *out,
                          EntAtlasDatabase       *database,
                          EntAtlasRecord         *record,
                          const EntAtlasRevision *revision,
                          EntAtlasRenderFlags     flags)
{
  g_string_truncate (out, out->len - 1);

  if (flags & ENT_ATLAS_RENDER_REVS)
    append_revisions (out, record->tree, revision);
  if (flags & ENT_ATLAS_RENDER_REVS_INFO)
    append_revs_info (out, record->tree, revision);
  if (flags & ENT_ATLAS_RENDER_CONFLICTS)
    append_conflicts (out, record->tree, revision, FALSE);
  if (flags & ENT_ATLAS_RENDER_DELETED_CONFLICTS)
    append_conflicts (out, record->tree, revision, TRUE);
  if (flags & ENT_ATLAS_RENDER_LOCAL_SEQ)
    {
      g_autofree char *seq = ent_atlas_database_format_seq (database, record->seq);

      ent_atlas_json_append_member (out, "_local_seq", seq);
    }

  g_string_append_c (out, '}');
}

/**
 * ent_atlas_render_attachments:
 * @out: a text that ends with a document
 * @database: the database the document is in
 * @leaf: the number of the leaf shown
 * @flags: whether to give the contents of the attachments
 * @error: return location for an error
 *
 * Adds its attachments to the document at the end of @out.
 *
 * Returns: whether they could be read
 */
gboolean
ent_atlas_render_attachments (GString            *out,
                              EntAtlasDatabase   *database,
                              gint64              leaf,
                              EntAtlasRenderFlags flags,
                              GError            **error)
{
  g_autoptr (GPtrArray) stored = ent_atlas_attachments_list (database, leaf, error);
  EntAtlasAttachmentsForm form = ENT_ATLAS_ATTACHMENTS_STUBS;

  if (stored == NULL)
    return FALSE;

  if (flags & ENT_ATLAS_RENDER_FOLLOWS)
    form = ENT_ATLAS_ATTACHMENTS_FOLLOW;
  else if (flags & ENT_ATLAS_RENDER_ATTACHMENTS)
    form = ENT_ATLAS_ATTACHMENTS_DATA;

  g_string_truncate (out, out->len - 1);
  if (!ent_atlas_attachments_render (out, database, stored, form, error))
    return FALSE;

  g_string_append_c (out, '}');
  return TRUE;
}

/**
 * ent_atlas_render_record:
 * @out: where to write
 * @database: a database
 * @record: a document's record
 * @id: the document's id
 * @revision: the revision to show
 * @flags: what else to tell
 * @error: return location for an error
 *
 * Returns: whether @revision could be read and was appended
 */
gboolean
ent_atlas_render_record (GString                *out,
                         EntAtlasDatabase       *database,
                         EntAtlasRecord         *record,
                         const char             *id,
                         const EntAtlasRevision *revision,
                         EntAtlasRenderFlags     flags,
                         GError                **error)
{
  g_autoptr (EntAtlasContent) content = ent_atlas_record_read (record, database, revision, error);
  char text[ENT_ATLAS_REVISION_SIZE];

  if (content == NULL)
    return FALSE;

  ent_atlas_render_document (out, id, ent_atlas_revision_format (revision, text),
                             ent_atlas_tree_is_deleted (record->tree, revision), content->body);
  if (flags != ENT_ATLAS_RENDER_PLAIN)
    ent_atlas_render_details (out, database, record, revision, flags);
  return content->attachments == 0 || ent_atlas_render_attachments (out, database, content->leaf, flags, error);
}
