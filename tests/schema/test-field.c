/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people write, what hostile files have, and what comes back of it. */
#include "ent-format.h"
#include "ent-locale.h"
#include "ent-schema.h"

#include <math.h>
#include <string.h>

#include "../common/catalogues.h"
#include "../common/random-record.h"

#define ROUNDS 200

static const EntField *
find_field (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", 2);
  const EntField *field = ent_entity_find_field (ent_schema_find (names[0]), names[1]);

  g_assert_nonnull (field);
  return field;
}

/* @written is what ent_field_format() makes of it, NULL where it must be refused, empty where nothing is left. */
typedef struct
{
  const char *text;
  const char *written;
} Example;

static void
assert_parsed (const EntField *field,
               const Example *example)
{
  g_autoptr (GError) error = NULL;
  g_auto (EntValue) value = { 0 };
  g_autofree char *written = NULL;
  gboolean parsed = ent_field_parse (field, example->text, &value, &error);

  if (parsed != (example->written != NULL))
    g_error ("%s: “%s” was %s", field->name, example->text, parsed ? "read" : "refused");
  if (!parsed)
    {
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (g_str_has_prefix (error->message, ent_field_get_label (field)));
      g_assert_cmpint (value.kind, ==, ENT_VALUE_UNSET);
      return;
    }

  g_assert_no_error (error);
  written = ent_field_format (field, &value);
  g_assert_cmpstr (written, ==, example->written);
  if (value.kind != ENT_VALUE_UNSET)
    g_assert_true (ent_field_check (field, &value, NULL));
}

#define EXAMPLES(path, ...)                                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    const Example examples[] = { __VA_ARGS__ };                                                                        \
                                                                                                                       \
    for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)                                                                \
      assert_parsed (find_field (path), &examples[i]);                                                                 \
  }                                                                                                                    \
  G_STMT_END

static void
test_money (void)
{
  EXAMPLES ("agreement.amount",
            { "1 234,50 €", "1234.50" },
            { "1\u00a0234,50\u00a0€", "1234.50" },
            { "1\u202f234,50", "1234.50" },
            { "1,234.56", "1234.56" },
            { "1.234,56", "1234.56" },
            { "1.234.567,89", "1234567.89" },
            { "1,234,567", "1234567.00" },
            { "1.234.567", "1234567.00" },
            { "€1,234.50", "1234.50" },
            { "€ 12", "12.00" },
            { "12€", "12.00" },
            { "1,234", "1234.00" },
            { "1.234", "1234.00" },
            { "1,5", "1.50" },
            { "0", "0.00" },
            { "0.01", "0.01" },
            { ",5", "0.50" },
            { "\u2212 3", NULL },
            { "12,", NULL },
            { "", "" },
            { " \t\n", "" },
            { "10000000000000", "10000000000000.00" },
            { "10000000000000.01", NULL },
            { "99999999999999999999", NULL },
            { "-1", NULL },
            { "-0.01", NULL },
            { "1.234.56", NULL },
            { "1,23,456", NULL },
            { "1 23 456", NULL },
            { "12,34,56", NULL },
            { "1,2,3", NULL },
            { "1.5678", NULL },
            { "1e3", NULL },
            { "1e400", NULL },
            { "0x10", NULL },
            { "nan", NULL },
            { "€", NULL },
            { "€€1", NULL },
            { "1 € 2", NULL },
            { "12 $", NULL },
            { "douze", NULL },
            { "12-3", NULL },
            { "--3", NULL },
            { "١٢", NULL });
}

static void
test_numbers (void)
{
  EXAMPLES ("authority.population",
            { "20 591", "20591" },
            { "20\u202f591", "20591" },
            { "20,591", "20591" },
            { "0", "0" },
            { "007", "7" },
            { "2000000000", "2000000000" },
            { "2000000001", NULL },
            { "-1", NULL },
            { "1.5", NULL },
            { "1,5", NULL },
            { "12 €", NULL },
            { "9223372036854775808", NULL },
            { "-9223372036854775808", NULL },
            { "99999999999999999999999999", NULL },
            { "1e3", NULL },
            { "1e400", NULL },
            { "0x1F", NULL },
            { "", "" });
  EXAMPLES ("authority.latitude",
            { "45.76", "45.76" },
            { "45,5", "45.5" },
            { "-45.5", "-45.5" },
            { "-0", "-0" },
            { "4.55e1", "45.5" },
            { "90", "90" },
            { "90.0000001", NULL },
            { "1e400", NULL },
            { "-1e400", NULL },
            { "1e-400", "0" },
            { "inf", NULL },
            { "NaN", NULL },
            { "0x10", NULL },
            { "-0x10", NULL },
            { "+0x10", NULL },
            { "45.5.5", NULL },
            { "45°", NULL });
  EXAMPLES ("return.value",
            { "1 234 567,25", "1234567.25" },
            { "1.234.567", "1234567" },
            { "1,234,567.5", "1234567.5" },
            { "1'234", NULL },
            { "1e15", "1000000000000000" },
            { "1e16", NULL });
  EXAMPLES ("funding.year",
            { "2026", "2026" },
            { "999", NULL },
            { "3000", NULL },
            { "26", NULL },
            { "2026-01-01", NULL });
  EXAMPLES ("partnership.cross-border",
            { "oui", "yes" },
            { "OUI", "yes" },
            { "Vrai", "yes" },
            { "1", "yes" },
            { "no", "no" },
            { "0", "no" },
            { "2", NULL },
            { "peut-être", NULL });
}

/* Who has no number is told where the reason goes. */
static void
test_no_number (void)
{
  static const char *const words[] = { "N/A", "n.a.", "s/o", "Sans objet", "néant", "NC" };
  const EntField *field = find_field ("return.value");
  const EntField *comment = find_field ("return.comment");

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (EntValue) value = { 0 };
      g_auto (EntValue) said = { 0 };

      g_assert_false (ent_field_parse (field, words[i], &value, &error));
      g_assert_nonnull (strstr (error->message, "leave it empty and say why in a comment"));
      g_assert_true (ent_field_parse (comment, words[i], &said, NULL));
      g_assert_cmpstr (said.text, ==, words[i]);
    }
}

static void
test_dates (void)
{
  EXAMPLES ("agreement.signed-on",
            { "2026-12-31", "2026-12-31" },
            { "31/12/2026", "2026-12-31" },
            { "31.12.2026", "2026-12-31" },
            { "1/2/2026", "2026-02-01" },
            { " 2024-02-29 ", "2024-02-29" },
            { "29/02/2023", NULL },
            { "30/02/2024", NULL },
            { "2026-02-30", NULL },
            { "2026-13-01", NULL },
            { "2026-00-10", NULL },
            { "2026-01-00", NULL },
            { "12/31/2026", NULL },
            { "31/12/26", NULL },
            { "0999-01-01", NULL },
            { "3000-01-01", NULL },
            { "99999-01-01", NULL },
            { "2026", NULL },
            { "12/2026", NULL },
            { "2026-12", NULL },
            { "2026-1-1", NULL },
            { "-2026-01-01", NULL },
            { "2026-01-01T00:00:00Z", NULL },
            { "2026-01-01\n2026-01-02", NULL },
            { "２０２６-01-01", NULL },
            { "hier", NULL },
            { "//", NULL },
            { "1/2/3/2026", NULL });
  EXAMPLES ("partnership.start",
            { "1998", "1998" },
            { "1998-05", "1998-05" },
            { "05/1998", "1998-05" },
            { "5/1998", "1998-05" },
            { "13/1998", NULL },
            { "1998-13", NULL },
            { "98", NULL },
            { "1998-05-", NULL },
            { "1998-05-3", NULL });
}

static void
test_texts (void)
{
  EXAMPLES ("project.title",
            { "  Eau potable  ", "Eau potable" },
            { "E\xcc\x81vry", "Évry" },
            { "'; DROP TABLE project; --", "'; DROP TABLE project; --" },
            { "\xff\xfe", NULL },
            { "caf\xe9", NULL },
            { "\xed\xa0\x80", NULL },
            { "\xc0\x80", NULL },
            { "a\x01", NULL },
            { "a\x1b[31m", NULL },
            { "a\x7f", NULL },
            { "a\xc2\x85z", NULL },
            { "deux\nlignes", NULL },
            { "une\ttabulation", NULL });
  EXAMPLES ("project.description",
            { "deux\nlignes", "deux\nlignes" },
            { "deux\r\nlignes", "deux\nlignes" },
            { "deux\rlignes", "deux\nlignes" },
            { "une\ttabulation", "une\ttabulation" },
            { "a\x0b", NULL });
  EXAMPLES ("project.places",
            { "Goris; Kapan ;Goris;;", "Goris;Kapan" },
            { "Goris|Kapan\nMeghri", "Goris;Kapan;Meghri" },
            { "Vayk\\; Jermuk", "Vayk\\; Jermuk" },
            { "a\\b", "a\\\\b" },
            { ";;;", "" },
            { "a;\x01", NULL });
  EXAMPLES ("authority.siren",
            { "200046977", "200046977" },
            { "200 046 977", "200046977" },
            { "200\u00a0046\u202f977", "200046977" },
            { "200046978", NULL },
            { "20004697", NULL },
            { "2000469770", NULL },
            { "abcdefghi", NULL });
  EXAMPLES ("authority.insee", { "38185", "38185" }, { "2A004", "2A004" }, { "38 185", "38185" }, { "381855", NULL }, { "x", NULL });
  EXAMPLES ("authority.web",
            { "www.isere.fr", "https://www.isere.fr" },
            { "http://isere.fr/a?b=c", "http://isere.fr/a?b=c" },
            { "javascript:alert(1)", NULL },
            { "javascript://isere.fr/%0aalert(1)", NULL },
            { "file:///etc/passwd", NULL },
            { "https://", NULL },
            { "https://isere", NULL },
            { "deux mots", NULL });
  EXAMPLES ("authority.email",
            { "contact@isere.fr", "contact@isere.fr" },
            { "contact", NULL },
            { "@isere.fr", NULL },
            { "a@b@c.fr", NULL },
            { "a@isere", NULL },
            { "a@isere.", NULL },
            { "a@.fr", NULL },
            { "a b@isere.fr", NULL },
            { "a@isere.fr,b@isere.fr", NULL });
  EXAMPLES ("authority.phone", { "+33 (0)4 76 00 38 38", "+33 (0)4 76 00 38 38" }, { "12", NULL }, { "0476003838 poste 12", NULL });
  EXAMPLES ("person.languages", { "hy:B1;fr", "fr;hy:B1" }, { "hy:D1", NULL }, { "arménien", NULL }, { "HY:B1", NULL });
  EXAMPLES ("project.purpose", { "14030", "14030" }, { "1403", NULL }, { "140300", NULL });
}

static void
test_choices (void)
{
  EXAMPLES ("partnership.status", { "active", "active" }, { "ACTIVE", "active" }, { " In Negotiation ", "negotiating" }, { "actif ?", NULL }, { "active;ended", NULL });
  EXAMPLES ("authority.country", { "AM", "AM" }, { "Armenia", "AM" }, { "ARMÉNIE", "AM" }, { "ZZ", NULL }, { "Atlantis", NULL });
  EXAMPLES ("project.themes", { "water; energy", "energy;water" }, { "Water and sanitation|water", "water" }, { "water;soup", NULL });
  EXAMPLES ("project.lead",
            { "authority:0199", "authority:0199" },
            { "organisation:0199", NULL },
            { "authority:", NULL },
            { "authority:a b", NULL },
            { "Grenoble", NULL });
  EXAMPLES ("partnership.partners", { "authority:b;organisation:a", "authority:b;organisation:a" }, { "authority:b;person:a", NULL });
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (1000, 'x');
  g_autofree char *too_long = g_strnfill (1001, 'x');
  g_autofree char *longest = g_strnfill (100000, 'x');
  g_autofree char *beyond = g_strnfill (100001, 'x');
  g_autofree char *digits = g_strnfill (100000, '9');
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *most = NULL;

  EXAMPLES ("project.title", { text, text }, { too_long, NULL });
  EXAMPLES ("project.description", { longest, longest }, { beyond, NULL });
  EXAMPLES ("authority.population", { digits, NULL });
  EXAMPLES ("authority.latitude", { digits, NULL });
  EXAMPLES ("agreement.amount", { digits, NULL });
  EXAMPLES ("agreement.signed-on", { digits, NULL });

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "%splace %04u", i > 0 ? ";" : "", i);
  most = g_strdup (many->str);
  g_string_append (many, ";one more");
  EXAMPLES ("project.places", { most, most }, { many->str, NULL });
}

/* A long text is composed by pieces: where they are cut makes no difference, and none of them is all of it. */
static void
test_composed (void)
{
  const EntField *notes = find_field ("person.notes");

  for (guint before = 0; before < 8; before++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *composed = NULL;
      g_auto (EntValue) value = { 0 };

      for (guint i = 0; i < before; i++)
        g_string_append_c (text, 'x');
      while (text->len < 5000)
        g_string_append (text, "e\xcc\x81" "a\xcc\xa3\xcc\x82" "日\xe1\x84\x80\xe1\x85\xa1");
      composed = g_utf8_normalize (text->str, -1, G_NORMALIZE_NFC);
      g_assert_true (ent_field_parse (notes, text->str, &value, NULL));
      g_assert_cmpstr (value.text, ==, composed);
      g_assert_cmpuint (strlen (composed), <, text->len);
    }
}

static void
test_check (void)
{
  const EntField *title = find_field ("project.title");
  const EntField *end = find_field ("project.end");
  const EntField *latitude = find_field ("authority.latitude");
  EntValue blank = { .kind = ENT_VALUE_TEXT, .text = (char *) " \u00a0 " };
  EntValue text = { .kind = ENT_VALUE_TEXT, .text = (char *) "2026-12-31" };
  EntValue number = { .kind = ENT_VALUE_INTEGER, .integer = 7 };
  EntValue nan_value = { .kind = ENT_VALUE_REAL, .real = NAN };
  EntValue infinite = { .kind = ENT_VALUE_REAL, .real = INFINITY };

  g_assert_false (ent_field_check (title, &(EntValue){ 0 }, NULL));
  g_assert_false (ent_field_check (title, &blank, NULL));
  g_assert_false (ent_field_check (title, &number, NULL));
  g_assert_true (ent_field_check (title, &text, NULL));
  g_assert_true (ent_field_check (end, &(EntValue){ 0 }, NULL));
  g_assert_true (ent_field_check (end, &text, NULL));
  g_assert_false (ent_field_check (latitude, &nan_value, NULL));
  g_assert_false (ent_field_check (latitude, &infinite, NULL));
  g_assert_false (ent_field_check (latitude, &text, NULL));
}

static char *
display (const char *path,
         const char *text)
{
  const EntField *field = find_field (path);
  g_auto (EntValue) value = { 0 };

  g_assert_true (ent_field_parse (field, text, &value, NULL));
  return ent_field_display (field, &value);
}

static void
test_display (void)
{
  static const struct
  {
    const char *path;
    const char *text;
    const char *shown;
  } examples[] = {
    { "agreement.amount", "1234.50", "€1234.50" },
    { "agreement.amount", "1234", "€1234" },
    { "agreement.amount", "0", "€0" },
    { "agreement.amount", "10000000000000", "€10000000000000" },
    { "agreement.signed-on", "2026-12-31", "31 December 2026" },
    { "partnership.start", "1998", "1998" },
    { "partnership.start", "1998-05", "May 1998" },
    { "partnership.cross-border", "yes", "Yes" },
    { "partnership.status", "negotiating", "In negotiation" },
    { "authority.country", "AM", "Armenia" },
    { "project.themes", "water;energy", "Energy; Water and sanitation" },
    { "person.languages", "hy:B1", "Armenian B1" },
    { "authority.latitude", "45.5", "45.5°" },
    { "role.share", "50", "50%" },
    { "involvement.language", "hy", "Armenian" },
    { "involvement.language", " arménien ", "Armenian" },
    { "involvement.language", "a sign language", "a sign language" },
    { "funding.year", "2026", "2026" },
    { "return.value", "1234567.5", "1234567.5" },
    { "return.value", "0.1", "0.1" },
    { "return.value", "1e15", "1000000000000000" },
    { "return.value", "-0.25", "-0.25" },
    { "return.value", "0.000001", "0.000001" },
    { "return.value", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *shown = display (examples[i].path, examples[i].text);

      g_assert_cmpstr (shown, ==, examples[i].shown);
    }
}

/* English has the plural below one as well, French from two on. */
static void
test_display_time (void)
{
  static const struct
  {
    double amount;
    const char *unit;
    const char *english;
    const char *french;
  } examples[] = {
    { 0, "hours", "0 hours", "0 heure" },        { 0.5, "hours", "0.5 hours", "0.5 heure" },
    { 1, "hours", "1 hour", "1 heure" },         { 1.5, "days", "1.5 days", "1.5 jour" },
    { 2, "days", "2 days", "2 jours" },          { 4, "hours", "4 hours", "4 heures" },
    { 50, "percent", "50% of the post", "50\u202f% du poste" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *english = NULL;
      g_autofree char *french = NULL;

      ent_locale_set_language ("en");
      english = ent_format_display_time (examples[i].amount, examples[i].unit);
      ent_locale_set_language ("fr");
      french = ent_format_display_time (examples[i].amount, examples[i].unit);
      ent_locale_set_language (NULL);
      g_assert_cmpstr (english, ==, examples[i].english);
      g_assert_cmpstr (french, ==, examples[i].french);
    }
}

/* Choices and dates of a newer version, or of a damaged file: shown as they are. */
static void
test_display_unknown (void)
{
  EntValue nick = { .kind = ENT_VALUE_TEXT, .text = (char *) "orbital" };
  EntValue date = { .kind = ENT_VALUE_TEXT, .text = (char *) "2026-02-30" };
  EntValue level = { .kind = ENT_VALUE_LIST, .list = (char *[]){ (char *) "qqq:Z9", NULL } };
  g_autofree char *a = ent_field_display (find_field ("partnership.kind"), &nick);
  g_autofree char *b = ent_field_display (find_field ("agreement.signed-on"), &date);
  g_autofree char *c = ent_field_display (find_field ("person.languages"), &level);

  g_assert_cmpstr (a, ==, "orbital");
  g_assert_cmpstr (b, ==, "2026-02-30");
  g_assert_cmpstr (c, ==, "qqq Z9");
}

static void
round_trip (const EntField *field)
{
  g_auto (EntValue) value = { 0 }, read = { 0 }, copy = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *shown = NULL;

  random_value (field, &value);
  written = ent_field_format (field, &value);
  ent_field_check (field, &value, &error);
  g_assert_no_error (error);
  ent_field_parse (field, written, &read, &error);
  g_assert_no_error (error);
  if (!ent_value_equal (&value, &read))
    g_error ("%s: “%s” comes back as something else", field->name, written);

  ent_value_copy (&value, &copy);
  g_assert_true (ent_value_equal (&value, &copy));
  shown = ent_field_display (field, &value);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields * ROUNDS; j++)
        round_trip (&entity->fields[j % entity->n_fields]);
    }
}

/* Random bytes, many of them from what the parsers look for: refused or read, never anything else. */
static void
test_random_input (void)
{
  static const char alphabet[] = "0123456789.,;|/-+eExX :\\\"'€\xc3\xa9\xff\xc2\x01\n";

  for (guint i = 0; i < ent_schema_get_n_entities () * ROUNDS; i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i % ent_schema_get_n_entities ());
      const EntField *field = &entity->fields[g_test_rand_int_range (0, entity->n_fields)];
      char text[24] = { 0 };
      g_auto (EntValue) value = { 0 };
      g_autoptr (GError) error = NULL;

      for (gsize j = g_test_rand_int_range (0, sizeof text); j > 0; j--)
        text[j - 1] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      if (!ent_field_parse (field, text, &value, &error))
        g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      else if (value.kind != ENT_VALUE_UNSET)
        g_assert_true (ent_field_check (field, &value, NULL));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();

  g_test_add_func ("/field/money", test_money);
  g_test_add_func ("/field/numbers", test_numbers);
  g_test_add_func ("/field/no-number", test_no_number);
  g_test_add_func ("/field/dates", test_dates);
  g_test_add_func ("/field/texts", test_texts);
  g_test_add_func ("/field/choices", test_choices);
  g_test_add_func ("/field/too-long", test_too_long);
  g_test_add_func ("/field/composed", test_composed);
  g_test_add_func ("/field/check", test_check);
  g_test_add_func ("/field/display", test_display);
  g_test_add_func ("/field/display-time", test_display_time);
  g_test_add_func ("/field/display-unknown", test_display_unknown);
  g_test_add_func ("/field/round-trip", test_round_trip);
  g_test_add_func ("/field/random-input", test_random_input);

  return g_test_run ();
}
