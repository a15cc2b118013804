/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-handlers.h"

#include "ent-atlas-changes.h"
#include "ent-atlas-error.h"

#include <string.h>

/* Three kinds of feed. Normal: what there is, an array in an object. Longpoll: the same, but waits for the first change
 * if there is none. Continuous: a line for each, without an end. */

#define DEFAULT_TIMEOUT 60000
#define SHORTEST_HEARTBEAT 1000

static gboolean continue_changes (EntAtlasRequest *request, EntAtlasDatabase *database, GError **error);

static gboolean
feed_is (EntAtlasRequest *request,
         const char      *name)
{
  return g_strcmp0 (ent_atlas_request_get_parameter (request, "feed"), name) == 0;
}

static gboolean
take_ids (EntAtlasChanges     *changes,
          const EntAtlasSlice *value,
          GError             **error)
{
  EntAtlasJsonIter iter;
  EntAtlasSlice id;

  if (!ent_atlas_json_iter_array (&iter, value))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                   "`doc_ids` parameter must be an array of strings");

  while (ent_atlas_json_next_element (&iter, &id))
    if (id.text[0] != '"')
      return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                     "`doc_ids` parameter must be an array of strings");

  g_free (changes->ids);
  changes->ids = g_strndup (value->text, value->length);
  return TRUE;
}

static gboolean
read_ids_of_body (EntAtlasRequest *request,
                  EntAtlasChanges *changes,
                  GError         **error)
{
  EntAtlasSlice json, name, value;
  EntAtlasJsonIter iter;

  if (!ent_atlas_request_read_object (request, &json, error))
    return FALSE;

  ent_atlas_json_iter_object (&iter, &json);
  while (ent_atlas_json_next_member (&iter, &name, &value))
    if (ent_atlas_json_equal (&name, "\"doc_ids\"") && !take_ids (changes, &value, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_ids_of_address (EntAtlasRequest *request,
                     EntAtlasChanges *changes,
                     GError         **error)
{
  const char *text = ent_atlas_request_get_parameter (request, "doc_ids");
  g_autofree char *json = NULL;
  EntAtlasSlice slice;

  if (text == NULL)
    return TRUE;

  json = ent_atlas_json_compact (text, strlen (text), &slice.length, error);
  slice.text = json;
  return json != NULL && take_ids (changes, &slice, error);
}

static gboolean
read_filter (EntAtlasRequest *request,
             EntAtlasChanges *changes,
             GError         **error)
{
  const char *filter = ent_atlas_request_get_parameter (request, "filter");

  if (filter == NULL)
    return TRUE;
  if (!g_str_equal (filter, "_doc_ids"))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST, "The only filter is _doc_ids");
  if (ent_atlas_request_has_body (request) && !read_ids_of_body (request, changes, error))
    return FALSE;

  return read_ids_of_address (request, changes, error)
         && (changes->ids != NULL || ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                                             "`doc_ids` parameter is missing"));
}

static gboolean
read_since (EntAtlasRequest  *request,
            EntAtlasDatabase *database,
            EntAtlasChanges  *changes,
            GError          **error)
{
  g_autofree char *since = g_strdup (ent_atlas_request_get_parameter (request, "since"));
  g_autofree char *seq = NULL;
  gsize length = since != NULL ? strlen (since) : 0;

  /* CouchDB's replicator sends the sequence as JSON, quotes included. */
  if (length >= 2 && since[0] == '"' && since[length - 1] == '"')
    {
      memmove (since, since + 1, length - 2);
      since[length - 2] = '\0';
    }

  changes->backwards = ent_atlas_request_get_flag (request, "descending") && !feed_is (request, "continuous");
  if (!ent_atlas_database_parse_since (database, since, &changes->seq, error))
    return FALSE;

  /* The files of an older copy were put back: what clients have sent since is missing here, and only they can know. */
  seq = ent_atlas_database_format_seq (database, 0);
  changes->rewound = changes->seq == 0 && since != NULL && since[0] != '0' && g_str_has_suffix (since, seq + 1);
  if (changes->backwards)
    changes->seq = G_MAXINT64;
  return TRUE;
}

/* How long to wait, and whether to give a sign of life meanwhile. */
static gboolean
read_patience (EntAtlasRequest *request,
               GError         **error)
{
  gint64 timeout = DEFAULT_TIMEOUT;
  gint64 heartbeat = 0;

  if (ent_atlas_request_get_flag (request, "heartbeat"))
    heartbeat = DEFAULT_TIMEOUT;
  else if (!ent_atlas_request_get_integer (request, "heartbeat", &heartbeat, error))
    return FALSE;
  if (!ent_atlas_request_get_integer (request, "timeout", &timeout, error))
    return FALSE;

  if (heartbeat > 0)
    request->reply.heartbeat = (guint) CLAMP (heartbeat, SHORTEST_HEARTBEAT, DEFAULT_TIMEOUT);
  request->reply.timeout = (guint) CLAMP (timeout, 1, DEFAULT_TIMEOUT);
  return TRUE;
}

static gboolean
read_changes (EntAtlasRequest  *request,
              EntAtlasDatabase *database,
              EntAtlasChanges  *changes,
              GError          **error)
{
  const char *feed = ent_atlas_request_get_parameter (request, "feed");

  if (feed != NULL && !feed_is (request, "normal") && !feed_is (request, "longpoll")
      && !feed_is (request, "continuous"))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                   "Supported `feed` types: normal, continuous, longpoll");

  changes->limit = -1;
  changes->lines = feed_is (request, "continuous");
  changes->all_leaves = g_strcmp0 (ent_atlas_request_get_parameter (request, "style"), "all_docs") == 0;
  changes->include_docs = ent_atlas_request_get_flag (request, "include_docs");
  changes->flags = ent_atlas_request_get_render_flags (request);
  return ent_atlas_request_get_integer (request, "limit", &changes->limit, error)
         && read_since (request, database, changes, error) && read_filter (request, changes, error)
         && read_patience (request, error);
}

static gboolean
finish_changes (EntAtlasRequest  *request,
                EntAtlasDatabase *database,
                EntAtlasChanges  *changes,
                GError          **error)
{
  g_autofree char *seq = NULL;
  EntAtlasDatabaseInfo info;
  gint64 pending = 0;

  if (!ent_atlas_database_get_info (database, &info, error))
    return FALSE;

  /* Everything has been looked at, if not everything told. */
  if (!changes->backwards && changes->rows != changes->limit)
    changes->seq = info.last_seq;
  if (!ent_atlas_changes_count_pending (changes, database, &pending, error))
    return FALSE;

  seq = ent_atlas_database_format_seq (database, changes->seq);
  g_string_append (request->reply.body, changes->lines ? "{" : "\n],\n");
  ent_atlas_json_append_string (request->reply.body, "last_seq");
  g_string_append_c (request->reply.body, ':');
  ent_atlas_json_append_string (request->reply.body, seq);
  g_string_append_printf (request->reply.body, ",\"pending\":%" G_GINT64_FORMAT "%s}\n", pending,
                          changes->rewound ? ",\"rewound\":true" : "");
  request->reply.next = NULL;
  return TRUE;
}

/* Whether to wait for more, after all that there is. */
static gboolean
wants_more (EntAtlasRequest *request,
            EntAtlasChanges *changes)
{
  if (request->timed_out || changes->rows == changes->limit)
    return FALSE;

  return changes->lines || (feed_is (request, "longpoll") && changes->rows == 0);
}

static gboolean
continue_changes (EntAtlasRequest  *request,
                  EntAtlasDatabase *database,
                  GError          **error)
{
  EntAtlasChanges *changes = request->state;
  gboolean done = FALSE;

  if (!ent_atlas_changes_next_page (changes, database, request->reply.body, &done, error))
    return FALSE;

  request->reply.next = continue_changes;
  if (!done)
    return TRUE;
  if (!wants_more (request, changes))
    return finish_changes (request, database, changes, error);

  request->reply.wait = TRUE;
  return TRUE;
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

  if (!changes->lines)
    g_string_append (request->reply.body, "{\"results\":[\n");
  return continue_changes (request, database, error);
}
