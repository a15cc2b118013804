/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a folder of its own, without a store. */
#pragma once

#include "../common/workspaces.h"

typedef struct
{
  char *folder;
  char *path;
  EntWorkspace *workspace;
} Fixture;

static inline void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ent-workspace-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "unit.entente", NULL);
  fixture->workspace = ent_workspace_open (fixture->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
}

static inline void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  GDir *dir;
  const char *name;

  if (fixture->workspace != NULL)
    g_assert_finalize_object (fixture->workspace);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (fixture->folder, name, NULL);

      g_remove (file);
    }
  g_dir_close (dir);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static inline EntRecord *add (Fixture *fixture, const char *type, ...) G_GNUC_NULL_TERMINATED;

static inline EntRecord *
add (Fixture *fixture,
     const char *type,
     ...)
{
  EntRecord *record = ent_record_new (ent_schema_find (type), NULL);
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list args;

  va_start (args, type);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      ent_record_set_parsed (record, name, va_arg (args, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (args);
  ent_workspace_save (fixture->workspace, record, &error);
  g_assert_no_error (error);

  return record;
}

static inline guint
count_hits (EntWorkspace *workspace,
            const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, words, NULL, 100, &error);

  g_assert_no_error (error);
  return hits->len;
}
