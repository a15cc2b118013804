/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a workspace finds what is wrong with it: whatever does not fit together, whoever made it so. */
#include "ent-workspace.h"

#include "../common/random-record.h"
#include "../common/workspaces.h"

static const struct
{
  const char *sql;     /* what somebody does to the file, past this program */
  const char *problem; /* how the line that tells it begins */
} damages[] = {
  { "DELETE FROM project", "Record without its fields: project:" },
  { "DELETE FROM record WHERE type = 'project'", "Fields without a record: row " },
  { "DELETE FROM record WHERE type = 'role'", "Reference without a record: row " },
  { "DELETE FROM record WHERE type = 'note'", "Full text without a record: row " },
  { "DELETE FROM reference WHERE field = 'person'", "Reference that is not indexed: person:" },
  { "DELETE FROM reference WHERE field = 'partners'", "Reference that is not indexed: " },
  { "INSERT INTO reference SELECT 'person:nobody', 'person', row FROM role", "Indexed reference that is not there: person:nobody" },
  { "DELETE FROM change", "History without its change: change " },
  { "DELETE FROM search", "Record that search does not find: " },
  { "DELETE FROM search_data WHERE id > 10", "Damage in the file: malformed inverted index for FTS5 table main.search" },
  /* An index that is not one of the column that it says. */
  { "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace (sql, '(record)', '(new)') WHERE name = 'history_record'",
    "Damage in the file: " },
};

static EntWorkspace *
make_sound (Folder *folder)
{
  EntWorkspace *workspace = folder_make_workspace (folder, "unit.entente");
  guint n = ent_schema_get_n_entities ();

  for (guint i = 0; i < 3 * n; i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_get_entity (i % n));
      g_autoptr (GError) error = NULL;

      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }

  return workspace;
}

/* As another program would, which keeps to none of our rules. */
static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static gboolean
is_told (GPtrArray *problems,
         const char *beginning)
{
  for (guint i = 0; i < problems->len; i++)
    {
      g_test_message ("%s", (char *) problems->pdata[i]);
      if (g_str_has_prefix (problems->pdata[i], beginning))
        return TRUE;
    }

  return FALSE;
}

static void
test_finds (Folder *folder,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = make_sound (folder);
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autofree char *whole = NULL;
  gsize length;

  assert_sound (workspace);
  g_assert_finalize_object (g_steal_pointer (&workspace));
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", damages[i].sql);
      g_assert_true (g_file_set_contents (path, whole, length, NULL));
      execute (path, damages[i].sql);
      workspace = ent_workspace_open (path, ENT_WORKSPACE_CHECKED, &error);
      g_assert_no_error (error);
      ent_workspace_check (workspace, &problems, &error);
      g_assert_no_error (error);
      g_assert_true (is_told (problems, damages[i].problem));
      g_assert_finalize_object (g_steal_pointer (&workspace));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/check/finds", Folder, NULL, folder_set_up, test_finds, folder_tear_down);

  return g_test_run ();
}
