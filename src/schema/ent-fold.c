/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-fold.h"

#include <string.h>

/* What people type instead of a letter or sign that has no decomposition in Unicode. */
static const char *
plain_form (gunichar c)
{
  switch (c)
    {
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x02BC: /* ʼ */
    case 0x0060: /* ` */
      return "'";
    case 0x2010: /* ‐ */
    case 0x2011: /* non-breaking hyphen */
    case 0x2012: /* figure dash */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2212: /* − */
      return "-";
    case 0x0153:
      return "oe";
    case 0x00E6:
      return "ae";
    case 0x00F8:
      return "o";
    case 0x0111: /* đ */
    case 0x00F0: /* ð */
      return "d";
    case 0x0142:
      return "l";
    case 0x0131:
      return "i";
    case 0x00FE:
      return "th";
    default:
      return NULL;
    }
}

static gboolean
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK || type == G_UNICODE_FORMAT;
}

/* A space is written only once something follows it: that trims both ends and joins runs. */
static void
append_folded (GString  *folded,
               gunichar  c,
               gboolean *space)
{
  const char *plain;

  if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
    {
      *space = TRUE;
      return;
    }
  if (is_dropped (c))
    return;

  if (*space && folded->len > 0)
    g_string_append_c (folded, ' ');
  *space = FALSE;

  plain = plain_form (c);
  if (plain != NULL)
    g_string_append (folded, plain);
  else
    g_string_append_unichar (folded, c);
}

static char *
fold_ascii (const char *text,
            gsize       length)
{
  GString *folded = g_string_sized_new (length);
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    append_folded (folded, g_ascii_tolower (*p), &space);

  return g_string_free_and_steal (folded);
}

/**
 * ent_fold:
 * @text: (not nullable): a text, ideally UTF-8; invalid bytes become U+FFFD
 *
 * Makes the form in which texts are compared and searched everywhere in the
 * product: "L’Haÿ-les-Roses" and "l'hay-les-roses" fold to the same.
 *
 * Compatibility decomposition (NFKD), no marks, no case, œ → oe, æ → ae,
 * ß → ss, ø → o, ł → l, đ → d, curly apostrophes → ', dashes → -, runs of
 * white space → one space, none at the ends. Folding twice changes nothing.
 * Punctuation stays.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full) (not nullable): the folded text
 */
char *
ent_fold (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *lower = NULL;
  GString *folded;
  gboolean space = FALSE;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (g_str_is_ascii (text))
    return fold_ascii (text, length);

  valid = g_utf8_make_valid (text, length);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  lower = g_utf8_casefold (decomposed, -1);

  folded = g_string_sized_new (length);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (folded, g_utf8_get_char (p), &space);

  return g_string_free_and_steal (folded);
}
