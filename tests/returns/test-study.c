/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of M. Gely's study of 2016: its counts are what must come out. */
#include "study.h"

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

  study_clear (&study);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/study", Fixture, NULL, fixture_set_up, test_study, fixture_tear_down);

  return g_test_run ();
}
