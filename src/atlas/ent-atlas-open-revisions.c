/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-open-revisions.h"

#include "ent-atlas-error.h"
#include "ent-atlas-multipart.h"

#include <string.h>

/**
 * ent_atlas_open_revisions_find:
 * @record: a document's record
 * @wanted: (nullable): a revision; %NULL for the winner, unless that is a tombstone
 * @latest: whether what became of @wanted will do, too
 *
 * Returns: (transfer full) (element-type EntAtlasRevision): the revisions that stand for @wanted and can be read, which
 *   may be none
 */
GArray *
ent_atlas_open_revisions_find (EntAtlasRecord         *record,
                               const EntAtlasRevision *wanted,
                               gboolean                latest)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  g_autoptr (GArray) leaves = NULL;
  EntAtlasLeaf winner;

  if (wanted == NULL)
    {
      if (ent_atlas_tree_get_winner (record->tree, &winner) && !winner.deleted)
        g_array_append_val (found, winner.revision);
      return found;
    }

  if (ent_atlas_tree_is_leaf (record->tree, wanted))
    g_array_append_val (found, *wanted);
  else if (latest)
    {
      leaves = ent_atlas_tree_get_descendants (record->tree, wanted);
      for (guint i = 0; i < leaves->len; i++)
        g_array_append_val (found, g_array_index (leaves, EntAtlasLeaf, i).revision);
    }

  return found;
}

static void
add_revision (GArray                 *list,
              const EntAtlasRevision *revision)
{
  for (guint i = 0; i < list->len; i++)
    if (ent_atlas_revision_equal (&g_array_index (list, EntAtlasRevision, i), revision))
      return;

  g_array_append_val (list, *revision);
}

static gboolean
sort_wanted (EntAtlasRequest     *request,
             EntAtlasRecord      *record,
             const EntAtlasSlice *value,
             GArray              *found,
             GArray              *missing)
{
  g_autofree char *text = ent_atlas_json_dup_string (value);
  g_autoptr (GArray) revisions = NULL;
  EntAtlasRevision revision;

  if (text == NULL || !ent_atlas_revision_parse (text, &revision))
    return FALSE;

  revisions = ent_atlas_open_revisions_find (record, &revision, ent_atlas_request_get_flag (request, "latest"));
  if (revisions->len == 0)
    g_array_append_val (missing, revision);
  for (guint i = 0; i < revisions->len; i++)
    add_revision (found, &g_array_index (revisions, EntAtlasRevision, i));
  return TRUE;
}

/* Reads `open_revs`: "all", or a list of revisions. */
static gboolean
read_wanted (EntAtlasRequest *request,
             EntAtlasRecord  *record,
             GArray          *found,
             GArray          *missing,
             GError         **error)
{
  const char *text = ent_atlas_request_get_parameter (request, "open_revs");
  g_autoptr (GArray) leaves = NULL;
  g_autofree char *json = NULL;
  EntAtlasSlice list, value;
  EntAtlasJsonIter iter;

  if (g_str_equal (text, "all"))
    {
      leaves = ent_atlas_tree_get_leaves (record->tree);
      for (guint i = 0; i < leaves->len; i++)
        add_revision (found, &g_array_index (leaves, EntAtlasLeaf, i).revision);
      return TRUE;
    }

  json = ent_atlas_json_compact (text, strlen (text), &list.length, error);
  if (json == NULL)
    return FALSE;

  list.text = json;
  if (ent_atlas_json_iter_array (&iter, &list))
    {
      gboolean good = TRUE;

      while (good && ent_atlas_json_next_element (&iter, &value))
        good = sort_wanted (request, record, &value, found, missing);
      if (good)
        return TRUE;
    }

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid rev format");
}

static gboolean
answer_json (EntAtlasRequest  *request,
             EntAtlasDatabase *database,
             EntAtlasRecord   *record,
             GArray           *found,
             GArray           *missing,
             GError          **error)
{
  GString *body = request->reply.body;
  char text[ENT_ATLAS_REVISION_SIZE];

  g_string_append_c (body, '[');
  for (guint i = 0; i < found->len; i++)
    {
      g_string_append (body, i > 0 ? ",{\"ok\":" : "{\"ok\":");
      if (!ent_atlas_render_record (body, database, record, request->segments[1],
                                    &g_array_index (found, EntAtlasRevision, i),
                                    ent_atlas_request_get_render_flags (request), error))
        return FALSE;
      g_string_append_c (body, '}');
    }

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (body, "%s{\"missing\":\"%s\"}", i + found->len > 0 ? "," : "",
                            ent_atlas_revision_format (&g_array_index (missing, EntAtlasRevision, i), text));
  g_string_append (body, "]\n");
  return TRUE;
}

/**
 * ent_atlas_open_revisions_answer:
 * @request: a request for a document with `open_revs`
 * @database: its database
 * @record: its record
 * @error: return location for an error
 *
 * Answers with several revisions of a document at once, as JSON or, for
 * CouchDB's replicator, in parts.
 *
 * Returns: whether there is an answer
 */
gboolean
ent_atlas_open_revisions_answer (EntAtlasRequest  *request,
                                 EntAtlasDatabase *database,
                                 EntAtlasRecord   *record,
                                 GError          **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));

  if (!read_wanted (request, record, found, missing, error))
    return FALSE;

  if (record->number == 0 && missing->len == 0)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "missing");

  return ent_atlas_request_accepts (request, "multipart/mixed")
           ? ent_atlas_multipart_answer (request, database, record, found, missing, error)
           : answer_json (request, database, record, found, missing, error);
}
