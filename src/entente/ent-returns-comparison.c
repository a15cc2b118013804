/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-comparison.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-figure-table.h"
#include "ent-returns-campaign.h"

/* Beside the year that is shown. */
#define MOST_EARLIER 3

static const struct
{
  const char *key;
  const char *label;
} lines[] = {
  { "overview.projects", N_ ("Projects") },         { "returns.sought", N_ ("Returns sought") },
  { "returns.announced", N_ ("Returns announced") }, { "returns.actual", N_ ("Actual returns") },
  { "coincidence", N_ ("Coincidence") },            { "fulfilment", N_ ("Fulfilment") },
  { "vague", N_ ("Vague") },                        { "involvement.people", N_ ("People involved") },
  { "involvement.days", N_ ("Days of work") },      { "budget.total.paid", N_ ("Paid, all sources") },
  { "budget.leverage.paid", N_ ("Leverage of what was paid") },
};

/* As it was closed, where it was; parts of it are reckoned anew. */
static EntReturnsYear *
load_year (EntWorkspace *workspace,
           int year,
           const EntReturnsSelection *selection,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (EntRecord) campaign = ent_returns_selection_is_empty (selection) ? ent_returns_campaign_find (workspace, year, NULL) : NULL;
  g_autoptr (EntReturnsYear) kept = ent_returns_campaign_is_closed (campaign) ? ent_returns_campaign_get_figures (campaign, NULL) : NULL;

  return kept != NULL ? g_steal_pointer (&kept) : ent_returns_year_new (workspace, year, selection, cancellable, error);
}

/**
 * ent_returns_comparison_load:
 * @workspace: a workspace
 * @shown: the figures of a year
 * @years: (array length=n_years): the years that have something, the latest first
 * @n_years: how many
 * @selection: (nullable): what the figures are restricted to
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type EntReturnsYear): @shown, then those before it, the latest first
 */
GPtrArray *
ent_returns_comparison_load (EntWorkspace *workspace,
                             EntReturnsYear *shown,
                             const int *years,
                             gsize n_years,
                             const EntReturnsSelection *selection,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (all, g_object_ref (shown));
  for (gsize i = 0; i < n_years && all->len <= MOST_EARLIER; i++)
    {
      EntReturnsYear *earlier;

      if (years[i] >= ent_returns_year_get_year (shown) || years[i] < ent_returns_year_get_year (shown) - MOST_EARLIER)
        continue;
      earlier = load_year (workspace, years[i], selection, cancellable, error);
      if (earlier == NULL)
        return NULL;
      g_ptr_array_add (all, earlier);
    }

  return g_steal_pointer (&all);
}

/* The figure of @year under a key, and a label, of its own. */
static EntReturnsFigure *
copy_figure (EntReturnsYear *year,
             const char *key,
             const char *name,
             gboolean is_first,
             GStringChunk *texts)
{
  const EntReturnsFigure *figure = ent_returns_year_find (year, key);
  EntReturnsFigure *copy = g_memdup2 (figure, sizeof *figure);
  g_autofree char *full = is_first ? g_strdup (key) : g_strdup_printf ("%d:%s", ent_returns_year_get_year (year), key);
  /* Translators: what a figure is, and its year */
  g_autofree char *label = g_strdup_printf (_ ("%s, %d"), name, ent_returns_year_get_year (year));

  copy->key = g_string_chunk_insert (texts, full);
  copy->label = g_string_chunk_insert (texts, label);
  return copy;
}

/**
 * ent_returns_comparison_new:
 * @years: (element-type EntReturnsYear): years, the one that is shown first
 *
 * Returns: (transfer floating) (nullable): a table of their most telling figures; %NULL where there is only one
 */
GtkWidget *
ent_returns_comparison_new (GPtrArray *years)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree EntReturnsRow *columns = g_new0 (EntReturnsRow, years->len);
  EntReturnsRow rows[G_N_ELEMENTS (lines)];
  EntReturnsTable table = { "years", _ ("Compared With Earlier Years"), NULL, columns, years->len, rows, G_N_ELEMENTS (lines), NULL };
  GStringChunk *texts;
  GtkWidget *widget;

  if (years->len < 2)
    return NULL;

  texts = g_string_chunk_new (1024);
  for (guint i = 0; i < years->len; i++)
    {
      g_autofree char *digits = g_strdup_printf ("%d", ent_returns_year_get_year (years->pdata[i]));

      columns[i] = (EntReturnsRow){ g_string_chunk_insert (texts, digits), g_string_chunk_insert (texts, digits), 0 };
    }
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      rows[i] = (EntReturnsRow){ lines[i].key, _ (lines[i].label), 0 };
      for (guint j = 0; j < years->len; j++)
        g_ptr_array_add (cells, copy_figure (years->pdata[j], lines[i].key, _ (lines[i].label), j == 0, texts));
    }
  table.cells = (const EntReturnsFigure *const *) cells->pdata;
  widget = ent_figure_table_new (&table, FALSE);
  g_string_chunk_free (texts);

  return widget;
}

/**
 * ent_returns_comparison_find:
 * @years: (element-type EntReturnsYear): years, the one that is shown first
 * @key: the key of a figure, perhaps after a year: `2024:coincidence`
 * @ret_year: (out): the year it is of
 *
 * Returns: (nullable): the figure
 */
const EntReturnsFigure *
ent_returns_comparison_find (GPtrArray *years,
                             const char *key,
                             EntReturnsYear **ret_year)
{
  gboolean has_year = strspn (key, "0123456789") == 4 && key[4] == ':';
  int year = has_year ? (int) g_ascii_strtoll (key, NULL, 10) : 0;

  for (guint i = 0; i < years->len; i++)
    if (!has_year || ent_returns_year_get_year (years->pdata[i]) == year)
      {
        *ret_year = years->pdata[i];
        return ent_returns_year_find (years->pdata[i], has_year ? key + 5 : key);
      }

  return NULL;
}
