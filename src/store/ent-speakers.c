/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The survey of languages: who of the authority speaks what, at which level. */
#include "ent-speakers.h"

#include "ent-record-json.h"

#define MOST "500"

/* One's own people: who works in a department, or is elected in the own authority, today. Partners speak too, but are not
 * to be sent anywhere. */
#define OWN                                                                                                            \
  "person.languages IS NOT NULL AND EXISTS (SELECT 1 FROM role WHERE role.person = own.id "                            \
  "  AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?1) AND (role.body LIKE 'department:%' "                      \
  "  OR role.body IS (SELECT value FROM setting WHERE name = 'own-authority')))"

/* Levels, from A1 to C2, sort as they rise; who gave none is not known to reach one. */
#define SPEAKERS_SQL                                                                                                   \
  "SELECT own.id, own.headline, (SELECT group_concat (headline, ', ') FROM (SELECT DISTINCT there.headline FROM role " \
  "  JOIN record AS there ON there.id = role.body WHERE role.person = own.id "                                         \
  "  AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?1))), person.languages, person.skills "                      \
  "FROM person JOIN record AS own USING (row) WHERE " OWN " AND EXISTS (SELECT 1 FROM json_each (person.languages) "   \
  "  WHERE (?2 IS NULL OR value = ?2 OR value LIKE ?2 || ':%') "                                                       \
  "  AND (?3 IS NULL OR (instr (value, ':') > 0 AND substr (value, instr (value, ':') + 1) >= ?3))) "                  \
  "ORDER BY own.sort, own.id LIMIT " MOST

#define LANGUAGES_SQL                                                                                                  \
  "SELECT substr (value || ':', 1, instr (value || ':', ':') - 1) AS code FROM person JOIN record AS own USING (row), " \
  "json_each (person.languages) WHERE " OWN " GROUP BY code ORDER BY count (*) DESC, code"

/**
 * ent_speaker_free:
 * @speaker: (transfer full): somebody
 */
void
ent_speaker_free (EntSpeaker *speaker)
{
  g_free (speaker->id);
  g_free (speaker->name);
  g_free (speaker->place);
  g_free (speaker->languages);
  g_free (speaker->skills);
  g_free (speaker);
}

static char *
display (const char *name,
         const char *json)
{
  const EntField *field = ent_entity_find_field (ent_schema_find ("person"), name);
  g_autoptr (JsonNode) node = json != NULL ? ent_json_from_text (json, -1, NULL) : NULL;
  g_auto (EntValue) value = { 0 };

  return node != NULL && ent_value_from_json (field, node, &value, NULL) ? ent_field_display (field, &value) : g_strdup ("");
}

static EntSpeaker *
read_row (EntStatement *row)
{
  EntSpeaker *speaker = g_new0 (EntSpeaker, 1);
  const char *place = ent_statement_get_text (row, 2);

  speaker->id = g_strdup (ent_statement_get_text (row, 0));
  speaker->name = g_strdup (ent_statement_get_text (row, 1));
  speaker->place = g_strdup (place != NULL ? place : "");
  speaker->languages = display ("languages", ent_statement_get_text (row, 3));
  speaker->skills = display ("skills", ent_statement_get_text (row, 4));

  return speaker;
}

/**
 * ent_speakers_list:
 * @workspace: a workspace
 * @language: (nullable): the code of a language; %NULL for any
 * @level: (nullable): the least level, `A1` to `C2`; %NULL for any, also where none was given
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntSpeaker): who speaks it that well, by name; the first 500
 */
GPtrArray *
ent_speakers_list (EntWorkspace *workspace,
                   const char *language,
                   const char *level,
                   const char *today,
                   GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, SPEAKERS_SQL, error);
  g_autoptr (GPtrArray) speakers = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_speaker_free);
  gboolean more = TRUE;

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  ent_statement_bind_text (row, 2, language);
  ent_statement_bind_text (row, 3, level);
  for (;;)
    {
      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&speakers);
      g_ptr_array_add (speakers, read_row (row));
    }
}

/**
 * ent_speakers_list_languages:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): codes of the languages that are spoken, the most spoken first
 */
GStrv
ent_speakers_list_languages (EntWorkspace *workspace,
                             const char *today,
                             GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, LANGUAGES_SQL, error);

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  return ent_database_list_text (database, row, error);
}
