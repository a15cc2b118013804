/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-directory.h"

#include <math.h>
#include <string.h>

#include "ent-fold.h"

/* As many as can share a name's words. */
#define SEARCHED 20

/* The kinds that communes form together. */
#define GROUPED "metropole urban-community agglomeration-community community-of-communes territorial-public-body special-status"

/* How files name what is not a commune, folded, and the kinds that this may be; the words it is then searched by. */
static const struct
{
  const char *pattern;
  const char *kinds;
  const char *words;
} forms[] = {
  { "^(?:(?:conseil|collectivite) )?region(?:al|ale)?\\b(?: de la| de l'| des| du| de| d')?", "region special-status", "region " },
  { "^(?:conseil )?(?:departement(?:al)?|general)\\b(?: de la| de l'| des| du| de| d')?", "departement special-status", "departement " },
  { "\\b(?:communaute|metropole|eurometropole|agglomeration|agglo|intercommunalite|etablissement public territorial)\\b", GROUPED, NULL },
};

static gboolean
is_of_kind (const EntDirectoryEntry *entry,
            const char *kinds)
{
  g_auto (GStrv) names = g_strsplit (kinds, " ", -1);

  return g_strv_contains ((const char *const *) names, entry->kind);
}

/* A name without the small words and signs between the others. */
static char *
simplify (const char *name)
{
  static const char *const small[] = { "", "de", "du", "des", "d", "la", "le", "les", "l", "et", NULL };
  g_autofree char *folded = ent_fold (name);
  g_auto (GStrv) words = g_strsplit_set (folded, " -',()", -1);
  g_autoptr (GString) simple = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (small, words[i]))
      g_string_append_printf (simple, "%s ", words[i]);

  return g_string_free_and_steal (g_steal_pointer (&simple));
}

/* The authority of these kinds that has these words and no others; else, unless @whole, the only one that has them. */
static EntDirectoryEntry *
search (const char *words,
        const char *kinds,
        gboolean whole)
{
  g_autoptr (GPtrArray) found = ent_directory_search (ent_directory_get_default (), words, SEARCHED);
  g_autofree char *wanted = simplify (words);
  const EntDirectoryEntry *only = NULL;
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const EntDirectoryEntry *entry = found->pdata[i];
      g_autofree char *name = NULL;

      if (!is_of_kind (entry, kinds))
        continue;
      name = simplify (entry->name);
      if (g_str_equal (name, wanted))
        return ent_directory_entry_ref ((EntDirectoryEntry *) entry);
      only = entry;
      n++;
    }

  return n == 1 && !whole ? ent_directory_entry_ref ((EntDirectoryEntry *) only) : NULL;
}

/* What is no commune's name may be that of a région, of a département, or of communes together: "Bretagne",
 * "Isère". */
static EntDirectoryEntry *
search_territory (const char *folded)
{
  g_autofree char *region = g_strconcat ("region ", folded, NULL);
  g_autofree char *departement = g_strconcat ("departement ", folded, NULL);
  EntDirectoryEntry *entry = search (region, "region", TRUE);

  if (entry == NULL)
    entry = search (departement, "departement", TRUE);
  return entry != NULL ? entry : search (folded, GROUPED, TRUE);
}

/* Compiled once: an import asks for thousands. */
static GRegex *
get_pattern (gsize form)
{
  static GRegex *patterns[G_N_ELEMENTS (forms)];
  static gsize compiled;

  if (g_once_init_enter (&compiled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
        patterns[i] = g_regex_new (forms[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&compiled, 1);
    }

  return patterns[form];
}

/* What a form of name stands for, the parentheses gone: "Arras (communauté)". */
static char *
compose_words (const char *folded,
               gsize form)
{
  g_autofree char *words = forms[form].words != NULL
                             ? g_regex_replace_literal (get_pattern (form), folded, -1, 0, forms[form].words, 0, NULL)
                             : g_strdup (folded);
  g_autofree char *open = g_strdelimit (g_steal_pointer (&words), "()", ' ');

  return ent_fold (open);
}

/* *ret_formed tells whether the name is that of no commune, found or not. */
static EntDirectoryEntry *
find_by_form (const char *folded,
              gboolean *ret_formed)
{
  *ret_formed = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_regex_match (get_pattern (i), folded, 0, NULL))
      {
        g_autofree char *words = compose_words (folded, i);

        *ret_formed = TRUE;
        return search (words, forms[i].kinds, FALSE);
      }

  return NULL;
}

/* An INSEE code begins with that of the département, overseas with three digits. */
static char *
departement_of (EntRecord *authority)
{
  const char *insee = ent_record_get_text (authority, "insee");

  if (insee == NULL || strlen (insee) != 5)
    return NULL;

  return g_strndup (insee, g_str_has_prefix (insee, "97") || g_str_has_prefix (insee, "98") ? 3 : 2);
}

/*
 * ent_import_directory_find:
 * @authority: an authority as a file names it: its name, perhaps its codes and position
 *
 * Returns: (transfer full) (nullable): the one authority of the directory that is meant
 */
EntDirectoryEntry *
ent_import_directory_find (EntRecord *authority)
{
  const char *name = ent_record_get_text (authority, "name");
  const char *siren = ent_record_get_text (authority, "siren");
  g_autofree char *folded = name != NULL ? ent_fold (name) : NULL;
  g_autofree char *departement = departement_of (authority);
  EntDirectory *directory = ent_directory_get_default ();
  EntDirectoryEntry *entry;
  gboolean formed;

  if (siren != NULL)
    return ent_directory_find_siren (directory, siren);
  if (name == NULL)
    return NULL;

  entry = find_by_form (folded, &formed);
  if (entry == NULL && !formed)
    entry = ent_directory_find_town (directory, name, departement, ent_record_get_real (authority, "latitude", NAN),
                                     ent_record_get_real (authority, "longitude", NAN));

  return entry != NULL || formed ? entry : search_territory (folded);
}

/*
 * ent_import_directory_fill:
 * @authority: an authority
 * @entry: what the directory says of it
 *
 * Gives it the official name and codes, and a position where it has none.
 */
void
ent_import_directory_fill (EntRecord *authority,
                           const EntDirectoryEntry *entry)
{
  ent_record_set_text (authority, "name", entry->name);
  ent_record_set_text (authority, "kind", entry->kind);
  ent_record_set_text (authority, "country", "FR");
  ent_record_set_text (authority, "siren", entry->siren);
  ent_record_set_text (authority, "insee", entry->insee);
  if (entry->population > 0)
    ent_record_set_integer (authority, "population", entry->population);
  if (!isfinite (ent_record_get_real (authority, "latitude", NAN)) && isfinite (entry->latitude))
    {
      ent_record_set_real (authority, "latitude", entry->latitude);
      ent_record_set_real (authority, "longitude", entry->longitude);
    }
}
