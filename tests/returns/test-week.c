/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week's sheet: what stands in it, what is typed into it, and what of that is written. */
#include "ent-week.h"

#include "fixture.h"

#define MONDAY "2026-05-11"

typedef struct
{
  char *person, *goris, *kayes; /* (owned) */
} People;

static void
people_clear (People *self)
{
  g_free (self->person);
  g_free (self->goris);
  g_free (self->kayes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static void
add_people (People *self,
            EntWorkspace *workspace)
{
  self->person = add_record (workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  self->goris = add_record (workspace, "project", "title", "Goris", NULL);
  self->kayes = add_record (workspace, "project", "title", "Kayes", NULL);
}

static char *
log_time (EntWorkspace *workspace,
          const char *person,
          const char *subject,
          const char *from,
          const char *to,
          const char *amount,
          const char *unit)
{
  return add_record (workspace, "involvement", "person", person, "subject", subject, "from", from, "to", to, "amount", amount, "unit", unit, "kind",
                     "expertise", NULL);
}

static EntWeek *
load (Fixture *fixture,
      const char *person,
      const char *day)
{
  g_autoptr (GError) error = NULL;
  EntWeek *week = ent_week_load (fixture->workspace, person, day, &error);

  g_assert_no_error (error);
  return week;
}

static void
save (Fixture *fixture,
      EntWeek *week)
{
  g_autoptr (GPtrArray) changes = ent_week_list_changes (week);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_week_save (fixture->workspace, week->person, week->person, changes, &error));
  g_assert_no_error (error);
}

static gint64
count (Fixture *fixture)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("involvement"));

  return ent_workspace_count (fixture->workspace, query, NULL);
}

static void
test_load (Fixture *fixture,
           gconstpointer unused)
{
  g_auto (People) people = { 0 };
  g_autofree char *one = NULL, *day = NULL, *twice = NULL, *again = NULL, *long_one = NULL, *share = NULL, *other = NULL;
  g_autoptr (EntWeek) week = NULL;
  const EntWeekRow *goris, *kayes;

  add_people (&people, fixture->workspace);
  one = log_time (fixture->workspace, people.person, people.goris, MONDAY, NULL, "2.5", "hours");
  day = log_time (fixture->workspace, people.person, people.goris, "2026-05-13", NULL, "1", "days");
  twice = log_time (fixture->workspace, people.person, people.kayes, "2026-05-17", NULL, "1", "hours");
  again = log_time (fixture->workspace, people.person, people.kayes, "2026-05-17", "2026-05-17", "2", "hours");
  long_one = log_time (fixture->workspace, people.person, people.kayes, "2026-05-15", "2026-05-18", "8", "hours");
  share = log_time (fixture->workspace, people.person, people.kayes, "2026-05-01", NULL, "10", "percent");
  other = log_time (fixture->workspace, people.person, people.kayes, "2026-05-18", NULL, "1", "hours");

  /* Any day of the week leads to its Monday. */
  week = load (fixture, people.person, "2026-05-17");
  g_assert_cmpstr (week->days[0], ==, MONDAY);
  g_assert_cmpstr (week->days[6], ==, "2026-05-17");
  g_assert_cmpuint (week->rows->len, ==, 2);
  goris = week->rows->pdata[0];
  kayes = week->rows->pdata[1];
  g_assert_cmpstr (goris->headline, ==, "Goris");
  g_assert_cmpfloat (goris->cells[0].hours, ==, 2.5);
  g_assert_cmpfloat (goris->cells[2].hours, ==, 7);
  g_assert_cmpfloat (ent_week_sum_row (goris), ==, 9.5);
  g_assert_false (goris->cells[0].fixed);
  g_assert_true (kayes->cells[6].fixed);
  g_assert_cmpfloat (kayes->cells[6].hours, ==, 3);
  /* Two hours of each of four days, and a tenth of each working day: Ascension is none. */
  g_assert_cmpfloat_with_epsilon (week->elsewhere[4], 2.7, 1e-9);
  g_assert_cmpfloat_with_epsilon (week->elsewhere[3], 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (ent_week_sum_day (week, 6), 5, 1e-9);
  g_assert_true (ent_week_is_stored (goris));
}

static void
test_save (Fixture *fixture,
           gconstpointer unused)
{
  g_auto (People) people = { 0 };
  g_autofree char *one = NULL, *gone = NULL, *label = NULL;
  g_autoptr (EntWeek) week = NULL;
  g_autoptr (EntWeek) after = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  EntWeekRow *row;

  add_people (&people, fixture->workspace);
  one = log_time (fixture->workspace, people.person, people.goris, MONDAY, NULL, "2", "hours");
  gone = log_time (fixture->workspace, people.person, people.goris, "2026-05-12", NULL, "2", "hours");
  record = ent_workspace_get (fixture->workspace, one, NULL);
  ent_record_set_text (record, "what", "Étude");
  ent_record_set_text (record, "confirmed-on", "2026-05-20");
  ent_record_set_text (record, "confirmed-by", people.person);
  g_assert_true (ent_workspace_save (fixture->workspace, record, NULL));

  week = load (fixture, people.person, MONDAY);
  row = week->rows->pdata[0];
  row->cells[0].hours = 3.5;
  row->cells[1].hours = 0;
  row = ent_week_ensure_row (week, people.kayes, "Kayes", "mission");
  row->cells[4].hours = 3.5;
  row->cells[4].unit = "days";
  save (fixture, week);
  g_assert_cmpint (count (fixture), ==, 2);
  g_clear_object (&record);
  record = ent_workspace_get (fixture->workspace, one, NULL);
  g_assert_cmpfloat (ent_record_get_real (record, "amount", 0), ==, 3.5);
  g_assert_cmpstr (ent_record_get_text (record, "what"), ==, "Étude");
  g_assert_null (ent_record_get_text (record, "confirmed-on"));
  g_assert_null (ent_record_get_text (record, "confirmed-by"));
  g_assert_false (ent_workspace_exists (fixture->workspace, gone));

  after = load (fixture, people.person, MONDAY);
  g_assert_cmpuint (after->rows->len, ==, 2);
  row = after->rows->pdata[1];
  g_assert_cmpstr (row->kind, ==, "mission");
  g_assert_cmpstr (row->cells[4].unit, ==, "days");
  g_assert_cmpfloat (row->cells[4].hours, ==, 3.5);

  /* All of it was one step. */
  label = ent_workspace_undo (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_true (ent_workspace_exists (fixture->workspace, gone));
  g_assert_cmpint (count (fixture), ==, 2);
}

/* What cannot be written changes nothing. */
static void
test_refused (Fixture *fixture,
              gconstpointer unused)
{
  g_auto (People) people = { 0 };
  g_autoptr (EntWeek) week = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  add_people (&people, fixture->workspace);
  week = load (fixture, people.person, MONDAY);
  ent_week_ensure_row (week, people.goris, "Goris", "expertise")->cells[0].hours = 2;
  ent_week_ensure_row (week, people.kayes, "Kayes", "expertise")->cells[0].hours = 30;
  changes = ent_week_list_changes (week);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_false (ent_week_save (fixture->workspace, people.person, NULL, changes, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpint (count (fixture), ==, 0);
}

static void
test_copy (Fixture *fixture,
           gconstpointer unused)
{
  g_auto (People) people = { 0 };
  g_autofree char *last = NULL, *sunday = NULL, *now = NULL;
  g_autoptr (EntWeek) week = NULL;
  const EntWeekRow *row;

  add_people (&people, fixture->workspace);
  last = log_time (fixture->workspace, people.person, people.goris, "2026-05-04", NULL, "2", "hours");
  sunday = log_time (fixture->workspace, people.person, people.goris, "2026-05-10", NULL, "1", "days");
  now = log_time (fixture->workspace, people.person, people.goris, MONDAY, NULL, "5", "hours");
  week = load (fixture, people.person, MONDAY);
  g_assert_true (ent_week_copy_last (week, fixture->workspace, NULL));
  g_assert_cmpuint (week->rows->len, ==, 1);
  row = week->rows->pdata[0];
  g_assert_cmpfloat (row->cells[0].hours, ==, 5);
  g_assert_cmpfloat (row->cells[6].hours, ==, 7);
  g_assert_cmpstr (row->cells[6].unit, ==, "days");
  save (fixture, week);
  g_assert_cmpint (count (fixture), ==, 4);
}

static void
assert_parsed (const EntWeek *week,
               const char *text,
               const char *unit,
               double hours,
               const char *counted)
{
  const char *found;
  double parsed;

  g_assert_true (ent_week_parse (week, text, unit, &parsed, &found, NULL));
  g_assert_cmpfloat_with_epsilon (parsed, hours, 1e-9);
  g_assert_cmpstr (found, ==, counted);
}

static void
test_parse (Fixture *fixture,
            gconstpointer unused)
{
  static const char *const wrong[] = { "x", "-1", "25", "4 d", "2:75", "25:00", "2 h Goris", "10 %", "nan", "1e9", "2 3" };
  g_auto (People) people = { 0 };
  g_autoptr (EntWeek) week = NULL;

  add_people (&people, fixture->workspace);
  week = load (fixture, people.person, MONDAY);
  assert_parsed (week, "", "hours", 0, "hours");
  assert_parsed (week, " 2 ", "hours", 2, "hours");
  assert_parsed (week, "2,5", "hours", 2.5, "hours");
  assert_parsed (week, "2:30", "days", 2.5, "hours");
  assert_parsed (week, "2 h 30", "days", 2.5, "hours");
  assert_parsed (week, "0,5", "days", 3.5, "days");
  assert_parsed (week, "1 j", "hours", 7, "days");
  assert_parsed (week, "45 min", "hours", 0.75, "hours");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *unit;
      double hours;

      g_assert_false (ent_week_parse (week, wrong[i], "hours", &hours, &unit, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/week/load", test_load);
  ADD ("/week/save", test_save);
  ADD ("/week/refused", test_refused);
  ADD ("/week/copy", test_copy);
  ADD ("/week/parse", test_parse);

  return g_test_run ();
}
