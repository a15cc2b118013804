/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes at one workspace, some of which are killed, and one that may only read. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../common/random-record.h"
#include "../common/workspaces.h"

#define ROUNDS 30
#define BATCH 5

static EntWorkspace *
open_workspace (const char *path,
                EntWorkspaceFlags flags)
{
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, flags, &error);

  g_assert_no_error (error);
  return workspace;
}

static EntRecord *
make_authority (guint number)
{
  g_autofree char *id = g_strdup_printf ("authority:n%u", number);
  g_autofree char *name = g_strdup_printf ("Commune %u", number);
  EntRecord *record = ent_record_new (ent_schema_find ("authority"), id);

  ent_record_set_text (record, "name", name);
  ent_record_set_text (record, "country", "FR");
  return record;
}

/* One change of several records. */
static void
add_batch (EntWorkspace *workspace,
           guint first)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_begin (workspace, "batch", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < BATCH; i++)
    {
      g_autoptr (EntRecord) record = make_authority (first + i);

      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
}

/* Never returns: adds batch after batch, and says of each when it is written. */
static void G_GNUC_NORETURN
write_for_ever (const char *path,
                guint first,
                int report)
{
  g_autoptr (EntWorkspace) workspace = open_workspace (path, 0);

  for (;; first += BATCH)
    {
      guint end = first + BATCH;

      add_batch (workspace, first);
      if (write (report, &end, sizeof end) != sizeof end)
        _exit (1);
    }
}

/* Returns the number up to which all was said to be written. */
static guint
write_and_kill (const char *path,
                guint first)
{
  int pipes[2];
  guint end;
  pid_t child;

  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    write_for_ever (path, first, pipes[1]);

  close (pipes[1]);
  /* Mostly amid the writing, sometimes while it opens the file. */
  g_usleep (g_test_rand_int_range (0, 60000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  while (read (pipes[0], &end, sizeof end) == sizeof end)
    first = end;
  close (pipes[0]);

  return first;
}

static void
test_kill (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *path = folder_name (folder, "unit.entente");
  guint end = 0;

  g_assert_finalize_object (g_steal_pointer (&workspace));
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint there;

      end = write_and_kill (path, end);
      workspace = open_workspace (path, 0);
      assert_sound (workspace);
      there = count_records (workspace, "authority");
      /* The last one may be written and not yet told. */
      if (there != end && there != end + BATCH)
        g_error ("round %u: %u records are there, %u were written", round, there, end);
      end = there;
      g_assert_finalize_object (g_steal_pointer (&workspace));
    }
  g_test_message ("%u records in %u rounds", end, ROUNDS);
}

/* Never returns. */
static void G_GNUC_NORETURN
write_some (const char *path,
            guint first)
{
  EntWorkspace *workspace = open_workspace (path, 0);

  for (guint i = 0; i < 40; i++)
    add_batch (workspace, first + i * BATCH);
  g_assert_finalize_object (workspace);
  _exit (0);
}

static gint64
query_integer (EntWorkspace *workspace,
               const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  ent_database_query_integer (ent_workspace_get_database (workspace), sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
assert_ended_well (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_two_writers_and_a_reader (Folder *folder,
                               gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (EntWorkspace) reader = NULL;
  g_autofree char *path = folder_name (folder, "unit.entente");
  pid_t writers[2];
  gint64 before = 0;

  g_assert_finalize_object (g_steal_pointer (&workspace));
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      writers[i] = fork ();
      g_assert_cmpint (writers[i], >=, 0);
      if (writers[i] == 0)
        write_some (path, i * 1000);
    }

  /* At every moment, whole changes only, and never fewer than before. */
  reader = open_workspace (path, ENT_WORKSPACE_READ_ONLY);
  while (before < 2 * 40 * BATCH)
    {
      gint64 there = query_integer (reader, "SELECT count (*) FROM authority");

      g_assert_cmpint (there % BATCH, ==, 0);
      g_assert_cmpint (there, >=, before);
      g_assert_cmpint (query_integer (reader, "SELECT (SELECT count (*) FROM authority) - (SELECT count (*) FROM record)"), ==, 0);
      before = there;
    }
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    assert_ended_well (writers[i]);

  workspace = open_workspace (path, 0);
  assert_sound (workspace);
  g_assert_cmpint (query_integer (workspace, "SELECT count (*) FROM change"), ==, 2 * 40);
}

/* What somebody sees who may only read. Runs as such a user, and returns whether that could be. */
static void G_GNUC_NORETURN
read_as_nobody (const char *path,
                void (*func) (const char *path))
{
  if (geteuid () == 0 && (setgroups (0, NULL) != 0 || setgid (65534) != 0 || setuid (65534) != 0))
    _exit (77);
  func (path);
  _exit (0);
}

static gboolean
run_as_nobody (const char *path,
               void (*func) (const char *path))
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    read_as_nobody (path, func);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    return FALSE;

  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

static void
read_only (const char *path)
{
  EntWorkspace *workspace = open_workspace (path, 0);
  g_autoptr (EntRecord) record = make_authority (7);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_workspace_is_read_only (workspace));
  g_assert_true (ent_workspace_exists (workspace, "authority:n0"));
  g_assert_false (ent_workspace_save (workspace, record, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY);
  assert_sound (workspace);
  g_object_unref (workspace);
}

static void
not_closed (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_workspace_open (path, 0, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY);
}

static void
not_readable (const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ent_workspace_open (path, 0, &error));
  g_assert_nonnull (error);
}

static void
test_read_only (Folder *folder,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autofree char *copy = folder_name (folder, "left.entente");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *copied_log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *content = NULL, *log_content = NULL;
  gsize length, log_length;
  gboolean possible;

  add_batch (workspace, 0);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_get_contents (log, &log_content, &log_length, NULL));
  g_assert_finalize_object (g_steal_pointer (&workspace));
  /* As a crash leaves it. */
  g_assert_true (g_file_set_contents (copy, content, length, NULL));
  g_assert_true (g_file_set_contents (copied_log, log_content, log_length, NULL));

  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (copy, 0444), ==, 0);
  g_assert_cmpint (g_chmod (copied_log, 0444), ==, 0);
  g_assert_cmpint (g_chmod (folder->path, 0555), ==, 0);
  possible = run_as_nobody (path, read_only) && run_as_nobody (copy, not_closed);
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  possible = possible && run_as_nobody (path, not_readable);
  g_assert_cmpint (g_chmod (folder->path, 0755), ==, 0);

  if (!possible)
    g_test_skip ("the administrator may write everywhere, and nobody else can be had here");
}

/* A second connection of this process, under whatever name, must not cost the first its locks: another process that comes
 * and goes would take the log away, with all that is written into it afterwards. */
static void
test_visitor (Folder *folder,
              gconstpointer name)
{
  g_autofree char *other = g_build_filename (folder->path, name, NULL);
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntWorkspace) reader = NULL;
  struct stat before, after;
  int bell[2], status = 0;
  char ring = 0;
  pid_t child;

  g_assert_cmpint (pipe (bell), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (read (bell[0], &ring, 1) != 1)
        _exit (1);
      g_object_unref (open_workspace (path, ENT_WORKSPACE_READ_ONLY));
      _exit (0);
    }

  workspace = folder_make_workspace (folder, "unit.entente");
  if (g_str_equal (name, "symbolic.entente"))
    g_assert_cmpint (symlink (path, other), ==, 0);
  /* One that stays, and one that goes again at once. */
  reader = open_workspace (other, ENT_WORKSPACE_READ_ONLY);
  g_object_unref (open_workspace (other, 0));
  add_batch (workspace, 0);
  g_assert_cmpint (stat (log, &before), ==, 0);
  g_assert_cmpint (write (bell[1], &ring, 1), ==, 1);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_cmpint (stat (log, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  close (bell[0]);
  close (bell[1]);
}

#define ADD(path, func) g_test_add ("/processes/" path, Folder, NULL, folder_set_up, func, folder_tear_down)
#define ADD_NAMED(path, name, func) g_test_add ("/processes/" path, Folder, name, folder_set_up, func, folder_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kill", test_kill);
  ADD ("two-writers-and-a-reader", test_two_writers_and_a_reader);
  ADD ("read-only", test_read_only);
  ADD_NAMED ("visitor/same-name", "unit.entente", test_visitor);
  ADD_NAMED ("visitor/long-name", ".//./unit.entente", test_visitor);
  ADD_NAMED ("visitor/symbolic-link", "symbolic.entente", test_visitor);

  return g_test_run ();
}
