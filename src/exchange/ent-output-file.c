/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-output-file.h"

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
