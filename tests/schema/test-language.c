/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-language.h"

#include <string.h>

static void
test_table (void)
{
  gsize n, two_letters = 0;
  const EntLanguage *all = ent_languages (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (all[i].code3), ==, 3);
      g_assert_cmpstr (all[i].english, !=, "");
      g_assert_cmpstr (all[i].french, !=, "");
      g_assert_true (ent_language_find (all[i].code) == &all[i]);
      g_assert_true (ent_language_find (all[i].code3) == &all[i]);
      g_assert_true (ent_language_parse (all[i].english) == &all[i]);
      g_assert_true (ent_language_parse (all[i].french) == &all[i]);
      if (i > 0)
        g_assert_cmpstr (all[i - 1].code, <, all[i].code);
      if (strlen (all[i].code) == 2)
        two_letters++;
      else
        g_assert_cmpstr (all[i].code, ==, all[i].code3);
    }

  g_assert_cmpuint (two_letters, >=, 184);
}

static void
test_find (void)
{
  g_assert_cmpstr (ent_language_find ("FR")->french, ==, "Français");
  g_assert_cmpstr (ent_language_find ("bre")->code, ==, "br");
  g_assert_cmpstr (ent_language_find ("gsw")->english, ==, "Alsatian (Alemannic)");
  g_assert_cmpstr (ent_language_parse (" ESPAGNOL ")->code, ==, "es");
  g_assert_cmpstr (ent_language_parse ("arménien")->code, ==, "hy");
  g_assert_null (ent_language_find ("f"));
  g_assert_null (ent_language_find (NULL));
  g_assert_null (ent_language_parse (NULL));
  g_assert_null (ent_language_parse ("klingonien"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/table", test_table);
  g_test_add_func ("/language/find", test_find);
  return g_test_run ();
}
