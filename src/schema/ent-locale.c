/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-locale.h"

/* The language that a thread was told to speak, an interned string. */
static GPrivate thread_language;

/**
 * ent_locale_set_language:
 * @language: (nullable): `fr` or `en`; %NULL for that of the interface
 *
 * Makes this thread speak a language, whatever that of the interface: all that ent-gettext.h translates, numbers and
 * dates. Whoever sets it sets it back.
 */
void
ent_locale_set_language (const char *language)
{
  g_return_if_fail (language == NULL || g_str_equal (language, "fr") || g_str_equal (language, "en"));

  g_private_set (&thread_language, (gpointer) g_intern_string (language));
}

/**
 * ent_locale_get_language:
 *
 * Returns: (nullable): what ent_locale_set_language() said in this thread
 */
const char *
ent_locale_get_language (void)
{
  return g_private_get (&thread_language);
}

/**
 * ent_locale_format_date:
 * @date: a date
 * @format: how, as for g_date_time_format()
 *
 * Returns: (transfer full): the date with the month in the language of this thread
 */
char *
ent_locale_format_date (GDateTime *date,
                        const char *format)
{
  static const char *const months[][12] = {
    { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
    { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre" },
  };
  g_autoptr (GString) pattern = g_string_new (format);

  if (ent_locale_get_language () != NULL)
    g_string_replace (pattern, "%B", months[ent_locale_is_french () ? 1 : 0][g_date_time_get_month (date) - 1], 0);

  return g_date_time_format (date, pattern->str);
}

/**
 * ent_locale_is_french:
 *
 * Whether this thread speaks French: as it was told, or else as the user's first
 * language is, as the environment said when this was first asked. Reference tables carry both names and choose by this,
 * so that they need no catalogue of their own.
 *
 * May be called from any thread.
 *
 * Returns: %TRUE for French, %FALSE for every other language
 */
gboolean
ent_locale_is_french (void)
{
  static gsize french;
  const char *language = ent_locale_get_language ();

  if (language != NULL)
    return g_str_equal (language, "fr");
  if (g_once_init_enter (&french))
    {
      const char *first = g_get_language_names ()[0];
      gboolean is_french = g_str_equal (first, "fr") || g_str_has_prefix (first, "fr_") || g_str_has_prefix (first, "fr.")
                           || g_str_has_prefix (first, "fr@");

      g_once_init_leave (&french, is_french ? 2 : 1);
    }

  return french == 2;
}
