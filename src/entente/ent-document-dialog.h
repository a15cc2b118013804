/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-document.h"
#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_DOCUMENT_DIALOG (ent_document_dialog_get_type ())

/**
 * EntDocumentDialog:
 *
 * Shows what a document of a year will be, and saves it. What was chosen last is proposed again.
 */
G_DECLARE_FINAL_TYPE (EntDocumentDialog, ent_document_dialog, ENT, DOCUMENT_DIALOG, AdwDialog)

AdwDialog *ent_document_dialog_new         (EntStore *store, EntReturnsYear *figures);
AdwDialog *ent_document_dialog_new_for     (EntStore *store, EntDocumentKind kind, int year, const char *subject);
void       ent_document_dialog_set_kind    (EntDocumentDialog *self, EntDocumentKind kind);
gboolean   ent_document_dialog_is_busy     (EntDocumentDialog *self);
guint      ent_document_dialog_get_n_pages (EntDocumentDialog *self);
void       ent_document_dialog_save_to     (EntDocumentDialog *self, GFile *file);

G_END_DECLS
