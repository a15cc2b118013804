/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of a call on both sides of its border, and where nothing is known. */
#include "../common/workspaces.h"
#include "ent-eligibility.h"

#define TODAY "2026-05-04"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
  char *own;               /* (owned): an authority, and so on */
  char *funder;
  char *partnership;
  char *project;
  char *call;
  char *application;
} Desk;

static void
set_up (Desk *desk,
        gconstpointer unused)
{
  folder_set_up (&desk->folder, NULL);
  desk->workspace = folder_make_workspace (&desk->folder, "a.entente");
  desk->own = add_record_of (desk->workspace, "authority", "name", "Évry", "country", "FR", NULL);
  desk->funder = add_record_of (desk->workspace, "organisation", "name", "DCTCIV", NULL);
  desk->partnership = add_record_of (desk->workspace, "partnership", "title", "Évry – Kayes", NULL);
  desk->project = add_record_of (desk->workspace, "project", "title", "Eau", "partnership", desk->partnership, NULL);
  desk->call = add_record_of (desk->workspace, "call", "title", "Appel", "funder", desk->funder, "opens", "2026-03-01", "closes", TODAY, "countries", "ML;SN",
                              "themes", "water", "months-min", "12", "months-max", "24", "french-share-min", "20", "staff-share-max", "40", NULL);
  desk->application = add_record_of (desk->workspace, "application", "call", desk->call, "project", desk->project, NULL);
}

static void
tear_down (Desk *desk,
           gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  folder_tear_down (&desk->folder, NULL);
  g_free (desk->own);
  g_free (desk->funder);
  g_free (desk->partnership);
  g_free (desk->project);
  g_free (desk->call);
  g_free (desk->application);
}

static void
set (Desk *desk,
     const char *id,
     const char *field,
     const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, id, &error);

  g_assert_no_error (error);
  ent_record_set_parsed (record, field, value, &error);
  g_assert_no_error (error);
  ent_workspace_save (desk->workspace, record, &error);
  g_assert_no_error (error);
}

static void
assert_verdict (Desk *desk,
                const char *today,
                const char *name,
                EntVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) application = ent_workspace_get (desk->workspace, desk->application, &error);
  g_autoptr (GPtrArray) rules = ent_eligibility_load (desk->workspace, application, today, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rules->len; i++)
    {
      const EntEligibilityRule *rule = rules->pdata[i];

      if (!g_str_equal (rule->name, name))
        continue;
      g_test_message ("%s: %s", rule->name, rule->reason);
      g_assert_cmpint (rule->verdict, ==, verdict);
      g_assert_cmpstr (rule->reason, !=, "");
      return;
    }
  g_assert_not_reached ();
}

static void
test_time (Desk *desk,
           gconstpointer unused)
{
  assert_verdict (desk, TODAY, "In Time", ENT_VERDICT_UNKNOWN);
  assert_verdict (desk, "2026-05-05", "In Time", ENT_VERDICT_FAILED);
  set (desk, desk->application, "submitted-on", TODAY);
  assert_verdict (desk, "2026-05-05", "In Time", ENT_VERDICT_PASSED);
  set (desk, desk->application, "submitted-on", "2026-05-05");
  assert_verdict (desk, "2026-05-05", "In Time", ENT_VERDICT_FAILED);
  set (desk, desk->application, "submitted-on", "2026-02-28");
  assert_verdict (desk, TODAY, "In Time", ENT_VERDICT_FAILED);
}

static void
test_choices (Desk *desk,
              gconstpointer unused)
{
  assert_verdict (desk, TODAY, "Country", ENT_VERDICT_UNKNOWN);
  set (desk, desk->partnership, "countries", "ML");
  assert_verdict (desk, TODAY, "Country", ENT_VERDICT_PASSED);
  set (desk, desk->partnership, "countries", "ML;AM");
  assert_verdict (desk, TODAY, "Country", ENT_VERDICT_UNKNOWN);
  set (desk, desk->partnership, "countries", "AM");
  assert_verdict (desk, TODAY, "Country", ENT_VERDICT_FAILED);

  assert_verdict (desk, TODAY, "Theme", ENT_VERDICT_UNKNOWN);
  set (desk, desk->project, "themes", "health");
  assert_verdict (desk, TODAY, "Theme", ENT_VERDICT_FAILED);
  set (desk, desk->project, "themes", "water");
  assert_verdict (desk, TODAY, "Theme", ENT_VERDICT_PASSED);
}

static void
test_duration (Desk *desk,
               gconstpointer unused)
{
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_UNKNOWN);
  set (desk, desk->project, "planned-start", "2026-09-15");
  set (desk, desk->project, "planned-end", "2027-09-13");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_FAILED);
  set (desk, desk->project, "planned-end", "2027-09-14");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_PASSED);
  set (desk, desk->project, "planned-end", "2028-09-14");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_PASSED);
  set (desk, desk->project, "planned-end", "2028-09-15");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_FAILED);
  set (desk, desk->project, "planned-start", "2027-01");
  set (desk, desk->project, "planned-end", "2028-12");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_PASSED);
  set (desk, desk->project, "planned-end", "2029-01");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_FAILED);
  set (desk, desk->project, "planned-start", "2027");
  set (desk, desk->project, "planned-end", "2028");
  assert_verdict (desk, TODAY, "Duration", ENT_VERDICT_PASSED);
}

/* A fifth of the whole, two fifths of that in time. */
static void
test_shares (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *cash = NULL;

  assert_verdict (desk, TODAY, "French Share", ENT_VERDICT_UNKNOWN);
  assert_verdict (desk, TODAY, "Valued Staff Time", ENT_VERDICT_UNKNOWN);
  g_free (add_record_of (desk->workspace, "funding", "project", desk->project, "funder", desk->funder, "source", "ministry", "planned", "80", NULL));
  assert_verdict (desk, TODAY, "French Share", ENT_VERDICT_FAILED);
  g_free (add_record_of (desk->workspace, "funding", "project", desk->project, "funder", desk->own, "source", "own", "form", "in-kind", "planned", "8", NULL));
  cash = add_record_of (desk->workspace, "funding", "project", desk->project, "funder", desk->own, "source", "own", "planned", "11", NULL);
  assert_verdict (desk, TODAY, "French Share", ENT_VERDICT_FAILED);
  assert_verdict (desk, TODAY, "Valued Staff Time", ENT_VERDICT_FAILED);
  set (desk, cash, "planned", "12");
  assert_verdict (desk, TODAY, "French Share", ENT_VERDICT_PASSED);
  assert_verdict (desk, TODAY, "Valued Staff Time", ENT_VERDICT_PASSED);
}

/* A report that this funder waits for, of whichever project; not that of another funder, nor one that was handed in. */
static void
test_reports (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *other = add_record_of (desk->workspace, "organisation", "name", "Agence", NULL);
  g_autofree char *theirs = add_record_of (desk->workspace, "funding", "project", desk->project, "funder", other, NULL);
  g_autofree char *line = add_record_of (desk->workspace, "funding", "project", desk->project, "funder", desk->funder, NULL);
  g_autofree char *report = NULL;

  g_free (add_record_of (desk->workspace, "milestone", "title", "a", "subject", desk->project, "due", "2026-05-03", "funding", theirs, NULL));
  assert_verdict (desk, TODAY, "Earlier Reports", ENT_VERDICT_PASSED);
  report = add_record_of (desk->workspace, "milestone", "title", "b", "subject", desk->project, "due", TODAY, "funding", line, NULL);
  assert_verdict (desk, TODAY, "Earlier Reports", ENT_VERDICT_PASSED);
  set (desk, report, "due", "2026-05-03");
  assert_verdict (desk, TODAY, "Earlier Reports", ENT_VERDICT_FAILED);
  set (desk, report, "done", TODAY);
  assert_verdict (desk, TODAY, "Earlier Reports", ENT_VERDICT_PASSED);
  g_free (add_record_of (desk->workspace, "milestone", "title", "c", "subject", desk->application, "due", "2026-05-03", NULL));
  assert_verdict (desk, TODAY, "Earlier Reports", ENT_VERDICT_FAILED);
}

#define ADD(path, function) g_test_add (path, Desk, NULL, set_up, function, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/eligibility/time", test_time);
  ADD ("/eligibility/choices", test_choices);
  ADD ("/eligibility/duration", test_duration);
  ADD ("/eligibility/shares", test_shares);
  ADD ("/eligibility/reports", test_reports);

  return g_test_run ();
}
