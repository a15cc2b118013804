/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the campaign of a year asks for, and whom. */
#include "ent-returns-worklist.h"
#include "fixture.h"

static EntReturnsWorklist *
list_work (EntWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;
  EntReturnsWorklist *list = ent_returns_worklist_new (workspace, 2025, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static const EntReturnsTask *
find_task (const EntReturnsTodo *todo,
           EntReturnsGap gap)
{
  for (guint i = 0; i < todo->tasks->len; i++)
    if (((const EntReturnsTask *) todo->tasks->pdata[i])->gap == gap)
      return todo->tasks->pdata[i];

  return NULL;
}

static void
test_gaps (Fixture *fixture,
           gconstpointer unused)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autofree char *officer = add_record (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *agent = add_record (workspace, "person", "given-name", "Léo", "family-name", "Martin", NULL);
  g_autofree char *empty = add_record (workspace, "project", "title", "A: nothing yet", "officer", officer, NULL);
  g_autofree char *vague = add_record (workspace, "project", "title", "B: vague", NULL);
  g_autofree char *whole = add_record (workspace, "project", "title", "C: whole", NULL);
  g_autofree char *over = add_record (workspace, "project", "title", "D: over", "status", "completed", "end", "2020-01-01", NULL);
  g_autofree char *work = add_record (workspace, "involvement", "person", agent, "subject", empty, "from", "2025-03-01", "amount", "2", "unit", "days", NULL);
  g_autofree char *event = add_record (workspace, "event", "title", "Visit", "kind", "mission", "start", "2025-03-01", NULL);
  g_autofree char *sought = add_record (workspace, "return", "text", "Hoped", "subject", vague, "year", "2025", "stage", "sought", "scope", "territory", NULL);
  g_autofree char *came = add_record (workspace, "return", "text", "Came", "subject", vague, "year", "2025", "stage", "actual", "scope", "territory", NULL);
  g_autofree char *promised = add_record (workspace, "return", "text", "Promised", "subject", vague, "year", "2025", "stage", "announced", "scope", "territory", NULL);
  g_autofree char *aim = add_record (workspace, "return", "text", "Aim", "subject", whole, "year", "2024", "stage", "sought", "scope", "territory", NULL);
  g_autofree char *proof = add_record (workspace, "return", "text", "Done", "subject", whole, "year", "2025", "stage", "actual", "scope", "territory", "measure",
                                       "qualitative", "proved-by", event, NULL);
  g_autoptr (EntReturnsWorklist) list = list_work (workspace);
  const EntReturnsTodo *first, *second;

  g_assert_cmpuint (list->n_projects, ==, 3);
  g_assert_cmpuint (list->n_complete, ==, 1);
  g_assert_cmpuint (list->todos->len, ==, 2);
  first = list->todos->pdata[0];
  second = list->todos->pdata[1];

  g_assert_cmpstr (first->id, ==, empty);
  g_assert_cmpstr (first->names, ==, "Awa Diop, Léo Martin");
  g_assert_cmpuint (first->tasks->len, ==, 2);
  g_assert_nonnull (find_task (first, ENT_RETURNS_NO_SOUGHT));
  g_assert_cmpstr (find_task (first, ENT_RETURNS_NO_ACTUAL)->open, ==, "");

  g_assert_cmpuint (second->tasks->len, ==, 4);
  g_assert_cmpstr (find_task (second, ENT_RETURNS_NO_MEASURE)->record, ==, came);
  g_assert_cmpstr (find_task (second, ENT_RETURNS_NO_EVIDENCE)->text, ==, "Came");
  g_assert_cmpstr (find_task (second, ENT_RETURNS_NO_BASIS)->open, ==, promised);
  g_assert_cmpstr (find_task (second, ENT_RETURNS_NO_PLACE)->record, ==, promised);
  for (EntReturnsGap gap = 0; gap < ENT_RETURNS_N_GAPS; gap++)
    g_assert_cmpuint (list->n_gaps[gap], ==, 1);
}

/* Officials who took part are asked once; what is proposed waits to be confirmed, and counts for nothing until then. */
static void
test_people (Fixture *fixture,
             gconstpointer unused)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autofree char *authority = add_record (workspace, "authority", "name", "Vienne", "country", "FR", NULL);
  g_autofree char *official = add_record (workspace, "person", "given-name", "Nadège", "family-name", "Verdier", NULL);
  g_autofree char *absent = add_record (workspace, "person", "given-name", "Olivier", "family-name", "Ravel", NULL);
  g_autofree char *role = add_record (workspace, "role", "person", official, "body", authority, "kind", "elected", "start", "2021", NULL);
  g_autofree char *other = add_record (workspace, "role", "person", absent, "body", authority, "kind", "elected", "start", "2021", NULL);
  g_autofree char *project = add_record (workspace, "project", "title", "Water", NULL);
  g_autofree char *event = add_record (workspace, "event", "title", "Visit", "kind", "mission", "start", "2025-03-01", "subject", project,
                                       "participants", official, NULL);
  g_autofree char *proposed = NULL;
  g_autoptr (EntReturnsWorklist) before = list_work (workspace);
  g_autoptr (EntReturnsWorklist) after = NULL;
  const EntReturnsVoice *voice;

  g_assert_cmpuint (before->n_officials, ==, 1);
  g_assert_cmpuint (before->voices->len, ==, 1);
  voice = before->voices->pdata[0];
  g_assert_cmpstr (voice->person, ==, official);
  g_assert_cmpstr (voice->subject, ==, project);
  g_assert_cmpuint (before->proposals->len, ==, 0);

  proposed = add_record (workspace, "return", "text", "Heard at the congress", "subject", project, "year", "2025", "stage", "actual", "scope", "authority",
                         "proposed-by", official, NULL);
  after = list_work (workspace);
  g_assert_cmpuint (after->voices->len, ==, 0);
  g_assert_cmpuint (after->proposals->len, ==, 1);
  g_assert_cmpstr (((const EntReturnsProposal *) after->proposals->pdata[0])->id, ==, proposed);
  g_assert_cmpuint (after->n_gaps[ENT_RETURNS_NO_ACTUAL], ==, 1);
}

/* Who is asked first is asked once for all their projects; an official, for what they took part in; a project, of those who
 * know it. */
static void
test_reminders (Fixture *fixture,
                gconstpointer unused)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autofree char *authority = add_record (workspace, "authority", "name", "Vienne", "country", "FR", NULL);
  g_autofree char *officer = add_record (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *agent = add_record (workspace, "person", "given-name", "Léo", "family-name", "Martin", NULL);
  g_autofree char *official = add_record (workspace, "person", "given-name", "Nadège", "family-name", "Verdier", NULL);
  g_autofree char *role = add_record (workspace, "role", "person", official, "body", authority, "kind", "elected", "start", "2021", NULL);
  g_autofree char *water = add_record (workspace, "project", "title", "Water", "officer", officer, NULL);
  g_autofree char *youth = add_record (workspace, "project", "title", "Youth", "officer", officer, NULL);
  g_autofree char *orphan = add_record (workspace, "project", "title", "Orphan", NULL);
  g_autofree char *work = add_record (workspace, "involvement", "person", agent, "subject", water, "from", "2025-03-01", "amount", "2", "unit", "days", NULL);
  g_autofree char *event = add_record (workspace, "event", "title", "Visit", "kind", "mission", "start", "2025-03-01", "subject", water,
                                       "participants", official, NULL);
  g_autofree char *came = add_record (workspace, "return", "text", "Came", "subject", water, "year", "2025", "stage", "actual", "scope", "territory", NULL);
  g_autoptr (EntReturnsWorklist) list = list_work (workspace);
  g_autofree char *of_officer = NULL, *of_water = NULL, *of_official = NULL, *of_orphan = NULL, *of_nobody = NULL;
  g_auto (GStrv) people = NULL;
  const EntReturnsAsk *ask;

  g_assert_cmpuint (list->asks->len, ==, 1);
  ask = list->asks->pdata[0];
  g_assert_cmpstr (ask->name, ==, "Awa Diop");
  g_assert_cmpuint (ask->todos->len, ==, 2);
  g_assert_cmpuint (ask->n_tasks, ==, 5);

  of_officer = ent_returns_worklist_describe (list, officer, &people);
  g_assert_cmpstr (people[0], ==, officer);
  g_assert_cmpstr (of_officer, ==, "Water\n- No return was sought\n- No measure: “Came”\n- No evidence: “Came”\n\n"
                                   "Youth\n- No return was sought\n- Nothing came back yet");
  g_clear_pointer (&people, g_strfreev);
  of_water = ent_returns_worklist_describe (list, water, &people);
  g_assert_cmpuint (g_strv_length (people), ==, 2);
  g_assert_cmpstr (people[1], ==, agent);
  g_assert_true (g_str_has_prefix (of_officer, of_water));
  g_clear_pointer (&people, g_strfreev);
  of_official = ent_returns_worklist_describe (list, official, &people);
  g_assert_true (g_str_has_prefix (of_official, "Water\n- What did you take from it"));
  g_clear_pointer (&people, g_strfreev);
  of_orphan = ent_returns_worklist_describe (list, orphan, &people);
  g_assert_cmpuint (g_strv_length (people), ==, 0);
  g_assert_cmpstr (of_orphan, !=, "");
  g_clear_pointer (&people, g_strfreev);
  of_nobody = ent_returns_worklist_describe (list, agent, &people);
  g_assert_cmpstr (of_nobody, ==, "");
}

/* Who was just reminded comes last, and a week later is called for again; the diary says who was. */
static void
test_reminded (Fixture *fixture,
               gconstpointer unused)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autofree char *authority = add_record (workspace, "authority", "name", "Vienne", "country", "FR", NULL);
  g_autofree char *awa = add_record (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *zoe = add_record (workspace, "person", "given-name", "Zoé", "family-name", "Roux", NULL);
  g_autofree char *official = add_record (workspace, "person", "given-name", "Nadège", "family-name", "Verdier", NULL);
  g_autofree char *role = add_record (workspace, "role", "person", official, "body", authority, "kind", "elected", "start", "2021", NULL);
  g_autofree char *water = add_record (workspace, "project", "title", "Water", "officer", awa, NULL);
  g_autofree char *youth = add_record (workspace, "project", "title", "Youth", "officer", awa, NULL);
  g_autofree char *roads = add_record (workspace, "project", "title", "Roads", "officer", zoe, NULL);
  g_autofree char *work = add_record (workspace, "involvement", "person", zoe, "subject", water, "from", "2025-03-01", "amount", "2", "unit", "days", NULL);
  g_autofree char *event = add_record (workspace, "event", "title", "Visit", "kind", "mission", "start", "2025-03-01", "subject", water,
                                       "participants", official, NULL);
  g_autofree char *long_ago = add_record (workspace, "note", "subject", official, "when", "2026-01-05", "text", "Reminder", "returns-of", "2025", NULL);
  g_autofree char *other_year = add_record (workspace, "note", "subject", zoe, "when", "2026-01-05", "text", "Reminder", "returns-of", "2024", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr (EntStatement) diary = NULL;
  g_auto (GStrv) said = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntReturnsWorklist) before = list_work (workspace);
  g_autoptr (EntReturnsWorklist) after = NULL;
  const EntReturnsAsk *first, *last;
  const EntReturnsTodo *todo;
  const EntReturnsVoice *voice = before->voices->pdata[0];

  g_assert_cmpuint (before->asks->len, ==, 2);
  first = before->asks->pdata[0];
  g_assert_cmpstr (first->person, ==, awa);
  g_assert_null (first->reminder.on);
  g_assert_null (((const EntReturnsAsk *) before->asks->pdata[1])->reminder.on);
  g_assert_cmpstr (voice->reminder.on, ==, "2026-01-05");
  g_assert_false (voice->reminder.is_recent);

  g_assert_true (ent_returns_note_reminder (workspace, 2025, awa, &error));
  g_assert_no_error (error);
  g_assert_true (ent_returns_note_reminder (workspace, 2025, roads, &error));
  g_assert_no_error (error);
  after = list_work (workspace);
  first = after->asks->pdata[0];
  last = after->asks->pdata[1];
  g_assert_cmpstr (first->person, ==, zoe);
  g_assert_null (first->reminder.on);
  g_assert_cmpstr (last->person, ==, awa);
  g_assert_cmpstr (last->reminder.on, ==, today);
  g_assert_true (last->reminder.is_recent);
  /* Roads was asked for by itself, the others in the reminder of all that Awa can fill in. */
  for (guint i = 0; i < after->todos->len; i++)
    {
      todo = after->todos->pdata[i];
      g_assert_cmpstr (todo->reminder.on, ==, today);
    }

  diary = ent_database_prepare (ent_workspace_get_database (workspace), "SELECT value FROM note, json_each (reminded) WHERE \"returns-of\" = 2025 ORDER BY note.row",
                                &error);
  g_assert_no_error (error);
  said = ent_database_list_text (ent_workspace_get_database (workspace), diary, &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (said, ((const char *const[]){ awa, zoe, NULL }));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/worklist/gaps", Fixture, NULL, fixture_set_up, test_gaps, fixture_tear_down);
  g_test_add ("/returns/worklist/people", Fixture, NULL, fixture_set_up, test_people, fixture_tear_down);

  g_test_add ("/returns/worklist/reminders", Fixture, NULL, fixture_set_up, test_reminders, fixture_tear_down);
  g_test_add ("/returns/worklist/reminded", Fixture, NULL, fixture_set_up, test_reminded, fixture_tear_down);

  return g_test_run ();
}
