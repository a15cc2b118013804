/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-document.h"
#include "ent-store.h"

G_BEGIN_DECLS

#define ENT_TYPE_DOCUMENT_OPTIONS (ent_document_options_get_type ())

/**
 * EntDocumentOptions:
 *
 * Which document shall be saved, and how: its kind, its language and whatever else that kind asks for. What was chosen
 * for the last one is proposed again.
 *
 * Signals: changed: something else is asked for.
 */
G_DECLARE_FINAL_TYPE (EntDocumentOptions, ent_document_options, ENT, DOCUMENT_OPTIONS, AdwPreferencesGroup)

void ent_document_options_set_up   (EntDocumentOptions *self, EntStore *store, EntReturnsYear *figures);
void ent_document_options_restrict (EntDocumentOptions *self, EntStore *store, EntDocumentKind kind, int year, const char *subject);
void ent_document_options_let_go   (EntDocumentOptions *self);

EntDocumentKind ent_document_options_get_kind (EntDocumentOptions *self);
void            ent_document_options_set_kind (EntDocumentOptions *self, EntDocumentKind kind);

EntDocumentRequest *ent_document_options_make_request (EntDocumentOptions *self);
char               *ent_document_options_get_name     (EntDocumentOptions *self);
const char         *ent_document_options_get_suffix   (EntDocumentOptions *self);
void                ent_document_options_remember     (EntDocumentOptions *self);

G_END_DECLS
