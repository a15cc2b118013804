/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-officials.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "ent-record-json.h"
#include "ent-time.h"

/* The greatest assembly has not half as many; partners' are few. */
#define MAX_OFFICIALS "600"

/* Those in office before former ones, one's own before others', then in the order of precedence. A date that is a year
 * counts to its end. */
#define OFFICIALS_SQL                                                                                                  \
  "SELECT role.person, who.headline, body.headline, role.body IS (SELECT value FROM setting WHERE name = 'own-authority') AS ours, " \
  "coalesce (coalesce (mandate.\"end\", role.\"end\") || '~' < ?1, FALSE) AS past, role.title, mandate.function, mandate.delegation, mandate.themes, " \
  "coalesce (mandate.start, role.start), coalesce (mandate.\"end\", role.\"end\"), "                                   \
  "(SELECT group_concat (headline, char (10)) FROM (SELECT headline FROM partnership JOIN record USING (row) "         \
  "  WHERE official = role.person AND status IS NOT 'ended' ORDER BY headline)), "                                     \
  "coalesce ((SELECT m.id FROM record AS m WHERE m.row = mandate.row), own.id), mandate.\"order\" "                    \
  "FROM role JOIN record AS own ON own.row = role.row JOIN record AS who ON who.id = role.person "                     \
  "LEFT JOIN record AS body ON body.id = role.body LEFT JOIN mandate ON mandate.role = own.id "                        \
  "WHERE role.kind = 'elected' AND (?2 IS NULL OR role.person = ?2) ORDER BY past, ours DESC, CASE mandate.function WHEN 'chief-executive' THEN 0 "       \
  "WHEN 'deputy' THEN 1 WHEN 'delegated-councillor' THEN 2 ELSE 3 END, who.headline LIMIT " MAX_OFFICIALS

/**
 * ent_official_free:
 * @official: (transfer full): an official
 */
void
ent_official_free (EntOfficial *official)
{
  g_free (official->person);
  g_free (official->term);
  g_free (official->order);
  g_free (official->name);
  g_free (official->body);
  g_free (official->title);
  g_free (official->function);
  g_free (official->delegation);
  g_strfreev (official->themes);
  g_free (official->start);
  g_free (official->end);
  g_free (official->partnerships);
  g_free (official);
}

static GStrv
read_themes (const char *json)
{
  const EntField *field = ent_entity_find_field (ent_schema_find ("mandate"), "themes");
  g_autoptr (JsonNode) node = json != NULL ? ent_json_from_text (json, -1, NULL) : NULL;
  g_auto (EntValue) value = { 0 };

  if (node == NULL || !ent_value_from_json (field, node, &value, NULL) || value.kind != ENT_VALUE_LIST)
    return NULL;

  return g_strdupv (value.list);
}

static double
find_days (GPtrArray *people,
           const char *person)
{
  for (guint i = 0; i < people->len; i++)
    if (g_str_equal (((EntShare *) people->pdata[i])->id, person))
      return ((EntShare *) people->pdata[i])->days;

  return 0;
}

static EntOfficial *
read_row (EntStatement *row,
          GPtrArray *people)
{
  EntOfficial *official = g_new0 (EntOfficial, 1);

  official->person = g_strdup (ent_statement_get_text (row, 0));
  official->name = g_strdup (ent_statement_get_text (row, 1));
  official->body = g_strdup (sqlite3_column_type (row, 2) != SQLITE_NULL ? ent_statement_get_text (row, 2) : "");
  official->own = sqlite3_column_int (row, 3) != 0;
  official->past = sqlite3_column_int (row, 4) != 0;
  official->title = g_strdup (ent_statement_get_text (row, 5));
  official->function = g_strdup (ent_statement_get_text (row, 6));
  official->delegation = g_strdup (ent_statement_get_text (row, 7));
  official->themes = read_themes (ent_statement_get_text (row, 8));
  official->start = g_strdup (ent_statement_get_text (row, 9));
  official->end = g_strdup (ent_statement_get_text (row, 10));
  official->partnerships = g_strdup (ent_statement_get_text (row, 11));
  official->term = g_strdup (ent_statement_get_text (row, 12));
  official->order = g_strdup (ent_statement_get_text (row, 13));
  official->days = find_days (people, official->person);

  return official;
}

static GPtrArray *
list (EntWorkspace *workspace,
      const char *person,
      const char *today,
      GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GPtrArray) officials = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_official_free);
  g_autoptr (GPtrArray) people = ent_time_list_people (workspace, strtol (today, NULL, 10), error);
  g_autoptr (EntStatement) row = NULL;
  gboolean more = TRUE;

  if (people == NULL)
    return NULL;
  row = ent_database_prepare (database, OFFICIALS_SQL, error);
  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  ent_statement_bind_text (row, 2, person);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (officials, read_row (row, people));
    }

  return g_steal_pointer (&officials);
}

/**
 * ent_officials_list:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntOfficial): elected officials in office, one's own authority's
 *   first, then former ones
 */
GPtrArray *
ent_officials_list (EntWorkspace *workspace,
                    const char *today,
                    GError **error)
{
  return list (workspace, NULL, today, error);
}

/**
 * ent_officials_list_of:
 * @workspace: a workspace
 * @person: the identifier of a person
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntOfficial): the terms of office of @person, those held now first
 */
GPtrArray *
ent_officials_list_of (EntWorkspace *workspace,
                       const char *person,
                       const char *today,
                       GError **error)
{
  g_return_val_if_fail (person != NULL, NULL);

  return list (workspace, person, today, error);
}

/**
 * ent_official_get_charge:
 * @official: an official
 *
 * Returns: (transfer none): the title, or the bare function where there is none
 */
const char *
ent_official_get_charge (const EntOfficial *official)
{
  if (official->title != NULL)
    return official->title;
  if (official->function != NULL)
    return ent_choices_get_label (&ent_choices_functions, official->function);

  return _ ("Elected official");
}

/**
 * ent_official_join_themes:
 * @official: an official
 *
 * Returns: (transfer full): the themes of the delegation, translated; perhaps empty
 */
char *
ent_official_join_themes (const EntOfficial *official)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (gsize i = 0; official->themes != NULL && official->themes[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) ent_choices_get_label (&ent_choices_themes, official->themes[i]));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (", ", (char **) words->pdata);
}
