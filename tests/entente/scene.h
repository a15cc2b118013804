/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a window on the page of the Atlas, with the real server. */
#pragma once

#include "../sync/desk.h"
#include "../widgets/display.h"
#include "ent-atlas-page.h"
#include "ent-window.h"

typedef struct
{
  Server server;
  char *path;
  char *id;          /* of a project */
  EntStore *store;   /* (owned) */
  EntWindow *window;
  EntPage *page;
} Scene;

static inline void
settle (Scene *scene)
{
  WAIT_UNTIL (!ent_window_is_busy (scene->window));
  let_pass (60);
  WAIT_UNTIL (!ent_window_is_busy (scene->window));
}

static inline void
scene_set_up (Scene *scene,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;

  server_set_up (&scene->server, NULL);
  workspace = desk_new (&scene->server, "anne", SIREN);
  scene->path = g_strdup (ent_workspace_get_path (workspace));
  scene->id = desk_add_project (workspace, "Eau à Goris", "atlas");
}

static inline void
scene_open (Scene *scene)
{
  scene->store = open_store (scene->path, 0);
  scene->window = ENT_WINDOW (ent_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 1000, 700);
  ent_window_set_store (scene->window, scene->store);
  ent_window_go (scene->window, "atlas");
  /* What accessibility is tested with cannot announce. */
  g_action_map_remove_action (G_ACTION_MAP (scene->window), "tell");
  gtk_window_present (GTK_WINDOW (scene->window));
  settle (scene);
  scene->page = ent_window_get_page (scene->window);
  g_assert_true (ENT_IS_ATLAS_PAGE (scene->page));
}

static inline void
scene_tear_down (Scene *scene,
                 gconstpointer unused)
{
  gpointer watched = scene->store;

  destroy_with (GTK_WIDGET (scene->window), scene->page);
  WAIT_UNTIL (!is_working (scene->store));
  /* What is under way comes back, and lets go. */
  g_object_add_weak_pointer (G_OBJECT (scene->store), &watched);
  g_object_unref (scene->store);
  WAIT_UNTIL (watched == NULL);
  g_free (scene->path);
  g_free (scene->id);
  server_tear_down (&scene->server, NULL);
}

static inline EntWorkspace *
reader (Scene *scene)
{
  return ent_store_get_reader (scene->store);
}

static inline void
add_remote (Scene *scene,
            const char *name,
            EntCircle circle)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (scene->path, 0, NULL);
  g_autofree char *password = folder_name (&scene->server.folder, "password");

  desk_add_remote (&scene->server, workspace, name, circle, "unit");
  ent_remote_set_password_file (workspace, name, password, NULL);
}

static inline gboolean
is_synced (Scene *scene,
           const char *name)
{
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (reader (scene), name, NULL);

  return remote != NULL && remote->synced_at != NULL;
}

static inline void
add_conflict (Scene *scene)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (scene->path, 0, NULL);
  const EntConflict conflict = {
    .remote = (char *) "Team",
    .id = scene->id,
    .field = (char *) "title",
    .base = (char *) "\"Eau\"",
    .mine = (char *) "\"Eau à Goris\"",
    .theirs = (char *) "\"Eau potable à Goris\"",
    .who = (char *) "boris",
    .at = (char *) "2026-01-01T00:00:00Z",
  };
  const EntQuarantined quarantined = {
    .remote = (char *) "Team",
    .id = (char *) "project:strange",
    .rev = (char *) "1-a",
    .document = (char *) "{}",
    .reason = (char *) "It cannot be read.",
    .at = (char *) "2026-01-01T00:00:00Z",
  };
  const EntRefusal refusal = {
    .remote = (char *) "Team",
    .id = scene->id,
    .error = (char *) "forbidden",
    .reason = (char *) "No <b>entry</b>.",
    .at = (char *) "2026-01-01T00:00:00Z",
  };

  g_assert_true (ent_sync_issues_set_conflict (workspace, &conflict, NULL));
  g_assert_true (ent_sync_issues_set_quarantined (workspace, &quarantined, NULL));
  g_assert_true (ent_sync_issues_set_refused (workspace, &refusal, NULL));
}
