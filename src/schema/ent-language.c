/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-language.h"

#include "ent-fold.h"
#include "ent-locale.h"

#include "ent-language-data.h"

/**
 * ent_languages:
 * @n: (out): how many there are
 *
 * All languages, ordered by code.
 *
 * Returns: (transfer none) (array length=n): the static table
 */
const EntLanguage *
ent_languages (gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (languages);
  return languages;
}

/**
 * ent_language_find:
 * @code: (nullable): a two- or three-letter code, in any case
 *
 * Returns: (transfer none) (nullable): the language, %NULL if none has
 *   exactly that code
 */
const EntLanguage *
ent_language_find (const char *code)
{
  if (code == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_ascii_strcasecmp (languages[i].code, code) == 0 || g_ascii_strcasecmp (languages[i].code3, code) == 0)
        return &languages[i];
    }

  return NULL;
}

/**
 * ent_language_parse:
 * @text: (nullable): a code, or a name in French or English, as found in a file
 *
 * Case, accents and spaces do not matter.
 *
 * Returns: (transfer none) (nullable): the language, %NULL if it is not known
 */
const EntLanguage *
ent_language_parse (const char *text)
{
  g_autofree char *folded = NULL;
  const EntLanguage *found;

  if (text == NULL)
    return NULL;

  folded = ent_fold (text);
  found = ent_language_find (folded);

  for (gsize i = 0; i < G_N_ELEMENTS (languages) && found == NULL; i++)
    {
      g_autofree char *english = ent_fold (languages[i].english);
      g_autofree char *french = ent_fold (languages[i].french);

      if (g_str_equal (folded, english) || g_str_equal (folded, french))
        found = &languages[i];
    }

  return found;
}

/**
 * ent_language_get_name:
 * @language: a language
 *
 * Returns: (transfer none): its name in the language of the interface: French
 *   where that is the user's first language, English otherwise
 */
const char *
ent_language_get_name (const EntLanguage *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  return ent_locale_is_french () ? language->french : language->english;
}
