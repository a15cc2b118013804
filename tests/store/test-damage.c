/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files with wrong bytes in them, and files that somebody made with care: refused or read, never a crash. */
#include <string.h>

#include "ent-alerts.h"
#include "ent-deadlines.h"
#include "ent-record-json.h"

#include "../common/random-record.h"
#include "../common/workspaces.h"

#define SEEDS 200
#define TODAY "2026-11-22"

typedef struct
{
  Folder folder;
  char *path;  /* (owned) */
  char *whole; /* (owned): a sound workspace */
  gsize length;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  guint n = ent_schema_get_n_entities ();

  folder_set_up (&fixture->folder, NULL);
  fixture->path = folder_name (&fixture->folder, "unit.entente");
  workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  ent_workspace_begin (workspace, "all", NULL, &error);
  for (guint i = 0; i < 3 * n; i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_get_entity (i % n));

      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
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

/* Asks a workspace for all that there is to be asked. */
static void
read_all (EntWorkspace *workspace,
          const EntEntity *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GPtrArray) records = ent_workspace_list (workspace, query, 0, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      EntRecord *record = records->pdata[i];
      g_autoptr (JsonObject) document = ent_workspace_get_document (workspace, ent_record_get_id (record), NULL);
      g_autoptr (GPtrArray) users = ent_workspace_used_by (workspace, ent_record_get_id (record), 10, NULL);

      for (guint j = 0; j < entity->n_fields; j++)
        g_free (ent_record_display (record, &entity->fields[j]));
    }
}

static void
write_all (EntWorkspace *workspace,
           const EntEntity *entity)
{
  g_autoptr (EntRecord) added = random_record (entity);
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GPtrArray) records = ent_workspace_list (workspace, query, 1, NULL);

  ent_workspace_save (workspace, added, NULL);
  if (records != NULL && records->len > 0)
    {
      ent_record_assign (added, records->pdata[0]);
      ent_workspace_save (workspace, records->pdata[0], NULL);
      ent_workspace_delete (workspace, ent_record_get_id (records->pdata[0]), NULL);
    }
}

static void
use (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) problems = NULL, hits = NULL, history = NULL, alerts = NULL, deadlines = NULL;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      read_all (workspace, ent_schema_get_entity (i));
      write_all (workspace, ent_schema_get_entity (i));
    }
  hits = ent_workspace_search (workspace, "a", NULL, 100, NULL);
  history = ent_workspace_history (workspace, NULL, 1000, NULL);
  alerts = ent_alerts_list (workspace, TODAY, NULL, NULL);
  deadlines = ent_deadlines_list (workspace, TODAY, 12, 100, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    g_free (ent_workspace_undo (workspace, NULL));
  g_free (ent_workspace_redo (workspace, NULL));
  ent_workspace_check (workspace, &problems, NULL);
}

/* Up to ten wrong bytes, half of them where the structure is. */
static void
flip (char *content,
      gsize length)
{
  for (gint left = g_test_rand_int_range (1, 11); left > 0; left--)
    {
      gsize page = g_test_rand_int_range (0, length / 4096);
      gsize offset = g_test_rand_bit () ? g_test_rand_int_range (0, 128) : g_test_rand_int_range (0, 4096);

      content[page * 4096 + offset] ^= g_test_rand_int_range (1, 256);
    }
}

static void
test_flipped_bytes (Fixture *fixture,
                    gconstpointer unused)
{
  guint opened = 0;

  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autofree char *content = g_memdup2 (fixture->whole, fixture->length);
      g_autoptr (EntWorkspace) workspace = NULL;
      g_autoptr (GError) error = NULL;

      flip (content, fixture->length);
      g_assert_true (g_file_set_contents (fixture->path, content, fixture->length, NULL));
      workspace = ent_workspace_open (fixture->path, 0, &error);
      g_assert_cmpint (workspace != NULL, ==, error == NULL);
      if (workspace == NULL)
        continue;
      opened++;
      use (workspace);
    }
  g_test_message ("%u of %u could be opened", opened, SEEDS);
}

static void
test_cut_off (Fixture *fixture,
              gconstpointer unused)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (EntWorkspace) workspace = NULL;
      gsize length = g_test_rand_int_range (0, fixture->length);

      g_assert_true (g_file_set_contents (fixture->path, fixture->whole, length, NULL));
      workspace = ent_workspace_open (fixture->path, 0, NULL);
      g_assert_null (workspace);
    }
}

/* What SQL can put into our tables: other types, other letters, other rows. */
static const char *const tricks[] = {
  "UPDATE record SET headline = CAST (x'ff00fe' AS TEXT)",
  "UPDATE record SET id = CAST (x'ff' AS TEXT) WHERE row = 1",
  "UPDATE record SET id = '' WHERE row = 1",
  "UPDATE record SET id = 'project:x'' OR 1' WHERE row = 1",
  "UPDATE record SET type = 'project'",
  "UPDATE record SET extra = '[1,2]'",
  "UPDATE record SET extra = '{'",
  "UPDATE record SET extra = '{\"a\":inf}'",
  "UPDATE record SET extra = CAST (x'7b22ff223a317d' AS TEXT)",
  "UPDATE record SET extra = '\"text\"'",
  "UPDATE record SET extra = '{\"_id\":7,\"type\":{},\"title\":\"x\"}'",
  "UPDATE history SET record = 'x', field = 'y', old = '{', new = '['",
  "UPDATE history SET old = '7', new = '7'",
  "UPDATE history SET old = '{}', new = '{}', field = NULL",
  "UPDATE history SET field = 'nothing'",
  "UPDATE history SET change = 4711",
  "UPDATE change SET label = CAST (x'ff' AS TEXT), kind = '', undone = 7",
  "UPDATE change SET undone = 1",
  "DELETE FROM change",
  "DELETE FROM reference",
  "UPDATE OR REPLACE reference SET field = 'nothing', source = 4711",
  "UPDATE OR REPLACE reference SET target = CAST (x'ff' AS TEXT) WHERE source = 1",
  "DELETE FROM search",
  "DELETE FROM project",
  "UPDATE project SET title = CAST (x'ff' AS TEXT), themes = 'no list', \"title~\" = NULL",
  "UPDATE project SET themes = '[1,null,{}]', places = '{\"a\":1}'",
  "UPDATE project SET themes = '[\"no such theme\"]', status = 'no such status', start = 'no date'",
  "UPDATE project SET lead = 'not an id', partnership = 'person:x', description = '[[[['",
  "UPDATE person SET languages = '[\"\",\":\",\"qqq:\",\"hy:B1:B1\"]', \"keep-until\" = '9999-99-99'",
  "UPDATE authority SET population = -9223372036854775808, latitude = 1e999, longitude = -1e308",
  "UPDATE payment SET amount = 9223372036854775807, country = 'ZZ'",
  "UPDATE milestone SET due = '', done = 'x'",
  "UPDATE agreement SET \"ends-on\" = '2027-02-30', \"signed-on\" = '', \"renewal-notice\" = 'x'",
  "UPDATE event SET start = '2027', kind = 'mission', country = NULL",
  "UPDATE role SET \"end\" = '', kind = 'elected'",
  "UPDATE setting SET value = 'x'",
  "DELETE FROM setting",
};

static void
test_made_with_care (Fixture *fixture,
                     gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_autoptr (EntDatabase) database = NULL;
      g_autoptr (EntWorkspace) workspace = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", tricks[i]);
      g_assert_true (g_file_set_contents (fixture->path, fixture->whole, fixture->length, NULL));
      database = ent_database_open (fixture->path, SQLITE_OPEN_READWRITE, &error);
      ent_database_execute (database, tricks[i], &error);
      g_assert_no_error (error);
      g_clear_object (&database);

      workspace = ent_workspace_open (fixture->path, 0, &error);
      g_assert_cmpint (workspace != NULL, ==, error == NULL);
      if (workspace != NULL)
        use (workspace);
    }
}

/* A file whose own triggers and views would do more than is asked for. */
static void
test_triggers (Fixture *fixture,
               gconstpointer unused)
{
  sqlite3 *handle;
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) record = random_record (ent_schema_find ("call"));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM history; DELETE FROM project; END;"
                                 "CREATE VIEW v AS SELECT * FROM record",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);

  workspace = ent_workspace_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_true (ent_workspace_save (workspace, record, &error));
  g_assert_cmpuint (count_records (workspace, "project"), ==, 3);
  g_assert_false (ent_database_execute (ent_workspace_get_database (workspace), "SELECT * FROM v", NULL));
}

/* Whatever somebody types is words, and never a query language. */
static void
test_words (Fixture *fixture,
            gconstpointer unused)
{
  static const char *const words[] = { "\"", "*", "a*b", "NEAR(a b)", "title:a", "a AND", "(", "-a", "^a", "a OR b", "{a}", "\\", "%", "'", "\u00bd", "中文", "🙂", "\xff", "a\xcc\x81", ";--" };
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (fixture->path, 0, NULL);
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autoptr (GString) many = g_string_new (NULL);

  for (gsize i = 0; i < 20000; i++)
    g_string_append_printf (many, "w%" G_GSIZE_FORMAT " ", i);
  for (gsize i = 0; i < G_N_ELEMENTS (words) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (words) ? words[i] : i == G_N_ELEMENTS (words) ? long_word : many->str;
      g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, text, NULL, 10, &error);
      g_autoptr (GArray) rows = NULL;

      g_assert_no_error (error);
      ent_query_set_words (query, text);
      rows = ent_workspace_find (workspace, query, &error);
      g_assert_no_error (error);
    }
}

#define ADD(path, func) g_test_add ("/damage/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("flipped-bytes", test_flipped_bytes);
  ADD ("cut-off", test_cut_off);
  ADD ("made-with-care", test_made_with_care);
  ADD ("triggers", test_triggers);
  ADD ("words", test_words);

  return g_test_run ();
}
