/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "ent-generate.h"
#include "ent-sample.h"
#include "ent-set-up.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("ent-sample-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "unit.entente", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static EntWorkspace *
open_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, 0, &error);

  g_assert_no_error (error);
  g_assert_true (ent_workspace_check (workspace, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
  return workspace;
}

static gint64
count (EntWorkspace *workspace,
       const EntEntity *entity)
{
  g_autoptr (EntQuery) query = ent_query_new (entity);

  return ent_workspace_count (workspace, query, NULL);
}

static void
test_sample_has_something_of_everything (Fixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autofree char *own = NULL;
  g_autofree char *says = NULL;

  g_assert_true (ent_sample_create (fixture->path, &error));
  g_assert_no_error (error);
  workspace = open_sound (fixture->path);
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    g_assert_cmpint (count (workspace, ent_schema_get_entity (i)), >, 0);

  own = ent_workspace_get_setting (workspace, "own-authority");
  g_assert_true (ent_workspace_exists (workspace, own));
  says = ent_workspace_get_setting (workspace, "sample");
  g_assert_cmpstr (says, ==, "yes");

  g_assert_false (ent_sample_create (fixture->path, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_EXISTS);
}

static void
test_authority_comes_from_the_directory (Fixture *fixture,
                                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) own = NULL;
  g_autofree char *id = NULL;

  g_assert_true (ent_set_up_create (fixture->path, NULL, "200046977", &error));
  g_assert_no_error (error);
  workspace = open_sound (fixture->path);
  id = ent_workspace_get_setting (workspace, "own-authority");
  own = ent_workspace_get (workspace, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ent_record_get_text (own, "siren"), ==, "200046977");
  g_assert_nonnull (ent_record_get_text (own, "name"));
}

static void
test_wrong_authority_leaves_nothing (Fixture *fixture,
                                     gconstpointer data)
{
  static const char *const sirens[] = { "200046978", "12", "000000000" };

  for (guint i = 0; i < G_N_ELEMENTS (sirens); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ent_set_up_create (fixture->path, NULL, sirens[i], &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

static void
test_generated_is_of_the_size_asked (Fixture *fixture,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = NULL;

  g_assert_true (ent_generate_create (fixture->path, 20, 31, 7, &error));
  g_assert_no_error (error);
  workspace = open_sound (fixture->path);
  g_assert_cmpint (count (workspace, ent_schema_find ("authority")), ==, 20);
  g_assert_cmpint (count (workspace, ent_schema_find ("project")), ==, 31);
}

#define ADD(path, func) g_test_add ("/sample/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("has-something-of-everything", test_sample_has_something_of_everything);
  ADD ("authority-comes-from-the-directory", test_authority_comes_from_the_directory);
  ADD ("wrong-authority-leaves-nothing", test_wrong_authority_leaves_nothing);
  ADD ("generated-is-of-the-size-asked", test_generated_is_of_the_size_asked);

  return g_test_run ();
}
