/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is kept until when, and who is to be looked at. */
#include "../common/workspaces.h"
#include "ent-personal.h"
#include "ent-retention.h"

#define TODAY "2026-06-15"

static void
assert_listed (GPtrArray *list,
               guint i,
               EntRetentionState state,
               const char *id,
               const char *date)
{
  const EntRetention *retention;

  g_assert_cmpuint (i, <, list->len);
  retention = list->pdata[i];
  g_assert_cmpint (retention->state, ==, state);
  g_assert_cmpstr (retention->id, ==, id);
  g_assert_cmpstr (retention->date, ==, date);
}

static char *
add_person (EntWorkspace *workspace,
            const char *family,
            const char *until)
{
  return add_record_of (workspace, "person", "given-name", "Anne", "family-name", family, "keep-until", until, NULL);
}

static void
test_list (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *town = add_record_of (workspace, "authority", "name", "Vienne", NULL);
  g_autofree char *water = add_record_of (workspace, "department", "name", "Eau", NULL);
  g_autofree char *yesterday = add_person (workspace, "Hier", "2026-06-14");
  g_autofree char *long_over = add_person (workspace, "Avant", "2020-01-01");
  g_autofree char *today = add_person (workspace, "Aujourd’hui", TODAY);
  g_autofree char *soon = add_person (workspace, "Bientôt", "2026-09-15");
  g_autofree char *later = add_person (workspace, "Plus tard", "2026-09-16");
  g_autofree char *former = add_person (workspace, "Ancienne", "");
  g_autofree char *still = add_person (workspace, "Encore", "");
  g_autofree char *never = add_person (workspace, "Jamais", "");
  g_autofree char *forgotten = add_person (workspace, "Oubliée", "2020-01-01");
  g_autofree char *r1 = add_record_of (workspace, "role", "person", former, "body", town, "kind", "elected", "end", "2020", NULL);
  g_autofree char *r2 = add_record_of (workspace, "role", "person", former, "body", water, "kind", "staff", "end", "2024-03", NULL);
  g_autofree char *r3 = add_record_of (workspace, "role", "person", still, "body", town, "kind", "elected", "end", "2020", NULL);
  g_autofree char *r4 = add_record_of (workspace, "role", "person", still, "body", water, "kind", "staff", "end", "2026", NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  g_autofree char *day = NULL;
  EntRetentionCounts counts;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) person = NULL;

  mentions = ent_person_anonymise (workspace, forgotten, "À sa demande", &error);
  g_assert_no_error (error);
  person = ent_workspace_get (workspace, forgotten, NULL);
  day = g_strdup (ent_record_get_text (person, "anonymised-on"));
  list = ent_retention_list (workspace, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 6);
  assert_listed (list, 0, ENT_RETENTION_OVER, long_over, "2020-01-01");
  assert_listed (list, 1, ENT_RETENTION_OVER, yesterday, "2026-06-14");
  assert_listed (list, 2, ENT_RETENTION_FORMER, former, "2024-03");
  assert_listed (list, 3, ENT_RETENTION_SOON, today, TODAY);
  assert_listed (list, 4, ENT_RETENTION_SOON, soon, "2026-09-15");
  assert_listed (list, 5, ENT_RETENTION_ANONYMISED, forgotten, day);
  g_assert_cmpstr (((EntRetention *) list->pdata[5])->why, ==, "À sa demande");

  g_assert_true (ent_retention_count (workspace, TODAY, &counts, &error));
  g_assert_cmpint (counts.n_people, ==, 8);
  g_assert_cmpint (counts.n_elected, ==, 2);
  g_assert_cmpint (counts.n_staff, ==, 2);
  g_assert_cmpint (counts.n_dated, ==, 5);
  g_assert_cmpint (counts.n_over, ==, 2);
  g_assert_cmpint (counts.n_anonymised, ==, 1);
  g_assert_nonnull (later);
  g_assert_nonnull (never);
}

static void
test_keep (Folder *folder,
           gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "unit.entente");
  g_autofree char *town = add_record_of (workspace, "authority", "name", "Vienne", NULL);
  g_autofree char *person = add_person (workspace, "Hier", "2026-06-14");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;

  g_assert_false (ent_retention_keep (workspace, town, "2030-01-01", &none));
  g_assert_error (none, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_false (ent_retention_keep (workspace, person, "2026-02-30", &wrong));
  g_assert_error (wrong, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_true (ent_retention_keep (workspace, person, "2030-01-01", &error));
  g_assert_no_error (error);
  list = ent_retention_list (workspace, TODAY, NULL);
  g_assert_cmpuint (list->len, ==, 0);
  undone = ent_workspace_undo (workspace, NULL);
  g_assert_nonnull (undone);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/retention/list", Folder, NULL, folder_set_up, test_list, folder_tear_down);
  g_test_add ("/retention/keep", Folder, NULL, folder_set_up, test_keep, folder_tear_down);

  return g_test_run ();
}
