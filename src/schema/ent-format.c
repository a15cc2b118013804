/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-format.h"

#include <string.h>

#include "ent-country.h"
#include "ent-gettext.h"
#include "ent-locale.h"
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
      || strchr (at, '.') == NULL || at[1] == '.' || g_str_has_suffix (text, "."))
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
    case ENT_FORMAT_LANGUAGE:
    case ENT_FORMAT_PARTIAL:
    default:
      return NULL;
    }
}

/* Unicode's control characters: below a space, DEL, and U+0080 to U+009F, which UTF-8 begins with 0xC2. */
static gboolean
has_control (const char *text,
             gboolean many_lines)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if (G_UNLIKELY (*p < 0x20 || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0)) && !(many_lines && (*p == '\n' || *p == '\t')))
      return TRUE;

  return FALSE;
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
  gsize length = strlen (text);

  if (!g_utf8_validate_len (text, length, NULL))
    return _ ("this is not readable text (UTF-8).");
  /* What has fewer bytes has no more characters. */
  if (length > (gsize) max_chars && g_utf8_strlen (text, length) > max_chars)
    return _ ("this text is too long.");

  if (has_control (text, many_lines))
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

static char *
without_blanks (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && *p != '.')
      g_string_append_unichar (kept, g_utf8_get_char (p));

  return g_string_free_and_steal (kept);
}

/* So much is composed at once, in bytes. */
#define PIECE 1024

/* NFC. What GLib takes grows by the square of the length: it gets one piece after the other, each up to an ASCII
 * character, which no composition has but as its first. */
static char *
compose (const char *text)
{
  g_autoptr (GString) composed = NULL;
  const char *rest = text;

  if (g_str_is_ascii (text))
    return g_strdup (text);

  composed = g_string_sized_new (strlen (text));
  while (*rest != '\0')
    {
      gsize length = strnlen (rest, PIECE);
      g_autofree char *piece = NULL;

      while (rest[length] != '\0' && (guchar) rest[length] >= 0x80)
        length++;
      piece = g_utf8_normalize (rest, (gssize) length, G_NORMALIZE_NFC);
      g_string_append (composed, piece);
      rest += length;
    }

  return g_string_free_and_steal (g_steal_pointer (&composed));
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
  g_autofree char *composed = compose (text);
  g_autoptr (GString) lines = NULL;

  if (format == ENT_FORMAT_SIREN || format == ENT_FORMAT_PURPOSE || format == ENT_FORMAT_INSEE)
    return without_blanks (composed);
  if (format == ENT_FORMAT_LANGUAGE && ent_language_parse (composed) != NULL)
    return g_strdup (ent_language_parse (composed)->code);
  if (format == ENT_FORMAT_WEB && strstr (composed, "://") == NULL)
    return g_strconcat ("https://", composed, NULL);

  lines = g_string_new_take (g_steal_pointer (&composed));
  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

/**
 * ent_format_join:
 * @members: (array zero-terminated=1): the members of a list
 *
 * Returns: (transfer full): the members separated by `;`, with `\` before a `;`, `|` or `\` that belongs to a member
 */
char *
ent_format_join (const char *const *members)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; members[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      for (const char *p = members[i]; *p != '\0'; p++)
        {
          if (strchr ("\\;|", *p) != NULL)
            g_string_append_c (text, '\\');
          g_string_append_c (text, *p);
        }
    }

  return g_string_free_and_steal (text);
}

static void
take_member (GStrvBuilder *members,
             GString *member)
{
  g_strstrip (member->str);
  if (*member->str != '\0')
    g_strv_builder_add (members, member->str);
  g_string_truncate (member, 0);
}

/**
 * ent_format_split:
 * @text: what ent_format_join() wrote, or somebody
 * @separators: the characters between the members, ASCII
 *
 * Returns: (transfer full): the members, without blanks around them and without those that are empty; `\` takes its
 *   meaning from a separator, `;`, `|` or `\` after it and stands for itself elsewhere
 */
GStrv
ent_format_split (const char *text,
                  const char *separators)
{
  g_autoptr (GStrvBuilder) members = g_strv_builder_new ();
  g_autoptr (GString) member = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\\' && p[1] != '\0' && (strchr ("\\;|", p[1]) != NULL || strchr (separators, p[1]) != NULL))
      g_string_append_c (member, *++p);
    else if (strchr (separators, *p) != NULL)
      take_member (members, member);
    else
      g_string_append_c (member, *p);

  take_member (members, member);
  return g_strv_builder_end (members);
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

  if (strlen (text) == 7)
    /* Translators: month and year of a date, as strftime() writes them. */
    return ent_locale_format_date (date, _ ("%B %Y"));

  /* Translators: a whole date, as strftime() writes it; some languages say the first day of a month otherwise. */
  return ent_locale_format_date (date, g_date_time_get_day_of_month (date) == 1 ? C_ ("first of the month", "%-d %B %Y") : _ ("%-d %B %Y"));
}

/**
 * ent_format_display_language:
 * @text: the code of a language, or what somebody wrote instead
 *
 * Returns: (transfer full): the name of the language, or @text itself where it is none that is known
 */
char *
ent_format_display_language (const char *text)
{
  const EntLanguage *language = ent_language_parse (text);

  return g_strdup (language != NULL ? ent_language_get_name (language) : text);
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

/**
 * ent_format_today:
 *
 * Returns: (transfer full): this day where one is, YYYY-MM-DD
 */
char *
ent_format_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%F");
}

/**
 * ent_format_this_year:
 *
 * Returns: this year where one is
 */
int
ent_format_this_year (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_get_year (now);
}
