/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workspaces for fuzzers: each run begins with the same. */
#pragma once

#include "ent-workspace.h"
#include "fuzz.h"

/* Fills the workspace that all runs begin with. */
typedef void (*FuzzFill) (EntWorkspace *workspace);

static inline EntWorkspace *
fuzz_make_workspace (const char *path,
                     FuzzFill fill)
{
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, &error);

  fuzz_no_error (error);
  fill (workspace);
  return workspace;
}

/* The content of a workspace's file, in one piece. */
static inline GBytes *
fuzz_make_template (FuzzFill fill)
{
  g_autofree char *path = g_build_filename (fuzz_get_folder (), "made.entente", NULL);
  g_autofree char *whole = g_build_filename (fuzz_get_folder (), "template.entente", NULL);
  g_autoptr (EntWorkspace) workspace = fuzz_make_workspace (path, fill);
  g_autoptr (GError) error = NULL;
  char *content = NULL;
  gsize size = 0;

  ent_workspace_backup (workspace, whole, NULL, &error);
  fuzz_no_error (error);
  g_file_get_contents (whole, &content, &size, &error);
  fuzz_no_error (error);
  return g_bytes_new_take (content, size);
}

/* A fresh copy of the template. */
static inline EntWorkspace *
fuzz_open_copy (GBytes *template)
{
  static guint run;
  g_autofree char *name = g_strdup_printf ("%u.entente", run++);
  g_autofree char *path = g_build_filename (fuzz_get_folder (), name, NULL);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace;

  g_file_set_contents_full (path, g_bytes_get_data (template, NULL), (gssize) g_bytes_get_size (template), G_FILE_SET_CONTENTS_NONE,
                            0600, &error);
  fuzz_no_error (error);
  workspace = ent_workspace_open (path, ENT_WORKSPACE_CHECKED, &error);
  fuzz_no_error (error);
  return workspace;
}

/* Makes the one copy that stays open what it was in the beginning, if anything was written: faster than another copy. */
static inline void
fuzz_restore_copy (EntWorkspace *workspace)
{
  static sqlite3 *template;
  static int n_written;
  g_autofree char *path = g_build_filename (fuzz_get_folder (), "template.entente", NULL);
  sqlite3 *handle = ent_database_get_handle (ent_workspace_get_database (workspace));
  sqlite3_backup *backup;

  if (sqlite3_total_changes (handle) == n_written)
    return;
  if (template == NULL)
    fuzz_assert (sqlite3_open_v2 (path, &template, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK);

  backup = sqlite3_backup_init (handle, "main", template, "main");
  fuzz_assert (backup != NULL && sqlite3_backup_step (backup, -1) == SQLITE_DONE);
  fuzz_assert (sqlite3_backup_finish (backup) == SQLITE_OK);
  n_written = sqlite3_total_changes (handle);
}

/* Closes a copy and removes it. */
static inline void
fuzz_drop_copy (EntWorkspace *workspace)
{
  g_autofree char *path = g_strdup (ent_workspace_get_path (workspace));
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  g_object_unref (workspace);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static inline void
fuzz_assert_sound (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  ent_workspace_check (workspace, &problems, &error);
  fuzz_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_error ("the workspace is not sound: %s", (char *) problems->pdata[i]);
}
