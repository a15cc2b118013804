/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of mandate: what there is to hand over, what is refused, what is written, and that one undo takes it back. */
#include <glib/gstdio.h>

#include "../common/workspaces.h"
#include "ent-carriers.h"
#include "ent-succession.h"

#define TODAY "2026-03-20"

typedef struct
{
  char *path;              /* (owned) */
  EntWorkspace *workspace; /* (owned) */
  char *authority;         /* (owned): one's own */
  char *partnership;       /* (owned): led by the mayor */
  char *backed;            /* (owned): carried by the mayor in a word only, and by the deputy too */
  char *mayor;             /* (owned) */
  char *deputy;            /* (owned) */
  char *newcomer;          /* (owned): holds no office yet */
  char *role;              /* (owned): of the mayor */
  char *mandate;           /* (owned): of the mayor */
  char *seat;              /* (owned): of the mayor */
} Town;

static void
add_words (Town *town)
{
  g_autofree char *network = add_record_of (town->workspace, "organisation", "name", "Cités unies", "kind", "network", NULL);
  g_autofree char *job = add_record_of (town->workspace, "organisation", "name", "Cabinet Martin", "kind", "business", NULL);
  g_autofree char *deputy_role = add_record_of (town->workspace, "role", "person", town->deputy, "body", town->authority, "kind", "elected", NULL);
  g_autofree char *deputy_mandate = add_record_of (town->workspace, "mandate", "role", deputy_role, "function", "deputy", "start", "2020-07", NULL);
  g_autofree char *own = add_record_of (town->workspace, "support", "mandate", town->mandate, "partnership", town->backed, "level", "carries", "date", "2022-01-01", NULL);
  g_autofree char *other = add_record_of (town->workspace, "support", "mandate", deputy_mandate, "partnership", town->backed, "level", "carries", "date", "2023-01-01", NULL);
  g_autofree char *doubt = add_record_of (town->workspace, "support", "mandate", deputy_mandate, "partnership", town->partnership, "level", "carries", "date", "2021-01-01", NULL);
  g_autofree char *worse = add_record_of (town->workspace, "support", "mandate", deputy_mandate, "partnership", town->partnership, "level", "reserved", "date", "2024-01-01", NULL);
  g_autofree char *employed = add_record_of (town->workspace, "role", "person", town->mayor, "body", job, "kind", "staff", NULL);

  town->seat = add_record_of (town->workspace, "role", "person", town->mayor, "body", network, "kind", "contact", "start", "2021-01-10",
                    "mission-letter", "LM 2021-3", "report-due", "2026-12-01", NULL);
  g_assert_true (own != NULL && other != NULL && doubt != NULL && worse != NULL && employed != NULL);
}

static void
town_set_up (Town *town,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  town->path = g_build_filename (g_get_user_data_dir (), "succession.entente", NULL);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (town->path);
  town->workspace = ent_workspace_open (town->path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);

  town->authority = add_record_of (town->workspace, "authority", "name", "Évry", NULL);
  ent_workspace_set_setting (town->workspace, "own-authority", town->authority, &error);
  g_assert_no_error (error);
  town->mayor = add_record_of (town->workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  town->deputy = add_record_of (town->workspace, "person", "given-name", "Luc", "family-name", "Petit", NULL);
  town->newcomer = add_record_of (town->workspace, "person", "given-name", "Inès", "family-name", "Roy", NULL);
  town->role = add_record_of (town->workspace, "role", "person", town->mayor, "body", town->authority, "kind", "elected", "start", "2020-07-05", NULL);
  town->mandate = add_record_of (town->workspace, "mandate", "role", town->role, "function", "chief-executive", "delegation", "Mairie", "themes",
                       "governance", "order", "Élection 2020", "start", "2020-07-05", "circle", "atlas", NULL);
  town->partnership = add_record_of (town->workspace, "partnership", "title", "Évry – Kayes", "official", town->mayor, NULL);
  town->backed = add_record_of (town->workspace, "partnership", "title", "Évry – Troisdorf", NULL);
  add_words (town);
}

static void
town_tear_down (Town *town,
                gconstpointer unused)
{
  g_assert_finalize_object (town->workspace);
  g_assert_cmpint (g_remove (town->path), ==, 0);
  g_free (town->path);
  g_free (town->authority);
  g_free (town->partnership);
  g_free (town->backed);
  g_free (town->mayor);
  g_free (town->deputy);
  g_free (town->newcomer);
  g_free (town->role);
  g_free (town->mandate);
  g_free (town->seat);
}

static EntSuccession *
load (Town *town)
{
  g_autoptr (GError) error = NULL;
  EntSuccession *succession = ent_succession_load (town->workspace, town->mayor, TODAY, &error);

  g_assert_no_error (error);
  return succession;
}

static EntCharge *
find (EntSuccession *succession,
      const char *id)
{
  for (guint i = 0; i < succession->charges->len; i++)
    if (g_str_equal (((EntCharge *) succession->charges->pdata[i])->id, id))
      return succession->charges->pdata[i];

  g_assert_not_reached ();
}

static void
assert_text (Town *town,
             const char *id,
             const char *field,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (town->workspace, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ent_record_get_text (record, field), ==, expected);
}

static void
assert_refused (Town *town,
                EntSuccession *succession,
                const EntCharge *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  const EntCharge *fault = succession->charges->pdata[succession->charges->len - 1];
  gint64 before = ent_workspace_get_last_change (town->workspace);

  g_assert_false (ent_succession_check (succession, town->workspace, &fault, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_true (fault == expected);
  g_assert_false (ent_succession_apply (succession, town->workspace, &again));
  g_assert_cmpstr (again->message, ==, error->message);
  g_assert_cmpint (ent_workspace_get_last_change (town->workspace), ==, before);
}

/* One's job is no seat; a word taken back carries nothing. */
static void
test_load (Town *town,
           gconstpointer unused)
{
  g_autoptr (EntSuccession) succession = load (town);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (succession->role, ==, town->role);
  g_assert_cmpstr (succession->body_name, ==, "Évry");
  g_assert_cmpuint (succession->charges->len, ==, 4);
  g_assert_cmpint (find (succession, town->mandate)->kind, ==, ENT_CHARGE_DELEGATION);
  g_assert_true (ent_charge_is_left (find (succession, town->partnership)));
  g_assert_false (ent_charge_is_left (find (succession, town->backed)));
  g_assert_cmpint (find (succession, town->seat)->kind, ==, ENT_CHARGE_SEAT);

  g_assert_null (ent_succession_load (town->workspace, town->newcomer, TODAY, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

static void
test_dates (Town *town,
            gconstpointer unused)
{
  g_autoptr (EntSuccession) succession = load (town);
  g_autoptr (GError) error = NULL;

  assert_refused (town, succession, NULL);
  g_set_str (&succession->end, "2026-02-30");
  assert_refused (town, succession, NULL);
  g_set_str (&succession->end, "2020-07-04");
  assert_refused (town, succession, NULL);
  g_set_str (&succession->end, "2021-01-09");
  assert_refused (town, succession, NULL);
  g_set_str (&succession->end, "2021-01-10");
  g_assert_true (ent_succession_check (succession, town->workspace, NULL, &error));
  g_assert_no_error (error);
}

static void
test_chiefs (Town *town,
             gconstpointer unused)
{
  g_autoptr (EntSuccession) succession = load (town);
  EntCharge *charge = find (succession, town->mandate);
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;
  g_autoptr (EntRecord) second = NULL;

  g_set_str (&succession->end, "2026-03-22");
  g_set_str (&charge->successor, town->mayor);
  assert_refused (town, succession, charge);
  g_set_str (&charge->successor, town->deputy);
  g_assert_true (ent_succession_check (succession, town->workspace, NULL, &error));

  role = add_record_of (town->workspace, "role", "person", town->newcomer, "body", town->authority, "kind", "elected", "start", "2026-03-01", NULL);
  second = ent_record_new (ent_schema_find ("mandate"), NULL);
  ent_record_set_text (second, "role", role);
  ent_record_set_text (second, "function", "chief-executive");
  ent_record_set_text (second, "start", "2026-03-01");
  receive_record (town->workspace, second);
  assert_refused (town, succession, charge);
  g_set_str (&charge->successor, NULL);
  g_assert_true (ent_succession_check (succession, town->workspace, NULL, &error));
  g_assert_no_error (error);
}

/* The only mandate of somebody in one's own authority. */
static char *
find_mandate (Town *town,
              const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntSuccession) theirs = ent_succession_load (town->workspace, person, "2026-03-23", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < theirs->charges->len; i++)
    if (((EntCharge *) theirs->charges->pdata[i])->kind == ENT_CHARGE_DELEGATION)
      return g_strdup (((EntCharge *) theirs->charges->pdata[i])->id);

  g_assert_not_reached ();
}

static void
test_apply (Town *town,
            gconstpointer unused)
{
  g_autoptr (EntSuccession) succession = load (town);
  g_autoptr (GPtrArray) carriers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *mandate = NULL;
  g_autofree char *undone = NULL;

  g_set_str (&succession->end, "2026-03-22");
  g_set_str (&find (succession, town->mandate)->successor, town->newcomer);
  g_set_str (&find (succession, town->partnership)->successor, town->newcomer);
  g_set_str (&find (succession, town->seat)->successor, town->deputy);
  ent_succession_apply (succession, town->workspace, &error);
  g_assert_no_error (error);

  assert_text (town, town->role, "end", "2026-03-22");
  assert_text (town, town->mandate, "end", "2026-03-22");
  assert_text (town, town->mandate, "order", "Élection 2020");
  assert_text (town, town->seat, "end", "2026-03-22");
  assert_text (town, town->partnership, "official", town->newcomer);
  mandate = find_mandate (town, town->newcomer);
  assert_text (town, mandate, "start", "2026-03-23");
  assert_text (town, mandate, "end", NULL);
  assert_text (town, mandate, "order", NULL);
  assert_text (town, mandate, "delegation", "Mairie");
  assert_text (town, mandate, "circle", "atlas");

  carriers = ent_carriers_list (town->workspace, "2026-03-23", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (carriers->len, ==, 2);
  g_assert_cmpstr (((EntCarrier *) carriers->pdata[0])->person, ==, town->newcomer);
  g_assert_true (((EntCarrier *) carriers->pdata[0])->leads && ((EntCarrier *) carriers->pdata[0])->is_chief);
  g_assert_cmpstr (((EntCarrier *) carriers->pdata[0])->since, ==, "2026-03-23");
  g_assert_cmpstr (((EntCarrier *) carriers->pdata[1])->person, ==, town->deputy);

  undone = ent_workspace_undo (town->workspace, &error);
  g_assert_no_error (error);
  assert_text (town, town->role, "end", NULL);
  assert_text (town, town->mandate, "end", NULL);
  assert_text (town, town->seat, "end", NULL);
  assert_text (town, town->partnership, "official", town->mayor);
  g_assert_false (ent_workspace_exists (town->workspace, mandate));
}

/* Who stays in the assembly keeps what is kept. */
static void
test_partly (Town *town,
             gconstpointer unused)
{
  g_autoptr (EntSuccession) succession = load (town);
  g_autoptr (GError) error = NULL;

  g_set_str (&succession->end, "2026-03-22");
  succession->leaves = FALSE;
  for (guint i = 0; i < succession->charges->len; i++)
    g_set_str (&((EntCharge *) succession->charges->pdata[i])->successor, town->mayor);
  g_set_str (&find (succession, town->seat)->successor, NULL);
  ent_succession_apply (succession, town->workspace, &error);
  g_assert_no_error (error);

  assert_text (town, town->role, "end", NULL);
  assert_text (town, town->mandate, "end", NULL);
  assert_text (town, town->partnership, "official", town->mayor);
  assert_text (town, town->seat, "end", "2026-03-22");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/succession/load", Town, NULL, town_set_up, test_load, town_tear_down);
  g_test_add ("/succession/dates", Town, NULL, town_set_up, test_dates, town_tear_down);
  g_test_add ("/succession/chiefs", Town, NULL, town_set_up, test_chiefs, town_tear_down);
  g_test_add ("/succession/apply", Town, NULL, town_set_up, test_apply, town_tear_down);
  g_test_add ("/succession/partly", Town, NULL, town_set_up, test_partly, town_tear_down);

  return g_test_run ();
}
