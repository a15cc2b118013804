/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-country.h"

#include "ent-country-private.h"
#include "ent-locale.h"

#include <string.h>

#include "ent-country-data.h"

/**
 * ent_countries:
 * @n: (out): how many there are
 *
 * All countries, ordered by alpha-2 code.
 *
 * Returns: (transfer none) (array length=n): the static table
 */
const EntCountry *
ent_countries (gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (countries);
  return countries;
}

const EntCountryAlias *
ent_country_iso_aliases (gsize *n)
{
  *n = G_N_ELEMENTS (iso_aliases);
  return iso_aliases;
}

/**
 * ent_country_find:
 * @code: (nullable): an alpha-2 or alpha-3 code, in any case
 *
 * Returns: (transfer none) (nullable): the country, %NULL if no country has
 *   exactly that code
 */
const EntCountry *
ent_country_find (const char *code)
{
  gsize length = code != NULL ? strlen (code) : 0;

  if (length != 2 && length != 3)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      const char *own = length == 2 ? countries[i].code : countries[i].code3;

      if (g_ascii_strcasecmp (own, code) == 0)
        return &countries[i];
    }

  return NULL;
}

/**
 * ent_country_get_name:
 * @country: a country
 *
 * Returns: (transfer none): its name in the language of the interface: French
 *   where that is the user's first language, English otherwise
 */
const char *
ent_country_get_name (const EntCountry *country)
{
  g_return_val_if_fail (country != NULL, NULL);

  return ent_locale_is_french () ? country->french : country->english;
}
