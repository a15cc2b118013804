/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of documents, to and from a remote, once all records have travelled. */
#include "ent-sync-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-files.h"
#include "ent-record-json.h"
#include "ent-sync-issues.h"

#define PREFIX "file:"
#define ATTACHMENT "data"

/**
 * ent_sync_file_free:
 * @file: (nullable) (transfer full): a file
 */
void
ent_sync_file_free (EntSyncFile *file)
{
  if (file == NULL)
    return;

  g_free (file->digest);
  g_free (file->document);
  g_free (file->rev);
  g_free (file->body);
  g_clear_pointer (&file->json, json_node_unref);
  g_free (file->error);
  g_free (file->reason);
  g_free (file);
}

static char *
compose_id (const char *digest)
{
  return g_strconcat (PREFIX, digest, NULL);
}

/* Which files the documents there have, which of them are there, and which are here. What is agreed on is not always JSON. */
static const char next_sql[] =
  "WITH used AS (SELECT json_extract (document, '$.digest') AS digest, min (id) AS id FROM base"
  "  WHERE remote = ?1 AND id >= 'document:' AND id < 'document;' AND rev <> '' AND json_valid (document) GROUP BY 1),"
  " there AS (SELECT substr (id, 6) AS digest, rev FROM base WHERE remote = ?1 AND id >= 'file:' AND id < 'file;' AND rev <> '')"
  " SELECT * FROM ("
  "  SELECT 0, digest, id, NULL FROM used JOIN file USING (digest) WHERE digest NOT IN (SELECT digest FROM there)"
  "  UNION ALL SELECT 1, digest, id, rev FROM used JOIN there USING (digest) WHERE digest NOT IN (SELECT digest FROM file)"
  "  UNION ALL SELECT 2, digest, NULL, rev FROM there WHERE digest NOT IN (SELECT digest FROM used WHERE digest IS NOT NULL))"
  " WHERE digest > ?2 ORDER BY digest LIMIT 1";

static char *
compose_body (EntWorkspace *workspace,
              const char *digest,
              GError **error)
{
  g_autoptr (GBytes) bytes = ent_file_read (workspace, digest, error);
  g_autofree char *encoded = NULL;

  if (bytes == NULL)
    return NULL;

  encoded = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return g_strdup_printf ("{\"_id\":\"" PREFIX "%s\",\"type\":\"file\",\"_attachments\":{\"" ATTACHMENT
                          "\":{\"content_type\":\"application/octet-stream\",\"data\":\"%s\"}}}",
                          digest, encoded);
}

/**
 * ent_sync_file_next:
 * @workspace: a workspace
 * @remote: a remote
 * @after: the checksum of the file before, empty for the first
 * @ret_file: (out) (transfer full) (nullable): the next file with which something is to be done; %NULL where there is none
 * @error: set where the workspace could not be read
 *
 * A file goes where the record goes that has it, and no further; it is taken back from where no record has it any more.
 *
 * Returns: whether it could be told
 */
gboolean
ent_sync_file_next (EntWorkspace *workspace,
                    const EntRemote *remote,
                    const char *after,
                    EntSyncFile **ret_file,
                    GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, next_sql, error);
  g_autoptr (EntSyncFile) file = NULL;
  gboolean found;

  *ret_file = NULL;
  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, remote->name);
  ent_statement_bind_text (statement, 2, after);
  if (!ent_database_step (database, statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  file = g_new0 (EntSyncFile, 1);
  file->task = sqlite3_column_int (statement, 0);
  file->digest = g_strdup (ent_statement_get_text (statement, 1));
  file->document = g_strdup (ent_statement_get_text (statement, 2));
  file->rev = g_strdup (ent_statement_get_text (statement, 3));
  if (file->task == ENT_SYNC_FILE_SEND && (file->body = compose_body (workspace, file->digest, error)) == NULL)
    return FALSE;

  *ret_file = g_steal_pointer (&file);
  return TRUE;
}

/**
 * ent_sync_file_get_path:
 * @file: a file
 *
 * Returns: (transfer full): what follows the address of the database in the request about it
 */
char *
ent_sync_file_get_path (const EntSyncFile *file)
{
  g_autofree char *rev = NULL;

  if (file->task == ENT_SYNC_FILE_FETCH)
    return g_strdup_printf ("/" PREFIX "%s?attachments=true", file->digest);
  if (file->task == ENT_SYNC_FILE_SEND)
    return g_strconcat ("/" PREFIX, file->digest, NULL);

  rev = g_uri_escape_string (file->rev, NULL, FALSE);
  return g_strdup_printf ("/" PREFIX "%s?rev=%s", file->digest, rev);
}

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What came, if it is what its name says; it may be anything. */
static GBytes *
read_content (const EntSyncFile *file)
{
  JsonObject *document = file->json != NULL && JSON_NODE_HOLDS_OBJECT (file->json) ? json_node_get_object (file->json) : NULL;
  JsonObject *attachment = get_object (get_object (document, "_attachments"), ATTACHMENT);
  JsonNode *data = attachment != NULL ? json_object_get_member (attachment, "data") : NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guchar *decoded;
  gsize length;

  if (data == NULL || json_node_get_value_type (data) != G_TYPE_STRING)
    return NULL;

  decoded = g_base64_decode (json_node_get_string (data), &length);
  bytes = g_bytes_new_take (decoded, length);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return length <= ENT_FILE_MAX && g_str_equal (digest, file->digest) ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
put_aside (EntWorkspace *workspace,
           const EntRemote *remote,
           const EntSyncFile *file,
           GError **error)
{
  g_autofree char *id = compose_id (file->digest);
  g_autofree char *at = ent_sync_row_now ();
  const EntQuarantined quarantined = {
    .remote = remote->name,
    .id = id,
    .rev = file->rev,
    .document = (char *) "{}",
    .reason = (char *) _ ("The file that came is not the one that was attached."),
    .at = at,
  };

  return ent_sync_issues_set_quarantined (workspace, &quarantined, error);
}

static gboolean
settle_fetched (EntWorkspace *workspace,
                const EntRemote *remote,
                const EntSyncFile *file,
                GError **error)
{
  g_autoptr (GBytes) bytes = read_content (file);
  g_autofree char *id = compose_id (file->digest);

  if (bytes == NULL)
    return put_aside (workspace, remote, file, error);

  return ent_file_keep (workspace, file->digest, bytes, error)
         && ent_sync_issues_drop_quarantined (workspace, remote->name, id, error);
}

static gboolean
settle_refused (EntWorkspace *workspace,
                const EntRemote *remote,
                const EntSyncFile *file,
                GError **error)
{
  g_autofree char *at = ent_sync_row_now ();
  const EntRefusal refusal = {
    .remote = remote->name,
    .id = file->document,
    .error = file->error,
    .reason = file->reason != NULL ? file->reason : (char *) "",
    .at = at,
  };

  return ent_sync_issues_set_refused (workspace, &refusal, error);
}

/**
 * ent_sync_file_settle:
 * @workspace: a workspace with an open change
 * @remote: the remote
 * @file: a file, with what the server said
 * @error: set where the workspace could not be written
 *
 * Returns: whether it is written down
 */
gboolean
ent_sync_file_settle (EntWorkspace *workspace,
                      const EntRemote *remote,
                      const EntSyncFile *file,
                      GError **error)
{
  g_autofree char *id = compose_id (file->digest);

  if (file->task == ENT_SYNC_FILE_SEND && file->error != NULL)
    return settle_refused (workspace, remote, file, error);
  if (file->task == ENT_SYNC_FILE_FETCH && file->json != NULL)
    return settle_fetched (workspace, remote, file, error);
  if (file->rev == NULL)
    return ent_sync_state_drop_base (workspace, remote->name, id, error);

  return ent_sync_state_set_base (workspace, remote->name, id, file->rev, NULL, error);
}

/**
 * ent_sync_file_is_row:
 * @row: a row of the list of changes
 *
 * Returns: whether it is about a file
 */
gboolean
ent_sync_file_is_row (const EntSyncRow *row)
{
  return row->id != NULL && g_str_has_prefix (row->id, PREFIX);
}

/**
 * ent_sync_file_note:
 * @workspace: a workspace with an open change
 * @remote: the remote
 * @row: a row about a file
 * @error: set where the workspace could not be written
 *
 * Returns: whether it is written down that the file is there, or no longer
 */
gboolean
ent_sync_file_note (EntWorkspace *workspace,
                    const EntRemote *remote,
                    const EntSyncRow *row,
                    GError **error)
{
  return row->deleted || *row->rev == '\0' ? ent_sync_state_drop_base (workspace, remote->name, row->id, error)
                                           : ent_sync_state_set_base (workspace, remote->name, row->id, row->rev, NULL, error);
}

/**
 * ent_sync_file_knows:
 * @workspace: a workspace
 * @remote: the remote
 * @row: a row about a file
 * @ret_known: (out): whether there is nothing new in it
 * @error: set where the workspace could not be read
 *
 * Returns: whether it could be told
 */
gboolean
ent_sync_file_knows (EntWorkspace *workspace,
                     const EntRemote *remote,
                     const EntSyncRow *row,
                     gboolean *ret_known,
                     GError **error)
{
  g_auto (EntBase) base = { 0 };
  gboolean found;

  if (!ent_sync_state_get_base (workspace, remote->name, row->id, &base, &found, error))
    return FALSE;

  *ret_known = row->deleted ? !found : found && g_str_equal (base.rev, row->rev);
  return TRUE;
}
