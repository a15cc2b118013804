/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-summaries-private.h"

#include "ent-choices.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-returns-records-private.h"

#define LISTING(id, name, label, sql)                                                                                  \
  const EntListing ent_summaries_##id = { name, label, sql, id##_columns, G_N_ELEMENTS (id##_columns) }

/* The declaration: a line for each country, channel, purpose, type of aid and set of markers, in cents, as the OECD's
 * statistics ask for them. A year without a payment is declared too, by a line of zero. */

#define MARKER(name, label) { "coalesce (\"" name "\", '')", label, ENT_LISTING_TEXT }
#define MARKERS                                                                                                        \
  MARKER ("gender", N_ ("Gender Equality")), MARKER ("environment", N_ ("Environment")), MARKER ("biodiversity", N_ ("Biodiversity")), \
    MARKER ("mitigation", N_ ("Climate Change Mitigation")), MARKER ("adaptation", N_ ("Climate Change Adaptation")),  \
    MARKER ("nutrition", N_ ("Nutrition")), MARKER ("disability", N_ ("Disability"))

static const EntListingColumn oda_columns[] = {
  { ":year", N_ ("Year"), ENT_LISTING_YEAR },
  { "country", N_ ("Country Code"), ENT_LISTING_TEXT },
  { "country", N_ ("Country"), ENT_LISTING_CHOICE, &ent_choices_countries },
  { "channel", N_ ("DAC Channel"), ENT_LISTING_TEXT },
  { "purpose", N_ ("DAC Purpose Code"), ENT_LISTING_TEXT },
  { "aid", N_ ("Aid Type"), ENT_LISTING_TEXT },
  MARKERS,
  { "amount", N_ ("Amount Paid"), ENT_LISTING_MONEY, NULL, TRUE },
  { "n", N_ ("Payments"), ENT_LISTING_COUNT, NULL, TRUE },
};

#define OF_THE_YEAR "\"paid-on\" BETWEEN :first AND :last"
#define GROUPED "country, channel, purpose, \"aid-type\" AS aid, gender, environment, biodiversity, mitigation, adaptation, nutrition, disability"

LISTING (oda, "oda", N_ ("Declaration of Development Aid"),
         "FROM (SELECT " GROUPED ", sum (amount) AS amount, count (*) AS n FROM payment WHERE " OF_THE_YEAR
         " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
         " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0"
         "  WHERE NOT EXISTS (SELECT 1 FROM payment WHERE " OF_THE_YEAR ")) ORDER BY country, channel, purpose, aid");

static const EntListingColumn payments_columns[] = {
  { "t.\"paid-on\"", N_ ("Paid On"), ENT_LISTING_DATE },
  { "t.amount", N_ ("Amount"), ENT_LISTING_MONEY, NULL, TRUE },
  { "p.headline", N_ ("Project"), ENT_LISTING_TEXT },
  { "t.country", N_ ("Country"), ENT_LISTING_CHOICE, &ent_choices_countries },
  { "t.channel", N_ ("DAC Channel"), ENT_LISTING_TEXT },
  { "t.purpose", N_ ("DAC Purpose Code"), ENT_LISTING_TEXT },
  { "t.\"aid-type\"", N_ ("Aid Type"), ENT_LISTING_TEXT },
  { "t.description", N_ ("Description"), ENT_LISTING_LONG_TEXT },
  { "r.id", N_ ("Identifier"), ENT_LISTING_ID },
};
LISTING (payments, "payments", N_ ("Payments, One by One"),
         "FROM payment AS t JOIN record AS r USING (row) LEFT JOIN record AS p ON p.id = t.project WHERE t." OF_THE_YEAR
         " ORDER BY t.\"paid-on\", r.id");

/* All programmes, or those on a theme or in a country, with their money of all years and of this one. */

#define SUM(field, condition) "(SELECT sum (f." field ") FROM funding AS f WHERE f.project = r.id" condition ")"

static const EntListingColumn programmes_columns[] = {
  { "t.title", N_ ("Project"), ENT_LISTING_TEXT },
  { "p.headline", N_ ("Partnership"), ENT_LISTING_TEXT },
  { "t.status", N_ ("Status"), ENT_LISTING_CHOICE, &ent_choices_project_statuses },
  { "t.themes", N_ ("Themes"), ENT_LISTING_CHOICES, &ent_choices_themes },
  { "a.countries", N_ ("Countries"), ENT_LISTING_CHOICES, &ent_choices_countries },
  { "coalesce (t.start, t.\"planned-start\")", N_ ("Start"), ENT_LISTING_DATE },
  { "coalesce (t.\"end\", t.\"planned-end\")", N_ ("End"), ENT_LISTING_DATE },
  { SUM ("planned", ""), N_ ("Planned, All Years"), ENT_LISTING_MONEY, NULL, TRUE },
  { SUM ("paid", ""), N_ ("Paid, All Years"), ENT_LISTING_MONEY, NULL, TRUE },
  { SUM ("paid", " AND " ENT_FUNDING_YEAR_SQL ("f") " = :year"), N_ ("Paid in the Year"), ENT_LISTING_MONEY, NULL, TRUE },
  { SUM ("paid", " AND f.source = 'own'"), N_ ("Own Funds Paid"), ENT_LISTING_MONEY, NULL, TRUE },
};
LISTING (programmes, "programmes", N_ ("Programmes With Their Money"),
         "FROM project AS t JOIN record AS r USING (row) LEFT JOIN record AS p ON p.id = t.partnership"
         " LEFT JOIN partnership AS a ON a.row = p.row"
         " WHERE (:theme IS NULL OR EXISTS (SELECT 1 FROM json_each (coalesce (t.themes, a.themes)) WHERE value = :theme))"
         " AND (:country IS NULL OR EXISTS (SELECT 1 FROM json_each (a.countries) WHERE value = :country)) ORDER BY t.title, r.id");

/* The international budget: project by project, source by source. */

static const EntListingColumn budget_columns[] = {
  { "s.headline", N_ ("Project"), ENT_LISTING_TEXT },
  { "p.headline", N_ ("Partnership"), ENT_LISTING_TEXT },
  { "t.source", N_ ("Source"), ENT_LISTING_CHOICE, &ent_choices_funding_sources },
  { "t.form", N_ ("Form"), ENT_LISTING_CHOICE, &ent_choices_funding_forms },
  { "sum (t.planned)", N_ ("Planned"), ENT_LISTING_MONEY, NULL, TRUE },
  { "sum (t.committed)", N_ ("Committed"), ENT_LISTING_MONEY, NULL, TRUE },
  { "sum (t.paid)", N_ ("Paid"), ENT_LISTING_MONEY, NULL, TRUE },
};
LISTING (budget, "budget", N_ ("International Budget"),
         "FROM funding AS t LEFT JOIN record AS s ON s.id = t.project LEFT JOIN project AS o ON o.row = s.row"
         " LEFT JOIN record AS p ON p.id = o.partnership"
         " WHERE " ENT_FUNDING_YEAR_SQL ("t") " = :year"
         " GROUP BY t.project, t.source, t.form ORDER BY p.headline, s.headline, t.source, t.form");

/* The survey of languages: how many people speak each, at which level, the most spoken first; nobody is named. */

static const EntListingColumn languages_columns[] = {
  { "substr (j.value, 1, instr (j.value || ':', ':') - 1)", N_ ("Language"), ENT_LISTING_LANGUAGE },
  { "CASE WHEN instr (j.value, ':') > 0 THEN substr (j.value, instr (j.value, ':') + 1) END", N_ ("Level"), ENT_LISTING_TEXT },
  /* Not summed: who speaks two languages is in two rows. */
  { "count (DISTINCT t.row)", N_ ("People"), ENT_LISTING_COUNT },
};
LISTING (languages, "languages", N_ ("Survey of Languages"), "FROM person AS t, json_each (t.languages) AS j GROUP BY 1, 2"
         " ORDER BY sum (count (DISTINCT t.row)) OVER (PARTITION BY substr (j.value, 1, instr (j.value || ':', ':') - 1)) DESC, 1, 2");

/* The annex of a request for co-funding: the returns expected in France. */

static const EntListingColumn expected_columns[] = {
  { "t.scope", N_ ("For Whom"), ENT_LISTING_CHOICE, &ent_choices_return_scopes },
  { "t.categories", N_ ("Categories"), ENT_LISTING_CHOICES, &ent_choices_return_categories },
  { "t.text", N_ ("Return Expected"), ENT_LISTING_LONG_TEXT },
  { "t.year", N_ ("Year"), ENT_LISTING_YEAR },
  { "t.value", N_ ("Value"), ENT_LISTING_NUMBER },
  { "t.unit", N_ ("Unit"), ENT_LISTING_TEXT },
};
LISTING (expected, "expected", N_ ("Returns Expected in France"),
         "FROM \"return\" AS t WHERE t.stage = 'sought' AND t.subject = :subject AND " ENT_RETURN_STANDS_SQL ("t") " ORDER BY t.scope DESC, t.year, t.row");

/* The check-list of the declaration. */

static const struct
{
  const char *sql; /* identifiers and headlines; ?1 and ?2 are the first and the last day */
  const char *message;
  gboolean blocks;
} checks[] = {
  { "SELECT r.id, r.headline FROM payment AS t JOIN record AS r USING (row) WHERE t.\"paid-on\" BETWEEN ?1 AND ?2"
    " AND (t.country IS NULL OR t.channel IS NULL OR t.purpose IS NULL OR t.\"aid-type\" IS NULL OR t.amount IS NULL)",
    N_ ("The country, channel, purpose code, aid type or amount is missing."), TRUE },
  { "SELECT r.id, r.headline FROM payment AS t JOIN record AS r USING (row) WHERE t.\"paid-on\" BETWEEN ?1 AND ?2 AND t.country = 'FR'",
    N_ ("What is paid in France is aid only for awareness, or for refugees: check the country."), FALSE },
  { "SELECT r.id, r.headline FROM payment AS t JOIN record AS r USING (row) WHERE t.\"paid-on\" BETWEEN ?1 AND ?2 AND t.amount = 0",
    N_ ("The amount is 0."), FALSE },
  { "SELECT r.id, r.headline FROM payment AS t JOIN record AS r USING (row) WHERE t.\"paid-on\" BETWEEN ?1 AND ?2"
    " AND (t.gender IS NULL OR t.environment IS NULL OR t.biodiversity IS NULL OR t.mitigation IS NULL OR t.adaptation IS NULL)",
    N_ ("A policy marker was not considered: say whether it is targeted or not."), FALSE },
  { "SELECT r.id, r.headline FROM funding AS t JOIN record AS r USING (row) WHERE t.oda = 1 AND t.paid > 0"
    " AND coalesce (t.\"paid-on\" BETWEEN ?1 AND ?2, t.year = CAST (substr (?1, 1, 4) AS INTEGER))"
    " AND NOT EXISTS (SELECT 1 FROM payment AS p WHERE p.project = t.project AND p.\"paid-on\" BETWEEN ?1 AND ?2)",
    N_ ("This funding is said to be aid and was paid, but its project has no payment in the year."), FALSE },
};

static gboolean
run_check (EntDatabase *database,
           guint i,
           int year,
           GPtrArray *problems,
           GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (database, checks[i].sql, error);
  g_autofree char *first = g_strdup_printf ("%04d-01-01", year);
  g_autofree char *last = g_strdup_printf ("%04d-12-31", year);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, first);
  ent_statement_bind_text (statement, 2, last);
  for (;;)
    {
      if (!ent_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      ent_document_problems_add (problems, ent_statement_get_text (statement, 0), ent_statement_get_text (statement, 1),
                                 _ (checks[i].message), checks[i].blocks);
    }
}

static void
check_authority (EntWorkspace *workspace,
                 GPtrArray *problems)
{
  g_autofree char *id = ent_workspace_get_setting (workspace, "own-authority");
  g_autoptr (EntRecord) own = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;
  const char *siren = own != NULL ? ent_record_get_text (own, "siren") : NULL;

  if (siren == NULL || !ent_format_is_siren (siren))
    ent_document_problems_add (problems, id, own != NULL ? ent_record_get_headline (own) : NULL,
                               _ ("Your authority and its SIREN number must be known: the declaration is made in its name."), TRUE);
}

/**
 * ent_summaries_check_oda:
 * @workspace: a workspace
 * @year: the year of the payments
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntDocumentProblem) (nullable): what is to be settled or looked at before the
 *   year's aid is declared
 */
GPtrArray *
ent_summaries_check_oda (EntWorkspace *workspace,
                         int year,
                         GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_document_problem_free);

  check_authority (workspace, problems);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!run_check (ent_workspace_get_database (workspace), i, year, problems, error))
      return NULL;

  return g_steal_pointer (&problems);
}
