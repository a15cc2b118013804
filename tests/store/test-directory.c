/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-directory.h"

#include "ent-choices.h"
#include "ent-format.h"

#include <math.h>

static guint
count (GHashTable *counts,
       const char *kind)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, kind));
}

/* Every row is whole, and no two share a code. */
static void
test_rows (void)
{
  EntDirectory *directory = ent_directory_get_default ();
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sirens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint last = G_MAXUINT, communes_with_siren = 0;

  for (gsize i = 0; i < ent_directory_get_size (directory); i++)
    {
      g_autoptr (EntDirectoryEntry) entry = ent_directory_get_entry (directory, i);

      g_assert_cmpstr (entry->name, !=, "");
      g_assert_true (ent_choices_contains (&ent_choices_authority_kinds, entry->kind));
      g_assert_true (entry->siren != NULL || entry->insee != NULL);
      g_assert_cmpuint (entry->population, <=, last);
      g_assert_true (isnan (entry->latitude) == isnan (entry->longitude));
      if (!isnan (entry->latitude))
        g_assert_true (fabs (entry->latitude) <= 90 && fabs (entry->longitude) <= 180);
      if (entry->siren != NULL)
        {
          g_assert_true (ent_format_is_siren (entry->siren));
          g_assert_true (g_hash_table_add (sirens, g_strdup (entry->siren)));
          communes_with_siren += g_str_equal (entry->kind, "commune");
        }
      g_hash_table_insert (counts, (gpointer) entry->kind, GUINT_TO_POINTER (count (counts, entry->kind) + 1));
      last = entry->population;
    }

  g_assert_cmpuint (communes_with_siren, ==, 34875);
  g_assert_cmpuint (count (counts, "commune"), ==, 34961);
  g_assert_cmpuint (count (counts, "metropole"), ==, 22);
  g_assert_cmpuint (count (counts, "urban-community"), ==, 14);
  g_assert_cmpuint (count (counts, "agglomeration-community"), ==, 230);
  g_assert_cmpuint (count (counts, "community-of-communes"), ==, 989);
  g_assert_cmpuint (count (counts, "territorial-public-body"), ==, 11);
  g_assert_cmpuint (count (counts, "departement"), ==, 94);
  g_assert_cmpuint (count (counts, "region"), ==, 14);
  g_assert_cmpuint (count (counts, "special-status"), ==, 10);
}

static const EntDirectoryEntry *
nth (GPtrArray *found,
     guint      n)
{
  g_assert_cmpuint (n, <, found->len);
  return g_ptr_array_index (found, n);
}

static void
assert_first (const char *words,
              const char *name,
              const char *kind)
{
  g_autoptr (GPtrArray) found = ent_directory_search (ent_directory_get_default (), words, 20);

  g_test_message ("%s", words);
  g_assert_cmpstr (nth (found, 0)->name, ==, name);
  g_assert_cmpstr (nth (found, 0)->kind, ==, kind);
}

static void
test_search (void)
{
  assert_first ("saint etienne", "Saint-Étienne", "commune");
  assert_first ("St-Étienne", "Saint-Étienne", "commune");
  assert_first ("SAINT-ÉTIENNE MÉTRO", "Saint-Étienne Métropole", "metropole");
  assert_first ("étienne métropole sai", "Saint-Étienne Métropole", "metropole");
  assert_first ("evry cou", "Évry-Courcouronnes", "commune");
  assert_first ("200046977", "Métropole de Lyon", "metropole");
  assert_first ("200 046 977", "Métropole de Lyon", "metropole");
  assert_first ("69123", "Lyon", "commune");
  assert_first ("lyon", "Lyon", "commune");
  assert_first ("l'haÿ", "L’Haÿ-les-Roses", "commune");
  assert_first ("hay les roses", "L’Haÿ-les-Roses", "commune");
  assert_first ("isère", "Département de l’Isère", "departement");
  assert_first ("bretagne", "Région Bretagne", "region");
  assert_first ("reunion region", "Région La Réunion", "region");
  assert_first ("saint denis 93", "Saint-Denis", "commune");
  assert_first ("octeville cherbourg", "Cherbourg-en-Cotentin", "commune");
  assert_first ("haut rhin", "Collectivité européenne d’Alsace", "departement");
  assert_first ("alsace collectivite", "Collectivité européenne d’Alsace", "departement");
}

/* The one of exactly that name comes before bigger ones that only begin so. */
static void
test_ranking (void)
{
  g_autoptr (GPtrArray) found = ent_directory_search (ent_directory_get_default (), "Évry", 20);
  guint last = G_MAXUINT;

  g_assert_cmpstr (nth (found, 0)->name, ==, "Évry");
  g_assert_cmpstr (nth (found, 1)->name, ==, "Évry-Courcouronnes");
  for (guint i = 1; i < found->len; i++)
    {
      g_assert_cmpuint (nth (found, i)->population, <=, last);
      last = nth (found, i)->population;
    }
}

static void
assert_nothing (const char *words)
{
  g_autoptr (GPtrArray) found = ent_directory_search (ent_directory_get_default (), words, 20);

  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_search_bounds (void)
{
  g_autoptr (GPtrArray) some = ent_directory_search (ent_directory_get_default (), "s", 7);
  g_autoptr (GPtrArray) saints = ent_directory_search (ent_directory_get_default (), "saint denis", 2);
  g_autoptr (GPtrArray) none = ent_directory_search (ent_directory_get_default (), "lyon", 0);

  g_assert_cmpuint (some->len, ==, 7);
  g_assert_cmpuint (saints->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  assert_nothing ("");
  assert_nothing (" - ");
  assert_nothing ("lyon lyonnaise de nulle part");
  assert_nothing ("999999999");
  assert_nothing ("|");
  assert_nothing ("\n");
}

static void
test_find_siren (void)
{
  EntDirectory *directory = ent_directory_get_default ();
  g_autoptr (EntDirectoryEntry) lyon = ent_directory_find_siren (directory, " 216 901 231");

  g_assert_cmpstr (lyon->name, ==, "Lyon");
  g_assert_cmpstr (lyon->insee, ==, "69123");
  g_assert_cmpstr (lyon->departement, ==, "69");
  g_assert_cmpfloat_with_epsilon (lyon->latitude, 45.75, 0.05);
  g_assert_cmpfloat_with_epsilon (lyon->longitude, 4.85, 0.05);
  g_assert_null (ent_directory_find_siren (directory, "21690123"));
  g_assert_null (ent_directory_find_siren (directory, "000000000"));
  g_assert_null (ent_directory_find_siren (directory, "69123"));
  g_assert_null (ent_directory_find_siren (directory, "lyon"));
  g_assert_null (ent_directory_find_siren (directory, ""));
}

static void
assert_town (const char *name,
             const char *departement,
             double      latitude,
             double      longitude,
             const char *insee)
{
  g_autoptr (EntDirectoryEntry) town
    = ent_directory_find_town (ent_directory_get_default (), name, departement, latitude, longitude);

  g_test_message ("%s %s", name, departement);
  g_assert_cmpstr (town != NULL ? town->insee : NULL, ==, insee);
}

static void
test_find_town (void)
{
  static const struct
  {
    const char *name;
    const char *departement;
    const char *insee;
  } examples[] = {
    { "Lyon", NULL, "69123" },
    { "LYON ", NULL, "69123" },
    { "Ville de Lyon", NULL, "69123" },
    { "Ville du Havre", NULL, "76351" },
    { "Commune d'Angers", NULL, "49007" },
    { "Lyon 3e", NULL, "69123" },
    { "Lyon 3e arrondissement", NULL, "69123" },
    { "Marseille 1er Arrondissement", NULL, "13055" },
    { "13e arrondissement de Paris", NULL, "75056" },
    { "Paris Cedex 04", NULL, "75056" },
    { "St Etienne", NULL, "42218" },
    { "l'Hay les Roses", NULL, "94038" },
    { "L’Haÿ-les-Roses", NULL, "94038" },
    { "Rochelle", "17", "17300" },
    { "Villeneuve s/ Lot", NULL, "47323" },
    { "Villeneuve-sur-Lot (47)", NULL, "47323" },
    { "Cherbourg-Octeville", NULL, "50129" },
    { "Évry", NULL, "89162" },
    { "Évry", "91", "91228" },
    { "Évry (91)", NULL, "91228" },
    { "Saint-Denis", NULL, NULL },
    { "Saint-Denis", "93", "93066" },
    { "Saint-Denis (93)", NULL, "93066" },
    { "Saint-Denis", "974", "97411" },
    { "Saint-Denis (La Réunion)", NULL, "97411" },
    { "Vernouillet, Eure-et-Loir", NULL, "28404" },
    { "Vernouillet (Yvelines)", NULL, "78643" },
    { "Vernouillet", NULL, NULL },
    { "Thann, Haut-Rhin", NULL, "68334" },
    { "Lyon, France", NULL, "69123" },
    { "Paris, Texas", NULL, NULL },
    { "Saint-Denis", "29", NULL },
    { "Ajaccio", "2a", "2A004" },
    { "Isère", NULL, NULL },
    { "Métropole de Lyon", NULL, NULL },
    { "Nulle-Part-sur-Rien", NULL, NULL },
    { "Nouméa", NULL, "98818" },
    { "", NULL, NULL },
    { "()", NULL, NULL },
    { "|", NULL, NULL },
    { "la", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    assert_town (examples[i].name, examples[i].departement, NAN, NAN, examples[i].insee);
}

static void
test_find_town_by_position (void)
{
  assert_town ("Saint-Denis", NULL, 48.936, 2.354, "93066");
  assert_town ("Saint-Denis", NULL, -20.88, 55.45, "97411");
  assert_town ("Saint-Denis", NULL, 43.36, 2.22, "11339"); /* small, not placed: the only one of the Aude */
  assert_town ("Évry", NULL, 48.63, 2.43, "91228");
  assert_town ("Lyon", NULL, 45.76, 4.83, "69123");
  assert_town ("Lyon", NULL, 48.85, 2.35, NULL);
  assert_town ("Lyon", NULL, 0, 0, NULL);
}

static void
test_long_name (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append (name, "saint (");

  g_assert_null (ent_directory_find_town (ent_directory_get_default (), name->str, NULL, NAN, NAN));
}

/* The French towns of a real, untidy list: the first three columns, name and position. */
static void
test_found_towns (void)
{
  const char *folder = g_getenv ("ENTENTE_SHARED_DATA");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) row = g_regex_new ("^(?:\"([^\"]*)\"|([^,]*)),([^,]*),([^,]*),", 0, 0, NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint matched = 0, by_name = 0;

  if (folder == NULL)
    {
      g_test_skip ("ENTENTE_SHARED_DATA is not set");
      return;
    }

  path = g_build_filename (folder, "twinnings-france.csv", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *name = NULL;
      g_autofree char *latitude = NULL;
      g_autofree char *longitude = NULL;
      g_autoptr (EntDirectoryEntry) placed = NULL;
      g_autoptr (EntDirectoryEntry) named = NULL;

      g_assert_true (g_regex_match (row, *line, 0, &match));
      name = g_match_info_fetch (match, **line == '"' ? 1 : 2);
      latitude = g_match_info_fetch (match, 3);
      longitude = g_match_info_fetch (match, 4);
      if (!g_hash_table_add (seen, g_strdup (name)))
        continue;

      placed = ent_directory_find_town (ent_directory_get_default (), name, NULL,
                                        g_ascii_strtod (latitude, NULL), g_ascii_strtod (longitude, NULL));
      named = ent_directory_find_town (ent_directory_get_default (), name, NULL, NAN, NAN);
      matched += placed != NULL;
      by_name += named != NULL;
      if (placed == NULL)
        g_test_message ("%s (%s, %s): by name %s", name, latitude, longitude, named != NULL ? named->insee : "-");
    }

  g_test_message ("%u towns, %u found by name and position, %u by name alone", g_hash_table_size (seen), matched,
                  by_name);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1511);
  g_assert_cmpuint (matched, >=, 1470);
}

/* Said, not judged: machines differ. */
static void
test_speed (void)
{
  static const char *const words[] = { "s", "saint denis", "zz", "communaute", "216901231" };
  EntDirectory *directory;
  gint64 start = g_get_monotonic_time ();

  directory = g_object_new (ENT_TYPE_DIRECTORY, NULL);
  g_test_message ("opening: %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GPtrArray) found = NULL;

      start = g_get_monotonic_time ();
      found = ent_directory_search (directory, words[i], 20);
      g_test_message ("%s: %u found, %" G_GINT64_FORMAT " µs", words[i], found->len, g_get_monotonic_time () - start);
    }
  g_assert_finalize_object (directory);
}

static gpointer
search_thread (gpointer data)
{
  for (int i = 0; i < 200; i++)
    test_ranking ();
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, search_thread, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/rows", test_rows);
  g_test_add_func ("/directory/search", test_search);
  g_test_add_func ("/directory/ranking", test_ranking);
  g_test_add_func ("/directory/search-bounds", test_search_bounds);
  g_test_add_func ("/directory/find-siren", test_find_siren);
  g_test_add_func ("/directory/find-town", test_find_town);
  g_test_add_func ("/directory/find-town-by-position", test_find_town_by_position);
  g_test_add_func ("/directory/long-name", test_long_name);
  g_test_add_func ("/directory/found-towns", test_found_towns);
  g_test_add_func ("/directory/speed", test_speed);
  g_test_add_func ("/directory/threads", test_threads);
  return g_test_run ();
}
