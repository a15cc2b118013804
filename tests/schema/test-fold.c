/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-fold.h"

#include <string.h>

static void
test_examples (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } examples[] = {
    { "", "" },
    { "Lyon", "lyon" },
    { "L’Haÿ-les-Roses", "l'hay-les-roses" },
    { "L‘Haÿ‑les–Roses", "l'hay-les-roses" },
    { "ÉVRY", "evry" },
    { "E\xCC\x81vry", "evry" },
    { "Œuilly", "oeuilly" },
    { "Ænes", "aenes" },
    { "Straße", "strasse" },
    { "STRASSE", "strasse" },
    { "Łódź", "lodz" },
    { "Tromsø", "tromso" },
    { "İstanbul", "istanbul" },
    { "Iğdır", "igdir" },
    { "Þingvellir", "thingvellir" },
    { "  deux \t\n mots  ", "deux mots" },
    { "une  rue à  2 voies ", "une rue a 2 voies" },
    { "d`en bas", "d'en bas" },
    { "espace\xC2\xA0insécable\xE2\x80\xAF!", "espace insecable !" },
    { "coupé\xC2\xAD", "coupe" },
    { "ﬁn", "fin" },
    { "Αθήνα", "αθηνα" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *folded = ent_fold (examples[i].text);

      g_assert_cmpstr (folded, ==, examples[i].folded);
    }
}

/* й and ё are letters with marks as well: both spellings must still meet. */
static void
test_other_scripts (void)
{
  g_autofree char *upper = ent_fold ("КИЇВ");
  g_autofree char *lower = ent_fold ("Київ");
  g_autofree char *japanese = ent_fold ("日本");

  g_assert_cmpstr (upper, ==, lower);
  g_assert_cmpstr (japanese, ==, "日本");
}

static void
test_invalid (void)
{
  g_autofree char *folded = ent_fold ("Orl\xE9"
                                      "ans");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_cmpstr (folded, ==, "orl\xEF\xBF\xBD"
                               "ans");
}

/* Letters of all kinds in one word fold as each does alone, and marks go wherever they stand. */
static void
test_mixed (void)
{
  g_autofree char *folded = ent_fold ("\xCC\x81" "a日e\xCC\x81\xCC\xA7" "Ωß…½’\xE2\x80\xAF日 ‴ \xC2\xA8x");

  g_assert_cmpstr (folded, ==, "a日eωss...1⁄2' 日 ′′′ x");
}

/* Folding what is folded changes nothing, whatever it was: an index may be folded again. */
static void
test_idempotent (void)
{
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char text[16] = "";
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      /* GLib's case folding maps the two cases of Cherokee to each other. */
      if (!g_unichar_validate (c) || g_unichar_get_script (c) == G_UNICODE_SCRIPT_CHEROKEE)
        continue;
      text[0] = 'x';
      g_unichar_to_utf8 (c, text + 1);
      g_strlcat (text, "y", sizeof text);

      once = ent_fold (text);
      twice = ent_fold (once);
      if (!g_str_equal (once, twice))
        g_test_message ("U+%04X", c);
      g_assert_cmpstr (once, ==, twice);
      g_assert_true (g_utf8_validate (once, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/examples", test_examples);
  g_test_add_func ("/fold/other-scripts", test_other_scripts);
  g_test_add_func ("/fold/mixed", test_mixed);
  g_test_add_func ("/fold/invalid", test_invalid);
  g_test_add_func ("/fold/idempotent", test_idempotent);
  return g_test_run ();
}
