/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-pdf.h"

G_BEGIN_DECLS

/**
 * EntDocumentKind:
 * @ENT_DOCUMENT_REPORT: the report of the year, to read and to print (PDF)
 * @ENT_DOCUMENT_WORKBOOK: its figures, charts and records, for a spreadsheet (XLSX)
 * @ENT_DOCUMENT_FRENCH_TABLE: its figures, a line each, for spreadsheets set to French (CSV)
 * @ENT_DOCUMENT_TABLE: the same in the international form (CSV)
 * @ENT_DOCUMENT_DATA: the whole year for programs (JSON)
 *
 * The documents that a unit hands over.
 */
typedef enum
{
  ENT_DOCUMENT_REPORT,
  ENT_DOCUMENT_WORKBOOK,
  ENT_DOCUMENT_FRENCH_TABLE,
  ENT_DOCUMENT_TABLE,
  ENT_DOCUMENT_DATA,
  ENT_N_DOCUMENTS,
} EntDocumentKind;

/**
 * EntDocumentRequest:
 * @kind: which document
 * @figures: (nullable): the year it is drawn from; where %NULL, or where the document says other things than it, what
 *   it says is read from the workspace
 * @year: which year; that of @figures where they are given
 * @selection: (nullable): what it is restricted to; that of @figures where they are given
 *
 * What is asked for.
 */
typedef struct
{
  EntDocumentKind kind;
  EntReturnsYear *figures;
  int year;
  const EntReturnsSelection *selection;
} EntDocumentRequest;

const char *ent_document_get_label  (EntDocumentKind kind);
const char *ent_document_get_suffix (EntDocumentKind kind);
char       *ent_document_get_name   (EntDocumentKind kind, int year);

gboolean ent_document_write        (EntWorkspace *workspace, const EntDocumentRequest *request, const char *path, EntReturnsProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
void     ent_document_write_async  (const char *workspace, const EntDocumentRequest *request, const char *path, EntReturnsProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_document_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
