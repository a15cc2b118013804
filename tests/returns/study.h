/* SPDX-License-Identifier: GPL-3.0-or-later */
/* M. Gely's study of 2016 as records: its respondents as projects, what they said as returns. */
#pragma once

#include "fixture.h"

#define YEAR "2015"
#define N_PROJECTS 44

typedef struct
{
  EntWorkspace *workspace;
  char *projects[N_PROJECTS]; /* (owned): one for each of the study's interviews */
} Study;

/* Records @n returns of @n_projects projects, in turn; the categories of each come from @categorise. */
static GPtrArray *
record_returns (Study *study,
                const char *stage,
                const char *scope,
                guint n_projects,
                guint n,
                const char *(*categorise) (guint i))
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, add_record (study->workspace, "return", "text", "What a respondent said", "year", YEAR,
                                      "subject", study->projects[i % n_projects], "stage", stage, "scope", scope,
                                      "categories", categorise (i), NULL));

  return ids;
}

static const char *
territory_sought (guint i)
{
  static const char *const economic[] = { "jobs", "business", "attractiveness", "student-mobility", "ngo-jobs" };

  if (i < 13)
    return economic[i % 5];
  if (i < 20)
    return i % 2 ? "living-together" : "cultural-opening; diasporas";

  return i == 20 ? "unclassified" : NULL;
}

static const char *
territory_announced (guint i)
{
  return i < 2 ? "attractiveness; jobs" : "cultural-opening";
}

static const char *
territory_actual (guint i)
{
  static const char *const others[] = { "cultural-opening", "local-actors", "local-skills; cultural-opening", "living-together" };

  if (i < 4)
    return "business";
  if (i < 30)
    return others[i % 4];

  return "unclassified";
}

static const char *
authority_sought (guint i)
{
  if (i < 6)
    return "agents";
  if (i == 6)
    return "public-policy; influence-abroad";

  return i < 13 ? "influence-home" : "co-funding";
}

static const char *
authority_announced (guint i)
{
  return i < 4 ? "agents" : "influence-abroad";
}

/* Practices are the first 59: agents 44 of them, departments 23, public policy 27, elected officials 2. */
static const char *
authority_actual (guint i)
{
  if (i < 2)
    return "agents; departments; officials";
  if (i < 23)
    return "agents; departments";
  if (i < 32)
    return "agents";
  if (i < 44)
    return "agents; public-policy";
  if (i < 57)
    return "public-policy";
  if (i < 59)
    return "public-policy; influence-home";
  if (i < 68)
    return "influence-abroad";

  return i < 70 ? "influence-home; co-funding" : "other-resources";
}

static void
set_answer (EntWorkspace *workspace,
            const char *id,
            const char *answered)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, &error);

  g_assert_no_error (error);
  ent_record_set_parsed (record, "answers", answered, &error);
  g_assert_no_error (error);
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

/* The years before and after must not count. */
static void
record_noise (Study *study)
{
  static const char *const years[] = { "2014", "2016" };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    for (guint j = 0; j < 3; j++)
      g_free (add_record (study->workspace, "return", "text", "Of another year", "year", years[i], "subject", study->projects[j],
                          "stage", j == 0 ? "sought" : "actual", "scope", "territory", "categories", "jobs", NULL));
}

/* Writes all of it; the projects are to be freed with study_clear(). */
static void
record_study (Study *study)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sought = NULL;
  g_autoptr (GPtrArray) announced = NULL;
  g_autoptr (GPtrArray) actual = NULL;

  ent_workspace_begin (study->workspace, "The study", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PROJECTS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Respondent %02u", i + 1);

      study->projects[i] = add_record (study->workspace, "project", "title", title, "status", "ongoing", NULL);
    }

  sought = record_returns (study, "sought", "territory", 14, 22, territory_sought);
  announced = record_returns (study, "announced", "territory", 3, 4, territory_announced);
  actual = record_returns (study, "actual", "territory", 22, 41, territory_actual);
  g_ptr_array_unref (record_returns (study, "sought", "authority", 10, 15, authority_sought));
  g_ptr_array_unref (record_returns (study, "announced", "authority", 6, 6, authority_announced));
  g_ptr_array_unref (record_returns (study, "actual", "authority", 25, 71, authority_actual));
  record_noise (study);

  /* Six of the actual ones coincide with what was sought: one economic, one because what was announced for it answers
   * it, two with the same sought return, and one economic aim that came out socio-cultural. */
  set_answer (study->workspace, actual->pdata[0], sought->pdata[0]);
  set_answer (study->workspace, announced->pdata[0], sought->pdata[1]);
  set_answer (study->workspace, actual->pdata[1], announced->pdata[0]);
  set_answer (study->workspace, actual->pdata[4], sought->pdata[13]);
  set_answer (study->workspace, actual->pdata[5], sought->pdata[13]);
  set_answer (study->workspace, actual->pdata[8], sought->pdata[2]);
  set_answer (study->workspace, actual->pdata[9], sought->pdata[14]);
  /* One was announced only. */
  set_answer (study->workspace, actual->pdata[10], announced->pdata[2]);
  ent_workspace_commit (study->workspace, &error);
  g_assert_no_error (error);
}

static void
study_clear (Study *study)
{
  for (guint i = 0; i < N_PROJECTS; i++)
    g_free (study->projects[i]);
}
