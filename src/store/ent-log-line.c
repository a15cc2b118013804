/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time spent, read from one line in English or French, whatever the language of the window: both are typed in one office. */
#include "ent-log-line.h"

#include <stdlib.h>
#include <string.h>

#include "ent-fold.h"
#include "ent-format.h"
#include "ent-french.h"

/* A line, not a text that was pasted. */
#define MAX_CHARS 400

/* A number with its unit, folded. What follows hours are minutes, unless they begin a date. */
#define DURATION                                                                                                       \
  "(?<![\\w.,/])(?<amount>\\d{1,5}(?:[.,]\\d{1,4})?) ?(?:"                                                             \
  "(?<hours>h|hrs?|heures?|hours?)(?: ?(?<rest>[0-5]\\d) ?(?:min|mn|minutes?)?)?|"                                     \
  "(?<minutes>min|mn|minutes?)|(?<days>j|jrs?|jours?|d|days?)|(?<percent>%|percent|pour ?cent))(?![\\w/%])"

typedef struct
{
  const char *word; /* folded */
  int value;
} Word;

/* How many days ago. */
static const Word days_ago[] = {
  { "today", 0 }, { "aujourd'hui", 0 }, { "yesterday", 1 }, { "hier", 1 }, { "avant-hier", 2 },
};

static const Word weekdays[] = {
  { "monday", 1 }, { "lundi", 1 },  { "tuesday", 2 },  { "mardi", 2 },  { "wednesday", 3 }, { "mercredi", 3 }, { "thursday", 4 },
  { "jeudi", 4 },  { "friday", 5 }, { "vendredi", 5 }, { "saturday", 6 }, { "samedi", 6 },  { "sunday", 7 },   { "dimanche", 7 },
};

/* They join the others and say nothing themselves. */
static const char *const fillers[] = { "le",  "la",   "les",  "l",    "de",   "du",   "des",  "d",    "a",     "au",  "aux", "en",
                                       "et",  "sur",  "pour", "avec", "the",  "of",   "on",   "for",  "with",  "and", "to",  "from",
                                       "at",  "in",   "un",   "une",  "an",   "until", "jusqu'au", "last", "dernier", NULL };

static int
find_word (const Word *words,
           gsize n_words,
           const char *folded)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].value;

  return -1;
}

static double
read_number (GMatchInfo *match,
             const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL ? g_ascii_strtod (g_strdelimit (text, ",", '.'), NULL) : 0;
}

static gboolean
has_group (GMatchInfo *match,
           const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL && *text != '\0';
}

static void
read_amount (EntLogLine *self,
             GMatchInfo *match)
{
  self->amount = read_number (match, "amount");
  if (has_group (match, "hours"))
    self->amount += read_number (match, "rest") / 60;
  else if (has_group (match, "minutes"))
    self->amount /= 60;
  self->unit = has_group (match, "days") ? "days" : has_group (match, "percent") ? "percent" : "hours";
}

/* Takes the first duration out of @text, which has single spaces only. */
static void
take_duration (EntLogLine *self,
               GString *text)
{
  g_autoptr (GRegex) regex = g_regex_new (DURATION, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start, end;

  if (!g_regex_match (regex, text->str, 0, &match))
    return;

  read_amount (self, match);
  g_match_info_fetch_pos (match, 0, &start, &end);
  g_string_erase (text, start, end - start);
  g_string_insert_c (text, start, ' ');
}

static char *
format_day (const GDate *day)
{
  char text[16];

  return g_date_strftime (text, sizeof text, "%Y-%m-%d", day) > 0 ? g_strdup (text) : NULL;
}

/* Nobody logs what has not happened yet: of a weekday or of a day and month, the latest there was. */
static char *
find_weekday (const GDate *today,
              int weekday)
{
  GDate day = *today;

  g_date_subtract_days (&day, (7 + g_date_get_weekday (today) - weekday) % 7);
  return format_day (&day);
}

static char *
find_day_and_month (const GDate *today,
                    const char *folded)
{
  char *rest;
  long day = strtol (folded, &rest, 10);
  long month = *rest == '/' ? strtol (rest + 1, &rest, 10) : 0;
  int year = g_date_get_year (today);
  GDate found;

  if (*rest != '\0' || day < 1 || day > 31 || month < 1 || month > 12 || !g_date_valid_dmy (day, month, year))
    return NULL;

  g_date_set_dmy (&found, day, month, year);
  if (g_date_compare (&found, today) > 0 && g_date_valid_dmy (day, month, year - 1))
    g_date_set_dmy (&found, day, month, year - 1);
  return format_day (&found);
}

/* Returns NULL where @folded is no day. */
static char *
read_day (const char *folded,
          const GDate *today)
{
  int ago = find_word (days_ago, G_N_ELEMENTS (days_ago), folded);
  int weekday = find_word (weekdays, G_N_ELEMENTS (weekdays), folded);
  g_autofree char *whole = NULL;

  if (ago >= 0)
    {
      GDate day = *today;

      g_date_subtract_days (&day, ago);
      return format_day (&day);
    }
  if (weekday > 0)
    return find_weekday (today, weekday);
  if (!g_ascii_isdigit (*folded))
    return NULL;

  whole = ent_format_parse_date (folded);
  if (strlen (whole) == 10 && ent_format_check_date (whole, FALSE) == NULL)
    return g_steal_pointer (&whole);
  return find_day_and_month (today, folded);
}

static gboolean
is_named (const char *folded,
          const char *name)
{
  g_autofree char *one = ent_fold (name);
  g_autofree char *many = g_strconcat (one, "s", NULL);

  return g_str_equal (folded, one) || g_str_equal (folded, many);
}

static const char *
read_kind (const char *folded)
{
  const EntChoices *kinds = &ent_choices_involvement_kinds;

  for (guint i = 0; i < kinds->n_items; i++)
    {
      const char *french = ent_french_find (kinds->items[i].label);

      if (is_named (folded, kinds->items[i].label) || (french != NULL && is_named (folded, french)))
        return kinds->items[i].nick;
    }

  return NULL;
}

/* Returns whether the word has told all it has to tell. */
static gboolean
take_word (EntLogLine *self,
           const char *folded,
           const GDate *today)
{
  const char *kind;
  g_autofree char *day = NULL;

  if (*folded == '\0' || g_strv_contains (fillers, folded))
    return TRUE;

  day = read_day (folded, today);
  if (day != NULL && (self->from == NULL || self->to == NULL))
    {
      *(self->from == NULL ? &self->from : &self->to) = g_steal_pointer (&day);
      return TRUE;
    }

  kind = self->kind == NULL ? read_kind (folded) : NULL;
  if (kind != NULL)
    self->kind = kind;
  return kind != NULL;
}

/* “au 14/05 du 12/05”, and one day said twice. */
static void
sort_days (EntLogLine *self)
{
  int order = self->to != NULL ? strcmp (self->from, self->to) : -1;

  if (order > 0)
    {
      char *later = self->from;

      self->from = self->to;
      self->to = later;
    }
  else if (order == 0)
    g_clear_pointer (&self->to, g_free);
}

/* As it was typed, but for the kinds of space, which French puts before a percent sign. */
static GString *
join_spaces (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *joined = g_string_new (NULL);
  glong n = 0;

  for (const char *p = valid; *p != '\0' && n < MAX_CHARS; p = g_utf8_next_char (p), n++)
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (joined, g_utf8_get_char (p));
    else if (joined->len > 0 && joined->str[joined->len - 1] != ' ')
      g_string_append_c (joined, ' ');

  return joined;
}

/**
 * ent_log_line_parse:
 * @text: what somebody typed, such as “2 h 30 expertise Goris eau hier”
 * @today: this day, YYYY-MM-DD
 *
 * Understands hours, minutes, days and percent of a post; the kinds of work by their name; yesterday, the days of the
 * week, a day and month (the day first) as the latest there was, and whole dates. All in English and French.
 *
 * Returns: (transfer full): what the line says
 */
EntLogLine *
ent_log_line_parse (const char *text,
                    const char *today)
{
  EntLogLine *self = g_new0 (EntLogLine, 1);
  g_autoptr (GString) left = join_spaces (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  GDate day;

  g_date_set_dmy (&day, strtol (today + 8, NULL, 10), strtol (today + 5, NULL, 10), strtol (today, NULL, 10));
  take_duration (self, left);
  parts = g_strsplit (left->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = ent_fold (parts[i]);

      if (!take_word (self, folded, &day))
        g_strv_builder_add (words, parts[i]);
    }
  sort_days (self);
  self->words = g_strv_builder_end (words);

  return self;
}

/**
 * ent_log_line_free:
 * @self: (transfer full): what a line said
 */
void
ent_log_line_free (EntLogLine *self)
{
  g_free (self->from);
  g_free (self->to);
  g_strfreev (self->words);
  g_free (self);
}
