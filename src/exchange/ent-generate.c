/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Synthetic workspaces of any size, for trials and measurements. */
#include "ent-generate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-set-up.h"

typedef struct
{
  EntWorkspace *workspace; /* (unowned) */
  GRand *rand;             /* (unowned) */
  guint authorities;
  guint projects;
  guint32 seed;
} EntGenerator;

static const char *const syllables[] = { "va", "lor", "min", "ké", "dou", "gra", "sen", "tol", "bé", "mar", "chi", "ros", "ny", "pel", "ar", "zo", "lun", "té" };
static const char *const subjects[] = { "Eau potable", "Formation des agents", "Lecture publique", "Assainissement", "Tourisme de montagne", "Échanges de lycéens",
                                        "État civil", "Agriculture de montagne", "Santé maternelle", "Patrimoine bâti", "Transport urbain", "Forêts communales" };

static const char *
pick (EntGenerator *self,
      const char *const *words,
      guint n)
{
  return words[g_rand_int_range (self->rand, 0, n)];
}

static const char *
pick_nick (EntGenerator *self,
           const EntChoices *choices)
{
  return ent_choices_get_nick (choices, g_rand_int_range (self->rand, 0, ent_choices_get_n_items (choices)));
}

static char *
make_id (EntGenerator *self,
         const char *type,
         guint number)
{
  return g_strdup_printf ("%s:%08x-0000-8000-8000-%012x", type, self->seed, number);
}

static char *
make_name (EntGenerator *self)
{
  g_autoptr (GString) name = g_string_new (NULL);
  guint n = g_rand_int_range (self->rand, 2, 5);
  g_autofree char *first = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append (name, pick (self, syllables, G_N_ELEMENTS (syllables)));

  first = g_utf8_strup (name->str, g_utf8_next_char (name->str) - name->str);
  return g_strconcat (first, g_utf8_next_char (name->str), NULL);
}

/* Half of them French. */
static gboolean
add_authority (EntGenerator *self,
               guint number,
               GError **error)
{
  g_autofree char *id = make_id (self, "authority", number);
  g_autofree char *name = make_name (self);
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), id);
  gboolean french = number % 2 == 0;

  ent_record_set_text (record, "name", name);
  ent_record_set_text (record, "country", french ? "FR" : pick_nick (self, &ent_choices_countries));
  ent_record_set_text (record, "kind", french ? "commune" : "municipality");
  ent_record_set_integer (record, "population", g_rand_int_range (self->rand, 500, 900000));
  ent_record_set_real (record, "latitude", g_rand_double_range (self->rand, -55, 70));
  ent_record_set_real (record, "longitude", g_rand_double_range (self->rand, -180, 180));

  return ent_workspace_save (self->workspace, record, error);
}

static gboolean
add_partnership (EntGenerator *self,
                 guint number,
                 GError **error)
{
  g_autofree char *id = make_id (self, "partnership", number);
  g_autofree char *lead = make_id (self, "authority", 2 * g_rand_int_range (self->rand, 0, self->authorities / 2));
  g_autofree char *partner = make_id (self, "authority", 2 * g_rand_int_range (self->rand, 0, self->authorities / 2) + 1);
  g_autofree char *name = make_name (self);
  g_autofree char *title = g_strdup_printf ("Partenariat avec %s", name);
  g_autofree char *start = g_strdup_printf ("%d", g_rand_int_range (self->rand, 1950, 2026));
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("partnership"), id);

  ent_record_set_text (record, "title", title);
  ent_record_set_text (record, "kind", pick_nick (self, &ent_choices_partnership_kinds));
  ent_record_set_text (record, "status", pick_nick (self, &ent_choices_partnership_statuses));
  ent_record_set_text (record, "lead", lead);
  ent_record_set_list (record, "partners", (const char *[]){ partner, NULL });
  ent_record_set_list (record, "countries", (const char *[]){ pick_nick (self, &ent_choices_countries), NULL });
  ent_record_set_list (record, "themes", (const char *[]){ pick_nick (self, &ent_choices_themes), NULL });
  ent_record_set_text (record, "start", start);

  return ent_workspace_save (self->workspace, record, error);
}

static gboolean
add_project (EntGenerator *self,
             guint number,
             guint partnerships,
             GError **error)
{
  g_autofree char *id = make_id (self, "project", number);
  g_autofree char *partnership = make_id (self, "partnership", g_rand_int_range (self->rand, 0, partnerships));
  g_autofree char *name = make_name (self);
  g_autofree char *title = g_strdup_printf ("%s à %s", pick (self, subjects, G_N_ELEMENTS (subjects)), name);
  g_autofree char *start = g_strdup_printf ("%d-%02d-01", g_rand_int_range (self->rand, 1995, 2027), g_rand_int_range (self->rand, 1, 13));
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), id);

  ent_record_set_text (record, "title", title);
  ent_record_set_text (record, "partnership", partnership);
  ent_record_set_text (record, "status", pick_nick (self, &ent_choices_project_statuses));
  ent_record_set_text (record, "start", start);
  ent_record_set_list (record, "themes", (const char *[]){ pick_nick (self, &ent_choices_themes), NULL });

  return ent_workspace_save (self->workspace, record, error);
}

static gboolean
add_all (EntGenerator *self,
         GError **error)
{
  guint partnerships = MAX (1, self->projects / 3);

  for (guint i = 0; i < self->authorities; i++)
    if (!add_authority (self, i, error))
      return FALSE;
  for (guint i = 0; i < partnerships; i++)
    if (!add_partnership (self, i, error))
      return FALSE;
  for (guint i = 0; i < self->projects; i++)
    if (!add_project (self, i, partnerships, error))
      return FALSE;

  return TRUE;
}

static gboolean
fill_generated (EntWorkspace *workspace,
                gpointer data,
                GError **error)
{
  EntGenerator *self = data;

  self->workspace = workspace;
  if (!ent_workspace_begin (workspace, _ ("Generated workspace"), NULL, error))
    return FALSE;
  if (!add_all (self, error))
    {
      ent_workspace_rollback (workspace);
      return FALSE;
    }

  return ent_workspace_commit (workspace, error);
}

/**
 * ent_generate_create:
 * @path: of a file that is not there yet
 * @authorities: how many authorities, at least two
 * @projects: how many projects; there is a partnership for every third
 * @seed: the same gives the same records
 * @error: set where the file is in the way or could not be written
 *
 * Makes a synthetic workspace.
 *
 * Returns: whether it is there
 */
gboolean
ent_generate_create (const char *path,
                     guint authorities,
                     guint projects,
                     guint32 seed,
                     GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  EntGenerator self = { .rand = rand, .authorities = authorities, .projects = projects, .seed = seed };

  return ent_set_up_filled (path, fill_generated, &self, error);
}
