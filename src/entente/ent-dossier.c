/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-dossier.h"

#include <string.h>

#include "ent-agreement-steps.h"
#include "ent-alerts.h"
#include "ent-deadlines.h"
#include "ent-department-item.h"
#include "ent-work-time.h"

/* As many of one kind as a page shows; the list of the kind has all. */
#define MAX_RECORDS 60
#define MAX_HISTORY 60
#define MONTHS_AHEAD 24

/* By these references a record is part of another. */
#define OWNERSHIP "('partnership', 'project', 'subject', 'role', 'mandate')"

/* What belongs to ?1, to any depth, and what refers to ?1 itself in any other way. */
#define DOSSIER_SQL                                                                                                    \
  "WITH RECURSIVE part (id, source, owned, depth) AS (SELECT ?1, (SELECT row FROM record WHERE id = ?1), TRUE, 0 "     \
  "UNION SELECT r.id, r.row, f.field IN " OWNERSHIP ", depth + 1 FROM part "                                           \
  "JOIN reference AS f ON f.target = part.id JOIN record AS r ON r.row = f.source "                                    \
  "WHERE depth = 0 OR (depth < 4 AND owned AND f.field IN " OWNERSHIP ")) "

static void
group_free (EntDossierGroup *group)
{
  g_ptr_array_unref (group->records);
  g_free (group);
}

/**
 * ent_dossier_free:
 * @self: (transfer full): a dossier
 */
void
ent_dossier_free (EntDossier *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->cofunding, ent_cofunding_free);
  g_clear_pointer (&self->approach, ent_approach_free);
  g_clear_pointer (&self->department, ent_department_facts_free);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_clear_pointer (&self->returns, g_hash_table_unref);
  g_clear_pointer (&self->application, ent_application_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->portfolio, ent_portfolio_free);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_free (self);
}

static gboolean
leads_to (const EntField *field,
          const char *entity)
{
  g_auto (GStrv) targets = field->targets != NULL ? g_strsplit (field->targets, " ", -1) : NULL;

  return targets != NULL && g_strv_contains ((const char *const *) targets, entity);
}

/**
 * ent_dossier_get_link:
 * @from: an entity
 * @to: another, or the same
 *
 * Returns: (nullable): the first reference of @from that leads to @to
 */
const EntField *
ent_dossier_get_link (const EntEntity *from,
                      const EntEntity *to)
{
  for (guint i = 0; i < from->n_fields; i++)
    if (leads_to (&from->fields[i], to->name))
      return &from->fields[i];

  return NULL;
}

static char *
compose_rows_sql (const EntEntity *entity)
{
  gboolean descending = *entity->order == '-';
  const char *order = entity->order + (descending ? 1 : 0);

  return g_strdup_printf (DOSSIER_SQL "SELECT row FROM \"%s\" WHERE row IN (SELECT source FROM part WHERE depth > 0) "
                                      "ORDER BY \"%s\" COLLATE NOCASE %s, row",
                          entity->name, order, descending ? "DESC" : "ASC");
}

static GArray *
find_rows (EntWorkspace *workspace,
           const EntEntity *entity,
           const char *id,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autofree char *sql = compose_rows_sql (entity);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean more = TRUE;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, id);
  for (;;)
    {
      gint64 row;

      if (!ent_database_step (database, statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&rows);

      row = sqlite3_column_int64 (statement, 0);
      g_array_append_val (rows, row);
    }
}

static void
add_up_time (EntDossier *self,
             EntWorkspace *workspace,
             GPtrArray *involvements,
             const char *today)
{
  EntWorkTime work_time;

  ent_work_time_load (&work_time, workspace);
  for (guint i = 0; i < involvements->len; i++)
    {
      EntRecord *involvement = involvements->pdata[i];
      const char *person = ent_record_get_text (involvement, "person");

      if (person != NULL)
        ent_shares_ensure (self->people, person, ent_record_get_title_of (involvement, person))->days +=
          ent_work_time_count_all (&work_time, ent_record_get_real (involvement, "amount", 0), ent_record_get_text (involvement, "unit"),
                                   ent_record_get_text (involvement, "from"), ent_record_get_text (involvement, "to"), today);
    }
  ent_shares_sort (self->people);
}

static void
add_up_money (EntDossier *self,
              GPtrArray *fundings)
{
  for (guint i = 0; i < fundings->len; i++)
    {
      EntRecord *funding = fundings->pdata[i];
      const char *source = ent_record_get_text (funding, "source");
      EntShare *share = ent_shares_ensure (self->sources, source != NULL ? source : "", NULL);

      share->planned += ent_record_get_integer (funding, "planned", 0);
      share->committed += ent_record_get_integer (funding, "committed", 0);
      share->paid += ent_record_get_integer (funding, "paid", 0);
    }
}

static gboolean
add_group (EntDossier *self,
           EntWorkspace *workspace,
           const EntEntity *entity,
           const char *today,
           GError **error)
{
  const char *id = ent_record_get_id (self->record);
  gboolean summed = g_str_equal (entity->name, "involvement") || g_str_equal (entity->name, "funding");
  g_autoptr (GArray) rows = find_rows (workspace, entity, id, error);
  g_autoptr (GPtrArray) records = NULL;
  EntDossierGroup *group;

  if (rows == NULL || rows->len == 0)
    return rows != NULL;

  records = ent_workspace_load (workspace, entity, (const gint64 *) rows->data, summed ? rows->len : MIN (rows->len, MAX_RECORDS), error);
  if (records == NULL)
    return FALSE;

  if (g_str_equal (entity->name, "involvement"))
    add_up_time (self, workspace, records, today);
  else if (summed)
    add_up_money (self, records);
  g_ptr_array_set_size (records, MIN (records->len, MAX_RECORDS));

  group = g_new0 (EntDossierGroup, 1);
  group->entity = entity;
  group->field = ent_dossier_get_link (entity, ent_record_get_entity (self->record));
  group->records = g_steal_pointer (&records);
  group->total = rows->len;
  g_ptr_array_add (self->groups, group);

  return TRUE;
}

/* The record itself and all that belongs to it. */
static GStrv
list_parts (EntWorkspace *workspace,
            const char *id,
            GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, DOSSIER_SQL "SELECT DISTINCT id FROM part WHERE owned", error);

  if (row == NULL)
    return NULL;

  ent_statement_bind_text (row, 1, id);
  return ent_database_list_text (database, row, error);
}

/**
 * ent_dossier_is_umbrella:
 * @self: a dossier
 *
 * Returns: whether the record gathers what others have to do, so that its page warns and has the next dates
 */
gboolean
ent_dossier_is_umbrella (EntDossier *self)
{
  static const char *const umbrellas[] = { "partnership", "project", "agreement", "event", "application", NULL };

  return g_strv_contains (umbrellas, ent_record_get_entity (self->record)->name);
}

static gboolean
add_warnings (EntDossier *self,
              EntWorkspace *workspace,
              const char *today,
              GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (!ent_dossier_is_umbrella (self))
    return TRUE;

  parts = list_parts (workspace, ent_record_get_id (self->record), error);
  if (parts == NULL)
    return FALSE;

  g_ptr_array_unref (self->alerts);
  self->alerts = ent_alerts_list (workspace, today, (const char *const *) parts, error);
  g_ptr_array_unref (self->deadlines);
  self->deadlines = self->alerts != NULL ? ent_deadlines_list (workspace, today, MONTHS_AHEAD, MAX_RECORDS, (const char *const *) parts, error) : NULL;

  return self->deadlines != NULL;
}

static gboolean
add_approach (EntDossier *self,
              EntWorkspace *workspace,
              GError **error)
{
  const char *entity = ent_record_get_entity (self->record)->name;
  const char *project = NULL;

  if (g_str_equal (entity, "project"))
    project = ent_record_get_id (self->record);
  else if (g_str_equal (entity, "mobilisation"))
    project = ent_record_get_text (self->record, "project");
  if (project != NULL)
    self->approach = ent_approach_load (workspace, project, error);

  return project == NULL || self->approach != NULL;
}

/* Shares matter to projects of which co-funding is asked for. */
static gboolean
add_cofunding (EntDossier *self,
               EntWorkspace *workspace,
               const char *today,
               GError **error)
{
  if (!g_str_equal (ent_record_get_entity (self->record)->name, "project") || ent_dossier_find_group (self, "application") == NULL)
    return TRUE;

  self->cofunding = ent_cofunding_load (workspace, ent_record_get_id (self->record), today, error);
  return self->cofunding != NULL;
}

static gboolean
add_department (EntDossier *self,
                EntWorkspace *workspace,
                const char *today,
                GError **error)
{
  const char *id = ent_record_get_id (self->record);

  if (!g_str_equal (ent_record_get_entity (self->record)->name, "department"))
    return TRUE;

  self->department = ent_department_facts_load (workspace, id, today, error);
  self->matches = self->department != NULL ? ent_departments_list_matches (workspace, id, error) : NULL;
  return self->matches != NULL && ent_department_count_days (workspace, id, today, &self->days, error);
}

static gboolean
add_steps (EntDossier *self,
           EntWorkspace *workspace,
           const char *today,
           GError **error)
{
  if (!g_str_equal (ent_record_get_entity (self->record)->name, "agreement"))
    return TRUE;

  self->steps = ent_agreement_steps_load (workspace, self->record, today, error);
  return self->steps != NULL;
}

static gboolean
add_application (EntDossier *self,
                 EntWorkspace *workspace,
                 const char *today,
                 GError **error)
{
  if (!g_str_equal (ent_record_get_entity (self->record)->name, "application"))
    return TRUE;

  self->application = ent_application_load (workspace, self->record, today, error);
  return self->application != NULL;
}

/* Also what others answer that belong to another project, or that the page has no room for. */
static gboolean
add_returns (EntDossier *self,
             EntWorkspace *workspace,
             GError **error)
{
  const EntDossierGroup *group = ent_dossier_find_group (self, "return");

  for (guint i = 0; group != NULL && i < group->records->len; i++)
    {
      const char *id = ent_record_get_id (group->records->pdata[i]);
      EntReturnMatch match;

      if (!ent_return_match_load (workspace, id, &match, error))
        return FALSE;
      g_hash_table_insert (self->returns, g_strdup (id), GUINT_TO_POINTER (match));
    }

  return TRUE;
}

/**
 * ent_dossier_get_match:
 * @self: a dossier
 * @record: a return in it
 *
 * Returns: what it has to do with other returns
 */
EntReturnMatch
ent_dossier_get_match (EntDossier *self,
                       EntRecord *record)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->returns, ent_record_get_id (record)));
}

/**
 * ent_dossier_load:
 * @workspace: a workspace
 * @id: the identifier of a record
 * @today: this day, YYYY-MM-DD
 * @cancellable: (nullable): to give up
 * @error: set where there is no such record, or the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): all that is to be shown about the record
 */
EntDossier *
ent_dossier_load (EntWorkspace *workspace,
                  const char *id,
                  const char *today,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (EntDossier) self = g_new0 (EntDossier, 1);

  self->record = ent_workspace_get (workspace, id, error);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  self->returns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->people = ent_shares_new ();
  self->sources = ent_shares_new ();
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_alert_free);
  self->deadlines = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_deadline_free);
  if (self->record == NULL)
    return NULL;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !add_group (self, workspace, ent_schema_get_entity (i), today, error))
      return NULL;

  if (g_str_equal (ent_record_get_entity (self->record)->name, "person")
      && (self->portfolio = ent_portfolio_load (workspace, id, today, error)) == NULL)
    return NULL;
  self->history = ent_workspace_history (workspace, id, MAX_HISTORY, error);
  self->contacts = self->history != NULL ? ent_contacts_list (workspace, id, today, error) : NULL;
  if (self->contacts == NULL || !add_approach (self, workspace, error) || !add_cofunding (self, workspace, today, error)
      || !add_department (self, workspace, today, error) || !add_steps (self, workspace, today, error)
      || !add_application (self, workspace, today, error) || !add_warnings (self, workspace, today, error)
      || !add_returns (self, workspace, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_dossier_find_group:
 * @self: a dossier
 * @entity: the name of an entity
 *
 * Returns: (transfer none) (nullable): the records of @entity, %NULL where there are none
 */
const EntDossierGroup *
ent_dossier_find_group (EntDossier *self,
                        const char *entity)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const EntDossierGroup *group = self->groups->pdata[i];

      if (g_str_equal (group->entity->name, entity))
        return group;
    }

  return NULL;
}
