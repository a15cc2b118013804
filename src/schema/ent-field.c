/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-schema.h"

#include <math.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-format.h"
#include "ent-gettext.h"

#define TEXT_MAX 1000
#define LONG_TEXT_MAX 100000
#define LIST_MAX 1000

/**
 * ent_field_get_label:
 * @field: a field
 *
 * Returns: its translated name
 */
const char *
ent_field_get_label (const EntField *field)
{
  return ent_gettext (field->label);
}

/**
 * ent_field_get_kind:
 * @field: a field
 *
 * Returns: the kind of all its values that are not unset
 */
EntValueKind
ent_field_get_kind (const EntField *field)
{
  switch (field->type)
    {
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_CHOICES:
    case ENT_FIELD_REFERENCES:
      return ENT_VALUE_LIST;
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_YES_NO:
      return ENT_VALUE_INTEGER;
    case ENT_FIELD_REAL:
      return ENT_VALUE_REAL;
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
    case ENT_FIELD_DATE:
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_REFERENCE:
    default:
      return ENT_VALUE_TEXT;
    }
}

/**
 * ent_field_is_reference:
 * @field: a field
 *
 * Returns: whether its values lead to other records
 */
gboolean
ent_field_is_reference (const EntField *field)
{
  return field->type == ENT_FIELD_REFERENCE || field->type == ENT_FIELD_REFERENCES;
}

/**
 * ent_field_accepts:
 * @field: a field of references
 * @target: an entity
 *
 * Returns: whether @field may lead to a record of @target
 */
gboolean
ent_field_accepts (const EntField *field,
                   const EntEntity *target)
{
  g_auto (GStrv) names = NULL;

  if (field->targets == NULL || target == NULL)
    return FALSE;

  names = g_strsplit (field->targets, " ", -1);
  return g_strv_contains ((const char *const *) names, target->name);
}

static gboolean
refuse (const EntField *field,
        GError **error,
        const char *why)
{
  /* Translators: the name of a field, then what is wrong with its content. */
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("%s: %s"), ent_field_get_label (field), why);
  return FALSE;
}

static gsize
get_longest (const EntField *field)
{
  if (field->type != ENT_FIELD_LONG_TEXT)
    return TEXT_MAX;

  return field->maximum > 0 ? (gsize) field->maximum : LONG_TEXT_MAX;
}

static gboolean
check_member (const EntField *field,
              const char *text,
              GError **error)
{
  const char *why;

  switch (field->type)
    {
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_CHOICES:
      if (!ent_choices_contains (field->choices, text))
        return refuse (field, error, _ ("choose one of the values proposed."));
      return TRUE;
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
      if (!ent_id_check (text) || !ent_field_accepts (field, ent_schema_find_for_id (text)))
        return refuse (field, error, _ ("this cannot refer to a record of that kind."));
      return TRUE;
    case ENT_FIELD_DATE:
      why = ent_format_check_date (text, field->format == ENT_FORMAT_PARTIAL);
      return why == NULL || refuse (field, error, why);
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
    case ENT_FIELD_TEXTS:
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
    case ENT_FIELD_YES_NO:
    default:
      why = ent_format_check_text (text, field->format, field->type == ENT_FIELD_LONG_TEXT, get_longest (field));
      return why == NULL || refuse (field, error, why);
    }
}

static gboolean
check_bounds (const EntField *field,
              double number,
              GError **error)
{
  g_autofree char *why = NULL;
  double scale = field->type == ENT_FIELD_MONEY ? 100 : 1;
  double minimum = field->minimum, maximum = field->maximum;

  if (field->type == ENT_FIELD_YEAR)
    minimum = 1000, maximum = 2999;
  else if (field->type == ENT_FIELD_YES_NO)
    minimum = 0, maximum = 1;
  if ((minimum == 0 && maximum == 0) || (number >= minimum && number <= maximum))
    return TRUE;

  why = g_strdup_printf (_ ("the number must lie between %.0f and %.0f."), minimum / scale, maximum / scale);
  return refuse (field, error, why);
}

static gboolean
is_blank (const EntValue *value)
{
  const char *p = value->text;

  if (value->kind != ENT_VALUE_TEXT)
    return value->kind == ENT_VALUE_UNSET;
  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char_validated (p, -1)))
    p = g_utf8_next_char (p);

  return *p == '\0';
}

/**
 * ent_field_check:
 * @field: a field
 * @value: a value for it
 * @error: set to what is wrong, in the user's words
 *
 * Returns: whether @value may stand in @field
 */
gboolean
ent_field_check (const EntField *field,
                 const EntValue *value,
                 GError **error)
{
  if ((field->flags & ENT_FIELD_REQUIRED) != 0 && is_blank (value))
    return refuse (field, error, _ ("this is required: fill it in."));
  if (value->kind == ENT_VALUE_UNSET)
    return TRUE;
  if (value->kind != ent_field_get_kind (field))
    return refuse (field, error, _ ("this is not the kind of value expected here."));

  switch (value->kind)
    {
    case ENT_VALUE_TEXT:
      return check_member (field, value->text, error);
    case ENT_VALUE_INTEGER:
      return check_bounds (field, value->integer, error);
    case ENT_VALUE_REAL:
      return isfinite (value->real) ? check_bounds (field, value->real, error)
                                    : refuse (field, error, _ ("this is not a number."));
    case ENT_VALUE_LIST:
    case ENT_VALUE_UNSET:
    default:
      if (g_strv_length (value->list) > LIST_MAX)
        return refuse (field, error, _ ("there are too many values here."));
      for (gsize i = 0; value->list[i] != NULL; i++)
        if (!check_member (field, value->list[i], error))
          return FALSE;
      return TRUE;
    }
}

static char *
parse_member (const EntField *field,
              const char *text)
{
  const char *nick;

  switch (field->type)
    {
    case ENT_FIELD_CHOICE:
    case ENT_FIELD_CHOICES:
      nick = ent_choices_parse (field->choices, text);
      return g_strdup (nick != NULL ? nick : text);
    case ENT_FIELD_DATE:
      return ent_format_parse_date (text);
    case ENT_FIELD_TEXT:
    case ENT_FIELD_LONG_TEXT:
    case ENT_FIELD_TEXTS:
      return ent_format_parse_text (text, field->format);
    case ENT_FIELD_YEAR:
    case ENT_FIELD_INTEGER:
    case ENT_FIELD_MONEY:
    case ENT_FIELD_REAL:
    case ENT_FIELD_YES_NO:
    case ENT_FIELD_REFERENCE:
    case ENT_FIELD_REFERENCES:
    default:
      return g_strdup (text);
    }
}

static void
parse_list (const EntField *field,
            const char *text,
            EntValue *value)
{
  g_auto (GStrv) members = ent_format_split (text, ENT_FORMAT_SEPARATORS);

  for (gsize i = 0; members[i] != NULL; i++)
    {
      g_autofree char *member = g_steal_pointer (&members[i]);

      members[i] = parse_member (field, member);
    }

  ent_value_set_list (value, (const char *const *) members);
}

/* What people write into a cell for want of a number. */
static gboolean
says_none (const char *text)
{
  static const char *const words[] = { "na", "nd", "nc", "so", "ns", "none", "neant", "aucun", "aucune", "sans objet", "not applicable", "inconnu", "unknown", "?", "-", "–", "—", NULL };
  g_autofree char *folded = ent_fold (text);
  g_autoptr (GString) bare = g_string_new (folded);

  g_string_replace (bare, "/", "", 0);
  g_string_replace (bare, ".", "", 0);
  return g_strv_contains (words, bare->str);
}

static gboolean
refuse_number (const EntField *field,
               const char *text,
               GError **error,
               const char *why)
{
  if (says_none (text))
    return refuse (field, error, _ ("this takes numbers only. Where there is none, leave it empty and say why in a comment."));

  return refuse (field, error, why);
}

static gboolean
parse_number (const EntField *field,
              const char *text,
              EntValue *value,
              GError **error)
{
  gint64 integer;
  double real;

  if (field->type == ENT_FIELD_REAL)
    {
      if (!ent_format_parse_real (text, &real))
        return refuse_number (field, text, error, _ ("this is not a number."));
      ent_value_set_real (value, real);
    }
  else if (field->type == ENT_FIELD_MONEY)
    {
      if (!ent_format_parse_money (text, &integer))
        return refuse_number (field, text, error, _ ("this is not an amount. Write it like 1234.56."));
      ent_value_set_integer (value, integer);
    }
  else if (field->type == ENT_FIELD_YES_NO)
    {
      if (!ent_format_parse_yes_no (text, &integer))
        return refuse (field, error, _ ("answer yes or no."));
      ent_value_set_integer (value, integer);
    }
  else
    {
      if (!ent_format_parse_integer (text, &integer))
        return refuse_number (field, text, error, _ ("this is not a whole number."));
      ent_value_set_integer (value, integer);
    }

  return TRUE;
}

/**
 * ent_field_parse:
 * @field: a field
 * @text: (nullable): what somebody wrote, in a form, a file or on a command line
 * @ret_value: (out caller-allocates): the value, unset for an empty text; to be cleared
 * @error: set to what is wrong, in the user's words
 *
 * Reads what ent_field_format() writes, and what people write: dates like 31/12/2026, amounts like
 * “1 234,50 €”, choices by their label, yes and no in French or English. Lists are separated by `;`; see
 * ent_format_split() for members that have one.
 * An empty text is never an error here, even where the field is required.
 *
 * Returns: whether @text can stand in @field
 */
gboolean
ent_field_parse (const EntField *field,
                 const char *text,
                 EntValue *ret_value,
                 GError **error)
{
  g_auto (EntValue) value = { 0 };
  g_autofree char *stripped = NULL;

  *ret_value = (EntValue){ 0 };
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (field, error, _ ("this is not readable text (UTF-8)."));

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return TRUE;

  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_LIST:
      parse_list (field, stripped, &value);
      break;
    case ENT_VALUE_INTEGER:
    case ENT_VALUE_REAL:
      if (!parse_number (field, stripped, &value, error))
        return FALSE;
      break;
    case ENT_VALUE_TEXT:
    case ENT_VALUE_UNSET:
    default:
      {
        g_autofree char *member = parse_member (field, stripped);

        ent_value_set_text (&value, member);
      }
    }

  if (value.kind != ENT_VALUE_UNSET && !ent_field_check (field, &value, error))
    return FALSE;

  *ret_value = value;
  value = (EntValue){ 0 };
  return TRUE;
}

/**
 * ent_field_format:
 * @field: a field
 * @value: a value of it
 *
 * Returns: (transfer full): the value as files and the command line have it, the same in every language;
 *   empty when unset
 */
char *
ent_field_format (const EntField *field,
                  const EntValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->kind)
    {
    case ENT_VALUE_TEXT:
      return g_strdup (value->text);
    case ENT_VALUE_LIST:
      return ent_format_join ((const char *const *) value->list);
    case ENT_VALUE_REAL:
      /* Fifteen digits are what people wrote, 48.5172; seventeen are needed for what was computed. */
      g_ascii_formatd (buffer, sizeof buffer, "%.15g", value->real);
      if (fabs (value->real) >= 1e15 || g_ascii_strtod (buffer, NULL) != value->real)
        g_ascii_dtostr (buffer, sizeof buffer, value->real);
      return g_strdup (buffer);
    case ENT_VALUE_INTEGER:
      if (field->type == ENT_FIELD_YES_NO)
        return g_strdup (value->integer ? "yes" : "no");
      if (field->type == ENT_FIELD_MONEY)
        return ent_format_money_plain (value->integer);
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case ENT_VALUE_UNSET:
    default:
      return g_strdup ("");
    }
}

/* What is chosen from a list of labels, or named freely, may have a comma of its own. */
static const char *
get_separator (const EntField *field)
{
  /* Translators: between the members of a list, such as themes, some of which have a comma themselves. */
  return field->choices != NULL && field->choices != &ent_choices_countries ? C_ ("list", "; ") : ", ";
}

static char *
display_member (const EntField *field,
                const char *text)
{
  if (field->flags & ENT_FIELD_MACHINE)
    return g_strdup (_ ("Kept by the program"));
  if (field->choices != NULL)
    return g_strdup (ent_choices_get_label (field->choices, text));
  if (field->type == ENT_FIELD_DATE)
    return ent_format_display_date (text);
  if (field->format == ENT_FORMAT_LANGUAGE)
    return ent_format_display_language (text);
  if (field->format == ENT_FORMAT_LEVELS)
    return ent_format_display_level (text);

  return g_strdup (text);
}

static char *
display_number (const EntField *field,
                const EntValue *value)
{
  g_autofree char *number = NULL;

  if (field->type == ENT_FIELD_YES_NO)
    return g_strdup (value->integer ? _ ("Yes") : _ ("No"));
  if (field->type == ENT_FIELD_YEAR)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  if (field->type == ENT_FIELD_MONEY)
    return ent_format_display_money (value->integer);

  if (value->kind == ENT_VALUE_REAL)
    number = ent_format_display_real (value->real);
  else
    number = g_strdup_printf ("%'" G_GINT64_FORMAT, value->integer);
  if (field->unit == NULL)
    return g_steal_pointer (&number);

  if (g_str_equal (field->unit, "°"))
    return g_strconcat (number, field->unit, NULL);
  if (g_str_equal (field->unit, "%"))
    return ent_format_display_percent (value->kind == ENT_VALUE_REAL ? value->real : value->integer);

  /* Translators: a number and its unit. */
  return g_strdup_printf (_ ("%s %s"), number, ent_gettext (field->unit));
}

/**
 * ent_field_display_list:
 * @field: a field that holds a list, but not of references
 * @value: a value of it
 * @separator: what stands between its members
 *
 * Returns: (transfer full): the members in the user's words; empty when unset
 */
char *
ent_field_display_list (const EntField *field,
                        const EntValue *value,
                        const char *separator)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) members = NULL;

  for (gsize i = 0; value->kind == ENT_VALUE_LIST && value->list[i] != NULL; i++)
    g_strv_builder_take (words, display_member (field, value->list[i]));

  members = g_strv_builder_end (words);
  return g_strjoinv (separator, members);
}

/**
 * ent_field_display:
 * @field: a field that is not a reference
 * @value: a value of it
 *
 * Returns: (transfer full): the value in the user's words and the locale's forms; empty when unset
 */
char *
ent_field_display (const EntField *field,
                   const EntValue *value)
{
  switch (value->kind)
    {
    case ENT_VALUE_TEXT:
      return display_member (field, value->text);
    case ENT_VALUE_INTEGER:
    case ENT_VALUE_REAL:
      return display_number (field, value);
    case ENT_VALUE_LIST:
      return ent_field_display_list (field, value, get_separator (field));
    case ENT_VALUE_UNSET:
    default:
      return g_strdup ("");
    }
}
