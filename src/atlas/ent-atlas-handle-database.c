/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-changes.h"
#include "ent-atlas-error.h"

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
  g_string_append_printf (body,
                          ",\"doc_count\":%" G_GINT64_FORMAT ",\"doc_del_count\":%" G_GINT64_FORMAT
                          ",\"sizes\":{\"file\":%" G_GINT64_FORMAT ",\"active\":%" G_GINT64_FORMAT
                          ",\"external\":%" G_GINT64_FORMAT "},\"compact_running\":false,\"disk_format_version\":1,"
                          "\"props\":{},\"cluster\":{\"q\":1,\"n\":1,\"w\":1,\"r\":1}}\n",
                          info.alive, info.deleted, info.file_size, info.used_size, info.used_size);
  return TRUE;
}

static gboolean
read_changes (EntAtlasRequest  *request,
              EntAtlasDatabase *database,
              EntAtlasChanges  *changes,
              GError          **error)
{
  const char *since = ent_atlas_request_get_parameter (request, "since");

  changes->limit = -1;
  changes->all_leaves = g_strcmp0 (ent_atlas_request_get_parameter (request, "style"), "all_docs") == 0;
  changes->include_docs = ent_atlas_request_get_flag (request, "include_docs");
  return ent_atlas_request_get_integer (request, "limit", &changes->limit, error)
         && ent_atlas_database_parse_since (database, since, &changes->seq, error);
}

static gboolean
finish_changes (EntAtlasRequest  *request,
                EntAtlasDatabase *database,
                EntAtlasChanges  *changes,
                GError          **error)
{
  g_autofree char *seq = ent_atlas_database_format_seq (database, changes->seq);
  gint64 pending = 0;

  if (!ent_atlas_changes_count_pending (changes, database, &pending, error))
    return FALSE;

  g_string_append (request->reply.body, "\n],\n");
  ent_atlas_json_append_string (request->reply.body, "last_seq");
  g_string_append_c (request->reply.body, ':');
  ent_atlas_json_append_string (request->reply.body, seq);
  g_string_append_printf (request->reply.body, ",\"pending\":%" G_GINT64_FORMAT "}\n", pending);
  request->reply.next = NULL;
  return TRUE;
}

static gboolean
continue_changes (EntAtlasRequest  *request,
                  EntAtlasDatabase *database,
                  GError          **error)
{
  EntAtlasChanges *changes = request->state;
  gboolean done = FALSE;

  if (!ent_atlas_changes_next_page (changes, database, ",\n", request->reply.body, &done, error))
    return FALSE;

  request->reply.next = continue_changes;
  return !done || finish_changes (request, database, changes, error);
}

gboolean
ent_atlas_handle_changes (EntAtlasRequest  *request,
                          EntAtlasDatabase *database,
                          GError          **error)
{
  EntAtlasChanges *changes = g_new0 (EntAtlasChanges, 1);

  ent_atlas_request_set_state (request, changes, (GDestroyNotify) ent_atlas_changes_free);
  if (!read_changes (request, database, changes, error))
    return FALSE;

  g_string_append (request->reply.body, "{\"results\":[\n");
  return continue_changes (request, database, error);
}
