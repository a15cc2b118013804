/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-error.h"
#include "ent-atlas-limits.h"
#include "ent-atlas-open-revisions.h"

/* What replicators ask before and after they have read the changes: which revisions are missing, and their contents. */

static void
append_list (GString *body,
             GArray  *revisions)
{
  char text[ENT_ATLAS_REVISION_SIZE];

  g_string_append_c (body, '[');
  for (guint i = 0; i < revisions->len; i++)
    g_string_append_printf (body, "%s\"%s\"", i > 0 ? "," : "",
                            ent_atlas_revision_format (&g_array_index (revisions, EntAtlasRevision, i), text));
  g_string_append_c (body, ']');
}

static gboolean
find_missing (EntAtlasTree        *tree,
              const EntAtlasSlice *list,
              GArray              *missing,
              GError             **error)
{
  EntAtlasJsonIter iter;
  EntAtlasSlice value;

  if (!ent_atlas_json_iter_array (&iter, list))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A list of revisions was expected");

  while (ent_atlas_json_next_element (&iter, &value))
    {
      g_autofree char *text = ent_atlas_json_dup_string (&value);
      EntAtlasRevision revision;

      if (text == NULL || !ent_atlas_revision_parse (text, &revision))
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid rev format");
      if (!ent_atlas_tree_contains (tree, &revision))
        g_array_append_val (missing, revision);
    }

  return TRUE;
}

/* The leaves that the missing revisions may have been made from: their attachments need not be sent again. */
static GArray *
find_ancestors (EntAtlasTree *tree,
                GArray       *missing)
{
  g_autoptr (GArray) leaves = ent_atlas_tree_get_leaves (tree);
  GArray *ancestors = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  guint32 latest = 0;

  for (guint i = 0; i < missing->len; i++)
    latest = MAX (latest, g_array_index (missing, EntAtlasRevision, i).generation);
  for (guint i = 0; i < leaves->len; i++)
    if (g_array_index (leaves, EntAtlasLeaf, i).revision.generation < latest)
      g_array_append_val (ancestors, g_array_index (leaves, EntAtlasLeaf, i).revision);

  return ancestors;
}

static gboolean
append_difference (GString             *body,
                   EntAtlasDatabase    *database,
                   const char          *id,
                   const EntAtlasSlice *list,
                   GError             **error)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, error);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (EntAtlasRevision));
  g_autoptr (GArray) ancestors = NULL;

  if (record == NULL || !find_missing (record->tree, list, missing, error))
    return FALSE;
  if (missing->len == 0)
    return TRUE;

  if (body->len > 1)
    g_string_append_c (body, ',');
  ent_atlas_json_append_string (body, id);
  g_string_append (body, ":{\"missing\":");
  append_list (body, missing);

  ancestors = find_ancestors (record->tree, missing);
  if (ancestors->len > 0)
    {
      g_string_append (body, ",\"possible_ancestors\":");
      append_list (body, ancestors);
    }
  g_string_append_c (body, '}');
  return TRUE;
}

gboolean
ent_atlas_handle_revs_diff (EntAtlasRequest  *request,
                            EntAtlasDatabase *database,
                            GError          **error)
{
  EntAtlasSlice json, name, value;
  EntAtlasJsonIter iter;

  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  g_string_append_c (request->reply.body, '{');
  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &name, &value))
    {
      g_autofree char *id = ent_atlas_json_dup_string (&name);

      if (id == NULL || !append_difference (request->reply.body, database, id, &value, error))
        return FALSE;
    }

  g_string_append (request->reply.body, "}\n");
  return TRUE;
}

/* One document of a _bulk_get, as it is asked for. */
typedef struct
{
  char *id;
  char *revision;
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->id);
  g_free (wanted->revision);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
read_wanted (const EntAtlasSlice *value,
             Wanted              *wanted)
{
  EntAtlasSlice name, member;
  EntAtlasJsonIter iter;

  if (!ent_atlas_json_iter_object (&iter, value))
    return FALSE;

  while (ent_atlas_json_next_member (&iter, &name, &member))
    {
      if (ent_atlas_json_equal (&name, "\"id\""))
        {
          g_free (wanted->id);
          wanted->id = ent_atlas_json_dup_string (&member);
        }
      else if (ent_atlas_json_equal (&name, "\"rev\""))
        {
          g_free (wanted->revision);
          wanted->revision = ent_atlas_json_dup_string (&member);
        }
    }

  return wanted->id != NULL;
}

static void
append_failure (GString      *body,
                const Wanted *wanted,
                const char   *name,
                const char   *reason)
{
  g_string_append (body, "{\"error\":{");
  ent_atlas_json_append_member (body, "id", wanted->id);
  ent_atlas_json_append_member (body, "rev", wanted->revision != NULL ? wanted->revision : "undefined");
  ent_atlas_json_append_member (body, "error", name);
  ent_atlas_json_append_member (body, "reason", reason);
  g_string_append (body, "}}");
}

static gboolean
append_found (GString             *body,
              EntAtlasDatabase    *database,
              EntAtlasRecord      *record,
              const Wanted        *wanted,
              GArray              *found,
              EntAtlasRenderFlags  flags,
              GError             **error)
{
  for (guint i = 0; i < found->len; i++)
    {
      g_string_append (body, i > 0 ? ",{\"ok\":" : "{\"ok\":");
      if (!ent_atlas_render_record (body, database, record, wanted->id, &g_array_index (found, EntAtlasRevision, i),
                                    flags,
                                    error))
        return FALSE;
      g_string_append_c (body, '}');
    }

  return TRUE;
}

static gboolean
append_wanted (EntAtlasRequest  *request,
               EntAtlasDatabase *database,
               const Wanted     *wanted,
               GError          **error)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, wanted->id, error);
  g_autoptr (GArray) found = NULL;
  EntAtlasRevision revision;

  if (record == NULL)
    return FALSE;

  if (wanted->revision != NULL && !ent_atlas_revision_parse (wanted->revision, &revision))
    {
      append_failure (request->reply.body, wanted, "bad_request", "Invalid rev format");
      return TRUE;
    }

  found = ent_atlas_open_revisions_find (record, wanted->revision != NULL ? &revision : NULL,
                                         ent_atlas_request_get_flag (request, "latest"));
  if (found->len == 0)
    {
      append_failure (request->reply.body, wanted, "not_found", "missing");
      return TRUE;
    }

  return append_found (request->reply.body, database, record, wanted, found,
                       ent_atlas_request_get_render_flags (request), error);
}

/* What is left to give: the documents that were asked for, and how far the answer is. */
typedef struct
{
  EntAtlasJsonIter iter;
  gboolean begun;
} BulkGet;

static gboolean
continue_bulk_get (EntAtlasRequest  *request,
                   EntAtlasDatabase *database,
                   GError          **error)
{
  BulkGet *state = request->state;
  GString *body = request->reply.body;
  gsize start = body->len;
  EntAtlasSlice value;

  request->reply.next = continue_bulk_get;
  while (body->len - start < ENT_ATLAS_LIMIT_PART)
    {
      g_auto (Wanted) wanted = { 0 };

      if (!ent_atlas_json_next_element (&state->iter, &value))
        {
          g_string_append (body, "]}\n");
          request->reply.next = NULL;
          break;
        }
      if (!read_wanted (&value, &wanted))
        return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "A document to get needs an id");

      g_string_append (body, state->begun ? ",{" : "{");
      state->begun = TRUE;
      ent_atlas_json_append_member (body, "id", wanted.id);
      g_string_append (body, ",\"docs\":[");
      if (!append_wanted (request, database, &wanted, error))
        return FALSE;
      g_string_append (body, "]}");
    }

  return TRUE;
}

gboolean
ent_atlas_handle_bulk_get (EntAtlasRequest  *request,
                           EntAtlasDatabase *database,
                           GError          **error)
{
  EntAtlasSlice json, name, value;
  EntAtlasJsonIter iter;
  BulkGet *state = g_new0 (BulkGet, 1);

  ent_atlas_request_set_state (request, state, g_free);
  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &name, &value))
    if (ent_atlas_json_equal (&name, "\"docs\"") && ent_atlas_json_iter_array (&state->iter, &value))
      {
        g_string_append (request->reply.body, "{\"results\":[");
        return continue_bulk_get (request, database, error);
      }

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "Missing JSON list of 'docs'.");
}
