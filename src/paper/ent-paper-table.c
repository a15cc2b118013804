/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on paper: rows that are never cut, headings that come again on the next page. */
#include "ent-paper.h"

#define WIDTH (ENT_PAPER_WIDTH - 2 * ENT_PAPER_MARGIN)
#define PADDING 3.6
#define COLUMN_GAP 10.0
#define INDENT 11.0
/* Notes reach below the figures, but not to the edge: lines of this length are easy to read. */
#define NOTE_SHARE 0.86
/* Two lines of headings. */
#define HEADINGS_HEIGHT 26.0
/* What stands in a cell where nothing is known: left empty, it would be filled by the reader with the cell beside or below it. */
#define NOTHING "–"
/* How much of a page may stay empty rather than part a table. */
#define MOST_EMPTY 330.0
#define FOOTNOTE_ABOVE 6.0

typedef struct
{
  EntPaper *paper;
  const EntPaperColumn *columns;
  guint n_columns;
  guint n_rows;
} Table;

static void
draw_rule (EntPaper *paper,
           double y,
           double thickness,
           double grey)
{
  ent_paper_begin (paper, "Artifact");
  cairo_set_source_rgb (paper->cr, grey, grey, grey * 1.02);
  cairo_rectangle (paper->cr, ENT_PAPER_MARGIN, y, WIDTH, thickness);
  cairo_fill (paper->cr);
  ent_paper_end (paper, "Artifact");
}

static PangoLayout *
layout_cell (const Table *self,
             guint column,
             EntPaperFace face,
             const char *text,
             double indent)
{
  double width = self->columns[column].share * WIDTH - (column + 1 < self->n_columns ? COLUMN_GAP : 0) - indent;
  PangoLayout *layout = ent_paper_layout (self->paper, face, text != NULL && *text != '\0' ? text : NOTHING, width);

  /* One number alone has no others below which its digits would have to stand; beside its heading it is read in its place. */
  if (self->columns[column].is_number && self->n_rows > 1)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);

  return layout;
}

static double
get_x (const Table *self,
       guint column)
{
  double x = ENT_PAPER_MARGIN;

  for (guint i = 0; i < column; i++)
    x += self->columns[i].share * WIDTH;

  return x;
}

static void
begin_heading (const Table *self,
               gboolean tagged,
               char scope)
{
  if (!tagged)
    return;

  ent_paper_begin (self->paper, "TH");
  g_string_append_c (self->paper->scopes, scope);
}

/* The headings; @tagged at the top of the table, else only to be seen. */
static void
draw_headings (const Table *self,
               gboolean tagged)
{
  EntPaper *paper = self->paper;
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      PangoLayout *layout = layout_cell (self, i, ENT_PAPER_SMALL, self->columns[i].label, 0);

      g_ptr_array_add (layouts, layout);
      height = MAX (height, ent_paper_measure (layout));
    }

  ent_paper_begin (paper, tagged ? "TR" : "Artifact");
  for (guint i = 0; i < self->n_columns; i++)
    {
      double y = paper->y;

      begin_heading (self, tagged, 'C');
      ent_paper_show (paper, layouts->pdata[i], ENT_PAPER_SMALL, get_x (self, i), y);
      if (tagged)
        ent_paper_end (paper, "TH");
    }
  ent_paper_end (paper, tagged ? "TR" : "Artifact");
  paper->y += height + PADDING;
  draw_rule (paper, paper->y - 1, 1, 0.2);
}

/* A row that is laid out, but not placed. */
typedef struct
{
  GPtrArray *layouts;  /* (owned) (element-type PangoLayout) */
  PangoLayout *note;   /* (nullable) (owned) */
  double cells_height;
  double height;
} Row;

static void
row_clear (gpointer data)
{
  Row *self = data;

  g_ptr_array_unref (self->layouts);
  g_clear_object (&self->note);
}

static void
row_init (Row *self,
          const Table *table,
          const EntPaperRow *row)
{
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < table->n_columns; i++)
    {
      PangoLayout *layout = layout_cell (table, i, row->face, row->cells[i], i == 0 ? row->indent * INDENT : 0);

      g_ptr_array_add (self->layouts, layout);
      self->cells_height = MAX (self->cells_height, ent_paper_measure (layout));
    }

  self->height = self->cells_height + 2 * PADDING;
  if (row->note != NULL)
    {
      self->note = ent_paper_layout (table->paper, ENT_PAPER_SMALL, row->note, WIDTH * NOTE_SHARE - row->indent * INDENT);
      self->height += ent_paper_measure (self->note) + 1;
    }
}

static void
draw_cells (const Table *self,
            const EntPaperRow *row,
            const Row *laid)
{
  EntPaper *paper = self->paper;
  double y = paper->y + PADDING;

  ent_paper_begin (paper, "TR");
  for (guint i = 0; i < self->n_columns; i++)
    {
      double x = get_x (self, i) + (i == 0 ? row->indent * INDENT : 0);
      const char *tag = i == 0 ? "TH" : "TD";

      if (i == 0)
        begin_heading (self, TRUE, 'R');
      else
        ent_paper_begin (paper, tag);
      ent_paper_show (paper, laid->layouts->pdata[i], row->face, x, y);
      if (i == 0 && laid->note != NULL)
        ent_paper_show (paper, laid->note, ENT_PAPER_SMALL, x, y + laid->cells_height + 1);
      ent_paper_end (paper, tag);
    }
  ent_paper_end (paper, "TR");
}

/* @height is that of the row, and of what has to stand on the same page. */
static void
draw_row (const Table *self,
          const EntPaperRow *row,
          const Row *laid,
          double height,
          gboolean is_first)
{
  EntPaper *paper = self->paper;

  if (paper->y + height > ENT_PAPER_HEIGHT - ENT_PAPER_BOTTOM)
    {
      ent_paper_new_page (paper);
      draw_headings (self, FALSE);
    }
  else if (!is_first && row->is_ruled)
    draw_rule (paper, paper->y, 0.5, 0.75);

  draw_cells (self, row, laid);
  paper->y += laid->height;
}

static void
keep_longest_word (char **longest,
                   const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \n", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) > g_utf8_strlen (*longest, -1))
      g_set_str (longest, words[i]);
}

/* The share of the table in which no word of a column need be parted: by its longest word, as far as letters tell. */
static double
measure_need (EntPaper *self,
              guint column,
              const EntPaperRow *rows,
              guint n_rows)
{
  g_autofree char *longest = g_strdup ("");
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  for (guint i = 0; i < n_rows; i++)
    keep_longest_word (&longest, rows[i].cells[column]);
  layout = ent_paper_layout (self, ENT_PAPER_CELL, longest, -1);
  pango_layout_get_size (layout, &width, NULL);

  return ((double) width / PANGO_SCALE + COLUMN_GAP + 1) / WIDTH;
}

/* Widens columns whose words would be parted, by what others have more than they need; else their shares stay. */
void
ent_paper_fit_columns (EntPaper *self,
                       EntPaperColumn *columns,
                       guint n_columns,
                       const EntPaperRow *rows,
                       guint n_rows)
{
  double more[ENT_PAPER_COLUMNS_MAX], spare = 0, lack = 0;

  g_return_if_fail (n_columns <= ENT_PAPER_COLUMNS_MAX);

  for (guint i = 0; i < n_columns; i++)
    {
      more[i] = columns[i].share - measure_need (self, i, rows, n_rows);
      spare += MAX (more[i], 0);
      lack += MAX (-more[i], 0);
    }
  if (lack <= 0 || spare <= 0)
    return;

  for (guint i = 0; i < n_columns; i++)
    columns[i].share -= more[i] * MIN (1, more[i] > 0 ? lack / spare : spare / lack);
}

/* A table under its heading and above its footnote (both nullable). What fits on one page is not parted, unless that
 * would leave most of one empty. */
void
ent_paper_add_table (EntPaper *self,
                     const char *title,
                     const EntPaperColumn *columns,
                     guint n_columns,
                     const EntPaperRow *rows,
                     guint n_rows,
                     const char *footnote)
{
  Table table = { self, columns, n_columns, n_rows };
  g_autoptr (GArray) laid = g_array_new (FALSE, TRUE, sizeof (Row));
  g_autoptr (PangoLayout) below = ent_paper_layout (self, ENT_PAPER_SMALL, footnote != NULL ? footnote : "", WIDTH);
  double height = ent_paper_measure_section (self, title) + HEADINGS_HEIGHT;

  g_return_if_fail (n_columns <= ENT_PAPER_COLUMNS_MAX);

  if (footnote != NULL)
    height += FOOTNOTE_ABOVE + ent_paper_measure (below);

  g_array_set_clear_func (laid, row_clear);
  g_array_set_size (laid, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      Row *row = &g_array_index (laid, Row, i);

      row_init (row, &table, &rows[i]);
      height += row->height;
    }

  ent_paper_reserve (self, height < MOST_EMPTY ? height : 80);
  ent_paper_add_section (self, title);
  ent_paper_begin (self, "Table");
  draw_headings (&table, TRUE);
  for (guint i = 0; i < n_rows; i++)
    {
      const Row *row = &g_array_index (laid, Row, i);
      /* The last row does not begin a page alone. */
      double more = i + 2 == n_rows && row[1].height < MOST_EMPTY ? row[1].height : 0;

      draw_row (&table, &rows[i], row, row->height < MOST_EMPTY ? row->height + more : row->height, i == 0);
    }
  ent_paper_end (self, "Table");
  draw_rule (self, self->y, 0.5, 0.6);
  self->y += FOOTNOTE_ABOVE;
  if (footnote != NULL)
    ent_paper_add_text (self, "P", ENT_PAPER_SMALL, footnote);
  self->y += 6;
}
