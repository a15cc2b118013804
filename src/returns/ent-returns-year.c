/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-year.h"

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-context-private.h"
#include "ent-returns-figure-private.h"
#include "ent-returns-year-private.h"

struct _EntReturnsYear
{
  GObject parent_instance;

  /* Set once, before anybody else sees the object: of any thread. */
  int year;
  char *authority;                /* (nullable) (owned) */
  char *scope_label;              /* (nullable) (owned) */
  EntReturnsSelection *selection; /* (not nullable) (owned) */
  GDateTime *computed_at;         /* (not nullable) (owned) */
  EntReturnsBuilder *builder;     /* (not nullable) (owned): the tables */
  gboolean restored;              /* reckoned at another time, perhaps by another version */
};

G_DEFINE_FINAL_TYPE (EntReturnsYear, ent_returns_year, G_TYPE_OBJECT)

static const EntReturnsTable no_table = { .key = "", .title = "" };
static const EntReturnsFigure no_figure = { .key = "", .label = "", .definition = "" };

static void
ent_returns_year_finalize (GObject *object)
{
  EntReturnsYear *self = ENT_RETURNS_YEAR (object);

  g_free (self->authority);
  g_free (self->scope_label);
  g_clear_pointer (&self->selection, ent_returns_selection_free);
  g_clear_pointer (&self->computed_at, g_date_time_unref);
  g_clear_pointer (&self->builder, ent_returns_builder_free);

  G_OBJECT_CLASS (ent_returns_year_parent_class)->finalize (object);
}

static void
ent_returns_year_class_init (EntReturnsYearClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_returns_year_finalize;
}

static void
ent_returns_year_init (EntReturnsYear *self)
{
  self->builder = ent_returns_builder_new ();
  self->computed_at = g_date_time_new_now_local ();
}

/* Everything that the selection says, in the words of the lists and of the records. */
static char *
describe_selection (EntWorkspace *workspace,
                    const EntReturnsSelection *selection)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_null_terminated (4, g_free, TRUE);

  if (ent_returns_selection_is_empty (selection))
    return NULL;

  if (selection->partnership != NULL)
    g_ptr_array_add (parts, ent_workspace_get_headline (workspace, selection->partnership));
  if (selection->country != NULL)
    g_ptr_array_add (parts, g_strdup (ent_choices_get_label (&ent_choices_countries, selection->country)));
  if (selection->theme != NULL)
    g_ptr_array_add (parts, g_strdup (ent_choices_get_label (&ent_choices_themes, selection->theme)));
  if (selection->department != NULL)
    g_ptr_array_add (parts, ent_workspace_get_headline (workspace, selection->department));
  if (selection->official != NULL)
    g_ptr_array_add (parts, ent_workspace_get_headline (workspace, selection->official));
  if (selection->kind != NULL)
    g_ptr_array_add (parts, g_strdup (ent_choices_get_label (&ent_choices_partnership_kinds, selection->kind)));

  return g_strjoinv (" · ", (GStrv) parts->pdata);
}

static gboolean
add_tables (EntReturnsContext *context,
            GError **error)
{
  return ent_returns_context_load (context, error)
         && ent_returns_add_overview (context, error)
         && ent_returns_add_stages (context, error)
         && ent_returns_add_involvement (context, error)
         && ent_returns_add_mobilisation (context, error)
         && ent_returns_add_budget (context, error)
         && ent_returns_add_reciprocity (context, error)
         && ent_returns_add_rationale (context, error)
         && ent_returns_add_coverage (context, error)
         && ent_returns_add_threads (context, error);
}

/**
 * ent_returns_year_new:
 * @workspace: a workspace
 * @year: a year, from 1000 to 2999
 * @selection: (nullable): what the figures are restricted to
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Reckons the figures of a year, all from one state of the workspace. It takes a moment: not for the main thread of a
 * window.
 *
 * Returns: (transfer full) (nullable): the figures
 */
EntReturnsYear *
ent_returns_year_new (EntWorkspace *workspace,
                      int year,
                      const EntReturnsSelection *selection,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (EntReturnsYear) self = g_object_new (ENT_TYPE_RETURNS_YEAR, NULL);
  g_autoptr (EntReturnsContext) context = NULL;
  EntDatabase *database;
  gboolean done;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  if (year < 1000 || year > 2999)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Write the year with four digits, like 2026."));
      return NULL;
    }

  database = ent_workspace_get_database (workspace);
  self->year = year;
  self->selection = ent_returns_selection_copy (selection);

  /* A savepoint is one state to read from, whether or not a change is open. */
  if (!ent_database_execute (database, "SAVEPOINT returns", error))
    return NULL;
  context = ent_returns_context_new (workspace, year, selection, self->builder, cancellable);
  self->authority = context->own_authority != NULL ? ent_workspace_get_headline (workspace, context->own_authority) : NULL;
  self->scope_label = describe_selection (workspace, selection);
  done = add_tables (context, error);
  ent_database_execute (database, "RELEASE returns", NULL);

  return done ? g_steal_pointer (&self) : NULL;
}

/* The figures of a year as they were reckoned before, of everything. @builder is taken over. */
EntReturnsYear *
ent_returns_year_restore (int year,
                          const char *authority,
                          GDateTime *computed_at,
                          EntReturnsBuilder *builder)
{
  EntReturnsYear *self = g_object_new (ENT_TYPE_RETURNS_YEAR, NULL);

  self->year = year;
  self->authority = g_strdup (authority);
  self->selection = ent_returns_selection_copy (NULL);
  g_date_time_unref (self->computed_at);
  self->computed_at = g_date_time_ref (computed_at);
  ent_returns_builder_free (self->builder);
  self->builder = builder;
  self->restored = TRUE;

  return self;
}

/* What they are restricted to, for figures that ent_returns_year_restore() made. @label may be %NULL. */
void
ent_returns_year_set_scope (EntReturnsYear *self,
                            const EntReturnsSelection *selection,
                            const char *label)
{
  ent_returns_selection_free (self->selection);
  self->selection = ent_returns_selection_copy (selection);
  g_set_str (&self->scope_label, label);
}

int
ent_returns_year_get_year (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), 0);

  return self->year;
}

/**
 * ent_returns_year_get_authority:
 * @self: the figures of a year
 *
 * Returns: (nullable): the name of the authority that the workspace belongs to
 */
const char *
ent_returns_year_get_authority (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  return self->authority;
}

/**
 * ent_returns_year_get_selection:
 * @self: the figures of a year
 *
 * Returns: (not nullable): what the figures are restricted to
 */
const EntReturnsSelection *
ent_returns_year_get_selection (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  return self->selection;
}

/**
 * ent_returns_year_get_scope_label:
 * @self: the figures of a year
 *
 * Returns: (nullable): what the figures are restricted to, in words; %NULL where they are of everything
 */
const char *
ent_returns_year_get_scope_label (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  return self->scope_label;
}

/**
 * ent_returns_year_get_computed_at:
 * @self: the figures of a year
 *
 * Returns: (not nullable): when they were reckoned, local time
 */
GDateTime *
ent_returns_year_get_computed_at (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);

  return self->computed_at;
}

/**
 * ent_returns_year_is_empty:
 * @self: the figures of a year
 *
 * Returns: whether nothing at all was recorded for the year: no return, no time, no money, no request
 */
gboolean
ent_returns_year_is_empty (EntReturnsYear *self)
{
  static const char *const keys[] = {
    "returns.sought", "returns.announced", "returns.actual", "involvement.people",
    "mobilisation.asked", "budget.total.planned", "budget.total.committed", "budget.total.paid",
  };

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (ent_returns_year_find (self, keys[i])->value > 0)
      return FALSE;

  return TRUE;
}

static gboolean
figures_equal (const EntReturnsFigure *a,
               const EntReturnsFigure *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_str_equal (a->key, b->key) && g_str_equal (a->label, b->label) && ent_returns_figure_agrees (a, b);
}

static gboolean
tables_equal (const EntReturnsTable *a,
              const EntReturnsTable *b)
{
  gboolean equal = a->n_rows == b->n_rows && a->n_columns == b->n_columns;

  for (guint i = 0; equal && i < a->n_rows * a->n_columns; i++)
    equal = figures_equal (a->cells[i], b->cells[i]);

  return equal;
}

/**
 * ent_returns_year_equal:
 * @self: the figures of a year
 * @other: the figures of a year
 *
 * Returns: whether they are of the same year and say the same from the same records, whenever they were reckoned
 */
gboolean
ent_returns_year_equal (EntReturnsYear *self,
                        EntReturnsYear *other)
{
  gboolean equal;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), FALSE);
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (other), FALSE);

  equal = self->year == other->year && g_strcmp0 (self->scope_label, other->scope_label) == 0
          && ent_returns_builder_get_n_tables (self->builder) == ent_returns_builder_get_n_tables (other->builder);
  for (guint i = 0; equal && i < ent_returns_builder_get_n_tables (self->builder); i++)
    equal = tables_equal (ent_returns_builder_get_table (self->builder, i), ent_returns_builder_get_table (other->builder, i));

  return equal;
}

guint
ent_returns_year_get_n_tables (EntReturnsYear *self)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), 0);

  return ent_returns_builder_get_n_tables (self->builder);
}

/**
 * ent_returns_year_get_table:
 * @self: the figures of a year
 * @position: which table
 *
 * Returns: (not nullable): the table, which lives as long as @self
 */
const EntReturnsTable *
ent_returns_year_get_table (EntReturnsYear *self,
                            guint position)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);
  g_return_val_if_fail (position < ent_returns_builder_get_n_tables (self->builder), NULL);

  return ent_returns_builder_get_table (self->builder, position);
}

/**
 * ent_returns_year_find_table:
 * @self: the figures of a year
 * @key: the stable name of a table: `overview`, `returns`, `gaps`, `involvement`, `involvement.departments`,
 *   `involvement.kinds`, `involvement.languages`, `mobilisation`, `obstacles`, `budget`, `reciprocity`, `rationale`,
 *   `coverage`, `flow`, `fit`, `obtained` or `threads`
 *
 * Returns: (nullable): the table, which lives as long as @self. Of a year that was closed by another version, a table that
 *   this one does not know is empty.
 */
const EntReturnsTable *
ent_returns_year_find_table (EntReturnsYear *self,
                             const char *key)
{
  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < ent_returns_builder_get_n_tables (self->builder); i++)
    {
      const EntReturnsTable *table = ent_returns_builder_get_table (self->builder, i);

      if (g_str_equal (table->key, key))
        return table;
    }

  return self->restored ? &no_table : NULL;
}

/**
 * ent_returns_year_find:
 * @self: the figures of a year
 * @key: the stable name of a figure
 *
 * Returns: (nullable): the figure, which lives as long as @self. Of a year that was closed by another version, a figure
 *   that this one did not reckon is unknown.
 */
const EntReturnsFigure *
ent_returns_year_find (EntReturnsYear *self,
                       const char *key)
{
  const EntReturnsFigure *figure;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  figure = ent_returns_builder_find (self->builder, key);
  return figure != NULL || !self->restored ? figure : &no_figure;
}

/**
 * ent_returns_list_years:
 * @workspace: a workspace
 * @ret_n: (out): how many years there are
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (array length=ret_n) (nullable): the years that anything was recorded for, the latest first;
 *   %NULL on failure
 */
int *
ent_returns_list_years (EntWorkspace *workspace,
                        gsize *ret_n,
                        GError **error)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (GArray) years = g_array_new (TRUE, FALSE, sizeof (int));
  g_autoptr (EntStatement) statement = ent_database_prepare (
    database,
    "SELECT year FROM \"return\" WHERE year IS NOT NULL UNION SELECT year FROM funding WHERE year IS NOT NULL"
    " UNION SELECT CAST (substr (\"from\", 1, 4) AS INTEGER) FROM involvement WHERE \"from\" IS NOT NULL"
    " UNION SELECT CAST (substr (\"asked-on\", 1, 4) AS INTEGER) FROM mobilisation WHERE \"asked-on\" IS NOT NULL"
    " ORDER BY 1 DESC",
    error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      int year;

      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return (int *) g_array_steal (years, ret_n);
      year = sqlite3_column_int (statement, 0);
      g_array_append_val (years, year);
    }
}
