/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-gzip.h"

#include "ent-atlas-error.h"

#include <string.h>

#define STEP 65536

static gboolean
too_large (GError **error)
{
  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_TOO_LARGE, "the request entity is too large");
}

/**
 * ent_atlas_gzip_unpack:
 * @packed: what was packed with gzip
 * @limit: how many bytes it may be unpacked
 * @error: return location for an error
 *
 * Unpacks bit by bit: a few kilobytes can stand for gigabytes.
 *
 * Returns: (transfer full) (nullable): what was packed
 */
GBytes *
ent_atlas_gzip_unpack (GBytes  *packed,
                       gsize    limit,
                       GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autofree guint8 *step = g_malloc (STEP);
  gsize size, at = 0;
  const guint8 *data = g_bytes_get_data (packed, &size);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize taken = 0, given = 0;

      result = g_converter_convert (converter, data + at, size - at, step, STEP, G_CONVERTER_INPUT_AT_END, &taken,
                                    &given, NULL);
      if (result == G_CONVERTER_ERROR)
        {
          g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "Invalid gzip body");
          return NULL;
        }

      if (plain->len + given > limit)
        {
          too_large (error);
          return NULL;
        }
      g_byte_array_append (plain, step, (guint) given);
      at += taken;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&plain));
}

/**
 * ent_atlas_gzip_decode_body:
 * @headers: a request's headers
 * @body: (nullable): its body
 * @limit: how many bytes it may be
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the body, unpacked if the headers say that it was packed
 */
GBytes *
ent_atlas_gzip_decode_body (SoupMessageHeaders *headers,
                            GBytes             *body,
                            gsize               limit,
                            GError            **error)
{
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  if (body == NULL)
    return g_bytes_new_static ("", 0);
  if (g_bytes_get_size (body) > limit)
    {
      too_large (error);
      return NULL;
    }
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return g_bytes_ref (body);
  if (g_ascii_strcasecmp (encoding, "gzip") == 0)
    return ent_atlas_gzip_unpack (body, limit, error);

  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_CONTENT_TYPE,
                       "Content-Encoding must be gzip or identity");
  return NULL;
}

/**
 * ent_atlas_gzip_is_accepted:
 * @headers: a request's headers
 *
 * Returns: whether the answer may be packed
 */
gboolean
ent_atlas_gzip_is_accepted (SoupMessageHeaders *headers)
{
  const char *list = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *wanted;
  gboolean found;

  if (list == NULL)
    return FALSE;

  wanted = soup_header_parse_quality_list (list, NULL);
  found = g_slist_find_custom (wanted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  soup_header_free_list (wanted);
  return found;
}

/**
 * ent_atlas_gzip_encode:
 * @compressor: a compressor, used for all parts of one answer
 * @data: (inout): a part of the answer, replaced by its packed form
 * @is_last: whether nothing comes after it
 */
void
ent_atlas_gzip_encode (GConverter *compressor,
                       GString    *data,
                       gboolean    is_last)
{
  g_autoptr (GString) packed = g_string_sized_new (data->len / 4 + STEP);
  g_autofree guint8 *step = g_malloc (STEP);
  GConverterFlags flags = is_last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS;
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize at = 0;

  while (is_last ? result != G_CONVERTER_FINISHED : at < data->len)
    {
      gsize taken = 0, given = 0;

      result = g_converter_convert (compressor, data->str + at, data->len - at, step, STEP, flags, &taken, &given,
                                    NULL);
      g_return_if_fail (result != G_CONVERTER_ERROR);
      g_string_append_len (packed, (const char *) step, (gssize) given);
      at += taken;
    }

  g_string_assign (data, "");
  g_string_append_len (data, packed->str, (gssize) packed->len);
}
