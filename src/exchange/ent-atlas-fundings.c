/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who pays what, as the Atlas has it: four sums and the names of others. */
#include "ent-atlas-fundings.h"

#include <glib/gi18n-lib.h>

#include "ent-fold.h"

/* Names that stand in a French register, whatever the language in use: a second import must find them again. */
#define MINISTRY "Ministère de l’Europe et des Affaires étrangères"
#define UNNAMED "Financeurs non précisés"

#define NAME_SEPARATORS ";|\n,/+"

/* What the names of funders say about where their money comes from, folded. */
static const struct
{
  const char *pattern;
  const char *source;
} sources[] = {
  { "\\b(ue|union europeenne|commission europeenne|europe|fed|feder|fse|interreg|erasmus|europeaid)\\b", "european-union" },
  { "\\b(fondation|association|ong|entreprises?|societe|prives?|rotary|lions|mecen\\w*|dons?|comite|particuliers?)\\b", "private" },
};

/*
 * ent_atlas_fundings_init:
 * @self: to fill in
 */
void
ent_atlas_fundings_init (EntAtlasFundings *self)
{
  ent_import_rule_init (&self->funder, "organisation", "name", self->funder_fields);
  ent_import_rule_init (&self->ministry, "organisation", "kind", self->ministry_fields);
  ent_import_rule_init (&self->funding, "funding", "project funder source", self->funding_fields);
  self->funder.create = self->funder.first = TRUE;
}

static const char *
find_funder (EntAtlasFundings *self,
             EntImportFinder *finder,
             const char *name,
             const char *kind,
             GError **error)
{
  g_autoptr (EntRecord) funder = ent_record_new (ent_schema_find ("organisation"), NULL);

  ent_record_set_text (funder, "name", name);
  ent_record_set_text (funder, "kind", kind);
  return ent_import_finder_find (finder, &self->funder, funder, error);
}

/* The ministry has changed its name often: the one that the workspace has is the one. */
static const char *
find_ministry (EntAtlasFundings *self,
               EntImportFinder *finder,
               GError **error)
{
  g_autoptr (EntRecord) ministry = ent_record_new (ent_schema_find ("organisation"), NULL);
  const char *id;

  ent_record_set_text (ministry, "kind", "ministry");
  if (!ent_import_finder_peek (finder, &self->ministry, ministry, &id, error))
    return NULL;

  return id != NULL ? id : find_funder (self, finder, MINISTRY, "ministry", error);
}

static const char *
guess_source (const char *name)
{
  g_autofree char *folded = ent_fold (name);

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_regex_match_simple (sources[i].pattern, folded, 0, 0))
      return sources[i].source;

  return "other-public";
}

static gboolean
add_funding (GPtrArray *fundings,
             EntRecord *project,
             const char *funder,
             const char *source,
             gint64 planned,
             GError **error)
{
  g_autoptr (EntRecord) funding = NULL;

  if (funder == NULL)
    return FALSE;

  funding = ent_record_new (ent_schema_find ("funding"), NULL);
  ent_record_set_text (funding, "project", ent_record_get_id (project));
  ent_record_set_text (funding, "funder", funder);
  ent_record_set_text (funding, "source", source);
  if (planned > 0)
    ent_record_set_integer (funding, "planned", planned);
  if (!ent_record_check (funding, error))
    return FALSE;

  g_ptr_array_add (fundings, g_steal_pointer (&funding));
  return TRUE;
}

/* Of several funders the table has one sum only: it stands under none of their names. */
static gboolean
add_others (EntAtlasFundings *self,
            EntImportFinder *finder,
            GPtrArray *fundings,
            EntRecord *project,
            const char *const *names,
            gint64 sum,
            GError **error)
{
  gboolean single = names[0] != NULL && names[1] == NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    if (!add_funding (fundings, project, find_funder (self, finder, names[i], "funder", error), guess_source (names[i]),
                      single ? sum : 0, error))
      return FALSE;

  return single || sum == 0
         || add_funding (fundings, project, find_funder (self, finder, UNNAMED, "funder", error), "other-public", sum, error);
}

/*
 * ent_atlas_fundings_read:
 * @self: the rules
 * @columns: the columns
 * @run: an import on a row
 * @finder: what finds the funders
 * @project: the project of the row, with its lead authority
 * @error: set where the row says what cannot be
 *
 * What the total cost has beyond the parts is money of somebody who is not named.
 *
 * Returns: (transfer full) (nullable) (element-type EntRecord): the fundings that the row tells of, new records all
 */
GPtrArray *
ent_atlas_fundings_read (EntAtlasFundings *self,
                         const EntAtlasColumns *columns,
                         EntImportRun *run,
                         EntImportFinder *finder,
                         EntRecord *project,
                         GError **error)
{
  g_autoptr (GPtrArray) fundings = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) names = ent_atlas_row_get_names (columns, run, ENT_ATLAS_OTHER_NAMES, NAME_SEPARATORS);
  gint64 cost = ent_atlas_row_get_money (columns, run, ENT_ATLAS_COST);
  gint64 ministry = ent_atlas_row_get_money (columns, run, ENT_ATLAS_MINISTRY);
  gint64 own = ent_atlas_row_get_money (columns, run, ENT_ATLAS_AUTHORITIES);
  gint64 others = ent_atlas_row_get_money (columns, run, ENT_ATLAS_OTHERS);
  gint64 rest = cost - ministry - own - others;

  if (ministry > 0 && !add_funding (fundings, project, find_ministry (self, finder, error), "ministry", ministry, error))
    return NULL;
  if (own > 0 && !add_funding (fundings, project, ent_record_get_text (project, "lead"), "own", own, error))
    return NULL;
  if (!add_others (self, finder, fundings, project, (const char *const *) names, others, error))
    return NULL;
  if (rest > 0 && !add_funding (fundings, project, find_funder (self, finder, UNNAMED, "funder", error), NULL, rest, error))
    return NULL;
  if (rest < 0 && cost > 0)
    ent_import_run_warn (run, _ ("The parts of the funding are more than the total cost; the parts were kept."));

  return g_steal_pointer (&fundings);
}
