/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-output-file.h"

#include "ent-error.h"
#include "ent-gettext.h"

/*
 * ent_output_file_open:
 * @path: path of the file
 * @error: set where it cannot be written there
 *
 * Returns: (transfer full): a stream into a temporary file beside it, to be kept or discarded before it is unreferenced
 */
GOutputStream *
ent_output_file_open (const char *path,
                      GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  /* Without this flag what has other links or another owner would be written in place. */
  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error));
}

/*
 * ent_output_file_keep:
 * @stream: from ent_output_file_open()
 * @cancellable: (nullable): to stop; the former file then stays
 * @error: set where it could not be written to the end
 *
 * Returns: whether the file is there under its name
 */
gboolean
ent_output_file_keep (GOutputStream *stream,
                      GCancellable *cancellable,
                      GError **error)
{
  return g_output_stream_close (stream, cancellable, error);
}

/*
 * ent_output_file_discard:
 * @stream: from ent_output_file_open()
 *
 * Removes the temporary file.
 */
void
ent_output_file_discard (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  /* This is how GIO is told not to put the new file in the place of the former. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static EntError
find_code (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return ENT_ERROR_FULL;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return ENT_ERROR_READ_ONLY;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return ENT_ERROR_NOT_FOUND;

  return ENT_ERROR_FAILED;
}

static const char *
explain (EntError code)
{
  switch ((int) code)
    {
    case ENT_ERROR_FULL:
      return _ ("The disk is full. Free some space and try again.");
    case ENT_ERROR_READ_ONLY:
      return _ ("You may not write there. Choose another folder.");
    case ENT_ERROR_NOT_FOUND:
      return _ ("The folder does not exist. Choose another one.");
    default:
      return _ ("Choose another folder and try again.");
    }
}

/**
 * ent_output_file_set_error:
 * @error: set to what went wrong, in words for whoever chose the place
 * @path: the file that could not be written
 * @cause: (transfer full): why, as GLib or GIO said it; being cancelled is passed on as it is
 */
void
ent_output_file_set_error (GError **error,
                           const char *path,
                           GError *cause)
{
  g_autofree char *name = g_filename_display_name (path);
  EntError code = find_code (cause);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return;
    }

  g_set_error (error, ENT_ERROR, code, _ ("“%s” could not be written. %s"), name, explain (code));
  g_error_free (cause);
}

/**
 * ent_output_file_write:
 * @path: where to write
 * @data: (array length=length): what
 * @length: how many bytes
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong, in words for whoever chose the place
 *
 * Writes a whole file, or leaves what was there.
 *
 * Returns: whether it was written
 */
gboolean
ent_output_file_write (const char *path,
                       const void *data,
                       gsize length,
                       GCancellable *cancellable,
                       GError **error)
{
  GError *local = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;

  ent_output_file_set_error (error, path, local);
  return FALSE;
}
