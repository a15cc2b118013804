/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The warnings and deadlines of a workspace, each rule on both sides of its border. */
#include <glib/gstdio.h>

#include "../common/workspaces.h"
#include "ent-alerts.h"
#include "ent-deadlines.h"

#define TODAY "2026-05-04"

typedef struct
{
  char *path;              /* (owned) */
  EntWorkspace *workspace; /* (owned) */
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  desk->path = g_build_filename (g_get_user_data_dir (), "alerts.entente", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (desk->path);
  desk->workspace = ent_workspace_open (desk->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_assert_cmpint (g_remove (desk->path), ==, 0);
  g_free (desk->path);
}

static GPtrArray *
list_alerts (Desk *desk,
             const char *today)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *alerts = ent_alerts_list (desk->workspace, today, NULL, &error);

  g_assert_no_error (error);
  return alerts;
}

static const EntAlert *
find_alert (GPtrArray *alerts,
            EntAlertKind kind,
            const char *id)
{
  for (guint i = 0; i < alerts->len; i++)
    {
      const EntAlert *alert = alerts->pdata[i];

      if (alert->kind == kind && g_strcmp0 (alert->id, id) == 0)
        return alert;
    }

  return NULL;
}

static void
assert_warned (Desk *desk,
               const char *today,
               EntAlertKind kind,
               const char *id,
               gboolean expected)
{
  g_autoptr (GPtrArray) alerts = list_alerts (desk, today);
  const EntAlert *alert = find_alert (alerts, kind, id);

  g_assert_true ((alert != NULL) == expected);
  if (alert != NULL)
    g_assert_true (g_utf8_validate (alert->message, -1, NULL) && *alert->message != '\0');
}

static void
test_empty (Desk *desk,
            gconstpointer unused)
{
  g_autoptr (GPtrArray) alerts = list_alerts (desk, "2026-09-01");

  g_assert_cmpuint (alerts->len, ==, 0);
}

static void
test_not_filed (Desk *desk,
                gconstpointer unused)
{
  g_autofree char *partnership = add_record_of (desk->workspace, "partnership", "title", "Évry – Kayes", NULL);
  g_autofree char *signed_only =
    add_record_of (desk->workspace, "agreement", "partnership", partnership, "object", "a", "amount", "0", "signed-on", "2026-04-01", NULL);
  g_autofree char *filed = add_record_of (desk->workspace, "agreement", "partnership", partnership, "object", "b", "amount", "0", "signed-on",
                                "2026-04-01", "filed-on", "2026-04-10", NULL);
  g_autofree char *letter = add_record_of (desk->workspace, "agreement", "partnership", partnership, "object", "c", "amount", "0", "signed-on",
                                 "2026-04-01", "kind", "letter-of-intent", NULL);
  g_autofree char *draft = add_record_of (desk->workspace, "agreement", "partnership", partnership, "object", "d", "amount", "0", NULL);
  g_autoptr (GPtrArray) alerts = list_alerts (desk, TODAY);
  const EntAlert *alert = find_alert (alerts, ENT_ALERT_NOT_FILED, signed_only);

  g_assert_nonnull (alert);
  g_assert_cmpstr (alert->headline, ==, "a");
  g_assert_cmpstr (alert->subject, ==, partnership);
  g_assert_cmpint (alert->severity, ==, ENT_ALERT_WARNING);
  g_assert_null (find_alert (alerts, ENT_ALERT_NOT_FILED, filed));
  /* Whatever it is called. */
  g_assert_nonnull (find_alert (alerts, ENT_ALERT_NOT_FILED, letter));
  g_assert_null (find_alert (alerts, ENT_ALERT_NOT_FILED, draft));
  /* The day before it was filed. */
  assert_warned (desk, "2026-04-09", ENT_ALERT_NOT_FILED, filed, TRUE);
  assert_warned (desk, "2026-04-10", ENT_ALERT_NOT_FILED, filed, FALSE);
}

static void
test_ending (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *one = add_record_of (desk->workspace, "partnership", "title", "One", NULL);
  g_autofree char *other = add_record_of (desk->workspace, "partnership", "title", "Other", NULL);
  g_autofree char *ending = add_record_of (desk->workspace, "agreement", "partnership", one, "object", "a", "amount", "0", "signed-on",
                                 "2023-11-04", "filed-on", "2023-11-05", "ends-on", "2026-11-04", NULL);
  g_autofree char *replaced = add_record_of (desk->workspace, "agreement", "partnership", other, "object", "b", "amount", "0", "signed-on",
                                   "2023-01-01", "filed-on", "2023-01-01", "ends-on", "2026-06-01", NULL);
  g_autofree char *next = add_record_of (desk->workspace, "agreement", "partnership", other, "object", "c", "amount", "0", "signed-on",
                               "2026-05-01", "filed-on", "2026-05-02", "ends-on", "2029-06-01", NULL);
  g_autoptr (GPtrArray) late = NULL;

  assert_warned (desk, "2026-05-03", ENT_ALERT_ENDING, ending, FALSE);
  assert_warned (desk, "2026-05-04", ENT_ALERT_ENDING, ending, TRUE);
  assert_warned (desk, "2026-11-04", ENT_ALERT_ENDING, ending, TRUE);
  assert_warned (desk, "2026-11-05", ENT_ALERT_ENDING, ending, FALSE);
  assert_warned (desk, "2026-04-30", ENT_ALERT_ENDING, replaced, TRUE);
  assert_warned (desk, "2026-05-01", ENT_ALERT_ENDING, replaced, FALSE);
  assert_warned (desk, TODAY, ENT_ALERT_ENDING, next, FALSE);

  late = list_alerts (desk, "2026-10-01");
  g_assert_cmpint (find_alert (late, ENT_ALERT_ENDING, ending)->severity, ==, ENT_ALERT_URGENT);
}

static void
test_no_mandate (Desk *desk,
                 gconstpointer unused)
{
  g_autofree char *body = add_record_of (desk->workspace, "authority", "name", "Évry", NULL);
  g_autofree char *official = add_record_of (desk->workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *agent = add_record_of (desk->workspace, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  g_autofree char *role = add_record_of (desk->workspace, "role", "person", official, "body", body, "kind", "elected", "start", "2020", "end", "2026", NULL);
  g_autofree char *staff = add_record_of (desk->workspace, "role", "person", agent, "body", body, "kind", "staff", NULL);
  g_autofree char *without = add_record_of (desk->workspace, "event", "title", "a", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                  "participants", official, NULL);
  g_autofree char *same_day = add_record_of (desk->workspace, "event", "title", "b", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                   "participants", official, "special-mandate-date", "2026-06-01", NULL);
  g_autofree char *before = add_record_of (desk->workspace, "event", "title", "c", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                 "participants", official, "special-mandate-date", "2026-05-31", NULL);
  g_autofree char *at_home = add_record_of (desk->workspace, "event", "title", "d", "kind", "mission", "start", "2026-06-01", "country", "FR",
                                  "participants", official, NULL);
  g_autofree char *by_staff = add_record_of (desk->workspace, "event", "title", "e", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                   "participants", agent, NULL);
  g_autofree char *afterwards = add_record_of (desk->workspace, "event", "title", "f", "kind", "mission", "start", "2027-01-10", "country", "ML",
                                     "participants", official, NULL);
  g_autofree char *past = add_record_of (desk->workspace, "event", "title", "g", "kind", "mission", "start", "2026-02-01", "country", "ML",
                               "participants", official, NULL);
  g_autoptr (GPtrArray) alerts = list_alerts (desk, TODAY);

  g_assert_cmpint (find_alert (alerts, ENT_ALERT_NO_MANDATE, without)->severity, ==, ENT_ALERT_URGENT);
  g_assert_nonnull (find_alert (alerts, ENT_ALERT_NO_MANDATE, same_day));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_MANDATE, before));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_MANDATE, at_home));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_MANDATE, by_staff));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_MANDATE, afterwards));
  g_assert_cmpint (find_alert (alerts, ENT_ALERT_NO_MANDATE, past)->severity, ==, ENT_ALERT_WARNING);
  assert_warned (desk, "2027-03-01", ENT_ALERT_NO_MANDATE, past, FALSE);
  g_assert_true (role != NULL && staff != NULL);
}

/* Only one's own staff travels under one's orders, and only abroad. */
static void
test_no_order (Desk *desk,
               gconstpointer unused)
{
  g_autofree char *department = add_record_of (desk->workspace, "department", "name", "Eau", NULL);
  g_autofree char *partner = add_record_of (desk->workspace, "authority", "name", "Kayes", "country", "ML", NULL);
  g_autofree char *agent = add_record_of (desk->workspace, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  g_autofree char *former = add_record_of (desk->workspace, "person", "given-name", "Éva", "family-name", "Blanc", NULL);
  g_autofree char *guest = add_record_of (desk->workspace, "person", "given-name", "Modibo", "family-name", "Keïta", NULL);
  g_autofree char *staff = add_record_of (desk->workspace, "role", "person", agent, "body", department, "kind", "point-person", NULL);
  g_autofree char *left = add_record_of (desk->workspace, "role", "person", former, "body", department, "kind", "staff", "end", "2025", NULL);
  g_autofree char *theirs = add_record_of (desk->workspace, "role", "person", guest, "body", partner, "kind", "staff", NULL);
  g_autofree char *without = add_record_of (desk->workspace, "event", "title", "a", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                  "participants", agent, NULL);
  g_autofree char *ordered = add_record_of (desk->workspace, "event", "title", "b", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                  "participants", agent, "mission-order", "OM 2026-12", NULL);
  g_autofree char *at_home = add_record_of (desk->workspace, "event", "title", "c", "kind", "mission", "start", "2026-06-01", "country", "FR",
                                  "participants", agent, NULL);
  g_autofree char *by_former = add_record_of (desk->workspace, "event", "title", "d", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                    "participants", former, NULL);
  g_autofree char *by_partner = add_record_of (desk->workspace, "event", "title", "e", "kind", "mission", "start", "2026-06-01", "country", "ML",
                                     "participants", guest, NULL);
  g_autoptr (GPtrArray) alerts = list_alerts (desk, TODAY);

  g_assert_nonnull (find_alert (alerts, ENT_ALERT_NO_ORDER, without));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_ORDER, ordered));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_ORDER, at_home));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_ORDER, by_former));
  g_assert_null (find_alert (alerts, ENT_ALERT_NO_ORDER, by_partner));
  assert_warned (desk, "2026-06-02", ENT_ALERT_NO_ORDER, without, TRUE);
  assert_warned (desk, "2027-06-02", ENT_ALERT_NO_ORDER, without, FALSE);
  g_assert_true (staff != NULL && left != NULL && theirs != NULL);
}

static void
test_shares (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *own = add_record_of (desk->workspace, "authority", "name", "Évry", NULL);
  g_autofree char *ministry = add_record_of (desk->workspace, "organisation", "name", "Ministère", NULL);
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", "status", "ongoing", NULL);
  g_autofree char *grant =
    add_record_of (desk->workspace, "funding", "project", project, "funder", ministry, "source", "ministry", "planned", "90000", NULL);
  g_autofree char *cash = add_record_of (desk->workspace, "funding", "project", project, "funder", own, "source", "own", "planned", "10000", NULL);
  g_autofree char *staff = NULL;
  g_autofree char *call = NULL;
  g_autofree char *application = NULL;

  /* Ten per cent is enough. */
  assert_warned (desk, TODAY, ENT_ALERT_FRENCH_SHARE, project, FALSE);
  assert_warned (desk, TODAY, ENT_ALERT_STAFF_TIME, project, FALSE);

  call = add_record_of (desk->workspace, "call", "title", "Appel", "funder", ministry, "closes", "2026-09-01", "french-share-min", "25",
              "staff-share-max", "40", NULL);
  application = add_record_of (desk->workspace, "application", "call", call, "project", project, NULL);
  assert_warned (desk, TODAY, ENT_ALERT_FRENCH_SHARE, project, TRUE);

  staff = add_record_of (desk->workspace, "funding", "project", project, "funder", own, "source", "own", "form", "in-kind", "planned", "10000", NULL);
  assert_warned (desk, TODAY, ENT_ALERT_STAFF_TIME, project, TRUE);
  g_assert_true (grant != NULL && cash != NULL && application != NULL && staff != NULL);
}

static void
test_oda_window (Desk *desk,
                 gconstpointer unused)
{
  assert_warned (desk, "2026-04-14", ENT_ALERT_ODA_WINDOW, NULL, FALSE);
  assert_warned (desk, "2026-04-15", ENT_ALERT_ODA_WINDOW, NULL, TRUE);
  assert_warned (desk, "2026-05-31", ENT_ALERT_ODA_WINDOW, NULL, TRUE);
  assert_warned (desk, "2026-06-01", ENT_ALERT_ODA_WINDOW, NULL, FALSE);
}

static void
test_no_sought_return (Desk *desk,
                       gconstpointer unused)
{
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", "status", "ongoing", NULL);
  g_autofree char *finished = add_record_of (desk->workspace, "project", "title", "Fini", "status", "completed", NULL);
  g_autofree char *actual = add_record_of (desk->workspace, "return", "text", "a", "subject", project, "year", "2026", "stage", "actual", "scope",
                                 "authority", NULL);
  g_autofree char *sought = NULL;

  assert_warned (desk, TODAY, ENT_ALERT_NO_SOUGHT_RETURN, project, TRUE);
  assert_warned (desk, TODAY, ENT_ALERT_NO_SOUGHT_RETURN, finished, FALSE);
  sought = add_record_of (desk->workspace, "return", "text", "b", "subject", project, "year", "2026", "stage", "sought", "scope", "territory", NULL);
  assert_warned (desk, TODAY, ENT_ALERT_NO_SOUGHT_RETURN, project, FALSE);
  g_assert_true (actual != NULL && sought != NULL);
}

static void
test_about (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", "status", "ongoing", NULL);
  g_autofree char *other = add_record_of (desk->workspace, "project", "title", "Sport", "status", "ongoing", NULL);
  g_autofree char *due = add_record_of (desk->workspace, "milestone", "title", "a", "subject", project, "due", TODAY, NULL);
  g_autofree char *elsewhere = add_record_of (desk->workspace, "milestone", "title", "b", "subject", other, "due", TODAY, NULL);
  const char *const about[] = { project, due, NULL };
  const char *const nothing[] = { NULL };
  g_autoptr (GPtrArray) alerts = ent_alerts_list (desk->workspace, TODAY, about, NULL);
  g_autoptr (GPtrArray) deadlines = ent_deadlines_list (desk->workspace, TODAY, 1, 10, about, NULL);
  g_autoptr (GPtrArray) none = ent_alerts_list (desk->workspace, TODAY, nothing, NULL);

  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_nonnull (find_alert (alerts, ENT_ALERT_NO_SOUGHT_RETURN, project));
  g_assert_cmpuint (deadlines->len, ==, 1);
  g_assert_cmpstr (((EntDeadline *) deadlines->pdata[0])->id, ==, due);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_nonnull (elsewhere);
}

static void
test_order (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", "status", "ongoing", NULL);
  g_autofree char *partnership = add_record_of (desk->workspace, "partnership", "title", "One", NULL);
  g_autofree char *ending = add_record_of (desk->workspace, "agreement", "partnership", partnership, "object", "a", "amount", "0", "signed-on",
                                 "2023-01-01", "ends-on", "2026-05-20", NULL);
  g_autoptr (GPtrArray) alerts = list_alerts (desk, TODAY);

  for (guint i = 1; i < alerts->len; i++)
    g_assert_cmpint (((EntAlert *) alerts->pdata[i - 1])->severity, >=, ((EntAlert *) alerts->pdata[i])->severity);
  g_assert_cmpint (((EntAlert *) alerts->pdata[0])->kind, ==, ENT_ALERT_ENDING);
  g_assert_true (project != NULL && ending != NULL);
}

static void
test_deadlines (Desk *desk,
                gconstpointer unused)
{
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Eau", NULL);
  g_autofree char *late = add_record_of (desk->workspace, "milestone", "title", "late", "subject", project, "due", "2026-05-03", NULL);
  g_autofree char *done =
    add_record_of (desk->workspace, "milestone", "title", "done", "subject", project, "due", "2026-05-20", "done", "2026-05-02", NULL);
  g_autofree char *today = add_record_of (desk->workspace, "milestone", "title", "today", "subject", project, "due", TODAY, NULL);
  g_autofree char *mission = add_record_of (desk->workspace, "event", "title", "mission", "subject", project, "start", "2026-06-01", NULL);
  g_autofree char *gone = add_record_of (desk->workspace, "event", "title", "gone", "subject", project, "start", "2026-05-01", NULL);
  g_autofree char *far = add_record_of (desk->workspace, "milestone", "title", "far", "subject", project, "due", "2026-08-04", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ent_deadlines_list (desk->workspace, TODAY, 3, 10, NULL, &error);
  g_autoptr (GPtrArray) first = ent_deadlines_list (desk->workspace, TODAY, 3, 1, NULL, NULL);
  const char *const expected[] = { late, today, mission };

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < all->len; i++)
    {
      const EntDeadline *deadline = all->pdata[i];

      g_assert_cmpstr (deadline->id, ==, expected[i]);
      g_assert_cmpstr (deadline->subject, ==, "Eau");
      g_assert_true (deadline->late == (i == 0));
    }
  g_assert_cmpstr (((EntDeadline *) all->pdata[2])->field->name, ==, "start");
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (done != NULL && gone != NULL && far != NULL);
}

#define ADD(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/alerts/empty", test_empty);
  ADD ("/alerts/not-filed", test_not_filed);
  ADD ("/alerts/ending", test_ending);
  ADD ("/alerts/no-mandate", test_no_mandate);
  ADD ("/alerts/no-order", test_no_order);
  ADD ("/alerts/shares", test_shares);
  ADD ("/alerts/oda-window", test_oda_window);
  ADD ("/alerts/no-sought-return", test_no_sought_return);
  ADD ("/alerts/about", test_about);
  ADD ("/alerts/order", test_order);
  ADD ("/deadlines/order", test_deadlines);

  return g_test_run ();
}
