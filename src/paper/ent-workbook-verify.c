/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a workbook is whole. Its sheets are written to temporary files first, of which the library does not say when
 * the disk filled: a part that was cut is found here, before anybody is given it. */
#include "ent-workbook.h"

#include <string.h>

#include "ent-error.h"
#include "ent-gettext.h"

#define END_SIZE 22
#define ENTRY_SIZE 46
#define HEADER_SIZE 30
#define ENDS 512
#define BUFFER (256 * 1024)

static guint
read_short (const guint8 *data)
{
  return data[0] | data[1] << 8;
}

static guint
read_long (const guint8 *data)
{
  return read_short (data) | (guint) read_short (data + 2) << 16;
}

/* Inflates a part, and keeps its first and its last bytes. */
static gboolean
read_ends (const guint8 *data,
           gsize length,
           GString *head,
           GString *tail)
{
  g_autoptr (GConverter) inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  g_autofree char *buffer = g_malloc (BUFFER);

  for (;;)
    {
      gsize n_read, n;
      GConverterResult result = g_converter_convert (inflater, data, length, buffer, BUFFER, G_CONVERTER_INPUT_AT_END, &n_read, &n, NULL);

      if (result == G_CONVERTER_ERROR)
        return FALSE;
      data += n_read;
      length -= n_read;
      if (head->len == 0)
        g_string_append_len (head, buffer, MIN (n, ENDS));
      g_string_append_len (tail, n > ENDS ? buffer + n - ENDS : buffer, MIN (n, ENDS));
      if (tail->len > ENDS)
        g_string_erase (tail, 0, tail->len - ENDS);
      if (result == G_CONVERTER_FINISHED)
        return TRUE;
    }
}

/* Each part is one XML element: it ends as it began. */
static gboolean
is_whole (const GString *head,
          GString *tail)
{
  const char *declared = strstr (head->str, "?>");
  const char *root = declared != NULL ? strchr (declared, '<') : NULL;
  g_autofree char *end = NULL;

  if (root == NULL)
    return FALSE;

  g_strchomp (tail->str);
  end = g_strdup_printf ("</%.*s>", (int) strcspn (root + 1, " >/"), root + 1);
  return g_str_has_suffix (tail->str, end) || (strchr (root + 1, '<') == NULL && g_str_has_suffix (tail->str, "/>"));
}

static gboolean
verify_entry (const guint8 *data,
              gsize length,
              const guint8 *entry)
{
  gsize offset = read_long (entry + 42), packed = read_long (entry + 20), start;
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) tail = g_string_new (NULL);

  if (offset + HEADER_SIZE > length)
    return FALSE;
  start = offset + HEADER_SIZE + read_short (data + offset + 26) + read_short (data + offset + 28);

  return start + packed <= length && read_ends (data + start, packed, head, tail) && is_whole (head, tail);
}

static gboolean
verify_entries (const guint8 *data,
                gsize length)
{
  const guint8 *end, *entry;
  guint n_entries;

  if (length < END_SIZE)
    return FALSE;
  end = data + length - END_SIZE;
  n_entries = read_short (end + 10);
  if (read_long (end) != 0x06054b50 || read_long (end + 16) >= length || n_entries == 0)
    return FALSE;

  entry = data + read_long (end + 16);
  for (guint i = 0; i < n_entries; i++)
    {
      if (entry + ENTRY_SIZE > end || read_long (entry) != 0x02014b50 || !verify_entry (data, length, entry))
        return FALSE;
      entry += ENTRY_SIZE + read_short (entry + 28) + read_short (entry + 30) + read_short (entry + 32);
    }

  return TRUE;
}

/**
 * ent_workbook_verify:
 * @path: a workbook that was just written
 * @error: set where it is not whole
 *
 * Returns: whether every part of it is there to its end
 */
gboolean
ent_workbook_verify (const char *path,
                     GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);

  if (file == NULL)
    return FALSE;
  if (verify_entries ((const guint8 *) g_mapped_file_get_contents (file), g_mapped_file_get_length (file)))
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FULL,
                       _ ("The workbook could not be written to its end. Free some space on the disk, also for temporary files, and try again."));
  return FALSE;
}
