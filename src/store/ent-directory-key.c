/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory-key.h"

#include "ent-fold.h"

#include <string.h>

static const char *
whole_word (const char *word)
{
  if (g_str_equal (word, "st"))
    return "saint";
  if (g_str_equal (word, "ste"))
    return "sainte";

  return word;
}

/**
 * ent_directory_key:
 * @name: (not nullable): the name of an authority, or words to search for
 *
 * Makes the form in which the directory compares names: folded, only letters and
 * digits, one space between words, usual abbreviations written out.
 *
 * Returns: (transfer full) (not nullable): the words
 */
char *
ent_directory_key (const char *name)
{
  g_autofree char *folded = ent_fold (name);
  g_auto (GStrv) words = NULL;
  GString *key = g_string_sized_new (strlen (folded) + 8);

  for (char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_ispunct (*p))
        *p = ' ';
    }

  words = g_strsplit (folded, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append (key, whole_word (*word));
    }

  return g_string_free_and_steal (key);
}
