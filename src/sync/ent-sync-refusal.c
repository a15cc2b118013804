/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a server did not take a record, and what to do about it, in the user's words. */
#include "ent-sync-refusal.h"

#include <glib/gi18n-lib.h>

#include "ent-sync-answer.h"

/* What one says, and what the user reads instead. */
typedef struct
{
  const char *said;
  const char *reason;
  const char *advice;
} Words;

/* The rule of who writes what, as an Entente Atlas says it, and a CouchDB with the same rule. */
static const Words rules[] = {
  { "A reader writes nothing",
    N_ ("The account may only read."),
    N_ ("Ask whoever runs the server for an account that may write, and set it under “Change…”.") },
  { "A department does not publish in the Atlas",
    N_ ("The account belongs to a department, and a department does not publish in the Atlas."),
    N_ ("Set the unit’s account under “Change…”, or leave publishing to the unit.") },
  { "In the Atlas an account writes only documents whose _id begins with its own publisher",
    N_ ("In the Atlas an account writes only what its own authority publishes."),
    N_ ("Check the SIREN number of your own authority, and that the account under “Change…” is your authority’s.") },
  { "An embassy writes opinions and its own posts only",
    N_ ("An embassy writes its opinions and its own posts only."),
    N_ ("Take the record out of the Atlas: it stays here.") },
  { "A department writes involvements, answers, proposed returns and its own people only",
    N_ ("A department’s account writes involvements, answers to requests, proposed returns and its own people only."),
    N_ ("Ask the unit to make this change, then undo yours.") },
};

/* What servers call their reasons. */
static const Words errors[] = {
  { "forbidden", N_ ("The server does not allow it."), N_ ("Ask whoever runs the server.") },
  { "unauthorized", N_ ("The account may not write this there."), N_ ("Ask whoever runs the server for the right to, or set another account under “Change…”.") },
  { "too_large", N_ ("It is larger than the server accepts."), N_ ("Shorten its texts, or ask whoever runs the server to accept more.") },
  { "document_too_large", N_ ("It is larger than the server accepts."), N_ ("Shorten its texts, or ask whoever runs the server to accept more.") },
  { "413", N_ ("It is larger than the server accepts."), N_ ("Shorten its texts, or ask whoever runs the server to accept more.") },
};

static const Words other = { "", N_ ("The server could not accept it."), N_ ("Try again later; if that does not help, ask whoever runs the server.") };

static const Words *
find_words (const Words *words,
            gsize n_words,
            const char *said)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].said, said))
      return &words[i];

  return NULL;
}

/**
 * ent_sync_refusal_describe:
 * @refusal: a refusal
 * @ret_advice: (out) (transfer full): what to do about it
 *
 * Returns: (transfer full): why the record was refused; what is not known is told in the server's own words as well
 */
char *
ent_sync_refusal_describe (const EntRefusal *refusal,
                           char **ret_advice)
{
  const Words *rule = find_words (rules, G_N_ELEMENTS (rules), refusal->reason);
  const Words *words = rule != NULL ? rule : find_words (errors, G_N_ELEMENTS (errors), refusal->error);
  const char *said = *refusal->reason != '\0' ? refusal->reason : refusal->error;
  const char *reason;
  g_autofree char *detail = NULL;

  if (words == NULL)
    words = &other;
  reason = g_dgettext (GETTEXT_PACKAGE, words->reason);
  *ret_advice = g_strdup (g_dgettext (GETTEXT_PACKAGE, words->advice));
  if (rule != NULL || *said == '\0' || g_str_equal (said, words->said))
    return g_strdup (reason);

  detail = ent_sync_answer_quote (said);
  /* Translators: a sentence of ours, then the server's own words. */
  return g_strdup_printf (_ ("%s It says: “%s”"), reason, detail);
}
