/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The French catalogue beside the language in use: tables made by French colleagues come in under any locale. */
#include "ent-french.h"

#include <libintl.h>
#include <string.h>

/* The format is described in the manual of gettext, “The Format of GNU MO Files”; msgfmt writes the low byte first. */
#define MAGIC 0x950412de

enum
{
  WORD_MAGIC,
  WORD_REVISION,
  WORD_N,
  WORD_ORIGINALS,    /* where the table of the original texts begins, which are in order */
  WORD_TRANSLATIONS, /* where that of their translations does */
};

typedef struct
{
  GMappedFile *file; /* (owned): stays until the end of the program */
  const char *content;
  gsize length;
} Catalogue;

/* Returns 0 beyond the end, where nothing of any table lies. */
static guint32
read_word (const Catalogue *catalogue,
           gsize offset)
{
  guint32 word;

  if (catalogue->length < sizeof word || offset > catalogue->length - sizeof word)
    return 0;

  memcpy (&word, catalogue->content + offset, sizeof word);
  return GUINT32_FROM_LE (word);
}

/* The text number @i of a table; NULL where the file is damaged. */
static const char *
read_text (const Catalogue *catalogue,
           guint table,
           guint i)
{
  gsize entry = (gsize) read_word (catalogue, table * sizeof (guint32)) + (gsize) i * 2 * sizeof (guint32);
  gsize end = (gsize) read_word (catalogue, entry + sizeof (guint32)) + read_word (catalogue, entry);

  return end < catalogue->length && catalogue->content[end] == '\0' ? catalogue->content + end - read_word (catalogue, entry) : NULL;
}

static gpointer
load (gpointer unused)
{
  static Catalogue catalogue;
  g_autofree char *path = g_build_filename (bindtextdomain (GETTEXT_PACKAGE, NULL), "fr", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  GMappedFile *file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL)
    return NULL;

  catalogue = (Catalogue){ file, g_mapped_file_get_contents (file), g_mapped_file_get_length (file) };
  return read_word (&catalogue, WORD_MAGIC) == MAGIC ? &catalogue : NULL;
}

/**
 * ent_french_find:
 * @english: a text of the schema, untranslated
 *
 * May be called from any thread, after the program has said where its catalogues are.
 *
 * Returns: (nullable): its French, whatever the language in use; %NULL where there is none, or no catalogue
 */
const char *
ent_french_find (const char *english)
{
  static GOnce once = G_ONCE_INIT;
  const Catalogue *catalogue = g_once (&once, load, NULL);
  guint low = 0, high = catalogue != NULL ? read_word (catalogue, WORD_N * sizeof (guint32)) : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const char *original = read_text (catalogue, WORD_ORIGINALS, middle);
      int order = original != NULL ? strcmp (english, original) : -1;

      if (order == 0)
        return read_text (catalogue, WORD_TRANSLATIONS, middle);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}
