/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year is closed, shows what was edited later, and can be opened again. */
#include "../common/catalogues.h"
#include "ent-locale.h"
#include "ent-returns-campaign.h"
#include "ent-returns-changes.h"
#include "ent-returns-json.h"
#include "fixture.h"

#include "ent-returns-year-private.h"

static char *
add_return (EntWorkspace *workspace,
            const char *project,
            const char *stage,
            const char *answers)
{
  return add_record (workspace, "return", "text", "A word", "subject", project, "year", "2025", "stage", stage, "scope", "territory",
                     "categories", "jobs", "answers", answers, NULL);
}

static EntRecord *
get_campaign (EntWorkspace *workspace,
              int year)
{
  g_autoptr (GError) error = NULL;
  EntRecord *campaign = ent_returns_campaign_find (workspace, year, &error);

  g_assert_no_error (error);
  return campaign;
}

static void
close_year (EntWorkspace *workspace,
            const char *comment)
{
  g_autoptr (GError) error = NULL;

  ent_returns_campaign_close (workspace, 2025, comment, "Awa Diop", NULL, &error);
  g_assert_no_error (error);
}

/* What is kept is what was reckoned, to the last record; and says the same in a file. */
static void
test_keep (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *sought = add_return (fixture->workspace, project, "sought", NULL);
  g_autofree char *actual = add_return (fixture->workspace, project, "actual", sought);
  g_autofree char *other = add_return (fixture->workspace, project, "actual", NULL);
  g_autoptr (EntReturnsYear) before = compute (fixture->workspace, 2025, NULL);
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (EntRecord) campaign = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (get_campaign (fixture->workspace, 2025));
  close_year (fixture->workspace, "All said");
  campaign = get_campaign (fixture->workspace, 2025);
  g_assert_true (ent_returns_campaign_is_closed (campaign));
  g_assert_cmpstr (ent_record_get_text (campaign, "closed-by"), ==, "Awa Diop");
  g_assert_cmpstr (ent_record_get_text (campaign, "comment"), ==, "All said");

  kept = ent_returns_campaign_get_figures (campaign, &error);
  g_assert_no_error (error);
  g_assert_true (ent_returns_year_equal (before, kept));
  g_assert_cmpint (find_figure (kept, "coincidence")->part, ==, 1);
  g_assert_cmpint (find_figure (kept, "coincidence")->whole, ==, 2);
  g_assert_cmpstr (find_figure (kept, "coincidence")->records[0], ==, actual);
  g_assert_cmpstr (find_figure (kept, "coincidence")->definition, ==, find_figure (before, "coincidence")->definition);
  changes = ent_returns_list_changes (kept, before);
  g_assert_cmpuint (changes->len, ==, 0);

  /* It is closed but once. */
  g_assert_false (ent_returns_campaign_close (fixture->workspace, 2025, NULL, "Léo", NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, "Awa Diop"));
}

static const EntReturnsChange *
find_change (GArray *changes,
             const char *key)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const EntReturnsChange *change = &g_array_index (changes, EntReturnsChange, i);

      if (g_str_equal ((change->after != NULL ? change->after : change->before)->key, key))
        return change;
    }

  return NULL;
}

static void
test_later_edits (Fixture *fixture,
                  gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *actual = add_return (fixture->workspace, project, "actual", NULL);
  g_autofree char *untouched = add_return (fixture->workspace, project, "actual", NULL);
  g_autofree char *added = NULL;
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (EntReturnsYear) now = NULL;
  g_autoptr (EntRecord) campaign = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  const EntReturnsChange *change;

  close_year (fixture->workspace, NULL);
  campaign = get_campaign (fixture->workspace, 2025);
  ent_workspace_set_user (fixture->workspace, "Léo Martin");
  record = ent_workspace_get (fixture->workspace, actual, &error);
  ent_record_set_parsed (record, "categories", "living-together", &error);
  ent_workspace_save (fixture->workspace, record, &error);
  g_assert_no_error (error);
  added = add_return (fixture->workspace, project, "sought", NULL);

  kept = ent_returns_campaign_get_figures (campaign, &error);
  g_assert_no_error (error);
  now = compute (fixture->workspace, 2025, NULL);
  changes = ent_returns_list_changes (kept, now);
  change = find_change (changes, "returns.actual.territory.economic");
  g_assert_cmpint (change->before->part, ==, 2);
  g_assert_cmpint (change->after->part, ==, 1);
  g_assert_true (ent_returns_change_has_value (change));
  g_assert_cmpint (find_change (changes, "returns.sought")->after->part, ==, 1);
  g_assert_null (find_change (changes, "returns.actual"));

  edits = ent_returns_list_edits (fixture->workspace, campaign, kept, now, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits->len, ==, 2);
  for (guint i = 0; i < edits->len; i++)
    {
      const EntReturnsEdit *edit = edits->pdata[i];

      g_assert_true (g_str_equal (edit->id, actual) || g_str_equal (edit->id, added));
      g_assert_cmpstr (edit->who, ==, "Léo Martin");
    }
}

/* Opening again leaves a trace, and closing anew keeps other figures. */
static void
test_reopen (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *actual = add_return (fixture->workspace, project, "actual", NULL);
  g_autofree char *more = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (EntRecord) open = NULL;
  g_autoptr (EntRecord) closed = NULL;
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ent_returns_campaign_reopen (fixture->workspace, 2025, NULL, "Léo", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  close_year (fixture->workspace, NULL);
  ent_returns_campaign_reopen (fixture->workspace, 2025, "A late report", "Léo Martin", &error);
  g_assert_no_error (error);
  open = get_campaign (fixture->workspace, 2025);
  g_assert_false (ent_returns_campaign_is_closed (open));
  g_assert_cmpstr (ent_record_get_text (open, "reopened-why"), ==, "A late report");

  more = add_return (fixture->workspace, project, "actual", NULL);
  close_year (fixture->workspace, NULL);
  closed = get_campaign (fixture->workspace, 2025);
  g_assert_true (ent_returns_campaign_is_closed (closed));
  g_assert_cmpstr (ent_record_get_id (closed), ==, ent_record_get_id (open));
  kept = ent_returns_campaign_get_figures (closed, &error);
  g_assert_cmpint (find_figure (kept, "returns.actual")->part, ==, 2);

  history = ent_workspace_history (fixture->workspace, ent_record_get_id (closed), 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 6);

  /* Undo opens it, as any other change. */
  undone = ent_workspace_undo (fixture->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "Close the returns of 2025");
  g_set_object (&closed, NULL);
  closed = get_campaign (fixture->workspace, 2025);
  g_assert_false (ent_returns_campaign_is_closed (closed));
}

static void
test_refuse (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) campaign = NULL;

  g_assert_false (ent_returns_campaign_close (fixture->workspace, 2025, NULL, "Léo", NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_null (get_campaign (fixture->workspace, 2025));
  g_clear_error (&error);

  ent_returns_campaign_open (fixture->workspace, 2025, "2026-02-28", "Awa Diop", &error);
  g_assert_no_error (error);
  ent_returns_campaign_open (fixture->workspace, 2025, "2026-03-15", "Léo", &error);
  g_assert_no_error (error);
  campaign = get_campaign (fixture->workspace, 2025);
  g_assert_cmpstr (ent_record_get_text (campaign, "opened-by"), ==, "Awa Diop");
  g_assert_cmpstr (ent_record_get_text (campaign, "due"), ==, "2026-03-15");
}

/* What came from elsewhere and is anything else is refused, and nothing worse. */
static void
test_thaw (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *actual = add_return (fixture->workspace, project, "actual", NULL);
  g_autoptr (EntReturnsYear) figures = compute (fixture->workspace, 2025, NULL);
  g_autofree char *whole = ent_returns_year_freeze (figures);
  static const char *const bad[] = {
    "", "{}", "[]", "null", "{\"format\":\"entente-closed-returns\"}",
    "{\"format\":\"entente-closed-returns\",\"version\":1,\"year\":2025,\"computed-at\":\"2026-01-01T00:00:00Z\",\"records\":[1],\"tables\":[]}",
    "{\"format\":\"entente-closed-returns\",\"version\":1,\"year\":2025,\"computed-at\":\"2026-01-01T00:00:00Z\",\"records\":[],\"tables\":"
    "[{\"key\":\"a\",\"title\":\"b\",\"columns\":[[\"c\",\"d\",0]],\"rows\":[[\"e\",\"f\",0]],\"figures\":[{\"key\":\"g\",\"unit\":\"count\",\"value\":1,"
    "\"part\":0,\"whole\":0,\"records\":\"0-4000000000\"}]}]}",
    "{\"format\":\"entente-closed-returns\",\"version\":1,\"year\":2025,\"computed-at\":\"2026-01-01T00:00:00Z\",\"records\":[],\"tables\":"
    "[{\"key\":\"a\",\"title\":\"b\",\"columns\":[[\"c\",\"d\",0]],\"rows\":[[\"e\",\"f\",0]],\"figures\":[]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ent_returns_year_thaw (bad[i], &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
    }

  /* Any byte may be lost or another on the way. */
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *damaged = g_strdup (whole);
      g_autoptr (EntReturnsYear) year = NULL;
      int place = g_test_rand_int_range (0, strlen (whole));

      if (i % 2 == 0)
        damaged[place] = '\0';
      else
        damaged[place] = "0-,[]{}\"x"[i / 2 % 9];
      year = ent_returns_year_thaw (damaged, NULL);
      if (year != NULL)
        g_assert_nonnull (ent_returns_year_find (year, "returns.actual"));
    }
}

/* A proposal counts once the unit has confirmed it. */
static void
test_proposal (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *person = add_record (fixture->workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *proposed = add_record (fixture->workspace, "return", "text", "I learnt a lot", "subject", project, "year", "2025", "stage", "actual",
                                          "scope", "authority", "categories", "agents", "proposed-by", person, NULL);
  g_autoptr (EntReturnsYear) before = compute (fixture->workspace, 2025, NULL);
  g_autoptr (EntReturnsYear) after = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (fixture->workspace, proposed, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (find_figure (before, "returns.actual")->part, ==, 0);
  ent_record_set_text (record, "confirmed-on", "2025-06-01");
  ent_workspace_save (fixture->workspace, record, &error);
  g_assert_no_error (error);
  after = compute (fixture->workspace, 2025, NULL);
  g_assert_cmpint (find_figure (after, "returns.actual.authority.practices.agents")->part, ==, 1);
}

/* What somebody closed in French is read in English by somebody else: other words, the same figures. */
static void
test_language (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", NULL);
  g_autofree char *actual = add_return (fixture->workspace, project, "actual", NULL);
  g_autoptr (EntReturnsYear) kept = NULL;
  g_autoptr (EntReturnsYear) now = NULL;
  g_autoptr (EntReturnsYear) reworded = NULL;
  g_autoptr (EntRecord) campaign = NULL;
  g_autoptr (GArray) changes = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  ent_locale_set_language ("fr");
  close_year (fixture->workspace, NULL);
  ent_locale_set_language ("en");
  later = add_return (fixture->workspace, project, "actual", NULL);
  campaign = get_campaign (fixture->workspace, 2025);
  kept = ent_returns_campaign_get_figures (campaign, &error);
  g_assert_no_error (error);
  now = compute (fixture->workspace, 2025, NULL);
  reworded = ent_returns_year_reword (kept, now);
  ent_locale_set_language (NULL);

  g_assert_cmpstr (ent_returns_year_find_table (kept, "returns")->title, ==, "Retombées recherchées, annoncées et réelles");
  g_assert_cmpstr (ent_returns_year_find_table (reworded, "returns")->title, ==, "Returns Sought, Announced and Actual");
  g_assert_cmpstr (find_figure (reworded, "coincidence")->definition, ==, find_figure (now, "coincidence")->definition);
  g_assert_cmpstr (find_figure (reworded, "returns.actual")->label, ==, find_figure (now, "returns.actual")->label);
  g_assert_cmpint (find_figure (now, "returns.actual")->part, ==, 2);
  g_assert_cmpint (find_figure (reworded, "returns.actual")->part, ==, 1);
  g_assert_cmpstr (find_figure (reworded, "returns.actual")->records[0], ==, actual);
  changes = ent_returns_list_changes (kept, reworded);
  g_assert_cmpuint (changes->len, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bind_catalogues ();

#define ADD(name, func) g_test_add ("/returns/closing/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("keep", test_keep);
  ADD ("later-edits", test_later_edits);
  ADD ("reopen", test_reopen);
  ADD ("refuse", test_refuse);
  ADD ("thaw", test_thaw);
  ADD ("proposal", test_proposal);
  ADD ("language", test_language);

  return g_test_run ();
}
