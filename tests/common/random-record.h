/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records with valid values drawn at random from the schema, as forms and colleagues make them. */
#pragma once

#include <glib.h>
#include <string.h>

#include "ent-record.h"

static inline gboolean
toss (void)
{
  return g_test_rand_int_range (0, 2) == 0;
}

/* A text with what breaks files: formulas, quotes, separators, accents, signs of other planes, line breaks. */
static inline char *
random_text (gboolean many_lines)
{
  static const char *const pieces[] = {
    "a", "Z", "0", "=", "+", "-", "@", "'", "\"", ";", ",", "|", "\\", "é", "œ", "€", "’", "中", "🙂", " ", "<", "&", "{", "null", "id", "\t", "\n",
  };
  guint n = G_N_ELEMENTS (pieces) - (many_lines ? 0 : 2);

  for (;;)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gint left = g_test_rand_int_range (1, 30); left > 0; left--)
        g_string_append (text, pieces[g_test_rand_int_range (0, n)]);
      g_strstrip (text->str);
      if (*text->str != '\0')
        return g_strdup (text->str);
    }
}

static inline char *
random_siren (void)
{
  char digits[10] = { 0 };
  int sum = 0;

  for (int i = 0; i < 8; i++)
    {
      int digit = g_test_rand_int_range (0, 10);

      digits[i] = '0' + digit;
      digit = i % 2 == 1 ? digit * 2 : digit;
      sum += digit > 9 ? digit - 9 : digit;
    }
  digits[8] = '0' + (10 - sum % 10) % 10;
  return g_strdup (digits);
}

static inline char *
random_in_format (EntFormat format,
                  gboolean many_lines)
{
  static const char *const levels[] = { "hy:B1", "en", "fr:C2", "wo:A1", "vi:B2" };
  static const char *const languages[] = { "hy", "fr", "wo", "a sign language", "=x" };

  switch (format)
    {
    case ENT_FORMAT_SIREN:
      return random_siren ();
    case ENT_FORMAT_INSEE:
      return g_strdup_printf ("%05d", g_test_rand_int_range (1001, 98000));
    case ENT_FORMAT_EMAIL:
      return g_strdup_printf ("-jo.%d@example.org", g_test_rand_int_range (0, 1000));
    case ENT_FORMAT_PHONE:
      return g_strdup_printf ("+33 (0)4-72.10/%02d", g_test_rand_int_range (0, 100));
    case ENT_FORMAT_WEB:
      return g_strdup_printf ("https://www.example.org/?a=%d;b,c'", g_test_rand_int_range (0, 1000));
    case ENT_FORMAT_PURPOSE:
      return g_strdup_printf ("%05d", g_test_rand_int_range (0, 99999));
    case ENT_FORMAT_LEVELS:
      return g_strdup (levels[g_test_rand_int_range (0, G_N_ELEMENTS (levels))]);
    case ENT_FORMAT_LANGUAGE:
      return g_strdup (languages[g_test_rand_int_range (0, G_N_ELEMENTS (languages))]);
    case ENT_FORMAT_ANY:
    case ENT_FORMAT_PARTIAL:
    default:
      return random_text (many_lines);
    }
}

static inline char *
random_date (gboolean partial)
{
  int year = g_test_rand_int_range (1900, 2100), month = g_test_rand_int_range (1, 13), day = g_test_rand_int_range (1, 29);
  int kind = partial ? g_test_rand_int_range (0, 3) : 2;

  if (kind == 0)
    return g_strdup_printf ("%04d", year);
  return kind == 1 ? g_strdup_printf ("%04d-%02d", year, month) : g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static inline char *
random_reference (const EntField *field)
{
  g_auto (GStrv) targets = g_strsplit (field->targets, " ", -1);

  return ent_id_new (ent_schema_find (targets[g_test_rand_int_range (0, g_strv_length (targets))]));
}

/* One text, or one member of a list. */
static inline char *
random_member (const EntField *field)
{
  if (field->choices != NULL)
    return g_strdup (ent_choices_get_nick (field->choices, g_test_rand_int_range (0, ent_choices_get_n_items (field->choices))));
  if (ent_field_is_reference (field))
    return random_reference (field);
  if (field->type == ENT_FIELD_DATE)
    return random_date (field->format == ENT_FORMAT_PARTIAL);

  return random_in_format (field->format, field->type == ENT_FIELD_LONG_TEXT);
}

static inline double
random_between (double minimum,
                double maximum)
{
  double value = minimum + g_test_rand_double () * (maximum - minimum);

  return g_test_rand_int_range (0, 4) == 0 ? (toss () ? minimum : maximum) : CLAMP (value, minimum, maximum);
}

static inline void
random_list (const EntField *field,
             EntValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) members = NULL;

  for (gint left = g_test_rand_int_range (1, 5); left > 0; left--)
    g_strv_builder_take (builder, random_member (field));
  members = g_strv_builder_end (builder);
  ent_value_set_list (value, (const char *const *) members);
}

static inline void
random_value (const EntField *field,
              EntValue *value)
{
  g_autofree char *text = NULL;

  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_LIST:
      random_list (field, value);
      break;
    case ENT_VALUE_INTEGER:
      if (field->type == ENT_FIELD_YES_NO)
        ent_value_set_integer (value, toss ());
      else if (field->type == ENT_FIELD_YEAR)
        ent_value_set_integer (value, g_test_rand_int_range (1000, 3000));
      else
        ent_value_set_integer (value, random_between (field->minimum, field->maximum));
      break;
    case ENT_VALUE_REAL:
      ent_value_set_real (value, random_between (field->minimum, field->maximum));
      break;
    case ENT_VALUE_TEXT:
    case ENT_VALUE_UNSET:
    default:
      text = random_member (field);
      ent_value_set_text (value, text);
    }
}

/* Dates that must follow each other and do not: the later one is left out. */
static inline void
mend_periods (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (const EntPeriod *period = entity->periods; period != NULL && period->start != NULL; period++)
    {
      const char *start = ent_record_get_text (record, period->start);
      const char *end = ent_record_get_text (record, period->end);

      if (start != NULL && end != NULL && strncmp (start, end, MIN (strlen (start), strlen (end))) > 0)
        ent_record_set_text (record, period->end, start);
    }
}

/* What no unit and no number of days makes too much. */
static inline void
mend_limits (EntRecord *record)
{
  for (const EntLimit *limit = ent_record_get_entity (record)->limits; limit != NULL && limit->amount != NULL; limit++)
    if (ent_record_get_real (record, limit->amount, 0) > limit->most)
      ent_record_set_real (record, limit->amount, g_test_rand_double_range (0, limit->most));
}

/**
 * random_record:
 * @entity: an entity
 *
 * What it refers to is not there: that is legal.
 *
 * Returns: (transfer full): a record that ent_record_check() accepts, with most of its fields set
 */
static inline EntRecord *
random_record (const EntEntity *entity)
{
  EntRecord *record = ent_record_new (entity, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_auto (EntValue) value = { 0 };

      if ((field->flags & ENT_FIELD_REQUIRED) == 0 && g_test_rand_int_range (0, 4) == 0)
        continue;
      random_value (field, &value);
      ent_record_set (record, field, &value);
    }

  mend_periods (record);
  mend_limits (record);
  ent_record_check (record, &error);
  g_assert_no_error (error);
  return record;
}
