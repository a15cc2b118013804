/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind the report's figures: a sheet for each partnership, and the actual returns with their evidence. */
#include "ent-returns-sheets-private.h"

#include "ent-choices.h"
#include "ent-gettext.h"
#include "ent-returns-records-private.h"

/* A row of a table is never parted, and a report is read: the workbook has texts in full, and all rows. */
#define LONGEST_TEXT 500
#define MOST_ROWS 2000

/* The first column says whose sheet a row belongs to. */
static const EntListingColumn project_columns[] = {
  { "t.partnership", NULL, ENT_LISTING_TEXT },
  { "t.title", N_ ("Project"), ENT_LISTING_TEXT },
  { "t.status", N_ ("Status"), ENT_LISTING_CHOICE, &ent_choices_project_statuses },
  { "(SELECT sum (f.committed) FROM funding AS f WHERE f.project = r.id AND " ENT_FUNDING_YEAR_SQL ("f") " = :year)", N_ ("Committed"), ENT_LISTING_MONEY },
  { "(SELECT sum (f.paid) FROM funding AS f WHERE f.project = r.id AND " ENT_FUNDING_YEAR_SQL ("f") " = :year)", N_ ("Paid"), ENT_LISTING_MONEY },
};
static const EntListing project_listing = {
  "projects",
  N_ ("Projects"),
  "FROM json_each (:ids) AS j JOIN record AS r ON r.id = j.value JOIN project AS t ON t.row = r.row WHERE t.partnership IS NOT NULL"
  " ORDER BY t.title, r.id",
  project_columns,
  G_N_ELEMENTS (project_columns),
};
static const double project_shares[] = { 0.46, 0.18, 0.18, 0.18 };

/* Read as one: what has no heading of its own stands in the cell before it. */
#define MEASURE { "t.value", N_ ("Measure"), ENT_LISTING_NUMBER }, { "CASE WHEN t.value IS NOT NULL THEN t.unit END", NULL, ENT_LISTING_TEXT }

static const EntListingColumn return_columns[] = {
  { "coalesce (o.partnership, t.subject)", NULL, ENT_LISTING_TEXT },
  { "t.text", N_ ("Return"), ENT_LISTING_LONG_TEXT },
  { "t.stage", N_ ("Stage"), ENT_LISTING_CHOICE, &ent_choices_return_stages },
  MEASURE,
};
static const EntListing return_listing = {
  "returns",
  N_ ("Returns"),
  "FROM json_each (:ids) AS j JOIN record AS r ON r.id = j.value JOIN \"return\" AS t ON t.row = r.row"
  " LEFT JOIN record AS s ON s.id = t.subject LEFT JOIN project AS o ON o.row = s.row"
  " ORDER BY CASE t.stage WHEN 'sought' THEN 1 WHEN 'announced' THEN 2 ELSE 3 END, t.scope, r.sort, r.id",
  return_columns,
  G_N_ELEMENTS (return_columns),
};
static const double return_shares[] = { 0.62, 0.16, 0.22 };

static const EntListingColumn evidence_columns[] = {
  { "t.text", N_ ("Actual Return"), ENT_LISTING_LONG_TEXT },
  { "s.headline", N_ ("Project or Partnership"), ENT_LISTING_TEXT },
  MEASURE,
  { "t.evidence", N_ ("Evidence"), ENT_LISTING_LONG_TEXT },
};
static const EntListing evidence_listing = {
  "evidence",
  N_ ("Evidence"),
  "FROM json_each (:ids) AS j JOIN record AS r ON r.id = j.value JOIN \"return\" AS t ON t.row = r.row"
  " LEFT JOIN record AS s ON s.id = t.subject ORDER BY t.scope DESC, s.sort, r.sort, r.id",
  evidence_columns,
  G_N_ELEMENTS (evidence_columns),
};
static const double evidence_shares[] = { 0.36, 0.22, 0.14, 0.28 };

/* The rows of one table. */
typedef struct
{
  GPtrArray *texts; /* (owned) (element-type utf8) */
  GArray *rows;     /* (owned) (element-type EntPaperRow) */
  guint n_left_out;
} Rows;

static Rows *
rows_new (void)
{
  Rows *self = g_new0 (Rows, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (EntPaperRow));
  return self;
}

static void
rows_free (Rows *self)
{
  g_ptr_array_unref (self->texts);
  g_array_unref (self->rows);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rows, rows_free)

static char *
format_cell (EntListingKind kind,
             const EntListingCell *cell)
{
  if (!cell->known)
    return g_strdup ("");
  if (kind == ENT_LISTING_MONEY)
    return ent_returns_figure_shorten (&(EntReturnsFigure){ .unit = ENT_RETURNS_MONEY, .known = TRUE, .value = cell->number });
  if (kind == ENT_LISTING_NUMBER)
    return ent_returns_format_number (cell->number, 2);
  if (g_utf8_strlen (cell->text, -1) > LONGEST_TEXT)
    {
      g_autofree char *start = g_utf8_substring (cell->text, 0, LONGEST_TEXT);

      return g_strconcat (start, "…", NULL);
    }

  return g_strdup (cell->text);
}

/* @text for as long as the rows live. */
static const char *
keep (Rows *self,
      char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

static void
add_row (Rows *self,
         const EntListingColumn *columns,
         const EntListingCell *cells,
         guint n_columns)
{
  EntPaperRow row = { .face = ENT_PAPER_CELL, .is_ruled = TRUE };
  guint n_cells = 0;

  if (self->rows->len >= MOST_ROWS)
    {
      self->n_left_out++;
      return;
    }

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *text = format_cell (columns[i].kind, &cells[i]);

      if (columns[i].heading != NULL)
        row.cells[n_cells++] = keep (self, g_steal_pointer (&text));
      else if (*text != '\0')
        row.cells[n_cells - 1] = keep (self, g_strconcat (row.cells[n_cells - 1], " ", text, NULL));
    }
  g_array_append_val (self->rows, row);
}

static gboolean
gather_row (const EntListing *listing,
            const EntListingCell *cells,
            gpointer rows,
            GError **error)
{
  add_row (rows, listing->columns, cells, listing->n_columns);
  return TRUE;
}

/* Puts a row with those of the partnership that its first cell names. */
static gboolean
gather_in_group (const EntListing *listing,
                 const EntListingCell *cells,
                 gpointer groups,
                 GError **error)
{
  Rows *rows = g_hash_table_lookup (groups, cells[0].text);

  if (rows == NULL)
    {
      rows = rows_new ();
      g_hash_table_insert (groups, g_strdup (cells[0].text), rows);
    }
  add_row (rows, listing->columns + 1, cells + 1, listing->n_columns - 1);

  return TRUE;
}

/* The rows of each partnership, all read at once. */
static GHashTable *
gather_groups (const EntListing *listing,
               EntReturnsYear *year,
               const char *const *keys,
               EntWorkspace *workspace,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rows_free);
  g_autofree char *ids = ent_returns_collect_ids (year, keys);
  EntListingQuery query = { .ids = ids, .year = ent_returns_year_get_year (year) };

  if (!ent_listing_run (listing, workspace, &query, gather_in_group, groups, cancellable, error))
    return NULL;

  return g_steal_pointer (&groups);
}

/* A table; nothing at all where there is no row. */
static void
add_rows (EntPaper *paper,
          const Rows *rows,
          const EntListingColumn *columns,
          guint n_columns,
          const double *shares)
{
  EntPaperColumn headings[6];
  guint n_headings = 0;
  g_autofree char *footnote = NULL;

  if (rows == NULL || rows->rows->len == 0)
    return;

  for (guint i = 0; i < n_columns; i++)
    if (columns[i].heading != NULL)
      {
        headings[n_headings] = (EntPaperColumn){ _ (columns[i].heading), shares[n_headings], columns[i].kind == ENT_LISTING_MONEY };
        n_headings++;
      }
  if (rows->n_left_out > 0)
    footnote = g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%u more return is in the workbook.", "%u more returns are in the workbook.", rows->n_left_out),
                                rows->n_left_out);
  ent_paper_add_table (paper, NULL, headings, n_headings, &g_array_index (rows->rows, EntPaperRow, 0), rows->rows->len, footnote);
}

/* A partnership. */

static void
add_facts (EntPaper *paper,
           EntRecord *partnership)
{
  static const char *const fields[] = { "partners", "kind", "status", "countries", "themes", "poles", "official", "start", "end", "objective" };
  const EntEntity *entity = ent_record_get_entity (partnership);
  g_autoptr (GPtrArray) facts = g_ptr_array_new_null_terminated (G_N_ELEMENTS (fields), g_free, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const EntField *field = ent_entity_find_field (entity, fields[i]);
      g_autofree char *value = ent_record_display (partnership, field);
      EntListingCell cell = { value, 0, TRUE };
      g_autofree char *text = value != NULL ? format_cell (ENT_LISTING_TEXT, &cell) : NULL;

      if (text != NULL && *text != '\0')
        /* Translators: the name of a field, and what is in it: “Status: Active”. */
        g_ptr_array_add (facts, g_strdup_printf (_ ("%s: %s"), _ (field->label), text));
    }

  if (facts->len > 0)
    ent_paper_add_list (paper, (const char *const *) facts->pdata);
  ent_paper_skip (paper, 6);
}

static void
draw_sheet (EntPaper *paper,
            EntRecord *partnership,
            GHashTable *projects,
            GHashTable *returns)
{
  const char *id = ent_record_get_id (partnership);

  ent_paper_add_entry (paper, ent_record_get_headline (partnership));
  add_facts (paper, partnership);
  add_rows (paper, g_hash_table_lookup (projects, id), project_columns + 1, G_N_ELEMENTS (project_columns) - 1, project_shares);
  add_rows (paper, g_hash_table_lookup (returns, id), return_columns + 1, G_N_ELEMENTS (return_columns) - 1, return_shares);
}

static int
compare_headlines (gconstpointer a,
                   gconstpointer b)
{
  return g_utf8_collate (ent_record_get_headline (*(EntRecord *const *) a), ent_record_get_headline (*(EntRecord *const *) b));
}

/**
 * ent_returns_sheets_draw:
 * @year: the figures of a year
 * @workspace: where their records are
 * @paper: what to draw on
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Draws a sheet for each partnership of the year: what it is, its projects, its returns.
 *
 * Returns: whether all was drawn
 */
gboolean
ent_returns_sheets_draw (EntReturnsYear *year,
                         EntWorkspace *workspace,
                         EntPaper *paper,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char *const project_keys[] = { "overview.projects", NULL };
  static const char *const return_keys[] = { "returns.sought", "returns.announced", "returns.actual", NULL };
  const EntReturnsFigure *figure = ent_returns_year_find (year, "overview.partnerships");
  g_autoptr (GHashTable) projects = gather_groups (&project_listing, year, project_keys, workspace, cancellable, error);
  g_autoptr (GHashTable) returns = projects != NULL ? gather_groups (&return_listing, year, return_keys, workspace, cancellable, error) : NULL;
  g_autoptr (GPtrArray) partnerships = g_ptr_array_new_with_free_func (g_object_unref);

  if (returns == NULL)
    return FALSE;

  ent_paper_add_chapter (paper, _ ("Partnerships, One by One"));
  if (figure->n_records == 0)
    ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No partnership ran in the year."));
  for (guint i = 0; i < figure->n_records; i++)
    {
      EntRecord *partnership = ent_workspace_get (workspace, figure->records[i], NULL);

      /* It may have been deleted since a year was closed. */
      if (partnership != NULL)
        g_ptr_array_add (partnerships, partnership);
    }
  g_ptr_array_sort (partnerships, compare_headlines);

  for (guint i = 0; i < partnerships->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      draw_sheet (paper, partnerships->pdata[i], projects, returns);
    }

  return TRUE;
}

/**
 * ent_returns_annex_draw:
 * @year: the figures of a year
 * @workspace: where their records are
 * @paper: what to draw on
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Draws the annex: each actual return with its measure and its evidence.
 *
 * Returns: whether all was drawn
 */
gboolean
ent_returns_annex_draw (EntReturnsYear *year,
                        EntWorkspace *workspace,
                        EntPaper *paper,
                        GCancellable *cancellable,
                        GError **error)
{
  static const char *const keys[] = { "returns.actual", NULL };
  g_autofree char *ids = ent_returns_collect_ids (year, keys);
  EntListingQuery query = { .ids = ids };
  g_autoptr (Rows) rows = rows_new ();

  ent_paper_add_chapter (paper, _ ("Annex: Evidence"));
  if (ent_returns_year_find (year, "returns.actual")->n_records == 0)
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No actual return was recorded for the year."));
      return TRUE;
    }

  ent_paper_add_text (paper, "P", ENT_PAPER_BODY,
                      _ ("Each actual return of the year, what it was measured by and what proves it. What has no evidence is counted as vague."));
  if (!ent_listing_run (&evidence_listing, workspace, &query, gather_row, rows, cancellable, error))
    return FALSE;
  add_rows (paper, rows, evidence_columns, G_N_ELEMENTS (evidence_columns), evidence_shares);

  return TRUE;
}
