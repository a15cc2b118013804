/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desks that exchange records through the real server. */
#include <signal.h>

#include "desk.h"
#include "ent-projection.h"
#include "ent-sync-activity.h"

static void
assert_summary (EntSyncSummary summary,
                guint received,
                guint sent)
{
  g_assert_cmpuint (summary.received, ==, received);
  g_assert_cmpuint (summary.sent, ==, sent);
  g_assert_cmpuint (summary.conflicts, ==, 0);
  g_assert_cmpuint (summary.refused, ==, 0);
  g_assert_cmpuint (summary.quarantined, ==, 0);
}

/* Two desks with the team's database, and one project that both know. */
typedef struct
{
  EntWorkspace *anne;
  EntWorkspace *boris;
  char *id;
} Desks;

static void
desks_set_up (Server *server,
              Desks *desks,
              const char *circle)
{
  desks->anne = desk_new (server, "anne", SIREN);
  desks->boris = desk_new (server, "boris", SIREN);
  desk_add_remote (server, desks->anne, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (server, desks->boris, "Team", ENT_CIRCLE_TEAM, "unit");
  desks->id = desk_add_project (desks->anne, "Eau à Goris", circle);
  desk_set (desks->anne, desks->id, "themes", "water");
  assert_summary (desk_sync (server, desks->anne, "Team"), 0, 2);
  assert_summary (desk_sync (server, desks->boris, "Team"), 1, 0);
}

static void
desks_clear (Desks *desks)
{
  g_object_unref (desks->anne);
  g_object_unref (desks->boris);
  g_free (desks->id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desks, desks_clear)

static void
test_exchange (Server *server,
               gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GPtrArray) history = NULL;

  desks_set_up (server, &desks, NULL);
  assert_text (desks.boris, desks.id, "title", "Eau à Goris");
  assert_text (desks.boris, desks.id, "themes", "water");
  history = ent_workspace_history (desks.boris, desks.id, 10, NULL);
  g_assert_cmpuint (history->len, ==, 1);
  g_assert_cmpstr (((EntHistoryRow *) history->pdata[0])->who, ==, "anne");
  g_assert_cmpstr (((EntHistoryRow *) history->pdata[0])->origin, ==, "Team");

  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 0);
  assert_summary (desk_sync (server, desks.boris, "Team"), 0, 0);
}

static void
test_merge (Server *server,
            gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };

  desks_set_up (server, &desks, NULL);
  desk_set (desks.anne, desks.id, "status", "ongoing");
  desk_set (desks.anne, desks.id, "themes", "water;health");
  desk_set (desks.boris, desks.id, "description", "Un réseau de 12 km.");
  desk_set (desks.boris, desks.id, "themes", "education");
  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 1);
  assert_summary (desk_sync (server, desks.boris, "Team"), 1, 1);
  assert_summary (desk_sync (server, desks.anne, "Team"), 1, 0);

  for (guint i = 0; i < 2; i++)
    {
      EntWorkspace *desk = i == 0 ? desks.anne : desks.boris;

      assert_text (desk, desks.id, "status", "ongoing");
      assert_text (desk, desks.id, "description", "Un réseau de 12 km.");
      assert_text (desk, desks.id, "themes", "education;health");
    }
}

static void
make_conflict (Server *server,
               Desks *desks)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  EntSyncSummary summary;

  desks_set_up (server, desks, NULL);
  desk_set (desks->anne, desks->id, "title", "Eau potable à Goris");
  desk_set (desks->boris, desks->id, "title", "Eau de Goris");
  desk_set (desks->boris, desks->id, "status", "ongoing");
  assert_summary (desk_sync (server, desks->anne, "Team"), 0, 1);
  summary = desk_sync (server, desks->boris, "Team");
  g_assert_cmpuint (summary.conflicts, ==, 1);
  g_assert_cmpuint (summary.sent, ==, 1);

  conflicts = ent_sync_issues_list_conflicts (desks->boris, NULL, NULL, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->field, ==, "title");
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->base, ==, "\"Eau à Goris\"");
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->mine, ==, "\"Eau de Goris\"");
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->theirs, ==, "\"Eau potable à Goris\"");
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->who, ==, "anne");
  g_assert_nonnull (((EntConflict *) conflicts->pdata[0])->at);
}

static void
test_conflict (Server *server,
               gconstpointer side)
{
  static const char *const titles[] = { "Eau de Goris", "Eau potable à Goris", "Eau à Goris", "Eau de Goris / Eau potable à Goris" };
  g_auto (Desks) desks = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  make_conflict (server, &desks);

  /* Mine stays here, theirs there, until it is settled; all else travels. */
  assert_text (desks.boris, desks.id, "title", "Eau de Goris");
  assert_summary (desk_sync (server, desks.anne, "Team"), 1, 0);
  assert_text (desks.anne, desks.id, "title", "Eau potable à Goris");
  assert_text (desks.anne, desks.id, "status", "ongoing");
  assert_summary (desk_sync (server, desks.boris, "Team"), 0, 0);

  ent_sync_resolve (desks.boris, NULL, desks.id, "title", GPOINTER_TO_UINT (side), &error);
  g_assert_no_error (error);
  conflicts = ent_sync_issues_list_conflicts (desks.boris, NULL, NULL, NULL);
  g_assert_cmpuint (conflicts->len, ==, 0);
  desk_sync (server, desks.boris, "Team");
  assert_summary (desk_sync (server, desks.anne, "Team"), GPOINTER_TO_UINT (side) == ENT_SYNC_THEIRS ? 0 : 1, 0);
  assert_text (desks.anne, desks.id, "title", titles[GPOINTER_TO_UINT (side)]);
  assert_text (desks.boris, desks.id, "title", titles[GPOINTER_TO_UINT (side)]);
  assert_summary (desk_sync (server, desks.boris, "Team"), 0, 0);
  g_assert_false (ent_sync_resolve (desks.boris, NULL, desks.id, "title", ENT_SYNC_MINE, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

/* Paragraphs stand one after the other; of what is no text only one can be. */
static void
test_not_both (Server *server,
               gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GError) error = NULL;

  desks_set_up (server, &desks, NULL);
  desk_set (desks.anne, desks.id, "description", "Un réseau.");
  desk_set (desks.anne, desks.id, "status", "ongoing");
  desk_set (desks.boris, desks.id, "description", "Douze bornes.");
  desk_set (desks.boris, desks.id, "status", "suspended");
  desk_sync (server, desks.anne, "Team");
  g_assert_cmpuint (desk_sync (server, desks.boris, "Team").conflicts, ==, 2);

  g_assert_false (ent_sync_resolve (desks.boris, NULL, desks.id, "status", ENT_SYNC_BOTH, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  assert_text (desks.boris, desks.id, "status", "suspended");
  g_clear_error (&error);
  ent_sync_resolve (desks.boris, NULL, desks.id, "description", ENT_SYNC_BOTH, &error);
  g_assert_no_error (error);
  assert_text (desks.boris, desks.id, "description", "Douze bornes.\n\nUn réseau.");
}

/* The other side moves on while a conflict is open, and at last says what we say. */
static void
test_conflict_moves (Server *server,
                     gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GPtrArray) conflicts = NULL;

  make_conflict (server, &desks);
  desk_sync (server, desks.anne, "Team");
  desk_set (desks.anne, desks.id, "title", "Goris");
  desk_sync (server, desks.anne, "Team");
  desk_sync (server, desks.boris, "Team");
  conflicts = ent_sync_issues_list_conflicts (desks.boris, "Team", desks.id, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->base, ==, "\"Eau à Goris\"");
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->theirs, ==, "\"Goris\"");
  g_clear_pointer (&conflicts, g_ptr_array_unref);

  desk_set (desks.anne, desks.id, "title", "Eau de Goris");
  desk_sync (server, desks.anne, "Team");
  desk_sync (server, desks.boris, "Team");
  conflicts = ent_sync_issues_list_conflicts (desks.boris, "Team", desks.id, NULL);
  g_assert_cmpuint (conflicts->len, ==, 0);
  assert_text (desks.boris, desks.id, "title", "Eau de Goris");
}

static void
test_deletion (Server *server,
               gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };

  desks_set_up (server, &desks, NULL);
  desk_delete (desks.anne, desks.id);
  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 1);
  assert_summary (desk_sync (server, desks.boris, "Team"), 1, 0);
  g_assert_false (ent_workspace_exists (desks.boris, desks.id));
  assert_summary (desk_sync (server, desks.boris, "Team"), 0, 0);
  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 0);
}

/* Deleted on one desk, edited on the other: nothing happens to either before somebody chooses. */
static void
test_deletion_against_edit (Server *server,
                            gconstpointer side)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept = GPOINTER_TO_UINT (side) == ENT_SYNC_MINE;

  desks_set_up (server, &desks, NULL);
  desk_delete (desks.anne, desks.id);
  desk_set (desks.boris, desks.id, "status", "ongoing");
  desk_sync (server, desks.anne, "Team");
  g_assert_cmpuint (desk_sync (server, desks.boris, "Team").conflicts, ==, 1);
  g_assert_true (ent_workspace_exists (desks.boris, desks.id));
  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 0);
  conflicts = ent_sync_issues_list_conflicts (desks.boris, NULL, desks.id, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((EntConflict *) conflicts->pdata[0])->field, ==, "");
  g_assert_null (((EntConflict *) conflicts->pdata[0])->theirs);

  ent_sync_resolve (desks.boris, "Team", desks.id, "", GPOINTER_TO_UINT (side), &error);
  g_assert_no_error (error);
  desk_sync (server, desks.boris, "Team");
  desk_sync (server, desks.anne, "Team");
  g_assert_true (ent_workspace_exists (desks.boris, desks.id) == kept);
  g_assert_true (ent_workspace_exists (desks.anne, desks.id) == kept);
}

static void
test_edit_against_deletion (Server *server,
                            gconstpointer side)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean kept = GPOINTER_TO_UINT (side) == ENT_SYNC_THEIRS;

  desks_set_up (server, &desks, NULL);
  desk_set (desks.anne, desks.id, "status", "ongoing");
  desk_delete (desks.boris, desks.id);
  desk_sync (server, desks.anne, "Team");
  g_assert_cmpuint (desk_sync (server, desks.boris, "Team").conflicts, ==, 1);
  g_assert_false (ent_workspace_exists (desks.boris, desks.id));
  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 0);

  ent_sync_resolve (desks.boris, "Team", desks.id, "", GPOINTER_TO_UINT (side), &error);
  g_assert_no_error (error);
  desk_sync (server, desks.boris, "Team");
  desk_sync (server, desks.anne, "Team");
  g_assert_true (ent_workspace_exists (desks.boris, desks.id) == kept);
  g_assert_true (ent_workspace_exists (desks.anne, desks.id) == kept);
  if (kept)
    assert_text (desks.boris, desks.id, "status", "ongoing");
}

/* To the departments goes only what is theirs to see; what is ours is not erased by what comes back. */
static void
test_circles (Server *server,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) anne = desk_new (server, "anne", SIREN);
  g_autoptr (EntWorkspace) point = desk_new (server, "point", SIREN);
  g_autoptr (EntRecord) involvement = NULL;
  g_autofree char *shown = desk_add_project (anne, "Shown", "departments");
  g_autofree char *kept = desk_add_project (anne, "Kept", "team");
  g_autoptr (EntRecord) partnership = ent_record_new (ent_schema_find ("partnership"), NULL);
  const char *id = ent_record_get_id (partnership);

  desk_add_remote (server, anne, "Services", ENT_CIRCLE_DEPARTMENTS, "unit");
  desk_add_remote (server, point, "Unit", ENT_CIRCLE_DEPARTMENTS, "culture");
  ent_record_set_text (partnership, "title", "Grenoble – Sevan");
  ent_record_set_text (partnership, "notes", "Nothing for others.");
  desk_save (anne, partnership);

  assert_summary (desk_sync (server, anne, "Services"), 0, 3);
  assert_summary (desk_sync (server, point, "Unit"), 2, 0);
  g_assert_true (ent_workspace_exists (point, shown));
  g_assert_false (ent_workspace_exists (point, kept));
  assert_text (point, id, "title", "Grenoble – Sevan");
  assert_text (point, id, "notes", NULL);

  /* A department may not write this; the reason is kept, and not tried again until it is edited. */
  desk_set (point, id, "title", "Changed");
  g_assert_cmpuint (desk_sync (server, point, "Unit").refused, ==, 1);
  assert_summary (desk_sync (server, point, "Unit"), 0, 0);
  {
    g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (point, "Unit", NULL);

    g_assert_cmpuint (refused->len, ==, 1);
    g_assert_cmpstr (((EntRefusal *) refused->pdata[0])->error, ==, "forbidden");
    g_assert_cmpstr (((EntRefusal *) refused->pdata[0])->id, ==, id);
    g_assert_cmpstr (((EntRefusal *) refused->pdata[0])->reason, !=, "");
    ent_sync_issues_send_again (point, "Unit", id, NULL);
    g_assert_cmpuint (desk_sync (server, point, "Unit").refused, ==, 1);
  }
  desk_set (point, id, "title", "Grenoble – Sevan");
  assert_summary (desk_sync (server, point, "Unit"), 0, 0);
  {
    g_autoptr (GPtrArray) refused = ent_sync_issues_list_refused (point, "Unit", NULL);

    g_assert_cmpuint (refused->len, ==, 0);
  }

  /* What they may write arrives, and erases none of ours. */
  desk_set (anne, id, "objective", "Eau");
  desk_sync (server, anne, "Services");
  desk_sync (server, point, "Unit");
  assert_text (point, id, "objective", "Eau");
  assert_text (anne, id, "notes", "Nothing for others.");
}

static char *
tombstone_of (EntWorkspace *desk,
              const char *remote,
              const char *id)
{
  g_auto (EntBase) base = { 0 };
  gboolean found;

  ent_sync_state_get_base (desk, remote, id, &base, &found, NULL);
  g_assert_true (found);
  return g_steal_pointer (&base.document);
}

/* Withdrawn from the departments it is gone there, and nothing is deleted in the unit. */
static void
test_withdrawal (Server *server,
                 gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (EntWorkspace) point = desk_new (server, "point", SIREN);

  desks_set_up (server, &desks, "departments");
  desk_add_remote (server, desks.anne, "Services", ENT_CIRCLE_DEPARTMENTS, "unit");
  desk_add_remote (server, desks.boris, "Services", ENT_CIRCLE_DEPARTMENTS, "unit");
  desk_add_remote (server, point, "Unit", ENT_CIRCLE_DEPARTMENTS, "culture");
  desk_sync (server, desks.anne, "Services");
  desk_sync (server, desks.boris, "Services");
  desk_sync (server, point, "Unit");
  g_assert_true (ent_workspace_exists (point, desks.id));

  desk_set (desks.anne, desks.id, "circle", "team");
  assert_summary (desk_sync (server, desks.anne, "Services"), 0, 1);
  g_assert_null (tombstone_of (desks.anne, "Services", desks.id));
  assert_summary (desk_sync (server, point, "Unit"), 1, 0);
  g_assert_false (ent_workspace_exists (point, desks.id));

  /* The colleague, who sees that it is gone, waits for the team to tell: an edit does not bring it back meanwhile. */
  assert_summary (desk_sync (server, desks.boris, "Services"), 0, 0);
  desk_set (desks.boris, desks.id, "status", "ongoing");
  assert_summary (desk_sync (server, desks.boris, "Services"), 0, 0);
  desk_sync (server, desks.anne, "Team");
  assert_summary (desk_sync (server, desks.boris, "Team"), 1, 1);
  assert_text (desks.boris, desks.id, "circle", "team");
  assert_summary (desk_sync (server, desks.boris, "Services"), 0, 0);

  /* And it may be shown again. */
  desk_set (desks.boris, desks.id, "circle", "departments");
  assert_summary (desk_sync (server, desks.boris, "Services"), 0, 1);
  assert_summary (desk_sync (server, point, "Unit"), 1, 0);
  g_assert_true (ent_workspace_exists (point, desks.id));
}

/* In the Atlas each publishes under its own name, and reads all. */
static void
test_atlas (Server *server,
            gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (EntWorkspace) other = desk_new (server, "other", OTHER_SIREN);
  g_autofree char *draft = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *agreed = NULL;

  desks_set_up (server, &desks, "atlas");
  draft = desk_add_project (desks.anne, "Draft", "departments");
  desk_set (desks.anne, desks.id, "departments", "department:0190a1b2-0000-7000-8000-000000000009");
  desk_add_remote (server, desks.anne, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_add_remote (server, desks.boris, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_add_remote (server, other, "Atlas", ENT_CIRCLE_ATLAS, "other");

  items = ent_sync_preview (desks.anne, "Atlas", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((EntSyncItem *) items->pdata[0])->id, ==, desks.id);
  g_assert_cmpint (((EntSyncItem *) items->pdata[0])->why, ==, ENT_SYNC_NEW);
  g_assert_false (json_object_has_member (((EntSyncItem *) items->pdata[0])->document, "departments"));
  g_assert_false (json_object_has_member (((EntSyncItem *) items->pdata[0])->document, "edited-by"));
  g_assert_false (json_object_has_member (((EntSyncItem *) items->pdata[0])->document, "circle"));
  g_assert_true (json_object_has_member (((EntSyncItem *) items->pdata[0])->document, "title"));

  assert_summary (desk_sync (server, desks.anne, "Atlas"), 0, 1);
  assert_summary (desk_sync (server, other, "Atlas"), 1, 0);
  agreed = tombstone_of (other, "Atlas", desks.id);
  g_assert_nonnull (strstr (agreed, SIREN ":project:"));
  g_assert_true (ent_workspace_exists (other, desks.id));
  g_assert_false (ent_workspace_exists (other, draft));

  /* What is others' is never sent under our name, whatever is done to it here. */
  desk_set (other, desks.id, "title", "Ours");
  assert_summary (desk_sync (server, other, "Atlas"), 0, 0);

  /* The colleague already has it from the team, and recognises it. */
  assert_summary (desk_sync (server, desks.boris, "Atlas"), 0, 0);

  desk_set (desks.anne, desks.id, "circle", "departments");
  assert_summary (desk_sync (server, desks.anne, "Atlas"), 0, 1);
  g_assert_true (ent_workspace_exists (desks.anne, desks.id));
  assert_summary (desk_sync (server, other, "Atlas"), 1, 0);
  g_assert_false (ent_workspace_exists (other, desks.id));
}

static EntSyncSummary
publish (Server *server,
         EntWorkspace *desk,
         GPtrArray *seen)
{
  g_autoptr (GError) error = NULL;
  EntSyncSummary summary;

  ent_sync_run (desk, "Atlas", server->secrets, seen, NULL, &summary, &error);
  g_assert_no_error (error);
  return summary;
}

static GPtrArray *
look (EntWorkspace *desk)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = ent_sync_preview (desk, "Atlas", &error);

  g_assert_no_error (error);
  return items;
}

/* Published is what was looked at, and nothing that a second program wrote into the same workspace meanwhile. */
static void
test_seen (Server *server,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) desk = desk_new (server, "anne", SIREN);
  g_autoptr (EntWorkspace) reader = desk_new (server, "other", OTHER_SIREN);
  g_autoptr (EntWorkspace) writer = NULL;
  g_autofree char *calm = desk_add_project (desk, "Calm", "atlas");
  g_autofree char *busy = desk_add_project (desk, "Busy", "atlas");
  g_autofree char *taken_back = desk_add_project (desk, "Taken back", "atlas");
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) seen = NULL;
  EntSyncSummary summary;

  desk_add_remote (server, desk, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_add_remote (server, reader, "Atlas", ENT_CIRCLE_ATLAS, "other");
  writer = ent_workspace_open (ent_workspace_get_path (desk), 0, NULL);
  seen = look (desk);
  g_assert_cmpuint (seen->len, ==, 3);

  /* A value more, a record more, and one less; of one only what stays in the house. */
  desk_set (writer, busy, "description", "Not looked at");
  desk_set (writer, calm, "departments", "department:0190a1b2-0000-7000-8000-000000000009");
  desk_set (writer, taken_back, "circle", "team");
  late = desk_add_project (writer, "Late", "atlas");
  summary = publish (server, desk, seen);
  assert_summary (summary, 0, 1);
  g_assert_cmpuint (summary.unseen, ==, 2);
  desk_sync (server, reader, "Atlas");
  g_assert_true (ent_workspace_exists (reader, calm));
  g_assert_false (ent_workspace_exists (reader, busy));
  g_assert_false (ent_workspace_exists (reader, late));
  g_assert_false (ent_workspace_exists (reader, taken_back));

  /* It waits, also for who looked at nothing, and goes once it was looked at. */
  summary = publish (server, desk, NULL);
  assert_summary (summary, 0, 0);
  g_assert_cmpuint (summary.unseen, ==, 2);
  g_clear_pointer (&seen, g_ptr_array_unref);
  seen = look (desk);
  g_assert_cmpuint (seen->len, ==, 2);
  summary = publish (server, desk, seen);
  assert_summary (summary, 0, 2);
  g_assert_cmpuint (summary.unseen, ==, 0);
  desk_sync (server, reader, "Atlas");
  assert_text (reader, busy, "description", "Not looked at");

  /* Of a record that is there: another value than the one that was looked at, or a deletion instead of it. */
  desk_set (desk, calm, "title", "Calmer");
  desk_set (desk, busy, "title", "Busier");
  g_clear_pointer (&seen, g_ptr_array_unref);
  seen = look (desk);
  desk_set (writer, calm, "title", "Calmest");
  desk_delete (writer, busy);
  summary = publish (server, desk, seen);
  assert_summary (summary, 0, 0);
  g_assert_cmpuint (summary.unseen, ==, 2);
  desk_sync (server, reader, "Atlas");
  assert_text (reader, calm, "title", "Calm");
  g_assert_true (ent_workspace_exists (reader, busy));
}

/* What a colleague published meanwhile is not taken back there, unseen, by who has not heard of it from the team yet. Then less
 * leaves than was looked at, and nobody is asked again. */
static void
test_seen_by_two (Server *server,
                  gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GPtrArray) annes = NULL;
  EntSyncSummary summary;

  desks_set_up (server, &desks, "atlas");
  desk_add_remote (server, desks.anne, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_add_remote (server, desks.boris, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_sync (server, desks.anne, "Atlas");
  desk_sync (server, desks.boris, "Atlas");

  desk_set (desks.anne, desks.id, "title", "Eau potable");
  annes = look (desks.anne);
  desk_set (desks.boris, desks.id, "title", "Eau potable");
  desk_set (desks.boris, desks.id, "description", "Boris looked at this");
  assert_summary (desk_sync (server, desks.boris, "Atlas"), 0, 1);
  summary = publish (server, desks.anne, annes);
  assert_summary (summary, 0, 0);
  g_assert_cmpuint (summary.unseen, ==, 1);
  desk_sync (server, desks.boris, "Team");
  desk_sync (server, desks.anne, "Team");
  summary = publish (server, desks.anne, annes);
  assert_summary (summary, 0, 0);
  g_assert_cmpuint (summary.unseen, ==, 0);
  assert_text (desks.anne, desks.id, "description", "Boris looked at this");

  /* Nor does what a colleague wrote in the team leave from a desk where it was not looked at. */
  desk_set (desks.anne, desks.id, "title", "Eau de source");
  g_clear_pointer (&annes, g_ptr_array_unref);
  annes = look (desks.anne);
  desk_set (desks.boris, desks.id, "description", "Not for Anne to publish unseen");
  desk_sync (server, desks.boris, "Team");
  desk_sync (server, desks.anne, "Team");
  summary = publish (server, desks.anne, annes);
  assert_summary (summary, 0, 0);
  g_assert_cmpuint (summary.unseen, ==, 1);
}

/* What came, from whom, and what went: on each desk its own view of the same. */
static void
test_activity (Server *server,
               gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autoptr (GPtrArray) annes = NULL;
  g_autoptr (GPtrArray) boriss = NULL;
  g_autoptr (GPtrArray) few = NULL;
  const EntSyncActivity *last;

  desks_set_up (server, &desks, NULL);
  desk_set (desks.anne, desks.id, "title", "Eau potable");
  annes = ent_sync_activity_list (desks.anne, 9, NULL);
  for (guint i = 0; i < annes->len; i++)
    g_assert_true (((EntSyncActivity *) annes->pdata[i])->sent);
  g_clear_pointer (&annes, g_ptr_array_unref);
  desk_sync (server, desks.anne, "Team");
  desk_sync (server, desks.boris, "Team");

  annes = ent_sync_activity_list (desks.anne, 9, NULL);
  g_assert_cmpuint (annes->len, ==, 1);
  last = annes->pdata[0];
  g_assert_true (last->sent);
  g_assert_cmpstr (last->remote, ==, "Team");
  g_assert_cmpstr (last->who, ==, "anne");
  boriss = ent_sync_activity_list (desks.boris, 9, NULL);
  g_assert_cmpuint (boriss->len, >=, 1);
  for (guint i = 0; i < boriss->len; i++)
    {
      const EntSyncActivity *activity = boriss->pdata[i];

      g_assert_cmpstr (activity->remote, ==, "Team");
      g_assert_cmpstr (activity->who, ==, activity->sent ? "boris" : "anne");
      g_assert_cmpuint (activity->n_records, >, 0);
    }
  few = ent_sync_activity_list (desks.boris, 0, NULL);
  g_assert_cmpuint (few->len, ==, 0);
}

/* An embassy's opinion comes to the project that it is about, as the embassy's; nobody else may write it, and the embassy
 * may write nothing of the project. */
static void
test_embassy (Server *server,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) unit = desk_new (server, "anne", SIREN);
  g_autoptr (EntWorkspace) embassy = folder_make_workspace (&server->folder, "dakar");
  g_autofree char *id = desk_add_project (unit, "Eau", "atlas");
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (EntRecord) opinion = ent_record_new (ent_schema_find ("opinion"), NULL);
  g_autoptr (JsonObject) received = NULL;

  ent_workspace_set_setting (embassy, "publisher", "sn", NULL);
  desk_add_remote (server, unit, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  desk_add_remote (server, embassy, "Atlas", ENT_CIRCLE_ATLAS, "dakar");
  desk_sync (server, unit, "Atlas");
  desk_sync (server, embassy, "Atlas");
  assert_text (embassy, id, "title", "Eau");

  ent_record_set_text (person, "given-name", "Inès");
  ent_record_set_text (person, "family-name", "Morel");
  ent_record_set_text (person, "circle", "atlas");
  desk_save (embassy, person);
  ent_record_set_text (opinion, "project", id);
  ent_record_set_text (opinion, "correspondent", ent_record_get_id (person));
  ent_record_set_text (opinion, "date", "2026-05-04");
  ent_record_set_text (opinion, "opinion", "favourable");
  ent_record_set_text (opinion, "circle", "atlas");
  desk_save (embassy, opinion);
  desk_set (embassy, id, "title", "Ours");
  assert_summary (desk_sync (server, embassy, "Atlas"), 0, 2);
  assert_summary (desk_sync (server, unit, "Atlas"), 2, 0);
  assert_text (unit, id, "title", "Eau");
  assert_text (unit, ent_record_get_id (opinion), "project", id);
  received = ent_workspace_get_document (unit, ent_record_get_id (opinion), NULL);
  g_assert_cmpstr (ent_projection_get_publisher (received), ==, "sn");

  desk_set (unit, ent_record_get_id (opinion), "opinion", "unfavourable");
  assert_summary (desk_sync (server, unit, "Atlas"), 0, 0);
  assert_summary (desk_sync (server, embassy, "Atlas"), 0, 0);
  assert_text (embassy, ent_record_get_id (opinion), "opinion", "favourable");
}

static void
test_wrong_password (Server *server,
                     gconstpointer unused)
{
  g_autoptr (EntWorkspace) desk = desk_new (server, "anne", SIREN);
  g_autoptr (EntRemote) remote = NULL;
  g_autoptr (GError) error = NULL;

  desk_add_remote (server, desk, "Team", ENT_CIRCLE_TEAM, "unit");
  remote = ent_sync_state_get_remote (desk, "Team", NULL);
  ent_secrets_store_async (server->secrets, remote->url, "unit", "wrong", NULL, NULL, NULL);
  g_assert_false (ent_sync_run (desk, "Team", server->secrets, NULL, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_FAILED);
  g_clear_pointer (&remote, ent_remote_free);
  remote = ent_sync_state_get_remote (desk, "Team", NULL);
  g_assert_cmpstr (remote->status, ==, error->message);
  g_clear_error (&error);

  ent_secrets_clear_async (server->secrets, remote->url, "unit", NULL, NULL, NULL);
  g_assert_false (ent_sync_run (desk, "Team", server->secrets, NULL, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  ent_secrets_store_async (server->secrets, remote->url, "unit", PASSWORD, NULL, NULL, NULL);
  desk_sync (server, desk, "Team");
  g_clear_pointer (&remote, ent_remote_free);
  remote = ent_sync_state_get_remote (desk, "Team", NULL);
  g_assert_null (remote->status);
  g_assert_nonnull (remote->synced_at);
}

/* Another database under the same name: what was there is sent once more, and nothing is lost here. */
static void
test_new_database (Server *server,
                   gconstpointer unused)
{
  g_auto (Desks) desks = { 0 };
  g_autofree char *data = folder_name (&server->folder, "atlas");
  EntSyncSummary summary;

  desks_set_up (server, &desks, NULL);
  desk_set (desks.boris, desks.id, "status", "ongoing");
  server_stop (server);
  remove_tree (data);
  server_add_account (server, "unit", "unit", SIREN);
  server_start (server);

  for (guint i = 0; i < 2; i++)
    {
      EntWorkspace *desk = i == 0 ? desks.anne : desks.boris;
      g_autoptr (EntRemote) remote = ent_sync_state_get_remote (desk, "Team", NULL);

      g_free (remote->url);
      remote->url = ent_remote_check_url (server->url, NULL);
      ent_sync_state_save_remote (desk, remote, NULL);
      ent_secrets_store_async (server->secrets, remote->url, "unit", PASSWORD, NULL, NULL, NULL);
    }

  assert_summary (desk_sync (server, desks.anne, "Team"), 0, 2);
  summary = desk_sync (server, desks.boris, "Team");
  assert_summary (summary, 0, 1);
  assert_summary (desk_sync (server, desks.anne, "Team"), 1, 0);
  assert_text (desks.anne, desks.id, "status", "ongoing");
}

#define ADD(path, test, data) g_test_add ("/sync/server/" path, Server, data, server_set_up, test, server_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("exchange", test_exchange, NULL);
  ADD ("merge", test_merge, NULL);
  ADD ("conflict/mine", test_conflict, GUINT_TO_POINTER (ENT_SYNC_MINE));
  ADD ("conflict/theirs", test_conflict, GUINT_TO_POINTER (ENT_SYNC_THEIRS));
  ADD ("conflict/base", test_conflict, GUINT_TO_POINTER (ENT_SYNC_BASE));
  ADD ("conflict/both", test_conflict, GUINT_TO_POINTER (ENT_SYNC_BOTH));
  ADD ("conflict/both-in-vain", test_not_both, NULL);
  ADD ("conflict/moves", test_conflict_moves, NULL);
  ADD ("deletion", test_deletion, NULL);
  ADD ("deletion-against-edit/mine", test_deletion_against_edit, GUINT_TO_POINTER (ENT_SYNC_MINE));
  ADD ("deletion-against-edit/theirs", test_deletion_against_edit, GUINT_TO_POINTER (ENT_SYNC_THEIRS));
  ADD ("edit-against-deletion/mine", test_edit_against_deletion, GUINT_TO_POINTER (ENT_SYNC_MINE));
  ADD ("edit-against-deletion/theirs", test_edit_against_deletion, GUINT_TO_POINTER (ENT_SYNC_THEIRS));
  ADD ("circles", test_circles, NULL);
  ADD ("withdrawal", test_withdrawal, NULL);
  ADD ("atlas", test_atlas, NULL);
  ADD ("seen", test_seen, NULL);
  ADD ("seen-by-two", test_seen_by_two, NULL);
  ADD ("activity", test_activity, NULL);
  ADD ("embassy", test_embassy, NULL);
  ADD ("wrong-password", test_wrong_password, NULL);
  ADD ("new-database", test_new_database, NULL);

  return g_test_run ();
}
