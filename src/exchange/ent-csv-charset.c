/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-csv-charset.h"

#include <string.h>

#define CHUNK_SIZE (64 * 1024)

static const struct
{
  const char *bytes;
  gsize length;
  const char *charset;
} marks[] = {
  { "\xef\xbb\xbf", 3, "UTF-8" },
  { "\xff\xfe", 2, "UTF-16LE" },
  { "\xfe\xff", 2, "UTF-16BE" },
};

/* How many bytes at the end of the text are the beginning of a character; -1 where some byte is no UTF-8. */
static gssize
count_cut_bytes (const char *text,
                 gsize length)
{
  const char *end = text;
  gsize rest;

  /* Zero bytes are UTF-8. That they have no place in a table is said later, where the line is known. */
  while (!g_utf8_validate_len (end, text + length - end, &end) && *end == '\0')
    end++;

  rest = text + length - end;
  if (rest == 0)
    return 0;

  return g_utf8_get_char_validated (end, rest) == (gunichar) -2 ? (gssize) rest : -1;
}

/* Only the whole file can tell: the first accent may come late. */
static gboolean
scan (GInputStream *stream,
      gboolean *ret_utf8,
      goffset *ret_size,
      GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_SIZE);
  gssize cut = 0;
  goffset size = 0;
  gsize length;

  do
    {
      gsize kept = MAX (cut, 0);

      if (!g_input_stream_read_all (stream, chunk + kept, CHUNK_SIZE - kept, &length, NULL, error))
        return FALSE;

      size += length;
      if (cut >= 0 && length > 0)
        cut = count_cut_bytes (chunk, kept + length);
      if (cut > 0 && length > 0)
        memmove (chunk, chunk + kept + length - cut, cut);
    }
  while (length > 0);

  *ret_utf8 = cut == 0;
  *ret_size = size;
  return TRUE;
}

static gboolean
detect (GInputStream *stream,
        const char **ret_charset,
        gsize *ret_mark,
        goffset *ret_size,
        GError **error)
{
  char start[3] = { 0 };
  gsize length;
  gboolean utf8;

  if (!g_input_stream_read_all (stream, start, sizeof start, &length, NULL, error)
      || !g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, error)
      || !scan (stream, &utf8, ret_size, error))
    return FALSE;

  *ret_charset = utf8 ? "UTF-8" : "WINDOWS-1252";
  *ret_mark = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (start, marks[i].bytes, marks[i].length) == 0)
      {
        *ret_charset = marks[i].charset;
        *ret_mark = marks[i].length;
      }

  return TRUE;
}

/*
 * ent_csv_decode:
 * @stream: a seekable stream at its start
 * @ret_charset: (out): what it is encoded in: what its byte order mark says, else UTF-8 where all of it is, else
 *   Windows-1252
 * @ret_size: (out): how many bytes it has
 * @error: set where it cannot be read
 *
 * Returns: (transfer full): a stream of the same text in UTF-8, without the mark
 */
GInputStream *
ent_csv_decode (GInputStream *stream,
                const char **ret_charset,
                goffset *ret_size,
                GError **error)
{
  g_autoptr (GCharsetConverter) converter = NULL;
  gsize mark;

  if (!detect (stream, ret_charset, &mark, ret_size, error)
      || !g_seekable_seek (G_SEEKABLE (stream), mark, G_SEEK_SET, NULL, error))
    return NULL;

  /* Even what claims to be UTF-8 by its mark is converted, so that what is broken is found. */
  if (g_str_equal (*ret_charset, "UTF-8") && mark == 0)
    return g_object_ref (stream);

  converter = g_charset_converter_new ("UTF-8", *ret_charset, error);
  if (converter == NULL)
    return NULL;

  return g_converter_input_stream_new (stream, G_CONVERTER (converter));
}
