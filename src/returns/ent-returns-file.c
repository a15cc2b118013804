/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-file-private.h"

#include <glib/gi18n-lib.h>

#include "ent-error.h"

static EntError
find_code (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return ENT_ERROR_FULL;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return ENT_ERROR_READ_ONLY;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
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

/* Writes a whole file, or leaves what was there. */
gboolean
ent_returns_write_file (const char *path,
                        const void *data,
                        gsize length,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = NULL;
  EntError code;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &local))
    return TRUE;

  code = find_code (local);
  name = g_filename_display_name (path);
  g_set_error (error, ENT_ERROR, code, _ ("“%s” could not be written. %s"), name, explain (code));

  return FALSE;
}
