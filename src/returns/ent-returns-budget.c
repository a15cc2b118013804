/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The international budget: planned, committed and paid, by source. */

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-context-private.h"

/* The sources, and what nobody gave a source for. */
#define MAX_SOURCES 16

enum
{
  PLANNED,
  COMMITTED,
  PAID,
  N_STEPS,
};

typedef struct
{
  gint64 cents;
  GPtrArray *records; /* (owned): interned identifiers */
} Sum;

typedef struct
{
  Sum sources[MAX_SOURCES][N_STEPS];
  Sum total[N_STEPS];
  Sum in_kind[N_STEPS];
} Budget;

static void
sum_init (Sum *self)
{
  self->cents = 0;
  self->records = g_ptr_array_new ();
}

static void
sum_add (Sum *self,
         const char *id,
         gint64 cents)
{
  if (__builtin_add_overflow (self->cents, cents, &self->cents))
    self->cents = G_MAXINT64;
  g_ptr_array_add (self->records, (gpointer) id);
}

static void
budget_init (Budget *self)
{
  for (guint step = 0; step < N_STEPS; step++)
    {
      for (guint source = 0; source < MAX_SOURCES; source++)
        sum_init (&self->sources[source][step]);
      sum_init (&self->total[step]);
      sum_init (&self->in_kind[step]);
    }
}

static void
budget_clear (Budget *self)
{
  for (guint step = 0; step < N_STEPS; step++)
    {
      for (guint source = 0; source < MAX_SOURCES; source++)
        g_ptr_array_unref (self->sources[source][step].records);
      g_ptr_array_unref (self->total[step].records);
      g_ptr_array_unref (self->in_kind[step].records);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Budget, budget_clear)

/* The last place is for an unknown source. */
static guint
find_source (const char *nick)
{
  for (guint i = 0; nick != NULL && i < ent_choices_funding_sources.n_items; i++)
    if (g_str_equal (ent_choices_funding_sources.items[i].nick, nick))
      return i;

  return ent_choices_funding_sources.n_items;
}

static void
load_funding (EntReturnsContext *context,
              EntStatement *statement,
              gpointer data)
{
  Budget *self = data;
  const char *id = ent_returns_context_intern (context, statement, 0);
  EntReturnsSubject *subject = ent_returns_context_get_subject (context, ent_statement_get_text (statement, 1));
  guint source = find_source (ent_statement_get_text (statement, 2));
  gboolean in_kind = g_strcmp0 (ent_statement_get_text (statement, 3), "in-kind") == 0;

  if (!ent_returns_context_selects (context, subject))
    return;

  for (guint step = 0; step < N_STEPS; step++)
    {
      gint64 cents = sqlite3_column_int64 (statement, 4 + step);

      if (cents <= 0)
        continue;
      sum_add (&self->sources[source][step], id, cents);
      sum_add (&self->total[step], id, cents);
      if (in_kind)
        sum_add (&self->in_kind[step], id, cents);
      if (source == find_source ("own") && step == PAID)
        ent_returns_subject_get_root (subject)->gave = TRUE;
    }
}

static void
add_sums (EntReturnsContext *context,
          const char *row,
          const char *label,
          guint level,
          const Sum *sums)
{
  static const char *const steps[] = { "planned", "committed", "paid" };

  ent_returns_builder_add_row (context->builder, row, label, level);
  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autofree char *key = g_strdup_printf ("budget.%s.%s", row, steps[step]);
      g_autoptr (GPtrArray) records = g_ptr_array_copy (sums[step].records, NULL, NULL);

      ent_returns_builder_add_number (context->builder, key, ENT_RETURNS_MONEY, sums[step].cents, records);
    }
}

/* Euros of others for each euro of one's own. What has no source is neither. */
static void
add_leverage (Budget *self,
              EntReturnsContext *context)
{
  static const char *const keys[] = { "budget.leverage.planned", "budget.leverage.committed", "budget.leverage.paid" };

  ent_returns_builder_add_row (context->builder, "leverage", _ ("Leverage"), 0);
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Euros of all other known sources for each euro of own funds; valued contributions in kind included."));
  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_copy (self->total[step].records, NULL, NULL);
      double own = self->sources[find_source ("own")][step].cents;
      double unknown = self->sources[ent_choices_funding_sources.n_items][step].cents;
      EntReturnsFigure figure = { .unit = ENT_RETURNS_RATIO, .known = own > 0 };

      figure.value = own > 0 ? ((double) self->total[step].cents - own - unknown) / own : 0;
      ent_returns_builder_add_figure (context->builder, keys[step], &figure, records);
    }
}

static void
add_in_kind_share (Budget *self,
                   EntReturnsContext *context)
{
  static const char *const keys[] = { "budget.in-kind.planned", "budget.in-kind.committed", "budget.in-kind.paid" };

  ent_returns_builder_add_row (context->builder, "in-kind", _ ("Share in kind"), 0);
  ent_returns_builder_set_definition (context->builder, _ ("Contributions in kind, such as valued working time, over the whole amount."));
  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_copy (self->in_kind[step].records, NULL, NULL);
      EntReturnsFigure figure = {
        .unit = ENT_RETURNS_PROPORTION,
        .known = self->total[step].cents > 0,
        .part = self->in_kind[step].cents,
        .whole = self->total[step].cents,
      };

      figure.value = figure.known ? (double) figure.part / (double) figure.whole : 0;
      ent_returns_builder_add_figure (context->builder, keys[step], &figure, records);
    }
}

/* Adds the table `budget`, and marks the partnerships that money went into. */
gboolean
ent_returns_add_budget (EntReturnsContext *context,
                        GError **error)
{
  g_auto (Budget) self;
  guint n_sources = ent_choices_funding_sources.n_items;

  g_assert (n_sources < MAX_SOURCES);
  budget_init (&self);
  if (!ent_returns_context_each (context,
                                 "SELECT r.id, t.project, coalesce (t.source, CASE WHEN t.funder = :own THEN 'own' END), t.form,"
                                 " t.planned, t.committed, t.paid FROM funding t CROSS JOIN record r USING (row) WHERE t.project IS NOT NULL"
                                 " AND coalesce (t.year, CAST (substr (t.\"paid-on\", 1, 4) AS INTEGER)) = :year",
                                 load_funding, &self, error))
    return FALSE;

  ent_returns_builder_begin_table (context->builder, "budget", _ ("International Budget"), NULL);
  ent_returns_builder_add_column (context->builder, "planned", _ ("Planned"));
  ent_returns_builder_add_column (context->builder, "committed", _ ("Committed"));
  ent_returns_builder_add_column (context->builder, "paid", _ ("Paid"));
  ent_returns_builder_set_definition (context->builder,
                                      _ ("Funding of the year’s projects, in cash and in kind, by the year that the funding is for, or else that of its payment."));
  add_sums (context, "total", _ ("All sources"), 0, self.total);
  for (guint i = 0; i < n_sources; i++)
    add_sums (context, ent_choices_funding_sources.items[i].nick, _ (ent_choices_funding_sources.items[i].label), 1, self.sources[i]);
  add_sums (context, "unknown", _ ("Source not said"), 1, self.sources[n_sources]);
  add_leverage (&self, context);
  add_in_kind_share (&self, context);
  ent_returns_builder_end_table (context->builder);

  return TRUE;
}
