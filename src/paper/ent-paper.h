/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A4, in points. */
#define ENT_PAPER_WIDTH 595.276
#define ENT_PAPER_HEIGHT 841.890
#define ENT_PAPER_MARGIN 62.0
#define ENT_PAPER_TOP 64.0
#define ENT_PAPER_BOTTOM 66.0
#define ENT_PAPER_TEXT_WIDTH (ENT_PAPER_WIDTH - 2 * ENT_PAPER_MARGIN)

/* The typefaces of a page, from the greatest. */
typedef enum
{
  ENT_PAPER_TITLE,
  ENT_PAPER_CHAPTER,
  ENT_PAPER_FIGURE,
  ENT_PAPER_LEAD,
  ENT_PAPER_SECTION,
  ENT_PAPER_BODY,
  ENT_PAPER_STRONG,
  ENT_PAPER_CELL,
  ENT_PAPER_STRONG_CELL,
  ENT_PAPER_QUIET_CELL,
  ENT_PAPER_SMALL,
} EntPaperFace;

typedef struct
{
  char *title; /* (owned) */
  int page;
} EntPaperChapter;

/**
 * EntPaper:
 *
 * Pages that fill from top to bottom, with the tags that tell a screen reader what is what. Nothing is cut at the foot
 * of a page: what does not fit begins on the next.
 */
typedef struct
{
  cairo_surface_t *surface; /* (nullable) not owned: a PDF surface */
  GPtrArray *pages;         /* (nullable) (owned) (element-type cairo_surface_t): in the place of @surface, one a page */
  cairo_t *cr;              /* (owned) */
  PangoContext *context;    /* (owned) */
  const char *footer;       /* (nullable): left part of the foot of each page */
  gboolean has_cover;       /* the first page has no foot */
  guint32 accent;           /* colour of titles and great figures, 0xRRGGBB */
  int outline;              /* bookmark of the last chapter */
  double y;                 /* where the next thing goes */
  int page;                 /* from 1; 0 before the first */
  int n_pages;              /* of the whole document, 0 while they are counted */
  GPtrArray *chapters;      /* (owned) (element-type EntPaperChapter) */

  /* What cairo cannot say, in the order of the tags. */
  GPtrArray *alternatives;  /* (owned) (element-type utf8): texts of the figures */
  GArray *boxes;            /* (owned) (element-type cairo_rectangle_t): where the figures are, from the upper left */
  GPtrArray *links;         /* (owned) (element-type utf8): what the links lead to */
  GString *scopes;          /* (owned): `C` for a heading of a column, `R` of a row */
} EntPaper;

typedef struct
{
  const char *label;
  double share; /* of the width of the table */
  gboolean is_number;
} EntPaperColumn;

/* As many columns as a table has at most. */
#define ENT_PAPER_COLUMNS_MAX 9

/* One row of a table; the texts are not owned. */
typedef struct
{
  const char *cells[ENT_PAPER_COLUMNS_MAX];
  const char *note;  /* (nullable): below the first cell, in small print */
  guint indent;
  EntPaperFace face; /* of the cells */
  gboolean is_ruled; /* a hairline parts it from the row before */
} EntPaperRow;

typedef struct
{
  char *value; /* (owned) */
  const char *label;
} EntPaperTile;

/**
 * EntPaperDraw:
 * @cr: where to draw, from 0, 0
 * @context: its fonts, with that of ent_paper_get_figure_context()
 * @width: the width there is
 * @data: of the caller
 *
 * Draws a figure.
 */
typedef void (*EntPaperDraw) (cairo_t *cr, PangoContext *context, double width, gpointer data);

EntPaper *ent_paper_new  (cairo_surface_t *surface, const char *footer, int n_pages);
EntPaper *ent_paper_new_recorded (const char *footer, int n_pages);
void      ent_paper_free (EntPaper *self);

void ent_paper_begin     (EntPaper *self, const char *tag);
void ent_paper_begin_link (EntPaper *self, const char *title, const char *target);
void ent_paper_end       (EntPaper *self, const char *tag);
void ent_paper_new_page  (EntPaper *self);
void ent_paper_close     (EntPaper *self);
void ent_paper_reserve   (EntPaper *self, double height);
void ent_paper_skip      (EntPaper *self, double height);

PangoContext *ent_paper_get_figure_context (EntPaper *self);

PangoLayout *ent_paper_layout  (EntPaper *self, EntPaperFace face, const char *text, double width);
double       ent_paper_measure (PangoLayout *layout);
void         ent_paper_show    (EntPaper *self, PangoLayout *layout, EntPaperFace face, double x, double y);

void         ent_paper_add_chapter     (EntPaper *self, const char *title);
void         ent_paper_add_entry       (EntPaper *self, const char *title);
void         ent_paper_add_text        (EntPaper *self, const char *tag, EntPaperFace face, const char *text);
void         ent_paper_add_section     (EntPaper *self, const char *text);
double       ent_paper_measure_section (EntPaper *self, const char *text);
void         ent_paper_add_list        (EntPaper *self, const char *const *items);
void         ent_paper_add_tiles       (EntPaper *self, const EntPaperTile *tiles, guint n_tiles);
void         ent_paper_add_figure      (EntPaper *self, const char *title, const char *alternative, double height, EntPaperDraw draw, gpointer data);
void         ent_paper_draw_picture    (EntPaper *self, cairo_surface_t *picture, const char *alternative, double x, double y, double width, double height);
void         ent_paper_fit_columns     (EntPaper *self, EntPaperColumn *columns, guint n_columns, const EntPaperRow *rows, guint n_rows);
void         ent_paper_add_table       (EntPaper *self, const char *title, const EntPaperColumn *columns, guint n_columns, const EntPaperRow *rows, guint n_rows, const char *footnote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntPaper, ent_paper_free)

G_END_DECLS
