/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-document.h"

G_BEGIN_DECLS

/**
 * EntDocumentPreview:
 * @pages: (nullable) (owned) (element-type cairo_surface_t): what is printed, see ent_pdf_draw_pages()
 * @text: (nullable) (owned): the beginning of what is a text
 * @table: (nullable) (owned): the beginning of what is a table
 * @problems: (owned) (element-type EntDocumentProblem): what keeps it from being right
 *
 * What a document will be. Where it has none of these, it is blocked, or a workbook, whose tables are those of the figures.
 */
typedef struct
{
  GPtrArray *pages;
  char *text;
  EntDocumentTable *table;
  GPtrArray *problems;
} EntDocumentPreview;

gboolean ent_document_preview_is_blocked (const EntDocumentPreview *self);

void                ent_document_preview_free   (EntDocumentPreview *self);
void                ent_document_preview_async  (const char *workspace, const EntDocumentRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntDocumentPreview *ent_document_preview_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDocumentPreview, ent_document_preview_free)

G_END_DECLS
