/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two windows that keep themselves synchronised, through stores with threads of their own. */
#include "desk.h"
#include "ent-sync-scheduler.h"

#define PATIENCE_SECONDS 60

typedef struct
{
  EntStore *store;
  EntSyncScheduler *scheduler;
  guint n_ended;
  guint n_failed;
} Desk;

static gboolean
give_up (gpointer what)
{
  g_error ("waited too long: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

#define WAIT_UNTIL(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, give_up, (gpointer) #condition);                         \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (patience);                                                                                        \
  }                                                                                                                    \
  G_STMT_END

static void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
ended_cb (EntSyncScheduler *scheduler,
          const char *remote,
          const char *message,
          gboolean well,
          gpointer user_data)
{
  Desk *desk = user_data;

  g_assert_cmpstr (message, !=, "");
  desk->n_ended++;
  desk->n_failed += !well;
}

static void
desk_open (Desk *desk,
           Server *server,
           const char *name)
{
  g_autoptr (EntWorkspace) workspace = desk_new (server, name, SIREN);
  g_autofree char *path = g_strdup (ent_workspace_get_path (workspace));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  desk_add_remote (server, workspace, "Team", ENT_CIRCLE_TEAM, "unit");
  desk_add_remote (server, workspace, "Atlas", ENT_CIRCLE_ATLAS, "unit");
  g_clear_object (&workspace);
  ent_store_open_async (path, 0, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  desk->store = ent_store_open_finish (result, &error);
  g_assert_no_error (error);
  ent_store_set_user (desk->store, name);
  desk->scheduler = ent_sync_scheduler_new (desk->store, server->secrets);
  g_signal_connect (desk->scheduler, "ended", G_CALLBACK (ended_cb), desk);
}

static void
desk_close (Desk *desk)
{
  EntSyncDriver *driver = ent_sync_scheduler_get_driver (desk->scheduler);

  ent_sync_scheduler_stop (desk->scheduler);
  ent_sync_scheduler_cancel (desk->scheduler);
  WAIT_UNTIL (!ent_sync_driver_is_running (driver));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (desk->scheduler);
  ent_store_close (desk->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (desk->store);
}

static void
desk_store (Desk *desk,
            EntRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_save_async (desk->store, record, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  ent_store_write_finish (desk->store, result, &error);
  g_assert_no_error (error);
}

static gboolean
knows (Desk *desk,
       const char *id)
{
  return ent_workspace_exists (ent_store_get_reader (desk->store), id);
}

static void
test_by_itself (Server *server,
                gconstpointer unused)
{
  Desk anne = { 0 }, boris = { 0 };
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (EntRecord) published = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (GPtrArray) items = NULL;

  desk_open (&anne, server, "anne");
  desk_open (&boris, server, "boris");

  /* Nothing happens before the user has synchronised once. */
  ent_sync_scheduler_start (anne.scheduler);
  ent_sync_scheduler_start (boris.scheduler);
  ent_sync_scheduler_sync (anne.scheduler, "Team", 0, NULL);
  ent_sync_scheduler_sync (anne.scheduler, "Atlas", 0, NULL);
  g_assert_true (ent_sync_scheduler_is_waiting (anne.scheduler, "Atlas"));
  WAIT_UNTIL (anne.n_ended == 2);
  g_assert_cmpuint (boris.n_ended, ==, 0);
  ent_sync_scheduler_sync (boris.scheduler, "Team", 0, NULL);
  WAIT_UNTIL (boris.n_ended == 1);

  /* What one writes the other has a moment later, without a hand on anything. */
  ent_record_set_text (project, "title", "Eau");
  desk_store (&anne, project);
  WAIT_UNTIL (knows (&boris, ent_record_get_id (project)));

  /* But nothing is published that nobody has looked at. */
  ent_record_set_text (published, "title", "Public");
  ent_record_set_text (published, "circle", "atlas");
  desk_store (&anne, published);
  WAIT_UNTIL (knows (&boris, ent_record_get_id (published)));
  items = ent_sync_preview (ent_store_get_reader (anne.store), "Atlas", NULL);
  g_assert_cmpuint (items->len, ==, 1);

  g_assert_cmpuint (anne.n_failed + boris.n_failed, ==, 0);
  desk_close (&anne);
  desk_close (&boris);
}

/* Who wants to send while it waits its turn to receive need not ask twice. */
static void
test_one_turn (Server *server,
               gconstpointer unused)
{
  Desk anne = { 0 };
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (GPtrArray) items = NULL;

  desk_open (&anne, server, "anne");
  ent_record_set_text (project, "title", "Public");
  ent_record_set_text (project, "circle", "atlas");
  desk_store (&anne, project);
  ent_sync_scheduler_sync (anne.scheduler, "Atlas", ENT_SYNC_PULL_ONLY, NULL);
  WAIT_UNTIL (anne.n_ended == 1);
  items = ent_sync_preview (ent_store_get_reader (anne.store), "Atlas", NULL);
  g_assert_cmpuint (items->len, ==, 1);

  ent_sync_scheduler_sync (anne.scheduler, "Team", 0, NULL);
  ent_sync_scheduler_sync (anne.scheduler, "Atlas", ENT_SYNC_PULL_ONLY, NULL);
  ent_sync_scheduler_sync (anne.scheduler, "Atlas", 0, items);
  WAIT_UNTIL (anne.n_ended == 3);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = ent_sync_preview (ent_store_get_reader (anne.store), "Atlas", NULL);
  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (anne.n_failed, ==, 0);
  desk_close (&anne);
}

/* A server that goes away is a message, and no more. */
static void
test_server_gone (Server *server,
                  gconstpointer unused)
{
  Desk anne = { 0 };

  desk_open (&anne, server, "anne");
  ent_sync_scheduler_sync (anne.scheduler, "Team", 0, NULL);
  WAIT_UNTIL (anne.n_ended == 1);
  server_stop (server);
  ent_sync_scheduler_sync (anne.scheduler, "Team", 0, NULL);
  WAIT_UNTIL (anne.n_ended == 2);
  g_assert_cmpuint (anne.n_failed, ==, 1);
  server_start (server);

  /* And may be waited for in vain. */
  ent_sync_scheduler_sync (anne.scheduler, "Team", 0, NULL);
  ent_sync_scheduler_sync (anne.scheduler, "Atlas", 0, NULL);
  ent_sync_scheduler_cancel (anne.scheduler);
  WAIT_UNTIL (!ent_sync_driver_is_running (ent_sync_scheduler_get_driver (anne.scheduler)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (anne.n_ended, ==, 2);
  desk_close (&anne);
}

#define ADD(path, test) g_test_add ("/sync/scheduler/" path, Server, NULL, server_set_up, test, server_tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("by-itself", test_by_itself);
  ADD ("one-turn", test_one_turn);
  ADD ("server-gone", test_server_gone);

  return g_test_run ();
}
