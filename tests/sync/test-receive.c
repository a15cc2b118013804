/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others send, taken into a workspace: good, strange and hostile. */
#include "desk.h"
#include "ent-alerts.h"
#include "ent-record-json.h"
#include "ent-sync-work.h"

#define PROJECT "project:0190a1b2-0000-7000-8000-00000000000a"

typedef struct
{
  Server server; /* only its folder is used */
  EntWorkspace *desk;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  folder_set_up (&fixture->server.folder, NULL);
  fixture->server.url = g_strdup ("https://example.org");
  fixture->server.secrets = ent_secrets_new_memory ();
  fixture->desk = desk_new (&fixture->server, "anne", SIREN);
  desk_add_remote (&fixture->server, fixture->desk, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (&fixture->server, fixture->desk, "Atlas", ENT_CIRCLE_ATLAS, "unit");
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_object_unref (fixture->desk);
  remove_tree (fixture->server.folder.path);
  g_free (fixture->server.folder.path);
  g_free (fixture->server.url);
  g_object_unref (fixture->server.secrets);
}

/* Takes in rows, given as JSON. */
static EntSyncSummary
take (Fixture *fixture,
      const char *remote,
      const char *rows)
{
  g_autoptr (EntSyncWork) work = ent_sync_work_new (ENT_SYNC_WORK_TAKE, remote);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ent_json_from_text (rows, -1, &error);

  g_assert_no_error (error);
  work->rows = json_node_dup_array (node);
  work->since = g_strdup ("7");
  ent_sync_work_run (work, fixture->desk, &error);
  g_assert_no_error (error);
  return work->summary;
}

static guint
count_quarantined (Fixture *fixture,
                   const char *remote)
{
  g_autoptr (GPtrArray) quarantined = ent_sync_issues_list_quarantined (fixture->desk, remote, NULL);

  return quarantined->len;
}

/* Hands back what a round would send. */
static GPtrArray *
collect (Fixture *fixture,
         const char *remote)
{
  g_autoptr (EntSyncWork) work = ent_sync_work_new (ENT_SYNC_WORK_COLLECT, remote);
  g_autoptr (GError) error = NULL;

  work->max_parcels = 100;
  work->seen = ent_sync_preview (fixture->desk, remote, &error);
  g_assert_no_error (error);
  ent_sync_work_run (work, fixture->desk, &error);
  g_assert_no_error (error);
  return g_ptr_array_ref (work->parcels);
}

static gboolean
would_send (Fixture *fixture,
            const char *remote,
            const char *id)
{
  g_autoptr (GPtrArray) parcels = collect (fixture, remote);

  for (guint i = 0; i < parcels->len; i++)
    if (g_str_equal (((EntSyncParcel *) parcels->pdata[i])->id, id))
      return TRUE;

  return FALSE;
}

#define ROW(id, rev, members) "{\"seq\":null,\"id\":\"" id "\",\"changes\":[{\"rev\":\"" rev "\"}],\"doc\":{\"_id\":\"" id "\",\"_rev\":\"" rev "\"," members "}}"
#define GOOD(rev, title) ROW (PROJECT, rev, "\"type\":\"project\",\"title\":\"" title "\"")

static void
test_authors (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GPtrArray) history = NULL;
  const char *who[] = { "chloé", "boris", "boris" };

  take (fixture, "Team",
        "[" ROW ("project:1", "1-a", "\"type\":\"project\",\"title\":\"a\",\"edited-by\":\"boris\",\"edited-at\":\"2025-01-02T03:04:05Z\"")
        "," ROW ("project:2", "1-a", "\"type\":\"project\",\"title\":\"b\",\"edited-by\":\"boris\",\"edited-at\":\"2025-01-02T06:04:05+03:00\"")
        "," ROW ("project:3", "1-a", "\"type\":\"project\",\"title\":\"c\",\"edited-by\":\"chloé\",\"edited-at\":\"yesterday\"") "]");
  history = ent_workspace_history (fixture->desk, NULL, 3, NULL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (((EntHistoryRow *) history->pdata[i])->who, ==, who[i]);
  g_assert_cmpint (((EntHistoryRow *) history->pdata[1])->change, ==, ((EntHistoryRow *) history->pdata[2])->change);

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("project:%u", i);
      g_autofree char *author = NULL;
      g_autofree char *at = NULL;

      ent_sync_state_get_last_edit (fixture->desk, id, &author, &at, NULL);
      g_assert_cmpstr (author, ==, "boris");
      g_assert_cmpstr (at, ==, i == 1 ? "2025-01-02T03:04:05Z" : "2025-01-02T03:04:05Z");
    }

  /* What is written here from now on is ours again. */
  desk_set (fixture->desk, "project:1", "title", "z");
  g_clear_pointer (&history, g_ptr_array_unref);
  history = ent_workspace_history (fixture->desk, "project:1", 1, NULL);
  g_assert_cmpstr (((EntHistoryRow *) history->pdata[0])->who, ==, "anne");
}

/* What is agreed on with a server of a record that is new here: what it sent, but who edited it, and when. */
static void
test_agreed (Fixture *fixture,
             gconstpointer unused)
{
  static const struct
  {
    const char *rows;
    const char *agreed;
  } news[] = {
    { "[" ROW ("project:1", "1-a", "\"title\":\"a\",\"type\":\"project\",\"themes\":[\"water\",\"health\"],\"edited-by\":\"boris\"") "]",
      "{\"_id\":\"project:1\",\"type\":\"project\",\"title\":\"a\",\"themes\":[\"health\",\"water\"]}" },
    { "[" ROW ("project:2", "1-a", "\"type\":\"project\",\"title\":\"b\",\"of-tomorrow\":{\"a\":1}") "]",
      "{\"_id\":\"project:2\",\"type\":\"project\",\"title\":\"b\",\"of-tomorrow\":{\"a\":1}}" },
    { "[" ROW ("project:3", "1-a", "\"type\":\"project\",\"title\":\"c\",\"_attachments\":{\"x\":{\"stub\":true}}") "]",
      "{\"_id\":\"project:3\",\"type\":\"project\",\"title\":\"c\",\"_attachments\":{\"x\":{\"stub\":true}}}" },
    { "[" ROW ("project:4", "1-a", "\"type\":\"project\",\"title\":\"d\",\"edited-fields\":[\"title\"]") "]",
      "{\"_id\":\"project:4\",\"type\":\"project\",\"title\":\"d\",\"edited-fields\":[\"title\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    {
      g_autofree char *id = g_strdup_printf ("project:%u", i + 1);
      g_auto (EntBase) base = { 0 };
      gboolean found;

      g_assert_cmpuint (take (fixture, "Team", news[i].rows).received, ==, 1);
      g_assert_true (ent_sync_state_get_base (fixture->desk, "Team", id, &base, &found, NULL));
      g_assert_cmpstr (base.rev, ==, "1-a");
      g_assert_cmpstr (base.document, ==, news[i].agreed);
      g_assert_false (would_send (fixture, "Team", id));
    }
}

static void
test_quarantine (Fixture *fixture,
                 gconstpointer unused)
{
  static const char *const rows[] = {
    ROW (PROJECT, "2-b", "\"type\":\"person\",\"title\":\"a\""),
    ROW (PROJECT, "2-b", "\"type\":\"project\""),
    ROW (PROJECT, "2-b", "\"type\":\"project\",\"title\":7"),
    ROW (PROJECT, "2-b", "\"type\":\"project\",\"title\":\"a\",\"start\":\"31/12/2020\""),
    ROW (PROJECT, "2-b", "\"type\":\"project\",\"title\":\"a\",\"themes\":\"water\""),
    ROW (PROJECT, "2-b", "\"type\":\"project\",\"title\":\"a\",\"themes\":[\"magic\"]"),
    "{\"id\":\"" PROJECT "\",\"changes\":[{\"rev\":\"2-b\"}],\"doc\":null}",
    "{\"id\":\"" PROJECT "\",\"changes\":[{\"rev\":\"2-b\"}],\"doc\":{\"_id\":\"project:other\",\"type\":\"project\",\"title\":\"a\"}}",
    "{\"id\":\"" PROJECT "\",\"changes\":7,\"doc\":[]}",
  };

  take (fixture, "Team", "[" GOOD ("1-a", "Eau") "]");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *page = g_strdup_printf ("[%s,%s]", rows[i], ROW ("project:next", "1-x", "\"type\":\"project\",\"title\":\"Next\""));
      EntSyncSummary summary = take (fixture, "Team", page);

      g_assert_cmpuint (summary.quarantined, ==, 1);
      g_assert_cmpuint (count_quarantined (fixture, "Team"), ==, 1);
      assert_text (fixture->desk, PROJECT, "title", "Eau");
      /* What we have of it stays here, for it would be refused there. */
      desk_set (fixture->desk, PROJECT, "places", i % 2 ? "a" : "b");
      g_assert_false (would_send (fixture, "Team", PROJECT));
    }
  g_assert_true (ent_workspace_exists (fixture->desk, "project:next"));

  /* A later revision that is well takes its place. */
  g_assert_cmpuint (take (fixture, "Team", "[" GOOD ("3-c", "Eaux") "]").received, ==, 1);
  g_assert_cmpuint (count_quarantined (fixture, "Team"), ==, 0);
  assert_text (fixture->desk, PROJECT, "title", "Eaux");
  g_assert_true (would_send (fixture, "Team", PROJECT));
}

static gboolean
is_warned (Fixture *fixture,
           EntAlertKind kind,
           const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alerts = ent_alerts_list (fixture->desk, "2026-06-15", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < alerts->len; i++)
    if (((EntAlert *) alerts->pdata[i])->kind == kind && g_strcmp0 (((EntAlert *) alerts->pdata[i])->id, id) == 0)
      return TRUE;

  return FALSE;
}

#define TEAM_ROW(id, type, members) ROW (id, "1-a", "\"type\":\"" type "\"," members)

/* What two desks wrote without knowing of each other clashes only here: it is kept as it came, and shown. */
static void
test_clashes (Fixture *fixture,
              gconstpointer unused)
{
  EntSyncSummary summary =
    take (fixture, "Team",
          "[" TEAM_ROW ("authority:1", "authority", "\"name\":\"Vienne\",\"country\":\"FR\"") ","
          TEAM_ROW ("person:1", "person", "\"given-name\":\"Anne\",\"family-name\":\"Martin\"") ","
          TEAM_ROW ("person:2", "person", "\"given-name\":\"Boris\",\"family-name\":\"Petit\"") ","
          TEAM_ROW ("role:1", "role", "\"person\":\"person:1\",\"body\":\"authority:1\",\"kind\":\"elected\"") ","
          TEAM_ROW ("role:2", "role", "\"person\":\"person:2\",\"body\":\"authority:1\",\"kind\":\"elected\"") ","
          TEAM_ROW ("mandate:1", "mandate", "\"role\":\"role:1\",\"function\":\"chief-executive\",\"start\":\"2020\"") ","
          TEAM_ROW ("mandate:2", "mandate", "\"role\":\"role:2\",\"function\":\"chief-executive\",\"start\":\"2022\"") ","
          TEAM_ROW ("department:1", "department", "\"name\":\"A\",\"parent\":\"department:2\"") ","
          TEAM_ROW ("department:2", "department", "\"name\":\"B\",\"parent\":\"department:1\"") ","
          TEAM_ROW ("department:3", "department", "\"name\":\"C\",\"parent\":\"department:3\"") "]");

  g_assert_cmpuint (summary.received, ==, 10);
  g_assert_cmpuint (summary.quarantined, ==, 0);
  g_assert_true (is_warned (fixture, ENT_ALERT_TWO_CHIEFS, "mandate:2"));
  g_assert_true (is_warned (fixture, ENT_ALERT_CIRCLE, "department:1"));
  g_assert_true (is_warned (fixture, ENT_ALERT_CIRCLE, "department:3"));
  g_assert_false (would_send (fixture, "Team", "mandate:2"));

  /* Mended here, it goes there. */
  desk_set (fixture->desk, "mandate:1", "end", "2022");
  desk_set (fixture->desk, "department:3", "parent", "");
  g_assert_false (is_warned (fixture, ENT_ALERT_TWO_CHIEFS, "mandate:2"));
  g_assert_false (is_warned (fixture, ENT_ALERT_CIRCLE, "department:3"));
  g_assert_true (would_send (fixture, "Team", "mandate:1"));
}

/* What no record may hold by itself is put aside, and what is good beside it comes. */
static void
test_impossible (Fixture *fixture,
                 gconstpointer unused)
{
  static const char *const rows[] = {
    TEAM_ROW ("document:1", "document", "\"title\":\"Film\",\"subject\":\"" PROJECT "\",\"size\":200000000"),
    TEAM_ROW ("mandate:1", "mandate", "\"role\":\"role:1\",\"start\":\"2026-03-22\",\"end\":\"22/03/2020\""),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *page = g_strdup_printf ("[%s,%s]", rows[i], GOOD ("1-a", "Eau"));

      g_assert_cmpuint (take (fixture, "Team", page).quarantined, ==, 1);
      g_assert_cmpuint (count_quarantined (fixture, "Team"), ==, i + 1);
      assert_text (fixture->desk, PROJECT, "title", "Eau");
    }
}

/* Dates that contradict each other, and thirty hours in a day: a form asks to correct them, and nothing is lost until then. */
static void
test_contradictions (Fixture *fixture,
                     gconstpointer unused)
{
  EntSyncSummary summary =
    take (fixture, "Team",
          "[" TEAM_ROW ("mandate:1", "mandate", "\"role\":\"role:1\",\"start\":\"2026-03-22\",\"end\":\"2020-05-18\"") ","
          TEAM_ROW ("involvement:1", "involvement", "\"person\":\"person:1\",\"subject\":\"" PROJECT "\",\"from\":\"2026-05-04\","
                                                    "\"amount\":30,\"unit\":\"hours\",\"kind\":\"expertise\"") "]");
  g_autoptr (EntRecord) mandate = ent_workspace_get (fixture->desk, "mandate:1", NULL);
  g_autoptr (EntRecord) involvement = ent_workspace_get (fixture->desk, "involvement:1", NULL);
  g_autoptr (GError) dates = NULL;
  g_autoptr (GError) hours = NULL;

  g_assert_cmpuint (summary.received + summary.quarantined, ==, 2);
  g_assert_cmpuint (summary.received, ==, 2);
  g_assert_false (ent_workspace_save (fixture->desk, mandate, &dates));
  g_assert_error (dates, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_false (ent_workspace_save (fixture->desk, involvement, &hours));
  g_assert_error (hours, ENT_ERROR, ENT_ERROR_INVALID);
}

static void
test_strange_ids (Fixture *fixture,
                  gconstpointer unused)
{
  EntSyncSummary summary = take (fixture, "Team",
                                 "[{\"id\":\"_design/x\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{}},"
                                 "{\"id\":\"\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{}},"
                                 "{\"id\":\"../../x\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{\"_id\":\"../../x\"}},"
                                 "{\"id\":\"gone for ever\",\"changes\":[{\"rev\":\"2-a\"}],\"deleted\":true}]");

  g_assert_cmpuint (summary.quarantined, ==, 2);
  g_assert_cmpuint (summary.received, ==, 0);
}

static void
test_retry_quarantine (Fixture *fixture,
                       gconstpointer unused)
{
  const EntQuarantined readable = {
    .remote = (char *) "Team",
    .id = (char *) PROJECT,
    .rev = (char *) "1-a",
    .document = (char *) "{\"_id\":\"" PROJECT "\",\"_rev\":\"1-a\",\"type\":\"project\",\"title\":\"Eau\"}",
    .reason = (char *) "an older version did not know this",
    .at = (char *) "2025-01-01T00:00:00Z",
  };
  g_autoptr (GError) error = NULL;
  guint taken;

  ent_sync_issues_set_quarantined (fixture->desk, &readable, &error);
  g_assert_no_error (error);
  take (fixture, "Team", "[" ROW ("project:bad", "1-a", "\"type\":\"project\"") "]");
  ent_sync_retry_quarantine (fixture->desk, "Team", &taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken, ==, 1);
  g_assert_cmpuint (count_quarantined (fixture, "Team"), ==, 1);
  assert_text (fixture->desk, PROJECT, "title", "Eau");
}

/* Nobody gets at a record by publishing under its identifier. */
static void
test_impostors (Fixture *fixture,
                gconstpointer unused)
{
  g_autofree char *id = desk_add_project (fixture->desk, "Ours", "atlas");
  g_autofree char *rows = g_strdup_printf ("[{\"id\":\"sn:%1$s\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{\"_id\":\"sn:%1$s\",\"type\":\"project\",\"title\":\"Theirs\"}}]", id);
  g_autofree char *deletion = g_strdup_printf ("[{\"id\":\"sn:%1$s\",\"changes\":[{\"rev\":\"2-a\"}],\"deleted\":true,\"doc\":{\"_id\":\"sn:%1$s\",\"_deleted\":true}}]", id);

  g_assert_cmpuint (take (fixture, "Atlas", rows).quarantined, ==, 1);
  assert_text (fixture->desk, id, "title", "Ours");
  take (fixture, "Atlas", deletion);
  assert_text (fixture->desk, id, "title", "Ours");

  /* Nor at what a third party publishes. */
  take (fixture, "Atlas", "[" ROW ("am:organisation:1", "1-a", "\"type\":\"organisation\",\"name\":\"A\"") "]");
  g_assert_cmpuint (take (fixture, "Atlas", "[" ROW ("sn:organisation:1", "1-a", "\"type\":\"organisation\",\"name\":\"B\"") "]").quarantined, ==, 1);
  assert_text (fixture->desk, "organisation:1", "name", "A");
}

/* What others publish is read here and sent nowhere. */
static void
test_foreign (Fixture *fixture,
              gconstpointer unused)
{
  take (fixture, "Atlas", "[" ROW ("sn:organisation:1", "1-a", "\"type\":\"organisation\",\"name\":\"SCAC Dakar\",\"notes\":\"smuggled\"") "]");
  assert_text (fixture->desk, "organisation:1", "name", "SCAC Dakar");
  assert_text (fixture->desk, "organisation:1", "notes", NULL);
  desk_set (fixture->desk, "organisation:1", "notes", "Ours alone.");
  g_assert_false (would_send (fixture, "Atlas", "organisation:1"));
  g_assert_false (would_send (fixture, "Team", "organisation:1"));

  take (fixture, "Atlas", "[" ROW ("sn:organisation:1", "2-b", "\"type\":\"organisation\",\"name\":\"SCAC de Dakar\"") "]");
  assert_text (fixture->desk, "organisation:1", "name", "SCAC de Dakar");
  assert_text (fixture->desk, "organisation:1", "notes", "Ours alone.");
  g_assert_false (would_send (fixture, "Team", "organisation:1"));

  /* Without the remote they are still not ours. */
  ent_remote_remove (fixture->desk, "Atlas", NULL);
  desk_add_remote (&fixture->server, fixture->desk, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_set (fixture->desk, "organisation:1", "circle", "atlas");
  g_assert_false (would_send (fixture, "Atlas", "organisation:1"));
}

/* A moderator who takes our sheet out of the Atlas does not take it out of our files. */
static void
test_moderation (Fixture *fixture,
                 gconstpointer unused)
{
  g_autofree char *id = desk_add_project (fixture->desk, "Ours", "atlas");
  g_autofree char *live = g_strdup_printf ("[{\"id\":\"" SIREN ":%1$s\",\"changes\":[{\"rev\":\"1-a\"}],\"doc\":{\"_id\":\"" SIREN ":%1$s\",\"type\":\"project\",\"title\":\"Ours\"}}]", id);
  g_autofree char *deletion = g_strdup_printf ("[{\"id\":\"" SIREN ":%1$s\",\"changes\":[{\"rev\":\"2-a\"}],\"deleted\":true,\"doc\":{\"_id\":\"" SIREN ":%1$s\",\"_deleted\":true}}]", id);

  take (fixture, "Atlas", live);
  take (fixture, "Atlas", deletion);
  assert_text (fixture->desk, id, "title", "Ours");
  assert_text (fixture->desk, id, "circle", "departments");
  g_assert_false (would_send (fixture, "Atlas", id));
  desk_set (fixture->desk, id, "circle", "atlas");
  g_assert_true (would_send (fixture, "Atlas", id));
}

/* What a newer version knows is kept, sent back, and merged like all else. */
static void
test_unknown (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GPtrArray) parcels = NULL;
  const EntSyncParcel *parcel = NULL;

  take (fixture, "Team", "[" ROW (PROJECT, "1-a", "\"type\":\"project\",\"title\":\"Eau\",\"risk\":{\"level\":3},\"n\":null") ","
                         ROW ("treaty:1", "1-a", "\"type\":\"treaty\",\"text\":\"x\",\"parts\":[1,2]") "]");
  desk_set (fixture->desk, PROJECT, "title", "Eaux");
  parcels = collect (fixture, "Team");
  for (guint i = 0; i < parcels->len; i++)
    if (g_str_equal (((EntSyncParcel *) parcels->pdata[i])->id, PROJECT))
      parcel = parcels->pdata[i];
  g_assert_nonnull (parcel);
  g_assert_nonnull (strstr (parcel->body, "\"risk\":{\"level\":3}"));
  g_assert_nonnull (strstr (parcel->body, "\"_rev\":\"1-a\""));

  take (fixture, "Team", "[" ROW (PROJECT, "2-b", "\"type\":\"project\",\"title\":\"Eau\",\"risk\":{\"level\":4}") ","
                         ROW ("treaty:1", "2-b", "\"type\":\"treaty\",\"text\":\"y\",\"parts\":[1,2]") "]");
  {
    g_autoptr (JsonObject) project = ent_workspace_get_document (fixture->desk, PROJECT, NULL);
    g_autoptr (JsonObject) treaty = ent_workspace_get_document (fixture->desk, "treaty:1", NULL);

    g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (project, "risk"), "level"), ==, 4);
    g_assert_cmpstr (json_object_get_string_member (treaty, "text"), ==, "y");
  }
  assert_text (fixture->desk, PROJECT, "title", "Eaux");
}

/* The same page twice, as after a lost answer or a sequence that went back, is no news. */
static void
test_again (Fixture *fixture,
            gconstpointer unused)
{
  EntSyncSummary summary;
  gint64 change;

  take (fixture, "Team", "[" GOOD ("1-a", "Eau") "," GOOD ("2-b", "Eaux") "]");
  change = ent_workspace_get_last_change (fixture->desk);
  summary = take (fixture, "Team", "[" GOOD ("2-b", "Eaux") "]");
  g_assert_cmpuint (summary.received, ==, 0);
  g_assert_cmpint (ent_workspace_get_last_change (fixture->desk), ==, change);
  g_assert_false (would_send (fixture, "Team", PROJECT));
}

/* What came in the first round is not looked at again; under a name that meant another server, everything is. */
static void
test_first_round (Fixture *fixture,
                  gconstpointer unused)
{
  g_autoptr (EntSyncWork) open = ent_sync_work_new (ENT_SYNC_WORK_OPEN, "Team");
  g_autoptr (EntSyncWork) open_again = ent_sync_work_new (ENT_SYNC_WORK_OPEN, "Team");
  g_autoptr (GError) error = NULL;
  gint64 ignored;

  ent_sync_work_run (open, fixture->desk, &error);
  g_assert_no_error (error);
  take (fixture, "Team", "[" GOOD ("1-a", "Eau") "]");
  {
    g_autoptr (EntRemote) remote = ent_sync_state_get_remote (fixture->desk, "Team", NULL);
    g_auto (GStrv) ids = ent_sync_state_list_candidates (fixture->desk, remote, open->start, &ignored, NULL);

    g_assert_cmpstrv (ids, ((const char *const[]){ OWN_AUTHORITY, NULL }));
  }

  ent_remote_remove (fixture->desk, "Team", NULL);
  desk_add_remote (&fixture->server, fixture->desk, "Team", ENT_CIRCLE_TEAM, "unit");
  ent_sync_work_run (open_again, fixture->desk, &error);
  g_assert_no_error (error);
  {
    g_autoptr (EntRemote) remote = ent_sync_state_get_remote (fixture->desk, "Team", NULL);
    g_auto (GStrv) ids = ent_sync_state_list_candidates (fixture->desk, remote, open_again->start, &ignored, NULL);

    g_assert_cmpstrv (ids, ((const char *const[]){ OWN_AUTHORITY, PROJECT, NULL }));
  }
}

static void
test_read_only (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (EntSyncWork) work = ent_sync_work_new (ENT_SYNC_WORK_TAKE, "Team");
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) reader = ent_workspace_open (ent_workspace_get_path (fixture->desk), ENT_WORKSPACE_READ_ONLY, &error);

  g_assert_no_error (error);
  work->rows = json_array_new ();
  g_assert_false (ent_sync_work_run (work, reader, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY);
  {
    g_autoptr (GPtrArray) items = ent_sync_preview (reader, "Team", NULL);

    g_assert_cmpuint (items->len, ==, 1);
  }
}

static void
check_url (const char *url,
           const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = ent_remote_check_url (url, &error);

  g_assert_cmpstr (canonical, ==, wanted);
  if (wanted == NULL)
    g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
}

static void
test_remotes (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  check_url ("https://atlas.example.org/", "https://atlas.example.org");
  check_url (" atlas.example.org ", "https://atlas.example.org");
  check_url ("HTTPS://atlas.example.org:6984/couch//", "https://atlas.example.org:6984/couch");
  check_url ("http://127.0.0.1:5985", "http://127.0.0.1:5985");
  check_url ("http://[::1]:5985/", "http://[::1]:5985");
  check_url ("http://localhost:5985/", "http://localhost:5985");
  check_url ("http://atlas.example.org", NULL);
  check_url ("http://127.0.0.1.example.org", NULL);
  check_url ("https://anne:secret@atlas.example.org", NULL);
  check_url ("https://atlas.example.org/?a=b", NULL);
  check_url ("ftp://atlas.example.org", NULL);
  check_url ("https://", NULL);
  check_url ("", NULL);

  g_assert_false (ent_remote_add (fixture->desk, " Team ", "https://example.org", ENT_CIRCLE_TEAM, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (ent_remote_add (fixture->desk, " ", "https://example.org", ENT_CIRCLE_TEAM, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ent_remote_add (fixture->desk, "x", "https://example.org", ENT_CIRCLE_TEAM, "a:b", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ent_remote_remove (fixture->desk, "nowhere", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

#define ADD(path, test) g_test_add ("/sync/receive/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("authors", test_authors);
  ADD ("agreed", test_agreed);
  ADD ("quarantine", test_quarantine);
  ADD ("clashes", test_clashes);
  ADD ("impossible", test_impossible);
  ADD ("contradictions", test_contradictions);
  ADD ("strange-ids", test_strange_ids);
  ADD ("retry-quarantine", test_retry_quarantine);
  ADD ("impostors", test_impostors);
  ADD ("foreign", test_foreign);
  ADD ("moderation", test_moderation);
  ADD ("unknown", test_unknown);
  ADD ("again", test_again);
  ADD ("first-round", test_first_round);
  ADD ("read-only", test_read_only);
  ADD ("remotes", test_remotes);

  return g_test_run ();
}
