/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-carriers.h"

#include "ent-format.h"

/* Far more than any authority has: Paris, with the most partnerships, has 456. */
#define MAX_CARRIERS "5000"

/* A word given in a term that is over counts no more; a date that is a year counts to its end. */
#define OPEN(table) "(" table ".\"end\" IS NULL OR " table ".\"end\" || '~' >= ?1)"

#define OWN_ROLES                                                                                                      \
  "role JOIN record AS r ON r.row = role.row WHERE role.person = carrier.person AND +role.kind = 'elected' "           \
  "AND role.body = (SELECT value FROM setting WHERE name = 'own-authority') AND " OPEN ("role")

#define CARRIERS_SQL                                                                                                   \
  "WITH word AS (SELECT support.partnership, role.person, support.level, support.date, row_number () OVER ("           \
  "  PARTITION BY support.partnership, role.person ORDER BY support.date DESC, support.row DESC) AS n "                \
  "  FROM support JOIN record AS m ON m.id = support.mandate JOIN mandate ON mandate.row = m.row "                     \
  "  JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row "                                           \
  "  WHERE support.partnership IS NOT NULL AND " OPEN ("mandate") "), "                                                \
  "one AS (SELECT own.id AS partnership, official AS person, NULL AS since, TRUE AS leads "                            \
  "  FROM partnership JOIN record AS own USING (row) WHERE official IS NOT NULL "                                      \
  "  UNION ALL SELECT partnership, person, date, FALSE FROM word WHERE n = 1 AND level = 'carries'), "                 \
  "carrier AS (SELECT partnership, person, max (since) AS since, max (leads) AS leads FROM one GROUP BY partnership, person) " \
  "SELECT carrier.partnership, own.headline, carrier.person, who.headline, carrier.since, carrier.leads, "             \
  "EXISTS (SELECT 1 FROM " OWN_ROLES "), "                                                                             \
  "EXISTS (SELECT 1 FROM " OWN_ROLES " AND EXISTS (SELECT 1 FROM mandate WHERE mandate.role = r.id "                   \
  "  AND mandate.function = 'chief-executive' AND " OPEN ("mandate") ")) "                                             \
  "FROM carrier JOIN record AS own ON own.id = carrier.partnership JOIN partnership ON partnership.row = own.row "     \
  "JOIN record AS who ON who.id = carrier.person WHERE partnership.status IS NOT 'ended' "                             \
  "ORDER BY own.headline, own.id, carrier.leads DESC, who.headline LIMIT " MAX_CARRIERS

/**
 * ent_carrier_free:
 * @carrier: (transfer full): one who carries a partnership
 */
void
ent_carrier_free (EntCarrier *carrier)
{
  g_free (carrier->partnership);
  g_free (carrier->title);
  g_free (carrier->person);
  g_free (carrier->name);
  g_free (carrier->since);
  g_free (carrier);
}

static EntCarrier *
read_row (EntStatement *row)
{
  EntCarrier *carrier = g_new0 (EntCarrier, 1);

  carrier->partnership = g_strdup (ent_statement_get_text (row, 0));
  carrier->title = g_strdup (ent_statement_get_text (row, 1));
  carrier->person = g_strdup (ent_statement_get_text (row, 2));
  carrier->name = g_strdup (ent_statement_get_text (row, 3));
  carrier->since = g_strdup (ent_statement_get_text (row, 4));
  carrier->leads = sqlite3_column_int (row, 5) != 0;
  carrier->in_office = sqlite3_column_int (row, 6) != 0;
  carrier->is_chief = sqlite3_column_int (row, 7) != 0;

  return carrier;
}

/**
 * ent_carriers_list:
 * @workspace: a workspace
 * @today: the day to judge by, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntCarrier) (nullable): who carries which partnership that has not ended, each
 *   person once for each, those of one partnership together with its lead elected official first
 */
GPtrArray *
ent_carriers_list (EntWorkspace *workspace,
                   const char *today,
                   GError **error)
{
  g_autoptr (GPtrArray) carriers = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_carrier_free);
  EntDatabase *database;
  g_autoptr (EntStatement) row = NULL;
  gboolean more = TRUE;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_format_check_date (today, FALSE) == NULL, NULL);

  database = ent_workspace_get_database (workspace);
  row = ent_database_prepare (database, CARRIERS_SQL, error);
  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, today);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (carriers, read_row (row));
    }

  return g_steal_pointer (&carriers);
}
