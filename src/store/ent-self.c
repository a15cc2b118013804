/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-self.h"

#include <glib/gi18n-lib.h>

#include "ent-confirmation.h"
#include "ent-workspace-private.h"

/* Nobody reads more of a kind at once; the records themselves lead to the rest. */
#define MOST "50"

/* The person ?1, the department ?2 and what is part of it. */
#define OWN                                                                                                            \
  "WITH RECURSIVE own (id) AS (VALUES (?1), (?2) UNION SELECT record.id FROM own "                                     \
  "JOIN department ON department.parent = own.id JOIN record ON record.row = department.row) "

#define REQUESTS(condition)                                                                                            \
  OWN "SELECT id FROM mobilisation JOIN record USING (row) WHERE asked IN (SELECT id FROM own) AND " condition         \
      " ORDER BY \"asked-on\" DESC, id LIMIT " MOST

#define PROJECTS                                                                                                       \
  OWN "SELECT id FROM project JOIN record USING (row) WHERE id IN (SELECT project FROM mobilisation WHERE asked IN (SELECT id FROM own) " \
      "  AND state IN ('sent', 'accepted', 'done')) OR id IN (SELECT subject FROM involvement WHERE person = ?1) "     \
      "  OR row IN (SELECT source FROM reference WHERE field = 'departments' AND target IN (SELECT id FROM own)) "     \
      "ORDER BY status IS NOT 'ongoing', sort LIMIT " MOST

#define LOG                                                                                                            \
  "SELECT id FROM involvement JOIN record USING (row) WHERE person = ?1 OR \"logged-by\" = ?1 "                        \
  "ORDER BY \"from\" DESC, id DESC LIMIT " MOST

#define RETURNS                                                                                                        \
  "SELECT id FROM \"return\" JOIN record USING (row) WHERE \"proposed-by\" = ?1 ORDER BY year DESC, id DESC LIMIT " MOST

/* Whether they work there now, at its head where ?4 says so, as far as is known. */
#define POST                                                                                                           \
  "SELECT count (*) FROM role WHERE person = ?1 AND body = ?2 AND (\"end\" IS NULL OR \"end\" || '~' >= ?3) "           \
  "AND (kind = 'head' OR ?4 <> 'head')"

/**
 * ent_own_work_free:
 * @self: (transfer full): somebody's work
 */
void
ent_own_work_free (EntOwnWork *self)
{
  g_free (self->person);
  g_free (self->person_name);
  g_free (self->department_name);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  g_clear_pointer (&self->projects, g_ptr_array_unref);
  g_clear_pointer (&self->team, g_ptr_array_unref);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->returns, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
list_records (EntWorkspace *workspace,
              const char *sql,
              const char *person,
              const char *department,
              GError **error)
{
  const char *const values[] = { person, department };

  return ent_workspace_pick (workspace, sql, values, G_N_ELEMENTS (values), error);
}

/**
 * ent_own_work_load:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): the work of whoever works here; nothing but empty lists while nobody has said
 */
EntOwnWork *
ent_own_work_load (EntWorkspace *workspace,
                   const char *today,
                   GError **error)
{
  g_autoptr (EntOwnWork) self = g_new0 (EntOwnWork, 1);
  g_autofree char *department = ent_workspace_get_setting (workspace, ENT_SETTING_DEPARTMENT);

  self->person = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);
  self->person_name = self->person != NULL ? ent_workspace_get_headline (workspace, self->person) : NULL;
  self->department_name = department != NULL ? ent_workspace_get_headline (workspace, department) : NULL;
  if ((self->waiting = list_records (workspace, REQUESTS ("state = 'sent'"), self->person, department, error)) == NULL
      || (self->answered = list_records (workspace, REQUESTS ("state IN ('accepted', 'declined', 'done')"), self->person, department, error)) == NULL
      || (self->projects = list_records (workspace, PROJECTS, self->person, department, error)) == NULL
      || (self->team = ent_confirmation_list_team (workspace, self->person != NULL ? self->person : "", today, error)) == NULL
      || (self->log = list_records (workspace, LOG, self->person, department, error)) == NULL
      || (self->returns = list_records (workspace, RETURNS, self->person, department, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_self_is_known:
 * @workspace: a workspace
 *
 * Returns: whether somebody has said who works here
 */
gboolean
ent_self_is_known (EntWorkspace *workspace)
{
  g_autofree char *person = ent_workspace_get_setting (workspace, ENT_SETTING_PERSON);

  return person != NULL && *person != '\0';
}

static gboolean
has_post (EntWorkspace *workspace,
          const char *person,
          const char *department,
          const char *post,
          const char *today,
          gboolean *ret_has,
          GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, POST, error);
  gboolean more;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, person);
  ent_statement_bind_text (row, 2, department);
  ent_statement_bind_text (row, 3, today);
  ent_statement_bind_text (row, 4, post);
  if (!ent_database_step (database, row, &more, error))
    return FALSE;

  *ret_has = sqlite3_column_int (row, 0) > 0;
  return TRUE;
}

static gboolean
write_post (EntWorkspace *workspace,
            const char *person,
            const char *department,
            const char *post,
            const char *today,
            GError **error)
{
  g_autoptr (EntRecord) role = NULL;
  gboolean has;

  if (!has_post (workspace, person, department, post, today, &has, error))
    return FALSE;
  if (has)
    return TRUE;

  role = ent_record_new (ent_schema_find ("role"), NULL);
  ent_record_set_text (role, "person", person);
  ent_record_set_text (role, "body", department);
  ent_record_set_text (role, "kind", post);
  ent_record_set_text (role, "start", today);
  ent_record_set_text (role, "circle", "departments");
  return ent_workspace_save (workspace, role, error);
}

/**
 * ent_self_is_head:
 * @workspace: a workspace
 * @person: an identifier
 * @department: another one
 * @today: this day, YYYY-MM-DD
 *
 * Returns: whether @person heads @department, as far as is known
 */
gboolean
ent_self_is_head (EntWorkspace *workspace,
                  const char *person,
                  const char *department,
                  const char *today)
{
  gboolean has = FALSE;

  return has_post (workspace, person, department, "head", today, &has, NULL) && has;
}

/* The unit has to know who answers it. */
static gboolean
show_name (EntWorkspace *workspace,
           const char *person,
           GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, person, error);

  if (record == NULL)
    return FALSE;
  if (ent_record_get_circle (record) >= ENT_CIRCLE_DEPARTMENTS)
    return TRUE;

  ent_record_set_text (record, "circle", "departments");
  return ent_workspace_save (workspace, record, error);
}

static gboolean
write_settings (EntWorkspace *workspace,
                const char *person,
                const char *department,
                gboolean elsewhere,
                GError **error)
{
  g_autofree char *unit = ent_workspace_get_setting (workspace, "own-department");

  return ent_workspace_set_setting (workspace, ENT_SETTING_PERSON, person, error)
         && ent_workspace_set_setting (workspace, ENT_SETTING_DEPARTMENT, department, error)
         && ent_workspace_set_setting (workspace, ENT_SETTING_VIEW, elsewhere ? ENT_VIEW_POINT_PERSON : NULL, error)
         && (elsewhere || unit != NULL || ent_workspace_set_setting (workspace, "own-department", department, error));
}

/**
 * ent_self_introduce:
 * @workspace: a workspace
 * @person: the identifier of who works here
 * @department: the identifier of the department where they do
 * @post: as what, a nick of `ent_choices_role_kinds`: "officer" of the unit, or "point-person" or "head" of another
 *   department: the unit's own notes are then not shown here
 * @today: this day, YYYY-MM-DD
 * @error: set where it cannot be written
 *
 * Says who works at this desk, and writes down that they work in @department where nothing says so yet.
 *
 * Returns: whether it is written, all of it
 */
gboolean
ent_self_introduce (EntWorkspace *workspace,
                    const char *person,
                    const char *department,
                    const char *post,
                    const char *today,
                    GError **error)
{
  gboolean elsewhere = !g_str_equal (post, "officer");

  if (!ent_workspace_begin (workspace, _ ("Say Who Works Here"), NULL, error))
    return FALSE;
  if (write_post (workspace, person, department, post, today, error) && (!elsewhere || show_name (workspace, person, error))
      && write_settings (workspace, person, department, elsewhere, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}
