/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a workspace: its copies, and the files that are none. */
#include <sys/stat.h>
#include <unistd.h>

#include "workspace-fixture.h"

static void
test_backup (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.entente", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "copy.entente", NULL);
  g_autofree char *other_name = g_build_filename (fixture->folder, "link.entente", NULL);
  GStatBuf info;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) copy = NULL;

  g_assert_false (ent_workspace_backup (fixture->workspace, nowhere, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (ent_workspace_backup (fixture->workspace, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  copy = ent_workspace_open (path, 0, &error);
  g_assert_no_error (error);
  g_assert_true (ent_workspace_exists (copy, ent_record_get_id (town)));
  assert_sound (copy);

  /* Over a workspace that is open, or over itself, by whatever name. */
  g_assert_false (ent_workspace_backup (fixture->workspace, path, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (symlink (fixture->path, other_name), ==, 0);
  g_assert_false (ent_workspace_backup (fixture->workspace, other_name, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);

  /* Over an older copy. */
  g_assert_finalize_object (g_steal_pointer (&copy));
  g_assert_true (ent_workspace_backup (fixture->workspace, path, NULL, &error));
  g_assert_no_error (error);
}

static void
test_backup_cancelled (Fixture *fixture,
                       gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.entente", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ent_workspace_backup (fixture->workspace, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
assert_refused (const char *path,
                EntError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize length_before, length_after;

  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));
  g_assert_null (ent_workspace_open (path, 0, &error));
  g_assert_error (error, ENT_ERROR, (int) code);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_bad_files (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "bad.entente", NULL);
  g_autofree char *whole = NULL;
  g_autoptr (EntDatabase) other = NULL;
  gsize length;

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("Commune %d", i);
      g_autoptr (EntRecord) record = add (fixture, "authority", "name", name, "country", "FR", NULL);
    }
  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (path, ENT_ERROR_NOT_WORKSPACE);
  g_assert_true (g_file_set_contents (path, "Nom;Pays\nGoris;Arménie\n", -1, NULL));
  assert_refused (path, ENT_ERROR_NOT_WORKSPACE);
  g_assert_true (g_file_set_contents (path, whole, length / 2, NULL));
  assert_refused (path, ENT_ERROR_DAMAGED);

  /* Another program's database. */
  g_remove (path);
  other = ent_database_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  g_assert_true (ent_database_execute (other, "CREATE TABLE t (a)", NULL));
  g_clear_object (&other);
  assert_refused (path, ENT_ERROR_NOT_WORKSPACE);

  /* A newer version's: a later number, or a field that is not known here. */
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (g_file_set_contents (path, whole, length, NULL));
      other = ent_database_open (path, SQLITE_OPEN_READWRITE, NULL);
      g_assert_true (ent_database_execute (other, i == 0 ? "PRAGMA user_version = 99"
                                                        : "ALTER TABLE project ADD COLUMN \"moon-phase\" TEXT; UPDATE setting SET value = 'later' WHERE name = 'schema'",
                                           NULL));
      g_assert_true (ent_database_execute (other, "PRAGMA journal_mode = DELETE", NULL));
      g_clear_object (&other);
      assert_refused (path, ENT_ERROR_NEWER);
    }
}

/* The log of another program's database, left by a crash, must be there for that program. */
static void
test_foreign_files_with_a_log (Fixture *fixture,
                               gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (EntDatabase) other = ent_database_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  gsize length_before, length_after;

  g_assert_true (ent_database_execute (other, "PRAGMA application_id = 7; PRAGMA journal_mode = WAL; CREATE TABLE t (a)", NULL));
  g_assert_true (g_file_get_contents (log, &before, &length_before, NULL));
  g_assert_cmpuint (length_before, >, 0);
  assert_refused (path, ENT_ERROR_NOT_WORKSPACE);
  g_assert_true (g_file_get_contents (log, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);

  g_clear_object (&other);
  g_assert_true (g_file_set_contents (path, "Nom;Pays\n", -1, NULL));
  g_assert_true (g_file_set_contents (log, "x", 1, NULL));
  assert_refused (path, ENT_ERROR_NOT_WORKSPACE);
}

static void
test_not_a_file (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.entente", NULL);
  g_autofree char *nothing = g_build_filename (fixture->folder, "nothing.entente", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (ent_workspace_open (pipe, 0, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ent_workspace_open (fixture->folder, 0, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ent_workspace_open (nothing, 0, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

static void
test_flipped_bytes (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "flipped.entente", NULL);
  g_autofree char *whole = NULL;
  static const gsize offsets[] = { 0, 3, 5, 110, 2000, 4090 };
  guint refused = 0;
  gsize length;

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("Commune %d", i);
      g_autoptr (EntRecord) record = add (fixture, "authority", "name", name, "country", "FR", NULL);
    }
  g_assert_finalize_object (g_steal_pointer (&fixture->workspace));
  g_assert_true (g_file_get_contents (fixture->path, &whole, &length, NULL));

  /* Whatever byte is wrong, the program says so or works; it never crashes. A page of the wrong kind it always sees. */
  for (gsize page = 0; page < length; page += 4096)
    for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (EntWorkspace) workspace = NULL;
        g_autofree char *copy = g_memdup2 (whole, length);

        copy[page + offsets[i]] ^= 0xff;
        g_assert_true (g_file_set_contents (path, copy, length, NULL));
        workspace = ent_workspace_open (path, ENT_WORKSPACE_READ_ONLY, &error);
        if (workspace != NULL)
          count_hits (workspace, "commune 7");
        else
          refused += offsets[i] == 0;
      }
  g_assert_cmpuint (refused, ==, length / 4096);
}

static void
test_refuses_to_overwrite (Fixture *fixture,
                           gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_workspace_open (fixture->path, ENT_WORKSPACE_CREATE, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_EXISTS);
}

static void
test_read_only (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (EntRecord) town = add (fixture, "authority", "name", "Goris", "country", "AM", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) reader = ent_workspace_open (fixture->path, ENT_WORKSPACE_READ_ONLY, &error);

  g_assert_no_error (error);
  g_assert_true (ent_workspace_is_read_only (reader));
  g_assert_true (ent_workspace_exists (reader, ent_record_get_id (town)));
  ent_record_set_text (town, "name", "Kapan");
  g_assert_false (ent_workspace_save (reader, town, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY);
}

#define ADD(path, func) g_test_add ("/workspace-file/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("backup", test_backup);
  ADD ("backup-cancelled", test_backup_cancelled);
  ADD ("foreign-files-with-a-log", test_foreign_files_with_a_log);
  ADD ("not-a-file", test_not_a_file);
  ADD ("bad-files", test_bad_files);
  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("refuses-to-overwrite", test_refuses_to_overwrite);
  ADD ("read-only", test_read_only);

  return g_test_run ();
}
