/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory.h"

#include "ent-directory-key.h"
#include "ent-directory-private.h"
#include "ent-fold.h"

#include <math.h>
#include <string.h>

/* No town's name is longer; what is comes from a broken or hostile file. */
#define MAX_NAME 200

/* Two centres of one town, from different sources, are nearer than this: km. */
#define SAME_TOWN 20.0

/* How many known places around a position say which départements it may be in. */
#define N_NEIGHBOURS 10

/* A position with no known place as near as this is not in France: km. */
#define NEIGHBOURHOOD 50.0

#define KM_PER_DEGREE 111.2

/* Which of its names a commune is sought by. */
typedef enum
{
  OWN_NAME,
  OTHER_NAME,
  BEGINNING_OF_NAME,
} NameUse;

typedef struct
{
  char *key;           /* (not nullable) (owned): without its article */
  char *departement;   /* (nullable) (owned) */
  double latitude;     /* NAN when not known */
  double longitude;    /* NAN when not known */
} Town;

static void
town_clear (Town *town)
{
  g_free (town->key);
  g_free (town->departement);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Town, town_clear)

static gboolean
town_has_position (const Town *town)
{
  return !isnan (town->latitude) && !isnan (town->longitude);
}

/* What is written around a town's name and is not part of it; the name is folded already. */
static char *
strip_surroundings (const char *folded)
{
  static const struct
  {
    const char *pattern;
    const char *replacement;
  } rules[] = {
    { "\\([^()]*\\)", " " },
    { "\\bs/s(?=[ -])", "sous" },
    { "\\bs/", "sur " },
    { "\\bcedex\\b.*$", "" },
    { "^\\d+ ?(er|e|eme)? arrondissement d[e'] ?(?=paris|lyon|marseille)", "" },
    { "^(paris|lyon|marseille)[ ,-]+\\d+ ?(er|e|eme)?( arrondissement)?\\s*$", "\\1" },
    { "^(?:ville|commune|mairie) (?:de |du |des |d')(?=.)", "" },
  };
  static GRegex *regexes[G_N_ELEMENTS (rules)];
  static gsize compiled;
  char *text = g_strdup (folded);

  if (g_once_init_enter (&compiled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
        regexes[i] = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&compiled, 1);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *before = NULL;

      if (!g_regex_match (regexes[i], text, 0, NULL))
        continue;
      before = text;
      text = g_regex_replace (regexes[i], before, -1, 0, rules[i].replacement, 0, NULL);
    }

  return text;
}

/* The département, région or other territory of that bare name: "eure et loir". */
static EntDirectoryEntry *
find_territory (EntDirectory *self,
                const char   *name)
{
  g_autofree char *key = ent_directory_key (name);
  g_autofree char *needle = g_strdup_printf ("| %s |", key);
  const char *hit = *key != '\0' ? strstr (self->words, needle) : NULL;

  /* The most populous comes first, and no commune is larger than the territory of its name. */
  if (hit != NULL)
    {
      g_autoptr (EntDirectoryEntry) entry = ent_directory_load_row (self, ent_directory_row_at (self, hit));

      if (!g_str_equal (entry->kind, "commune"))
        return g_steal_pointer (&entry);
    }

  return NULL;
}

/* What "(93)", "(Eure-et-Loir)" or ", Eure-et-Loir" says of the département: its code, "" where it is a
 * territory that is not one département, NULL where it says nothing. */
static char *
parse_departement (EntDirectory *self,
                   const char   *said)
{
  g_autoptr (EntDirectoryEntry) territory = NULL;

  if (g_regex_match_simple ("^ *(\\d\\d|2[ab]|9[78]\\d) *$", said, 0, 0))
    return g_strstrip (g_ascii_strup (said, -1));

  territory = find_territory (self, said);
  if (territory == NULL)
    return NULL;
  if (g_str_equal (territory->kind, "departement") && g_str_has_prefix (territory->insee, territory->departement))
    return g_strdup (territory->departement);

  return g_strdup ("");
}

static char *
find_departement (EntDirectory *self,
                  const char   *folded)
{
  const char *open = strchr (folded, '(');
  const char *close = open != NULL ? strchr (open, ')') : NULL;
  g_autofree char *said = NULL;

  if (close == NULL)
    return NULL;

  said = g_strndup (open + 1, close - open - 1);
  return parse_departement (self, said);
}

/* Takes away ", Yvelines" or ", France" from the end, and gives back the département if that said it. */
static char *
split_comma (EntDirectory *self,
             char         *folded)
{
  char *comma = strrchr (folded, ',');
  char *code;

  if (comma == NULL)
    return NULL;

  code = parse_departement (self, comma + 1);
  if (code != NULL || g_str_equal (comma, ", france"))
    *comma = '\0';

  return code;
}

static const char *
skip_article (const char *key)
{
  static const char *const articles[] = { "la ", "le ", "les ", "l " };

  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      if (g_str_has_prefix (key, articles[i]))
        return key + strlen (articles[i]);
    }

  return key;
}

static void
town_init (Town         *town,
           EntDirectory *directory,
           const char   *name,
           const char   *departement,
           double        latitude,
           double        longitude)
{
  g_autofree char *folded = ent_fold (name);
  g_autofree char *after_comma = split_comma (directory, folded);
  g_autofree char *in_parentheses = find_departement (directory, folded);
  g_autofree char *bare = strip_surroundings (folded);
  g_autofree char *key = ent_directory_key (bare);
  const char *said = departement != NULL ? departement : in_parentheses != NULL ? in_parentheses : after_comma;

  town->key = g_strdup (skip_article (key));
  town->departement = said != NULL && *said != '\0' ? g_ascii_strup (said, -1) : NULL;
  town->latitude = latitude;
  town->longitude = longitude;
}

/* Kilometres, near enough for neighbours. */
static double
distance (const Town *town,
          double      latitude,
          double      longitude)
{
  double north = town->latitude - latitude;
  double east = (town->longitude - longitude) * cos (latitude * G_PI / 180);

  return KM_PER_DEGREE * sqrt (north * north + east * east);
}

/* NAN when the directory has no position for that row. */
static double
distance_to_row (EntDirectory *self,
                 const Town   *town,
                 gsize         row)
{
  gint32 north = self->positions[2 * row];
  gint32 east = self->positions[2 * row + 1];

  if (north == ENT_DIRECTORY_NOWHERE)
    return NAN;

  return distance (town, (double) north / ENT_DIRECTORY_DEGREE, (double) east / ENT_DIRECTORY_DEGREE);
}

/* Where a name starts that goes on with @hit, whether or not an article comes first; NULL if @hit is inside one. */
static const char *
find_bar (EntDirectory *self,
          const char   *hit)
{
  static const char *const openings[] = { "|", "| la", "| le", "| les", "| l" };

  for (gsize i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      gsize length = strlen (openings[i]);

      if ((gsize) (hit - self->words) > length && strncmp (hit - length, openings[i], length) == 0)
        return hit - length;
    }

  return NULL;
}

static void
add_candidate (EntDirectory *self,
               const Town   *town,
               NameUse       use,
               const char   *hit,
               GArray       *rows,
               GPtrArray    *candidates)
{
  const char *bar = find_bar (self, hit);
  gsize row = ent_directory_row_at (self, hit);
  g_autoptr (EntDirectoryEntry) entry = NULL;

  if (bar == NULL || (bar[-1] == '\n') == (use == OTHER_NAME))
    return;

  entry = ent_directory_load_row (self, row);
  if (!g_str_equal (entry->kind, "commune")
      || (town->departement != NULL && g_strcmp0 (town->departement, entry->departement) != 0))
    return;

  g_array_append_val (rows, row);
  g_ptr_array_add (candidates, g_steal_pointer (&entry));
}

/* Communes only, with that name in that use, in the département if one was said. */
static GPtrArray *
find_candidates (EntDirectory *self,
                 const Town   *town,
                 NameUse       use,
                 GArray       *rows)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_directory_entry_unref);
  GArray *places = use == BEGINNING_OF_NAME ? NULL : ent_directory_find_name (self, town->key);
  g_autofree char *needle = g_strconcat (" ", town->key, " ", NULL);
  const char *hit = self->words;

  for (guint i = 0; places != NULL && i < places->len; i++)
    add_candidate (self, town, use, self->words + g_array_index (places, guint32, i), rows, candidates);
  while (use == BEGINNING_OF_NAME && (hit = strstr (hit, needle)) != NULL)
    add_candidate (self, town, use, hit++, rows, candidates);

  return candidates;
}

/* The codes of the départements around a position; empty far from France. */
static GHashTable *
find_departements_around (EntDirectory *self,
                          const Town   *town)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  double nearest[N_NEIGHBOURS];
  gsize rows[N_NEIGHBOURS];
  guint n = 0;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      double away = distance_to_row (self, town, row);
      guint place;

      if (isnan (away) || away > NEIGHBOURHOOD || (n == N_NEIGHBOURS && away >= nearest[n - 1]))
        continue;
      if (n < N_NEIGHBOURS)
        n++;
      for (place = n - 1; place > 0 && nearest[place - 1] > away; place--)
        {
          nearest[place] = nearest[place - 1];
          rows[place] = rows[place - 1];
        }
      nearest[place] = away;
      rows[place] = row;
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EntDirectoryEntry) entry = ent_directory_load_row (self, rows[i]);

      if (entry->departement != NULL)
        g_hash_table_add (codes, g_strdup (entry->departement));
    }

  return codes;
}

/* The nearest of those whose position is known, if it is near enough. */
static EntDirectoryEntry *
choose_nearest (EntDirectory *self,
                const Town   *town,
                GPtrArray    *candidates,
                GArray       *rows)
{
  EntDirectoryEntry *best = NULL;
  double least = SAME_TOWN;

  for (guint i = 0; i < candidates->len; i++)
    {
      double away = distance_to_row (self, town, g_array_index (rows, gsize, i));

      if (away <= least)
        {
          least = away;
          best = g_ptr_array_index (candidates, i);
        }
    }

  return best;
}

/* The only one without a position that is in a département around the place sought. */
static EntDirectoryEntry *
choose_around (EntDirectory *self,
               const Town   *town,
               GPtrArray    *candidates)
{
  g_autoptr (GHashTable) around = find_departements_around (self, town);
  EntDirectoryEntry *only = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      EntDirectoryEntry *entry = g_ptr_array_index (candidates, i);

      if (!isnan (entry->latitude) || entry->departement == NULL || !g_hash_table_contains (around, entry->departement))
        continue;
      if (only != NULL)
        return NULL;
      only = entry;
    }

  return only;
}

static EntDirectoryEntry *
find_by (EntDirectory *self,
         const Town   *town,
         NameUse       use)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GPtrArray) candidates = find_candidates (self, town, use, rows);
  EntDirectoryEntry *chosen = NULL;

  if (town_has_position (town))
    {
      chosen = choose_nearest (self, town, candidates, rows);
      if (chosen == NULL)
        chosen = choose_around (self, town, candidates);
    }
  else if (candidates->len == 1)
    {
      chosen = g_ptr_array_index (candidates, 0);
    }

  return chosen != NULL ? ent_directory_entry_ref (chosen) : NULL;
}

/**
 * ent_directory_find_town:
 * @self: a directory
 * @name: (not nullable): the name of a commune, as found in a file
 * @departement: (nullable): code of its département, such as "69", "2A" or "974"
 * @latitude: degrees north, NAN where not known
 * @longitude: degrees east, NAN where not known
 *
 * Finds the one commune that is meant. Case, accents, hyphens, articles, "St",
 * "s/", "Cedex", "Ville de" and an arrondissement do not stand in the way; "(93)" or
 * ", Yvelines" after the name say the département where @departement does not; former communes lead to that of today. Of several with the same
 * name the position or the département chooses; with neither there is no choosing.
 * A commune far from the position given is not the one meant, though alone of its
 * name. Where nothing has that name, a commune whose name begins with it is found
 * if the position or the département confirms it ("Évry", "Montaigu").
 *
 * Returns: (transfer full) (nullable): the commune; %NULL if there is none or
 *   several could be meant
 */
EntDirectoryEntry *
ent_directory_find_town (EntDirectory *self,
                         const char   *name,
                         const char   *departement,
                         double        latitude,
                         double        longitude)
{
  g_auto (Town) town = { NULL };
  EntDirectoryEntry *found;

  g_return_val_if_fail (ENT_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (strnlen (name, MAX_NAME + 1) > MAX_NAME)
    return NULL;

  town_init (&town, self, name, departement, latitude, longitude);
  if (*town.key == '\0')
    return NULL;

  found = find_by (self, &town, OWN_NAME);
  if (found == NULL)
    found = find_by (self, &town, OTHER_NAME);
  if (found == NULL && (town.departement != NULL || town_has_position (&town)))
    found = find_by (self, &town, BEGINNING_OF_NAME);

  return found;
}
