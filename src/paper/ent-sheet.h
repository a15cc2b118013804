/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* As many columns as a table has at most. */
#define ENT_SHEET_COLUMNS_MAX 9

/**
 * EntSheet:
 *
 * A document to print or to save as PDF: a title, then headings, texts and tables, on A4 pages with a foot. Belongs to one
 * thread at a time.
 */
typedef struct _EntSheet EntSheet;

EntSheet *ent_sheet_new         (const char *title, const char *subtitle, const char *footer);
void      ent_sheet_free        (EntSheet *self);
void      ent_sheet_add_heading (EntSheet *self, const char *text);
void      ent_sheet_add_text    (EntSheet *self, const char *text);
void      ent_sheet_add_signature (EntSheet *self, const char *text);
void      ent_sheet_add_table   (EntSheet *self, const char *const *labels, const double *shares, guint numbers);
void      ent_sheet_add_row     (EntSheet *self, const char *const *cells);

const char *ent_sheet_get_title   (const EntSheet *self);
guint       ent_sheet_lay_out     (EntSheet *self);
void        ent_sheet_draw_page   (const EntSheet *self, guint page, cairo_t *cr, double width, double height);
gboolean    ent_sheet_write_pdf   (EntSheet *self, const char *path, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSheet, ent_sheet_free)

G_END_DECLS
