/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-language-survey.h"

#include "ent-gettext.h"
#include "ent-issuer.h"
#include "ent-language.h"
#include "ent-speakers.h"

static char *
describe_filter (const char *language,
                 const char *level)
{
  const EntLanguage *found = language != NULL ? ent_language_find (language) : NULL;
  const char *name = found != NULL ? ent_language_get_name (found) : language;

  if (name != NULL && level != NULL)
    /* Translators: a language and a level, such as “English, at least B2” */
    return g_strdup_printf (_ ("%1$s, at least %2$s"), name, level);
  if (level != NULL)
    return g_strdup_printf (_ ("At least %s"), level);

  return g_strdup (name);
}

/**
 * ent_language_survey_compose:
 * @workspace: a workspace
 * @language: (nullable): the code of a language; %NULL for any
 * @level: (nullable): the least level; %NULL for any
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): who speaks what as a table, laid out
 */
EntSheet *
ent_language_survey_compose (EntWorkspace *workspace,
                             const char *language,
                             const char *level,
                             const char *today,
                             GError **error)
{
  static const double shares[] = { 1.2, 1.6, 1.4, 1.4 };
  g_autoptr (GPtrArray) speakers = ent_speakers_list (workspace, language, level, today, error);
  const char *labels[] = { _ ("Name"), _ ("Where"), _ ("Languages and Levels"), _ ("Skills"), NULL };
  g_autofree char *filter = describe_filter (language, level);
  g_autofree char *issuer = ent_issuer_describe (workspace, today);
  g_autofree char *subtitle = filter != NULL ? g_strdup_printf ("%s · %s", issuer, filter) : g_strdup (issuer);
  EntSheet *sheet;

  if (speakers == NULL)
    return NULL;

  sheet = ent_sheet_new (_ ("Languages and Skills"), subtitle, _ ("Languages and Skills"));
  if (speakers->len == 0)
    ent_sheet_add_text (sheet, _ ("Nothing is recorded."));
  else
    ent_sheet_add_table (sheet, labels, shares, 0);
  for (guint i = 0; i < speakers->len; i++)
    {
      const EntSpeaker *speaker = speakers->pdata[i];

      ent_sheet_add_row (sheet, (const char *const[]){ speaker->name, speaker->place, speaker->languages, speaker->skills, NULL });
    }
  ent_sheet_lay_out (sheet);

  return sheet;
}
