/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-alerts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ent-cofunding-rules.h"
#include "ent-format.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

/* Nobody reads more than this of one kind; the lists show all. ?2 is the records that matter, as a JSON array.
 * A plus before a column keeps SQLite, which knows no numbers, from an index on what many records have in common. */
#define ALL "SELECT * FROM (%s) LIMIT 200"
#define WITHIN "SELECT * FROM (%s) WHERE id IN (SELECT value FROM json_each (?2)) LIMIT 200"

typedef struct _Rule Rule;

/* Says what a row means, or returns NULL where it means nothing. */
typedef char *(*ComposeFunc) (EntStatement *row, const char *today, EntAlertSeverity *severity);

/* @sql: a query, ?1 is today; its columns are identifier, headline, subject, then what @compose reads. */
struct _Rule
{
  EntAlertKind kind;
  const char *sql;
  ComposeFunc compose;
};

enum
{
  COLUMN_ID,
  COLUMN_HEADLINE,
  COLUMN_SUBJECT,
  COLUMN_FIRST,
};

/**
 * ent_alert_free:
 * @alert: (transfer full): a warning
 */
void
ent_alert_free (EntAlert *alert)
{
  g_free (alert->message);
  g_free (alert->id);
  g_free (alert->headline);
  g_free (alert->subject);
  g_free (alert);
}

/* General local-government code, L1115-1: agreements come into force when they are filed with the State's
 * representative, whatever they are called. */
#define NOT_FILED_SQL                                                                                                  \
  "SELECT id, headline, partnership, \"signed-on\" FROM agreement JOIN record USING (row) "                            \
  "WHERE \"signed-on\" <= ?1 AND (\"filed-on\" IS NULL OR \"filed-on\" > ?1) "                                         \
  "AND (\"ends-on\" IS NULL OR \"ends-on\" >= ?1) "                                                                    \
  "ORDER BY \"signed-on\""

static char *
compose_not_filed (EntStatement *row,
                   const char *today,
                   EntAlertSeverity *severity)
{
  g_autofree char *date = ent_format_display_date (ent_statement_get_text (row, COLUMN_FIRST));

  return g_strdup_printf (_ ("Signed on %s but not filed with the prefecture: it is not in force."), date);
}

/* A later agreement of the same partnership, already signed, takes over. */
#define ENDING_SQL                                                                                                     \
  "SELECT id, headline, partnership, \"ends-on\", \"renewal-notice\", \"ends-on\" <= date (?1, '+2 months') "          \
  "OR \"renewal-notice\" <= date (?1, '+1 month') FROM agreement AS one JOIN record USING (row) "                      \
  "WHERE \"ends-on\" BETWEEN ?1 AND date (?1, '+6 months') AND NOT EXISTS (SELECT 1 FROM agreement AS other "          \
  "  WHERE other.partnership = one.partnership AND other.\"signed-on\" <= ?1 "                                         \
  "  AND other.kind IS NOT 'letter-of-intent' AND other.\"ends-on\" > one.\"ends-on\") "                               \
  "ORDER BY \"ends-on\""

static char *
compose_ending (EntStatement *row,
                const char *today,
                EntAlertSeverity *severity)
{
  const char *notice = ent_statement_get_text (row, COLUMN_FIRST + 1);
  g_autofree char *end = ent_format_display_date (ent_statement_get_text (row, COLUMN_FIRST));
  g_autofree char *by = NULL;

  if (sqlite3_column_int (row, COLUMN_FIRST + 2))
    *severity = ENT_ALERT_URGENT;
  if (notice == NULL || strcmp (notice, today) < 0)
    return g_strdup_printf (_ ("Ends on %s: decide whether it is renewed."), end);

  by = ent_format_display_date (notice);
  /* Translators: two dates */
  return g_strdup_printf (_ ("Ends on %1$s: notice of renewal is due by %2$s."), end, by);
}

/* General local-government code, L2123-18 and its like: the assembly gives the mandate before the departure. Who left
 * more than a year ago cannot be helped. A role known to the year only lasts to the end of that year. */
#define NO_MANDATE_SQL                                                                                                 \
  "SELECT id, headline, subject, start, start > ?1 FROM event JOIN record USING (row) "                                \
  "WHERE kind = 'mission' AND country IS NOT 'FR' AND start >= date (?1, '-1 year') "                                  \
  "AND (\"special-mandate-date\" IS NULL OR \"special-mandate-date\" >= start) AND EXISTS (SELECT 1 FROM reference "   \
  "  JOIN role ON role.person = reference.target WHERE reference.source = event.row "                                  \
  "  AND reference.field = 'participants' AND +role.kind = 'elected' "                                                  \
  "  AND (role.start IS NULL OR role.start <= event.start) AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= event.start)) " \
  "ORDER BY start"

static char *
compose_no_mandate (EntStatement *row,
                    const char *today,
                    EntAlertSeverity *severity)
{
  g_autofree char *date = ent_format_display_date (ent_statement_get_text (row, COLUMN_FIRST));

  if (!sqlite3_column_int (row, COLUMN_FIRST + 1))
    return g_strdup_printf (_ ("An elected official left on %s without an earlier special mandate; this cannot be put right afterwards."), date);

  *severity = ENT_ALERT_URGENT;
  return g_strdup_printf (_ ("An elected official leaves on %s without an earlier special mandate: have it voted before then."), date);
}

/* Decree 2001-654 and that of 2006-781 it leads to: staff travel under an order, without which neither expenses nor accidents
 * are covered. It can still be written after the departure, but should not be. */
#define NO_ORDER_SQL                                                                                                   \
  "SELECT id, headline, subject, start, start > ?1 FROM event JOIN record USING (row) "                                \
  "WHERE kind = 'mission' AND country IS NOT 'FR' AND start >= date (?1, '-1 year') AND \"mission-order\" IS NULL "  \
  "AND EXISTS (SELECT 1 FROM reference JOIN role ON role.person = reference.target "                                   \
  "  WHERE reference.source = event.row AND reference.field = 'participants' "                                         \
  "  AND +role.kind IN ('head', 'officer', 'staff', 'point-person') AND (role.body GLOB 'department:*' "               \
  "    OR role.body = (SELECT value FROM setting WHERE name = 'own-authority')) "                                      \
  "  AND (role.start IS NULL OR role.start <= event.start) AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= event.start)) " \
  "ORDER BY start"

static char *
compose_no_order (EntStatement *row,
                  const char *today,
                  EntAlertSeverity *severity)
{
  g_autofree char *date = ent_format_display_date (ent_statement_get_text (row, COLUMN_FIRST));

  if (sqlite3_column_int (row, COLUMN_FIRST + 1))
    return g_strdup_printf (_ ("Staff leave on %s without a mission order: have one signed before then."), date);

  return g_strdup_printf (_ ("Staff left on %s and no mission order is recorded."), date);
}

/* Shares matter where co-funding is asked for, or given. Begins with those few projects, and adds up what each of them has:
 * all fundings there are would be many more. */
#define SHARES_SQL(condition)                                                                                          \
  "WITH rule AS (" ENT_COFUNDING_RULE_SQL "), "                                                                        \
  "cofunded AS (SELECT project FROM rule UNION SELECT project FROM funding WHERE source = 'ministry'), "               \
  "open AS (SELECT own.id, own.headline, own.sort, project.partnership FROM cofunded JOIN record AS own ON own.id = cofunded.project " \
  "  JOIN project USING (row) WHERE +project.status IN ('planned', 'ongoing')), "                                      \
  "money AS (SELECT open.*, " ENT_FUNDING_AMOUNT_SQL " AS amount, form IS 'in-kind' AS in_kind, "                      \
  ENT_FUNDING_FRENCH_SQL " AS french FROM open JOIN funding ON funding.project = open.id " ENT_FUNDING_FUNDER_SQL "), " \
  "share AS (SELECT id, headline, sort, partnership, total (amount) AS total, total (amount * french) AS french, "     \
  "  total (amount * french * in_kind) AS staff FROM money GROUP BY id), "                                             \
  "measured AS (SELECT id, headline, sort, partnership, "                                                              \
  "  100 * share.french / share.total AS french_share, coalesce (rule.french, " ENT_LEAST_FRENCH_SHARE ") AS french_min, " \
  "  100 * share.staff / nullif (share.french, 0) AS staff_share, coalesce (rule.staff, " ENT_GREATEST_STAFF_SHARE ") AS staff_max " \
  "  FROM share LEFT JOIN rule ON rule.project = share.id WHERE share.total > 0) "                                     \
  "SELECT id, headline, partnership, " condition " ORDER BY sort"

static char *
display_percent (EntStatement *row,
                 int column)
{
  g_autofree char *number = ent_format_display_real (round (sqlite3_column_double (row, column) * 10) / 10);

  /* Translators: a percentage */
  return g_strdup_printf (_ ("%s %%"), number);
}

static char *
compose_french_share (EntStatement *row,
                      const char *today,
                      EntAlertSeverity *severity)
{
  g_autofree char *share = display_percent (row, COLUMN_FIRST);
  g_autofree char *least = display_percent (row, COLUMN_FIRST + 1);

  /* Translators: two percentages */
  return g_strdup_printf (_ ("The French share is %1$s of the whole; co-funding asks for at least %2$s."), share, least);
}

static char *
compose_staff_time (EntStatement *row,
                    const char *today,
                    EntAlertSeverity *severity)
{
  g_autofree char *share = display_percent (row, COLUMN_FIRST);
  g_autofree char *most = display_percent (row, COLUMN_FIRST + 1);

  /* Translators: two percentages */
  return g_strdup_printf (_ ("Valued staff time is %1$s of the French share; co-funding takes at most %2$s."), share, most);
}

#define ODA_WINDOW_SQL                                                                                                 \
  "SELECT NULL AS id, NULL, NULL, strftime ('%Y', ?1) - 1, (SELECT count (*) FROM payment "                                  \
  "  WHERE \"paid-on\" >= strftime ('%Y', ?1, '-1 year') AND \"paid-on\" < strftime ('%Y', ?1)), "                     \
  "  strftime ('%m-%d', ?1) >= '05-15' WHERE strftime ('%m-%d', ?1) BETWEEN '04-15' AND '05-31'"

static char *
compose_oda_window (EntStatement *row,
                    const char *today,
                    EntAlertSeverity *severity)
{
  int year = sqlite3_column_int (row, COLUMN_FIRST);
  int n = sqlite3_column_int (row, COLUMN_FIRST + 1);

  *severity = sqlite3_column_int (row, COLUMN_FIRST + 2) ? ENT_ALERT_URGENT : ENT_ALERT_WARNING;
  if (n == 0)
    return g_strdup_printf (_ ("The ODA of %d is to be declared by 31 May. No payment is recorded: a return of zero is due too."), year);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The ODA of %1$d is to be declared by 31 May: %2$d payment is recorded.",
                                       "The ODA of %1$d is to be declared by 31 May: %2$d payments are recorded.", n),
                          year, n);
}

/* The order is that of the index, so that the first few are found without the others. */
#define NO_SOUGHT_SQL                                                                                                  \
  "SELECT id, headline, partnership FROM project JOIN record USING (row) WHERE status IN ('ongoing', 'planned') "      \
  "AND NOT EXISTS (SELECT 1 FROM \"return\" WHERE subject = record.id AND +stage = 'sought') "                         \
  "ORDER BY status, project.\"title~\""

static char *
compose_no_sought_return (EntStatement *row,
                          const char *today,
                          EntAlertSeverity *severity)
{
  *severity = ENT_ALERT_NOTICE;
  return g_strdup (_ ("No return is sought yet: write down what the territory and the authority expect."));
}

/* No form takes this; two desks that did not know of each other can. The one that began later is to be looked at. */
#define TERM "coalesce (mandate.start, role.start, mandate.\"end\", role.\"end\", '9998') AS start, coalesce (mandate.\"end\", role.\"end\", '9999') AS stop"
#define TWO_CHIEFS_SQL                                                                                                 \
  "WITH chief AS MATERIALIZED (SELECT own.id, own.headline, role.body, role.person, " TERM " FROM mandate "            \
  "  JOIN record AS own ON own.row = mandate.row JOIN record AS r ON r.id = mandate.role JOIN role ON role.row = r.row " \
  "  WHERE mandate.function = 'chief-executive') "                                                                     \
  "SELECT one.id, one.headline, NULL, who.headline, whose.headline, body.headline FROM chief AS one JOIN chief AS two USING (body) "  \
  "JOIN record AS who ON who.id = one.person JOIN record AS whose ON whose.id = two.person JOIN record AS body ON body.id = one.body " \
  "WHERE one.person <> two.person AND (one.start > two.start OR (one.start = two.start AND one.id > two.id)) "         \
  "AND " ENT_BEFORE_SQL ("one.start", "two.stop") " AND " ENT_BEFORE_SQL ("two.start", "one.stop") " "                 \
  "ORDER BY one.id"

static char *
compose_two_chiefs (EntStatement *row,
                    const char *today,
                    EntAlertSeverity *severity)
{
  /* Translators: two people, then an authority */
  return g_strdup_printf (_ ("%1$s and %2$s are both mayor or president of %3$s at the same time: end one of the two terms of office."),
                          ent_statement_get_text (row, COLUMN_FIRST), ent_statement_get_text (row, COLUMN_FIRST + 1),
                          ent_statement_get_text (row, COLUMN_FIRST + 2));
}

#define CIRCLE_SQL                                                                                                     \
  "WITH RECURSIVE above (id, up) AS (SELECT id, parent FROM department JOIN record USING (row) WHERE parent IS NOT NULL " \
  "  UNION SELECT above.id, department.parent FROM above JOIN record ON record.id = above.up "                         \
  "  JOIN department USING (row) WHERE department.parent IS NOT NULL) "                                                \
  "SELECT record.id, record.headline, NULL FROM above JOIN record USING (id) WHERE above.up = above.id ORDER BY record.sort"

static char *
compose_circle (EntStatement *row,
                const char *today,
                EntAlertSeverity *severity)
{
  return g_strdup (_ ("The department is part of itself, through those above it: move one of them."));
}

static const Rule rules[] = {
  { ENT_ALERT_NOT_FILED, NOT_FILED_SQL, compose_not_filed },
  { ENT_ALERT_NO_MANDATE, NO_MANDATE_SQL, compose_no_mandate },
  { ENT_ALERT_NO_ORDER, NO_ORDER_SQL, compose_no_order },
  { ENT_ALERT_ENDING, ENDING_SQL, compose_ending },
  { ENT_ALERT_FRENCH_SHARE, SHARES_SQL ("french_share, french_min FROM measured WHERE french_share < french_min"), compose_french_share },
  { ENT_ALERT_STAFF_TIME, SHARES_SQL ("staff_share, staff_max FROM measured WHERE staff_share > staff_max"), compose_staff_time },
  { ENT_ALERT_ODA_WINDOW, ODA_WINDOW_SQL, compose_oda_window },
  { ENT_ALERT_TWO_CHIEFS, TWO_CHIEFS_SQL, compose_two_chiefs },
  { ENT_ALERT_CIRCLE, CIRCLE_SQL, compose_circle },
  { ENT_ALERT_NO_SOUGHT_RETURN, NO_SOUGHT_SQL, compose_no_sought_return },
};

static gboolean
run_rule (EntDatabase *database,
          const Rule *rule,
          const char *today,
          const char *about,
          GPtrArray *alerts,
          GError **error)
{
  g_autofree char *sql = about != NULL ? g_strdup_printf (WITHIN, rule->sql) : g_strdup_printf (ALL, rule->sql);
  g_autoptr (EntStatement) row = ent_database_prepare (database, sql, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, today);
  if (about != NULL)
    ent_statement_bind_text (row, 2, about);
  for (;;)
    {
      EntAlert *alert;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;

      alert = g_new0 (EntAlert, 1);
      alert->kind = rule->kind;
      alert->severity = ENT_ALERT_WARNING;
      alert->message = rule->compose (row, today, &alert->severity);
      alert->id = g_strdup (ent_statement_get_text (row, COLUMN_ID));
      alert->headline = g_strdup (ent_statement_get_text (row, COLUMN_HEADLINE));
      alert->subject = g_strdup (ent_statement_get_text (row, COLUMN_SUBJECT));
      g_ptr_array_add (alerts, alert);
    }
}

static int
compare_alerts (gconstpointer a,
                gconstpointer b)
{
  const EntAlert *one = *(const EntAlert *const *) a;
  const EntAlert *two = *(const EntAlert *const *) b;

  if (one->severity != two->severity)
    return (int) two->severity - (int) one->severity;

  return (int) one->kind - (int) two->kind;
}

/**
 * ent_alerts_list:
 * @workspace: a workspace
 * @today: the day to judge by, YYYY-MM-DD
 * @about: (nullable) (array zero-terminated=1): identifiers of the records that matter, all when %NULL
 * @error: set where the workspace cannot be read
 *
 * What the law, a funder or good practice asks for and the workspace does not show yet, the most urgent first.
 *
 * Returns: (transfer full) (element-type EntAlert) (nullable): the warnings, %NULL with @error set
 */
GPtrArray *
ent_alerts_list (EntWorkspace *workspace,
                 const char *today,
                 const char *const *about,
                 GError **error)
{
  g_autofree char *ids = about != NULL ? ent_json_of_texts (about) : NULL;
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_alert_free);

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_format_check_date (today, FALSE) == NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!run_rule (ent_workspace_get_database (workspace), &rules[i], today, ids, alerts, error))
      return NULL;

  g_ptr_array_sort (alerts, compare_alerts);
  return g_steal_pointer (&alerts);
}
