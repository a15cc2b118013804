/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for each test, with as many workspaces and files as it wants. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "ent-record-json.h"
#include "ent-sync-state.h"
#include "ent-workspace.h"

typedef struct
{
  char *path; /* (not nullable) (owned) */
} Folder;

static inline void
folder_set_up (Folder *folder,
               gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("ent-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline guint
folder_count (Folder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static inline void
folder_tear_down (Folder *folder,
                  gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder->path, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder->path), ==, 0);
  g_free (folder->path);
}

static inline char *
folder_name (Folder *folder,
             const char *name)
{
  return g_build_filename (folder->path, name, NULL);
}

static inline EntWorkspace *
folder_make_workspace (Folder *folder,
                       const char *name)
{
  g_autofree char *path = folder_name (folder, name);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, &error);

  g_assert_no_error (error);
  return workspace;
}

static inline char *
folder_write (Folder *folder,
              const char *name,
              const char *content,
              gssize length)
{
  char *path = folder_name (folder, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  return path;
}

/* Names of fields and what somebody would write into them, ended by NULL. Returns the identifier. */
static inline char *
add_record_of (EntWorkspace *workspace,
               const char *entity,
               ...)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find (entity), NULL);
  g_autoptr (GError) error = NULL;
  va_list words;

  ent_record_set_fallbacks (record);
  va_start (words, entity);
  for (const char *name = va_arg (words, const char *); name != NULL; name = va_arg (words, const char *))
    {
      ent_record_set_parsed (record, name, va_arg (words, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (words);
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);

  return g_strdup (ent_record_get_id (record));
}

/* As a synchronisation brings it. */
static inline void
receive_record (EntWorkspace *workspace,
                EntRecord *record)
{
  g_autoptr (JsonObject) document = ent_record_to_json (record);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_workspace_begin (workspace, "Sync", "Team", &error));
  ent_sync_state_receive (workspace, document, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ent_workspace_commit (workspace, &error));
}

static inline guint
count_records (EntWorkspace *workspace,
               const char *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));

  return ent_workspace_count (workspace, query, NULL);
}

static inline GPtrArray *
list_records (EntWorkspace *workspace,
              const char *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));
  g_autoptr (GError) error = NULL;
  GPtrArray *records = ent_workspace_list (workspace, query, 0, &error);

  g_assert_no_error (error);
  return records;
}

static inline void
assert_sound (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  ent_workspace_check (workspace, &problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *) problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}
