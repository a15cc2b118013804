/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to departments: what may follow what, on which day, in one change; and whether one asked in time. */
#include <glib/gstdio.h>

#include "ent-mobilisation.h"

static EntRecord *
create_request (const char *state)
{
  EntRecord *request = ent_record_new (ent_schema_find ("mobilisation"), NULL);

  ent_record_set_fallbacks (request);
  ent_record_set_text (request, "expertise", "Recherche de fuites");
  ent_record_set_text (request, "project", "project:0196a000-0000-7000-8000-000000000001");
  ent_record_set_text (request, "asked", "department:0196a000-0000-7000-8000-000000000002");
  ent_record_set_text (request, "asked-on", "2026-03-02");
  if (state != NULL)
    ent_record_set_text (request, "state", state);

  return request;
}

/* All pairs of states, but for these, are refused. */
static void
test_order (void)
{
  static const char *const allowed[] = { "draft>sent", "sent>accepted", "sent>declined", "accepted>done", "accepted>declined", NULL };
  const EntChoices *states = &ent_choices_mobilisation_states;

  for (guint i = 0; i < states->n_items; i++)
    for (guint j = 0; j < states->n_items; j++)
      {
        const char *const obstacles[] = { "time", NULL };
        g_autofree char *pair = g_strconcat (states->items[i].nick, ">", states->items[j].nick, NULL);
        g_autoptr (EntRecord) request = create_request (states->items[i].nick);
        g_autoptr (GError) error = NULL;

        ent_record_set_list (request, "obstacles", obstacles);
        if (g_strv_contains (allowed, pair))
          {
            g_assert_true (ent_mobilisation_take_step (request, states->items[j].nick, "2026-03-09", &error));
            g_assert_no_error (error);
            g_assert_cmpstr (ent_record_get_text (request, "state"), ==, states->items[j].nick);
          }
        else
          {
            g_assert_false (ent_mobilisation_take_step (request, states->items[j].nick, "2026-03-09", &error));
            g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
            g_assert_cmpstr (ent_record_get_text (request, "state"), ==, states->items[i].nick);
          }
      }
}

static void
test_offers (void)
{
  g_autofree const char **begun = ent_mobilisation_list_steps (NULL);
  g_autofree const char **sent = ent_mobilisation_list_steps ("sent");
  g_autofree const char **done = ent_mobilisation_list_steps ("done");
  const char *const after_sent[] = { "accepted", "declined", NULL };

  g_assert_cmpstr (begun[0], ==, "sent");
  g_assert_null (begun[1]);
  g_assert_cmpstrv (sent, after_sent);
  g_assert_null (done[0]);
}

static void
test_dates (void)
{
  g_autoptr (EntRecord) draft = create_request ("draft");
  g_autoptr (EntRecord) sent = create_request ("sent");
  g_autoptr (EntRecord) accepted = create_request ("accepted");
  g_autoptr (GError) error = NULL;

  g_assert_true (ent_mobilisation_take_step (draft, "sent", "2026-03-05", NULL));
  g_assert_cmpstr (ent_record_get_text (draft, "asked-on"), ==, "2026-03-05");

  /* Not answered before it was asked; on the same day it can be. */
  g_assert_false (ent_mobilisation_take_step (sent, "accepted", "2026-03-01", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_null (ent_record_get_text (sent, "answered-on"));
  g_assert_true (ent_mobilisation_take_step (sent, "accepted", "2026-03-02", NULL));
  g_assert_cmpstr (ent_record_get_text (sent, "answered-on"), ==, "2026-03-02");

  g_clear_error (&error);
  ent_record_set_text (accepted, "answered-on", "2026-03-20");
  g_assert_false (ent_mobilisation_take_step (accepted, "done", "2026-03-19", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_true (ent_mobilisation_take_step (accepted, "done", "2026-09-30", NULL));
  g_assert_cmpstr (ent_record_get_text (accepted, "done-on"), ==, "2026-09-30");
}

static void
test_obstacles (void)
{
  const char *const obstacles[] = { "asked-late", NULL };
  g_autoptr (EntRecord) sent = create_request ("sent");
  g_autoptr (GError) error = NULL;

  g_assert_false (ent_mobilisation_take_step (sent, "declined", "2026-03-09", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpstr (ent_record_get_text (sent, "state"), ==, "sent");
  ent_record_set_list (sent, "obstacles", obstacles);
  g_assert_true (ent_mobilisation_take_step (sent, "declined", "2026-03-09", NULL));
}

static void
test_again (void)
{
  const char *const obstacles[] = { "time", NULL };
  g_autoptr (EntRecord) declined = create_request ("declined");
  g_autoptr (EntRecord) again = NULL;

  ent_record_set_list (declined, "obstacles", obstacles);
  ent_record_set_real (declined, "days", 6);
  again = ent_mobilisation_ask_again (declined);
  g_assert_cmpstr (ent_record_get_id (again), !=, ent_record_get_id (declined));
  g_assert_cmpstr (ent_record_get_text (again, "state"), ==, "draft");
  g_assert_cmpstr (ent_record_get_text (again, "expertise"), ==, "Recherche de fuites");
  g_assert_cmpfloat (ent_record_get_real (again, "days", 0), ==, 6);
  g_assert_null (ent_record_get_text (again, "asked-on"));
  g_assert_null (ent_record_get_list (again, "obstacles"));
}

static void
test_wait (void)
{
  g_autoptr (EntRecord) request = create_request ("draft");

  g_assert_cmpint (ent_mobilisation_count_wait (request, "2026-03-12"), ==, G_MAXINT);
  ent_record_set_text (request, "state", "sent");
  g_assert_cmpint (ent_mobilisation_count_wait (request, "2026-03-12"), ==, 10);
  ent_record_set_text (request, "answered-on", "2026-03-05");
  g_assert_cmpint (ent_mobilisation_count_wait (request, "2026-03-12"), ==, 3);
  g_assert_cmpint (ent_mobilisation_count_days ("2026-02-20", "2026-02"), ==, 8);
  g_assert_cmpint (ent_mobilisation_count_days ("2026-05-01", "2026-04-01"), ==, -30);
  g_assert_cmpint (ent_mobilisation_count_days (NULL, "2026-04-01"), ==, G_MAXINT);
}

static void
test_late (void)
{
  g_assert_false (ent_approach_is_late ("2026-02-28", "2026-03-01"));
  g_assert_true (ent_approach_is_late ("2026-03-01", "2026-03-01"));
  g_assert_true (ent_approach_is_late ("2026-04-01", "2026-03"));
  g_assert_false (ent_approach_is_late ("2026-03-31", "2026-03"));
  g_assert_true (ent_approach_is_late ("2027-01-01", "2026"));
  g_assert_false (ent_approach_is_late ("2026-12-31", "2026"));
  g_assert_false (ent_approach_is_late (NULL, "2026"));
  g_assert_false (ent_approach_is_late ("2026-01-01", NULL));
}

/* State and date are one change: one undo takes both back. */
static void
test_workspace (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "mobilisation.entente", NULL);
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (EntRecord) request = create_request ("draft");
  g_autoptr (EntRecord) restored = NULL;
  g_autoptr (EntApproach) approach = NULL;
  g_autoptr (EntApproach) after = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_remove (path);
  workspace = ent_workspace_open (path, ENT_WORKSPACE_CREATE, &error);
  g_assert_no_error (error);
  ent_record_set_text (project, "title", "Eau");
  ent_record_set_text (project, "planned-start", "2026-06");
  ent_record_set_text (project, "approached", "2026-04-10");
  g_assert_true (ent_workspace_save (workspace, project, NULL));
  ent_record_set_text (request, "project", ent_record_get_id (project));
  ent_record_set_text (request, "asked-on", NULL);
  g_assert_true (ent_workspace_save (workspace, request, NULL));

  approach = ent_approach_load (workspace, ent_record_get_id (project), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (approach->approached, ==, "2026-04-10");
  g_assert_cmpstr (approach->start, ==, "2026-06");

  ent_mobilisation_save_step (workspace, request, "sent", "2026-03-05", &error);
  g_assert_no_error (error);
  after = ent_approach_load (workspace, ent_record_get_id (project), NULL);
  g_assert_cmpstr (after->approached, ==, "2026-03-05");

  undone = ent_workspace_undo (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (undone, ==, "Sent: “Recherche de fuites”");
  restored = ent_workspace_get (workspace, ent_record_get_id (request), NULL);
  g_assert_cmpstr (ent_record_get_text (restored, "state"), ==, "draft");
  g_assert_null (ent_record_get_text (restored, "asked-on"));

  /* What is refused writes nothing. */
  g_assert_false (ent_mobilisation_save_step (workspace, restored, "done", "2026-03-05", NULL));
  g_assert_finalize_object (g_steal_pointer (&workspace));
  g_remove (path);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/mobilisation/order", test_order);
  g_test_add_func ("/mobilisation/offers", test_offers);
  g_test_add_func ("/mobilisation/dates", test_dates);
  g_test_add_func ("/mobilisation/obstacles", test_obstacles);
  g_test_add_func ("/mobilisation/again", test_again);
  g_test_add_func ("/mobilisation/wait", test_wait);
  g_test_add_func ("/mobilisation/late", test_late);
  g_test_add_func ("/mobilisation/workspace", test_workspace);

  return g_test_run ();
}
