/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who on our territory has ties where: those that say so, and those who take part in what we do. */
#include "../common/workspaces.h"
#include "ent-diagnostic.h"

typedef struct
{
  Folder folder;
  EntWorkspace *workspace;
  char *school;   /* (owned): says where its ties go */
  char *operator; /* (owned): carries a project, and funds another */
  char *vienne;   /* (owned): a commune of our département */
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer unused)
{
  g_autofree char *isere = NULL;
  g_autofree char *drome = NULL;
  g_autofree char *away = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *project = NULL;
  g_autofree char *other = NULL;
  g_autofree char *authorities = NULL;
  g_autofree char *funding = NULL;

  folder_set_up (&desk->folder, NULL);
  desk->workspace = folder_make_workspace (&desk->folder, "desk.entente");
  isere = add_record_of (desk->workspace, "authority", "name", "Isère", "kind", "departement", "insee", "38", NULL);
  desk->vienne = add_record_of (desk->workspace, "authority", "name", "Vienne", "kind", "commune", "insee", "38544", NULL);
  drome = add_record_of (desk->workspace, "authority", "name", "Romans", "kind", "commune", "insee", "26281", NULL);
  ent_workspace_set_setting (desk->workspace, "own-authority", isere, NULL);
  desk->school = add_record_of (desk->workspace, "organisation", "name", "Lycée", "kind", "school", "city", "Grenoble", "local", "yes", "ties",
                                "Échanges avec Sevan", "tie-countries", "AM;SN", "themes", "education", NULL);
  desk->operator = add_record_of (desk->workspace, "organisation", "name", "Opérateur", "kind", "association", "city", "Grenoble", "local", "yes", NULL);
  away = add_record_of (desk->workspace, "organisation", "name", "Ailleurs", "kind", "school", "city", "Lyon", "tie-countries", "AM", NULL);
  authorities = g_strdup_printf ("%s;%s;%s", isere, desk->vienne, drome);
  one = add_record_of (desk->workspace, "partnership", "title", "Arménie", "countries", "AM", "themes", "water", "authorities", authorities, NULL);
  two = add_record_of (desk->workspace, "partnership", "title", "Sénégal", "countries", "SN", NULL);
  project = add_record_of (desk->workspace, "project", "title", "Fuites", "partnership", one, "operator", desk->operator, "themes", "governance", NULL);
  other = add_record_of (desk->workspace, "project", "title", "Puits", "partnership", two, NULL);
  funding = add_record_of (desk->workspace, "funding", "project", other, "funder", desk->operator, "source", "private", "form", "cash", "year", "2026", NULL);
}

static void
desk_tear_down (Desk *desk,
                gconstpointer unused)
{
  g_assert_finalize_object (desk->workspace);
  g_free (desk->school);
  g_free (desk->operator);
  g_free (desk->vienne);
  folder_tear_down (&desk->folder, NULL);
}

static EntDiagnostic *
load (Desk *desk,
      const EntDiagnosticFilter *filter)
{
  g_autoptr (GError) error = NULL;
  EntDiagnostic *diagnostic = ent_diagnostic_load (desk->workspace, filter, &error);

  g_assert_no_error (error);
  return diagnostic;
}

static void
test_actors (Desk *desk,
             gconstpointer unused)
{
  g_autoptr (EntDiagnostic) all = load (desk, NULL);
  const char *const both[] = { "AM", "SN", NULL };
  const char *const themes[] = { "governance", NULL };
  const char *const subjects[] = { "Fuites", "Puits", NULL };
  const char *const towns[] = { "Grenoble", "Vienne", NULL };
  const EntActor *school, *operator, *vienne;

  g_assert_cmpuint (all->actors->len, ==, 3);
  school = all->actors->pdata[0];
  operator = all->actors->pdata[1];
  vienne = all->actors->pdata[2];
  g_assert_cmpstr (school->id, ==, desk->school);
  g_assert_cmpstr (school->ties, ==, "Échanges avec Sevan");
  g_assert_cmpstrv (school->countries, both);
  g_assert_cmpuint (g_strv_length (school->subjects), ==, 0);

  g_assert_cmpstr (operator->id, ==, desk->operator);
  g_assert_cmpstrv (operator->countries, both);
  g_assert_cmpstrv (operator->themes, themes);
  g_assert_cmpstrv (operator->subjects, subjects);

  /* A town of our département; Romans is of another. */
  g_assert_cmpstr (vienne->id, ==, desk->vienne);
  g_assert_cmpstr (ent_diagnostic_get_kind_label (vienne->kind), ==, "Local authority");
  g_assert_cmpstr (vienne->countries[0], ==, "AM");
  g_assert_cmpstr (vienne->themes[0], ==, "water");

  g_assert_cmpstr (all->countries[0], ==, "AM");
  g_assert_cmpstrv (all->places, towns);
  g_assert_cmpuint (g_strv_length (all->kinds), ==, 3);
}

static void
test_filters (Desk *desk,
              gconstpointer unused)
{
  static const struct
  {
    EntDiagnosticFilter filter;
    guint n;
  } cases[] = {
    { { .country = (char *) "SN" }, 2 },      { { .country = (char *) "DE" }, 0 }, { { .kind = (char *) "school" }, 1 },
    { { .theme = (char *) "governance" }, 1 }, { { .place = (char *) "Grenoble" }, 2 }, { { .place = (char *) "Vienne", .country = (char *) "AM" }, 1 },
    { { .place = (char *) "Vienne", .country = (char *) "SN" }, 0 }, { { 0 }, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EntDiagnostic) found = load (desk, &cases[i].filter);

      g_assert_cmpuint (found->actors->len, ==, cases[i].n);
      g_assert_cmpuint (found->n_all, ==, 3);
      g_assert_cmpuint (g_strv_length (found->countries), ==, 2);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/diagnostic/actors", Desk, NULL, desk_set_up, test_actors, desk_tear_down);
  g_test_add ("/diagnostic/filters", Desk, NULL, desk_set_up, test_filters, desk_tear_down);

  return g_test_run ();
}
