/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "ent-country.h"
#include "ent-fold.h"
#include "ent-language.h"

static gboolean
is_all_digits (const char *text,
               gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

/**
 * ent_format_is_siren:
 * @text: a text
 *
 * Returns: whether it is nine digits whose Luhn sum (ISO/IEC 7812-1) is right, as INSEE gives them
 */
gboolean
ent_format_is_siren (const char *text)
{
  int sum = 0;

  if (!is_all_digits (text, 9))
    return FALSE;

  for (int i = 0; i < 9; i++)
    {
      int digit = text[i] - '0';

      if (i % 2 == 1)
        digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
      sum += digit;
    }

  return sum % 10 == 0;
}

static const char *
check_email (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL || strpbrk (text, " \t,;<>") != NULL
      || strchr (at, '.') == NULL || g_str_has_suffix (text, "."))
    return _ ("this is not an e-mail address. Write it like name@example.org.");

  return NULL;
}

static const char *
check_phone (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      digits++;
    else if (strchr ("+ ().-/", *p) == NULL)
      return _ ("a phone number has digits, spaces and “+” only.");

  return digits >= 3 ? NULL : _ ("this phone number is too short.");
}

static const char *
check_web (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || strchr (g_uri_get_host (uri), '.') == NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return _ ("this is not a web address. Write it like https://www.example.org.");

  return NULL;
}

static const char *
check_level (const char *text)
{
  static GRegex *regex;

  if (g_once_init_enter_pointer (&regex))
    g_once_init_leave_pointer (&regex, g_regex_new ("^[a-z]{2,3}(:(A1|A2|B1|B2|C1|C2))?$", G_REGEX_OPTIMIZE, 0, NULL));

  return g_regex_match (regex, text, 0, NULL)
           ? NULL
           : _ ("write the language’s code and level, like en:B2, separated by “;”.");
}

static const char *
check_format (const char *text,
              EntFormat format)
{
  switch (format)
    {
    case ENT_FORMAT_SIREN:
      return ent_format_is_siren (text) ? NULL : _ ("this is not a SIREN number: it has nine digits, and the last one is a check digit.");
    case ENT_FORMAT_INSEE:
      return strlen (text) <= 5 && strspn (text, "0123456789ABDEM") == strlen (text) && strlen (text) >= 2
               ? NULL
               : _ ("this is not an INSEE code.");
    case ENT_FORMAT_EMAIL:
      return check_email (text);
    case ENT_FORMAT_PHONE:
      return check_phone (text);
    case ENT_FORMAT_WEB:
      return check_web (text);
    case ENT_FORMAT_PURPOSE:
      return is_all_digits (text, 5) ? NULL : _ ("a DAC code has five digits.");
    case ENT_FORMAT_LEVELS:
      return check_level (text);
    case ENT_FORMAT_ANY:
    case ENT_FORMAT_PARTIAL:
    default:
      return NULL;
    }
}

/**
 * ent_format_check_text:
 * @text: a text, perhaps not UTF-8
 * @format: what it must look like
 * @many_lines: whether it may have line breaks
 * @max_chars: how long it may be
 *
 * Returns: (nullable): the reason why not, translated
 */
const char *
ent_format_check_text (const char *text,
                       EntFormat format,
                       gboolean many_lines,
                       glong max_chars)
{
  if (!g_utf8_validate (text, -1, NULL))
    return _ ("this is not readable text (UTF-8).");
  if (g_utf8_strlen (text, -1) > max_chars)
    return _ ("this text is too long.");

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && !(many_lines && (*p == '\n' || *p == '\t')))
      return _ ("this text has characters that cannot be shown.");

  return check_format (text, format);
}

/**
 * ent_format_check_date:
 * @text: a text
 * @partial: whether a year, or a year and month, is enough
 *
 * Returns: (nullable): the reason why it is not a date, translated
 */
const char *
ent_format_check_date (const char *text,
                       gboolean partial)
{
  int year, month = 1, day = 1;
  gsize length = strlen (text);
  static const char *const shapes[] = { "dddd", "dddd-dd", "dddd-dd-dd" };
  gboolean shaped = FALSE;

  for (guint i = partial ? 0 : 2; i < G_N_ELEMENTS (shapes) && !shaped; i++)
    {
      shaped = strlen (shapes[i]) == length;
      for (gsize j = 0; shaped && j < length; j++)
        shaped = shapes[i][j] == 'd' ? g_ascii_isdigit (text[j]) : text[j] == shapes[i][j];
    }
  if (!shaped)
    return partial ? _ ("this is not a date. Write it like 2026-12-31, or only the year.")
                   : _ ("this is not a date. Write it like 2026-12-31.");

  year = strtol (text, NULL, 10);
  if (length > 4)
    month = strtol (text + 5, NULL, 10);
  if (length > 7)
    day = strtol (text + 8, NULL, 10);
  if (year < 1000 || year > 2999 || !g_date_valid_dmy (day, month, year))
    return _ ("there is no such day in the calendar.");

  return NULL;
}

/**
 * ent_format_parse_text:
 * @text: what somebody wrote, valid UTF-8
 * @format: what it shall look like
 *
 * Returns: (transfer full): @text in the form that is stored
 */
char *
ent_format_parse_text (const char *text,
                       EntFormat format)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  if (format == ENT_FORMAT_SIREN || format == ENT_FORMAT_PURPOSE || format == ENT_FORMAT_INSEE)
    {
      g_auto (GStrv) parts = g_strsplit_set (composed, " .", -1);

      return g_strjoinv ("", parts);
    }
  if (format == ENT_FORMAT_WEB && strstr (composed, "://") == NULL)
    return g_strconcat ("https://", composed, NULL);

  return g_steal_pointer (&composed);
}

/**
 * ent_format_parse_date:
 * @text: what somebody wrote: 2026-12-31, 31/12/2026, 31.12.2026, 12/2026 or 2026
 *
 * Returns: (transfer full): the date as it is stored, or @text itself where it is none of these
 */
char *
ent_format_parse_date (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "/.", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    if (strspn (parts[i], "0123456789") != strlen (parts[i]) || *parts[i] == '\0' || strlen (parts[i]) > 4)
      return g_strdup (text);

  if (n == 3 && strlen (parts[2]) == 4)
    return g_strdup_printf ("%s-%02ld-%02ld", parts[2], strtol (parts[1], NULL, 10), strtol (parts[0], NULL, 10));
  if (n == 2 && strlen (parts[1]) == 4)
    return g_strdup_printf ("%s-%02ld", parts[1], strtol (parts[0], NULL, 10));

  return g_strdup (text);
}

/* Brings “1 234,5”, "1,234.5" and "-3" to "1234.5", "1234.5" and "-3"; NULL where it is no number.
 * A lone separator before exactly three digits groups thousands where @money says that no amount has three decimals. */
static char *
plain_number (const char *text,
              gboolean money)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *mark = NULL;
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == ',' || *p == '.')
      mark = p;
  if (mark != NULL && money && strlen (mark) == 4 && strspn (mark + 1, "0123456789") == 3)
    mark = NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isdigit (*p) && ++digits)
        g_string_append_c (plain, *p);
      else if (p == mark)
        g_string_append_c (plain, '.');
      else if (*p == '-' && plain->len == 0)
        g_string_append_c (plain, '-');
      else if (money && c == 0x20ac && *g_utf8_next_char (p) == '\0')
        break;
      else if (*p != ',' && *p != '.' && !g_unichar_isspace (c) && c != 0xa0 && c != 0x202f)
        return NULL;
    }

  return digits > 0 ? g_string_free_and_steal (g_steal_pointer (&plain)) : NULL;
}

/**
 * ent_format_parse_real:
 * @text: what somebody wrote
 * @ret_real: (out): the number
 *
 * Returns: whether @text is a number, with a decimal point or comma
 */
gboolean
ent_format_parse_real (const char *text,
                       double *ret_real)
{
  g_autofree char *plain = NULL;
  char *end;

  /* What ent_field_format() wrote may have an exponent. */
  *ret_real = g_ascii_strtod (text, &end);
  if (*end == '\0' && isfinite (*ret_real) && g_ascii_strncasecmp (text, "0x", 2) != 0)
    return TRUE;

  plain = plain_number (text, FALSE);
  if (plain == NULL)
    return FALSE;

  *ret_real = g_ascii_strtod (plain, NULL);
  return isfinite (*ret_real);
}

/**
 * ent_format_parse_money:
 * @text: what somebody wrote, in euros
 * @ret_cents: (out): the amount in cents
 *
 * Returns: whether @text is an amount with at most two decimals
 */
gboolean
ent_format_parse_money (const char *text,
                        gint64 *ret_cents)
{
  g_autofree char *plain = plain_number (text, TRUE);
  g_auto (GStrv) parts = g_strsplit (plain != NULL ? plain : "", ".", 2);
  const char *decimals = plain != NULL && parts[1] != NULL ? parts[1] : "";
  const gint64 most = G_GINT64_CONSTANT (10000000000000);
  gint64 euros, cents;

  if (plain == NULL || strlen (decimals) > 2 || !g_ascii_string_to_signed (parts[0], 10, -most, most, &euros, NULL))
    return FALSE;

  cents = strtol (decimals, NULL, 10) * (strlen (decimals) == 1 ? 10 : 1);
  *ret_cents = euros * 100 + (*plain == '-' ? -cents : cents);
  return TRUE;
}

/**
 * ent_format_parse_integer:
 * @text: what somebody wrote
 * @ret_integer: (out): the number
 *
 * Returns: whether @text is a whole number
 */
gboolean
ent_format_parse_integer (const char *text,
                          gint64 *ret_integer)
{
  g_autofree char *plain = plain_number (text, TRUE);

  return plain != NULL && g_ascii_string_to_signed (plain, 10, G_MININT64 + 1, G_MAXINT64, ret_integer, NULL);
}

/**
 * ent_format_parse_yes_no:
 * @text: what somebody wrote, in French or English
 * @ret_yes: (out): 1 for yes, 0 for no
 *
 * Returns: whether @text is an answer
 */
gboolean
ent_format_parse_yes_no (const char *text,
                         gint64 *ret_yes)
{
  static const char *const yes[] = { "yes", "oui", "true", "vrai", "1", "x", "y", "o", NULL };
  static const char *const no[] = { "no", "non", "false", "faux", "0", "n", NULL };
  g_autofree char *folded = ent_fold (text);

  *ret_yes = g_strv_contains (yes, folded);
  return *ret_yes || g_strv_contains (no, folded);
}

/**
 * ent_format_money_plain:
 * @cents: an amount in cents
 *
 * Returns: (transfer full): the amount in euros with a decimal point, for files
 */
char *
ent_format_money_plain (gint64 cents)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "", ABS (cents) / 100, (int) (ABS (cents) % 100));
}

/**
 * ent_format_display_money:
 * @cents: an amount in cents
 *
 * Returns: (transfer full): the amount in euros in the locale's form, without cents where there are none
 */
char *
ent_format_display_money (gint64 cents)
{
  g_autofree char *number = cents % 100 == 0 ? g_strdup_printf ("%'.0f", cents / 100.0) : g_strdup_printf ("%'.2f", cents / 100.0);

  /* Translators: an amount in euros. */
  return g_strdup_printf (_ ("€%s"), number);
}

/**
 * ent_format_display_real:
 * @real: a number
 *
 * Returns: (transfer full): the number in the locale's form, without superfluous decimals
 */
char *
ent_format_display_real (double real)
{
  return fabs (real) < 1e15 && real == floor (real) ? g_strdup_printf ("%'.0f", real) : g_strdup_printf ("%.6g", real);
}

/**
 * ent_format_display_date:
 * @text: a date as it is stored: a day, a month or a year
 *
 * Returns: (transfer full): the date in words of the locale
 */
char *
ent_format_display_date (const char *text)
{
  g_autofree char *day = strlen (text) == 7 ? g_strconcat (text, "-01", NULL) : g_strdup (text);
  g_autofree char *stamp = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) date = strlen (day) == 10 ? g_date_time_new_from_iso8601 (stamp, NULL) : NULL;

  if (date == NULL)
    return g_strdup (text);

  /* Translators: month and year of a date, then a whole date, as strftime() writes them. */
  return g_date_time_format (date, strlen (text) == 7 ? _ ("%B %Y") : _ ("%-d %B %Y"));
}

/**
 * ent_format_display_level:
 * @text: a language and level as stored, `hy:B1`
 *
 * Returns: (transfer full): the name of the language and its level
 */
char *
ent_format_display_level (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  const EntLanguage *language = ent_language_find (parts[0]);
  const char *name = language != NULL ? ent_language_get_name (language) : parts[0];

  return parts[1] != NULL ? g_strdup_printf ("%s %s", name, parts[1]) : g_strdup (name);
}
