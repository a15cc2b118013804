/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-themes.h"

#include <string.h>

#include "ent-choices.h"
#include "ent-fold.h"

/* What the Atlas and its users call the themes: words, folded; `*` at the end stands for any ending. Two words are
 * sought before one alone, and what they found is not sought again. */
static const struct
{
  const char *words;
  const char *nick;
} aliases[] = {
  { "droit* de l'homme", "human-rights" },
  { "droit* humain*", "human-rights" },
  { "droits de l'enfant", "human-rights" },
  { "enseignement superieur", "higher-education" },
  { "formation* professionnelle*", "vocational-training" },
  { "mobilite urbaine", "urban" },
  { "mobilite* internationale*", "youth" },
  { "appui institutionnel", "governance" },
  { "developpement local", "governance" },
  { "cooperation transfrontaliere", "governance" },
  { "solidarite internationale", "awareness" },
  { "citoyennete mondiale", "awareness" },
  { "education a la citoyennete", "awareness" },
  { "education au developpement", "awareness" },
  { "aide alimentaire", "emergency" },
  { "gouvernance", "governance" },
  { "institution*", "governance" },
  { "decentralis*", "governance" },
  { "administrati*", "governance" },
  { "democrati*", "governance" },
  { "eau", "water" },
  { "eaux", "water" },
  { "assainissement", "water" },
  { "hydraulique*", "water" },
  { "dechet*", "waste" },
  { "agricol*", "agriculture" },
  { "agricult*", "agriculture" },
  { "agro*", "agriculture" },
  { "alimenta*", "agriculture" },
  { "elevage", "agriculture" },
  { "peche", "agriculture" },
  { "rural*", "rural" },
  { "ruraux", "rural" },
  { "urban*", "urban" },
  { "urbain*", "urban" },
  { "amenagement", "urban" },
  { "habitat", "urban" },
  { "logement*", "urban" },
  { "transport*", "urban" },
  { "mobilite*", "urban" },
  { "energ*", "energy" },
  { "environnement*", "environment" },
  { "climat*", "environment" },
  { "biodiversite", "environment" },
  { "foret*", "environment" },
  { "sante", "health" },
  { "medic*", "health" },
  { "hopita*", "health" },
  { "hospitali*", "health" },
  { "sida", "health" },
  { "social", "social" },
  { "sociale*", "social" },
  { "sociaux", "social" },
  { "handicap*", "social" },
  { "urgence*", "emergency" },
  { "humanitaire*", "emergency" },
  { "reconstruction", "emergency" },
  { "catastrophe*", "emergency" },
  { "sensibilisation", "awareness" },
  { "ecsi", "awareness" },
  { "citoyennete", "awareness" },
  { "econom*", "economy" },
  { "emploi*", "economy" },
  { "entrepren*", "economy" },
  { "entreprise*", "economy" },
  { "artisan*", "economy" },
  { "commerc*", "economy" },
  { "industri*", "economy" },
  { "insertion", "economy" },
  { "tourism*", "tourism" },
  { "touristique*", "tourism" },
  { "cultur*", "culture" },
  { "patrimoine*", "culture" },
  { "francophonie", "culture" },
  { "musi*", "culture" },
  { "museographie", "culture" },
  { "education*", "education" },
  { "educati*", "education" },
  { "enseignement", "education" },
  { "ecole*", "education" },
  { "scolaire*", "education" },
  { "alphabetisation", "education" },
  { "formation*", "vocational-training" },
  { "apprentissage", "vocational-training" },
  { "recherche", "higher-education" },
  { "universit*", "higher-education" },
  { "superieur", "higher-education" },
  { "innovation", "higher-education" },
  { "jeunesse", "youth" },
  { "jeune*", "youth" },
  { "sport*", "youth" },
  { "genre", "equality" },
  { "egalite", "equality" },
  { "femme*", "equality" },
  { "droit*", "human-rights" },
  { "numerique*", "digital" },
  { "tic", "digital" },
  { "migr*", "migration" },
  { "immigr*", "migration" },
  { "diaspora*", "migration" },
  { "codeveloppement", "migration" },
  { "multi*", "multi-sector" },
  { "pluri*", "multi-sector" },
  { "transversal*", "multi-sector" },
};

static gboolean
is_word (const char *pattern,
         const char *word)
{
  gsize length = strlen (pattern);

  if (g_str_has_suffix (pattern, "*"))
    return strncmp (pattern, word, length - 1) == 0;

  return g_str_equal (pattern, word);
}

/* Whether the pattern's words stand one after the other from @words on; they are then blanked out. */
static gboolean
take_words (GStrv words,
            GStrv pattern)
{
  guint n = g_strv_length (pattern);

  for (guint i = 0; i < n; i++)
    if (words[i] == NULL || !is_word (pattern[i], words[i]))
      return FALSE;

  for (guint i = 0; i < n; i++)
    *words[i] = '\0';
  return TRUE;
}

static gboolean
take_alias (GStrv words,
            const char *alias)
{
  g_auto (GStrv) pattern = g_strsplit (alias, " ", -1);
  gboolean taken = FALSE;

  for (gsize i = 0; words[i] != NULL; i++)
    taken = take_words (words + i, pattern) || taken;

  return taken;
}

/*
 * ent_atlas_parse_themes:
 * @label: what the Atlas says for a theme: its own words, often several themes in one
 *
 * Returns: (transfer full): the themes that are meant, none where no word is known
 */
GStrv
ent_atlas_parse_themes (const char *label)
{
  const char *nick = ent_choices_parse (&ent_choices_themes, label);
  g_autoptr (GStrvBuilder) nicks = g_strv_builder_new ();
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  if (nick != NULL)
    {
      g_strv_builder_add (nicks, nick);
      return g_strv_builder_end (nicks);
    }

  folded = ent_fold (label);
  words = g_strsplit_set (folded, " ,;:/()-&.", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (take_alias (words, aliases[i].words))
      g_strv_builder_add (nicks, aliases[i].nick);

  return g_strv_builder_end (nicks);
}
