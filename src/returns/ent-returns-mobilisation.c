/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What departments were asked for: how they answered, how long it took, and what stood in the way. */

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-context-private.h"

typedef struct
{
  GPtrArray *asked, *accepted, *declined, *waiting; /* (owned): interned identifiers */
  GHashTable *counted;   /* (owned): those of @asked */
  GArray *waits;         /* (owned) (element-type int): days from the request to the answer */
  GPtrArray *waited;     /* (owned): the requests of @waits */
  GHashTable *obstacles; /* (owned): nick → GPtrArray of interned identifiers (owned) */
} Mobilisation;

static int
compare_waits (gconstpointer a,
               gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Half of all answers came within this many days. */
static double
find_median (GArray *waits)
{
  guint n = waits->len;

  g_array_sort (waits, compare_waits);
  if (n == 0)
    return 0;
  if (n % 2 == 1)
    return g_array_index (waits, int, n / 2);

  return (g_array_index (waits, int, n / 2 - 1) + g_array_index (waits, int, n / 2)) / 2.0;
}

static void
load_mobilisation (EntReturnsContext *context,
                   EntStatement *statement,
                   gpointer data)
{
  Mobilisation *self = data;
  gpointer id = (gpointer) ent_returns_context_intern (context, statement, 0);
  const char *asked = ent_statement_get_text (statement, 2);
  const char *state = ent_statement_get_text (statement, 3);
  const char *asked_on = ent_statement_get_text (statement, 4);
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 1));
  EntReturnsDepartment *department = g_hash_table_lookup (context->departments, asked);
  GDate from, to;

  if (department == NULL)
    department = ent_returns_context_get_department (context, asked, asked_on);
  if (!ent_returns_context_selects_but_department (context, subject) || !ent_returns_context_selects_department (context, department))
    return;

  g_ptr_array_add (self->asked, id);
  g_hash_table_add (self->counted, id);
  if (department != NULL)
    ent_returns_department_mark (department);
  if (g_strcmp0 (state, "accepted") == 0 || g_strcmp0 (state, "done") == 0)
    g_ptr_array_add (self->accepted, id);
  else if (g_strcmp0 (state, "declined") == 0)
    g_ptr_array_add (self->declined, id);
  else
    g_ptr_array_add (self->waiting, id);

  if (ent_workdays_parse (asked_on, &from) && ent_workdays_parse (ent_statement_get_text (statement, 5), &to)
      && g_date_compare (&from, &to) <= 0)
    {
      int days = g_date_days_between (&from, &to);

      g_array_append_val (self->waits, days);
      g_ptr_array_add (self->waited, id);
    }
}

static void
load_obstacle (EntReturnsContext *context,
               EntStatement *statement,
               gpointer data)
{
  Mobilisation *self = data;
  const char *id = ent_returns_context_intern (context, statement, 0);
  const char *obstacle = ent_returns_context_intern (context, statement, 1);
  GPtrArray *records;

  if (!g_hash_table_contains (self->counted, id))
    return;

  records = g_hash_table_lookup (self->obstacles, obstacle);
  if (records == NULL)
    {
      records = g_ptr_array_new ();
      g_hash_table_insert (self->obstacles, (gpointer) obstacle, records);
    }
  g_ptr_array_add (records, (gpointer) id);
}

static void
add_total (EntReturnsContext *context,
           const char *key,
           const char *label,
           const char *definition)
{
  ent_returns_builder_add_row (context->builder, key, label, 0);
  ent_returns_builder_set_definition (context->builder, definition);
}

static void
add_wait (Mobilisation *self,
          EntReturnsContext *context,
          const char *key,
          double days)
{
  g_autoptr (GPtrArray) records = g_ptr_array_copy (self->waited, NULL, NULL);
  EntReturnsFigure figure = { .unit = ENT_RETURNS_DAYS, .known = self->waits->len > 0, .value = days };

  ent_returns_builder_add_figure (context->builder, key, &figure, records);
}

static void
add_totals (Mobilisation *self,
            EntReturnsContext *context)
{
  EntReturnsBuilder *builder = context->builder;
  gint64 asked = self->asked->len;
  double median = find_median (self->waits);
  double longest = self->waits->len > 0 ? g_array_index (self->waits, int, self->waits->len - 1) : 0;

  ent_returns_builder_begin_table (builder, "mobilisation", _ ("Requests to Departments"), NULL);
  ent_returns_builder_add_column (builder, "total", _ ("Total"));
  add_total (context, "asked", _ ("Requests sent"), _ ("Mobilisation requests asked in the year, drafts left out."));
  ent_returns_builder_add_count (builder, "mobilisation.asked", self->asked);
  add_total (context, "accepted", _ ("Accepted"), _ ("Requests of the year that were accepted or carried out, over all that were sent."));
  ent_returns_builder_add_share (builder, "mobilisation.accepted", asked, self->accepted);
  add_total (context, "declined", _ ("Declined"), _ ("Requests of the year that were declined, over all that were sent."));
  ent_returns_builder_add_share (builder, "mobilisation.declined", asked, self->declined);
  add_total (context, "waiting", _ ("Waiting for an answer"), _ ("Requests of the year without an answer, over all that were sent."));
  ent_returns_builder_add_share (builder, "mobilisation.waiting", asked, self->waiting);
  add_total (context, "median-wait", _ ("Usual time to answer"), _ ("Half of the answered requests of the year had their answer within so many calendar days (median)."));
  add_wait (self, context, "mobilisation.median-wait", median);
  add_total (context, "longest-wait", _ ("Longest time to answer"), _ ("The most calendar days between a request of the year and its answer."));
  add_wait (self, context, "mobilisation.longest-wait", longest);
  ent_returns_builder_end_table (builder);
}

static void
add_obstacles (Mobilisation *self,
               EntReturnsContext *context)
{
  EntReturnsBuilder *builder = context->builder;

  ent_returns_builder_begin_table (builder, "obstacles", _ ("Obstacles Met"), NULL);
  ent_returns_builder_add_column (builder, "requests", _ ("Requests"));
  ent_returns_builder_set_definition (builder, _ ("Requests of the year that met this obstacle; a request may meet several."));
  for (guint i = 0; i < ent_choices_obstacles.n_items; i++)
    {
      const EntChoice *obstacle = &ent_choices_obstacles.items[i];
      GPtrArray *found = g_hash_table_lookup (self->obstacles, obstacle->nick);
      g_autoptr (GPtrArray) records = found != NULL ? g_ptr_array_ref (found) : g_ptr_array_new ();
      g_autofree char *key = g_strdup_printf ("obstacles.%s", obstacle->nick);

      ent_returns_builder_add_row (builder, obstacle->nick, _ (obstacle->label), 0);
      ent_returns_builder_add_count (builder, key, records);
    }
  ent_returns_builder_end_table (builder);
}

static void
mobilisation_clear (Mobilisation *self)
{
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->accepted);
  g_ptr_array_unref (self->declined);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->waited);
  g_array_unref (self->waits);
  g_hash_table_unref (self->counted);
  g_hash_table_unref (self->obstacles);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mobilisation, mobilisation_clear)

/* Adds the tables `mobilisation` and `obstacles`, and marks the departments that were asked. */
gboolean
ent_returns_add_mobilisation (EntReturnsContext *context,
                              GError **error)
{
  g_auto (Mobilisation) self = {
    .asked = g_ptr_array_new (),
    .accepted = g_ptr_array_new (),
    .declined = g_ptr_array_new (),
    .waiting = g_ptr_array_new (),
    .waited = g_ptr_array_new (),
    .waits = g_array_new (FALSE, FALSE, sizeof (int)),
    .counted = g_hash_table_new (NULL, NULL),
    .obstacles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref),
  };

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.project, t.asked, t.state, t.\"asked-on\", t.\"answered-on\""
                                 " FROM mobilisation t CROSS JOIN record r USING (row) WHERE t.\"asked-on\" BETWEEN :first AND :last"
                                 " AND t.state IS NOT 'draft' AND t.project IS NOT NULL AND t.asked IS NOT NULL",
                                 load_mobilisation, &self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, j.value FROM mobilisation t CROSS JOIN record r USING (row), json_each (t.obstacles) j"
                                    " WHERE t.\"asked-on\" BETWEEN :first AND :last",
                                    load_obstacle, &self, error))
    return FALSE;

  add_totals (&self, context);
  add_obstacles (&self, context);

  return TRUE;
}
