/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours, days and shares of a post by the authority's own settings; what a day is worth; the shares that co-funding looks at. */
#include "ent-cofunding.h"
#include "ent-work-time.h"

#include "fixture.h"

#define TODAY "2026-06-30"

static void
set (Fixture *fixture,
     const char *name,
     const char *value)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_set_setting (fixture->workspace, name, value, &error);
  g_assert_no_error (error);
}

static void
test_conversion (Fixture *fixture,
                 gconstpointer unused)
{
  EntWorkTime time;
  EntWorkdays workdays;

  ent_workdays_init (&workdays, 2026);
  ent_work_time_load (&time, fixture->workspace);
  g_assert_cmpfloat (ent_work_time_count (&time, &workdays, 14, "hours", "2026-05-12", NULL), ==, 2);
  g_assert_cmpfloat (ent_work_time_count (&time, &workdays, 2.5, "days", "2026-05-12", NULL), ==, 2.5);
  /* The working days of 2026 are 252. */
  g_assert_cmpfloat_with_epsilon (ent_work_time_count (&time, &workdays, 50, "percent", "2026-01-01", NULL), 126, 1e-9);

  set (fixture, "hours-per-day", "7.8");
  set (fixture, "days-per-year", "206");
  ent_work_time_load (&time, fixture->workspace);
  g_assert_cmpfloat_with_epsilon (ent_work_time_count (&time, &workdays, 39, "hours", "2026-05-12", NULL), 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (ent_work_time_count (&time, &workdays, 50, "percent", "2026-01-01", "2026-12-31"), 103, 1e-9);

  /* What no day or year has is not believed. */
  set (fixture, "hours-per-day", "240");
  set (fixture, "days-per-year", "nonsense");
  ent_work_time_load (&time, fixture->workspace);
  g_assert_cmpfloat (time.hours_per_day, ==, 7);
  g_assert_cmpfloat (time.days_per_year, ==, 0);
}

static void
test_years (Fixture *fixture,
            gconstpointer unused)
{
  EntWorkTime time;

  ent_work_time_load (&time, fixture->workspace);
  g_assert_cmpfloat_with_epsilon (ent_work_time_count_all (&time, 10, "days", "2025-12-27", "2026-01-05", TODAY), 10, 1e-9);
  /* A share of a post that goes on counts until today. */
  g_assert_cmpfloat_with_epsilon (ent_work_time_count_all (&time, 100, "percent", "2026-06-29", NULL, TODAY), 2, 1e-9);
  g_assert_cmpfloat (ent_work_time_count_all (&time, 1, "days", NULL, NULL, TODAY), ==, 0);
}

typedef struct
{
  char *authority, *ministry, *project, *person, *call; /* (owned) */
} Case;

static void
case_clear (Case *self)
{
  g_free (self->authority);
  g_free (self->ministry);
  g_free (self->project);
  g_free (self->person);
  g_free (self->call);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

#define ADD(workspace, type, ...) g_free (add_record (workspace, type, __VA_ARGS__, NULL))

static void
make_case (Case *self,
           EntWorkspace *workspace)
{
  self->authority = add_record (workspace, "authority", "name", "Évry", "country", "FR", NULL);
  self->ministry = add_record (workspace, "organisation", "name", "Ministère", NULL);
  self->project = add_record (workspace, "project", "title", "Eau", "status", "ongoing", NULL);
  self->person = add_record (workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  self->call = add_record (workspace, "call", "title", "Appel", "funder", self->ministry, "closes", "2026-09-01", "french-share-min", "25",
                           "staff-share-max", "40", NULL);
  ADD (workspace, "funding", "project", self->project, "funder", self->ministry, "source", "ministry", "planned", "80000");
  ADD (workspace, "funding", "project", self->project, "funder", self->authority, "source", "own", "planned", "15000");
}

static EntCofunding *
load (Fixture *fixture,
      const char *project)
{
  g_autoptr (GError) error = NULL;
  EntCofunding *shares = ent_cofunding_load (fixture->workspace, project, TODAY, &error);

  g_assert_no_error (error);
  return shares;
}

static void
test_budget (Fixture *fixture,
             gconstpointer unused)
{
  g_auto (Case) self = { 0 };
  g_autoptr (EntCofunding) usual = NULL;
  g_autoptr (EntCofunding) strict = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  make_case (&self, fixture->workspace);
  ADD (fixture->workspace, "funding", "project", self.project, "funder", self.authority, "source", "own", "form", "in-kind", "planned", "5000");
  usual = load (fixture, self.project);
  before = ent_cofunding_list (fixture->workspace, TODAY, NULL);
  g_assert_cmpuint (before->len, ==, 0);
  g_assert_cmpint (usual->total, ==, 10000000);
  g_assert_cmpint (usual->french, ==, 2000000);
  g_assert_cmpint (usual->staff, ==, 500000);
  g_assert_cmpfloat_with_epsilon (usual->french_share, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (usual->staff_share, 25, 1e-9);
  g_assert_cmpfloat (usual->french_min, ==, 10);
  g_assert_cmpfloat (usual->staff_max, ==, 50);
  g_assert_false (ent_cofunding_is_short (usual) || ent_cofunding_is_staff_heavy (usual));

  /* The call itself asks for more. One that was lost asks for nothing. */
  ADD (fixture->workspace, "application", "call", self.call, "project", self.project);
  strict = load (fixture, self.project);
  after = ent_cofunding_list (fixture->workspace, TODAY, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((EntCofunding *) after->pdata[0])->headline, ==, "Eau");
  g_assert_cmpfloat (strict->french_min, ==, 25);
  g_assert_cmpfloat (strict->staff_max, ==, 40);
  g_assert_true (ent_cofunding_is_short (strict));
  g_assert_false (ent_cofunding_is_staff_heavy (strict));
}

static void
test_logged (Fixture *fixture,
             gconstpointer unused)
{
  g_auto (Case) self = { 0 };
  g_autofree char *event = NULL;
  g_autoptr (EntCofunding) without = NULL;
  g_autoptr (EntCofunding) with = NULL;
  g_autoptr (EntCofunding) budgeted = NULL;

  make_case (&self, fixture->workspace);
  event = add_record (fixture->workspace, "event", "title", "Mission", "kind", "mission", "start", "2026-03-02", "subject", self.project, NULL);
  ADD (fixture->workspace, "role", "person", self.person, "body", self.authority, "kind", "staff", "category", "b", "start", "2020", "end", "2025");
  ADD (fixture->workspace, "role", "person", self.person, "body", self.authority, "kind", "staff", "category", "a", "start", "2026-01");
  ADD (fixture->workspace, "involvement", "person", self.person, "subject", self.project, "from", "2026-03-02", "amount", "14", "unit", "hours");
  ADD (fixture->workspace, "involvement", "person", self.person, "subject", event, "from", "2025-12-31", "amount", "1", "unit", "days");
  ADD (fixture->workspace, "involvement", "person", self.person, "subject", self.project, "from", "2026-03-03", "amount", "1", "unit", "days", "daily-cost", "1000");

  without = load (fixture, self.project);
  g_assert_cmpfloat_with_epsilon (without->logged_days, 4, 1e-9);
  g_assert_cmpint (without->logged, ==, 100000);

  set (fixture, "daily-rate-a", "30000");
  set (fixture, "daily-rate-b", "20000");
  with = load (fixture, self.project);
  /* Two days at the rate of now, one at that of then, one at its own cost. */
  g_assert_cmpint (with->logged, ==, 2 * 30000 + 20000 + 100000);
  g_assert_true (with->from_log);
  g_assert_cmpint (with->french, ==, 1500000 + with->logged);
  g_assert_cmpint (with->total, ==, 9500000 + with->logged);
  g_assert_cmpfloat_with_epsilon (with->staff_share, 100.0 * 180000 / 1680000, 1e-9);

  /* The budget says what time is worth. */
  ADD (fixture->workspace, "funding", "project", self.project, "funder", self.authority, "source", "own", "form", "in-kind", "planned", "20000");
  budgeted = load (fixture, self.project);
  g_assert_false (budgeted->from_log);
  g_assert_cmpint (budgeted->staff, ==, 2000000);
  g_assert_cmpint (budgeted->logged, ==, with->logged);
  g_assert_true (ent_cofunding_is_staff_heavy (budgeted));
}

static void
test_nothing (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Rien", NULL);
  g_autoptr (EntCofunding) shares = load (fixture, project);

  g_assert_cmpfloat (shares->french_share, <, 0);
  g_assert_cmpfloat (shares->staff_share, <, 0);
  g_assert_false (ent_cofunding_is_short (shares) || ent_cofunding_is_staff_heavy (shares));
}

#define ADD_TEST(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/cofunding/conversion", test_conversion);
  ADD_TEST ("/cofunding/years", test_years);
  ADD_TEST ("/cofunding/budget", test_budget);
  ADD_TEST ("/cofunding/logged", test_logged);
  ADD_TEST ("/cofunding/nothing", test_nothing);

  return g_test_run ();
}
