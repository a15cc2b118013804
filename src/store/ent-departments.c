/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departments: where they stand, what they were asked, and whom one has not thought of yet. */
#include "ent-departments.h"

#include <glib/gi18n-lib.h>

#include "ent-mobilisation.h"
#include "ent-record-json.h"

/* Nobody goes through more of a list; the more there are, the less each one says. */
#define MOST "200"
#define MOST_RETURNS "60"

/* Nothing is deeper; whoever is above themselves goes no further. */
#define MOST_LEVELS 32

/* Those who work in ?1, or did when they were asked. */
#define ASKED "(asked = ?1 OR asked IN (SELECT person FROM role WHERE body = ?1))"

#define REQUESTS_SQL "SELECT state, \"asked-on\", \"answered-on\" FROM mobilisation WHERE " ASKED " AND state IS NOT 'draft'"

/* All that ?1 is part of, and itself, each once however they lie. */
#define ABOVE_SQL                                                                                                      \
  "WITH RECURSIVE above (id) AS (SELECT ?1 UNION SELECT department.parent FROM above JOIN record USING (id) "          \
  "JOIN department USING (row) WHERE department.parent IS NOT NULL) SELECT 1 FROM above WHERE id = ?2"

/* The levels of the Common European Framework sort as letters do. */
#define LANGUAGES_SQL                                                                                                  \
  "SELECT max (j.value) FROM role JOIN record ON record.id = role.person JOIN person ON person.row = record.row, json_each (person.languages) AS j " \
  "WHERE role.body = ?1 AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?2) "                                      \
  "GROUP BY substr (j.value || ':', 1, instr (j.value || ':', ':')) ORDER BY 1"

#define RETURNS_SQL                                                                                                    \
  "SELECT return.row FROM return WHERE stage = 'actual' AND scope = 'authority' AND subject IN ("                      \
  "SELECT project FROM mobilisation WHERE " ASKED " AND state IN ('accepted', 'done') "                                \
  "UNION SELECT record.id FROM reference JOIN record ON record.row = reference.source "                                \
  "WHERE reference.target = ?1 AND reference.field = 'departments') ORDER BY year DESC, row LIMIT " MOST_RETURNS

#define PARENT_SQL "SELECT parent, level FROM department JOIN record USING (row) WHERE id = ?1"

/* What is over cannot be joined any more. The own department asks, it is not asked. */
#define MATCHES_SQL                                                                                                    \
  "SELECT d.id, d.headline, p.id, p.headline, (SELECT json_group_array (value) FROM json_each (department.themes) "    \
  "  WHERE value IN (SELECT value FROM json_each (project.themes))) AS common "                                        \
  "FROM department JOIN record AS d USING (row), project JOIN record AS p ON p.row = project.row "                     \
  "WHERE (?1 IS NULL OR d.id = ?1) AND d.id IS NOT (SELECT value FROM setting WHERE name = 'own-department') "         \
  "AND (project.status IS NULL OR project.status IN ('planned', 'ongoing')) AND common <> '[]' "                       \
  "AND NOT EXISTS (SELECT 1 FROM mobilisation AS m WHERE m.project = p.id "                                            \
  "  AND (m.asked = d.id OR m.asked IN (SELECT person FROM role WHERE body = d.id))) "                                 \
  "ORDER BY coalesce (project.start, project.\"planned-start\") DESC, p.sort, d.sort LIMIT " MOST

#define UNASKED_SQL                                                                                                    \
  "SELECT id, headline, NULL, NULL, coalesce (themes, '[]') FROM department JOIN record AS own USING (row) "           \
  "WHERE id IS NOT (SELECT value FROM setting WHERE name = 'own-department') AND level IS NOT 'dgs' AND level IS NOT 'cabinet' " \
  "AND level IS NOT 'pole' AND NOT EXISTS (SELECT 1 FROM mobilisation WHERE state IS NOT 'draft' "                     \
  "  AND (asked = own.id OR asked IN (SELECT person FROM role WHERE body = own.id))) ORDER BY sort LIMIT " MOST

/**
 * ent_department_facts_free:
 * @self: (nullable) (transfer full): facts
 */
void
ent_department_facts_free (EntDepartmentFacts *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->languages);
  g_clear_pointer (&self->returns, g_ptr_array_unref);
  g_strfreev (self->above);
  g_free (self);
}

/**
 * ent_match_free:
 * @match: (transfer full): a match
 */
void
ent_match_free (EntMatch *match)
{
  g_free (match->department);
  g_free (match->department_name);
  g_free (match->project);
  g_free (match->project_title);
  g_strfreev (match->themes);
  g_free (match);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static void
count_request (EntDepartmentFacts *self,
               EntStatement *row,
               GArray *waits)
{
  const char *state = ent_statement_get_text (row, 0);
  int days = ent_mobilisation_count_days (ent_statement_get_text (row, 1), ent_statement_get_text (row, 2));

  self->asked++;
  if (g_strcmp0 (state, "accepted") == 0 || g_strcmp0 (state, "done") == 0)
    self->accepted++;
  else if (g_strcmp0 (state, "declined") == 0)
    self->declined++;
  else
    self->waiting++;
  if (days != G_MAXINT && days >= 0)
    g_array_append_val (waits, days);
}

static gboolean
load_requests (EntDepartmentFacts *self,
               EntDatabase *database,
               const char *id,
               GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, REQUESTS_SQL, error);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (int));
  gboolean more = row != NULL;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, id);
  while (more)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (more)
        count_request (self, row, waits);
    }

  g_array_sort (waits, compare_days);
  self->median_wait = waits->len > 0 ? g_array_index (waits, int, (waits->len - 1) / 2) : G_MAXINT;
  self->longest_wait = waits->len > 0 ? g_array_index (waits, int, waits->len - 1) : G_MAXINT;
  return TRUE;
}

static gboolean
load_languages (EntDepartmentFacts *self,
                EntDatabase *database,
                const char *id,
                const char *today,
                GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, LANGUAGES_SQL, error);

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, id);
  ent_statement_bind_text (row, 2, today);
  self->languages = ent_database_list_text (database, row, error);
  return self->languages != NULL;
}

static gboolean
load_returns (EntDepartmentFacts *self,
              EntWorkspace *workspace,
              const char *id,
              GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, RETURNS_SQL, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean more = row != NULL;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, id);
  while (more)
    {
      gint64 found;

      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      found = more ? sqlite3_column_int64 (row, 0) : 0;
      if (more)
        g_array_append_val (rows, found);
    }

  self->returns = ent_workspace_load (workspace, ent_schema_find ("return"), (const gint64 *) rows->data, rows->len, error);
  return self->returns != NULL;
}

/* Returns: (nullable) (transfer full): what @id is part of, %NULL at the top or where it cannot be read */
static char *
find_parent (EntDatabase *database,
             const char *id,
             gboolean *ret_is_dgs)
{
  g_autoptr (EntStatement) row = ent_database_prepare (database, PARENT_SQL, NULL);
  gboolean more = FALSE;

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, id);
  if (!ent_database_step (database, row, &more, NULL) || !more)
    return NULL;

  *ret_is_dgs = g_strcmp0 (ent_statement_get_text (row, 1), "dgs") == 0;
  return g_strdup (ent_statement_get_text (row, 0));
}

static void
find_above (EntDepartmentFacts *self,
            EntWorkspace *workspace,
            const char *id)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GStrvBuilder) above = g_strv_builder_new ();
  g_autofree char *parent = find_parent (database, id, &self->under_dgs);

  for (guint depth = 0; parent != NULL && depth < MOST_LEVELS; depth++)
    {
      char *next = find_parent (database, parent, &self->under_dgs);
      char *name = ent_workspace_get_headline (workspace, parent);

      if (name != NULL)
        g_strv_builder_take (above, name);
      g_free (parent);
      parent = next;
    }
  self->above = g_strv_builder_end (above);
}

/**
 * ent_department_facts_load:
 * @workspace: a workspace
 * @id: the identifier of a department
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): what there is to know about it
 */
EntDepartmentFacts *
ent_department_facts_load (EntWorkspace *workspace,
                           const char *id,
                           const char *today,
                           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntDepartmentFacts) self = g_new0 (EntDepartmentFacts, 1);

  if (!load_requests (self, database, id, error) || !load_languages (self, database, id, today, error)
      || !load_returns (self, workspace, id, error))
    return NULL;

  find_above (self, workspace, id);
  return g_steal_pointer (&self);
}

static GStrv
parse_themes (const char *json)
{
  const EntField *field = ent_entity_find_field (ent_schema_find ("department"), "themes");
  g_autoptr (JsonNode) node = ent_json_from_text (json, -1, NULL);
  g_auto (EntValue) value = { 0 };

  if (node == NULL || !ent_value_from_json (field, node, &value, NULL) || value.kind != ENT_VALUE_LIST)
    return g_new0 (char *, 1);

  return g_strdupv (value.list);
}

static GPtrArray *
list (EntWorkspace *workspace,
      const char *sql,
      const char *department,
      GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, sql, error);
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_match_free);
  gboolean more = TRUE;

  if (row == NULL)
    return NULL;

  if (department != NULL)
    ent_statement_bind_text (row, 1, department);
  for (;;)
    {
      EntMatch *match;

      if (!ent_database_step (database, row, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&matches);

      match = g_new0 (EntMatch, 1);
      match->department = g_strdup (ent_statement_get_text (row, 0));
      match->department_name = g_strdup (ent_statement_get_text (row, 1));
      match->project = g_strdup (ent_statement_get_text (row, 2));
      match->project_title = g_strdup (ent_statement_get_text (row, 3));
      match->themes = parse_themes (ent_statement_get_text (row, 4));
      g_ptr_array_add (matches, match);
    }
}

/**
 * ent_departments_list_matches:
 * @workspace: a workspace
 * @department: (nullable): the identifier of a department; %NULL for all
 * @error: set where it cannot be read
 *
 * Natural matches: departments competent for a theme of a project that is planned or under way, and not asked yet, nor
 * anybody who works there. The projects that begin last come first: there one is still in time.
 *
 * Returns: (transfer full) (nullable) (element-type EntMatch): the first 200 of them
 */
GPtrArray *
ent_departments_list_matches (EntWorkspace *workspace,
                              const char *department,
                              GError **error)
{
  return list (workspace, MATCHES_SQL, department, error);
}

/**
 * ent_departments_list_unasked:
 * @workspace: a workspace
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type EntMatch): the first 200 departments that no request ever went to,
 *   by name; general management is not among them
 */
GPtrArray *
ent_departments_list_unasked (EntWorkspace *workspace,
                              GError **error)
{
  return list (workspace, UNASKED_SQL, NULL, error);
}

/**
 * ent_department_check_parent:
 * @workspace: a workspace
 * @department: a department, stored or not yet
 * @parent: (nullable): the identifier of what it is to be part of; %NULL for nothing
 * @error: set to why it cannot be
 *
 * Returns: whether the department may be put there: not into itself, nor into what is part of it
 */
gboolean
ent_department_check_parent (EntWorkspace *workspace,
                             EntRecord *department,
                             const char *parent,
                             GError **error)
{
  g_autoptr (EntStatement) row = ent_database_prepare (ent_workspace_get_database (workspace), ABOVE_SQL, error);
  const char *id = ent_record_get_id (department);
  const char *name = ent_record_get_text (department, "name");
  g_autofree char *other = NULL;
  gboolean circular;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, parent);
  ent_statement_bind_text (row, 2, id);
  if (!ent_database_step (ent_workspace_get_database (workspace), row, &circular, error))
    return FALSE;
  if (!circular)
    return TRUE;

  other = ent_workspace_get_headline (workspace, parent);
  if (g_str_equal (parent, id))
    /* Translators: the name of a department */
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” cannot be part of itself."), name);
  else
    /* Translators: the names of two departments */
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%1$s” cannot be put under “%2$s”, which is part of it."), name,
                 other != NULL ? other : "");
  return FALSE;
}

/**
 * ent_department_move:
 * @workspace: a workspace
 * @id: the identifier of a department
 * @parent: (nullable): what it is to be part of; %NULL for nothing
 * @error: set to why it was not moved; nothing is then changed
 *
 * Puts a department elsewhere in the organisation chart, as one change.
 *
 * Returns: whether it is there
 */
gboolean
ent_department_move (EntWorkspace *workspace,
                     const char *id,
                     const char *parent,
                     GError **error)
{
  g_autoptr (EntRecord) department = ent_workspace_get (workspace, id, error);
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  g_autofree char *label = NULL;

  if (department == NULL)
    return FALSE;

  name = ent_workspace_get_headline (workspace, id);
  other = parent != NULL ? ent_workspace_get_headline (workspace, parent) : NULL;
  if (other != NULL)
    /* Translators: what a change did, with the names of two departments */
    label = g_strdup_printf (_ ("Move “%1$s” under “%2$s”"), name, other);
  else
    /* Translators: what a change did, with the name of a department */
    label = g_strdup_printf (_ ("Move “%s” to the top"), name);
  ent_record_set_text (department, "parent", parent);
  if (!ent_workspace_begin (workspace, label, NULL, error))
    return FALSE;
  if (ent_workspace_save (workspace, department, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}
