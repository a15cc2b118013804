/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-council.h"

#include "ent-carriers.h"

/* The greatest assembly has not half as many. */
#define MAX_ROWS "600"

/* A date that is a year counts to its end. */
#define OWN_IN_OFFICE                                                                                                  \
  "role.kind = 'elected' AND role.body = (SELECT value FROM setting WHERE name = 'own-authority') "                    \
  "AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?1)"

#define TAKEN_PART(condition)                                                                                          \
  "(SELECT count (*) FROM reference JOIN event ON event.row = reference.source WHERE reference.target = who.id "       \
  "AND reference.field = 'participants' AND " condition ")"

#define MEMBERS_SQL                                                                                                    \
  "SELECT who.id, who.headline, " TAKEN_PART ("coalesce (event.country, 'FR') = 'FR'") " AS home, "                    \
  TAKEN_PART ("event.country <> 'FR'") " AS abroad, "                                                                  \
  "(SELECT count (*) FROM role JOIN record AS body ON body.id = role.body JOIN organisation ON organisation.row = body.row " \
  "  WHERE role.person = who.id AND " ENT_SEAT_SQL " AND (role.\"end\" IS NULL OR role.\"end\" || '~' >= ?1)) AS seats " \
  "FROM role JOIN record AS who ON who.id = role.person WHERE " OWN_IN_OFFICE                                          \
  " GROUP BY who.id ORDER BY home + abroad + seats DESC, who.headline LIMIT " MAX_ROWS

#define PARTNERSHIPS_SQL                                                                                               \
  "SELECT own.id, own.headline FROM partnership JOIN record AS own USING (row) "                                       \
  "WHERE partnership.status IS NOT 'ended' AND ?1 IS NOT NULL ORDER BY own.headline LIMIT " MAX_ROWS

#define THEMES_SQL                                                                                                     \
  "SELECT theme.value, group_concat (DISTINCT who.headline) FROM mandate JOIN record AS r ON r.id = mandate.role "     \
  "JOIN role ON role.row = r.row JOIN record AS who ON who.id = role.person JOIN json_each (mandate.themes) AS theme " \
  "WHERE " OWN_IN_OFFICE " AND (mandate.\"end\" IS NULL OR mandate.\"end\" || '~' >= ?1) "                             \
  "AND NOT EXISTS (SELECT 1 FROM partnership, json_each (partnership.themes) AS t WHERE t.value = theme.value) "       \
  "AND NOT EXISTS (SELECT 1 FROM project, json_each (project.themes) AS t WHERE t.value = theme.value) "               \
  "GROUP BY theme.value ORDER BY theme.value"

static void
member_free (gpointer data)
{
  EntCouncilMember *self = data;

  g_free (self->person);
  g_free (self->name);
  g_free (self);
}

static void
warning_free (gpointer data)
{
  EntCouncilWarning *self = data;

  g_free (self->partnership);
  g_free (self->title);
  g_free (self->name);
  g_free (self);
}

static void
theme_free (gpointer data)
{
  EntCouncilTheme *self = data;

  g_free (self->theme);
  g_free (self->names);
  g_free (self);
}

/**
 * ent_council_free:
 * @self: (transfer full): an assembly
 */
void
ent_council_free (EntCouncil *self)
{
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->themes, g_ptr_array_unref);
  g_free (self);
}

typedef void (*ReadFunc) (EntCouncil *self, EntStatement *row, GPtrArray *carriers);

static void
read_member (EntCouncil *self,
             EntStatement *row,
             GPtrArray *carriers)
{
  EntCouncilMember *member = g_new0 (EntCouncilMember, 1);

  member->person = g_strdup (ent_statement_get_text (row, 0));
  member->name = g_strdup (ent_statement_get_text (row, 1));
  member->n_home = sqlite3_column_int (row, 2);
  member->n_abroad = sqlite3_column_int (row, 3);
  member->n_seats = sqlite3_column_int (row, 4);
  for (guint i = 0; i < carriers->len; i++)
    member->n_carried += g_str_equal (((EntCarrier *) carriers->pdata[i])->person, member->person);
  g_ptr_array_add (self->members, member);
}

/* Two who carry it are enough. */
static void
read_partnership (EntCouncil *self,
                  EntStatement *row,
                  GPtrArray *carriers)
{
  const char *id = ent_statement_get_text (row, 0);
  const EntCarrier *only = NULL;
  EntCouncilWarning *warning;

  for (guint i = 0; i < carriers->len; i++)
    {
      const EntCarrier *carrier = carriers->pdata[i];

      if (!carrier->in_office || !g_str_equal (carrier->partnership, id))
        continue;
      if (only != NULL)
        return;
      only = carrier;
    }

  warning = g_new0 (EntCouncilWarning, 1);
  warning->partnership = g_strdup (id);
  warning->title = g_strdup (ent_statement_get_text (row, 1));
  warning->name = only != NULL ? g_strdup (only->name) : NULL;
  warning->is_chief = only != NULL && only->is_chief;
  g_ptr_array_add (self->warnings, warning);
}

static void
read_theme (EntCouncil *self,
            EntStatement *row,
            GPtrArray *carriers)
{
  EntCouncilTheme *theme = g_new0 (EntCouncilTheme, 1);
  g_auto (GStrv) names = g_strsplit (ent_statement_get_text (row, 1), ",", -1);

  theme->theme = g_strdup (ent_statement_get_text (row, 0));
  theme->names = g_strjoinv (", ", names);
  g_ptr_array_add (self->themes, theme);
}

static gboolean
read_rows (EntCouncil *self,
           EntWorkspace *workspace,
           const char *sql,
           const char *today,
           GPtrArray *carriers,
           ReadFunc read,
           GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) row = ent_database_prepare (database, sql, error);
  gboolean more = TRUE;

  if (row == NULL)
    return FALSE;

  ent_statement_bind_text (row, 1, today);
  for (;;)
    {
      if (!ent_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      read (self, row, carriers);
    }
}

/* What nobody carries first, then what the chief executive carries alone. */
static int
compare_warnings (gconstpointer a,
                  gconstpointer b)
{
  const EntCouncilWarning *one = *(const EntCouncilWarning *const *) a;
  const EntCouncilWarning *two = *(const EntCouncilWarning *const *) b;

  if ((one->name == NULL) != (two->name == NULL))
    return one->name == NULL ? -1 : 1;

  return two->is_chief - one->is_chief;
}

/**
 * ent_council_load:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (nullable): one's own assembly
 */
EntCouncil *
ent_council_load (EntWorkspace *workspace,
                  const char *today,
                  GError **error)
{
  g_autoptr (EntCouncil) self = g_new0 (EntCouncil, 1);
  g_autoptr (GPtrArray) carriers = ent_carriers_list (workspace, today, error);

  self->members = g_ptr_array_new_with_free_func (member_free);
  self->warnings = g_ptr_array_new_with_free_func (warning_free);
  self->themes = g_ptr_array_new_with_free_func (theme_free);
  if (carriers == NULL || !read_rows (self, workspace, MEMBERS_SQL, today, carriers, read_member, error)
      || !read_rows (self, workspace, PARTNERSHIPS_SQL, today, carriers, read_partnership, error)
      || !read_rows (self, workspace, THEMES_SQL, today, carriers, read_theme, error))
    return NULL;

  g_ptr_array_sort (self->warnings, compare_warnings);
  return g_steal_pointer (&self);
}
