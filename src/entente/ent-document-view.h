/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-document-preview.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_DOCUMENT_VIEW (ent_document_view_get_type ())

/**
 * EntDocumentView:
 *
 * What a document will be, to look at: its pages, its text or its table, or why there is nothing to see.
 */
G_DECLARE_FINAL_TYPE (EntDocumentView, ent_document_view, ENT, DOCUMENT_VIEW, AdwBin)

void                      ent_document_view_wait        (EntDocumentView *self);
void                      ent_document_view_fail        (EntDocumentView *self, const char *message);
void                      ent_document_view_take        (EntDocumentView *self, EntDocumentPreview *preview, EntReturnsYear *figures);
const EntDocumentPreview *ent_document_view_get_preview (EntDocumentView *self);

G_END_DECLS
