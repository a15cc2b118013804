/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of a year have in common: which projects and partnerships count, who works where, and reading rows. */
#include "ent-returns-context-private.h"

#include <string.h>

#include "ent-schema.h"

/* Departments nest in five or six levels; more is a circle. */
#define MAX_DEPTH 32

static void
post_clear (gpointer data)
{
  EntReturnsPost *post = data;

  g_free (post->start);
  g_free (post->end);
}

EntReturnsContext *
ent_returns_context_new (EntWorkspace *workspace,
                         int year,
                         const EntReturnsSelection *selection,
                         EntReturnsBuilder *builder,
                         GCancellable *cancellable)
{
  EntReturnsContext *self = g_new0 (EntReturnsContext, 1);

  self->workspace = workspace;
  self->database = ent_workspace_get_database (workspace);
  self->builder = builder;
  self->cancellable = cancellable;
  self->year = year;
  g_snprintf (self->first, sizeof self->first, "%04d-01-01", year);
  g_snprintf (self->last, sizeof self->last, "%04d-12-31", year);
  self->selection = ent_returns_selection_copy (selection);

  self->own_authority = ent_workspace_get_setting (workspace, "own-authority");
  self->own_department = ent_workspace_get_setting (workspace, "own-department");
  ent_work_time_load (&self->work_time, workspace);
  ent_workdays_init (&self->workdays, year);

  self->subjects = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->events = g_hash_table_new (g_str_hash, g_str_equal);
  self->departments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->posts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  self->officials = g_hash_table_new (g_str_hash, g_str_equal);
  self->involved = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
ent_returns_context_free (EntReturnsContext *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->involved);
  g_hash_table_unref (self->officials);
  g_hash_table_unref (self->posts);
  g_hash_table_unref (self->departments);
  g_hash_table_unref (self->events);
  g_hash_table_unref (self->subjects);
  g_free (self->own_department);
  g_free (self->own_authority);
  ent_returns_selection_free (self->selection);
  g_free (self);
}

static void
bind_text (EntStatement *statement,
           const char *name,
           const char *text)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0 && text != NULL)
    ent_statement_bind_text (statement, position, text);
}

/* Runs @sql, which may name :year, :first, :last, :theme, :country, :official, :kind and :own, and hands each row to @func.
 * Tables stand before the records they CROSS JOIN: the other way round, which SQLite may choose, all records would be looked
 * at. */
gboolean
ent_returns_context_each (EntReturnsContext *self,
                          const char *sql,
                          EntReturnsRowFunc func,
                          gpointer data,
                          GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean row = FALSE;
  int year_at;

  if (statement == NULL)
    return FALSE;

  year_at = sqlite3_bind_parameter_index (statement, ":year");
  if (year_at > 0)
    sqlite3_bind_int (statement, year_at, self->year);
  bind_text (statement, ":first", self->first);
  bind_text (statement, ":last", self->last);
  bind_text (statement, ":theme", self->selection->theme);
  bind_text (statement, ":country", self->selection->country);
  bind_text (statement, ":own", self->own_authority);
  bind_text (statement, ":official", self->selection->official);
  bind_text (statement, ":kind", self->selection->kind);

  for (;;)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !ent_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      func (self, statement, data);
    }
}

/* Returns: (nullable): the text of a column, for as long as the figures live */
const char *
ent_returns_context_intern (EntReturnsContext *self,
                            EntStatement *statement,
                            int column)
{
  return ent_returns_builder_intern (self->builder, ent_statement_get_text (statement, column));
}

static EntReturnsSubject *
add_subject (EntReturnsContext *self,
             const char *id)
{
  EntReturnsSubject *subject = g_new0 (EntReturnsSubject, 1);

  subject->id = ent_returns_builder_intern (self->builder, id);
  subject->meets_theme = self->selection->theme == NULL;
  subject->meets_country = self->selection->country == NULL;
  subject->meets_partnership = self->selection->partnership == NULL || g_str_equal (id, self->selection->partnership);
  subject->meets_department = self->selection->department == NULL;
  subject->meets_official = self->selection->official == NULL;
  subject->meets_kind = self->selection->kind == NULL;
  g_hash_table_replace (self->subjects, (gpointer) subject->id, subject);

  return subject;
}

/* The project or partnership that @id is, or that the event of that name belongs to. What is not in the workspace, such
 * as a record that has not arrived yet, is a subject too, but meets no selection. */
EntReturnsSubject *
ent_returns_context_get_subject (EntReturnsContext *self,
                                 const char *id)
{
  EntReturnsSubject *subject = g_hash_table_lookup (self->subjects, id);

  if (subject == NULL)
    subject = g_hash_table_lookup (self->events, id);

  return subject != NULL ? subject : add_subject (self, id);
}

gboolean
ent_returns_context_selects_but_department (EntReturnsContext *self,
                                            const EntReturnsSubject *subject)
{
  return subject->meets_theme && subject->meets_country && subject->meets_partnership && subject->meets_official && subject->meets_kind;
}

gboolean
ent_returns_context_selects (EntReturnsContext *self,
                             const EntReturnsSubject *subject)
{
  return subject->meets_department && ent_returns_context_selects_but_department (self, subject);
}

/* Whether what @department (nullable) does counts. */
gboolean
ent_returns_context_selects_department (EntReturnsContext *self,
                                        const EntReturnsDepartment *department)
{
  return self->selection->department == NULL || (department != NULL && department->selected);
}

/* The partnership of a project, and the project itself where it has none. */
EntReturnsSubject *
ent_returns_subject_get_root (EntReturnsSubject *self)
{
  return self->partnership != NULL ? self->partnership : self;
}

/* A department is mobilised when one below it is. */
void
ent_returns_department_mark (EntReturnsDepartment *self)
{
  for (guint depth = 0; self != NULL && depth < MAX_DEPTH; depth++, self = self->parent)
    self->mobilised = TRUE;
}

/* Of a partial date only the part that both have is compared. */
static gboolean
covers (const EntReturnsPost *post,
        const char *date)
{
  return (post->start == NULL || strncmp (post->start, date, strlen (post->start)) <= 0)
         && (post->end == NULL || strncmp (post->end, date, strlen (post->end)) >= 0);
}

/* Returns: (nullable): where @person worked on @date (nullable), or at last where that is not known */
EntReturnsDepartment *
ent_returns_context_get_department (EntReturnsContext *self,
                                    const char *person,
                                    const char *date)
{
  GArray *posts = person != NULL ? g_hash_table_lookup (self->posts, person) : NULL;
  const EntReturnsPost *best = NULL;
  gboolean best_covers = FALSE;

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const EntReturnsPost *post = &g_array_index (posts, EntReturnsPost, i);
      gboolean now = date != NULL && covers (post, date);

      if (best == NULL || now > best_covers || (now == best_covers && g_strcmp0 (post->start, best->start) > 0))
        {
          best = post;
          best_covers = now;
        }
    }

  return best != NULL ? best->department : NULL;
}

static void
load_department (EntReturnsContext *self,
                 EntStatement *statement,
                 gpointer data)
{
  EntReturnsDepartment *department = g_new0 (EntReturnsDepartment, 1);

  department->id = ent_returns_context_intern (self, statement, 0);
  department->name = ent_returns_context_intern (self, statement, 1);
  g_hash_table_replace (self->departments, (gpointer) department->id, department);
}

static void
load_parent (EntReturnsContext *self,
             EntStatement *statement,
             gpointer data)
{
  EntReturnsDepartment *department = g_hash_table_lookup (self->departments, ent_statement_get_text (statement, 0));

  if (department != NULL)
    department->parent = g_hash_table_lookup (self->departments, ent_statement_get_text (statement, 1));
}

static void
select_departments (EntReturnsContext *self)
{
  GHashTableIter iter;
  EntReturnsDepartment *department;

  g_hash_table_iter_init (&iter, self->departments);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &department))
    {
      const EntReturnsDepartment *above = department;

      for (guint depth = 0; above != NULL && depth < MAX_DEPTH && !department->selected; depth++, above = above->parent)
        department->selected = g_strcmp0 (above->id, self->selection->department) == 0;
    }
}

static void
load_post (EntReturnsContext *self,
           EntStatement *statement,
           gpointer data)
{
  const char *person = ent_returns_context_intern (self, statement, 0);
  EntReturnsPost post = { .department = g_hash_table_lookup (self->departments, ent_statement_get_text (statement, 1)) };
  GArray *posts;

  if (post.department == NULL)
    return;

  post.start = g_strdup (ent_statement_get_text (statement, 2));
  post.end = g_strdup (ent_statement_get_text (statement, 3));
  posts = g_hash_table_lookup (self->posts, person);
  if (posts == NULL)
    {
      posts = g_array_new (FALSE, FALSE, sizeof (EntReturnsPost));
      g_array_set_clear_func (posts, post_clear);
      g_hash_table_insert (self->posts, (gpointer) person, posts);
    }
  g_array_append_val (posts, post);
}

static void
load_official (EntReturnsContext *self,
               EntStatement *statement,
               gpointer data)
{
  g_hash_table_add (self->officials, (gpointer) ent_returns_context_intern (self, statement, 0));
}

static int
read_year (EntStatement *statement,
           int column)
{
  const char *date = ent_statement_get_text (statement, column);

  return date != NULL ? (int) g_ascii_strtoll (date, NULL, 10) : 0;
}

/* Whether something with a status and two partial dates goes on in the year. What has no date is trusted to its status. */
static gboolean
is_running (EntReturnsContext *self,
            EntStatement *statement)
{
  static const char *const over[] = { "ended", "completed", NULL };
  static const char *const to_come[] = { "negotiating", "planned", NULL };
  const char *status = ent_statement_get_text (statement, 1);
  int from = read_year (statement, 2), to = read_year (statement, 3);

  if (g_strcmp0 (status, "abandoned") == 0 || from > self->year || (to != 0 && to < self->year))
    return FALSE;
  if (from == 0 && status != NULL && g_strv_contains (to_come, status))
    return FALSE;

  return to != 0 || status == NULL || !g_strv_contains (over, status) || from == self->year;
}

static void
load_partnership (EntReturnsContext *self,
                  EntStatement *statement,
                  gpointer data)
{
  EntReturnsSubject *subject = add_subject (self, ent_statement_get_text (statement, 0));

  subject->is_partnership = TRUE;
  subject->is_running = is_running (self, statement);
  subject->meets_theme = sqlite3_column_int (statement, 4);
  subject->meets_country = sqlite3_column_int (statement, 5);
  subject->meets_official = sqlite3_column_int (statement, 6);
  subject->meets_kind = sqlite3_column_int (statement, 7);
}

static void
load_project (EntReturnsContext *self,
              EntStatement *statement,
              gpointer data)
{
  EntReturnsSubject *subject = add_subject (self, ent_statement_get_text (statement, 0));
  const char *partnership = ent_statement_get_text (statement, 4);

  subject->is_project = TRUE;
  subject->is_running = is_running (self, statement);
  subject->partnership = partnership != NULL ? ent_returns_context_get_subject (self, partnership) : NULL;
  if (subject->partnership != NULL)
    {
      subject->meets_country = subject->partnership->meets_country;
      subject->meets_official = subject->partnership->meets_official;
      subject->meets_kind = subject->partnership->meets_kind;
      subject->meets_partnership |= subject->partnership->meets_partnership;
    }

  /* A project without themes of its own has those of its partnership. */
  if (sqlite3_column_int (statement, 5))
    subject->meets_theme = sqlite3_column_int (statement, 6);
  else if (subject->partnership != NULL)
    subject->meets_theme = subject->partnership->meets_theme;
}

static void
load_event (EntReturnsContext *self,
            EntStatement *statement,
            gpointer data)
{
  const char *id = ent_returns_context_intern (self, statement, 0);
  const char *about = ent_statement_get_text (statement, 1);

  if (about != NULL)
    g_hash_table_insert (self->events, (gpointer) id, ent_returns_context_get_subject (self, about));
  else
    add_subject (self, id)->meets_country = sqlite3_column_int (statement, 2);
}

/* A project is the business of the departments it names, of its operator, and of those who were asked for help. */
static void
load_concern (EntReturnsContext *self,
              EntStatement *statement,
              gpointer data)
{
  EntReturnsSubject *subject = g_hash_table_lookup (self->subjects, ent_statement_get_text (statement, 0));
  const char *who = ent_statement_get_text (statement, 1);
  EntReturnsDepartment *department = who != NULL ? g_hash_table_lookup (self->departments, who) : NULL;

  if (department == NULL)
    department = ent_returns_context_get_department (self, who, ent_statement_get_text (statement, 2));
  if (subject == NULL || department == NULL || !department->selected)
    return;

  subject->meets_department = TRUE;
  ent_returns_subject_get_root (subject)->meets_department = TRUE;
}

#define MEETS_THEME ":theme IS NULL OR EXISTS (SELECT 1 FROM json_each (t.themes) WHERE value = :theme)"

#define MEETS_COUNTRY                                                                                                  \
  ":country IS NULL OR EXISTS (SELECT 1 FROM json_each (t.countries) WHERE value = :country)"                         \
  " OR EXISTS (SELECT 1 FROM json_each (t.partners) JOIN record p ON p.id = value LEFT JOIN authority a ON a.row = p.row" \
  "  LEFT JOIN organisation o ON o.row = p.row WHERE coalesce (a.country, o.country) = :country)"

/* Reads what everything else is hung on. */
gboolean
ent_returns_context_load (EntReturnsContext *self,
                          GError **error)
{
  static const struct
  {
    const char *sql;
    EntReturnsRowFunc func;
  } loads[] = {
    { "SELECT id, headline FROM record WHERE type = 'department'", load_department },
    { "SELECT r.id, t.parent FROM department t CROSS JOIN record r USING (row) WHERE t.parent IS NOT NULL", load_parent },
    { "SELECT person, body, start, \"end\" FROM role WHERE body IN (SELECT id FROM record WHERE type = 'department')", load_post },
    { "SELECT person FROM role WHERE kind = 'elected' AND (start IS NULL OR CAST (substr (start, 1, 4) AS INTEGER) <= :year)"
      " AND (\"end\" IS NULL OR CAST (substr (\"end\", 1, 4) AS INTEGER) >= :year) AND CASE WHEN :own IS NOT NULL THEN body = :own"
      " ELSE body IN (SELECT r.id FROM authority a JOIN record r USING (row) WHERE a.country = 'FR') END",
      load_official },
    { "SELECT r.id, t.status, t.start, t.\"end\", " MEETS_THEME ", " MEETS_COUNTRY
      ", :official IS NULL OR t.official IS :official, :kind IS NULL OR t.kind IS :kind FROM partnership t CROSS JOIN record r USING (row)", load_partnership },
    { "SELECT r.id, t.status, coalesce (t.start, t.\"planned-start\"), coalesce (t.\"end\", t.\"planned-end\"), t.partnership,"
      " t.themes IS NOT NULL, " MEETS_THEME " FROM project t CROSS JOIN record r USING (row)", load_project },
    { "SELECT r.id, t.subject, :country IS NULL OR t.country IS :country FROM event t CROSS JOIN record r USING (row)", load_event },
  };
  static const char concerns[] =
    "SELECT r.id, j.value, NULL FROM project t CROSS JOIN record r USING (row), json_each (t.departments) j"
    " UNION ALL SELECT r.id, t.operator, NULL FROM project t CROSS JOIN record r USING (row) WHERE t.operator IS NOT NULL"
    " UNION ALL SELECT project, asked, \"asked-on\" FROM mobilisation WHERE project IS NOT NULL";

  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      if (!ent_returns_context_each (self, loads[i].sql, loads[i].func, NULL, error))
        return FALSE;
      if (loads[i].func == load_parent && self->selection->department != NULL)
        select_departments (self);
    }

  return self->selection->department == NULL || ent_returns_context_each (self, concerns, load_concern, NULL, error);
}
