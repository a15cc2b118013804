/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-changes.h"
#include "ent-atlas-check.h"
#include "ent-atlas-database-private.h"
#include "ent-atlas-error.h"
#include "ent-atlas-local.h"
#include "ent-atlas-sql.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
  EntAtlasDatabase *database;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("entente-atlas-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.sqlite", NULL);
  fixture->database = ent_atlas_database_open (fixture->path, ENT_ATLAS_DATABASE_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->database);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static EntAtlasDocument *
parse (const char *text)
{
  g_autofree char *json = ent_atlas_json_compact (text, strlen (text), NULL, NULL);
  EntAtlasSlice slice = { json, strlen (json) };
  g_autoptr (GError) error = NULL;
  EntAtlasDocument *document = ent_atlas_document_parse (&slice, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
begin (EntAtlasDatabase *database)
{
  g_autoptr (GError) error = NULL;

  ent_atlas_database_begin (database, &error);
  g_assert_no_error (error);
}

static void
commit (EntAtlasDatabase *database)
{
  g_autoptr (GError) error = NULL;

  ent_atlas_database_commit (database, &error);
  g_assert_no_error (error);
}

static char *
edit (EntAtlasDatabase *database,
      const char       *text)
{
  g_autoptr (EntAtlasDocument) document = parse (text);
  char revision_text[ENT_ATLAS_REVISION_SIZE];
  g_autoptr (GError) error = NULL;
  EntAtlasRevision revision;

  begin (database);
  ent_atlas_database_edit (database, document, &revision, &error);
  g_assert_no_error (error);
  commit (database);
  return g_strdup (ent_atlas_revision_format (&revision, revision_text));
}

static void
replicate (EntAtlasDatabase *database,
           const char       *text)
{
  g_autoptr (EntAtlasDocument) document = parse (text);
  g_autoptr (GError) error = NULL;

  begin (database);
  ent_atlas_database_replicate (database, document, &error);
  g_assert_no_error (error);
  commit (database);
}

static void
assert_counts (EntAtlasDatabase *database,
               gint64            alive,
               gint64            deleted,
               gint64            last_seq)
{
  EntAtlasDatabaseInfo info;

  g_assert_true (ent_atlas_database_get_info (database, &info, NULL));
  g_assert_cmpint (info.alive, ==, alive);
  g_assert_cmpint (info.deleted, ==, deleted);
  g_assert_cmpint (info.last_seq, ==, last_seq);
}

static void
assert_in_order (EntAtlasDatabase *database)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_atlas_database_begin_read (database, &error));
  g_assert_true (ent_atlas_check_database (database, problems, &error));
  ent_atlas_database_rollback (database);
  if (problems->len > 0)
    g_error ("%s", (const char *) g_ptr_array_index (problems, 0));
}

static char *
read_winner (EntAtlasDatabase *database,
             const char       *id)
{
  g_autoptr (EntAtlasRecord) record = ent_atlas_record_load (database, id, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  EntAtlasLeaf winner;

  g_assert_nonnull (record);
  g_assert_true (ent_atlas_tree_get_winner (record->tree, &winner));
  g_assert_true (ent_atlas_render_record (out, database, record, id, &winner.revision,
                                          ENT_ATLAS_RENDER_CONFLICTS | ENT_ATLAS_RENDER_DELETED_CONFLICTS, NULL));
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
test_edit (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *first = edit (fixture->database, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *text = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"v\":2}", first);
  g_autofree char *second = edit (fixture->database, text);
  g_autofree char *tombstone = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"%s\",\"_deleted\":true}", second);
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autoptr (EntAtlasDocument) stale = parse (text);
  g_autoptr (GError) error = NULL;
  EntAtlasRevision revision;

  assert_counts (fixture->database, 1, 0, 2);
  begin (fixture->database);
  g_assert_false (ent_atlas_database_edit (fixture->database, stale, &revision, &error));
  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_CONFLICT);
  ent_atlas_database_rollback (fixture->database);

  third = edit (fixture->database, tombstone);
  assert_counts (fixture->database, 0, 1, 3);
  fourth = edit (fixture->database, "{\"_id\":\"a\",\"v\":4}");
  g_assert_true (g_str_has_prefix (fourth, "4-"));
  assert_counts (fixture->database, 1, 0, 4);
  assert_in_order (fixture->database);
}

/* The same edit has the same revision on two servers: they agree instead of conflicting. */
static void
test_same_edit (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.sqlite", NULL);
  g_autoptr (EntAtlasDatabase) other = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_CREATE, NULL);
  g_autofree char *here = edit (fixture->database, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *there = edit (other, "{ \"_id\" : \"a\", \"v\" : 1 }");

  g_assert_cmpstr (here, ==, there);
}

static void
test_savepoint (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (EntAtlasDocument) kept = parse ("{\"_id\":\"kept\"}");
  g_autoptr (EntAtlasDocument) undone = parse ("{\"_id\":\"undone\"}");
  EntAtlasRevision revision;

  begin (fixture->database);
  g_assert_true (ent_atlas_database_savepoint (fixture->database, NULL));
  g_assert_true (ent_atlas_database_edit (fixture->database, kept, &revision, NULL));
  g_assert_true (ent_atlas_database_release (fixture->database, NULL));
  g_assert_true (ent_atlas_database_savepoint (fixture->database, NULL));
  g_assert_true (ent_atlas_database_edit (fixture->database, undone, &revision, NULL));
  g_assert_true (ent_atlas_database_rollback_to (fixture->database, NULL));
  commit (fixture->database);

  assert_counts (fixture->database, 1, 0, 1);
  assert_in_order (fixture->database);
}

static void
test_sequences (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *first = edit (fixture->database, "{\"_id\":\"a\"}");
  g_autofree char *second = edit (fixture->database, "{\"_id\":\"b\"}");
  g_autofree char *seq = ent_atlas_database_format_seq (fixture->database, 2);
  g_autofree char *ahead = ent_atlas_database_format_seq (fixture->database, 3);
  static const char *const bad[] = { "", "x", "-1", "1x", "[1]", " 1", "99999999999999999999999x" };
  gint64 number = -1;

  g_assert_true (ent_atlas_database_parse_since (fixture->database, seq, &number, NULL));
  g_assert_cmpint (number, ==, 2);
  g_assert_true (ent_atlas_database_parse_since (fixture->database, "now", &number, NULL));
  g_assert_cmpint (number, ==, 2);
  g_assert_true (ent_atlas_database_parse_since (fixture->database, NULL, &number, NULL));
  g_assert_cmpint (number, ==, 0);
  /* Another database's, one without a tag, and one that was never given all begin anew. */
  g_assert_true (ent_atlas_database_parse_since (fixture->database, "2-other", &number, NULL));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (ent_atlas_database_parse_since (fixture->database, "2", &number, NULL));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (ent_atlas_database_parse_since (fixture->database, ahead, &number, NULL));
  g_assert_cmpint (number, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ent_atlas_database_parse_since (fixture->database, bad[i], &number, &error));
      g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST);
    }
}

/* What was copied and put back must not make clients miss what comes after. */
static void
test_copy (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.sqlite", NULL);
  g_autofree char *first = edit (fixture->database, "{\"_id\":\"a\",\"v\":1}");
  g_autofree char *seq = ent_atlas_database_format_seq (fixture->database, 1);
  g_autofree char *winner = NULL;
  g_autoptr (EntAtlasDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = -1;

  g_assert_true (ent_atlas_database_copy (fixture->database, path, &error));
  copy = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_READ, &error);
  g_assert_no_error (error);
  assert_in_order (copy);
  winner = read_winner (copy, "a");
  g_assert_nonnull (strstr (winner, "\"v\":1"));
  g_assert_true (ent_atlas_database_parse_since (copy, seq, &number, NULL));
  g_assert_cmpint (number, ==, 0);
}

static void
test_conflict_limit (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint taken = 0;

  begin (fixture->database);
  for (guint i = 0; i <= ENT_ATLAS_TREE_MAX_NODES && error == NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"_id\":\"a\",\"_rev\":\"1-%032x\"}", i);
      g_autoptr (EntAtlasDocument) document = parse (text);

      if (ent_atlas_database_replicate (fixture->database, document, &error))
        taken++;
    }
  commit (fixture->database);

  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_FORBIDDEN);
  g_assert_cmpuint (taken, ==, ENT_ATLAS_TREE_MAX_NODES - 1);
  assert_in_order (fixture->database);
}

static void
test_damage (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE document SET tree = x'00'",
    "UPDATE document SET deleted = 1",
    "UPDATE property SET value = 7 WHERE name = 'alive'",
    "PRAGMA foreign_keys = OFF; DELETE FROM leaf",
    "UPDATE leaf SET revision = '1-00000000000000000000000000000000'",
  };
  g_autofree char *first = edit (fixture->database, "{\"_id\":\"a\"}");

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/damaged%u.sqlite", fixture->folder, i);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (EntAtlasDatabase) damaged = NULL;
      g_autoptr (GError) error = NULL;
      sqlite3 *db;

      g_assert_true (ent_atlas_database_copy (fixture->database, path, NULL));
      db = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE, NULL);
      g_assert_true (ent_atlas_sql_exec (db, damages[i], NULL));
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

      damaged = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_READ, &error);
      g_assert_no_error (error);
      g_assert_true (ent_atlas_check_database (damaged, problems, NULL));
      if (problems->len == 0)
        g_error ("%s was not noticed", damages[i]);
    }
}

/* A full disk refuses a write and damages nothing; with room again, writing goes on. */
static void
test_full_disk (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *first = edit (fixture->database, "{\"_id\":\"a\"}");
  g_autofree char *padding = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"_id\":\"large\",\"x\":\"%s\"}", padding);
  g_autoptr (EntAtlasDocument) large = parse (text);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;
  EntAtlasRevision revision;

  g_assert_true (ent_atlas_sql_exec (fixture->database->db, "PRAGMA max_page_count = 20", NULL));
  begin (fixture->database);
  g_assert_true (ent_atlas_database_savepoint (fixture->database, NULL));
  g_assert_false (ent_atlas_database_edit (fixture->database, large, &revision, &error));
  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_STORAGE);
  g_assert_cmpuint (ent_atlas_error_get_status (error), ==, 507);
  /* SQLite may have given up the whole transaction: then nothing of it may be committed. */
  if (!ent_atlas_database_rollback_to (fixture->database, NULL))
    g_assert_false (ent_atlas_database_savepoint (fixture->database, NULL));
  ent_atlas_database_rollback (fixture->database);
  assert_counts (fixture->database, 1, 0, 1);
  assert_in_order (fixture->database);

  g_assert_true (ent_atlas_sql_exec (fixture->database->db, "PRAGMA max_page_count = 1000000", NULL));
  after = edit (fixture->database, text);
  assert_counts (fixture->database, 2, 0, 2);
}

static gboolean
has_local (EntAtlasDatabase *database,
           const char       *id)
{
  g_autoptr (GString) out = g_string_new (NULL);

  return ent_atlas_local_render (database, id, out, NULL);
}

/* Whoever may read a database notes there how far they are, and fills no disk with it. */
static void
test_many_local (Fixture      *fixture,
                 gconstpointer data)
{
  const EntAtlasSlice json = { "{}", 2 };
  g_autoptr (GError) error = NULL;
  gint64 generation;

  begin (fixture->database);
  for (guint i = 0; i <= ENT_ATLAS_LOCAL_MAX_COUNT; i++)
    {
      g_autofree char *id = g_strdup_printf ("_local/%u", i);

      ent_atlas_local_put (fixture->database, id, &json, &generation, &error);
      g_assert_no_error (error);
      g_assert_cmpint (generation, ==, 1);
    }
  commit (fixture->database);
  g_assert_false (has_local (fixture->database, "_local/0"));
  g_assert_true (has_local (fixture->database, "_local/1"));

  /* One more of those that are there takes nobody's place. */
  begin (fixture->database);
  g_assert_true (ent_atlas_local_put (fixture->database, "_local/2", &json, &generation, &error));
  commit (fixture->database);
  g_assert_cmpint (generation, ==, 2);
  g_assert_true (has_local (fixture->database, "_local/1"));
}

static void
test_foreign_files (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "text.sqlite", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_assert_true (g_file_set_contents (text, "This is not a database, however long it may be.", -1, NULL));
  g_assert_null (ent_atlas_database_open (text, ENT_ATLAS_DATABASE_WRITE, &error));
  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL);
  g_clear_error (&error);

  db = ent_atlas_sql_open (other, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  g_assert_true (ent_atlas_sql_exec (db, "CREATE TABLE x (y); PRAGMA user_version = 1", NULL));
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  g_assert_null (ent_atlas_database_open (other, ENT_ATLAS_DATABASE_CREATE, &error));
  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL);
  g_clear_error (&error);

  g_assert_true (ent_atlas_sql_exec (fixture->database->db, "DELETE FROM property WHERE name = 'instance'", NULL));
  g_assert_null (ent_atlas_database_open (fixture->path, ENT_ATLAS_DATABASE_READ, &error));
  g_assert_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL);
}

static void
swap (char **a,
      char **b)
{
  char *was = *a;

  *a = *b;
  *b = was;
}

/* Random branches of a few documents, in a random order on each of two servers: both show the same. */
static void
test_convergence (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.sqlite", NULL);
  g_autoptr (EntAtlasDatabase) other = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_CREATE, NULL);
  char *pushes[200];

  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    {
      guint length = (guint) g_test_rand_int_range (1, 5);
      g_autoptr (GString) ids = g_string_new (NULL);

      /* Few different ancestors, so that branches meet; the newest is this push's own. */
      for (guint generation = length; generation > 0; generation--)
        g_string_append_printf (ids, "%s\"%031x%x\"", ids->len > 0 ? "," : "",
                                generation == length ? i + 100 : generation,
                                generation == length ? 0u : (guint) g_test_rand_int_range (0, 2));
      pushes[i] = g_strdup_printf ("{\"_id\":\"doc%d\",\"v\":%u,\"_deleted\":%s,\"_revisions\":{\"start\":%u,\"ids\":[%s]}}",
                                   g_test_rand_int_range (0, 5), i, g_test_rand_int_range (0,
                                                                                           3) == 0 ? "true" : "false",
                                   length, ids->str);
    }

  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    replicate (fixture->database, pushes[i]);
  for (guint i = G_N_ELEMENTS (pushes) - 1; i > 0; i--)
    swap (&pushes[i], &pushes[g_test_rand_int_range (0, (int) i + 1)]);
  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    replicate (other, pushes[i]);

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("doc%u", i);
      g_autofree char *here = read_winner (fixture->database, id);
      g_autofree char *there = read_winner (other, id);

      g_assert_cmpstr (here, ==, there);
    }
  assert_in_order (fixture->database);
  assert_in_order (other);

  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    g_free (pushes[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/database/edit", Fixture, NULL, set_up, test_edit, tear_down);
  g_test_add ("/database/same-edit", Fixture, NULL, set_up, test_same_edit, tear_down);
  g_test_add ("/database/savepoint", Fixture, NULL, set_up, test_savepoint, tear_down);
  g_test_add ("/database/sequences", Fixture, NULL, set_up, test_sequences, tear_down);
  g_test_add ("/database/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/database/conflict-limit", Fixture, NULL, set_up, test_conflict_limit, tear_down);
  g_test_add ("/database/damage", Fixture, NULL, set_up, test_damage, tear_down);
  g_test_add ("/database/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/database/many-local", Fixture, NULL, set_up, test_many_local, tear_down);
  g_test_add ("/database/foreign-files", Fixture, NULL, set_up, test_foreign_files, tear_down);
  g_test_add ("/database/convergence", Fixture, NULL, set_up, test_convergence, tear_down);
  return g_test_run ();
}
