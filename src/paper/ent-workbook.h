/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a cell looks and what it holds. %ENT_CELL_STRONG may be added, and one of the indents. */
typedef enum
{
  ENT_CELL_TEXT,
  ENT_CELL_TITLE,
  ENT_CELL_NOTE,
  ENT_CELL_HEADING,
  ENT_CELL_NUMBER_HEADING,
  ENT_CELL_WRAPPED,
  ENT_CELL_COUNT,
  ENT_CELL_NUMBER,
  ENT_CELL_MONEY, /* euros */
  ENT_CELL_SHARE, /* from 0 to 1 */
  ENT_CELL_DAYS,
  ENT_CELL_YEAR,
  ENT_CELL_DATE,
  ENT_CELL_N_STYLES,

  ENT_CELL_STRONG = 1 << 8,
  ENT_CELL_INDENT = 1 << 9, /* times how deep, up to 7 */
} EntCellStyle;

/**
 * EntWorkbook:
 *
 * An XLSX file that is written sheet by sheet, row by row and cell by cell, and that appears under its name only when
 * all of it is there. Rows are not kept, so that it takes the same memory however many there are. A text is never a
 * formula: only what says formula is one. The first thing that goes wrong is remembered; nothing is written after it.
 */
typedef struct _EntWorkbook EntWorkbook;

EntWorkbook *ent_workbook_new    (const char *path, GError **error);
void         ent_workbook_free   (EntWorkbook *self);
gboolean     ent_workbook_check  (EntWorkbook *self, GError **error);
gboolean     ent_workbook_finish (EntWorkbook *self, GCancellable *cancellable, GError **error);

void ent_workbook_set_properties (EntWorkbook *self, const char *title, const char *author);

void        ent_workbook_add_sheet  (EntWorkbook *self, const char *title);
const char *ent_workbook_get_sheet  (EntWorkbook *self);
guint       ent_workbook_get_row    (EntWorkbook *self);
void        ent_workbook_set_width  (EntWorkbook *self, guint column, double width);
void        ent_workbook_freeze     (EntWorkbook *self, guint n_rows, guint n_columns);
void        ent_workbook_set_filter (EntWorkbook *self, guint first_row, guint last_row, guint n_columns);

void ent_workbook_add_text    (EntWorkbook *self, EntCellStyle style, const char *text);
void ent_workbook_add_number  (EntWorkbook *self, EntCellStyle style, double number);
void ent_workbook_add_date    (EntWorkbook *self, EntCellStyle indent, const char *date);
void ent_workbook_add_sum     (EntWorkbook *self, EntCellStyle style, guint first_row, guint last_row, double sum);
void ent_workbook_add_share   (EntWorkbook *self, EntCellStyle style, double share);
void ent_workbook_add_formula (EntWorkbook *self, EntCellStyle style, const char *formula, double result);
void ent_workbook_skip        (EntWorkbook *self);
void ent_workbook_end_row     (EntWorkbook *self);

void ent_workbook_add_chart (EntWorkbook *self, const char *title, const char *description, guint first_row, guint n_rows, guint n_series, guint at_row, guint at_column);

gboolean ent_workbook_verify (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntWorkbook, ent_workbook_free)

G_END_DECLS
