/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who speaks what, at which level. */
#include <glib/gstdio.h>

#include "ent-speakers.h"

#define TODAY "2026-06-15"

static char *
add_person (EntWorkspace *workspace,
            const char *name,
            const char *languages,
            const char *body,
            const char *end)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (EntRecord) role = ent_record_new (ent_schema_find ("role"), NULL);

  ent_record_set_text (person, "given-name", name);
  ent_record_set_text (person, "family-name", name);
  if (languages != NULL)
    g_assert_true (ent_record_set_parsed (person, "languages", languages, NULL));
  g_assert_true (ent_workspace_save (workspace, person, NULL));
  ent_record_set_text (role, "person", ent_record_get_id (person));
  ent_record_set_text (role, "body", body);
  if (end != NULL)
    ent_record_set_text (role, "end", end);
  g_assert_true (ent_workspace_save (workspace, role, NULL));

  return g_strdup (ent_record_get_id (person));
}

static void
assert_speakers (EntWorkspace *workspace,
                 const char *language,
                 const char *level,
                 const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) speakers = ent_speakers_list (workspace, language, level, TODAY, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < speakers->len; i++)
    g_string_append_printf (names, "%s;", ((EntSpeaker *) speakers->pdata[i])->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_filter (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "speakers.entente", NULL);
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) water = ent_record_new (ent_schema_find ("department"), NULL);
  g_autoptr (EntRecord) abroad = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autofree char *d = NULL;
  g_autofree char *e = NULL;
  g_auto (GStrv) codes = NULL;
  const char *const expected[] = { "en", "hy", "es", NULL };

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (path);
  workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, NULL);
  ent_record_set_text (water, "name", "Eau");
  g_assert_true (ent_workspace_save (workspace, water, NULL));
  ent_record_set_text (abroad, "name", "Goris");
  ent_record_set_text (abroad, "country", "AM");
  g_assert_true (ent_workspace_save (workspace, abroad, NULL));
  a = add_person (workspace, "Anouk", "en:C1;hy:A2", ent_record_get_id (water), NULL);
  b = add_person (workspace, "Bruno", "en:B1", ent_record_get_id (water), NULL);
  c = add_person (workspace, "Chloé", "en;hy:B2;es:B2", ent_record_get_id (water), NULL);
  d = add_person (workspace, "Dora", "en:C2", ent_record_get_id (abroad), NULL);
  e = add_person (workspace, "Émile", "en:C2", ent_record_get_id (water), "2020");

  /* Neither a partner's people nor those who left; a level that was not given is none. */
  assert_speakers (workspace, NULL, NULL, "Anouk Anouk;Bruno Bruno;Chloé Chloé;");
  assert_speakers (workspace, "en", NULL, "Anouk Anouk;Bruno Bruno;Chloé Chloé;");
  assert_speakers (workspace, "en", "B2", "Anouk Anouk;");
  assert_speakers (workspace, "hy", "A2", "Anouk Anouk;Chloé Chloé;");
  assert_speakers (workspace, NULL, "C1", "Anouk Anouk;");
  assert_speakers (workspace, "de", NULL, "");
  codes = ent_speakers_list_languages (workspace, TODAY, NULL);
  g_assert_cmpstrv (codes, expected);

  g_assert_finalize_object (g_steal_pointer (&workspace));
  g_remove (path);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/speakers/filter", test_filter);

  return g_test_run ();
}
