/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever access to the disk fails, the change is there as a whole or not at all, and the file is sound. */
#include "faulty-vfs.h"

#include "ent-record-json.h"

#include "../common/random-record.h"
#include "../common/workspaces.h"

/* Where a change makes more accesses than this, not every one is made to fail. */
#define EACH 25

#define RECORDS 20

static const struct
{
  const char *name;
  FaultPlace places;
  int result;
  gboolean lasting;
} kinds[] = {
  { "a write fails", FAULT_WRITE, SQLITE_IOERR_WRITE, FALSE },
  { "the disk is full", FAULT_WRITE, SQLITE_FULL, TRUE },
  { "a sync fails", FAULT_SYNC, SQLITE_IOERR_FSYNC, FALSE },
  { "a file cannot be opened", FAULT_OPEN, SQLITE_CANTOPEN, FALSE },
  { "a read fails", FAULT_READ, SQLITE_IOERR_READ, FALSE },
  { "the disk is gone", FAULT_OPEN | FAULT_READ | FAULT_WRITE | FAULT_SYNC | FAULT_DELETE, SQLITE_IOERR, TRUE },
};

typedef struct
{
  Folder folder;
  char *whole;   /* (owned): the workspace that each attempt begins with */
  gsize length;
  char *path;    /* (owned) */
} Fixture;

/* All that a user can see of the workspace. */
static char *
describe (EntWorkspace *workspace)
{
  static const char *const queries[] = {
    "SELECT group_concat (id || headline || coalesce (extra, ''), '|') FROM (SELECT * FROM record ORDER BY id)",
    "SELECT group_concat (seq || coalesce (old, '') || coalesce (new, ''), '|') FROM (SELECT * FROM history ORDER BY seq)",
    "SELECT group_concat (id || label || kind || undone, '|') FROM (SELECT * FROM change ORDER BY id)",
    "SELECT group_concat (name || value, '|') FROM (SELECT * FROM setting ORDER BY name)",
    "SELECT group_concat (target || source, '|') FROM (SELECT * FROM reference ORDER BY 1, source)",
  };
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EntStatement) statement = ent_database_prepare (database, queries[i], &error);
      const char *text;
      gboolean row;

      g_assert_no_error (error);
      ent_database_step (database, statement, &row, &error);
      g_assert_no_error (error);
      text = ent_statement_get_text (statement, 0);
      g_checksum_update (checksum, (const guchar *) (text != NULL ? text : ""), -1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static char *
describe_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  assert_sound (workspace);
  return describe (workspace);
}

static EntRecord *
make_record (const char *type,
             const char *field,
             const char *text)
{
  EntRecord *record = ent_record_new (ent_schema_find (type), NULL);

  ent_record_set_text (record, field, text);
  return record;
}

static void
save (EntWorkspace *workspace,
      EntRecord *record)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) person = NULL, town = NULL;

  folder_set_up (&fixture->folder, NULL);
  fixture->path = folder_name (&fixture->folder, "unit.entente");
  workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  person = ent_record_new (ent_schema_find ("person"), "person:p1");
  ent_record_set_text (person, "given-name", "Anahit");
  ent_record_set_text (person, "family-name", "Petrosyan");
  save (workspace, person);
  town = ent_record_new (ent_schema_find ("authority"), "authority:a1");
  ent_record_set_text (town, "name", "Goris");
  ent_record_set_text (town, "country", "AM");
  save (workspace, town);
  for (guint i = 0; i < RECORDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("role:r%u", i);
      g_autoptr (EntRecord) role = ent_record_new (ent_schema_find ("role"), id);

      ent_record_set_text (role, "person", "person:p1");
      ent_record_set_text (role, "body", "authority:a1");
      save (workspace, role);
    }
  g_assert_finalize_object (g_steal_pointer (&workspace));
  g_assert_true (g_file_get_contents (fixture->path, &fixture->whole, &fixture->length, NULL));
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_free (fixture->whole);
  g_free (fixture->path);
  folder_tear_down (&fixture->folder, NULL);
}

static void
start_over (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder.path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = folder_name (&fixture->folder, name);

      g_remove (path);
    }
  g_assert_true (g_file_set_contents (fixture->path, fixture->whole, fixture->length, NULL));
}

/* With so little memory that the disk is read and written in the midst of a change. */
static EntWorkspace *
open_cramped (const char *path)
{
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  ent_database_execute (ent_workspace_get_database (workspace), "PRAGMA cache_size = 10", &error);
  g_assert_no_error (error);
  return workspace;
}

/* What is tried. It gets NULL where it opens the workspace itself. */
typedef gboolean (*Attempt) (EntWorkspace *workspace, const char *path, GError **error);

/* Edits a name that twenty headlines have. */
static gboolean
edit_one (EntWorkspace *workspace,
          const char *path,
          GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, "person:p1", error);

  if (record == NULL)
    return FALSE;

  ent_record_set_text (record, "family-name", "Sargsyan");
  return ent_workspace_save (workspace, record, error);
}

static gboolean
add_one (EntWorkspace *workspace,
         guint i,
         GError **error)
{
  g_autofree char *name = g_strdup_printf ("Commune %u", i);
  g_autofree char *id = g_strdup_printf ("authority:n%u", i);
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), id);

  ent_record_set_text (record, "name", name);
  ent_record_set_text (record, "country", "FR");
  return ent_workspace_save (workspace, record, error);
}

static gboolean
rename_role (EntWorkspace *workspace,
             guint i,
             GError **error)
{
  g_autofree char *id = g_strdup_printf ("role:r%u", i);
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, error);

  if (record == NULL)
    return FALSE;

  ent_record_set_text (record, "title", "Maire");
  return ent_workspace_save (workspace, record, error);
}

static gboolean
write_many (EntWorkspace *workspace,
            GError **error)
{
  for (guint i = 0; i < 30; i++)
    if (!add_one (workspace, i, error))
      return FALSE;
  for (guint i = 0; i < RECORDS - 1; i++)
    if (!rename_role (workspace, i, error))
      return FALSE;

  return ent_workspace_delete (workspace, "role:r19", error);
}

/* As an import does: fifty records in one change. */
static gboolean
import_many (EntWorkspace *workspace,
             const char *path,
             GError **error)
{
  if (!ent_workspace_begin (workspace, "Import", NULL, error))
    return FALSE;
  if (write_many (workspace, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}

/* As an import does that puts bad rows aside: what fails in the midst must take the rest with it. */
static gboolean
import_stubbornly (EntWorkspace *workspace,
                   const char *path,
                   GError **error)
{
  g_autoptr (GError) first = NULL;

  if (!ent_workspace_begin (workspace, "Import", NULL, error))
    return FALSE;
  for (guint i = 0; i < 30; i++)
    if (!add_one (workspace, i, first == NULL ? &first : NULL) && first == NULL)
      g_error ("a failure without an error");
  if (first == NULL)
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static gboolean
undo_one (EntWorkspace *workspace,
          const char *path,
          GError **error)
{
  g_autofree char *label = ent_workspace_undo (workspace, error);

  return label != NULL;
}

static gboolean
open_it (EntWorkspace *workspace,
         const char *path,
         GError **error)
{
  g_autoptr (EntWorkspace) opened = ent_workspace_open (path, 0, error);

  return opened != NULL;
}

static gboolean
back_up (EntWorkspace *workspace,
         const char *path,
         GError **error)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);

  return ent_workspace_backup (workspace, copy, NULL, error);
}

typedef struct
{
  Attempt attempt;
  Attempt prepare;  /* (nullable): done before, without faults, and part of what each attempt begins with */
  gboolean opens;   /* the attempt opens the workspace itself */
} Trial;

static void
assert_reasonable (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, ENT_ERROR);
  g_assert_cmpstr (error->message, !=, "");
}

/* After a fault the same connection goes on as if nothing had been. */
static void
assert_usable (EntWorkspace *workspace)
{
  g_autoptr (EntRecord) record = make_record ("note", "text", "après");
  g_autoptr (GError) error = NULL;

  ent_record_set_text (record, "when", "2026-11-22");
  ent_record_set_text (record, "subject", "authority:a1");
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
  g_free (ent_workspace_undo (workspace, &error));
  g_assert_no_error (error);
}

/* Returns whether the fault happened at all. */
static gboolean
attempt_with_fault (Fixture *fixture,
                    const Trial *trial,
                    gsize kind,
                    guint n,
                    const char *before,
                    const char *after)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *there = NULL, *result = NULL;
  gboolean done, happened;

  start_over (fixture);
  if (!trial->opens)
    workspace = open_cramped (fixture->path);
  faulty_arm (kinds[kind].places, n, kinds[kind].result, kinds[kind].lasting);
  done = trial->attempt (workspace, fixture->path, &error);
  happened = faulty_disarm ();
  if (!done)
    assert_reasonable (error);
  else
    g_assert_no_error (error);
  if (kinds[kind].result == SQLITE_FULL && !done)
    g_assert_error (error, ENT_ERROR, ENT_ERROR_FULL);

  /* Who is told that it failed finds it undone. */
  if (workspace != NULL)
    {
      there = describe (workspace);
      if (g_strcmp0 (there, done ? after : before) != 0)
        g_error ("%s, the %uth time: neither done nor undone", kinds[kind].name, n);
      assert_usable (workspace);
      g_assert_finalize_object (g_steal_pointer (&workspace));
      return happened;
    }

  result = describe_file (fixture->path);
  if (g_strcmp0 (result, before) != 0 && g_strcmp0 (result, after) != 0)
    g_error ("%s, the %uth time: half done", kinds[kind].name, n);
  return happened;
}

/* The process ends right after the failure: what the file has then. */
static void
attempt_and_leave (Fixture *fixture,
                   const Trial *trial,
                   gsize kind,
                   guint n,
                   const char *before,
                   const char *after)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *result = NULL;

  start_over (fixture);
  workspace = open_cramped (fixture->path);
  faulty_arm (kinds[kind].places, n, kinds[kind].result, TRUE);
  trial->attempt (workspace, fixture->path, &error);
  g_clear_object (&workspace);
  faulty_disarm ();

  result = describe_file (fixture->path);
  if (g_strcmp0 (result, before) != 0 && g_strcmp0 (result, after) != 0)
    g_error ("%s, the %uth time, then the end: half done", kinds[kind].name, n);
}

static void
prepare (Fixture *fixture,
         const Trial *trial,
         char **ret_before,
         char **ret_after)
{
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (fixture->path, 0, NULL);
  g_autoptr (GError) error = NULL;

  if (trial->prepare != NULL)
    g_assert_true (trial->prepare (workspace, fixture->path, &error));
  *ret_before = describe (workspace);
  g_assert_finalize_object (g_steal_pointer (&workspace));
  g_clear_pointer (&fixture->whole, g_free);
  g_assert_true (g_file_get_contents (fixture->path, &fixture->whole, &fixture->length, NULL));

  if (!trial->opens)
    workspace = ent_workspace_open (fixture->path, 0, NULL);
  g_assert_true (trial->attempt (workspace, fixture->path, &error));
  g_clear_object (&workspace);
  *ret_after = describe_file (fixture->path);
}

static void
test_faults (Fixture *fixture,
             gconstpointer data)
{
  const Trial *trial = data;
  g_autofree char *before = NULL, *after = NULL;

  prepare (fixture, trial, &before, &after);
  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      guint faults = 0;

      for (guint n = 1; attempt_with_fault (fixture, trial, kind, n, before, after); n += n < EACH ? 1 : n / 8)
        {
          faults++;
          if (!trial->opens)
            attempt_and_leave (fixture, trial, kind, n, before, after);
        }
      g_test_message ("%s: %u times", kinds[kind].name, faults);
    }
}

/* The change that an update makes has another fingerprint only. */
static gboolean
make_older (EntWorkspace *workspace,
            const char *path,
            GError **error)
{
  return ent_database_execute (ent_workspace_get_database (workspace),
                               "UPDATE record SET extra = '{\"web\":\"https://goris.am\"}' WHERE id = 'authority:a1';"
                               "ALTER TABLE authority DROP COLUMN web; DELETE FROM setting WHERE name = 'schema'",
                               error);
}

static void
test_update_without_room (Fixture *fixture,
                          gconstpointer unused)
{
  const Trial trial = { open_it, make_older, TRUE };
  g_autofree char *before = NULL, *after = NULL;
  guint faults = 0;

  prepare (fixture, &trial, &before, &after);
  for (guint n = 1;; n += n < EACH ? 1 : n / 8)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *content = NULL;
      gsize length;
      gboolean done;

      start_over (fixture);
      faulty_arm (FAULT_WRITE, n, SQLITE_FULL, TRUE);
      done = open_it (NULL, fixture->path, &error);
      if (!faulty_disarm ())
        {
          g_assert_true (done);
          break;
        }

      /* The file is as it was, byte for byte, but for what turns its log on; no half backup lies about. */
      if (done) /* but the log could not be emptied at the end */
        continue;
      faults++;
      g_assert_error (error, ENT_ERROR, ENT_ERROR_FULL);
      g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
      g_assert_cmpuint (length, ==, fixture->length);
      g_assert_cmpmem (content + 4096, length - 4096, fixture->whole + 4096, length - 4096);
    }
  g_assert_cmpuint (faults, >, 20);
}

static void
test_create (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *path = folder_name (&fixture->folder, "new.entente");

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint n = 1;; n += n < EACH ? 1 : n / 8)
      {
        g_autoptr (EntWorkspace) workspace = NULL;
        g_autoptr (GError) error = NULL;
        gboolean happened;

        g_remove (path);
        faulty_arm (kinds[kind].places, n, kinds[kind].result, kinds[kind].lasting);
        workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, &error);
        happened = faulty_disarm ();
        if (workspace == NULL)
          {
            assert_reasonable (error);
            g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
          }
        else
          {
            assert_sound (workspace);
            g_assert_finalize_object (g_steal_pointer (&workspace));
          }
        if (!happened)
          break;
      }
}

static void
test_backup (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".copy", NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint n = 1;; n += n < EACH ? 1 : n / 8)
      {
        g_autoptr (EntWorkspace) workspace = ent_workspace_open (fixture->path, 0, NULL);
        g_autoptr (GError) error = NULL;
        gboolean done, happened;

        g_assert_true (g_file_set_contents (copy, "the former copy", -1, NULL));
        faulty_arm (kinds[kind].places, n, kinds[kind].result, kinds[kind].lasting);
        done = back_up (workspace, fixture->path, &error);
        happened = faulty_disarm ();
        g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
        if (done)
          {
            g_autofree char *there = describe (workspace), *copied = describe_file (copy);

            g_assert_cmpstr (there, ==, copied);
          }
        else
          {
            g_autofree char *content = NULL;

            assert_reasonable (error);
            g_assert_true (g_file_get_contents (copy, &content, NULL, NULL));
            g_assert_cmpstr (content, ==, "the former copy");
          }
        if (!happened)
          break;
      }
}

/* The power goes at a random moment: what was said to be written is there, and all of the file is sound. */
static void
test_power (Fixture *fixture,
            gconstpointer unused)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (EntWorkspace) workspace = NULL;
      g_autoptr (GError) error = NULL;
      guint n = g_test_rand_int_range (1, 400), written = 0;

      start_over (fixture);
      workspace = ent_workspace_open (fixture->path, 0, &error);
      g_assert_no_error (error);
      /* Small logs, so that the power also goes while one is emptied. */
      g_assert_true (ent_database_execute (ent_workspace_get_database (workspace), "PRAGMA wal_autocheckpoint = 20", NULL));
      faulty_watch_power ();
      faulty_arm (FAULT_OPEN | FAULT_WRITE | FAULT_SYNC | FAULT_DELETE, n, SQLITE_IOERR, TRUE);
      while (written < 100 && add_one (workspace, written, NULL))
        written++;
      g_clear_object (&workspace);
      faulty_disarm ();
      faulty_cut_power ();

      workspace = ent_workspace_open (fixture->path, 0, &error);
      g_assert_no_error (error);
      assert_sound (workspace);
      for (guint i = 0; i < written; i++)
        {
          g_autofree char *id = g_strdup_printf ("authority:n%u", i);

          if (!ent_workspace_exists (workspace, id))
            g_error ("round %u, after %u accesses: %u of %u is lost", round, n, i, written);
        }
      g_assert_finalize_object (g_steal_pointer (&workspace));
    }
}

static const Trial trials[] = {
  { edit_one },
  { import_many },
  { import_stubbornly },
  { undo_one, import_many },
  { open_it, make_older, TRUE },
};

#define ADD(path, func, data) g_test_add ("/faults/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  faulty_install ();

  ADD ("edit", test_faults, &trials[0]);
  ADD ("import", test_faults, &trials[1]);
  ADD ("import-stubbornly", test_faults, &trials[2]);
  ADD ("undo", test_faults, &trials[3]);
  ADD ("update", test_faults, &trials[4]);
  ADD ("update-without-room", test_update_without_room, NULL);
  ADD ("create", test_create, NULL);
  ADD ("backup", test_backup, NULL);
  ADD ("power", test_power, NULL);

  return g_test_run ();
}
