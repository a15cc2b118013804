/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-country.h"

#include <string.h>

static void
test_table (void)
{
  gsize n;
  const EntCountry *all = ent_countries (&n);

  g_assert_cmpuint (n, >=, 250); /* ISO's 249, and Kosovo */
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (all[i].code), ==, 2);
      g_assert_cmpuint (strlen (all[i].code3), ==, 3);
      if (i > 0)
        g_assert_cmpstr (all[i - 1].code, <, all[i].code);
      g_assert_true (ent_country_find (all[i].code) == &all[i]);
      g_assert_true (ent_country_find (all[i].code3) == &all[i]);
    }
}

/* Each name leads back to its own country: no two countries share one. */
static void
test_own_names (void)
{
  gsize n;
  const EntCountry *all = ent_countries (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *loud = g_utf8_strup (all[i].french, -1);

      g_assert_true (ent_country_parse (all[i].english) == &all[i]);
      g_assert_true (ent_country_parse (all[i].french) == &all[i]);
      g_assert_true (ent_country_parse (loud) == &all[i]);
      g_assert_true (ent_country_parse (all[i].code) == &all[i]);
      g_assert_true (ent_country_parse (all[i].code3) == &all[i]);
    }
}

static void
test_find (void)
{
  g_assert_cmpstr (ent_country_find ("fr")->code3, ==, "FRA");
  g_assert_cmpstr (ent_country_find ("deu")->code, ==, "DE");
  g_assert_cmpstr (ent_country_find ("XK")->english, ==, "Kosovo");
  g_assert_null (ent_country_find (NULL));
  g_assert_null (ent_country_find (""));
  g_assert_null (ent_country_find ("UK"));
  g_assert_null (ent_country_find ("FR "));
  g_assert_null (ent_country_find ("France"));
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } examples[] = {
    { "Allemagne", "DE" },
    { "  ALLEMAGNE ", "DE" },
    { "de", "DE" },
    { "la France", "FR" },
    { "L'Arménie", "AM" },
    { "Arme\xCC\x81nie", "AM" },
    { "cote d'ivoire", "CI" },
    { "Côte d’Ivoire", "CI" },
    { "Cote  D Ivoire", "CI" },
    { "Ivory Coast", "CI" },
    { "Royaume-Uni (Angleterre)", "GB" },
    { "Angleterre (Royaume Uni)", "GB" },
    { "England, United Kingdom", "GB" },
    { "Écosse", "GB" },
    { "Pays de Galles", "GB" },
    { "U.K.", "GB" },
    { "Etats-Unis", "US" },
    { "U.S.A.", "US" },
    { "Ohio, États-Unis", "US" },
    { "Georgia, United States", "US" },
    { "Georgia (country)", "GE" },
    { "Géorgie", "GE" },
    { "République tchèque", "CZ" },
    { "Czech Republic", "CZ" },
    { "West Germany", "DE" },
    { "Burma", "MM" },
    { "Swaziland", "SZ" },
    { "Cap-Vert", "CV" },
    { "Macédoine", "MK" },
    { "ex-Macédoine", NULL },
    { "Palestine", "PS" },
    { "Palestine, State of", "PS" },
    { "Territoires palestiniens", "PS" },
    { "Kosovo", "XK" },
    { "Congo", "CG" },
    { "République du Congo", "CG" },
    { "Congo-Brazzaville", "CG" },
    { "Congo (Brazzaville)", "CG" },
    { "Congo-Kinshasa", "CD" },
    { "Congo (RDC)", "CD" },
    { "RDC", "CD" },
    { "R.D.C.", "CD" },
    { "République Démocratique du Congo", "CD" },
    { "Congo, The Democratic Republic of the", "CD" },
    { "Guinée", "GN" },
    { "Guinée-Bissau", "GW" },
    { "Guinée équatoriale", "GQ" },
    { "Papouasie Nouvelle Guinée", "PG" },
    { "Corée du Sud", "KR" },
    { "Korea, Republic of", "KR" },
    { "Viêt Nam", "VN" },
    { "Viet-Nam", "VN" },
    { "Vietnam", "VN" },
    { "Moldavie", "MD" },
    { "Republic of Moldova", "MD" },
    { "Russie", "RU" },
    { "Fédération de Russie", "RU" },
    { "Syrie", "SY" },
    { "Tanzanie", "TZ" },
    { "Iran", "IR" },
    { "Laos", "LA" },
    { "LA", "LA" },
    { "Bolivie", "BO" },
    { "Vénézuela", "VE" },
    { "Taïwan", "TW" },
    { "Biélorussie", "BY" },
    { "Bélarus", "BY" },
    { "Turquie", "TR" },
    { "Turkey", "TR" },
    { "Hollande", "NL" },
    { "Pays Bas", "NL" },
    { "République d’Irlande", "IE" },
    { "Republic of Ireland", "IE" },
    { "Rép. dominicaine", NULL },
    { "République dominicaine", "DO" },
    { "Dominique", "DM" },
    { "Niger", "NE" },
    { "Nigéria", "NG" },
    { "Réunion, France", "RE" },
    { "France (Guadeloupe)", "GP" },
    { "Bavière, Allemagne", "DE" },
    { "St Kitts & Nevis", "KN" },
    { "Bosnie et Herzégovine", "BA" },
    { "Trinidad and Tobago", "TT" },
    { "Madagaskar", "MG" },
    { "Yougoslavie", NULL },
    { "Yugoslavia", NULL },
    { "URSS", NULL },
    { "USSR", NULL },
    { "Tchécoslovaquie", NULL },
    { "Czechoslovakia", NULL },
    { "Corée", NULL },
    { "Israël, Palestine", NULL },
    { "France (Allemagne)", NULL },
    { "Mali et Niger", NULL },
    { "Lyon", NULL },
    { "", NULL },
    { " ( ", NULL },
    { "()", NULL },
    { ",", NULL },
    { "La", "LA" },
    { "le", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      const EntCountry *country = ent_country_parse (examples[i].text);

      g_test_message ("%s", examples[i].text);
      g_assert_cmpstr (country != NULL ? country->code : NULL, ==, examples[i].code);
    }
  g_assert_null (ent_country_parse (NULL));
}

/* A hostile file costs no time and no stack. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 100000; i++)
    g_string_append (text, "(,)");

  g_assert_null (ent_country_parse (text->str));
}

static void
test_name_subprocess (void)
{
  g_print ("%s", ent_country_get_name (ent_country_find ("DE")));
}

static void
assert_name_in (const char *language,
                const char *name)
{
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "LANGUAGE", language, TRUE);

  g_test_trap_subprocess_with_envp ("/country/name/subprocess", (const char *const *) environment, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout (name);
}

static void
test_name (void)
{
  assert_name_in ("fr", "*Allemagne*");
  assert_name_in ("fr_BE:en", "*Allemagne*");
  assert_name_in ("en:fr", "*Germany*");
  assert_name_in ("frp", "*Germany*");
}

/* The labels of a real, untidy list: the third column of a CSV file with a heading. */
static void
test_found_labels (void)
{
  const char *folder = g_getenv ("ENTENTE_SHARED_DATA");
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTableIter iter;
  const char *label;

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
      g_autoptr (GRegex) row = g_regex_new ("^(?:\"[^\"]*\"|[^,]*),[^,]*,[^,]*,(?:\"(?:[^\"]|\"\")*\"|[^,]*),"
                                            "(?:\"([^\"]*)\"|([^,]*)),",
                                            0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *quoted = NULL;

      g_assert_true (g_regex_match (row, *line, 0, &match));
      quoted = g_match_info_fetch (match, 1);
      g_hash_table_add (labels, quoted != NULL && *quoted != '\0' ? g_steal_pointer (&quoted)
                                                                  : g_match_info_fetch (match, 2));
    }

  g_assert_cmpuint (g_hash_table_size (labels), ==, 107);
  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, (gpointer *) &label, NULL))
    {
      const EntCountry *country = ent_country_parse (label);

      g_test_message ("%s: %s", label, country != NULL ? country->code : "-");
      g_assert_nonnull (country);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/country/table", test_table);
  g_test_add_func ("/country/own-names", test_own_names);
  g_test_add_func ("/country/find", test_find);
  g_test_add_func ("/country/parse", test_parse);
  g_test_add_func ("/country/long", test_long);
  g_test_add_func ("/country/name", test_name);
  g_test_add_func ("/country/name/subprocess", test_name_subprocess);
  g_test_add_func ("/country/found-labels", test_found_labels);
  return g_test_run ();
}
