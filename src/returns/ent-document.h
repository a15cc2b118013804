/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-csv-writer.h"
#include "ent-document-problem.h"
#include "ent-returns-pdf.h"

G_BEGIN_DECLS

/**
 * EntDocumentKind:
 * @ENT_DOCUMENT_REPORT: the report of the year, to read and to print (PDF)
 * @ENT_DOCUMENT_WORKBOOK: its figures, charts and records, for a spreadsheet (XLSX)
 * @ENT_DOCUMENT_FRENCH_TABLE: its figures, a line each, for spreadsheets set to French (CSV)
 * @ENT_DOCUMENT_TABLE: the same in the international form (CSV)
 * @ENT_DOCUMENT_DATA: the whole year for programs (JSON)
 * @ENT_DOCUMENT_IATI: what is public of the published projects (IATI 2.03, XML)
 * @ENT_DOCUMENT_ODA: the declaration of the aid that was paid in the year
 * @ENT_DOCUMENT_PROGRAMMES: the programmes, all or on a theme or in a country, with their money
 * @ENT_DOCUMENT_BUDGET: the international budget of the year, project by project
 * @ENT_DOCUMENT_LANGUAGES: how many people speak which language
 * @ENT_DOCUMENT_EXPECTED: the returns expected in France of a project, to be annexed to a request for co-funding
 *
 * The documents that a unit hands over. From the declaration on they are tables: a workbook, or CSV where the name of the
 * file ends with it.
 */
typedef enum
{
  ENT_DOCUMENT_REPORT,
  ENT_DOCUMENT_WORKBOOK,
  ENT_DOCUMENT_FRENCH_TABLE,
  ENT_DOCUMENT_TABLE,
  ENT_DOCUMENT_DATA,
  ENT_DOCUMENT_IATI,
  ENT_DOCUMENT_ODA,
  ENT_DOCUMENT_PROGRAMMES,
  ENT_DOCUMENT_BUDGET,
  ENT_DOCUMENT_LANGUAGES,
  ENT_DOCUMENT_EXPECTED,
  ENT_N_DOCUMENTS,
} EntDocumentKind;

/**
 * EntDocumentRequest:
 * @kind: which document
 * @figures: (nullable): the year it is drawn from; where %NULL, or where the document says other things than it, what
 *   it says is read from the workspace
 * @year: which year; that of @figures where they are given
 * @selection: (nullable): what it is restricted to; that of @figures where they are given
 * @subject: (nullable): the project, of the returns expected
 * @language: (nullable): `fr` or `en`; %NULL for that of the interface, which is that of @figures
 * @form: how CSV is written, where the kind does not say
 *
 * What is asked for.
 */
typedef struct
{
  EntDocumentKind kind;
  EntReturnsYear *figures;
  int year;
  const EntReturnsSelection *selection;
  const char *subject;
  const char *language;
  EntCsvForm form;
} EntDocumentRequest;

EntDocumentRequest *ent_document_request_copy (const EntDocumentRequest *self);
void                ent_document_request_free (EntDocumentRequest *self);

/**
 * EntDocumentTable:
 * @headings: (owned): of the columns
 * @numbers: (owned) (array): whether the values of each column are numbers
 * @rows: (owned) (element-type GStrv): the first rows, as a person reads them
 * @n_rows: how many rows there are
 *
 * What a document that is a table says.
 */
typedef struct
{
  GStrv headings;
  gboolean *numbers;
  GPtrArray *rows;
  guint n_rows;
} EntDocumentTable;

const char *ent_document_get_label  (EntDocumentKind kind);
const char *ent_document_get_suffix (EntDocumentKind kind);
char       *ent_document_get_name   (EntDocumentKind kind, int year);

GPtrArray *ent_document_check (EntWorkspace *workspace, const EntDocumentRequest *request, GCancellable *cancellable, GError **error);

gboolean          ent_document_is_table   (EntDocumentKind kind);
EntDocumentTable *ent_document_read_table (EntWorkspace *workspace, const EntDocumentRequest *request, guint limit, GCancellable *cancellable, GError **error);
void              ent_document_table_free (EntDocumentTable *self);
GPtrArray        *ent_document_draw_pages (EntWorkspace *workspace, const EntDocumentRequest *request, GCancellable *cancellable, GError **error);

gboolean ent_document_write        (EntWorkspace *workspace, const EntDocumentRequest *request, const char *path, EntReturnsProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
void     ent_document_write_async  (const char *workspace, const EntDocumentRequest *request, const char *path, EntReturnsProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_document_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDocumentRequest, ent_document_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntDocumentTable, ent_document_table_free)

G_END_DECLS
