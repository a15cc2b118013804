/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, amounts and answers: how they are written and read. */
#include "ent-format.h"

#include <math.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-gettext.h"

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xa0 || c == 0x202f;
}

/* A sign of the euro may stand at either end, where a blank may keep it apart. */
static char *
without_euro (const char *text)
{
  g_autofree char *stripped = g_strdup (text);
  char *start = stripped;

  if (g_str_has_prefix (start, "€"))
    start += strlen ("€");
  else if (g_str_has_suffix (start, "€"))
    start[strlen (start) - strlen ("€")] = '\0';

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  for (char *last = g_utf8_find_prev_char (start, start + strlen (start));
       last != NULL && is_blank (g_utf8_get_char (last));
       last = g_utf8_find_prev_char (start, last))
    *last = '\0';

  return g_strdup (start);
}

/* The comma or point that the decimals come after; NULL where all of them group thousands. One alone before exactly
 * three digits groups where @grouped says that no such number has three decimals. */
static const char *
find_mark (const char *text,
           gboolean grouped)
{
  const char *first = strpbrk (text, ",.");
  const char *comma = strrchr (text, ','), *point = strrchr (text, '.');
  const char *mark = point == NULL || (comma != NULL && comma > point) ? comma : point;

  if (mark == NULL || strchr (text, *mark) != mark)
    return NULL;
  if (grouped && mark == first && strlen (mark) == 4 && strspn (mark + 1, "0123456789") == 3)
    return NULL;

  return mark;
}

/* Appends the digits before @end, which blanks, commas or points may part into thousands. */
static gboolean
append_whole (GString *plain,
              const char *text,
              const char *end)
{
  gunichar separator = 0;
  guint digits = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = is_blank (g_utf8_get_char (p)) ? ' ' : g_utf8_get_char (p);

      if (g_ascii_isdigit (*p))
        {
          g_string_append_c (plain, *p);
          digits++;
          continue;
        }
      if ((c != ' ' && c != ',' && c != '.') || (separator == 0 ? digits < 1 || digits > 3 : c != separator || digits != 3))
        return FALSE;
      separator = c;
      digits = 0;
    }

  return separator == 0 || digits == 3;
}

/* Brings “1 234,5”, "1,234.5" and "-3" to "1234.5", "1234.5" and "-3"; NULL where it is no number. */
static char *
plain_number (const char *text,
              gboolean grouped)
{
  g_autoptr (GString) plain = g_string_new (*text == '-' ? "-" : NULL);
  const char *start = text + plain->len;
  const char *mark = find_mark (start, grouped);
  gsize sign = plain->len;

  if (!append_whole (plain, start, mark != NULL ? mark : start + strlen (start)))
    return NULL;
  if (plain->len == sign)
    g_string_append_c (plain, '0');
  if (mark == NULL)
    return start[0] != '\0' ? g_string_free_and_steal (g_steal_pointer (&plain)) : NULL;
  if (mark[1] == '\0' || strspn (mark + 1, "0123456789") != strlen (mark + 1))
    return NULL;

  g_string_append_printf (plain, ".%s", mark + 1);
  return g_string_free_and_steal (g_steal_pointer (&plain));
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

  /* What ent_field_format() wrote may have an exponent; the C library reads more than that. */
  if (*text != '\0' && strspn (text, "0123456789.+-eE") == strlen (text))
    {
      *ret_real = g_ascii_strtod (text, &end);
      if (*end == '\0' && isfinite (*ret_real))
        return TRUE;
    }

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
  g_autofree char *number = without_euro (text);
  g_autofree char *plain = plain_number (number, TRUE);
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
  g_autofree char *number = NULL;
  gsize length;

  if (fabs (real) >= 1e16 || (real != 0 && fabs (real) < 5e-7))
    return g_strdup_printf ("%.6g", real);

  number = g_strdup_printf ("%'.6f", real);
  length = strlen (number);
  while (number[length - 1] == '0')
    number[--length] = '\0';

  /* What stands before the decimals is one character of the locale. */
  if (!g_ascii_isdigit (number[length - 1]))
    *g_utf8_find_prev_char (number, number + length) = '\0';
  return g_steal_pointer (&number);
}

/**
 * ent_format_display_percent:
 * @percent: a share, of 100
 *
 * Returns: (transfer full): the share in the locale's form
 */
char *
ent_format_display_percent (double percent)
{
  g_autofree char *number = ent_format_display_real (percent);

  /* Translators: a number, then a percent sign. */
  return g_strdup_printf (C_ ("percentage", "%s%%"), number);
}

/**
 * ent_format_count_for_plural:
 * @amount: how much there is, perhaps not whole
 *
 * Returns: what to choose the plural by: it follows the whole part, which English has below one too, and French from two on
 */
gulong
ent_format_count_for_plural (double amount)
{
  if (amount == 1)
    return 1;

  return amount < 2 ? 0 : (gulong) amount;
}

/**
 * ent_format_display_time:
 * @amount: how much time somebody spent
 * @unit: what it is counted in: `hours`, `days` or `percent`
 *
 * Returns: (transfer full): the time in words, such as “12.5 days”
 */
char *
ent_format_display_time (double amount,
                         const char *unit)
{
  g_autofree char *number = ent_format_display_real (amount);

  if (g_str_equal (unit, "percent"))
    /* Translators: a number */
    return g_strdup_printf (_ ("%s%% of the post"), number);
  if (g_str_equal (unit, "days"))
    /* Translators: a number of days, perhaps with a decimal; the plural follows the whole part. */
    return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s day", "%s days", ent_format_count_for_plural (amount)), number);

  /* Translators: a number of hours, perhaps with a decimal */
  return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%s hour", "%s hours", ent_format_count_for_plural (amount)), number);
}
