/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-drawing.h"

#include "ent-gettext.h"

static const char *const scope_rows[] = { "territory", "authority", NULL };
static const char *const territory_rows[] = { "territory.economic", "territory.socio-cultural", "territory.network",
                                              "territory.non-economic.socio-cultural", "territory.unclassified", NULL };
static const char *const authority_rows[] = { "authority.practices", "authority.visibility", "authority.resources", NULL };
static const char *const practice_rows[] = { "authority.practices.agents", "authority.practices.departments", "authority.practices.public-policy",
                                             "authority.practices.officials", NULL };
static const char *const theme_rows[] = {
  "territory.economic.jobs", "territory.economic.business", "territory.economic.attractiveness", "territory.economic.student-mobility",
  "territory.economic.ngo-jobs", "territory.socio-cultural.cultural-opening", "territory.socio-cultural.living-together",
  "territory.socio-cultural.diasporas", "territory.network.local-actors", "territory.network.local-skills", NULL,
};
static const char *const source_rows[] = { "own", "ministry", "european-union", "other-public", "private", "partner", NULL };
static const guint three_columns[] = { 0, 1, 2 };
static const guint first_column[] = { 0 };
static const guint second_column[] = { 1 };
static const guint third_column[] = { 2 };
static const guint last_columns[] = { 1, 2 };

/* @rows: (nullable): keys of the rows; where %NULL, all whose figures are not all 0
 * @series: the place of the first column among the colours */
static const struct
{
  const char *table;
  const char *title; /* (nullable): untranslated; that of the table where %NULL */
  const char *const *rows;
  const guint *columns;
  guint n_columns;
  guint series;
} drawings[] = {
  [ENT_RETURNS_DRAWING_STAGES] = { "returns", N_ ("Returns Sought, Announced and Actual"), scope_rows, three_columns, 3, 0 },
  [ENT_RETURNS_DRAWING_TERRITORY] = { "returns", N_ ("For the territory"), territory_rows, three_columns, 3, 0 },
  [ENT_RETURNS_DRAWING_AUTHORITY] = { "returns", N_ ("For the authority"), authority_rows, three_columns, 3, 0 },
  [ENT_RETURNS_DRAWING_PRACTICES] = { "returns", N_ ("Evolving Practices, by Who Benefits"), practice_rows, third_column, 1, 2 },
  [ENT_RETURNS_DRAWING_THEMES] = { "returns", N_ ("For the Territory, by Theme"), theme_rows, three_columns, 3, 0 },
  [ENT_RETURNS_DRAWING_FLOW] = { "flow", NULL, NULL, last_columns, 2, 0 },
  [ENT_RETURNS_DRAWING_DEPARTMENTS] = { "involvement.departments", NULL, NULL, second_column, 1, 2 },
  [ENT_RETURNS_DRAWING_OBSTACLES] = { "obstacles", NULL, NULL, first_column, 1, 2 },
  [ENT_RETURNS_DRAWING_BUDGET] = { "budget", NULL, source_rows, three_columns, 3, 0 },
  [ENT_RETURNS_DRAWING_RATIONALE] = { "rationale", NULL, NULL, first_column, 1, 2 },
  [ENT_RETURNS_DRAWING_THREADS] = { "threads", NULL, NULL, last_columns, 2, 0 },
};

static gboolean
has_bar (const EntChartSpec *spec,
         guint row)
{
  for (guint i = 0; i < spec->n_columns; i++)
    {
      const EntReturnsFigure *figure = ent_returns_table_get (spec->table, row, spec->columns[i]);

      if (figure != NULL && figure->value > 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * ent_returns_drawing_prepare:
 * @drawing: a chart
 * @year: the figures of a year
 * @ret_plate: (out caller-allocates): what to draw; it must stay where it is while its spec is used, and @year with it
 *
 * Returns: whether there is anything to draw: one bar at least
 */
gboolean
ent_returns_drawing_prepare (EntReturnsDrawing drawing,
                             EntReturnsYear *year,
                             EntReturnsPlate *ret_plate)
{
  const EntReturnsTable *table = ent_returns_year_find_table (year, drawings[drawing].table);
  EntChartSpec *spec = &ret_plate->spec;
  gboolean any = FALSE;

  g_return_val_if_fail (table != NULL, FALSE);

  ret_plate->title = drawings[drawing].title != NULL ? _ (drawings[drawing].title) : table->title;
  *spec = (EntChartSpec){ table, ret_plate->rows, 0, drawings[drawing].columns, drawings[drawing].n_columns, drawings[drawing].series };
  for (guint i = 0; i < table->n_rows && spec->n_rows < ENT_RETURNS_DRAWING_MAX_ROWS; i++)
    {
      gboolean shown = has_bar (spec, i);

      if (drawings[drawing].rows != NULL ? g_strv_contains (drawings[drawing].rows, table->rows[i].key) : shown)
        {
          ret_plate->rows[spec->n_rows++] = i;
          any = any || shown;
        }
    }

  return any;
}
