/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a folder of its own, and a store on it. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "ent-store.h"

/* Nothing here takes longer, even under a sanitizer on a busy machine. */
#define PATIENCE_SECONDS 60

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  EntStore *store; /* (owned) */
} Fixture;

static inline gboolean
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

static inline void
keep_result (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static inline EntStore *
open_store (const char *path,
            EntWorkspaceFlags flags)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EntStore *store;

  ent_store_open_async (path, flags, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  store = ent_store_open_finish (result, &error);
  g_assert_no_error (error);

  return store;
}

static inline gboolean
is_working (EntStore *store)
{
  gboolean working;

  g_object_get (store, "working", &working, NULL);
  return working;
}

static inline void
save (EntStore *store,
      EntRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_save_async (store, record, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  ent_store_write_finish (store, result, &error);
  g_assert_no_error (error);
}

static inline EntRecord *
new_authority (const char *name)
{
  EntRecord *record = ent_record_new (ent_schema_find ("authority"), NULL);

  ent_record_set_text (record, "name", name);
  ent_record_set_text (record, "country", "FR");
  return record;
}

static inline EntRecord *
save_authority (EntStore *store,
                const char *name)
{
  EntRecord *record = new_authority (name);

  save (store, record);
  return record;
}

static inline void
fixture_set_up (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("ent-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.entente", NULL);
  fixture->store = open_store (fixture->path, ENT_WORKSPACE_CREATE);
}

static inline void
fixture_tear_down (Fixture *fixture,
                   gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fixture->store != NULL)
    {
      WAIT_UNTIL (!is_working (fixture->store));
      g_assert_finalize_object (g_steal_pointer (&fixture->store));
    }

  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}
