/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may confirm which time, and that all of it is one step. */
#include "../common/workspaces.h"
#include "ent-confirmation.h"

#define TODAY "2026-06-15"

static char *
add_person (EntWorkspace *workspace,
            const char *name,
            const char *body,
            const char *kind,
            const char *end)
{
  char *person = add_record_of (workspace, "person", "given-name", name, "family-name", name, NULL);

  if (end != NULL)
    g_free (add_record_of (workspace, "role", "person", person, "body", body, "kind", kind, "start", "2020", "end", end, NULL));
  else
    g_free (add_record_of (workspace, "role", "person", person, "body", body, "kind", kind, "start", "2020", NULL));
  return person;
}

static char *
add_time (EntWorkspace *workspace,
          const char *person,
          const char *project)
{
  return add_record_of (workspace, "involvement", "person", person, "subject", project, "from", "2026-05-12", "amount", "2", "unit", "hours", NULL);
}

static const char *
read_field (EntWorkspace *workspace,
            const char *id,
            const char *field,
            EntRecord **record)
{
  g_set_object (record, NULL);
  *record = ent_workspace_get (workspace, id, NULL);
  return ent_record_get_text (*record, field);
}

static void
test_confirm (Folder *folder,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "desk.entente");
  g_autofree char *project = add_record_of (workspace, "project", "title", "Goris", NULL);
  g_autofree char *ada = add_record_of (workspace, "person", "given-name", "Ada", "family-name", "Ali", NULL);
  g_autofree char *one = add_time (workspace, ada, project);
  g_autofree char *two = add_time (workspace, ada, project);
  const char *const first[] = { one, NULL };
  const char *const both[] = { one, two, NULL };
  const char *const wrong[] = { two, "involvement:0192f000-0000-7000-8000-000000000009", NULL };
  g_autoptr (EntQuery) waiting = ent_query_new (ent_schema_find ("involvement"));
  g_autoptr (EntRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) found = NULL;
  g_autofree char *undone = NULL;
  guint n;

  ent_query_add_text (waiting, "confirmed-on", ENT_FILTER_UNSET, NULL);
  g_assert_true (ent_confirmation_write (workspace, first, ada, "2026-06-01", &n, &error));
  g_assert_cmpuint (n, ==, 1);
  found = ent_confirmation_find (workspace, waiting, NULL);
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  g_assert_cmpstr (found[0], ==, two);

  /* One that is not there: none of them. */
  g_assert_false (ent_confirmation_write (workspace, wrong, ada, TODAY, &n, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (read_field (workspace, two, "confirmed-on", &record));

  /* Who confirmed first stays. */
  g_assert_true (ent_confirmation_write (workspace, both, ada, TODAY, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (read_field (workspace, one, "confirmed-on", &record), ==, "2026-06-01");
  g_assert_cmpstr (read_field (workspace, two, "confirmed-on", &record), ==, TODAY);
  g_assert_cmpstr (read_field (workspace, two, "confirmed-by", &record), ==, ada);
  undone = ent_workspace_undo (workspace, &error);
  g_assert_no_error (error);
  g_assert_null (read_field (workspace, two, "confirmed-by", &record));
}

static void
test_team (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "desk.entente");
  g_autofree char *project = add_record_of (workspace, "project", "title", "Goris", NULL);
  g_autofree char *water = add_record_of (workspace, "department", "name", "Eau", NULL);
  g_autofree char *pipes = add_record_of (workspace, "department", "name", "Réseaux", "parent", water, NULL);
  g_autofree char *roads = add_record_of (workspace, "department", "name", "Voirie", NULL);
  g_autofree char *head = add_person (workspace, "Head", water, "head", NULL);
  g_autofree char *former = add_person (workspace, "Former", water, "head", "2026-05");
  g_autofree char *plumber = add_person (workspace, "Plumber", pipes, "staff", NULL);
  g_autofree char *mason = add_person (workspace, "Mason", roads, "staff", NULL);
  g_autofree char *gone = add_person (workspace, "Gone", pipes, "staff", "2025");
  g_autofree char *own = add_time (workspace, head, project);
  g_autofree char *theirs = add_time (workspace, plumber, project);
  g_autofree char *other = add_time (workspace, mason, project);
  g_autofree char *past = add_time (workspace, gone, project);
  g_autoptr (GPtrArray) team = ent_confirmation_list_team (workspace, head, TODAY, NULL);
  g_autoptr (GPtrArray) before = ent_confirmation_list_team (workspace, former, TODAY, NULL);
  g_autoptr (GPtrArray) staff = ent_confirmation_list_team (workspace, plumber, TODAY, NULL);

  g_assert_cmpuint (team->len, ==, 1);
  g_assert_cmpstr (ent_record_get_id (team->pdata[0]), ==, theirs);
  g_assert_cmpuint (before->len + staff->len, ==, 0);
  g_assert_true (own != NULL && other != NULL && past != NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/confirmation/confirm", Folder, NULL, folder_set_up, test_confirm, folder_tear_down);
  g_test_add ("/confirmation/team", Folder, NULL, folder_set_up, test_team, folder_tear_down);

  return g_test_run ();
}
