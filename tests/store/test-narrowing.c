/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A point person's desk: nothing of the unit's own can be read there, by whatever way, and nothing of it is lost there. */
#include "../common/workspaces.h"
#include "ent-mobilisation.h"
#include "ent-record-json.h"
#include "ent-self.h"

#define TODAY "2026-06-15"

/* What nobody at that desk may see; a word, so that full text would find it. */
#define SECRET "xqsecretqx"

static gboolean
takes_words (const EntField *field)
{
  return field->format == ENT_FORMAT_ANY && (field->type == ENT_FIELD_TEXT || field->type == ENT_FIELD_LONG_TEXT || field->type == ENT_FIELD_TEXTS);
}

/* Words in each field, the secret in those that are not to be seen; references to the neighbours of other kinds. */
static EntRecord *
make_record (const EntEntity *entity,
             const char *number,
             EntCircle circle)
{
  g_autofree char *id = g_strdup_printf ("%s:0192f000-0000-7000-8000-0000000000%s", entity->name, number);
  EntRecord *record = ent_record_new (entity, id);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      gboolean secret = circle == ENT_CIRCLE_TEAM || ent_entity_get_field_circle (entity, field) == ENT_CIRCLE_TEAM;
      const char *const words[] = { secret ? SECRET : "plain", NULL };
      g_auto (GStrv) targets = g_strsplit (field->targets != NULL ? field->targets : "", " ", -1);
      gboolean points = targets[0] != NULL && !g_str_equal (targets[0], entity->name);
      g_autofree char *target = points ? g_strdup_printf ("%s:0192f000-0000-7000-8000-0000000000%s", targets[0], number) : NULL;
      const char *const list[] = { target, NULL };

      if (field->type == ENT_FIELD_TEXTS && takes_words (field))
        ent_record_set_list (record, field->name, words);
      else if (takes_words (field))
        ent_record_set_text (record, field->name, words[0]);
      else if (field->type == ENT_FIELD_REFERENCE && g_strcmp0 (target, ent_record_get_id (record)) != 0)
        ent_record_set_text (record, field->name, target);
      else if (field->type == ENT_FIELD_REFERENCES)
        ent_record_set_list (record, field->name, list);
      else if ((field->flags & ENT_FIELD_REQUIRED) != 0 && field->type == ENT_FIELD_DATE)
        ent_record_set_text (record, field->name, TODAY);
      else if ((field->flags & ENT_FIELD_REQUIRED) != 0 && field->type == ENT_FIELD_CHOICE)
        ent_record_set_text (record, field->name, field->choices->n_items > 0 ? field->choices->items[0].nick : "FR");
      else if ((field->flags & ENT_FIELD_REQUIRED) != 0 && field->type != ENT_FIELD_CHOICE)
        ent_record_set_parsed (record, field->name, field->format == ENT_FORMAT_PURPOSE ? "14030" : field->type == ENT_FIELD_YEAR ? "2026" : "1", NULL);
    }
  ent_record_set_text (record, "circle", circle == ENT_CIRCLE_TEAM ? "team" : "departments");

  return record;
}

/* Of each kind: one that the departments see, whose neighbours they see too, and one of the unit's own, with its
 * neighbours; and roles and time that name somebody they may not see. */
static void
fill (EntWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      static const EntCircle circles[] = { ENT_CIRCLE_DEPARTMENTS, ENT_CIRCLE_TEAM, ENT_CIRCLE_DEPARTMENTS };
      static const char *const numbers[] = { "01", "02", "03" };

      for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
        {
          const EntEntity *entity = ent_schema_get_entity (i);
          /* The persons and projects of the third kind are the unit's own; what refers to them is not. */
          gboolean hidden = j == 2 && (g_str_equal (entity->name, "person") || g_str_equal (entity->name, "project"));
          g_autoptr (EntRecord) record = make_record (entity, numbers[j], hidden ? ENT_CIRCLE_TEAM : circles[j]);

          ent_workspace_save (workspace, record, &error);
          g_assert_no_error (error);
        }
    }
}

static EntWorkspace *
open_desk (Folder *folder)
{
  g_autofree char *path = folder_name (folder, "desk.entente");
  g_autoptr (GError) error = NULL;
  EntWorkspace *desk = ent_workspace_open (path, ENT_WORKSPACE_SHOWN | ENT_WORKSPACE_CHECKED, &error);

  g_assert_no_error (error);
  return desk;
}

static EntWorkspace *
make (Folder *folder)
{
  EntWorkspace *workspace = folder_make_workspace (folder, "desk.entente");
  g_autoptr (GError) error = NULL;

  fill (workspace);
  ent_database_execute (ent_workspace_get_database (workspace),
                        "INSERT INTO remote (name, url, circle) VALUES ('unit', '" SECRET "', 'team'), ('space', 'http://localhost', 'departments');"
                        "INSERT INTO base (remote, id, rev, document) VALUES ('unit', 'a', '1', '" SECRET "'), ('space', 'a', '1', 'plain');"
                        "INSERT INTO conflict (remote, id, field, mine) VALUES ('unit', 'a', 'b', '" SECRET "'), ('space', 'a', 'b', 'plain');"
                        "INSERT INTO refused (remote, id, reason) VALUES ('unit', 'a', '" SECRET "'), ('space', 'a', 'plain');"
                        "INSERT INTO quarantine (remote, id, document, reason) VALUES ('unit', 'a', '" SECRET "', 'r'), ('space', 'a', 'plain', 'r');",
                        &error);
  g_assert_no_error (error);
  ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, ENT_VIEW_POINT_PERSON, &error);
  g_assert_no_error (error);

  return workspace;
}

static void
assert_silent (const char *text,
               const char *where)
{
  if (text != NULL && strstr (text, SECRET) != NULL)
    g_error ("%s tells “%s”", where, text);
}

/* Whatever any statement could read from the tables that hold what people wrote. */
static guint
read_table (EntWorkspace *desk,
            const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntStatement) row = ent_database_prepare (ent_workspace_get_database (desk), sql, &error);
  gboolean more = TRUE;
  guint n_rows = 0;

  g_assert_no_error (error);
  for (;;)
    {
      ent_database_step (ent_workspace_get_database (desk), row, &more, &error);
      g_assert_no_error (error);
      if (!more)
        return n_rows;
      n_rows++;
      for (int i = 0; i < sqlite3_column_count (row); i++)
        assert_silent (ent_statement_get_text (row, i), table);
    }
}

static void
test_tables (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = make (folder);
  g_autoptr (EntWorkspace) desk = open_desk (folder);
  const char *const others[] = { "record", "reference", "history", "change" };
  const char *const shared[] = { "remote", "base", "conflict", "refused", "quarantine" };

  g_assert_true (ent_workspace_is_narrow (desk));
  g_assert_false (ent_workspace_is_narrow (workspace));
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    g_assert_cmpuint (read_table (desk, shared[i]), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (read_table (desk, others[i]), >, 0);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      gboolean own = entity->circle == ENT_CIRCLE_TEAM;
      gboolean both = g_str_equal (entity->name, "person") || g_str_equal (entity->name, "project");

      g_assert_cmpuint (read_table (desk, entity->name), ==, own ? 0 : both ? 1 : 2);
    }
}

static void
test_records (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = make (folder);
  g_autoptr (EntWorkspace) desk = open_desk (folder);
  g_autofree char *undo = ent_workspace_peek_undo (desk);
  g_autoptr (GPtrArray) history = ent_workspace_history (desk, NULL, 10000, NULL);
  g_autoptr (GPtrArray) found = ent_workspace_search (desk, SECRET, NULL, 100, NULL);
  g_autoptr (GPtrArray) plain = ent_workspace_search (desk, "plain", NULL, 100, NULL);

  assert_silent (undo, "the last change");
  g_assert_cmpuint (history->len, >, 0);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_cmpuint (plain->len, >, 0);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (EntQuery) all = ent_query_new (entity);
      g_autoptr (EntQuery) worded = ent_query_new (entity);
      g_autoptr (GPtrArray) records = ent_workspace_list (desk, all, 10, NULL);
      g_autofree char *hidden = g_strdup_printf ("%s:0192f000-0000-7000-8000-000000000002", entity->name);

      ent_query_set_words (worded, SECRET);
      g_assert_cmpint (ent_workspace_count (desk, worded, NULL), ==, 0);
      g_assert_cmpint (ent_workspace_count (workspace, worded, NULL), >, 0);
      g_assert_false (ent_workspace_exists (desk, hidden));
      g_assert_null (ent_workspace_get (desk, hidden, NULL));
      g_assert_null (ent_workspace_get_headline (desk, hidden));
      for (guint j = 0; j < records->len; j++)
        {
          g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
          g_autofree char *text = NULL;

          json_node_take_object (node, ent_record_to_json (records->pdata[j]));
          text = ent_json_to_text (node);

          assert_silent (text, entity->name);
          assert_silent (ent_record_get_headline (records->pdata[j]), "a headline");
          g_assert_true (ent_record_is_partial (records->pdata[j]));
        }
    }
}

/* Who sees part of a record and changes it changes that part. */
static void
test_saving (Folder *folder,
             gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = make (folder);
  g_autoptr (EntWorkspace) desk = open_desk (folder);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *id = g_strdup_printf ("%s:0192f000-0000-7000-8000-000000000001", entity->name);
      g_autoptr (EntRecord) before = ent_workspace_get (workspace, id, NULL);
      g_autoptr (EntRecord) part = ent_workspace_get (desk, id, NULL);
      g_autoptr (EntRecord) after = NULL;

      if (entity->circle == ENT_CIRCLE_TEAM)
        {
          g_assert_null (part);
          continue;
        }
      for (guint j = 0; j < entity->n_fields; j++)
        if (ent_record_get (part, &entity->fields[j])->kind == ENT_VALUE_TEXT && takes_words (&entity->fields[j]))
          ent_record_set_text (part, entity->fields[j].name, "changed");
      ent_workspace_save (workspace, part, &error);
      g_assert_no_error (error);

      after = ent_workspace_get (workspace, id, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntValue *value = ent_record_get (after, &entity->fields[j]);

          if (ent_entity_get_field_circle (entity, &entity->fields[j]) == ENT_CIRCLE_TEAM)
            g_assert_true (ent_value_equal (value, ent_record_get (before, &entity->fields[j])));
          else if (value->kind == ENT_VALUE_TEXT && takes_words (&entity->fields[j]))
            g_assert_cmpstr (value->text, ==, "changed");
        }
    }
}

/* The unit's own view shows all, and so does whoever opens the file otherwise. */
static void
test_unit (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = make (folder);
  g_autoptr (EntWorkspace) desk = NULL;
  g_autoptr (GPtrArray) found = NULL;

  ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, NULL, NULL);
  desk = open_desk (folder);
  g_assert_false (ent_workspace_is_narrow (desk));
  found = ent_workspace_search (desk, SECRET, NULL, 1000, NULL);
  g_assert_cmpuint (found->len, >, 0);
}

static void
test_introduction (Folder *folder,
                   gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "desk.entente");
  g_autofree char *person = add_record_of (workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  g_autofree char *water = add_record_of (workspace, "department", "name", "Eau", NULL);
  g_autofree char *pipes = add_record_of (workspace, "department", "name", "Réseaux", "parent", water, NULL);
  g_autofree char *roads = add_record_of (workspace, "department", "name", "Voirie", NULL);
  g_autofree char *goris = add_record_of (workspace, "project", "title", "Goris", "departments", pipes, NULL);
  g_autofree char *kayes = add_record_of (workspace, "project", "title", "Kayes", NULL);
  g_autofree char *other = add_record_of (workspace, "project", "title", "Autre", "departments", roads, NULL);
  g_autofree char *sent = add_record_of (workspace, "mobilisation", "expertise", "Forage", "project", kayes, "asked", pipes, "state", "sent", "asked-on", TODAY, NULL);
  g_autofree char *draft = add_record_of (workspace, "mobilisation", "expertise", "Brouillon", "project", other, "asked", water, "state", "draft", NULL);
  g_autofree char *done = add_record_of (workspace, "mobilisation", "expertise", "Fait", "project", kayes, "asked", person, "state", "done", "asked-on", "2026-01-02", NULL);
  g_autofree char *theirs = add_record_of (workspace, "mobilisation", "expertise", "À d’autres", "project", other, "asked", roads, "state", "sent", "asked-on", TODAY, NULL);
  g_autoptr (EntOwnWork) before = ent_own_work_load (workspace, TODAY, NULL);
  g_autoptr (EntOwnWork) work = NULL;
  g_autoptr (EntRecord) self = NULL;
  g_autoptr (EntQuery) roles = ent_query_new (ent_schema_find ("role"));
  g_autoptr (EntWorkspace) desk = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (before->person);
  g_assert_cmpuint (before->waiting->len + before->projects->len, ==, 0);
  g_assert_false (ent_self_is_known (workspace));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (ent_self_introduce (workspace, person, water, "point-person", TODAY, &error));
      g_assert_no_error (error);
    }
  g_assert_true (ent_self_is_known (workspace));
  /* Twice said, once written; and the unit can see who answers. */
  g_assert_cmpint (ent_workspace_count (workspace, roles, NULL), ==, 1);
  self = ent_workspace_get (workspace, person, NULL);
  g_assert_cmpint (ent_record_get_circle (self), ==, ENT_CIRCLE_DEPARTMENTS);

  desk = open_desk (folder);
  work = ent_own_work_load (desk, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (work->person_name, ==, "Ada Ali");
  g_assert_cmpstr (work->department_name, ==, "Eau");
  g_assert_cmpuint (work->waiting->len, ==, 1);
  g_assert_cmpstr (ent_record_get_id (work->waiting->pdata[0]), ==, sent);
  g_assert_cmpuint (work->answered->len, ==, 1);
  g_assert_cmpstr (ent_record_get_id (work->answered->pdata[0]), ==, done);
  /* Goris concerns a part of the department, for Kayes it was asked. */
  g_assert_cmpuint (work->projects->len, ==, 2);
  g_assert_true (goris != NULL && draft != NULL && theirs != NULL);

  /* Nobody who is not there, and nothing half written. */
  g_assert_false (ent_self_introduce (workspace, "person:0192f000-0000-7000-8000-000000000009", water, "point-person", TODAY, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_assert_cmpint (ent_workspace_count (workspace, roles, NULL), ==, 1);

  /* Who heads it too says so, once. */
  g_clear_error (&error);
  g_assert_false (ent_self_is_head (workspace, person, water, TODAY));
  for (guint i = 0; i < 2; i++)
    g_assert_true (ent_self_introduce (workspace, person, water, "head", TODAY, &error));
  g_assert_true (ent_self_is_head (workspace, person, water, TODAY));
  g_assert_cmpint (ent_workspace_count (workspace, roles, NULL), ==, 2);
}

#define ADD(path, func) g_test_add (path, Folder, NULL, folder_set_up, func, folder_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/narrowing/tables", test_tables);
  ADD ("/narrowing/records", test_records);
  ADD ("/narrowing/saving", test_saving);
  ADD ("/narrowing/unit", test_unit);
  ADD ("/narrowing/introduction", test_introduction);

  return g_test_run ();
}
