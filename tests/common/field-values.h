/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that a field must bear: nothing, the least, the greatest, the longest, and what files like to spoil. */
#pragma once

#include "random-record.h"

/* What schema and files agree on: the longest texts in characters, the longest lists in members. */
#define LONGEST_TEXT 1000
#define LONGEST_LONG_TEXT 100000
#define LONGEST_LIST 1000

static inline void
take_text (GArray *values,
           char *text)
{
  EntValue value = { .kind = ENT_VALUE_TEXT, .text = text };

  g_array_append_val (values, value);
}

static inline void
add_texts (GArray *values,
           const char *const *texts)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    take_text (values, g_strdup (texts[i]));
}

static inline void
add_list (GArray *values,
          const char *const *members)
{
  EntValue value = { 0 };

  ent_value_set_list (&value, members);
  g_array_append_val (values, value);
}

static inline void
add_integer (GArray *values,
             gint64 integer)
{
  EntValue value = { .kind = ENT_VALUE_INTEGER, .integer = integer };

  g_array_append_val (values, value);
}

static inline void
add_real (GArray *values,
          double real)
{
  EntValue value = { .kind = ENT_VALUE_REAL, .real = real };

  g_array_append_val (values, value);
}

/* A text of so many characters, each of @filling’s. */
static inline char *
make_long (const char *start,
           const char *filling,
           gsize n_chars)
{
  GString *text = g_string_new (start);
  glong per_filling = g_utf8_strlen (filling, -1);

  for (gsize length = g_utf8_strlen (start, -1); length + per_filling <= n_chars; length += per_filling)
    g_string_append (text, filling);
  for (gsize length = g_utf8_strlen (text->str, -1); length < n_chars; length++)
    g_string_append_c (text, '.');
  return g_string_free_and_steal (text);
}

static inline gsize
longest_text (const EntField *field)
{
  if (field->type != ENT_FIELD_LONG_TEXT)
    return LONGEST_TEXT;

  return field->maximum > 0 ? (gsize) field->maximum : LONGEST_LONG_TEXT;
}

/* Signs that spreadsheets take for formulas, numbers or nothing; quotes, separators, other scripts. */
static inline void
add_plain_texts (GArray *values,
                 const EntField *field)
{
  static const char *const lines[] = {
    "=1+1", "+33", "-", "@SUM", "'", "'=quoted", "\"", "\"\"", "a;b", "a,b", "a|b\\", "\\", "0012", "1e5", "NULL", "true", "id", "{}", "\xef\xbb\xbfmark",
    "two  blanks", "no\xc2\xa0" "break", "Ḫ e̱ 日本 עברית العربية", "👩‍👩‍👧", NULL,
  };
  static const char *const many_lines[] = { "one\ntwo", "one\n\n\nfour", "tab\tin it", "=1\n=2", "\"\n\"", NULL };
  gboolean has_lines = field->type == ENT_FIELD_LONG_TEXT;

  add_texts (values, lines);
  if (has_lines)
    add_texts (values, many_lines);
  take_text (values, random_text (has_lines));
  take_text (values, make_long ("", has_lines ? "é, \"œ\";\n🙂" : "é, \"œ\";🙂", longest_text (field)));
}

static inline void
add_text_values (GArray *values,
                 const EntField *field)
{
  switch (field->format)
    {
    case ENT_FORMAT_SIREN:
      add_texts (values, (const char *const[]){ "000000000", "000000018", "213805443", NULL });
      break;
    case ENT_FORMAT_INSEE:
      add_texts (values, (const char *const[]){ "01", "01001", "2A004", "2B", "98818", NULL });
      break;
    case ENT_FORMAT_EMAIL:
      add_texts (values, (const char *const[]){ "a@b.c", "-jo@example.org", "=jo+x'y@example.org", "éloïse@exämple.org", NULL });
      take_text (values, make_long ("a@example.", "o", LONGEST_TEXT));
      break;
    case ENT_FORMAT_PHONE:
      add_texts (values, (const char *const[]){ "112", "0033", "+33 (0)4-72.10/12", "-1.000", "(04) 72", NULL });
      take_text (values, make_long ("+", "0", LONGEST_TEXT));
      break;
    case ENT_FORMAT_WEB:
      add_texts (values, (const char *const[]){ "http://a.b", "https://www.example.org/?a=1;b,c'", "https://exämple.org/é", NULL });
      take_text (values, make_long ("https://www.example.org/", "a", LONGEST_TEXT));
      break;
    case ENT_FORMAT_PURPOSE:
      add_texts (values, (const char *const[]){ "00000", "01410", "99999", NULL });
      break;
    case ENT_FORMAT_LANGUAGE:
      add_texts (values, (const char *const[]){ "en", "hy", "id", "a sign language", "=1+1", NULL });
      take_text (values, make_long ("", "é", LONGEST_TEXT));
      break;
    case ENT_FORMAT_ANY:
    case ENT_FORMAT_LEVELS:
    case ENT_FORMAT_PARTIAL:
    default:
      add_plain_texts (values, field);
    }
}

static inline void
add_date_values (GArray *values,
                 const EntField *field)
{
  add_texts (values, (const char *const[]){ "1000-01-01", "2024-02-29", "2026-12-31", "2999-12-31", NULL });
  if (field->format == ENT_FORMAT_PARTIAL)
    add_texts (values, (const char *const[]){ "1000", "2999", "1998-05", "2999-12", NULL });
}

static inline void
add_number_values (GArray *values,
                   const EntField *field)
{
  gboolean bounded = field->minimum != 0 || field->maximum != 0;
  double least = field->type == ENT_FIELD_YEAR ? 1000 : bounded ? field->minimum : -1e15;
  double greatest = field->type == ENT_FIELD_YEAR ? 2999 : bounded ? field->maximum : 1e15;
  const double wanted[] = { least, least + 1, 0, 0.1, 1 / 3.0, 1e-7, 1, 12.345, 99, 100, 1234.5, 123456750, 1e6 / 7, greatest - 1, greatest };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (wanted[i] < least || wanted[i] > greatest)
      continue;
    else if (field->type == ENT_FIELD_REAL)
      add_real (values, wanted[i]);
    else
      add_integer (values, wanted[i]);
}

/* Each member alone, then all of them. */
static inline void
add_members (GArray *values,
             const char *const *members,
             gboolean list)
{
  if (!list)
    {
      add_texts (values, members);
      return;
    }
  for (gsize i = 0; members[i] != NULL; i++)
    add_list (values, (const char *const[]){ members[i], NULL });
  add_list (values, members);
}

/* How far a record may travel is chosen within what its entity allows. */
static inline void
add_choices (GArray *values,
             const EntEntity *entity,
             const EntField *field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) nicks = NULL;
  guint n = field->choices == &ent_choices_circles ? entity->circle + 1 : ent_choices_get_n_items (field->choices);

  for (guint i = 0; i < n; i++)
    g_strv_builder_add (builder, ent_choices_get_nick (field->choices, i));
  nicks = g_strv_builder_end (builder);
  add_members (values, (const char *const *) nicks, field->type == ENT_FIELD_CHOICES);
}

/* What they lead to is not there: that is legal. */
static inline void
add_references (GArray *values,
                const EntField *field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) targets = g_strsplit (field->targets, " ", -1);
  g_auto (GStrv) ids = NULL;

  for (gsize i = 0; targets[i] != NULL; i++)
    g_strv_builder_take (builder, ent_id_new (ent_schema_find (targets[i])));
  for (gsize i = 0; field->type == ENT_FIELD_REFERENCES && i < 20; i++)
    g_strv_builder_take (builder, random_reference (field));
  ids = g_strv_builder_end (builder);
  add_members (values, (const char *const *) ids, field->type == ENT_FIELD_REFERENCES);
}

static inline void
add_words (GArray *values,
           const EntField *field)
{
  static const char *const levels[] = { "en", "fr:C2", "hy:B1", "wo:A1", NULL };
  static const char *const words[] = { "=1+1", "'", "\"", "a,b", "a;b", "a|b", "a\\", "\\", "été", "日本", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;
  g_autofree char *longest = make_long ("", "é;", LONGEST_TEXT);

  add_members (values, field->format == ENT_FORMAT_LEVELS ? levels : words, TRUE);
  if (field->format == ENT_FORMAT_LEVELS)
    return;

  add_list (values, (const char *const[]){ longest, NULL });
  for (guint i = 0; i < LONGEST_LIST; i++)
    g_strv_builder_take (builder, g_strdup_printf ("%u", i));
  many = g_strv_builder_end (builder);
  add_list (values, (const char *const *) many);
}

/**
 * field_values:
 * @entity: an entity
 * @field: one of its fields
 *
 * Returns: (transfer full) (element-type EntValue): values that ent_field_check() accepts, beginning with nothing
 *   where the field may be empty
 */
static inline GArray *
field_values (const EntEntity *entity,
              const EntField *field)
{
  GArray *values = g_array_new (FALSE, TRUE, sizeof (EntValue));

  g_array_set_clear_func (values, (GDestroyNotify) ent_value_clear);
  if ((field->flags & ENT_FIELD_REQUIRED) == 0)
    g_array_set_size (values, 1);

  switch (field->type)
    {
    case ENT_FIELD_TEXTS:
      add_words (values, field);
      break;
    case ENT_FIELD_DATE:
      add_date_values (values, field);
      break;
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_CHOICES:
      add_choices (values, entity, field);
      break;
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
      add_references (values, field);
      break;
    case ENT_FIELD_YES_NO:
      add_integer (values, 0);
      add_integer (values, 1);
      break;
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
      add_number_values (values, field);
      break;
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
    default:
      add_text_values (values, field);
    }

  return values;
}
