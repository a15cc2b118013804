/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of M. Gely's study of 2016: its respondents as projects, what they said as returns, and its counts as what
 * must come out. */
#include "fixture.h"

#define YEAR "2015"
#define N_PROJECTS 44

typedef struct
{
  EntWorkspace *workspace;
  char *projects[N_PROJECTS]; /* (owned): one for each of the study's interviews */
} Study;

/* Records @n returns of @n_projects projects, in turn; the categories of each come from @categorise. */
static GPtrArray *
record_returns (Study *study,
                const char *stage,
                const char *scope,
                guint n_projects,
                guint n,
                const char *(*categorise) (guint i))
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, add_record (study->workspace, "return", "text", "What a respondent said", "year", YEAR,
                                      "subject", study->projects[i % n_projects], "stage", stage, "scope", scope,
                                      "categories", categorise (i), NULL));

  return ids;
}

static const char *
territory_sought (guint i)
{
  static const char *const economic[] = { "jobs", "business", "attractiveness", "student-mobility", "ngo-jobs" };

  if (i < 13)
    return economic[i % 5];
  if (i < 20)
    return i % 2 ? "living-together" : "cultural-opening; diasporas";

  return i == 20 ? "unclassified" : NULL;
}

static const char *
territory_announced (guint i)
{
  return i < 2 ? "attractiveness; jobs" : "cultural-opening";
}

static const char *
territory_actual (guint i)
{
  static const char *const others[] = { "cultural-opening", "local-actors", "local-skills; cultural-opening", "living-together" };

  if (i < 4)
    return "business";
  if (i < 30)
    return others[i % 4];

  return "unclassified";
}

static const char *
authority_sought (guint i)
{
  if (i < 6)
    return "agents";
  if (i == 6)
    return "public-policy; influence-abroad";

  return i < 13 ? "influence-home" : "co-funding";
}

static const char *
authority_announced (guint i)
{
  return i < 4 ? "agents" : "influence-abroad";
}

/* Practices are the first 59: agents 44 of them, departments 23, public policy 27, elected officials 2. */
static const char *
authority_actual (guint i)
{
  if (i < 2)
    return "agents; departments; officials";
  if (i < 23)
    return "agents; departments";
  if (i < 32)
    return "agents";
  if (i < 44)
    return "agents; public-policy";
  if (i < 57)
    return "public-policy";
  if (i < 59)
    return "public-policy; influence-home";
  if (i < 68)
    return "influence-abroad";

  return i < 70 ? "influence-home; co-funding" : "other-resources";
}

static void
set_answer (EntWorkspace *workspace,
            const char *id,
            const char *answered)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, &error);

  g_assert_no_error (error);
  ent_record_set_parsed (record, "answers", answered, &error);
  g_assert_no_error (error);
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

/* The years before and after must not count. */
static void
record_noise (Study *study)
{
  static const char *const years[] = { "2014", "2016" };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    for (guint j = 0; j < 3; j++)
      g_free (add_record (study->workspace, "return", "text", "Of another year", "year", years[i], "subject", study->projects[j],
                          "stage", j == 0 ? "sought" : "actual", "scope", "territory", "categories", "jobs", NULL));
}

static void
record_study (Study *study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sought = NULL;
  g_autoptr (GPtrArray) announced = NULL;
  g_autoptr (GPtrArray) actual = NULL;

  ent_workspace_begin (study->workspace, "The study", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PROJECTS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Respondent %02u", i + 1);

      study->projects[i] = add_record (study->workspace, "project", "title", title, "status", "ongoing", NULL);
    }

  sought = record_returns (study, "sought", "territory", 14, 22, territory_sought);
  announced = record_returns (study, "announced", "territory", 3, 4, territory_announced);
  actual = record_returns (study, "actual", "territory", 22, 41, territory_actual);
  g_ptr_array_unref (record_returns (study, "sought", "authority", 10, 15, authority_sought));
  g_ptr_array_unref (record_returns (study, "announced", "authority", 6, 6, authority_announced));
  g_ptr_array_unref (record_returns (study, "actual", "authority", 25, 71, authority_actual));
  record_noise (study);

  /* Six of the actual ones coincide with what was sought: one economic, one because what was announced for it answers
   * it, two with the same sought return, and one economic aim that came out socio-cultural. */
  set_answer (study->workspace, actual->pdata[0], sought->pdata[0]);
  set_answer (study->workspace, announced->pdata[0], sought->pdata[1]);
  set_answer (study->workspace, actual->pdata[1], announced->pdata[0]);
  set_answer (study->workspace, actual->pdata[4], sought->pdata[13]);
  set_answer (study->workspace, actual->pdata[5], sought->pdata[13]);
  set_answer (study->workspace, actual->pdata[8], sought->pdata[2]);
  set_answer (study->workspace, actual->pdata[9], sought->pdata[14]);
  /* One was announced only. */
  set_answer (study->workspace, actual->pdata[10], announced->pdata[2]);
  ent_workspace_commit (study->workspace, &error);
  g_assert_no_error (error);
}

static void
assert_references (EntReturnsYear *figures,
                   const char *key,
                   gint64 respondents,
                   gint64 references)
{
  const EntReturnsFigure *figure = find_figure (figures, key);

  g_assert_true (figure->known);
  g_assert_cmpint (figure->unit, ==, ENT_RETURNS_REFERENCES);
  g_assert_cmpint (figure->part, ==, references);
  if (respondents >= 0)
    g_assert_cmpint (figure->whole, ==, respondents);
  g_assert_cmpuint (figure->n_records, ==, references);
}

static void
assert_share (EntReturnsYear *figures,
              const char *key,
              gint64 part,
              gint64 whole)
{
  const EntReturnsFigure *figure = find_figure (figures, key);

  g_assert_cmpint (figure->unit, ==, ENT_RETURNS_SHARE);
  g_assert_cmpint (figure->part, ==, part);
  g_assert_cmpint (figure->whole, ==, whole);
  g_assert_cmpuint (figure->n_records, ==, part);
  g_assert_cmpfloat_with_epsilon (figure->value, (double) part / (double) whole, 1e-12);
}

static void
assert_figures (EntReturnsYear *figures)
{
  /* Figure 2. */
  assert_references (figures, "returns.sought.territory", 14, 22);
  assert_references (figures, "returns.announced.territory", 3, 4);
  assert_references (figures, "returns.actual.territory", 22, 41);
  /* Figure 3. */
  assert_references (figures, "returns.sought.territory.economic", -1, 13);
  assert_references (figures, "returns.sought.territory.non-economic", -1, 7);
  assert_references (figures, "returns.sought.territory.unclassified", -1, 2);
  assert_references (figures, "returns.announced.territory.economic", -1, 2);
  assert_references (figures, "returns.announced.territory.non-economic", -1, 2);
  assert_references (figures, "returns.announced.territory.unclassified", 0, 0);
  assert_references (figures, "returns.actual.territory.economic", 4, 4);
  assert_references (figures, "returns.actual.territory.non-economic", -1, 26);
  assert_references (figures, "returns.actual.territory.unclassified", -1, 11);
  /* The text beside figure 4. */
  assert_references (figures, "returns.sought.authority", 10, 15);
  assert_references (figures, "returns.announced.authority", 6, 6);
  assert_references (figures, "returns.actual.authority", 25, 71);
  assert_references (figures, "returns.sought.authority.practices", -1, 7);
  assert_references (figures, "returns.sought.authority.visibility", -1, 7);
  assert_references (figures, "returns.sought.authority.resources", 2, 2);
  /* Figure 5. */
  assert_references (figures, "returns.actual.authority.practices", 25, 59);
  assert_references (figures, "returns.actual.authority.visibility", -1, 13);
  assert_references (figures, "returns.actual.authority.resources", -1, 3);
  /* Figure 6. */
  assert_references (figures, "returns.actual.authority.practices.agents", -1, 44);
  assert_references (figures, "returns.actual.authority.practices.public-policy", -1, 27);
  assert_references (figures, "returns.actual.authority.practices.departments", -1, 23);
  assert_references (figures, "returns.actual.authority.practices.officials", 2, 2);
  assert_references (figures, "returns.actual.authority.unclassified", 0, 0);
}

static void
test_study (Fixture *fixture,
            gconstpointer unused)
{
  Study study = { fixture->workspace };
  g_autoptr (EntReturnsYear) figures = NULL;
  g_autoptr (EntReturnsYear) again = NULL;

  record_study (&study);
  figures = compute (fixture->workspace, 2015, NULL);
  assert_figures (figures);

  /* “Only 6 of these 41 references coincide.” */
  assert_share (figures, "coincidence.territory", 6, 41);
  assert_share (figures, "coincidence", 6, 112);
  assert_share (figures, "coincidence.authority", 0, 71);
  assert_share (figures, "unexpected.territory", 35, 41);
  assert_share (figures, "fulfilment.territory", 5, 22);
  assert_share (figures, "unannounced.territory", 39, 41);
  assert_share (figures, "baseless.territory", 2, 4);
  assert_share (figures, "baseless.authority", 6, 6);
  assert_share (figures, "nature-shift", 1, 3);
  assert_share (figures, "vague", 112, 112);
  assert_share (figures, "coverage.projects", N_PROJECTS - 14, N_PROJECTS);

  /* The same again, until one of the records behind them is another. */
  again = compute (fixture->workspace, 2015, NULL);
  g_assert_true (ent_returns_year_equal (figures, again));
  g_free (add_record (fixture->workspace, "return", "text", "One more", "year", YEAR, "subject", study.projects[0], "stage", "actual",
                      "scope", "territory", NULL));
  g_clear_object (&again);
  again = compute (fixture->workspace, 2015, NULL);
  g_assert_false (ent_returns_year_equal (figures, again));

  for (guint i = 0; i < N_PROJECTS; i++)
    g_free (study.projects[i]);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/study", Fixture, NULL, fixture_set_up, test_study, fixture_tear_down);

  return g_test_run ();
}
