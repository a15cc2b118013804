/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that records carry. They lie in the workspace under their checksum: the same file is there once, and one that
 * was replaced is still there when that is undone. */
#include "ent-files.h"

#include <glib/gi18n-lib.h>

#include "ent-workspace-private.h"

static gboolean
refuse_size (const char *name,
             GError **error)
{
  g_autofree char *most = g_format_size_full (ENT_FILE_MAX, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
               _ ("“%s” is too large: a file may have at most %s. Keep it where your colleagues find it, and note the address instead."), name, most);
  return FALSE;
}

/* No more than one byte too many is ever read: the size that is told may be another by then. */
static GBytes *
read_stream (GInputStream *stream,
             const char *name,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (;;)
    {
      g_autoptr (GBytes) part = g_input_stream_read_bytes (stream, 256 * 1024, cancellable, error);
      gsize length;
      const guint8 *data;

      if (part == NULL)
        return NULL;
      data = g_bytes_get_data (part, &length);
      if (length == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + length > ENT_FILE_MAX)
        {
          refuse_size (name, error);
          return NULL;
        }
      g_byte_array_append (bytes, data, length);
    }
}

static GBytes *
read_file (GFile *file,
           const char *name,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is not a file. To attach a folder, compress it first."), name);
      return NULL;
    }
  if (g_file_info_get_size (info) > ENT_FILE_MAX)
    {
      refuse_size (name, error);
      return NULL;
    }

  stream = g_file_read (file, cancellable, error);
  return stream != NULL ? read_stream (G_INPUT_STREAM (stream), name, cancellable, error) : NULL;
}

/**
 * ent_file_keep:
 * @workspace: a workspace
 * @digest: the checksum of @bytes
 * @bytes: what a file holds
 * @error: set where it could not be written
 *
 * Returns: whether the file is there, perhaps since before
 */
gboolean
ent_file_keep (EntWorkspace *workspace,
               const char *digest,
               GBytes *bytes,
               GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, "INSERT OR IGNORE INTO file (digest, data) VALUES (?, ?)", error);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, digest);
  sqlite3_bind_blob64 (statement, 2, length > 0 ? data : "", length, SQLITE_STATIC);
  return ent_database_run (database, statement, error);
}

/**
 * ent_document_attach:
 * @workspace: a workspace
 * @document: a document, new or changed, that is saved with its file
 * @path: path of the file
 * @cancellable: (nullable): to stop reading
 * @error: set where the file is larger than %ENT_FILE_MAX, none, or could not be read or written; nothing is then changed
 *
 * Takes a copy of the file into the workspace, in the place of a former one. Undoing that brings the former back.
 *
 * Returns: whether the document has the file
 */
gboolean
ent_document_attach (EntWorkspace *workspace,
                     EntRecord *document,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *label = NULL;
  gboolean own;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (ENT_IS_RECORD (document) && g_str_equal (ent_record_get_entity (document)->name, "document"), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  file = g_file_new_for_path (path);
  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  bytes = read_file (file, name, cancellable, error);
  if (bytes == NULL)
    return FALSE;

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  ent_record_set_text (document, "file", name);
  ent_record_set_text (document, "digest", digest);
  ent_record_set_integer (document, "size", g_bytes_get_size (bytes));
  label = g_strdup_printf (_ ("Attach “%s”"), name);
  if (!ent_record_check (document, error) || !ent_workspace_join_change (workspace, label, &own, error))
    return FALSE;

  return ent_workspace_end_change (workspace, own, ent_file_keep (workspace, digest, bytes, error) && ent_workspace_save (workspace, document, error), error);
}

/* %NULL without an error: it is not there. */
static GBytes *
look_up (EntWorkspace *workspace,
         const char *digest,
         GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, "SELECT data FROM file WHERE digest = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, digest);
  if (!ent_database_step (database, statement, &row, error) || !row)
    return NULL;

  return g_bytes_new (sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));
}

/**
 * ent_file_read:
 * @workspace: a workspace
 * @digest: a checksum
 * @error: set where the file is not in this workspace, or could not be read
 *
 * Returns: (transfer full) (nullable): what the file holds
 */
GBytes *
ent_file_read (EntWorkspace *workspace,
               const char *digest,
               GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = look_up (workspace, digest, &failure);

  if (bytes == NULL && failure == NULL)
    g_set_error (&failure, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("The file %s is not in this workspace."), digest);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return bytes;
}

/**
 * ent_document_read:
 * @workspace: a workspace
 * @document: a document
 * @error: set where it has no file, the file is not in this workspace, or it could not be read
 *
 * Returns: (transfer full) (nullable): what the file holds, as it was attached
 */
GBytes *
ent_document_read (EntWorkspace *workspace,
                   EntRecord *document,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ENT_IS_RECORD (document), NULL);

  bytes = look_up (workspace, ent_record_get_text (document, "digest"), &failure);
  if (bytes == NULL && failure == NULL)
    g_set_error (&failure, ENT_ERROR, ENT_ERROR_NOT_FOUND,
                 _ ("The file of “%s” is not in this workspace. It comes with the next synchronisation, or whoever attached it has it."),
                 ent_record_get_text (document, "title"));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return bytes;
}

/* Adds the names of files that are not what their checksum says. */
gboolean
ent_files_check (EntWorkspace *self,
                 GPtrArray *problems,
                 GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "SELECT digest, data FROM file", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      g_autofree char *digest = NULL;

      if (!ent_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, sqlite3_column_blob (statement, 1), sqlite3_column_bytes (statement, 1));
      if (!g_str_equal (digest, ent_statement_get_text (statement, 0)))
        g_ptr_array_add (problems, g_strdup_printf (_ ("File that is no longer what was attached: %s"), ent_statement_get_text (statement, 0)));
    }
}
