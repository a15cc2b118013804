/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departments: no circles in the organisation chart, what was asked and answered, and whom one has not thought of. */
#include <glib/gstdio.h>
#include <string.h>

#include "../common/workspaces.h"
#include "ent-departments.h"

#define TODAY "2026-06-15"

typedef struct
{
  char *path;              /* (owned) */
  EntWorkspace *workspace; /* (owned) */
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  desk->path = g_build_filename (g_get_user_data_dir (), "departments.entente", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (desk->path);
  desk->workspace = ent_workspace_open (desk->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_assert_cmpint (g_remove (desk->path), ==, 0);
  g_free (desk->path);
}

static void
assert_parent (Desk *desk,
               const char *id,
               const char *expected)
{
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, id, NULL);

  g_assert_cmpstr (ent_record_get_text (record, "parent"), ==, expected);
}

static void
test_move (Desk *desk,
           gconstpointer unused)
{
  g_autofree char *dgs = add_record_of (desk->workspace, "department", "name", "DGS", "level", "dgs", NULL);
  g_autofree char *pole = add_record_of (desk->workspace, "department", "name", "Pôle", "level", "pole", "parent", dgs, NULL);
  g_autofree char *water = add_record_of (desk->workspace, "department", "name", "Eau", "level", "direction", "parent", pole, NULL);
  g_autofree char *undone = NULL;
  g_autoptr (GError) itself = NULL;
  g_autoptr (GError) below = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ent_department_move (desk->workspace, pole, pole, &itself));
  g_assert_error (itself, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_nonnull (strstr (itself->message, "Pôle"));
  g_assert_false (ent_department_move (desk->workspace, dgs, water, &below));
  g_assert_error (below, ENT_ERROR, ENT_ERROR_INVALID);
  assert_parent (desk, dgs, NULL);

  ent_department_move (desk->workspace, water, dgs, &error);
  g_assert_no_error (error);
  assert_parent (desk, water, dgs);
  ent_department_move (desk->workspace, water, NULL, &error);
  g_assert_no_error (error);
  assert_parent (desk, water, NULL);
  undone = ent_workspace_undo (desk->workspace, NULL);
  g_assert_cmpstr (undone, ==, "Move “Eau” to the top");
  assert_parent (desk, water, dgs);
}

/* Two colleagues may make a circle between them: it is kept, followed no further, and one can get out of it. */
static void
test_circle (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *a = add_record_of (desk->workspace, "department", "name", "A", NULL);
  g_autofree char *b = add_record_of (desk->workspace, "department", "name", "B", "parent", a, NULL);
  g_autoptr (EntRecord) record = ent_workspace_get (desk->workspace, a, NULL);
  g_autoptr (EntDepartmentFacts) facts = NULL;
  g_autoptr (GError) error = NULL;

  ent_record_set_text (record, "parent", b);
  receive_record (desk->workspace, record);
  assert_parent (desk, a, b);
  facts = ent_department_facts_load (desk->workspace, a, TODAY, &error);
  g_assert_no_error (error);
  g_assert_true (ent_department_move (desk->workspace, a, NULL, &error));
  g_assert_no_error (error);
}

static void
test_facts (Desk *desk,
            gconstpointer unused)
{
  g_autofree char *dgs = add_record_of (desk->workspace, "department", "name", "DGS", "level", "dgs", NULL);
  g_autofree char *water = add_record_of (desk->workspace, "department", "name", "Eau", "level", "direction", "parent", dgs, NULL);
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Fuites", NULL);
  g_autofree char *coste = add_record_of (desk->workspace, "person", "given-name", "Laurent", "family-name", "Coste", "languages", "en:B1;hy:A2", NULL);
  g_autofree char *other = add_record_of (desk->workspace, "person", "given-name", "Anouk", "family-name", "Bertrand", "languages", "en:C1", NULL);
  g_autofree char *former = add_record_of (desk->workspace, "person", "given-name", "Gilles", "family-name", "Tournier", "languages", "de:C2", NULL);
  g_autofree char *r1 = add_record_of (desk->workspace, "role", "person", coste, "body", water, "kind", "point-person", NULL);
  g_autofree char *r2 = add_record_of (desk->workspace, "role", "person", other, "body", water, "kind", "staff", NULL);
  g_autofree char *r3 = add_record_of (desk->workspace, "role", "person", former, "body", water, "kind", "staff", "end", "2020", NULL);
  g_autofree char *m1 = add_record_of (desk->workspace, "mobilisation", "expertise", "a", "project", project, "asked", water, "state", "done", "asked-on", "2026-01-01", "answered-on", "2026-01-11", NULL);
  g_autofree char *m2 = add_record_of (desk->workspace, "mobilisation", "expertise", "b", "project", project, "asked", coste, "state", "declined", "asked-on", "2026-01-01", "answered-on", "2026-01-31", NULL);
  g_autofree char *m3 = add_record_of (desk->workspace, "mobilisation", "expertise", "c", "project", project, "asked", water, "state", "sent", "asked-on", "2026-06-01", NULL);
  g_autofree char *m4 = add_record_of (desk->workspace, "mobilisation", "expertise", "d", "project", project, "asked", water, "state", "draft", NULL);
  g_autofree char *internal = add_record_of (desk->workspace, "return", "text", "Méthode reprise", "subject", project, "year", "2026", "stage", "actual", "scope", "authority", NULL);
  g_autofree char *sought = add_record_of (desk->workspace, "return", "text", "Souhaitée", "subject", project, "year", "2026", "stage", "sought", "scope", "authority", NULL);
  const char *const spoken[] = { "en:C1", "hy:A2", NULL };
  const char *const above[] = { "DGS", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EntDepartmentFacts) facts = ent_department_facts_load (desk->workspace, water, TODAY, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (facts->asked, ==, 3);
  g_assert_cmpuint (facts->accepted, ==, 1);
  g_assert_cmpuint (facts->declined, ==, 1);
  g_assert_cmpuint (facts->waiting, ==, 1);
  g_assert_cmpint (facts->median_wait, ==, 10);
  g_assert_cmpint (facts->longest_wait, ==, 30);
  g_assert_cmpstrv (facts->languages, spoken);
  g_assert_cmpstrv (facts->above, above);
  g_assert_true (facts->under_dgs);
  g_assert_cmpuint (facts->returns->len, ==, 1);
  g_assert_cmpstr (ent_record_get_id (facts->returns->pdata[0]), ==, internal);
}

static GPtrArray *
list_matches (Desk *desk,
              const char *department)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *matches = ent_departments_list_matches (desk->workspace, department, &error);

  g_assert_no_error (error);
  return matches;
}

static void
test_matches (Desk *desk,
              gconstpointer unused)
{
  g_autofree char *water = add_record_of (desk->workspace, "department", "name", "Eau", "level", "direction", "themes", "water;waste", NULL);
  g_autofree char *culture = add_record_of (desk->workspace, "department", "name", "Culture", "level", "direction", "themes", "culture", NULL);
  g_autofree char *own = add_record_of (desk->workspace, "department", "name", "International", "level", "unit", "themes", "water", NULL);
  g_autofree char *project = add_record_of (desk->workspace, "project", "title", "Fuites", "themes", "water;health", "status", "planned", NULL);
  g_autofree char *over = add_record_of (desk->workspace, "project", "title", "Finie", "themes", "water", "status", "completed", NULL);
  const char *const common[] = { "water", NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) unasked = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *request = NULL;
  const EntMatch *match;

  g_assert_true (ent_workspace_set_setting (desk->workspace, "own-department", own, NULL));
  before = list_matches (desk, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  match = before->pdata[0];
  g_assert_cmpstr (match->department, ==, water);
  g_assert_cmpstr (match->project, ==, project);
  g_assert_cmpstrv (match->themes, common);
  none = list_matches (desk, culture);
  g_assert_cmpuint (none->len, ==, 0);
  unasked = ent_departments_list_unasked (desk->workspace, NULL);
  g_assert_cmpuint (unasked->len, ==, 2);

  /* A draft is a thought: it is no match any more, but nobody was asked yet. */
  request = add_record_of (desk->workspace, "mobilisation", "expertise", "a", "project", project, "asked", water, NULL);
  after = list_matches (desk, NULL);
  g_assert_cmpuint (after->len, ==, 0);
  left = ent_departments_list_unasked (desk->workspace, NULL);
  g_assert_cmpuint (left->len, ==, 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/departments/move", Desk, NULL, desk_set_up, test_move, desk_tear_down);
  g_test_add ("/departments/circle", Desk, NULL, desk_set_up, test_circle, desk_tear_down);
  g_test_add ("/departments/facts", Desk, NULL, desk_set_up, test_facts, desk_tear_down);
  g_test_add ("/departments/matches", Desk, NULL, desk_set_up, test_matches, desk_tear_down);

  return g_test_run ();
}
