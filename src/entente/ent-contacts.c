/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-contacts.h"

/* Those whom the partnership names, the point people of the departments that its projects concern, whoever has a role at a
 * partner now, and those of the embassies in its countries, as the Atlas has them: a side, the row of the person, the field
 * that names them, their title and where they have it. A role that ends in a year or a month lasts to its end. */
#define CONTACTS_SQL                                                                                                   \
  "WITH now (person, kind, title, body) AS (SELECT person, kind, title, body FROM role "                               \
  "WHERE \"end\" IS NULL OR \"end\" >= substr (?2, 1, length (\"end\"))), "                                            \
  "here (row, official, officer, countries) AS (SELECT p.row, p.official, p.officer, p.countries FROM partnership AS p "  \
  "JOIN record USING (row) WHERE id = ?1), "                                                                           \
  "contact (side, rank, person, field, title, body) AS ("                                                              \
  "SELECT 0, 0, official, 'official', NULL, NULL FROM here "                                                           \
  "UNION ALL SELECT 0, 1, officer, 'officer', NULL, NULL FROM here "                                                   \
  "UNION ALL SELECT 0, 2, now.person, NULL, title, now.body FROM reference AS project "                                \
  "JOIN reference AS concerned ON concerned.source = project.source AND concerned.field = 'departments' "              \
  "JOIN now ON now.body = concerned.target AND now.kind = 'point-person' "                                             \
  "WHERE project.target = ?1 AND project.field = 'partnership' "                                                       \
  "UNION ALL SELECT 1, 3, now.person, NULL, title, now.body FROM here "                                                \
  "JOIN reference AS partner ON partner.source = here.row AND partner.field = 'partners' "                             \
  "JOIN now ON now.body = partner.target "                                                                             \
  "UNION ALL SELECT 2, CASE now.kind WHEN 'embassy-correspondent' THEN 4 WHEN 'cocac' THEN 5 ELSE 6 END, "             \
  "now.person, NULL, title, now.body FROM here JOIN json_each (here.countries) AS of "                                 \
  "JOIN organisation ON organisation.country = of.value JOIN record AS service ON service.row = organisation.row "     \
  "JOIN now ON now.body = service.id WHERE now.kind IN ('embassy-correspondent', 'cocac') "                            \
  "OR organisation.kind IN ('embassy-service', 'institut-francais', 'alliance-francaise', 'campus-france', 'afd-agency')) " \
  "SELECT side, record.row, field, title, about.headline, min (rank) FROM contact "                                    \
  "JOIN record ON record.id = contact.person AND record.type = 'person' "                                              \
  "LEFT JOIN record AS about ON about.id = contact.body "                                                              \
  "GROUP BY side, record.row ORDER BY side, 6, record.headline LIMIT 60"

/**
 * ent_contact_free:
 * @contact: (transfer full): a contact
 */
void
ent_contact_free (EntContact *contact)
{
  g_object_unref (contact->person);
  g_free (contact->what);
  g_free (contact);
}

static char *
describe (EntStatement *row)
{
  const char *field = ent_statement_get_text (row, 2);
  const char *title = ent_statement_get_text (row, 3);
  const char *body = ent_statement_get_text (row, 4);

  if (field != NULL)
    return g_strdup (ent_field_get_label (ent_entity_find_field (ent_schema_find ("partnership"), field)));
  if (title == NULL || body == NULL)
    return g_strdup (title != NULL ? title : body != NULL ? body : "");

  return g_strconcat (title, " – ", body, NULL);
}

static EntContact *
read_row (EntWorkspace *workspace,
          EntStatement *row,
          GError **error)
{
  gint64 person = sqlite3_column_int64 (row, 1);
  g_autoptr (GPtrArray) people = ent_workspace_load (workspace, ent_schema_find ("person"), &person, 1, error);
  EntContact *contact;

  if (people == NULL || people->len == 0)
    return NULL;

  contact = g_new0 (EntContact, 1);
  contact->side = sqlite3_column_int (row, 0);
  contact->person = g_object_ref (people->pdata[0]);
  contact->what = describe (row);

  return contact;
}

/**
 * ent_contacts_list:
 * @workspace: a workspace
 * @partnership: the identifier of a partnership
 * @today: this day, YYYY-MM-DD: former roles do not count
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntContact): whom to write to about it: who carries it and who follows
 *   it here, the point people of the departments concerned, then the partners' people and the embassies'; each person once a
 *   side
 */
GPtrArray *
ent_contacts_list (EntWorkspace *workspace,
                   const char *partnership,
                   const char *today,
                   GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, CONTACTS_SQL, error);
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_contact_free);
  gboolean more = TRUE;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, partnership);
  ent_statement_bind_text (statement, 2, today);
  for (;;)
    {
      EntContact *contact;

      if (!ent_database_step (database, statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&contacts);

      contact = read_row (workspace, statement, error);
      if (contact == NULL)
        return NULL;
      g_ptr_array_add (contacts, contact);
    }
}
