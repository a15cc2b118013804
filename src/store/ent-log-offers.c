/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom and what the words of a line mean. */
#include "ent-log-offers.h"

#include <string.h>

#include "ent-fold.h"
#include "ent-french.h"

/* More words than this are a sentence about the work, and one word that so many have says little. */
#define MAX_WORDS 8
#define MAX_HITS 60
/* How many of the best of each are put together. */
#define MAX_EACH 6
/* How many are looked at for their themes. */
#define MAX_THEMED 30

/* A record and which of the words name it. */
typedef struct
{
  char *id;       /* (not nullable) (owned) */
  char *headline; /* (not nullable) (owned) */
  guint words;    /* one bit for each */
  guint titled;   /* those that are in the headline itself */
  guint place;    /* in which order they were found: projects first */
} Candidate;

/* @person and @subject may be NULL, not both. */
typedef struct
{
  const Candidate *person;
  const Candidate *subject;
  int score;
} Pair;

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->id);
  g_free (candidate->headline);
  g_free (candidate);
}

/**
 * ent_log_offer_free:
 * @offer: (transfer full): one way to understand a line
 */
void
ent_log_offer_free (EntLogOffer *offer)
{
  g_free (offer->person);
  g_free (offer->person_headline);
  g_free (offer->subject);
  g_free (offer->subject_headline);
  g_free (offer->what);
  g_free (offer);
}

static Candidate *
ensure_candidate (GPtrArray *candidates,
                  const char *id,
                  const char *headline)
{
  Candidate *candidate;

  for (guint i = 0; i < candidates->len; i++)
    {
      candidate = candidates->pdata[i];
      if (g_str_equal (candidate->id, id))
        return candidate;
    }

  candidate = g_new0 (Candidate, 1);
  candidate->id = g_strdup (id);
  candidate->headline = g_strdup (headline);
  candidate->place = candidates->len;
  g_ptr_array_add (candidates, candidate);

  return candidate;
}

/* Whether a word of @headline begins with @word. */
static gboolean
is_in_name (const char *headline,
            const char *word)
{
  g_autofree char *name = ent_fold (headline);
  g_autofree char *folded = ent_fold (word);
  const char *found = strstr (name, folded);

  return found != NULL && (found == name || found[-1] == ' ' || found[-1] == '-' || found[-1] == '\'');
}

static void
add_candidate (GPtrArray *candidates,
               const char *id,
               const char *headline,
               const char *word,
               guint position)
{
  Candidate *candidate = ensure_candidate (candidates, id, headline);

  candidate->words |= 1U << position;
  if (is_in_name (candidate->headline, word))
    candidate->titled |= 1U << position;
}

/* A person is meant by name, not by what a note says of them. */
static gboolean
find_people (EntWorkspace *workspace,
             GPtrArray *people,
             const char *word,
             guint position,
             GError **error)
{
  g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, word, ent_schema_find ("person"), MAX_HITS, error);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const EntHit *hit = hits->pdata[i];

      if (is_in_name (hit->headline, word))
        add_candidate (people, hit->id, hit->headline, word, position);
    }

  return hits != NULL;
}

/* “Goris” is said of the projects of the partnership with Goris. */
static gboolean
add_projects_of (EntWorkspace *workspace,
                 GPtrArray *subjects,
                 const char *partnership,
                 const char *word,
                 guint position,
                 GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row =
    ent_database_prepare (database, "SELECT id, headline FROM project JOIN record USING (row) WHERE partnership = ?1 LIMIT ?2", error);
  gboolean more = row != NULL;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, partnership);
  sqlite3_bind_int (row, 2, MAX_HITS);
  for (;;)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      add_candidate (subjects, ent_statement_get_text (row, 0), ent_statement_get_text (row, 1), word, position);
    }
}

static gboolean
find_subjects (EntWorkspace *workspace,
               GPtrArray *subjects,
               const char *word,
               guint position,
               GError **error)
{
  static const char *const kinds[] = { "project", "event", "partnership" };

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, word, ent_schema_find (kinds[kind]), MAX_HITS, error);

      if (hits == NULL)
        return FALSE;
      for (guint i = 0; i < hits->len; i++)
        {
          const EntHit *hit = hits->pdata[i];

          if (g_str_equal (kinds[kind], "partnership") && is_in_name (hit->headline, word)
              && !add_projects_of (workspace, subjects, hit->id, word, position, error))
            return FALSE;
          add_candidate (subjects, hit->id, hit->headline, word, position);
        }
    }

  return TRUE;
}

static int
count_words (guint words)
{
  int n = 0;

  for (; words != 0; words &= words - 1)
    n++;
  return n;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *one = *(const Candidate *const *) a;
  const Candidate *two = *(const Candidate *const *) b;
  int words = count_words (two->words) - count_words (one->words);

  int titled = count_words (two->titled) - count_words (one->titled);

  if (words != 0)
    return words;
  return titled != 0 ? titled : (int) one->place - (int) two->place;
}

/* In the language of the window or the other. */
static gboolean
is_in_label (const char *label,
             const char *folded)
{
  g_autofree char *name = label != NULL ? ent_fold (label) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit_set (name, " ,'-/", -1);

  return g_strv_contains ((const char *const *) words, folded);
}

static gboolean
has_theme (EntRecord *subject,
           const char *word)
{
  const char *const *themes = ent_record_get_list (subject, "themes");
  const EntChoices *choices = &ent_choices_themes;
  g_autofree char *folded = ent_fold (word);

  for (guint i = 0; themes != NULL && i < choices->n_items; i++)
    if (g_strv_contains (themes, choices->items[i].nick)
        && (is_in_label (choices->items[i].label, folded) || is_in_label (ent_french_find (choices->items[i].label), folded)))
      return TRUE;

  return FALSE;
}

/* “Water” is said of a project whose French title says “eau”: by its themes the best found are told apart. */
static gboolean
add_themes (EntWorkspace *workspace,
            GPtrArray *subjects,
            const EntLogLine *line,
            GError **error)
{
  for (guint i = 0; i < subjects->len && i < MAX_THEMED; i++)
    {
      Candidate *candidate = subjects->pdata[i];
      g_autoptr (EntRecord) record = NULL;

      if (ent_entity_find_field (ent_schema_find_for_id (candidate->id), "themes") == NULL)
        continue;
      record = ent_workspace_get (workspace, candidate->id, error);
      if (record == NULL)
        return FALSE;
      for (guint word = 0; line->words[word] != NULL && word < MAX_WORDS; word++)
        if (has_theme (record, line->words[word]))
          candidate->words |= 1U << word;
    }

  return TRUE;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *one = a;
  const Pair *two = b;

  return two->score - one->score;
}

/* Whoever explains most words wins, then whose title has them; a name that adds nothing to what the project's title explains is chance. Time is
 * on something more often than it names somebody. */
static int
rate (const Candidate *person,
      const Candidate *subject)
{
  guint words = (person != NULL ? person->words : 0) | (subject != NULL ? subject->words : 0);
  guint twice = person != NULL && subject != NULL ? person->words & subject->words : 0;

  return count_words (words) * 2 * MAX_WORDS + (subject != NULL ? count_words (subject->titled) : 0) - 2 * count_words (twice) - (person != NULL ? 2 : 0) - (subject == NULL ? 1 : 0);
}

static GArray *
pair_up (GPtrArray *people,
         GPtrArray *subjects)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  guint n_people = MIN (people->len, MAX_EACH);
  guint n_subjects = MIN (subjects->len, MAX_EACH);

  for (guint s = 0; s <= n_subjects; s++)
    for (guint p = 0; p <= n_people; p++)
      {
        Pair pair = { .person = p < n_people ? people->pdata[p] : NULL, .subject = s < n_subjects ? subjects->pdata[s] : NULL };

        if (pair.person == NULL && pair.subject == NULL)
          continue;
        pair.score = rate (pair.person, pair.subject);
        g_array_append_val (pairs, pair);
      }
  /* Stable: equals stay in the order in which they were found. */
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

static EntLogOffer *
make_offer (const EntLogLine *line,
            const Pair *pair)
{
  EntLogOffer *offer = g_new0 (EntLogOffer, 1);
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  guint used = 0;

  if (pair->person != NULL)
    {
      used |= pair->person->words;
      offer->person = g_strdup (pair->person->id);
      offer->person_headline = g_strdup (pair->person->headline);
    }
  if (pair->subject != NULL)
    {
      used |= pair->subject->words;
      offer->subject = g_strdup (pair->subject->id);
      offer->subject_headline = g_strdup (pair->subject->headline);
    }
  for (guint i = 0; line->words[i] != NULL; i++)
    if (i >= MAX_WORDS || (used & 1U << i) == 0)
      g_strv_builder_add (left, line->words[i]);
  words = g_strv_builder_end (left);
  offer->what = words[0] != NULL ? g_strjoinv (" ", words) : NULL;

  return offer;
}

/**
 * ent_log_offers_list:
 * @workspace: a workspace
 * @line: what somebody typed
 * @limit: how many at most
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntLogOffer): whom and what the words of @line may mean, the best
 *   first; none where no word names anything
 */
GPtrArray *
ent_log_offers_list (EntWorkspace *workspace,
                     const EntLogLine *line,
                     guint limit,
                     GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_log_offer_free);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  g_autoptr (GArray) pairs = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  for (guint i = 0; line->words[i] != NULL && i < MAX_WORDS; i++)
    if (!find_people (workspace, people, line->words[i], i, error) || !find_subjects (workspace, subjects, line->words[i], i, error))
      return NULL;

  g_ptr_array_sort (people, compare_candidates);
  g_ptr_array_sort (subjects, compare_candidates);
  if (!add_themes (workspace, subjects, line, error))
    return NULL;
  g_ptr_array_sort (subjects, compare_candidates);
  pairs = pair_up (people, subjects);
  for (guint i = 0; i < pairs->len && offers->len < limit; i++)
    g_ptr_array_add (offers, make_offer (line, &g_array_index (pairs, Pair, i)));

  return g_steal_pointer (&offers);
}
