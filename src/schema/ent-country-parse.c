/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-country.h"

#include "ent-country-private.h"
#include "ent-fold.h"

#include <string.h>

/* No country's name is longer; what is comes from a broken or hostile file. */
#define MAX_LABEL 200

/* Words that change from list to list and tell no country from another. */
static gboolean
is_noise (const char *word)
{
  static const char *const noise[] = { "the", "la", "le", "les", "l", "and", "et" };

  for (gsize i = 0; i < G_N_ELEMENTS (noise); i++)
    {
      if (g_str_equal (word, noise[i]))
        return TRUE;
    }

  return FALSE;
}

/* The significant words of a folded name, one space between them. */
static char *
make_key (const char *folded)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *spaced = g_strdup (folded);
  GString *key = g_string_sized_new (strlen (folded));

  for (char *p = spaced; *p != '\0'; p++)
    {
      if (g_ascii_ispunct (*p))
        *p = ' ';
    }

  words = g_strsplit (spaced, " ", -1);
  for (char **word = words; *word != NULL; word++)
    {
      const char *said = *word;

      if (*said == '\0' || is_noise (said))
        continue;
      if (g_str_equal (said, "st"))
        said = "saint";
      else if (g_str_equal (said, "ste"))
        said = "sainte";
      if (key->len > 0)
        g_string_append_c (key, ' ');
      g_string_append (key, said);
    }

  return g_string_free_and_steal (key);
}

static void
learn (GHashTable       *known,
       const char       *name,
       const EntCountry *country)
{
  g_autofree char *folded = ent_fold (name);
  g_autofree char *key = make_key (folded);

  /* The first name learnt stands: short names, then official ones, then usual ones. */
  if (*key != '\0' && !g_hash_table_contains (known, key))
    g_hash_table_insert (known, g_steal_pointer (&key), (gpointer) country);
}

static void
learn_aliases (GHashTable            *known,
               const EntCountryAlias *aliases,
               gsize                  n)
{
  for (gsize i = 0; i < n; i++)
    learn (known, aliases[i].name, ent_country_find (aliases[i].code));
}

static GHashTable *
make_names (void)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const EntCountryAlias *aliases;
  const EntCountry *all;
  gsize n;

  all = ent_countries (&n);
  for (gsize i = 0; i < n; i++)
    {
      learn (known, all[i].english, &all[i]);
      learn (known, all[i].french, &all[i]);
    }

  aliases = ent_country_iso_aliases (&n);
  learn_aliases (known, aliases, n);
  aliases = ent_country_usual_aliases (&n);
  learn_aliases (known, aliases, n);

  return known;
}

/* Made once, never changed again: any thread may read it. */
static GHashTable *
get_names (void)
{
  static GHashTable *names;

  if (g_once_init_enter_pointer (&names))
    g_once_init_leave_pointer (&names, make_names ());

  return names;
}

/* "République du X", "Republic of X", where the whole is in no list. */
static const char *
skip_form_of_state (const char *key)
{
  static const char *const forms[] = {
    "republic of ", "republique de ", "republique du ", "republique des ", "republique d ",
    "kingdom of ",  "royaume de ",    "royaume du ",    "royaume d ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (g_str_has_prefix (key, forms[i]))
        return key + strlen (forms[i]);
    }

  return key;
}

static const EntCountry *
parse_name (const char *folded)
{
  g_autofree char *key = make_key (folded);
  const EntCountry *country = g_hash_table_lookup (get_names (), key);

  return country != NULL ? country : g_hash_table_lookup (get_names (), skip_form_of_state (key));
}

/* Two countries in one label mean one only if the first belongs to the second. */
static const EntCountry *
choose (const EntCountry *part,
        const EntCountry *whole)
{
  const char *sovereign;

  if (part == NULL || part == whole)
    return whole;

  sovereign = ent_country_sovereign (part->code);
  return g_strcmp0 (sovereign, whole->code) == 0 ? part : NULL;
}

/* "England, United Kingdom", "Bavière, Allemagne": the last is the country. */
static const EntCountry *
parse_after_comma (const char *folded)
{
  const char *comma = strrchr (folded, ',');
  const EntCountry *whole = comma != NULL ? ent_country_parse (comma + 1) : NULL;
  g_autofree char *before = NULL;

  if (whole == NULL)
    return NULL;

  before = g_strndup (folded, comma - folded);
  return choose (ent_country_parse (before), whole);
}

/* "Royaume-Uni (Angleterre)", "Georgia (country)", "Angleterre (Royaume-Uni)" */
static const EntCountry *
parse_parentheses (const char *folded)
{
  const char *open = strchr (folded, '(');
  const char *close = open != NULL ? strchr (open, ')') : NULL;
  g_autofree char *outer = NULL;
  g_autofree char *inner = NULL;
  const EntCountry *outside, *inside;

  if (close == NULL)
    return NULL;

  outer = g_strdup_printf ("%.*s %s", (int) (open - folded), folded, close + 1);
  inner = g_strndup (open + 1, close - open - 1);
  outside = ent_country_parse (outer);
  inside = parse_name (inner);

  if (outside == NULL || inside == NULL)
    return outside != NULL ? outside : inside;
  return choose (inside, outside) != NULL ? choose (inside, outside) : choose (outside, inside);
}

/**
 * ent_country_parse:
 * @text: (nullable): what a file or a person says for a country
 *
 * Finds the country meant by a code (alpha-2 or alpha-3), by a name in French or
 * English, short or official, by a usual or former name, or by the name of a part
 * of a state ("Écosse", "England, United Kingdom", "Royaume-Uni (Angleterre)").
 * Case, accents, apostrophes, hyphens, articles and double spaces do not matter.
 *
 * A territory with a code of its own is that territory ("Réunion, France" is
 * La Réunion). Plain "Congo" is the Republic of the Congo, as in ISO 3166-1.
 *
 * May be called from any thread.
 *
 * Returns: (transfer none) (nullable): the country; %NULL if the name is unknown
 *   or does not mean exactly one country of today (Yugoslavia, Korea)
 */
const EntCountry *
ent_country_parse (const char *text)
{
  g_autofree char *folded = NULL;
  const EntCountry *country;

  if (text == NULL || strnlen (text, MAX_LABEL + 1) > MAX_LABEL)
    return NULL;

  folded = ent_fold (text);
  country = ent_country_find (folded);
  if (country == NULL)
    country = parse_name (folded);
  if (country == NULL)
    country = parse_parentheses (folded);
  if (country == NULL)
    country = parse_after_comma (folded);

  return country;
}
