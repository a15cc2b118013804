/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-locale.h"

/**
 * ent_locale_is_french:
 *
 * Whether the user's first language is French, as the environment said when
 * this was first asked. Reference tables carry both names and choose by this,
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

  if (g_once_init_enter (&french))
    {
      const char *language = g_get_language_names ()[0];
      gboolean is_french = g_str_equal (language, "fr") || g_str_has_prefix (language, "fr_")
                           || g_str_has_prefix (language, "fr.") || g_str_has_prefix (language, "fr@");

      g_once_init_leave (&french, is_french ? 2 : 1);
    }

  return french == 2;
}
