/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that an older version wrote, with what a newer colleague had sent to it. */
#include <sys/stat.h>

#include "ent-record-json.h"
#include "ent-sync-state.h"

#include "../common/random-record.h"
#include "../common/workspaces.h"

#define AS_OLDER "DELETE FROM setting WHERE name = 'schema';"

static EntWorkspace *
open_again (Folder *folder,
            EntWorkspaceFlags flags)
{
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, flags, &error);

  g_assert_no_error (error);
  return workspace;
}

static void
execute (EntWorkspace *workspace,
         const char *sql)
{
  g_autoptr (GError) error = NULL;

  ent_database_execute (ent_workspace_get_database (workspace), sql, &error);
  g_assert_no_error (error);
}

static gint64
count_of (EntWorkspace *workspace,
          const char *what)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM ", what, NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  ent_database_query_integer (ent_workspace_get_database (workspace), sql, &n, &error);
  g_assert_no_error (error);
  return n;
}

static JsonNode *
read_document (EntWorkspace *workspace,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = ent_workspace_get_document (workspace, id, &error);

  g_assert_no_error (error);
  return json_node_init_object (json_node_alloc (), document);
}

static void
put (EntWorkspace *workspace,
     const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ent_json_from_text (text, -1, &error);

  g_assert_no_error (error);
  ent_workspace_put_document (workspace, json_node_get_object (node), &error);
  g_assert_no_error (error);
}

/* What the folder has beside the workspace. */
static guint
count_backups (Folder *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder->path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = folder_name (folder, name);
      GStatBuf info;

      if (!g_str_has_suffix (name, ".backup"))
        continue;
      n++;
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }

  return n;
}

/* Makes all records of the workspace what a version would have stored that knew nothing of their types. */
static const char forget_types[] =
  AS_OLDER
  "DELETE FROM reference; DELETE FROM search WHERE rowid IN (SELECT row FROM record);";

static void
forget_type (EntWorkspace *workspace,
             const EntEntity *entity)
{
  g_autofree char *sql = g_strdup_printf ("DROP TABLE \"%s\"", entity->name);
  g_autoptr (GPtrArray) records = list_records (workspace, entity->name);

  for (guint i = 0; i < records->len; i++)
    {
      const char *id = ent_record_get_id (records->pdata[i]);
      g_autoptr (JsonNode) node = read_document (workspace, id);
      g_autofree char *text = ent_json_to_text (node);
      g_autofree char *update = sqlite3_mprintf ("UPDATE record SET headline = '', sort = '', extra = %Q WHERE id = %Q", text, id);

      execute (workspace, update);
      sqlite3_free (g_steal_pointer (&update));
    }
  execute (workspace, sql);
}

static void
test_new_types (Folder *folder,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  guint n = ent_schema_get_n_entities ();

  for (guint i = 0; i < 3 * n; i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_get_entity (i % n));
      g_autoptr (GError) error = NULL;

      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
      g_ptr_array_add (nodes, read_document (workspace, ent_record_get_id (record)));
    }
  for (guint i = 0; i < n; i++)
    forget_type (workspace, ent_schema_get_entity (i));
  execute (workspace, forget_types);
  g_assert_finalize_object (g_steal_pointer (&workspace));

  workspace = open_again (folder, 0);
  for (guint i = 0; i < nodes->len; i++)
    {
      const char *id = json_object_get_string_member (json_node_get_object (nodes->pdata[i]), "_id");
      g_autoptr (JsonNode) node = read_document (workspace, id);
      g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, NULL);

      g_assert_true (json_node_equal (node, nodes->pdata[i]));
      g_assert_null (ent_record_get_extra (record));
      g_assert_true (ent_record_check (record, NULL));
    }
  assert_sound (workspace);
  g_assert_cmpuint (count_backups (folder), ==, 1);
}

/* Each kind of value, and for each one that is none. */
static const char before_project[] =
  "{\"_id\":\"project:p1\",\"type\":\"project\",\"title\":\"Eau\",\"themes\":[\"energy\",\"water\"],\"departments\":[\"department:d1\"],"
  "\"lead\":\"authority:a1\",\"places\":[\"Goris\"],\"start\":\"2020-05\",\"purpose\":\"14030\",\"gender\":\"1\"}";
static const char before_authority[] =
  "{\"_id\":\"authority:a1\",\"type\":\"authority\",\"name\":\"Évry\",\"country\":\"FR\",\"population\":70000,\"latitude\":48.6,\"longitude\":2}";
static const char before_partnership[] = "{\"_id\":\"partnership:q1\",\"type\":\"partnership\",\"title\":\"Évry – Esteli\",\"cross-border\":true}";
static const char before_funding[] =
  "{\"_id\":\"funding:f1\",\"type\":\"funding\",\"project\":\"project:p1\",\"funder\":\"authority:a1\",\"planned\":123456,\"year\":2024}";

/* No column goes as long as an index has it. */
static void
forget_indices (EntWorkspace *workspace,
                const char *entity)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean row = TRUE;

  {
    EntDatabase *database = ent_workspace_get_database (workspace);
    g_autoptr (EntStatement) statement =
      ent_database_prepare (database, "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?", &error);

    ent_statement_bind_text (statement, 1, entity);
    while (ent_database_step (database, statement, &row, &error) && row)
      g_string_append_printf (sql, "DROP INDEX \"%s\";", ent_statement_get_text (statement, 0));
    g_assert_no_error (error);
  }
  execute (workspace, sql->str);
}

static void
test_new_fields (Folder *folder,
                 gconstpointer unused)
{
  static const char *const documents[] = { before_authority, before_partnership, before_project, before_funding };
  static const struct
  {
    const char *entity;
    const char *fields; /* that the older version did not have, and their columns */
  } forgotten[] = {
    { "authority", "name;name~;population;latitude;longitude" },
    { "partnership", "cross-border" },
    { "project", "themes;departments;lead;places;start;purpose;gender" },
    { "funding", "planned;year;funder" },
  };
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (GPtrArray) hits = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    put (workspace, documents[i]);
  for (guint i = 0; i < G_N_ELEMENTS (forgotten); i++)
    {
      g_auto (GStrv) fields = g_strsplit (forgotten[i].fields, ";", -1);

      forget_indices (workspace, forgotten[i].entity);
      for (gsize j = 0; fields[j] != NULL; j++)
        {
          g_autofree char *drop = g_strdup_printf ("ALTER TABLE \"%s\" DROP COLUMN \"%s\"", forgotten[i].entity, fields[j]);

          execute (workspace, drop);
        }
    }
  execute (workspace, "UPDATE record SET headline = '', sort = '', extra = '{\"name\":\"Évry\",\"population\":70000,\"latitude\":48.6,\"longitude\":2}' WHERE id = 'authority:a1';"
                      "UPDATE record SET extra = '{\"cross-border\":true}' WHERE id = 'partnership:q1';"
                      "UPDATE record SET extra = '{\"themes\":[\"energy\",\"water\"],\"departments\":[\"department:d1\"],\"lead\":\"authority:a1\",\"places\":[\"Goris\"],"
                      "\"start\":\"2020-05\",\"purpose\":\"14030\",\"gender\":\"1\"}' WHERE id = 'project:p1';"
                      "UPDATE record SET headline = 'Eau', extra = '{\"planned\":123456,\"year\":2024,\"funder\":\"authority:a1\"}' WHERE id = 'funding:f1'");
  execute (workspace, forget_types);
  g_assert_finalize_object (g_steal_pointer (&workspace));

  workspace = open_again (folder, 0);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (JsonNode) expected = ent_json_from_text (documents[i], -1, NULL);
      g_autoptr (JsonNode) node = read_document (workspace, json_object_get_string_member (json_node_get_object (expected), "_id"));
      g_autofree char *text = ent_json_to_text (node);
      g_autofree char *expected_text = NULL;

      /* 2 and 2.0 are the same number. */
      if (i == 0)
        json_object_set_double_member (json_node_get_object (expected), "longitude", 2);
      expected_text = ent_json_to_text (expected);
      if (!json_node_equal (node, expected))
        g_error ("%s became %s", expected_text, text);
    }

  assert_sound (workspace);
  hits = ent_workspace_search (workspace, "goris", NULL, 10, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = ent_workspace_used_by (workspace, "authority:a1", 10, NULL);
  g_assert_cmpuint (hits->len, ==, 2);
  g_assert_cmpstr (((EntHit *) hits->pdata[0])->headline, ==, "Évry – Eau");
}

/* Nothing of what a later version or an attacker put there keeps the file from being opened, or is lost. */
static void
test_values_that_do_not_fit (Folder *folder,
                             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  static const char extra[] = "{\"population\":\"many\",\"web\":{\"a\":1},\"kind\":\"orbital\",\"latitude\":1e300,\"siren\":[\"x\"],\"anthem\":null}";
  g_autoptr (JsonNode) expected = ent_json_from_text (extra, -1, NULL);
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *update = sqlite3_mprintf ("UPDATE record SET extra = %Q WHERE id = 'authority:a2'", extra);

  put (workspace, "{\"_id\":\"authority:a2\",\"type\":\"authority\",\"name\":\"Goris\",\"country\":\"AM\"}");
  execute (workspace, update);
  sqlite3_free (g_steal_pointer (&update));
  execute (workspace, AS_OLDER);
  g_assert_finalize_object (g_steal_pointer (&workspace));

  workspace = open_again (folder, 0);
  record = ent_workspace_get (workspace, "authority:a2", &error);
  g_assert_no_error (error);
  kept = ent_json_from_text (ent_record_get_extra (record), -1, NULL);
  g_assert_true (json_node_equal (kept, expected));
  g_assert_true (ent_workspace_save (workspace, record, &error));
  g_assert_cmpstr (ent_record_get_text (record, "name"), ==, "Goris");
  assert_sound (workspace);
}

/* A list with a choice of a later version is shown and kept as it is. */
static void
test_unknown_choices_stay (Folder *folder,
                           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  put (workspace, "{\"_id\":\"project:p1\",\"type\":\"project\",\"title\":\"Eau\",\"themes\":[\"water\"]}");
  execute (workspace, "UPDATE project SET themes = '[\"space\",\"water\"]'");
  record = ent_workspace_get (workspace, "project:p1", &error);
  g_assert_no_error (error);
  g_assert_cmpstrv (ent_record_get_list (record, "themes"), ((const char *[]){ "space", "water", NULL }));
}

static void
test_undo_after_update (Folder *folder,
                        gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  /* A member that this version did not know when history was written stood last there. */
  put (workspace, "{\"_id\":\"authority:a1\",\"type\":\"authority\",\"name\":\"Goris\",\"country\":\"AM\",\"web\":\"https://goris.am\",\"notes\":\"n\"}");
  execute (workspace, "UPDATE history SET new = '{\"_id\":\"authority:a1\",\"type\":\"authority\",\"name\":\"Goris\",\"country\":\"AM\","
                      "\"notes\":\"n\",\"web\":\"https://goris.am\"}'");
  undone = ent_workspace_undo (workspace, &error);
  g_assert_no_error (error);
  g_assert_false (ent_workspace_exists (workspace, "authority:a1"));
}

static void
test_nothing_to_do (Folder *folder,
                    gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");

  g_assert_finalize_object (g_steal_pointer (&workspace));
  workspace = open_again (folder, 0);
  g_assert_cmpuint (count_backups (folder), ==, 0);
}

/* An index of an older version gives way to what is now made under its name. */
static void
test_new_indices (Folder *folder,
                  gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  const char *count = "SELECT count (*) FROM sqlite_schema WHERE name = 'project.status' AND sql LIKE '%title~%'";
  gint64 n = 0;

  g_assert_true (ent_database_query_integer (ent_workspace_get_database (workspace), count, &n, NULL));
  g_assert_cmpint (n, ==, 1);
  execute (workspace, AS_OLDER "DROP INDEX \"project.status\"; CREATE INDEX \"project.status\" ON project (status)");
  g_assert_finalize_object (g_steal_pointer (&workspace));

  workspace = open_again (folder, 0);
  g_assert_true (ent_database_query_integer (ent_workspace_get_database (workspace), count, &n, NULL));
  g_assert_cmpint (n, ==, 1);
}

/* Only what changed is looked at: the records of an entity that is made otherwise now, and those with which something is
 * kept, for which choices of a later version may be known now. */
static void
test_only_what_changed (Folder *folder,
                        gconstpointer unused)
{
  static const struct
  {
    const char *update; /* of the fingerprint */
    gboolean note;      /* whether notes are looked at */
    gboolean all;       /* whether everything is */
  } changes[] = {
    { "replace (value, 'note=', 'note=0')", TRUE, FALSE },
    { "replace (value, 'values=', 'values=0')", FALSE, FALSE },
    { "'0123456789abcdef'", TRUE, TRUE },
  };
  static const char tamper[] =
    "UPDATE record SET sort = 'tampered'; DROP INDEX \"note.when\"; DROP INDEX \"authority.name\";"
    "UPDATE record SET extra = '{\"kind\":\"commune\",\"moon\":1}' WHERE id = 'authority:kept'; UPDATE authority SET kind = NULL";

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%zu.entente", i);
      g_autofree char *path = folder_name (folder, name);
      g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, name);
      g_autofree char *sql = g_strdup_printf ("UPDATE setting SET value = %s WHERE name = 'schema'", changes[i].update);
      g_autoptr (EntRecord) kept = NULL;
      g_autoptr (GError) error = NULL;

      put (workspace, "{\"_id\":\"authority:plain\",\"type\":\"authority\",\"name\":\"Goris\",\"country\":\"AM\"}");
      put (workspace, "{\"_id\":\"authority:kept\",\"type\":\"authority\",\"name\":\"Vienne\",\"country\":\"FR\"}");
      put (workspace, "{\"_id\":\"note:n\",\"type\":\"note\",\"text\":\"Eau\",\"subject\":\"authority:plain\",\"when\":\"2026-01-01\"}");
      execute (workspace, tamper);
      execute (workspace, sql);
      g_assert_finalize_object (g_steal_pointer (&workspace));

      workspace = ent_workspace_open (path, 0, &error);
      g_assert_no_error (error);
      g_assert_cmpint (count_of (workspace, "record WHERE id = 'authority:plain' AND sort = 'tampered'"), ==, !changes[i].all);
      g_assert_cmpint (count_of (workspace, "record WHERE id = 'note:n' AND sort = 'tampered'"), ==, !changes[i].note);
      g_assert_cmpint (count_of (workspace, "sqlite_schema WHERE name = 'authority.name'"), ==, changes[i].all);
      g_assert_cmpint (count_of (workspace, "sqlite_schema WHERE name = 'note.when'"), ==, changes[i].note);
      kept = ent_workspace_get (workspace, "authority:kept", NULL);
      g_assert_cmpstr (ent_record_get_text (kept, "kind"), ==, "commune");
      g_assert_cmpstr (ent_record_get_extra (kept), ==, "{\"moon\":1}");
      g_assert_finalize_object (g_steal_pointer (&workspace));

      /* The next time nothing is to be done. */
      {
        guint backups = count_backups (folder);

        workspace = ent_workspace_open (path, 0, NULL);
        g_assert_cmpuint (count_backups (folder), ==, backups);
      }
    }
}

/* What was agreed with a server lies elsewhere than it did in a file of version 2, and is the same. */
static void
test_agreed (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autoptr (GError) error = NULL;
  g_auto (EntBase) base = { 0 };
  gboolean found;
  gint64 n = 0;

  execute (workspace, "DROP TABLE leaf; DROP TABLE base; CREATE TABLE base (remote TEXT NOT NULL, id TEXT NOT NULL, rev TEXT NOT NULL, document TEXT,"
                      "  PRIMARY KEY (remote, id)) STRICT, WITHOUT ROWID;"
                      "INSERT INTO base VALUES ('Team', 'note:1', '1-a', '{}'), ('Atlas', 'note:1', '2-b', NULL); PRAGMA user_version = 2");
  g_assert_finalize_object (g_steal_pointer (&workspace));

  workspace = open_again (folder, 0);
  g_assert_true (ent_sync_state_get_base (workspace, "Team", "note:1", &base, &found, &error));
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpstr (base.rev, ==, "1-a");
  g_assert_cmpstr (base.document, ==, "{}");
  ent_base_clear (&base);
  g_assert_true (ent_sync_state_set_base (workspace, "Atlas", "note:1", "3-c", "[]", &error));
  g_assert_true (ent_sync_state_get_base (workspace, "Atlas", "note:1", &base, &found, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (base.rev, ==, "3-c");
  g_assert_true (ent_database_query_integer (ent_workspace_get_database (workspace), "SELECT count (*) FROM base", &n, NULL));
  g_assert_cmpint (n, ==, 2);
}

static void
test_two_backups (Folder *folder,
                  gconstpointer unused)
{
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (EntWorkspace) workspace = i == 1 ? folder_make_workspace (folder, "unit.entente") : open_again (folder, 0);

      execute (workspace, AS_OLDER);
      g_assert_finalize_object (g_steal_pointer (&workspace));
      workspace = open_again (folder, 0);
      g_assert_cmpuint (count_backups (folder), ==, i);
    }
}

static gpointer
open_thread (gpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  return NULL;
}

static void
test_several_at_once (Folder *folder,
                      gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *path = folder_name (folder, "unit.entente");
  GThread *threads[4];

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (EntRecord) record = random_record (ent_schema_find ("project"));

      g_assert_true (ent_workspace_save (workspace, record, NULL));
    }
  execute (workspace, AS_OLDER "DROP INDEX \"project.lead\"; ALTER TABLE project DROP COLUMN lead");
  g_assert_finalize_object (g_steal_pointer (&workspace));

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_thread, path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  workspace = open_again (folder, 0);
  assert_sound (workspace);
}

static void
test_read_only (Folder *folder,
                gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *path = folder_name (folder, "unit.entente");
  g_autoptr (GError) error = NULL;

  /* Another order of things can be read; a missing field cannot. */
  execute (workspace, AS_OLDER);
  g_assert_finalize_object (g_steal_pointer (&workspace));
  workspace = open_again (folder, ENT_WORKSPACE_READ_ONLY);
  g_assert_finalize_object (g_steal_pointer (&workspace));
  workspace = open_again (folder, 0);
  execute (workspace, AS_OLDER "ALTER TABLE authority DROP COLUMN web");
  g_assert_finalize_object (g_steal_pointer (&workspace));

  g_assert_null (ent_workspace_open (path, ENT_WORKSPACE_READ_ONLY, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY);
  workspace = open_again (folder, 0);
  g_assert_finalize_object (g_steal_pointer (&workspace));
  workspace = open_again (folder, ENT_WORKSPACE_READ_ONLY);
}

#define ADD(path, func) g_test_add ("/migrations/" path, Folder, NULL, folder_set_up, func, folder_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("new-types", test_new_types);
  ADD ("new-fields", test_new_fields);
  ADD ("values-that-do-not-fit", test_values_that_do_not_fit);
  ADD ("unknown-choices-stay", test_unknown_choices_stay);
  ADD ("undo-after-update", test_undo_after_update);
  ADD ("nothing-to-do", test_nothing_to_do);
  ADD ("new-indices", test_new_indices);
  ADD ("only-what-changed", test_only_what_changed);
  ADD ("agreed", test_agreed);
  ADD ("two-backups", test_two_backups);
  ADD ("several-at-once", test_several_at_once);
  ADD ("read-only", test_read_only);

  return g_test_run ();
}
