/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-import.h"

#include <glib/gi18n-lib.h>

#include "ent-atlas-fundings.h"
#include "ent-atlas-partnership.h"
#include "ent-atlas-themes.h"
#include "ent-fold.h"

/* As long as a title may be. */
#define TITLE_MAX 1000

/* An import under way. */
typedef struct
{
  EntImportRun *run;       /* (not nullable) (owned) */
  EntImportFinder *finder; /* (not nullable) (owned) */
  EntAtlasColumns columns;
  EntAtlasPartnership partnership;
  EntAtlasFundings fundings;
  const EntField *project_fields[4];
  EntImportRule project;
  GHashTable *themes; /* (not nullable) (owned): label → GStrv */
  GHashTable *done;   /* (not nullable) (owned): identifiers of the projects that rows were about */
} AtlasImport;

static void
atlas_import_clear (AtlasImport *self)
{
  g_clear_pointer (&self->done, g_hash_table_unref);
  g_clear_pointer (&self->themes, g_hash_table_unref);
  g_clear_pointer (&self->finder, ent_import_finder_free);
  g_clear_object (&self->run);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasImport, atlas_import_clear)

static void
prepare (AtlasImport *self)
{
  self->finder = ent_import_finder_new (self->run);
  self->themes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ent_atlas_partnership_init (&self->partnership);
  ent_atlas_fundings_init (&self->fundings);
  ent_import_rule_init (&self->project, "project", "lead partnership start title", self->project_fields);
  self->project.years = TRUE;
}

static const char *const *
get_themes (AtlasImport *self)
{
  g_autofree char *label = ent_atlas_row_get_text (&self->columns, self->run, ENT_ATLAS_THEME);
  GStrv themes = g_hash_table_lookup (self->themes, label);

  if (themes == NULL)
    {
      themes = ent_atlas_parse_themes (label);
      g_hash_table_insert (self->themes, g_strdup (label), themes);
    }
  if (*label != '\0' && themes[0] == NULL)
    ent_import_run_warn (self->run, _ ("The theme “%s” is not known and was left out."), label);

  return (const char *const *) themes;
}

/* A text that is too long, or has signs that cannot be shown, is left out with a remark. */
static void
put_text (AtlasImport *self,
          EntRecord *record,
          const char *name,
          EntAtlasColumn column)
{
  g_autofree char *text = ent_atlas_row_get_text (&self->columns, self->run, column);
  g_autoptr (GError) reason = NULL;

  if (!ent_record_set_parsed (record, name, text, &reason))
    ent_import_run_warn (self->run, "%s", reason->message);
}

static EntRecord *
read_project (AtlasImport *self,
              const char *lead,
              const char *partnership)
{
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
  g_autofree char *status = ent_atlas_row_get_text (&self->columns, self->run, ENT_ATLAS_STATUS);
  g_autofree char *folded = ent_fold (status);
  g_autofree char *year = ent_atlas_row_get_year (&self->columns, self->run);
  g_autofree char *title = ent_atlas_row_get_text (&self->columns, self->run, ENT_ATLAS_TITLE);
  g_autofree char *shortened = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), TITLE_MAX));

  ent_record_set_text (project, "title", shortened);
  ent_record_set_text (project, "lead", lead);
  ent_record_set_text (project, "partnership", partnership);
  ent_record_set_text (project, "start", year);
  put_text (self, project, "description", ENT_ATLAS_DESCRIPTION);
  ent_record_set_list (project, "themes", get_themes (self));
  if (*folded != '\0')
    ent_record_set_text (project, "status", g_str_equal (folded, "en cours") ? "ongoing" : "completed");

  return g_steal_pointer (&project);
}

/* The Atlas knows two statuses only: it does not change one of ours that says the same more exactly. */
static gboolean
says_more (const char *ours,
           const char *theirs)
{
  static const char *const running[] = { "ongoing", "suspended", NULL };
  static const char *const over[] = { "suspended", "completed", "abandoned", NULL };

  return ours != NULL && (theirs == NULL || g_strv_contains (g_str_equal (theirs, "ongoing") ? running : over, ours));
}

static void
merge_themes (EntRecord *stored,
              EntRecord *project)
{
  const char *const *lists[] = { ent_record_get_list (stored, "themes"), ent_record_get_list (project, "themes") };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) themes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i] != NULL)
      g_strv_builder_addv (builder, (const char **) lists[i]);

  themes = g_strv_builder_end (builder);
  ent_record_set_list (stored, "themes", (const char *const *) themes);
}

static gboolean
is_same (EntRecord *a,
         EntRecord *b)
{
  const EntEntity *entity = ent_record_get_entity (a);

  for (guint i = 0; i < entity->n_fields; i++)
    if (!ent_value_equal (ent_record_get (a, &entity->fields[i]), ent_record_get (b, &entity->fields[i])))
      return FALSE;

  return TRUE;
}

static gboolean
update_project (AtlasImport *self,
                EntRecord *project,
                gboolean *ret_changed,
                GError **error)
{
  g_autoptr (EntRecord) stored = ent_workspace_get (ent_import_run_get_workspace (self->run), ent_record_get_id (project), error);
  g_autoptr (EntRecord) former = stored != NULL ? ent_record_copy (stored) : NULL;

  if (stored == NULL)
    return FALSE;

  if (ent_record_get_text (project, "description") != NULL)
    ent_record_set_text (stored, "description", ent_record_get_text (project, "description"));
  if (!says_more (ent_record_get_text (stored, "status"), ent_record_get_text (project, "status")))
    ent_record_set_text (stored, "status", ent_record_get_text (project, "status"));
  merge_themes (stored, project);

  *ret_changed = !is_same (stored, former);
  return !*ret_changed || ent_import_run_save (self->run, stored, FALSE, error);
}

static gboolean
add_project (AtlasImport *self,
             EntRecord *project,
             GError **error)
{
  if (!ent_import_run_save (self->run, project, TRUE, error))
    return FALSE;

  ent_import_finder_learn (self->finder, project);
  return TRUE;
}

static gboolean
put_funding (AtlasImport *self,
             EntRecord *funding,
             gboolean again,
             gboolean *changed,
             GError **error)
{
  g_autoptr (EntRecord) stored = NULL;
  const char *id;

  if (!ent_import_finder_peek (self->finder, &self->fundings.funding, funding, &id, error))
    return FALSE;
  if (id == NULL)
    {
      *changed = TRUE;
      ent_import_run_get_report (self->run)->created++;
      if (!ent_import_run_save (self->run, funding, TRUE, error))
        return FALSE;
      ent_import_finder_learn (self->finder, funding);
      return TRUE;
    }

  stored = again ? NULL : ent_workspace_get (ent_import_run_get_workspace (self->run), id, error);
  if (stored == NULL)
    return again;
  if (ent_record_get_integer (funding, "planned", 0) == 0
      || ent_record_get_integer (funding, "planned", 0) == ent_record_get_integer (stored, "planned", 0))
    return TRUE;

  *changed = TRUE;
  ent_record_set_integer (stored, "planned", ent_record_get_integer (funding, "planned", 0));
  return ent_import_run_save (self->run, stored, FALSE, error);
}

/* All of a row that is good. Of a project that an earlier row was about only what is missing is added: the first row
 * stands, so that importing the file again changes nothing. */
static gboolean
store_row (AtlasImport *self,
           EntRecord *project,
           gboolean is_new,
           GPtrArray *fundings,
           GError **error)
{
  g_autoptr (EntRecord) former = is_new ? NULL : ent_workspace_get (ent_import_run_get_workspace (self->run), ent_record_get_id (project), NULL);
  g_autoptr (EntRecord) stored = NULL;
  gboolean again = !g_hash_table_add (self->done, g_strdup (ent_record_get_id (project)));
  gboolean changed = FALSE;

  if (!ent_import_finder_accept (self->finder, NULL, FALSE, error))
    return FALSE;
  if (is_new ? !add_project (self, project, error) : !again && !update_project (self, project, &changed, error))
    return FALSE;
  for (guint i = 0; i < fundings->len; i++)
    if (!put_funding (self, fundings->pdata[i], again, &changed, error))
      return FALSE;

  stored = changed && !is_new ? ent_workspace_get (ent_import_run_get_workspace (self->run), ent_record_get_id (project), NULL) : NULL;
  if (is_new)
    ent_import_run_note (self->run, ENT_IMPORT_ADDED, project, NULL);
  else if (stored != NULL)
    ent_import_run_note (self->run, ENT_IMPORT_CHANGED, stored, former);
  else
    ent_import_run_note (self->run, ENT_IMPORT_FOUND, project, NULL);
  return TRUE;
}

/* The project of the row: new, or under the identifier of the one that is there. */
static EntRecord *
find_project (AtlasImport *self,
              const char *lead,
              const char *partnership,
              gboolean *ret_new,
              GError **error)
{
  g_autoptr (EntRecord) project = read_project (self, lead, partnership);
  g_autoptr (EntRecord) known = NULL;
  const char *id;

  if (!ent_record_check (project, error) || !ent_import_finder_peek (self->finder, &self->project, project, &id, error))
    return NULL;

  *ret_new = id == NULL;
  if (id == NULL)
    return g_steal_pointer (&project);

  known = ent_record_new (ent_record_get_entity (project), id);
  for (guint i = 0; i < ent_record_get_entity (project)->n_fields; i++)
    {
      const EntField *field = &ent_record_get_entity (project)->fields[i];

      ent_record_set (known, field, ent_record_get (project, field));
    }

  return g_steal_pointer (&known);
}

/* Without these two a row says nothing. */
static gboolean
check_row (AtlasImport *self,
           GError **error)
{
  g_autofree char *title = ent_atlas_row_get_text (&self->columns, self->run, ENT_ATLAS_TITLE);
  g_autofree char *authority = ent_atlas_row_get_text (&self->columns, self->run, ENT_ATLAS_AUTHORITY);

  if (*title != '\0' && *authority != '\0')
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                       *title == '\0' ? _ ("the title of the project is missing.") : _ ("the French authority is missing."));
  return FALSE;
}

static gboolean
import_row (gpointer data,
            GError **error)
{
  AtlasImport *self = data;
  g_autofree char *lead = NULL;
  g_autofree char *partnership = NULL;
  g_autoptr (EntRecord) project = NULL;
  g_autoptr (GPtrArray) fundings = NULL;
  gboolean is_new;

  if (!check_row (self, error)
      || !ent_atlas_partnership_find (&self->partnership, &self->columns, self->run, self->finder, &lead, &partnership, error))
    return FALSE;

  project = find_project (self, lead, partnership, &is_new, error);
  if (project == NULL)
    return FALSE;

  fundings = ent_atlas_fundings_read (&self->fundings, &self->columns, self->run, self->finder, project, error);
  return fundings != NULL && store_row (self, project, is_new, fundings, error);
}

/**
 * ent_atlas_import:
 * @workspace: a workspace that can be written, with no change open
 * @path: a table as the ministry's Atlas exports it
 * @options: (nullable): how
 * @cancellable: (nullable): to stop
 * @error: set where the table is broken or another one, has a row without title or authority while nobody takes the
 *   rejects, or could not be written; nothing is then changed
 *
 * Imports the projects of the Atlas as one change, with the authorities, partners, partnerships, funders and fundings
 * that they need. French authorities get what the directory knows of them. The Atlas has no key: a project is known by
 * its authority, partner, country, first year and title; importing a file twice adds nothing. Years, amounts, countries
 * and themes that cannot be read are left out with a remark. The sums are taken for planned ones.
 *
 * Returns: (transfer full) (nullable): what was done
 */
EntImportReport *
ent_atlas_import (EntWorkspace *workspace,
                  const char *path,
                  const EntImportOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (AtlasImport) self = { 0 };

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self.run = ent_import_run_new (workspace, path, options, cancellable, error);
  if (self.run == NULL || !ent_atlas_columns_find (&self.columns, self.run, error))
    return NULL;

  prepare (&self);
  return ent_import_finder_run (self.finder, import_row, &self, error);
}
