/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace in a network folder, where no memory is shared between machines: it works without a write-ahead log. */
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../common/workspaces.h"

#define NFS 0x6969

static gboolean on_network;

/* What the C library says of a folder, but for the kind of file system: linked before that of the library. */
int
statfs (const char *path,
        struct statfs *info)
{
  int result = syscall (SYS_statfs, path, info);

  if (result == 0 && on_network)
    info->f_type = NFS;
  return result;
}

static EntWorkspace *
open_workspace (const char *path)
{
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  return workspace;
}

static void
assert_journal (EntWorkspace *workspace,
                const char *mode)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (ent_workspace_get_database (workspace), "PRAGMA journal_mode", NULL);

  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr (ent_statement_get_text (statement, 0), ==, mode);
}

static void
add (EntWorkspace *workspace,
     const char *name)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (record, "name", name);
  ent_record_set_text (record, "country", "FR");
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

static void
test_two_colleagues (Folder *folder,
                     gconstpointer unused)
{
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autoptr (EntWorkspace) anne = NULL, bruno = NULL;

  on_network = TRUE;
  anne = folder_make_workspace (folder, "unit.entente");
  bruno = open_workspace (path);
  assert_journal (anne, "delete");
  assert_journal (bruno, "delete");
  for (guint i = 0; i < 20; i++)
    add (i % 2 == 0 ? anne : bruno, "Goris");

  g_assert_cmpuint (folder_count (folder), ==, 1);
  g_assert_cmpuint (count_records (anne, "authority"), ==, 20);
  g_assert_cmpuint (count_records (bruno, "authority"), ==, 20);
  assert_sound (anne);
}

/* From the own disk into the network folder, and back. */
static void
test_moved (Folder *folder,
            gconstpointer unused)
{
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autoptr (EntWorkspace) workspace = NULL;

  on_network = FALSE;
  workspace = folder_make_workspace (folder, "unit.entente");
  assert_journal (workspace, "wal");
  add (workspace, "Goris");
  for (guint i = 0; i < 4; i++)
    {
      g_assert_finalize_object (g_steal_pointer (&workspace));
      on_network = i % 2 == 0;
      workspace = open_workspace (path);
      assert_journal (workspace, on_network ? "delete" : "wal");
      add (workspace, "Sevan");
      g_assert_cmpuint (count_records (workspace, "authority"), ==, i + 2);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/network/two-colleagues", Folder, NULL, folder_set_up, test_two_colleagues, folder_tear_down);
  g_test_add ("/network/moved", Folder, NULL, folder_set_up, test_moved, folder_tear_down);

  return g_test_run ();
}
