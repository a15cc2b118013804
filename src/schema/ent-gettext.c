/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-gettext.h"

#include <string.h>

#include "ent-locale.h"

/* The tables of a catalogue as msgfmt writes it (GNU gettext manual, “The Format of GNU MO Files”): pairs of length and
 * offset, sorted by the original. */
#define MAGIC 0x950412deu

typedef struct
{
  GMappedFile *file; /* (nullable) (owned) */
  const char *data;
  gsize size;
  guint32 n, originals, translations;
} Catalogue;

static guint32
read_number (const Catalogue *self,
             gsize offset)
{
  guint32 number = 0;

  if (offset + sizeof number <= self->size)
    memcpy (&number, self->data + offset, sizeof number);
  return number;
}

/* Returns: (nullable): the text that a pair leads to, if it ends within the file */
static const char *
read_text (const Catalogue *self,
           guint32 table,
           guint32 position,
           guint32 *ret_length)
{
  gsize pair = table + (gsize) position * 8;
  gsize length = read_number (self, pair), offset = read_number (self, pair + 4);

  if (offset == 0 || offset + length >= self->size || self->data[offset + length] != '\0')
    return NULL;

  *ret_length = length;
  return self->data + offset;
}

static const Catalogue *
open_catalogue (const char *language)
{
  Catalogue *self = g_new0 (Catalogue, 1);
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : LOCALEDIR, language, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  self->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->file == NULL)
    return self;

  self->data = g_mapped_file_get_contents (self->file);
  self->size = g_mapped_file_get_length (self->file);
  if (read_number (self, 0) == MAGIC)
    {
      self->n = read_number (self, 8);
      self->originals = read_number (self, 12);
      self->translations = read_number (self, 16);
    }

  return self;
}

/* The only other language there is a catalogue of. Kept for as long as the program runs. */
static const Catalogue *
get_french (void)
{
  static const Catalogue *french;

  if (g_once_init_enter_pointer (&french))
    g_once_init_leave_pointer (&french, open_catalogue ("fr"));

  return french;
}

/* Returns: (nullable): the translation, its plural forms one after the other */
static const char *
look_up (const Catalogue *self,
         const char *text,
         guint32 *ret_length)
{
  guint32 low = 0, high = self->n, unused;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *original = read_text (self, self->originals, middle, &unused);
      int order = original != NULL ? strcmp (text, original) : 0;

      if (original == NULL)
        return NULL;
      if (order == 0)
        return read_text (self, self->translations, middle, ret_length);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}

/**
 * ent_gettext:
 * @text: a text of the interface
 *
 * Returns: the text in the language of this thread, or as it is where there is no translation
 */
const char *
ent_gettext (const char *text)
{
  const char *language = ent_locale_get_language ();
  const char *translation = NULL;
  guint32 length = 0;

  if (language == NULL)
    return g_dgettext (GETTEXT_PACKAGE, text);
  if (g_str_equal (language, "fr") && *text != '\0')
    translation = look_up (get_french (), text, &length);

  return length > 0 ? translation : text;
}

/**
 * ent_ngettext:
 * @one: a text of the interface, of one thing
 * @many: the same of several
 * @n: how many there are
 *
 * Returns: the form for @n in the language of this thread
 */
const char *
ent_ngettext (const char *one,
              const char *many,
              gulong n)
{
  const char *language = ent_locale_get_language ();
  const char *translation = NULL;
  guint32 length = 0;

  if (language == NULL)
    return g_dngettext (GETTEXT_PACKAGE, one, many, n);
  if (g_str_equal (language, "fr"))
    translation = look_up (get_french (), one, &length);
  if (translation == NULL || length == 0)
    return n == 1 ? one : many;

  /* French: nought and one are singular. */
  return n > 1 && strlen (translation) < length ? translation + strlen (translation) + 1 : translation;
}
