/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time of a year by person, department, project, kind and month, and the days to look at. */
#include "ent-time-totals.h"

#include "fixture.h"

static EntTimeTotals *
load (Fixture *fixture,
      int year)
{
  g_autoptr (GError) error = NULL;
  EntTimeTotals *totals = ent_time_totals_load (fixture->workspace, year, NULL, &error);

  g_assert_no_error (error);
  return totals;
}

static const EntTimeTotal *
find (const EntTimeTotals *totals,
      EntTimeGrouping grouping,
      const char *label)
{
  for (guint i = 0; i < totals->groups[grouping]->len; i++)
    if (g_str_equal (((EntTimeTotal *) totals->groups[grouping]->pdata[i])->label, label))
      return totals->groups[grouping]->pdata[i];

  g_error ("no total of %s", label);
}

static const EntTimeTotal *
find_month (const EntTimeTotals *totals,
            const char *key)
{
  for (guint i = 0; i < totals->groups[ENT_TIME_BY_MONTH]->len; i++)
    if (g_str_equal (((EntTimeTotal *) totals->groups[ENT_TIME_BY_MONTH]->pdata[i])->key, key))
      return totals->groups[ENT_TIME_BY_MONTH]->pdata[i];

  return NULL;
}

static double
sum (const EntTimeTotals *totals,
     EntTimeGrouping grouping)
{
  double days = 0;

  for (guint i = 0; i < totals->groups[grouping]->len; i++)
    days += ((EntTimeTotal *) totals->groups[grouping]->pdata[i])->days;

  return days;
}

#define LOG(person, subject, kind, from, to, amount, unit)                                                             \
  g_free (add_record (fixture->workspace, "involvement", "person", person, "subject", subject, "kind", kind, "from", from, "to", to, "amount", amount, \
                      "unit", unit, NULL))

static void
test_groups (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *ada = add_record (fixture->workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  g_autofree char *bob = add_record (fixture->workspace, "person", "given-name", "Bob", "family-name", "Bai", NULL);
  g_autofree char *water = add_record (fixture->workspace, "department", "name", "Eau", NULL);
  g_autofree char *roads = add_record (fixture->workspace, "department", "name", "Voirie", NULL);
  g_autofree char *goris = add_record (fixture->workspace, "project", "title", "Goris", NULL);
  g_autofree char *mission = add_record (fixture->workspace, "event", "title", "Mission", "kind", "mission", "start", "2026-03-02", "subject", goris, NULL);
  g_autoptr (EntTimeTotals) totals = NULL;
  g_autoptr (EntTimeTotals) next = NULL;

  g_free (add_record (fixture->workspace, "role", "person", ada, "body", water, "kind", "staff", "category", "a", "start", "2020", "end", "2026-03", NULL));
  g_free (add_record (fixture->workspace, "role", "person", ada, "body", roads, "kind", "staff", "category", "a", "start", "2026-04", NULL));
  g_assert_true (ent_workspace_set_setting (fixture->workspace, "daily-rate-a", "20000", NULL));
  LOG (ada, goris, "expertise", "2026-03-02", NULL, "14", "hours");
  LOG (ada, mission, "mission", "2026-04-29", "2026-05-02", "4", "days");
  LOG (bob, goris, "expertise", "2026-12-31", "2027-01-01", "2", "days");

  totals = load (fixture, 2026);
  g_assert_cmpfloat_with_epsilon (find (totals, ENT_TIME_BY_PERSON, "Ada Ali")->days, 6, 1e-9);
  g_assert_cmpint (find (totals, ENT_TIME_BY_PERSON, "Ada Ali")->cents, ==, 120000);
  g_assert_cmpint (find (totals, ENT_TIME_BY_PERSON, "Bob Bai")->cents, ==, 0);
  g_assert_cmpfloat_with_epsilon (find (totals, ENT_TIME_BY_DEPARTMENT, "Eau")->days, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (find (totals, ENT_TIME_BY_DEPARTMENT, "Voirie")->days, 4, 1e-9);
  g_assert_cmpstr (((EntTimeTotal *) totals->groups[ENT_TIME_BY_DEPARTMENT]->pdata[0])->label, ==, "Voirie");
  /* Time of a mission is time of its project; the year after has its part. */
  g_assert_cmpuint (totals->groups[ENT_TIME_BY_PROJECT]->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (find (totals, ENT_TIME_BY_PROJECT, "Goris")->days, 7, 1e-9);
  g_assert_cmpuint (find (totals, ENT_TIME_BY_PROJECT, "Goris")->n_entries, ==, 3);
  g_assert_cmpfloat_with_epsilon (find (totals, ENT_TIME_BY_KIND, "Mission")->days, 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_month (totals, "2026-04")->days, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (find_month (totals, "2026-05")->days, 2, 1e-9);
  g_assert_null (find_month (totals, "2026-06"));
  for (guint i = 0; i < ENT_TIME_N_GROUPINGS; i++)
    g_assert_cmpfloat_with_epsilon (sum (totals, i), 7, 1e-9);
  g_assert_cmpuint (totals->flags->len, ==, 0);

  next = load (fixture, 2027);
  g_assert_cmpfloat_with_epsilon (sum (next, ENT_TIME_BY_MONTH), 1, 1e-9);
}

/* A share of a post goes on, is a part of each working day, and overlaps with nothing. */
static void
test_post (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *ada = add_record (fixture->workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  g_autofree char *goris = add_record (fixture->workspace, "project", "title", "Goris", NULL);
  g_autoptr (EntTimeTotals) totals = NULL;

  LOG (ada, goris, "expertise", "2026-01-01", NULL, "50", "percent");
  LOG (ada, goris, "expertise", "2026-01-05", NULL, "1", "days");
  totals = load (fixture, 2026);
  g_assert_cmpfloat_with_epsilon (sum (totals, ENT_TIME_BY_PERSON), 127, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum (totals, ENT_TIME_BY_MONTH), 127, 1e-9);
  g_assert_cmpuint (totals->groups[ENT_TIME_BY_MONTH]->len, ==, 12);
  g_assert_cmpuint (totals->flags->len, ==, 0);
}

static void
test_flags (Fixture *fixture,
            gconstpointer unused)
{
  g_autofree char *ada = add_record (fixture->workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  g_autofree char *bob = add_record (fixture->workspace, "person", "given-name", "Bob", "family-name", "Bai", NULL);
  g_autofree char *goris = add_record (fixture->workspace, "project", "title", "Goris", NULL);
  g_autofree char *kayes = add_record (fixture->workspace, "project", "title", "Kayes", NULL);
  g_autoptr (EntTimeTotals) totals = NULL;
  const EntTimeFlag *first, *second;

  /* Two full days on one date; one long day is somebody's own affair. */
  LOG (ada, goris, "expertise", "2026-03-02", NULL, "1", "days");
  LOG (ada, kayes, "expertise", "2026-03-02", NULL, "1", "days");
  LOG (ada, kayes, "expertise", "2026-03-03", NULL, "10", "hours");
  LOG (bob, kayes, "expertise", "2026-03-02", NULL, "1", "days");
  LOG (bob, goris, "mission", "2026-05-04", NULL, "20", "hours");
  LOG (bob, kayes, "mission", "2026-05-03", "2026-05-04", "10", "hours");
  totals = load (fixture, 2026);
  g_assert_cmpuint (totals->flags->len, ==, 2);
  first = totals->flags->pdata[0];
  second = totals->flags->pdata[1];
  g_assert_cmpstr (first->name, ==, "Ada Ali");
  g_assert_cmpstr (first->day, ==, "2026-03-02");
  g_assert_cmpuint (first->n_entries, ==, 2);
  g_assert_false (first->impossible);
  g_assert_true (ent_workspace_exists (fixture->workspace, first->first));
  g_assert_cmpstr (second->day, ==, "2026-05-04");
  g_assert_cmpfloat_with_epsilon (second->hours, 25, 1e-9);
  g_assert_true (second->impossible);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/time-totals/groups", test_groups);
  ADD ("/time-totals/post", test_post);
  ADD ("/time-totals/flags", test_flags);

  return g_test_run ();
}
