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

/* All of Unicode, whatever it takes. */
static void
append_any (GString    *folded,
            const char *text,
            gsize       length,
            gboolean   *space)
{
  g_autofree char *decomposed = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed, -1);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (folded, g_utf8_get_char (p), space);
}

/* The letters of most European languages and the signs of their typography, which texts consist of: what each becomes is
 * worked out once. Each stands for itself, whatever is around it: marks that follow are dropped anyway. */
#define LETTERS_END 0x250
#define SIGNS_START 0x2010
#define N_SIGNS 0x50
#define MAX_FOLDED 14
/* Instead of a length: white space. */
#define IS_SPACE G_MAXUINT8

typedef struct
{
  char text[MAX_FOLDED];
  guint8 length;
  guint8 stays; /* whether it is one byte, and written as it is */
} Folded;

static void
work_out (Folded  *entry,
          gunichar c)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  gboolean space = FALSE;
  char text[6];

  append_any (folded, text, (gsize) g_unichar_to_utf8 (c, text), &space);
  g_assert (folded->len <= MAX_FOLDED);
  memcpy (entry->text, folded->str, folded->len);
  entry->length = folded->len == 0 && space ? IS_SPACE : (guint8) folded->len;
  entry->stays = c < 0x80 && folded->len == 1 && folded->str[0] == (char) c;
}

static const Folded *
get_table (void)
{
  static Folded table[LETTERS_END + N_SIGNS];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (gunichar c = 1; c < LETTERS_END; c++)
        work_out (&table[c], c);
      for (gunichar i = 0; i < N_SIGNS; i++)
        work_out (&table[LETTERS_END + i], SIGNS_START + i);
      g_once_init_leave (&ready, 1);
    }

  return table;
}

/* How many bytes from @p on are written as they are: nearly all of a text. A space is one of them between two others. */
static gsize
measure_unchanged (const Folded *table,
                   const char   *p)
{
  gsize n = 0;

  for (;;)
    {
      while (table[(guchar) p[n]].stays)
        n++;
      if (n == 0 || p[n] != ' ' || !table[(guchar) p[n + 1]].stays)
        return n;
      n++;
    }
}

static const Folded *
find_folded (const Folded *table,
             const char   *p)
{
  gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

  if (c < LETTERS_END)
    return &table[c];

  return c >= SIGNS_START && c < SIGNS_START + N_SIGNS ? &table[LETTERS_END + c - SIGNS_START] : NULL;
}

static void
append_text (GString    *folded,
             const char *text,
             gsize       length,
             gboolean   *space)
{
  if (length == 0)
    return;

  if (*space && folded->len > 0)
    g_string_append_c (folded, ' ');
  *space = FALSE;
  g_string_append_len (folded, text, (gssize) length);
}

static void
append_known (GString      *folded,
              const Folded *entry,
              gboolean     *space)
{
  if (entry->length == IS_SPACE)
    *space = TRUE;
  else
    append_text (folded, entry->text, entry->length, space);
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
  const Folded *table = get_table ();
  GString *folded;
  gboolean space = FALSE;
  const char *p;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (!g_utf8_validate_len (text, length, NULL))
    valid = g_utf8_make_valid (text, (gssize) length);

  folded = g_string_sized_new (length);
  for (p = valid != NULL ? valid : text; *p != '\0';)
    {
      gsize n_unchanged = measure_unchanged (table, p);
      const Folded *entry = find_folded (table, p);
      const char *start = p;

      if (n_unchanged > 0)
        {
          append_text (folded, p, n_unchanged, &space);
          p += n_unchanged;
          continue;
        }
      if (entry != NULL)
        {
          append_known (folded, entry, &space);
          p = g_utf8_next_char (p);
          continue;
        }

      while (*p != '\0' && find_folded (table, p) == NULL)
        p = g_utf8_next_char (p);
      append_any (folded, start, (gsize) (p - start), &space);
    }

  return g_string_free_and_steal (folded);
}
