/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-local.h"
#include "ent-atlas-rule.h"

#include <string.h>

gboolean
ent_atlas_handle_info (EntAtlasRequest  *request,
                       EntAtlasDatabase *database,
                       GError          **error)
{
  GString *body = request->reply.body;
  g_autofree char *seq = NULL;
  EntAtlasDatabaseInfo info;

  if (!ent_atlas_database_get_info (database, &info, error))
    return FALSE;

  seq = ent_atlas_database_format_seq (database, info.last_seq);
  g_string_append_c (body, '{');
  ent_atlas_json_append_member (body, "db_name", request->segments[0]);
  ent_atlas_json_append_member (body, "update_seq", seq);
  ent_atlas_json_append_member (body, "purge_seq", "0");
  /* The same for ever: replicators give up when it changes. */
  ent_atlas_json_append_member (body, "instance_start_time", "0");
  /* What tells this database from one made later under the same name: the tag of its sequences. */
  ent_atlas_json_append_member (body, "uuid", strchr (seq, '-') + 1);
  g_string_append_printf (body,
                          ",\"doc_count\":%" G_GINT64_FORMAT ",\"doc_del_count\":%" G_GINT64_FORMAT
                          ",\"sizes\":{\"file\":%" G_GINT64_FORMAT ",\"active\":%" G_GINT64_FORMAT
                          ",\"external\":%" G_GINT64_FORMAT "},\"compact_running\":false,\"disk_format_version\":1,"
                          "\"props\":{},\"cluster\":{\"q\":1,\"n\":1,\"w\":1,\"r\":1}}\n",
                          info.alive, info.deleted, info.file_size, info.used_size, info.used_size);
  return TRUE;
}

gboolean
ent_atlas_handle_security_get (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *security = ent_atlas_database_dup_property (database, "security", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_string_append_printf (request->reply.body, "%s\n", security != NULL ? security : "{}");
  return TRUE;
}

gboolean
ent_atlas_handle_security_put (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  g_autofree char *security = NULL;
  EntAtlasSlice json;

  if (!ent_atlas_request_read_json (request, &json, error))
    return FALSE;

  security = g_strndup (json.text, json.length);
  if (!ent_atlas_rule_check_security (security, error)
      || !ent_atlas_database_set_property (database, "security", security, error))
    return FALSE;

  ent_atlas_request_set_ok (request, SOUP_STATUS_OK);
  return TRUE;
}

gboolean
ent_atlas_handle_revs_limit (EntAtlasRequest  *request,
                             EntAtlasDatabase *database,
                             GError          **error)
{
  g_string_append_printf (request->reply.body, "%d\n", ENT_ATLAS_DATABASE_REVS_LIMIT);
  return TRUE;
}

/* Nothing is ever acknowledged before it is on the disk: there is nothing left to do. */
gboolean
ent_atlas_handle_full_commit (EntAtlasRequest  *request,
                              EntAtlasDatabase *database,
                              GError          **error)
{
  request->reply.status = SOUP_STATUS_CREATED;
  g_string_append (request->reply.body, "{\"ok\":true,\"instance_start_time\":\"0\"}\n");
  return TRUE;
}

gboolean
ent_atlas_handle_local_get (EntAtlasRequest  *request,
                            EntAtlasDatabase *database,
                            GError          **error)
{
  return ent_atlas_local_render (database, request->segments[1], request->reply.body, error);
}

static void
set_local (EntAtlasRequest *request,
           guint            status,
           gint64           generation)
{
  request->reply.status = status;
  g_string_append (request->reply.body, "{\"ok\":true");
  ent_atlas_json_append_member (request->reply.body, "id", request->segments[1]);
  g_string_append_printf (request->reply.body, ",\"rev\":\"0-%" G_GINT64_FORMAT "\"}\n", generation);
}

gboolean
ent_atlas_handle_local_put (EntAtlasRequest  *request,
                            EntAtlasDatabase *database,
                            GError          **error)
{
  EntAtlasSlice json;
  gint64 generation = 0;

  if (!ent_atlas_request_read_json (request, &json, error)
      || !ent_atlas_local_put (database, request->segments[1], &json, &generation, error))
    return FALSE;

  set_local (request, SOUP_STATUS_CREATED, generation);
  return TRUE;
}

gboolean
ent_atlas_handle_local_delete (EntAtlasRequest  *request,
                               EntAtlasDatabase *database,
                               GError          **error)
{
  if (!ent_atlas_local_delete (database, request->segments[1], error))
    return FALSE;

  set_local (request, SOUP_STATUS_OK, 0);
  return TRUE;
}
