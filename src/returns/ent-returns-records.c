/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-records-private.h"

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-record-json.h"

#define LISTING(id, name, label, sql)                                                                                  \
  static const EntListing id##_listing = { name, label, sql, id##_columns, G_N_ELEMENTS (id##_columns) }

/* Of the records that :ids names. */
#define THE_RECORDS "FROM json_each (:ids) AS j JOIN record AS r ON r.id = j.value "

static const EntListingColumn return_columns[] = {
  { "s.headline", N_ ("Project or Partnership"), ENT_LISTING_TEXT },
  { "p.headline", N_ ("Partnership"), ENT_LISTING_TEXT },
  { "t.stage", N_ ("Stage"), ENT_LISTING_CHOICE, &ent_choices_return_stages },
  { "t.scope", N_ ("For Whom"), ENT_LISTING_CHOICE, &ent_choices_return_scopes },
  { "t.categories", N_ ("Categories"), ENT_LISTING_CHOICES, &ent_choices_return_categories },
  { "t.text", N_ ("What Came Back"), ENT_LISTING_LONG_TEXT },
  { "t.measure", N_ ("Measured As"), ENT_LISTING_CHOICE, &ent_choices_return_measures },
  { "t.value", N_ ("Value"), ENT_LISTING_NUMBER },
  { "t.unit", N_ ("Unit"), ENT_LISTING_TEXT },
  { "t.evidence", N_ ("Evidence"), ENT_LISTING_LONG_TEXT },
  { "t.\"announced-in\"", N_ ("Where Announced"), ENT_LISTING_TEXT },
  { "t.\"announced-on\"", N_ ("Announced On"), ENT_LISTING_DATE },
  { "coalesce (json_array_length (t.answers), 0)", N_ ("Answers"), ENT_LISTING_COUNT },
  { "r.id", N_ ("Identifier"), ENT_LISTING_ID },
};
/* What is sorted are only the rows' numbers: their texts are read one by one. The limit keeps the order of what is read
 * inside. */
LISTING (return, "returns", N_ ("Returns, One by One"),
         "FROM (SELECT r.row AS row " THE_RECORDS "JOIN \"return\" AS t ON t.row = r.row LEFT JOIN record AS s ON s.id = t.subject"
         " ORDER BY CASE t.stage WHEN 'sought' THEN 1 WHEN 'announced' THEN 2 ELSE 3 END, t.scope, s.headline, r.id LIMIT -1) AS sorted"
         " CROSS JOIN \"return\" AS t ON t.row = sorted.row CROSS JOIN record AS r ON r.row = sorted.row"
         " LEFT JOIN record AS s ON s.id = t.subject LEFT JOIN project AS o ON o.row = s.row LEFT JOIN record AS p ON p.id = o.partnership");

#define FUNDED(amount) "(SELECT sum (f." amount ") FROM funding AS f WHERE f.project = r.id AND " ENT_FUNDING_YEAR_SQL ("f") " = :year)"
#define RETURNED(stage)                                                                                                \
  "(SELECT count (*) FROM \"return\" AS e WHERE e.subject = r.id AND e.year = :year AND e.stage = '" stage "' AND " ENT_RETURN_STANDS_SQL ("e") ")"

static const EntListingColumn project_columns[] = {
  { "t.title", N_ ("Project"), ENT_LISTING_TEXT },
  { "p.headline", N_ ("Partnership"), ENT_LISTING_TEXT },
  { "t.status", N_ ("Status"), ENT_LISTING_CHOICE, &ent_choices_project_statuses },
  { "coalesce (t.start, t.\"planned-start\")", N_ ("Start"), ENT_LISTING_DATE },
  { "coalesce (t.\"end\", t.\"planned-end\")", N_ ("End"), ENT_LISTING_DATE },
  { "t.themes", N_ ("Themes"), ENT_LISTING_CHOICES, &ent_choices_themes },
  { FUNDED ("planned"), N_ ("Planned"), ENT_LISTING_MONEY, NULL, TRUE },
  { FUNDED ("committed"), N_ ("Committed"), ENT_LISTING_MONEY, NULL, TRUE },
  { FUNDED ("paid"), N_ ("Paid"), ENT_LISTING_MONEY, NULL, TRUE },
  { RETURNED ("sought"), N_ ("Returns sought"), ENT_LISTING_COUNT, NULL, TRUE },
  { RETURNED ("announced"), N_ ("Returns announced"), ENT_LISTING_COUNT, NULL, TRUE },
  { RETURNED ("actual"), N_ ("Actual returns"), ENT_LISTING_COUNT, NULL, TRUE },
  { "r.id", N_ ("Identifier"), ENT_LISTING_ID },
};
LISTING (project, "projects", N_ ("Projects, One by One"),
         THE_RECORDS "JOIN project AS t ON t.row = r.row LEFT JOIN record AS p ON p.id = t.partnership ORDER BY t.title, r.id");

static const EntListingColumn funding_columns[] = {
  { "s.headline", N_ ("Project"), ENT_LISTING_TEXT },
  { "f.headline", N_ ("Funder"), ENT_LISTING_TEXT },
  { "t.source", N_ ("Source"), ENT_LISTING_CHOICE, &ent_choices_funding_sources },
  { "t.form", N_ ("Form"), ENT_LISTING_CHOICE, &ent_choices_funding_forms },
  { "t.year", N_ ("Year"), ENT_LISTING_YEAR },
  { "t.planned", N_ ("Planned"), ENT_LISTING_MONEY, NULL, TRUE },
  { "t.committed", N_ ("Committed"), ENT_LISTING_MONEY, NULL, TRUE },
  { "t.paid", N_ ("Paid"), ENT_LISTING_MONEY, NULL, TRUE },
  { "t.\"paid-on\"", N_ ("Paid On"), ENT_LISTING_DATE },
  { "r.id", N_ ("Identifier"), ENT_LISTING_ID },
};
LISTING (funding, "funding", N_ ("Funding, Line by Line"),
         THE_RECORDS "JOIN funding AS t ON t.row = r.row LEFT JOIN record AS s ON s.id = t.project"
                     " LEFT JOIN record AS f ON f.id = t.funder ORDER BY s.headline, t.source, r.id");

static const char *const return_figures[] = { "returns.sought", "returns.announced", "returns.actual", NULL };
static const char *const project_figures[] = { "overview.projects", NULL };
static const char *const funding_figures[] = { "budget.total.planned", "budget.total.committed", "budget.total.paid", NULL };

const EntReturnsRecords ent_returns_records[] = {
  { &return_listing, return_figures },
  { &project_listing, project_figures },
  { &funding_listing, funding_figures },
};
const guint ent_returns_n_records = G_N_ELEMENTS (ent_returns_records);

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ent_returns_collect_ids:
 * @year: the figures of a year
 * @keys: (array zero-terminated=1): stable names of some
 *
 * Returns: (transfer full): the identifiers behind these figures, each once, as JSON
 */
char *
ent_returns_collect_ids (EntReturnsYear *year,
                         const char *const *keys)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const EntReturnsFigure *figure = ent_returns_year_find (year, keys[i]);

      for (guint j = 0; figure != NULL && j < figure->n_records; j++)
        g_ptr_array_add (all, (gpointer) figure->records[j]);
    }

  g_ptr_array_sort (all, compare);
  for (guint i = 0; i < all->len; i++)
    if (i == 0 || !g_str_equal (all->pdata[i], all->pdata[n - 1]))
      all->pdata[n++] = all->pdata[i];
  g_ptr_array_set_size (all, n);
  g_ptr_array_add (all, NULL);

  return ent_json_of_texts ((const char *const *) all->pdata);
}
