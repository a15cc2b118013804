/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace filled at random: everything that figures are made of, with gaps, circles and dates that nobody expects. */
#pragma once

#include "ent-choices.h"
#include "fixture.h"

typedef struct
{
  GPtrArray *departments, *people, *authorities, *partnerships, *projects, *events, *returns; /* (owned) */
} Pool;

static inline gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static inline const char *
pick (GPtrArray *pool)
{
  return pool->len > 0 ? pool->pdata[g_test_rand_int_range (0, pool->len)] : NULL;
}

static inline const char *
pick_choice (const EntChoices *choices)
{
  return choices->items[g_test_rand_int_range (0, choices->n_items)].nick;
}

/* Texts that live as long as the workspace is filled. */
static GStringChunk *texts;

static inline const char *
keep (char *text)
{
  const char *kept = g_string_chunk_insert (texts, text);

  g_free (text);
  return kept;
}

static inline const char *
some_day (int first_year,
          int last_year)
{
  return keep (g_strdup_printf ("%04d-%02d-%02d", g_test_rand_int_range (first_year, last_year + 1),
                                g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29)));
}

static inline const char *
some_later_day (const char *day,
                int most)
{
  g_autoptr (GDateTime) from = g_date_time_new_utc (g_ascii_strtoll (day, NULL, 10), g_ascii_strtoll (day + 5, NULL, 10),
                                                    g_ascii_strtoll (day + 8, NULL, 10), 0, 0, 0);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, g_test_rand_int_range (0, most));

  return keep (g_date_time_format (to, "%Y-%m-%d"));
}

static inline const char *
some_year (int from,
           int to)
{
  return keep (g_strdup_printf ("%d", g_test_rand_int_range (from, to + 1)));
}

static inline const char *
some_choices (const EntChoices *choices,
              int most)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, most + 1); n > 0; n--)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", pick_choice (choices));

  return list->len > 0 ? keep (g_strdup (list->str)) : NULL;
}

static inline const char *
some_of (GPtrArray *pool,
         int most)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (int n = pool->len > 0 ? g_test_rand_int_range (0, most + 1) : 0; n > 0; n--)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", pick (pool));

  return list->len > 0 ? keep (g_strdup (list->str)) : NULL;
}

static inline const char *
some_number (int most)
{
  return keep (g_strdup_printf ("%d.%d", g_test_rand_int_range (0, most), g_test_rand_int_range (0, 10)));
}

static const char *const countries[] = { "FR", "SN", "ML", "DE" };
static const char *const short_themes[] = { "water", "culture", "health; education", NULL };
static const char *const languages[] = { "fr", "en", "German", "dioula-x", NULL };

static inline const char *
some_themes (void)
{
  return short_themes[g_test_rand_int_range (0, G_N_ELEMENTS (short_themes))];
}

static inline void
fill_people (EntWorkspace *workspace,
             Pool *pool)
{
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (pool->authorities, add_record (workspace, "authority", "name", keep (g_strdup_printf ("City %u", i)),
                                                    "country", countries[i], NULL));
  for (guint i = 0; i < 7; i++)
    g_ptr_array_add (pool->departments, add_record (workspace, "department", "name", keep (g_strdup_printf ("Department %u", i)),
                                                    "parent", chance (60) ? pick (pool->departments) : NULL, NULL));
  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *person = add_record (workspace, "person", "given-name", "P", "family-name", keep (g_strdup_printf ("N%u", i)), NULL);

      /* Starts differ, so that it is never a matter of order where somebody works. */
      for (int j = g_test_rand_int_range (0, 3) - 1; j >= 0; j--)
        g_free (add_record (workspace, "role", "person", person, "body", pick (pool->departments), "kind", "staff",
                            "start", keep (g_strdup_printf ("%d-%02u", 2022 + 3 * j, 1 + i % 12)),
                            "end", j == 0 && chance (50) ? "2025-03" : NULL,
                            "category", chance (50) ? pick_choice (&ent_choices_staff_categories) : NULL, NULL));
      if (chance (35))
        g_free (add_record (workspace, "role", "person", person, "body", pick (pool->authorities), "kind", "elected",
                            "start", i % 3 == 0 ? some_year (2019, 2026) : NULL,
                            "end", i % 3 == 1 ? some_year (2022, 2026) : NULL, NULL));
      g_ptr_array_add (pool->people, g_steal_pointer (&person));
    }
}

static inline void
fill_subjects (EntWorkspace *workspace,
               Pool *pool)
{
  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (pool->partnerships,
                     add_record (workspace, "partnership", "title", keep (g_strdup_printf ("Partnership %u", i)),
                                 "status", pick_choice (&ent_choices_partnership_statuses), "themes", some_themes (),
                                 "kind", chance (50) ? "twinning" : pick_choice (&ent_choices_partnership_kinds),
                                 "official", chance (40) ? pool->people->pdata[0] : NULL,
                                 "countries", chance (50) ? countries[g_test_rand_int_range (1, 4)] : NULL,
                                 "partners", some_of (pool->authorities, 2), "poles", some_choices (&ent_choices_poles, 3),
                                 "start", chance (70) ? some_year (2020, 2026) : NULL,
                                 "end", chance (30) ? "2026-01" : NULL, NULL));
  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (pool->projects,
                     add_record (workspace, "project", "title", keep (g_strdup_printf ("Project %u", i)),
                                 "status", pick_choice (&ent_choices_project_statuses), "themes", some_themes (),
                                 "partnership", chance (75) ? pick (pool->partnerships) : NULL,
                                 "departments", some_of (pool->departments, 2),
                                 "operator", chance (20) ? pick (pool->departments) : NULL,
                                 "planned-start", chance (50) ? some_day (2023, 2024) : NULL,
                                 "start", chance (50) ? some_year (2024, 2026) : NULL,
                                 "planned-end", chance (40) ? "2026-06-30" : NULL, NULL));
  for (guint i = 0; i < 10; i++)
    {
      const char *start = some_day (2024, 2025);

      g_ptr_array_add (pool->events,
                       add_record (workspace, "event", "title", "Event", "kind", pick_choice (&ent_choices_event_kinds),
                                   "start", start, "end", chance (60) ? some_later_day (start, 20) : NULL,
                                   "subject", chance (80) ? pick (chance (70) ? pool->projects : pool->partnerships) : NULL,
                                   "country", chance (50) ? countries[g_test_rand_int_range (0, 4)] : NULL,
                                   "participants", some_of (pool->people, 3), NULL));
    }
}

static inline void
fill_returns (EntWorkspace *workspace,
              Pool *pool)
{
  for (guint i = 0; i < 120; i++)
    {
      const char *measure = chance (50) ? pick_choice (&ent_choices_return_measures) : NULL;

      g_ptr_array_add (pool->returns,
                       add_record (workspace, "return", "text", "Something came back", "year", chance (70) ? "2025" : some_year (2024, 2026),
                                   "subject", pick (chance (75) ? pool->projects : pool->partnerships),
                                   "stage", pick_choice (&ent_choices_return_stages), "scope", pick_choice (&ent_choices_return_scopes),
                                   "categories", some_choices (&ent_choices_return_categories, 3), "measure", measure,
                                   "value", measure != NULL && chance (60) ? "12" : NULL,
                                   "evidence", chance (50) ? "Minutes" : NULL, "proved-by", chance (20) ? pick (pool->events) : NULL,
                                   "proposed-by", chance (15) ? pick (pool->people) : NULL, "confirmed-on", chance (50) ? "2025-12-01" : NULL,
                                   "answers", chance (60) ? some_of (pool->returns, 2) : NULL, NULL));
    }
}

/* Returns that answer each other in a circle, as two desks may write them. */
static inline void
close_circles (EntWorkspace *workspace,
               Pool *pool)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EntRecord) record = ent_workspace_get (workspace, pick (pool->returns), &error);

      g_assert_no_error (error);
      ent_record_set_parsed (record, "answers", pick (pool->returns), &error);
      g_assert_no_error (error);
      ent_workspace_save (workspace, record, &error);
      g_assert_no_error (error);
    }
}

static inline void
fill_work (EntWorkspace *workspace,
           Pool *pool)
{
  for (guint i = 0; i < 50; i++)
    {
      const char *from = some_day (2024, 2026);
      const char *unit = pick_choice (&ent_choices_involvement_units);
      gpointer *subjects[] = { pool->projects->pdata, pool->events->pdata, pool->partnerships->pdata };

      g_free (add_record (workspace, "involvement", "person", pick (pool->people), "subject", subjects[i % 3][g_test_rand_int_range (0, 8)],
                          "from", from, "to", chance (60) ? some_later_day (from, 300) : NULL, "amount", some_number (g_str_equal (unit, "hours") ? 24 : 60),
                          "unit", unit, "kind", chance (90) ? pick_choice (&ent_choices_involvement_kinds) : NULL,
                          "language", languages[g_test_rand_int_range (0, G_N_ELEMENTS (languages))],
                          "daily-cost", chance (60) ? some_number (400) : NULL,
                          "confirmed-on", chance (50) ? "2026-01-10" : NULL, NULL));
    }
  for (guint i = 0; i < 50; i++)
    {
      const char *asked_on = some_day (2024, 2026);

      g_free (add_record (workspace, "mobilisation", "expertise", "Water", "project", pick (pool->projects),
                          "asked", pick (chance (60) ? pool->departments : pool->people),
                          "state", pick_choice (&ent_choices_mobilisation_states), "asked-on", asked_on,
                          "answered-on", chance (60) ? some_later_day (asked_on, 90) : NULL,
                          "obstacles", some_choices (&ent_choices_obstacles, 3), NULL));
    }
}

static inline void
fill_money (EntWorkspace *workspace,
            Pool *pool)
{
  for (guint i = 0; i < 90; i++)
    g_free (add_record (workspace, "funding", "project", pick (pool->projects), "funder", pick (pool->authorities),
                        "source", chance (80) ? pick_choice (&ent_choices_funding_sources) : NULL,
                        "form", chance (30) ? "in-kind" : "cash", "year", chance (80) ? some_year (2025, 2026) : NULL,
                        "planned", chance (70) ? some_number (90000) : NULL, "committed", chance (60) ? some_number (80000) : NULL,
                        "paid", chance (60) ? some_number (70000) : NULL, "paid-on", chance (50) ? some_day (2024, 2026) : NULL, NULL));
  for (guint i = 0; i < 15; i++)
    g_free (add_record (workspace, "payment", "paid-on", some_day (2024, 2026), "amount", some_number (9000), "country",
                        countries[g_test_rand_int_range (1, 4)], "channel", "12002", "purpose", "14030", "aid-type", "C01",
                        "project", chance (70) ? pick (pool->projects) : NULL, NULL));
}

static inline void
pool_init (Pool *pool)
{
  GPtrArray **all[] = { &pool->departments, &pool->people, &pool->authorities, &pool->partnerships,
                        &pool->projects, &pool->events, &pool->returns };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    *all[i] = g_ptr_array_new_with_free_func (g_free);
}

static inline void
pool_clear (Pool *pool)
{
  GPtrArray **all[] = { &pool->departments, &pool->people, &pool->authorities, &pool->partnerships,
                        &pool->projects, &pool->events, &pool->returns };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_clear_pointer (all[i], g_ptr_array_unref);
}

static inline void
fill_settings (EntWorkspace *workspace,
               Pool *pool)
{
  const char *const settings[][2] = {
    { "own-authority", chance (80) ? pool->authorities->pdata[0] : NULL },
    { "own-department", pool->departments->pdata[0] },
    { "hours-per-day", chance (70) ? "7.8" : NULL },
    { "days-per-year", chance (40) ? "205" : NULL },
    { "daily-rate-a", "42010" },
    { "daily-rate-c", chance (50) ? "19000" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GError) error = NULL;

      if (settings[i][1] != NULL)
        ent_workspace_set_setting (workspace, settings[i][0], settings[i][1], &error);
      g_assert_no_error (error);
    }
}

static inline void
pool_fill (Pool *pool,
           EntWorkspace *workspace)
{
  g_autoptr (GError) error = NULL;

  ent_workspace_begin (workspace, "A random workspace", NULL, &error);
  g_assert_no_error (error);
  fill_people (workspace, pool);
  fill_subjects (workspace, pool);
  fill_returns (workspace, pool);
  close_circles (workspace, pool);
  fill_work (workspace, pool);
  fill_money (workspace, pool);
  fill_settings (workspace, pool);
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
}
