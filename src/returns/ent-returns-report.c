/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's report, chapter by chapter. */
#include "ent-returns-report-private.h"

#include "ent-gettext.h"
#include "ent-locale.h"
#include "ent-returns-drawing.h"
#include "ent-returns-prose.h"
#include "ent-returns-sheets-private.h"

#define COVER_HEIGHT 400.0
#define LOGO_HEIGHT 64.0

/**
 * ent_returns_report_get_title:
 * @year: the figures of a year
 *
 * Returns: (transfer full): the title of its report
 */
char *
ent_returns_report_get_title (EntReturnsYear *year)
{
  /* Translators: the title of the report; the year. */
  return g_strdup_printf (_ ("Returns of Our International Action in %d"), ent_returns_year_get_year (year));
}

/* The cover. */

static void
draw_cover_text (EntPaper *paper,
                 const char *tag,
                 EntPaperFace face,
                 const char *text,
                 double *y)
{
  double width = ENT_PAPER_WIDTH - 2 * ENT_PAPER_MARGIN;
  g_autoptr (PangoLayout) layout = ent_paper_layout (paper, face, text, width);

  pango_layout_set_height (layout, -4);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  ent_paper_begin (paper, tag);
  ent_paper_show (paper, layout, face, ENT_PAPER_MARGIN, *y);
  ent_paper_end (paper, tag);
  *y += ent_paper_measure (layout);
}

/* The chapters with their pages, each a link. */
static void
draw_contents (EntPaper *paper,
               GPtrArray *contents,
               double y)
{
  double right = ENT_PAPER_WIDTH - ENT_PAPER_MARGIN;

  ent_paper_begin (paper, "TOC");
  for (guint i = 0; i < contents->len; i++)
    {
      const EntPaperChapter *chapter = contents->pdata[i];
      g_autofree char *number = g_strdup_printf ("%d", chapter->page);
      g_autofree char *target = g_strdup_printf ("dest='chapter%u'", i + 1);
      g_autoptr (PangoLayout) title = ent_paper_layout (paper, ENT_PAPER_BODY, chapter->title, right - ENT_PAPER_MARGIN - 60);
      g_autoptr (PangoLayout) page = ent_paper_layout (paper, ENT_PAPER_BODY, number, 40);

      pango_layout_set_alignment (page, PANGO_ALIGN_RIGHT);
      ent_paper_begin (paper, "TOCI");
      ent_paper_begin_link (paper, chapter->title, target);
      ent_paper_show (paper, title, ENT_PAPER_BODY, ENT_PAPER_MARGIN, y);
      ent_paper_show (paper, page, ENT_PAPER_BODY, right - 40, y);
      ent_paper_end (paper, CAIRO_TAG_LINK);
      ent_paper_end (paper, "TOCI");
      y += ent_paper_measure (title) + 6;
    }
  ent_paper_end (paper, "TOC");
}

/* The logo, on white at the foot. */
static void
draw_logo (EntPaper *paper,
           cairo_surface_t *logo,
           const char *authority)
{
  ent_paper_draw_picture (paper, logo, authority != NULL ? authority : _ ("Logo"), ENT_PAPER_MARGIN, ENT_PAPER_HEIGHT - LOGO_HEIGHT - 56,
                          ENT_PAPER_TEXT_WIDTH / 2, LOGO_HEIGHT);
}

static void
draw_cover (const EntReturnsReport *self,
            EntPaper *paper,
            const EntPaper *counted)
{
  EntReturnsYear *year = self->year;
  const char *authority = ent_returns_year_get_authority (year);
  const char *scope = ent_returns_year_get_scope_label (year);
  g_autofree char *title = ent_returns_report_get_title (year);
  /* Translators: the date of the figures, as strftime() writes it. */
  g_autofree char *date = ent_locale_format_date (ent_returns_year_get_computed_at (year), _ ("Figures as of %-d %B %Y"));
  double y = ENT_PAPER_TOP + 20;

  ent_paper_new_page (paper);
  ent_paper_begin (paper, "Artifact");
  cairo_set_source_rgb (paper->cr, (paper->accent >> 16) / 255.0, (paper->accent >> 8 & 0xff) / 255.0, (paper->accent & 0xff) / 255.0);
  cairo_rectangle (paper->cr, 0, 0, ENT_PAPER_WIDTH, COVER_HEIGHT);
  cairo_fill (paper->cr);
  ent_paper_end (paper, "Artifact");

  if (authority != NULL && *authority != '\0')
    draw_cover_text (paper, "P", ENT_PAPER_LEAD, authority, &y);
  y = MAX (y + 40, 190);
  draw_cover_text (paper, "H1", ENT_PAPER_TITLE, title, &y);
  y += 12;
  if (scope != NULL)
    draw_cover_text (paper, "P", ENT_PAPER_LEAD, scope, &y);

  y = COVER_HEIGHT + 34;
  draw_cover_text (paper, "P", ENT_PAPER_SMALL, date, &y);
  if (counted != NULL)
    draw_contents (paper, counted->chapters, y + 26);
  if (self->identity != NULL && self->identity->logo != NULL)
    draw_logo (paper, self->identity->logo, authority);
}

/* What the chapters have in common. */

static void
add_table (EntPaper *paper,
           const char *title,
           const EntReturnsTable *table,
           const char *heading,
           double first_share,
           gboolean with_definitions,
           gboolean in_full,
           const char *footnote)
{
  EntPaperColumn columns[6] = { { heading, first_share, FALSE } };
  g_autofree EntPaperRow *rows = g_new0 (EntPaperRow, table->n_rows);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean is_flat = TRUE;

  for (guint i = 0; i < table->n_columns; i++)
    columns[i + 1] = (EntPaperColumn){ table->columns[i].label, (1 - first_share) / table->n_columns, TRUE };
  for (guint i = 0; i < table->n_rows; i++)
    is_flat = is_flat && table->rows[i].level == 0;

  for (guint i = 0; i < table->n_rows; i++)
    {
      guint level = table->rows[i].level;

      rows[i].cells[0] = table->rows[i].label;
      rows[i].indent = level;
      rows[i].is_ruled = level == 0;
      rows[i].face = is_flat || level == 1 ? ENT_PAPER_CELL : (level == 0 ? ENT_PAPER_STRONG_CELL : ENT_PAPER_QUIET_CELL);
      for (guint j = 0; j < table->n_columns; j++)
        {
          const EntReturnsFigure *figure = ent_returns_table_get (table, i, j);
          char *text = NULL;

          if (figure == NULL)
            continue;
          text = in_full ? ent_returns_figure_display (figure) : ent_returns_figure_shorten (figure);
          g_ptr_array_add (texts, text);
          rows[i].cells[j + 1] = text;
          rows[i].note = with_definitions ? figure->definition : NULL;
        }
    }

  ent_paper_add_table (paper, title, columns, table->n_columns + 1, rows, table->n_rows, footnote);
}

static void
draw_bars (cairo_t *cr,
           PangoContext *context,
           double width,
           gpointer data)
{
  EntChartStyle style;

  ent_chart_style_init (&style, FALSE, FALSE);
  ent_chart_draw (cr, context, data, &style, width, -1, NULL);
}

/* Nothing at all where there is not one bar. */
static void
add_chart (EntPaper *paper,
           EntReturnsYear *year,
           EntReturnsDrawing drawing,
           gboolean with_title)
{
  EntReturnsPlate plate;
  g_autofree char *alternative = NULL;
  double height;

  if (!ent_returns_drawing_prepare (drawing, year, &plate))
    return;

  alternative = ent_chart_describe (&plate.spec);
  height = ent_chart_measure (ent_paper_get_figure_context (paper), &plate.spec, ENT_PAPER_TEXT_WIDTH);
  ent_paper_add_figure (paper, with_title ? plate.title : NULL, alternative, height, draw_bars, &plate.spec);
}

static const EntReturnsTable *
find_table (EntReturnsYear *year,
            const char *key)
{
  const EntReturnsTable *table = ent_returns_year_find_table (year, key);

  g_assert (table != NULL);
  return table;
}

static gboolean
has_value (EntReturnsYear *year,
           const char *key)
{
  return ent_returns_year_find (year, key)->value > 0;
}

static gboolean
has_returns (EntReturnsYear *year)
{
  return has_value (year, "returns.sought") || has_value (year, "returns.announced") || has_value (year, "returns.actual");
}

/* The chapters. */

static void
draw_summary (EntReturnsYear *year,
              EntPaper *paper)
{
  EntReturnsTile figures[ENT_RETURNS_N_TILES];
  EntPaperTile tiles[ENT_RETURNS_N_TILES];
  g_auto (GStrv) sentences = ent_returns_year_summarise (year);
  g_auto (GStrv) warnings = ent_returns_year_warn (year);

  ent_returns_year_list_tiles (year, figures);
  for (guint i = 0; i < ENT_RETURNS_N_TILES; i++)
    tiles[i] = (EntPaperTile){ figures[i].value, figures[i].name };
  ent_paper_add_chapter (paper, _ ("In Short"));
  ent_paper_add_tiles (paper, tiles, G_N_ELEMENTS (tiles));
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    g_free (tiles[i].value);

  ent_paper_add_section (paper, _ ("What the Year Brought"));
  ent_paper_add_list (paper, (const char *const *) sentences);
  add_chart (paper, year, ENT_RETURNS_DRAWING_STAGES, TRUE);
  if (warnings[0] != NULL)
    {
      ent_paper_add_section (paper, _ ("Points to Watch"));
      ent_paper_add_list (paper, (const char *const *) warnings);
    }
}

static void
draw_returns (EntReturnsYear *year,
              EntPaper *paper)
{
  const EntReturnsTable *table = find_table (year, "returns");

  ent_paper_add_chapter (paper, table->title);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY,
                      _ ("A return is sought when a project begins, announced to the public, or actual: it came back. It serves the territory, its people and businesses, or the authority itself, its staff and its means."));
  if (!has_returns (year))
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No return was recorded for the year."));
      return;
    }

  add_chart (paper, year, ENT_RETURNS_DRAWING_TERRITORY, TRUE);
  add_chart (paper, year, ENT_RETURNS_DRAWING_AUTHORITY, TRUE);
  add_chart (paper, year, ENT_RETURNS_DRAWING_PRACTICES, TRUE);
  add_chart (paper, year, ENT_RETURNS_DRAWING_THEMES, TRUE);
  ent_paper_add_text (paper, "P", ENT_PAPER_SMALL, table->note);

  /* The matrix is read as a whole. */
  ent_paper_new_page (paper);
  ent_paper_add_section (paper, _ ("In Detail"));
  add_table (paper, NULL, table, _ ("Returns"), 0.55, FALSE, FALSE, NULL);
}

static void
draw_gaps (EntReturnsYear *year,
           EntPaper *paper)
{
  const EntReturnsTable *table = find_table (year, "gaps");
  const EntReturnsTable *flow = find_table (year, "flow");

  ent_paper_add_chapter (paper, table->title);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY,
                      _ ("Do the returns that come back answer those that were sought, and were they announced? What is sought and never obtained, or obtained and never announced, is worth a second look."));
  if (!has_returns (year))
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No return was recorded for the year."));
      return;
    }

  ent_paper_skip (paper, 6);
  add_table (paper, NULL, table, _ ("Measure"), 0.46, TRUE, TRUE, NULL);
  add_chart (paper, year, ENT_RETURNS_DRAWING_FLOW, TRUE);
  add_table (paper, NULL, flow, _ ("Way"), 0.46, TRUE, FALSE, flow->note);
}

static void
draw_people (EntReturnsYear *year,
             EntPaper *paper)
{
  static const struct
  {
    const char *key;
    const char *heading;
  } details[] = {
    { "involvement.departments", N_ ("Department") },
    { "involvement.kinds", N_ ("Kind") },
    { "involvement.languages", N_ ("Language") },
  };
  const EntReturnsTable *totals = find_table (year, "involvement");

  ent_paper_add_chapter (paper, totals->title);
  if (!has_value (year, "involvement.people"))
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No involvement was logged for the year."));
      return;
    }

  add_table (paper, NULL, totals, _ ("Figure"), 0.7, TRUE, TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      const EntReturnsTable *table = find_table (year, details[i].key);

      if (table->n_rows == 0)
        continue;
      if (i == 0)
        add_chart (paper, year, ENT_RETURNS_DRAWING_DEPARTMENTS, TRUE);
      add_table (paper, i == 0 ? NULL : table->title, table, _ (details[i].heading), 0.52, FALSE, FALSE, NULL);
    }
}

static void
draw_requests (EntReturnsYear *year,
               EntPaper *paper)
{
  const EntReturnsTable *totals = find_table (year, "mobilisation");
  const EntReturnsTable *obstacles = find_table (year, "obstacles");

  ent_paper_add_chapter (paper, totals->title);
  if (!has_value (year, "mobilisation.asked"))
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No department was asked for help in the year."));
      return;
    }

  add_table (paper, NULL, totals, _ ("Figure"), 0.7, TRUE, TRUE, NULL);
  add_chart (paper, year, ENT_RETURNS_DRAWING_OBSTACLES, TRUE);
  ent_paper_add_text (paper, "P", ENT_PAPER_SMALL, ent_returns_table_get (obstacles, 0, 0)->definition);
}

static void
draw_money (EntReturnsYear *year,
            EntPaper *paper)
{
  const EntReturnsTable *budget = find_table (year, "budget");
  const EntReturnsTable *reciprocity = find_table (year, "reciprocity");

  ent_paper_add_chapter (paper, budget->title);
  if (has_value (year, "budget.total.planned") || has_value (year, "budget.total.committed") || has_value (year, "budget.total.paid"))
    {
      add_chart (paper, year, ENT_RETURNS_DRAWING_BUDGET, FALSE);
      add_table (paper, NULL, budget, _ ("Source"), 0.46, FALSE, FALSE,
                 ent_returns_year_find (year, "budget.leverage.paid")->definition);
    }
  else
    ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No funding was recorded for the year."));

  add_table (paper, reciprocity->title, reciprocity, _ ("What"), 0.5, FALSE, TRUE, reciprocity->note);
}

static void
draw_rationale (EntReturnsYear *year,
                EntPaper *paper)
{
  const EntReturnsTable *rationale = find_table (year, "rationale");
  const EntReturnsTable *coverage = find_table (year, "coverage");
  const EntReturnsTable *fit = find_table (year, "fit");
  const EntReturnsTable *obtained = find_table (year, "obtained");

  ent_paper_add_chapter (paper, rationale->title);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY, rationale->note);
  if (has_value (year, "overview.partnerships"))
    {
      ent_paper_skip (paper, 4);
      add_chart (paper, year, ENT_RETURNS_DRAWING_RATIONALE, FALSE);
      add_table (paper, fit->title, fit, _ ("Figure"), 0.7, TRUE, TRUE, NULL);
      if (has_value (year, "returns.actual"))
        add_table (paper, obtained->title, obtained, _ ("Rationale"), 0.52, FALSE, FALSE, obtained->note);
    }
  add_table (paper, coverage->title, coverage, _ ("Figure"), 0.7, TRUE, TRUE, NULL);
}

static void
draw_threads (EntReturnsYear *year,
              EntPaper *paper)
{
  const EntReturnsTable *table = find_table (year, "threads");

  ent_paper_add_chapter (paper, table->title);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY, table->note);
  if (table->n_rows == 0)
    {
      ent_paper_add_text (paper, "P", ENT_PAPER_BODY, _ ("No theme and no country is shared by several projects of the year."));
      return;
    }

  ent_paper_skip (paper, 4);
  add_chart (paper, year, ENT_RETURNS_DRAWING_THREADS, FALSE);
  add_table (paper, NULL, table, _ ("Theme or Country"), 0.52, FALSE, FALSE, ent_returns_table_get (table, 0, 0)->definition);
}

/* What the tables before did not say under their own rows. */
static void
draw_definitions (EntReturnsYear *year,
                  EntPaper *paper)
{
  static const struct
  {
    const char *label;
    const char *key;
  } terms[] = {
    { N_ ("Returns Sought, Announced and Actual"), "returns.actual" },
    { N_ ("Partnerships"), "overview.partnerships" },
    { N_ ("Projects"), "overview.projects" },
    { N_ ("Countries"), "overview.countries" },
    { N_ ("International Budget"), "budget.total.paid" },
    { N_ ("Leverage"), "budget.leverage.paid" },
    { N_ ("Share in kind"), "budget.in-kind.paid" },
    { N_ ("Why We Cooperate"), "rationale.none" },
  };

  ent_paper_add_chapter (paper, _ ("Definitions and Sources"));
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      ent_paper_reserve (paper, 44);
      ent_paper_add_text (paper, "P", ENT_PAPER_STRONG_CELL, _ (terms[i].label));
      paper->y -= 5;
      ent_paper_add_text (paper, "P", ENT_PAPER_CELL, ent_returns_year_find (year, terms[i].key)->definition);
      paper->y += 4;
    }
  ent_paper_add_section (paper, _ ("Sources"));
  ent_paper_add_text (paper, "P", ENT_PAPER_CELL,
                      _ ("The notions of sought, announced and actual returns, their categories and the combinations A to K are those of Mary Gely’s study of the external action of French local authorities, published by PLATFORMA and the Council of European Municipalities and Regions after her doctoral thesis of 2016."));
  ent_paper_add_text (paper, "P", ENT_PAPER_CELL,
                      _ ("Working time: décret no. 2000-815 of 25 August 2000 and décret no. 2001-623 of 12 July 2001; public holidays: article L3133-1 of the French labour code."));
  ent_paper_add_text (paper, "P", ENT_PAPER_CELL, _ ("Every figure was computed by Entente from the records of the international unit; the application shows the records behind each."));
}

/* A chapter of figures, or one of records, which the workspace is asked for. */
typedef struct
{
  void (*draw) (EntReturnsYear *year, EntPaper *paper);
  gboolean (*read) (EntReturnsYear *year, EntWorkspace *workspace, EntPaper *paper, GCancellable *cancellable, GError **error);
} Chapter;

static gboolean
draw_chapter (const EntReturnsReport *self,
              const Chapter *chapter,
              EntPaper *paper,
              GError **error)
{
  gboolean drawn = TRUE;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  ent_paper_begin (paper, "Sect");
  if (chapter->draw != NULL)
    chapter->draw (self->year, paper);
  else if (self->workspace != NULL)
    drawn = chapter->read (self->year, self->workspace, paper, self->cancellable, error);
  ent_paper_end (paper, "Sect");

  return drawn;
}

/**
 * ent_returns_report_draw:
 * @self: a report
 * @paper: what to draw on
 * @counted: (nullable): the same pages as they were drawn before, with their chapters; %NULL the first time
 * @error: set where it was given up, or the records could not be read
 *
 * Returns: whether all was drawn
 */
gboolean
ent_returns_report_draw (const EntReturnsReport *self,
                         EntPaper *paper,
                         const EntPaper *counted,
                         GError **error)
{
  static const Chapter chapters[] = {
    { draw_summary },   { draw_returns },   { draw_gaps },
    { draw_people },    { draw_requests },  { draw_money },
    { draw_rationale }, { draw_threads },   { NULL, ent_returns_sheets_draw },
    { draw_definitions }, { NULL, ent_returns_annex_draw },
  };
  double from = counted != NULL ? 0.45 : 0;

  ent_paper_begin (paper, "Document");
  draw_cover (self, paper, counted);
  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      if (!draw_chapter (self, &chapters[i], paper, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (from + 0.45 * (i + 1) / G_N_ELEMENTS (chapters), self->progress_data);
    }
  ent_paper_end (paper, "Document");

  return TRUE;
}
