/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went to the partners beside what came back. */

#include "ent-returns-context-private.h"

#include "ent-gettext.h"

typedef struct
{
  gint64 aid;
  GPtrArray *payments, *missions, *hostings; /* (owned): interned identifiers */
} Balance;

static void
balance_clear (Balance *self)
{
  g_ptr_array_unref (self->payments);
  g_ptr_array_unref (self->missions);
  g_ptr_array_unref (self->hostings);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Balance, balance_clear)

/* A payment without a project counts by its country alone. */
static gboolean
selects_payment (EntReturnsContext *context,
                 const EntReturnsSubject *subject,
                 gboolean of_country)
{
  const EntReturnsSelection *selection = context->selection;

  if (subject != NULL)
    return ent_returns_context_selects (context, subject);

  return of_country && selection->theme == NULL && selection->partnership == NULL && selection->official == NULL && selection->kind == NULL && selection->department == NULL;
}

static void
load_payment (EntReturnsContext *context,
              EntStatement *statement,
              gpointer data)
{
  Balance *self = data;
  const char *project = ent_statement_get_text (statement, 2);
  EntReturnsSubject *subject = project != NULL ? ent_returns_context_get_subject (context, project) : NULL;
  gint64 cents = sqlite3_column_int64 (statement, 1);

  if (!selects_payment (context, subject, sqlite3_column_int (statement, 3)))
    return;

  if (__builtin_add_overflow (self->aid, cents, &self->aid))
    self->aid = G_MAXINT64;
  g_ptr_array_add (self->payments, (gpointer) ent_returns_context_intern (context, statement, 0));
  if (subject != NULL && cents > 0)
    ent_returns_subject_get_root (subject)->gave = TRUE;
}

static void
load_visit (EntReturnsContext *context,
            EntStatement *statement,
            gpointer data)
{
  Balance *self = data;
  gpointer id = (gpointer) ent_returns_context_intern (context, statement, 0);
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, id);

  if (!ent_returns_context_selects (context, subject))
    return;

  g_ptr_array_add (g_strcmp0 (ent_statement_get_text (statement, 1), "mission") == 0 ? self->missions : self->hostings, id);
}

/* The same number as elsewhere, from the same records; of references, the returns. */
static void
repeat_figure (EntReturnsContext *context,
               const char *key,
               const char *origin)
{
  const EntReturnsFigure *figure = ent_returns_builder_find (context->builder, origin);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  EntReturnsUnit unit = figure->unit == ENT_RETURNS_REFERENCES ? ENT_RETURNS_COUNT : figure->unit;

  for (guint i = 0; i < figure->n_records; i++)
    g_ptr_array_add (records, (gpointer) figure->records[i]);
  ent_returns_builder_add_number (context->builder, key, unit, figure->value, records);
}

static void
begin_row (EntReturnsContext *context,
           const char *key,
           const char *label,
           const char *definition)
{
  ent_returns_builder_add_row (context->builder, key, label, 0);
  ent_returns_builder_set_definition (context->builder, definition);
}

static void
add_table (Balance *self,
           EntReturnsContext *context)
{
  EntReturnsBuilder *builder = context->builder;

  ent_returns_builder_begin_table (builder, "reciprocity", _ ("What We Gave, What Came Back"),
                                   _ ("Money, time and returns cannot be set off against each other; side by side they show whether a relation goes one way."));
  ent_returns_builder_add_column (builder, "out", _ ("Went to the Partners"));
  ent_returns_builder_add_column (builder, "back", _ ("Came Back"));

  begin_row (context, "money", _ ("Money paid"), _ ("Own funds paid in the year, and funds that the partners paid."));
  repeat_figure (context, "reciprocity.money.out", "budget.own.paid");
  repeat_figure (context, "reciprocity.money.back", "budget.partner.paid");
  begin_row (context, "aid", _ ("Official development assistance"), _ ("ODA payments of the year, as they are declared."));
  ent_returns_builder_add_number (builder, "reciprocity.aid.out", ENT_RETURNS_MONEY, self->aid, self->payments);
  ent_returns_builder_skip (builder);
  begin_row (context, "time", _ ("Days of work"), _ ("Days spent in the year by our staff and elected officials."));
  repeat_figure (context, "reciprocity.time.out", "involvement.days");
  ent_returns_builder_skip (builder);
  begin_row (context, "visits", _ ("Missions abroad, delegations hosted"), _ ("Events of these two kinds that took place in the year."));
  ent_returns_builder_add_count (builder, "reciprocity.visits.out", self->missions);
  ent_returns_builder_add_count (builder, "reciprocity.visits.back", self->hostings);
  begin_row (context, "territory", _ ("Actual returns for the territory"), _ ("Actual returns of the year."));
  ent_returns_builder_skip (builder);
  repeat_figure (context, "reciprocity.territory.back", "returns.actual.territory");
  begin_row (context, "authority", _ ("Actual returns for the authority"), _ ("Actual returns of the year."));
  ent_returns_builder_skip (builder);
  repeat_figure (context, "reciprocity.authority.back", "returns.actual.authority");
  ent_returns_builder_end_table (builder);
}

/* Adds the table `reciprocity`; comes after the returns, the involvement and the budget. */
gboolean
ent_returns_add_reciprocity (EntReturnsContext *context,
                             GError **error)
{
  g_auto (Balance) self = { 0, g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new () };

  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.amount, t.project, :country IS NULL OR t.country IS :country"
                                 " FROM payment t CROSS JOIN record r USING (row) WHERE t.\"paid-on\" BETWEEN :first AND :last",
                                 load_payment, &self, error)
      || !ent_returns_context_each (context,
                                    "SELECT r.id, t.kind FROM event t CROSS JOIN record r USING (row) WHERE t.kind IN ('mission', 'hosting')"
                                    " AND t.start <= :last AND coalesce (t.\"end\", t.start) >= :first",
                                    load_visit, &self, error))
    return FALSE;

  add_table (&self, context);

  return TRUE;
}
