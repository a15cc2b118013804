/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs when the product is built: writes the index in which EntDirectory searches
 * authorities.tsv, with the very function that folds what is searched for. */

#include "ent-directory-key.h"
#include "ent-directory-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GString *words;
  GArray *in_words;  /* (element-type guint32) */
  GArray *in_lines;  /* (element-type guint32) */
  GArray *positions; /* (element-type gint32) */
} Index;

static void
append_offset (GArray *offsets,
               gsize   offset)
{
  guint32 value = (guint32) offset;

  g_array_append_val (offsets, value);
}

static void
append_name (GString    *words,
             const char *name)
{
  g_autofree char *key = ent_directory_key (name);

  g_string_append_printf (words, " %s |", key);
}

static void
append_position (GArray     *positions,
                 const char *cell)
{
  gint32 value = ENT_DIRECTORY_NOWHERE;

  if (*cell != '\0')
    value = (gint32) lround (g_ascii_strtod (cell, NULL) * ENT_DIRECTORY_DEGREE);

  g_array_append_val (positions, value);
}

static void
append_codes (GString *words,
              char   **cells)
{
  const char *insee = cells[ENT_DIRECTORY_INSEE];
  const char *departement = cells[ENT_DIRECTORY_DEPARTEMENT];

  if (*cells[ENT_DIRECTORY_SIREN] != '\0')
    g_string_append_printf (words, " #%s", cells[ENT_DIRECTORY_SIREN]);
  if (*insee != '\0')
    g_string_append_printf (words, " %s", insee);
  if (!g_str_has_prefix (insee, departement))
    g_string_append_printf (words, " %s", departement);
}

static void
append_row (Index      *index,
            const char *line,
            gsize       offset)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  g_auto (GStrv) others = NULL;

  if (g_strv_length (cells) != ENT_DIRECTORY_N_COLUMNS)
    g_error ("Not %d columns: %s", ENT_DIRECTORY_N_COLUMNS, line);

  append_offset (index->in_words, index->words->len);
  append_offset (index->in_lines, offset);
  append_position (index->positions, cells[ENT_DIRECTORY_LATITUDE]);
  append_position (index->positions, cells[ENT_DIRECTORY_LONGITUDE]);

  g_string_append (index->words, "\n|");
  append_name (index->words, cells[ENT_DIRECTORY_NAME]);
  others = g_strsplit (cells[ENT_DIRECTORY_OTHERS], ";", -1);
  for (char **name = others; *name != NULL; name++)
    append_name (index->words, *name);
  append_codes (index->words, cells);
  g_string_append_c (index->words, ' ');
}

/* Takes @array. */
static GVariant *
make_array (const GVariantType *type,
            GArray             *array)
{
  GVariant *variant = g_variant_new_fixed_array (type, array->data, array->len, sizeof (guint32));

  g_array_unref (array);
  return variant;
}

static GVariant *
make_index (const char *lines)
{
  Index index = {
    g_string_new (NULL),
    g_array_new (FALSE, FALSE, sizeof (guint32)),
    g_array_new (FALSE, FALSE, sizeof (guint32)),
    g_array_new (FALSE, FALSE, sizeof (gint32)),
  };
  const char *line = lines;

  for (const char *end; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      g_autofree char *row = g_strndup (line, end - line);

      if (*row != '#')
        append_row (&index, row, line - lines);
    }
  append_offset (index.in_words, index.words->len);
  append_offset (index.in_lines, line - lines);

  return g_variant_new ("(@s@au@au@ai)", g_variant_new_take_string (g_string_free_and_steal (index.words)),
                        make_array (G_VARIANT_TYPE_UINT32, index.in_words),
                        make_array (G_VARIANT_TYPE_UINT32, index.in_lines),
                        make_array (G_VARIANT_TYPE_INT32, index.positions));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) index = NULL;
  g_autofree char *lines = NULL;

  if (argc != 3)
    g_error ("usage: %s authorities.tsv OUTPUT", argv[0]);

  if (!g_file_get_contents (argv[1], &lines, NULL, &error))
    g_error ("%s", error->message);
  index = g_variant_ref_sink (make_index (lines));
  if (!g_file_set_contents (argv[2], g_variant_get_data (index), g_variant_get_size (index), &error))
    g_error ("%s", error->message);

  return 0;
}
