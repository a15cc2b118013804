/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-local.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"
#include "ent-atlas-render.h"

#include <string.h>

/* Documents that never leave this server: where replicators note how far they are. The last one to write wins, as in
 * CouchDB; a revision is "0-" and a count. */

static gboolean
missing (GError **error)
{
  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "missing");
}

/**
 * ent_atlas_local_render:
 * @database: a database
 * @id: the id of a local document, `_local/` included
 * @out: where to write
 * @error: return location for an error
 *
 * Returns: whether it is there and was appended
 */
gboolean
ent_atlas_local_render (EntAtlasDatabase *database,
                        const char       *id,
                        GString          *out,
                        GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_GET_LOCAL, error);
  g_autofree char *revision = NULL;
  gboolean row = FALSE;

  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, id);
  if (!ent_atlas_query_step (query, &row, error))
    return FALSE;
  if (!row)
    return missing (error);

  revision = g_strdup_printf ("0-%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (query, 0));
  ent_atlas_render_document (out, id, revision, FALSE, ent_atlas_query_get_text (query, 1));
  return TRUE;
}

/* The members that are the document's own. */
static char *
read_body (const EntAtlasSlice *json,
           GError             **error)
{
  g_autoptr (GString) body = g_string_new ("{");
  EntAtlasSlice name, value;
  EntAtlasJsonIter iter;

  if (!ent_atlas_json_iter_object (&iter, json))
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Document must be a JSON object");
      return NULL;
    }

  if (json->length > ENT_ATLAS_LOCAL_MAX_SIZE)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_DOCUMENT_TOO_LARGE, "a local document is small");
      return NULL;
    }

  while (ent_atlas_json_next_member (&iter, &name, &value))
    {
      g_autofree char *text = ent_atlas_json_dup_string (&name);

      if (text == NULL || text[0] == '_')
        continue;

      if (body->len > 1)
        g_string_append_c (body, ',');
      g_string_append_len (body, name.text, (gssize) name.length);
      g_string_append_c (body, ':');
      g_string_append_len (body, value.text, (gssize) value.length);
    }

  g_string_append_c (body, '}');
  return g_string_free_and_steal (g_steal_pointer (&body));
}

/* The number of a row is how many came before it. */
static gboolean
forget_oldest (EntAtlasDatabase *database,
               GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_FORGET_LOCALS, error);

  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, ENT_ATLAS_LOCAL_MAX_COUNT);
  return ent_atlas_query_run (query, error);
}

/**
 * ent_atlas_local_put:
 * @database: a database in a write transaction
 * @id: the id of a local document, `_local/` included
 * @json: its new content
 * @ret_generation: (out): the count of its revision
 * @error: return location for an error
 *
 * Beyond %ENT_ATLAS_LOCAL_MAX_COUNT the oldest one goes.
 *
 * Returns: whether it was written
 */
gboolean
ent_atlas_local_put (EntAtlasDatabase    *database,
                     const char          *id,
                     const EntAtlasSlice *json,
                     gint64              *ret_generation,
                     GError             **error)
{
  g_autofree char *body = read_body (json, error);
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row = FALSE;

  if (body == NULL)
    return FALSE;

  if (strlen (id) > ENT_ATLAS_DOCUMENT_MAX_ID)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INVALID_ID, "Document id is too long");

  query = ent_atlas_database_query (database, QUERY_PUT_LOCAL, error);
  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, id);
  ent_atlas_query_bind_text (query, 2, body);
  if (!ent_atlas_query_step (query, &row, error))
    return FALSE;

  *ret_generation = sqlite3_column_int64 (query, 0);
  return *ret_generation > 1 || forget_oldest (database, error);
}

/**
 * ent_atlas_local_delete:
 * @database: a database in a write transaction
 * @id: the id of a local document, `_local/` included
 * @error: return location for an error
 *
 * Returns: whether it was there and is no more
 */
gboolean
ent_atlas_local_delete (EntAtlasDatabase *database,
                        const char       *id,
                        GError          **error)
{
  g_autoptr (EntAtlasQuery) query = ent_atlas_database_query (database, QUERY_DELETE_LOCAL, error);

  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, id);
  return ent_atlas_query_run (query, error) && (sqlite3_changes (database->db) == 1 || missing (error));
}
