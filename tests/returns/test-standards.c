/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others ask for in their own forms: IATI, the declaration of development aid, and the tables of co-funding. */
#include <string.h>

#include "ent-document.h"
#include "readers.h"
#include "fixture.h"

#define TODAY_IS_LATER "2024"

typedef struct
{
  char *own, *partner, *partnership, *project; /* (owned) */
} Published;

static void
published_clear (Published *self)
{
  g_free (self->own);
  g_free (self->partner);
  g_free (self->partnership);
  g_free (self->project);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Published, published_clear)

/* One project with all that an activity has, and beside each public thing one that is not. */
static Published
publish (EntWorkspace *workspace)
{
  Published self = { 0 };
  g_autofree char *secret = NULL;
  g_autofree char *sought = NULL;
  g_autofree char *person = NULL;

  self.own = add_record (workspace, "authority", "name", "Département de l’Isère", "country", "FR", "siren", "223800012", "circle", "atlas", NULL);
  g_assert_true (ent_workspace_set_setting (workspace, "own-authority", self.own, NULL));
  self.partner = add_record (workspace, "authority", "name", "Tambacounda", "country", "SN", "circle", "atlas", NULL);
  secret = add_record (workspace, "authority", "name", "Secret partner", "country", "ML", NULL);
  {
    g_autofree char *partners = g_strdup_printf ("%s; %s", self.partner, secret);

    self.partnership = add_record (workspace, "partnership", "title", "Cooperation", "partners", partners, "countries", "SN; ML; GN", "circle",
                                   "atlas", "notes", "Secret notes", NULL);
  }
  self.project = add_record (workspace, "project", "title", "Eau & <forages> مشروع 💧", "description", "Puits", "themes", "water; waste; health",
                             "status", "completed", "start", "2022", "end", TODAY_IS_LATER "-02", "gender", "2", "sdgs", "6", "partnership",
                             self.partnership, "places", "Kédougou", "circle", "atlas", NULL);
  g_free (add_record (workspace, "project", "title", "Secret project", "partnership", self.partnership, NULL));
  for (guint year = 2022; year <= 2023; year++)
    {
      g_autofree char *text = g_strdup_printf ("%u", year);

      for (guint i = 0; i < 2; i++)
        g_free (add_record (workspace, "funding", "project", self.project, "funder", secret, "source", "own", "year", text, "planned", "1000.10",
                            "committed", "500", "paid", "0.05", NULL));
    }
  sought = add_record (workspace, "return", "text", "Jobs for all", "year", "2023", "subject", self.project, "stage", "sought", "scope",
                       "territory", "measure", "number", "value", "5", "unit", "jobs", "circle", "atlas", NULL);
  g_free (add_record (workspace, "return", "text", "Jobs for some", "year", "2023", "subject", self.project, "stage", "actual", "scope",
                      "territory", "measure", "number", "value", "3", "unit", "jobs", "answers", sought, "evidence", "Secret evidence", "circle",
                      "atlas", NULL));
  g_free (add_record (workspace, "return", "text", "Better known", "year", "2023", "subject", self.project, "stage", "actual", "scope",
                      "authority", "measure", "qualitative", "circle", "atlas", NULL));
  /* What somebody proposed and the unit has not confirmed is told to nobody. */
  person = add_record (workspace, "person", "given-name", "Anne", "family-name", "Secret", NULL);
  g_free (add_record (workspace, "return", "text", "Secret proposal", "year", "2023", "subject", self.project, "stage", "sought", "scope",
                      "territory", "proposed-by", person, "circle", "atlas", NULL));
  g_free (add_record (workspace, "return", "text", "Secret return", "year", "2023", "subject", self.project, "stage", "actual", "scope",
                      "authority", NULL));

  return self;
}

static char *
write_text (Fixture *fixture,
            const EntDocumentRequest *request,
            const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  ent_document_write (fixture->workspace, request, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
assert_xpath (Fixture *fixture,
              const char *expression,
              const char *expected)
{
  g_autofree char *path = g_build_filename (fixture->folder, "iati.xml", NULL);
  const char *const argv[] = { "xmllint", "--nonet", "--xpath", expression, path, NULL };
  g_autofree char *output = run (argv);

  if (output != NULL)
    g_assert_cmpstr (g_strstrip (output), ==, expected);
}

static void
assert_valid (Fixture *fixture)
{
  const char *data = g_getenv ("ENTENTE_SHARED_DATA");
  g_autofree char *schema = data != NULL ? g_build_filename (data, "iati", "iati-activities-schema.xsd", NULL) : NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "iati.xml", NULL);
  const char *const argv[] = { "xmllint", "--nonet", "--noout", "--schema", schema, path, NULL };

  if (schema == NULL || !g_file_test (schema, G_FILE_TEST_EXISTS))
    g_test_message ("the standard's schema is not at hand: only its rules were checked");
  else
    g_free (run (argv));
}

static void
test_iati (Fixture *fixture,
           gconstpointer unused)
{
  g_auto (Published) published = publish (fixture->workspace);
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_IATI };
  g_autofree char *identifier = g_strconcat ("FR-RCS-223800012-", published.project + strlen ("project:"), NULL);
  g_autofree char *xml = write_text (fixture, &request, "iati.xml");

  g_assert_null (strstr (xml, "Secret"));
  assert_valid (fixture);
  assert_xpath (fixture, "string(/iati-activities/@version)", "2.03");
  assert_xpath (fixture, "count(//iati-activity)", "1");
  assert_xpath (fixture, "string(//iati-identifier)", identifier);
  assert_xpath (fixture, "string(//iati-activity/title/narrative)", "Eau & <forages> مشروع 💧");
  assert_xpath (fixture, "string(//activity-status/@code)", "4");
  assert_xpath (fixture, "string(//activity-date[@type=2]/@iso-date)", "2022-01-01");
  assert_xpath (fixture, "string(//activity-date[@type=4]/@iso-date)", TODAY_IS_LATER "-02-29");
  /* Percentages come to 100 in each vocabulary. */
  assert_xpath (fixture, "sum(//recipient-country/@percentage) * 100", "10000");
  assert_xpath (fixture, "count(//recipient-country)", "3");
  assert_xpath (fixture, "round(sum(//sector[@vocabulary=1]/@percentage) * 100)", "10000");
  assert_xpath (fixture, "round(sum(//sector[@vocabulary=99]/@percentage) * 100)", "10000");
  assert_xpath (fixture, "string(//policy-marker[@code=1]/@significance)", "2");
  /* Totals of a year, to the cent; budgets within a year. */
  assert_xpath (fixture, "string(//budget[1]/value)", "2000.20");
  assert_xpath (fixture, "string(//budget[2]/period-start/@iso-date)", "2023-01-01");
  assert_xpath (fixture, "string(//budget[2]/period-end/@iso-date)", "2023-12-31");
  assert_xpath (fixture, "string(//transaction[transaction-type/@code=3][1]/value)", "0.10");
  /* The return obtained stands beside the one it answers. */
  assert_xpath (fixture, "count(//result)", "2");
  assert_xpath (fixture, "string(//result[title/narrative='Jobs for some']//target/@value)", "5");
  assert_xpath (fixture, "string(//result[title/narrative='Jobs for some']//actual/@value)", "3");
  assert_xpath (fixture, "string(//result[title/narrative='Better known']/indicator/@measure)", "5");
}

static guint
count_problems (Fixture *fixture,
                const EntDocumentRequest *request,
                const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = ent_document_check (fixture->workspace, request, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    {
      const EntDocumentProblem *problem = problems->pdata[i];

      g_test_message ("%s: %s", problem->headline != NULL ? problem->headline : "-", problem->message);
      if (g_strcmp0 (problem->id, id) == 0)
        n++;
    }

  return n;
}

/* What the standard does not allow is told with the record it concerns, and nothing is written. */
static void
test_iati_problems (Fixture *fixture,
                    gconstpointer unused)
{
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_IATI };
  g_autofree char *path = g_build_filename (fixture->folder, "iati.xml", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *own = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *future = NULL;
  g_autofree char *unmeasured = NULL;

  g_assert_cmpuint (count_problems (fixture, &request, NULL), ==, 1); /* whose is it? */
  own = add_record (fixture->workspace, "authority", "name", "Isère", "country", "FR", NULL);
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "own-authority", own, NULL));
  g_assert_cmpuint (count_problems (fixture, &request, own), ==, 1); /* no SIREN */
  g_free (own);
  own = add_record (fixture->workspace, "authority", "name", "Isère", "country", "FR", "siren", "223800012", NULL);
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "own-authority", own, NULL));
  g_assert_cmpuint (count_problems (fixture, &request, NULL), ==, 1); /* nothing is published */

  bare = add_record (fixture->workspace, "project", "title", "Bare", "circle", "atlas", NULL);
  future = add_record (fixture->workspace, "project", "title", "To come", "description", "X", "purpose", "14030", "start", "2999-01-01", "circle",
                       "atlas", NULL);
  unmeasured = add_record (fixture->workspace, "return", "text", "Jobs", "year", "2023", "subject", bare, "stage", "actual", "scope", "territory",
                           "measure", "number", "circle", "atlas", NULL);
  g_free (add_record (fixture->workspace, "funding", "project", bare, "funder", own, "paid", "10", NULL));
  g_assert_cmpuint (count_problems (fixture, &request, bare), ==, 5); /* description, start, country, theme, year */
  g_assert_cmpuint (count_problems (fixture, &request, future), ==, 2);
  g_assert_cmpuint (count_problems (fixture, &request, unmeasured), ==, 1);

  g_file_set_contents (path, "before", -1, NULL);
  g_assert_false (ent_document_write (fixture->workspace, &request, path, NULL, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "There are 7 more problems."));
  g_file_get_contents (path, &kept, NULL, NULL);
  g_assert_cmpstr (kept, ==, "before");
}

static void
add_payment (Fixture *fixture,
             const char *date,
             const char *amount,
             const char *country,
             const char *gender)
{
  g_free (add_record (fixture->workspace, "payment", "paid-on", date, "amount", amount, "country", country, "channel", "12002", "purpose", "14030",
                      "aid-type", "C01", "gender", gender, "environment", "0", "biodiversity", "0", "mitigation", "0", "adaptation", "0",
                      "description", "=1+1", NULL));
}

static void
test_oda (Fixture *fixture,
          gconstpointer unused)
{
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_ODA, .year = 2025, .form = ENT_CSV_FRENCH };
  g_autofree char *own = NULL;
  g_autofree char *zero = NULL;
  g_autofree char *declared = NULL;
  g_autofree char *workbook = NULL;

  g_assert_cmpuint (count_problems (fixture, &request, NULL), ==, 1);
  own = add_record (fixture->workspace, "authority", "name", "Isère", "country", "FR", "siren", "223800012", NULL);
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "own-authority", own, NULL));
  g_assert_cmpuint (count_problems (fixture, &request, NULL), ==, 0);

  /* A year without aid is declared too. */
  zero = write_text (fixture, &request, "zero.csv");
  g_assert_nonnull (strstr (zero, "\n2025;;;;;;;;;;;;;0,00;0\r\n"));

  add_payment (fixture, "2025-01-01", "1000.25", "SN", "1");
  add_payment (fixture, "2025-12-31", "0.50", "SN", "1");
  add_payment (fixture, "2025-06-01", "7", "SN", "2");
  add_payment (fixture, "2025-06-01", "8", "ML", "1");
  add_payment (fixture, "2024-12-31", "9", "SN", "1");
  add_payment (fixture, "2026-01-01", "9", "SN", "1");
  declared = write_text (fixture, &request, "declared.csv");
  g_assert_nonnull (strstr (declared, "\n2025;ML;Mali;12002;14030;C01;1;0;0;0;0;;;8,00;1\r\n"));
  g_assert_nonnull (strstr (declared, "\n2025;SN;Senegal;12002;14030;C01;1;0;0;0;0;;;1000,75;2\r\n"));
  g_assert_nonnull (strstr (declared, "\n2025;SN;Senegal;12002;14030;C01;2;0;0;0;0;;;7,00;1\r\n"));
  g_assert_null (strstr (declared, ";9,00;"));
  workbook = write_text (fixture, &request, "declared.xlsx");
  g_assert_true (g_str_has_prefix (workbook, "PK"));

  add_payment (fixture, "2025-06-01", "0", "FR", NULL);
  {
    g_autoptr (GPtrArray) problems = ent_document_check (fixture->workspace, &request, NULL, NULL);

    g_assert_cmpuint (problems->len, ==, 3); /* in France, nothing, no marker */
  }
}

static void
test_tables (Fixture *fixture,
             gconstpointer unused)
{
  g_auto (Published) published = publish (fixture->workspace);
  EntReturnsSelection water = { .theme = (char *) "water" }, energy = { .theme = (char *) "energy" };
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_PROGRAMMES, .year = 2023, .selection = &water };
  g_autofree char *on_water = NULL;
  g_autofree char *on_energy = NULL;
  g_autofree char *budget = NULL;
  g_autofree char *languages = NULL;
  g_autofree char *expected = NULL;

  on_water = write_text (fixture, &request, "water.csv");
  g_assert_nonnull (strstr (on_water, ",4000.40,0.20,0.10,0.20\n"));
  request.selection = &energy;
  on_energy = write_text (fixture, &request, "energy.csv");
  g_assert_null (strstr (on_energy, "forages"));

  request = (EntDocumentRequest){ .kind = ENT_DOCUMENT_BUDGET, .year = 2023 };
  budget = write_text (fixture, &request, "budget.csv");
  g_assert_nonnull (strstr (budget, ",Cooperation,Own funds,,2000.20,1000.00,0.10\n"));

  for (guint i = 0; i < 3; i++)
    g_free (add_record (fixture->workspace, "person", "given-name", "Anne", "family-name", "Dupont", "languages", i < 2 ? "hy:B1" : "hy:B1; en:C1",
                        NULL));
  request = (EntDocumentRequest){ .kind = ENT_DOCUMENT_LANGUAGES };
  languages = write_text (fixture, &request, "languages.csv");
  g_assert_nonnull (strstr (languages, "\nArmenian,B1,3\n"));
  g_assert_nonnull (strstr (languages, "\nEnglish,C1,1\n"));
  g_assert_null (strstr (languages, "Dupont"));

  request = (EntDocumentRequest){ .kind = ENT_DOCUMENT_EXPECTED, .subject = published.project };
  expected = write_text (fixture, &request, "expected.csv");
  g_assert_nonnull (strstr (expected, "\nFor the territory,,Jobs for all,2023,5,jobs\n"));
  g_assert_null (strstr (expected, "Jobs for some"));
  g_assert_null (strstr (expected, "Secret proposal"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/standards/iati", Fixture, NULL, fixture_set_up, test_iati, fixture_tear_down);
  g_test_add ("/standards/iati-problems", Fixture, NULL, fixture_set_up, test_iati_problems, fixture_tear_down);
  g_test_add ("/standards/oda", Fixture, NULL, fixture_set_up, test_oda, fixture_tear_down);
  g_test_add ("/standards/tables", Fixture, NULL, fixture_set_up, test_tables, fixture_tear_down);

  return g_test_run ();
}
