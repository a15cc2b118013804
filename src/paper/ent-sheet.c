/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-sheet.h"

#include "ent-paper.h"
#include "ent-pdf.h"

/* What a hand needs to sign. */
#define ROOM_TO_SIGN 56.0

typedef enum
{
  BLOCK_HEADING,
  BLOCK_TEXT,
  BLOCK_SIGNATURE,
  BLOCK_TABLE,
} BlockKind;

typedef struct
{
  BlockKind kind;
  char *text;         /* (nullable) (owned): of all but tables */
  GStrv labels;       /* (nullable) (owned): of tables */
  double shares[ENT_SHEET_COLUMNS_MAX]; /* of the width */
  guint numbers;      /* a bit for each column whose cells end at the same line */
  GPtrArray *rows;    /* (nullable) (owned) (element-type GStrv): of tables */
} Block;

struct _EntSheet
{
  char *title;       /* (not nullable) (owned) */
  char *subtitle;    /* (nullable) (owned) */
  char *footer;      /* (not nullable) (owned) */
  GPtrArray *blocks; /* (not nullable) (owned) (element-type Block) */
  GPtrArray *pages;  /* (nullable) (owned) (element-type cairo_surface_t): once it is laid out */
};

static void
block_free (gpointer data)
{
  Block *self = data;

  g_free (self->text);
  g_strfreev (self->labels);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * ent_sheet_new:
 * @title: title of the document
 * @subtitle: (nullable): what stands below it
 * @footer: what stands at the foot of each page, beside its number
 *
 * Returns: (transfer full): an empty document
 */
EntSheet *
ent_sheet_new (const char *title,
               const char *subtitle,
               const char *footer)
{
  EntSheet *self;

  g_return_val_if_fail (title != NULL && footer != NULL, NULL);

  self = g_new0 (EntSheet, 1);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->footer = g_strdup (footer);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

/**
 * ent_sheet_free:
 * @self: (transfer full) (nullable): a document
 */
void
ent_sheet_free (EntSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->footer);
  g_ptr_array_unref (self->blocks);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

static Block *
add_block (EntSheet *self,
           BlockKind kind,
           const char *text)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);
  return block;
}

/**
 * ent_sheet_add_heading:
 * @self: a document
 * @text: what follows
 */
void
ent_sheet_add_heading (EntSheet *self,
                       const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  add_block (self, BLOCK_HEADING, text);
}

/**
 * ent_sheet_add_text:
 * @self: a document
 * @text: a paragraph, or several on lines of their own
 */
void
ent_sheet_add_text (EntSheet *self,
                    const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  add_block (self, BLOCK_TEXT, text);
}

/**
 * ent_sheet_add_signature:
 * @self: a document
 * @text: what is to be written by hand
 *
 * Leaves room below @text to sign, on the same page.
 */
void
ent_sheet_add_signature (EntSheet *self,
                         const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  add_block (self, BLOCK_SIGNATURE, text);
}

/**
 * ent_sheet_add_table:
 * @self: a document
 * @labels: (array zero-terminated=1): names of the columns, at most %ENT_SHEET_COLUMNS_MAX
 * @shares: (array): how wide they are, in relation to each other
 * @numbers: a bit for each column of numbers, from the lowest
 *
 * Begins a table, which has no rows yet. Where it goes over several pages, each begins with the names of the columns.
 */
void
ent_sheet_add_table (EntSheet *self,
                     const char *const *labels,
                     const double *shares,
                     guint numbers)
{
  Block *block;
  double sum = 0;
  guint n;

  g_return_if_fail (self != NULL && labels != NULL);

  n = g_strv_length ((GStrv) labels);
  g_return_if_fail (n > 0 && n <= ENT_SHEET_COLUMNS_MAX);

  block = add_block (self, BLOCK_TABLE, NULL);
  block->labels = g_strdupv ((GStrv) labels);
  block->numbers = numbers;
  block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < n; i++)
    sum += shares[i];
  for (guint i = 0; i < n; i++)
    block->shares[i] = shares[i] / sum;
}

/**
 * ent_sheet_add_row:
 * @self: a document whose last part is a table
 * @cells: (array zero-terminated=1): one text for each column
 */
void
ent_sheet_add_row (EntSheet *self,
                   const char *const *cells)
{
  Block *block;

  g_return_if_fail (self != NULL && self->blocks->len > 0);

  block = self->blocks->pdata[self->blocks->len - 1];
  g_return_if_fail (block->kind == BLOCK_TABLE && g_strv_length ((GStrv) cells) == g_strv_length (block->labels));

  g_ptr_array_add (block->rows, g_strdupv ((GStrv) cells));
}

/**
 * ent_sheet_get_title:
 * @self: a document
 *
 * Returns: (transfer none): its title
 */
const char *
ent_sheet_get_title (const EntSheet *self)
{
  return self->title;
}

static void
draw_table (EntPaper *paper,
            const Block *block,
            const char *heading)
{
  guint n = g_strv_length (block->labels);
  EntPaperColumn columns[ENT_SHEET_COLUMNS_MAX] = { 0 };
  g_autofree EntPaperRow *rows = g_new0 (EntPaperRow, MAX (1, block->rows->len));

  for (guint i = 0; i < n; i++)
    columns[i] = (EntPaperColumn){ block->labels[i], block->shares[i], (block->numbers >> i & 1) != 0 };
  for (guint i = 0; i < block->rows->len; i++)
    {
      rows[i].face = ENT_PAPER_CELL;
      rows[i].is_ruled = TRUE;
      for (guint j = 0; j < n; j++)
        rows[i].cells[j] = ((GStrv) block->rows->pdata[i])[j];
    }

  ent_paper_fit_columns (paper, columns, n, rows, block->rows->len);
  ent_paper_add_table (paper, heading, columns, n, rows, block->rows->len, NULL);
}

/* A heading goes with the table that follows it: it never stands alone at the foot of a page. */
static const char *
get_heading_of_table (const EntSheet *self,
                      guint position)
{
  const Block *heading = self->blocks->pdata[position];

  if (heading->kind != BLOCK_HEADING || position + 1 == self->blocks->len || ((Block *) self->blocks->pdata[position + 1])->kind != BLOCK_TABLE)
    return NULL;

  return heading->text;
}

static void
draw_signature (EntPaper *paper,
                const char *text)
{
  ent_paper_reserve (paper, 2 * ROOM_TO_SIGN);
  ent_paper_add_text (paper, "P", ENT_PAPER_BODY, text);
  ent_paper_skip (paper, ROOM_TO_SIGN);
}

/* Both on paper and as PDF. */
static void
draw (EntPaper *paper,
      const EntSheet *self)
{
  ent_paper_new_page (paper);
  ent_paper_add_text (paper, "H1", ENT_PAPER_CHAPTER, self->title);
  if (self->subtitle != NULL)
    ent_paper_add_text (paper, "P", ENT_PAPER_QUIET_CELL, self->subtitle);
  ent_paper_skip (paper, 8);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = self->blocks->pdata[i];
      const char *heading = get_heading_of_table (self, i);

      if (heading != NULL)
        draw_table (paper, self->blocks->pdata[++i], heading);
      else if (block->kind == BLOCK_HEADING)
        ent_paper_add_section (paper, block->text);
      else if (block->kind == BLOCK_TEXT)
        ent_paper_add_text (paper, "P", ENT_PAPER_BODY, block->text);
      else if (block->kind == BLOCK_SIGNATURE)
        draw_signature (paper, block->text);
      else
        draw_table (paper, block, NULL);
    }
}

static gboolean
draw_pdf (EntPaper *paper,
          const EntPaper *counted,
          gpointer data,
          GError **error)
{
  ent_paper_begin (paper, "Document");
  draw (paper, data);
  ent_paper_end (paper, "Document");
  return TRUE;
}

static EntPaper *
record (const EntSheet *self,
        int n_pages)
{
  EntPaper *paper = ent_paper_new_recorded (self->footer, n_pages);

  draw (paper, self);
  ent_paper_close (paper);
  return paper;
}

/**
 * ent_sheet_lay_out:
 * @self: a document that is complete
 *
 * Draws its pages, to be put on paper. With long tables it takes a moment: not for the main thread of a window.
 *
 * Returns: how many pages there are
 */
guint
ent_sheet_lay_out (EntSheet *self)
{
  g_autoptr (EntPaper) counted = NULL;
  g_autoptr (EntPaper) paper = NULL;

  g_return_val_if_fail (self != NULL, 0);

  if (self->pages != NULL)
    return self->pages->len;

  counted = record (self, 0);
  paper = record (self, counted->page);
  self->pages = g_ptr_array_ref (paper->pages);
  return self->pages->len;
}

/**
 * ent_sheet_draw_page:
 * @self: a document that is laid out
 * @page: which page, from 0
 * @cr: where to draw, from 0, 0
 * @width: the width of the paper there, in units of @cr
 * @height: its height
 *
 * Draws a page as large as it fits, in the middle.
 */
void
ent_sheet_draw_page (const EntSheet *self,
                     guint page,
                     cairo_t *cr,
                     double width,
                     double height)
{
  double scale = MIN (width / ENT_PAPER_WIDTH, height / ENT_PAPER_HEIGHT);

  g_return_if_fail (self != NULL && self->pages != NULL && page < self->pages->len);

  cairo_save (cr);
  cairo_translate (cr, (width - scale * ENT_PAPER_WIDTH) / 2, (height - scale * ENT_PAPER_HEIGHT) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->pages->pdata[page], 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

/**
 * ent_sheet_write_pdf:
 * @self: a document that is complete
 * @path: where to write; what is there is replaced
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes the same pages as a tagged PDF. Not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_sheet_write_pdf (EntSheet *self,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  return ent_pdf_write (&(EntPdfInfo){ self->title, NULL, self->subtitle, now, self->footer, FALSE }, path, draw_pdf, self, cancellable, error);
}
