/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-gettext.h"

#include <string.h>

#include "ent-french.h"
#include "ent-locale.h"

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
  const char *translation;

  if (language == NULL)
    return g_dgettext (GETTEXT_PACKAGE, text);

  /* The empty text has the catalogue's own description for a translation. */
  translation = g_str_equal (language, "fr") && *text != '\0' ? ent_french_find (text) : NULL;
  return translation != NULL && *translation != '\0' ? translation : text;
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
  const char *translation;

  if (language == NULL)
    return g_dngettext (GETTEXT_PACKAGE, one, many, n);

  translation = g_str_equal (language, "fr") ? ent_french_find (one) : NULL;
  if (translation == NULL || *translation == '\0')
    return n == 1 ? one : many;

  /* The forms follow each other; in French nought and one are singular. */
  return n > 1 ? translation + strlen (translation) + 1 : translation;
}

/**
 * ent_pgettext:
 * @text: a context, the character 4, and a text of the interface
 * @offset: where the text begins
 *
 * Returns: the text in the language of this thread, as it is said in that context
 */
const char *
ent_pgettext (const char *text,
              gsize offset)
{
  const char *language = ent_locale_get_language ();
  const char *translation;

  if (language == NULL)
    return g_dpgettext (GETTEXT_PACKAGE, text, offset);

  translation = ent_gettext (text);
  return translation != text ? translation : text + offset;
}
