/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document.h"

#include "ent-error.h"
#include "ent-format.h"
#include "ent-gettext.h"
#include "ent-iati.h"
#include "ent-listing.h"
#include "ent-locale.h"
#include "ent-output-file.h"
#include "ent-returns-csv.h"
#include "ent-returns-json.h"
#include "ent-returns-xlsx.h"
#include "ent-summaries-private.h"

/* How far one document is. */
typedef struct
{
  EntReturnsProgress func; /* (nullable) */
  gpointer data;
  double from; /* what is done before the writer begins */
} Progress;

static void
pass_on (double fraction,
         gpointer data)
{
  const Progress *progress = data;

  if (progress->func != NULL)
    progress->func (progress->from + (1 - progress->from) * fraction, progress->data);
}

/* What a writer is given. */
typedef struct
{
  EntWorkspace *workspace;
  const EntDocumentRequest *request;
  const EntListing *listing; /* (nullable): of a table */
  EntReturnsYear *year;      /* (nullable): %NULL where the document does not say its figures */
  const char *path;
  Progress *progress;
  GCancellable *cancellable;
} Job;

typedef gboolean (*Write) (const Job *job, GError **error);

static gboolean
write_report (const Job *job,
              GError **error)
{
  return ent_returns_write_pdf (job->year, job->workspace, job->path, pass_on, job->progress, job->cancellable, error);
}

static gboolean
write_workbook (const Job *job,
                GError **error)
{
  return ent_returns_write_xlsx (job->year, job->workspace, job->path, pass_on, job->progress, job->cancellable, error);
}

static gboolean
write_french_table (const Job *job,
                    GError **error)
{
  return ent_returns_write_csv (job->year, job->path, ENT_CSV_FRENCH, job->cancellable, error);
}

static gboolean
write_table (const Job *job,
             GError **error)
{
  return ent_returns_write_csv (job->year, job->path, ENT_CSV_INTERNATIONAL, job->cancellable, error);
}

static gboolean
write_data (const Job *job,
            GError **error)
{
  return ent_returns_write_json (job->year, job->path, job->cancellable, error);
}

static gboolean
write_iati (const Job *job,
            GError **error)
{
  g_autofree char *today = ent_format_today ();

  return ent_iati_write (job->workspace, today, job->path, pass_on, job->progress, job->cancellable, error);
}

/* Tables that are read from the workspace. */

static EntListingQuery
make_query (const EntDocumentRequest *request)
{
  const EntReturnsSelection *selection = request->selection;

  return (EntListingQuery){ .year = request->year,
                            .theme = selection != NULL ? selection->theme : NULL,
                            .country = selection != NULL ? selection->country : NULL,
                            .subject = request->subject };
}

static gboolean
write_listing_csv (const Job *job,
                   const EntListing *listing,
                   GError **error)
{
  EntListingQuery query = make_query (job->request);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GOutputStream) stream = ent_output_file_open (job->path, &failure);
  g_autoptr (EntCsvWriter) writer = stream != NULL ? ent_csv_writer_new (stream, job->request->form) : NULL;

  if (writer != NULL && ent_listing_write_csv (listing, job->workspace, &query, writer, job->cancellable, &failure)
      && ent_output_file_keep (stream, job->cancellable, &failure))
    return TRUE;

  if (stream != NULL && !g_output_stream_is_closed (stream))
    ent_output_file_discard (stream);
  ent_output_file_set_error (error, job->path, g_steal_pointer (&failure));
  return FALSE;
}

/* The problems of a document, as its last sheet. */
static void
add_checklist (EntWorkbook *workbook,
               GPtrArray *problems)
{
  ent_workbook_add_sheet (workbook, _ ("Checklist"));
  ent_workbook_set_width (workbook, 0, 46);
  ent_workbook_set_width (workbook, 1, 90);
  ent_workbook_set_width (workbook, 2, 16);
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("Record"));
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("What to Check"));
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("Blocks"));
  ent_workbook_end_row (workbook);
  ent_workbook_freeze (workbook, 1, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const EntDocumentProblem *problem = problems->pdata[i];

      ent_workbook_add_text (workbook, ENT_CELL_TEXT, problem->headline != NULL ? problem->headline : "");
      ent_workbook_add_text (workbook, ENT_CELL_WRAPPED, problem->message);
      ent_workbook_add_text (workbook, ENT_CELL_TEXT, problem->blocks ? _ ("yes") : _ ("no"));
      ent_workbook_end_row (workbook);
    }
}

static gboolean
write_listings (const Job *job,
                const EntListing *const *listings,
                GPtrArray *problems,
                GError **error)
{
  EntListingQuery query = make_query (job->request);
  g_autoptr (EntWorkbook) workbook = NULL;

  if (g_str_has_suffix (job->path, ".csv"))
    return write_listing_csv (job, listings[0], error);

  workbook = ent_workbook_new (job->path, error);
  if (workbook == NULL)
    return FALSE;
  ent_workbook_set_properties (workbook, _ (listings[0]->title), NULL);
  for (guint i = 0; listings[i] != NULL; i++)
    if (!ent_listing_add_sheet (listings[i], job->workspace, &query, workbook, job->cancellable, error))
      return FALSE;
  if (problems != NULL)
    add_checklist (workbook, problems);

  return ent_workbook_finish (workbook, job->cancellable, error);
}

/* What blocks the declaration does not keep it from being looked at: it is said in it. */
static gboolean
write_oda (const Job *job,
           GError **error)
{
  const EntListing *const listings[] = { &ent_summaries_oda, &ent_summaries_payments, NULL };
  g_autoptr (GPtrArray) problems = ent_summaries_check_oda (job->workspace, job->request->year, error);

  return problems != NULL && write_listings (job, listings, problems, error);
}

static gboolean
write_one_listing (const Job *job,
                   GError **error)
{
  return write_listings (job, (const EntListing *const[]){ job->listing, NULL }, NULL, error);
}

static const struct
{
  const char *label; /* untranslated */
  const char *name;  /* of the file, without its ending; the year goes in */
  const char *suffix;
  Write write;
  gboolean has_figures;      /* it is drawn from the year's figures */
  const EntListing *listing; /* (nullable): of a table, what it begins with */
} documents[] = {
  [ENT_DOCUMENT_REPORT] = { N_ ("Report (PDF)"), N_ ("Returns %d"), "pdf", write_report, TRUE },
  [ENT_DOCUMENT_WORKBOOK] = { N_ ("Workbook (XLSX)"), N_ ("Returns %d"), "xlsx", write_workbook, TRUE },
  [ENT_DOCUMENT_FRENCH_TABLE] = { N_ ("Figures for French Spreadsheets (CSV)"), N_ ("Returns %d"), "csv", write_french_table, TRUE },
  [ENT_DOCUMENT_TABLE] = { N_ ("Figures in the International Form (CSV)"), N_ ("Returns %d"), "csv", write_table, TRUE },
  [ENT_DOCUMENT_DATA] = { N_ ("All Figures for Programs (JSON)"), N_ ("Returns %d"), "json", write_data, TRUE },
  [ENT_DOCUMENT_IATI] = { N_ ("Published Projects (IATI)"), N_ ("IATI %d"), "xml", write_iati },
  [ENT_DOCUMENT_ODA] = { N_ ("Declaration of Development Aid"), N_ ("Development aid %d"), "xlsx", write_oda, FALSE, &ent_summaries_oda },
  [ENT_DOCUMENT_PROGRAMMES] = { N_ ("Programmes With Their Money"), N_ ("Programmes %d"), "xlsx", write_one_listing, FALSE, &ent_summaries_programmes },
  [ENT_DOCUMENT_BUDGET] = { N_ ("International Budget"), N_ ("International budget %d"), "xlsx", write_one_listing, FALSE, &ent_summaries_budget },
  [ENT_DOCUMENT_LANGUAGES] = { N_ ("Survey of Languages"), N_ ("Languages %d"), "xlsx", write_one_listing, FALSE, &ent_summaries_languages },
  [ENT_DOCUMENT_EXPECTED] = { N_ ("Returns Expected in France"), N_ ("Returns expected %d"), "xlsx", write_one_listing, FALSE, &ent_summaries_expected },
};

/**
 * ent_document_get_label:
 * @kind: a kind of document
 *
 * Returns: (not nullable): what a person calls it, translated
 */
const char *
ent_document_get_label (EntDocumentKind kind)
{
  g_return_val_if_fail ((guint) kind < ENT_N_DOCUMENTS, NULL);

  return _ (documents[kind].label);
}

/**
 * ent_document_get_suffix:
 * @kind: a kind of document
 *
 * Returns: (not nullable): the ending of its files, without the dot
 */
const char *
ent_document_get_suffix (EntDocumentKind kind)
{
  g_return_val_if_fail ((guint) kind < ENT_N_DOCUMENTS, NULL);

  return documents[kind].suffix;
}

/**
 * ent_document_get_name:
 * @kind: a kind of document
 * @year: the year
 *
 * Returns: (transfer full): a name for its file, with the ending
 */
char *
ent_document_get_name (EntDocumentKind kind,
                       int year)
{
  g_autoptr (GString) name = NULL;
  g_autofree char *digits = g_strdup_printf ("%d", year);

  g_return_val_if_fail ((guint) kind < ENT_N_DOCUMENTS, NULL);

  name = g_string_new (_ (documents[kind].name));
  g_string_replace (name, "%d", digits, 1);
  g_string_append_printf (name, ".%s", documents[kind].suffix);

  return g_string_free_and_steal (g_steal_pointer (&name));
}

/**
 * ent_document_check:
 * @workspace: where it is read from
 * @request: what is asked for
 * @cancellable: (nullable): to give up
 * @error: set where the workspace cannot be read
 *
 * Looks, before anything is written, for what keeps a document from being right. Not for the main thread of a window.
 *
 * Returns: (transfer full) (element-type EntDocumentProblem) (nullable): what is to be settled, with the records to
 *   settle it in; empty where nothing is
 */
GPtrArray *
ent_document_check (EntWorkspace *workspace,
                    const EntDocumentRequest *request,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *today = ent_format_today ();
  GPtrArray *problems;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  if (request->kind == ENT_DOCUMENT_IATI)
    return ent_iati_check (workspace, today, cancellable, error);
  if (request->kind == ENT_DOCUMENT_ODA)
    return ent_summaries_check_oda (workspace, request->year, error);

  problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_document_problem_free);
  if (request->kind == ENT_DOCUMENT_EXPECTED && request->subject == NULL)
    ent_document_problems_add (problems, NULL, NULL, _ ("Say for which project."), TRUE);

  return problems;
}

/* A document in another language than that of whoever asks. */
typedef struct
{
  const char *before; /* (nullable) */
  gboolean is_other;
} Speech;

static Speech
speak (const char *language)
{
  Speech speech = { ent_locale_get_language (), FALSE };
  gboolean is_french = ent_locale_is_french ();

  if (language != NULL)
    ent_locale_set_language (language);
  speech.is_other = ent_locale_is_french () != is_french;

  return speech;
}

static void
speak_as_before (const Speech *speech)
{
  ent_locale_set_language (speech->before);
}

/* The figures that were given, in the language that is spoken now; those of the workspace where none were. */
static EntReturnsYear *
find_figures (EntWorkspace *workspace,
              const EntDocumentRequest *request,
              const Speech *speech,
              GCancellable *cancellable,
              GError **error)
{
  EntReturnsYear *given = request->figures;
  g_autoptr (EntReturnsYear) now = NULL;

  if (given != NULL && !speech->is_other)
    return g_object_ref (given);

  now = ent_returns_year_new (workspace, given != NULL ? ent_returns_year_get_year (given) : request->year,
                              given != NULL ? ent_returns_year_get_selection (given) : request->selection, cancellable, error);
  if (now == NULL || given == NULL)
    return g_steal_pointer (&now);

  return ent_returns_year_reword (given, now);
}

static gboolean
write_document (EntWorkspace *workspace,
                const EntDocumentRequest *request,
                const char *path,
                const Speech *speech,
                EntReturnsProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  Progress scaled = { progress, progress_data, request->figures == NULL ? 0.1 : 0 };
  g_autoptr (EntReturnsYear) year = NULL;
  Job job = { workspace, request, documents[request->kind].listing, NULL, path, &scaled, cancellable };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (request->kind == ENT_DOCUMENT_EXPECTED && request->subject == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Say for which project."));
      return FALSE;
    }
  if (documents[request->kind].has_figures)
    {
      year = find_figures (workspace, request, speech, cancellable, error);
      if (year == NULL)
        return FALSE;
    }

  job.year = year;
  pass_on (0, &scaled);
  if (!documents[request->kind].write (&job, error))
    return FALSE;
  pass_on (1, &scaled);

  return TRUE;
}

/**
 * ent_document_write:
 * @workspace: where it is read from
 * @request: what is asked for
 * @path: where to write; what is there is replaced
 * @progress: (nullable): told how far it is, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong, in the user's words; what was at @path is then untouched
 *
 * Writes a document. It takes a moment: not for the main thread of a window, see ent_document_write_async().
 *
 * Returns: whether the file was written
 */
gboolean
ent_document_write (EntWorkspace *workspace,
                    const EntDocumentRequest *request,
                    const char *path,
                    EntReturnsProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Speech speech;
  gboolean written;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail ((guint) request->kind < ENT_N_DOCUMENTS, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  speech = speak (request->language);
  written = write_document (workspace, request, path, &speech, progress, progress_data, cancellable, error);
  speak_as_before (&speech);

  return written;
}

/**
 * ent_document_draw_pages:
 * @workspace: where it is read from
 * @request: what is asked for: a report
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Draws the pages of a document before it is written. Not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable) (element-type cairo_surface_t): the pages, see ent_returns_draw_pages()
 */
GPtrArray *
ent_document_draw_pages (EntWorkspace *workspace,
                         const EntDocumentRequest *request,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (EntReturnsYear) year = NULL;
  GPtrArray *pages;
  Speech speech;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  speech = speak (request->language);
  year = find_figures (workspace, request, &speech, cancellable, error);
  pages = year != NULL ? ent_returns_draw_pages (year, workspace, cancellable, error) : NULL;
  speak_as_before (&speech);

  return pages;
}

typedef struct
{
  EntDocumentTable *table;
  guint limit;
} Rows;

static gboolean
add_row (const EntListing *self,
         const EntListingCell *cells,
         gpointer data,
         GError **error)
{
  const Rows *rows = data;
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  if (rows->table->n_rows++ >= rows->limit)
    return TRUE;
  for (guint i = 0; i < self->n_columns; i++)
    g_strv_builder_take (row, ent_listing_display (self->columns[i].kind, &cells[i]));
  g_ptr_array_add (rows->table->rows, g_strv_builder_end (row));

  return TRUE;
}

static EntDocumentTable *
read_table (EntWorkspace *workspace,
            const EntDocumentRequest *request,
            guint limit,
            GCancellable *cancellable,
            GError **error)
{
  const EntListing *listing = documents[request->kind].listing;
  g_autoptr (EntDocumentTable) self = g_new0 (EntDocumentTable, 1);
  EntListingQuery query = make_query (request);
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();
  Rows rows = { self, limit };

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numbers = g_new0 (gboolean, listing->n_columns);
  for (guint i = 0; i < listing->n_columns; i++)
    {
      g_strv_builder_add (headings, _ (listing->columns[i].heading));
      self->numbers[i] = ent_listing_is_number (listing->columns[i].kind);
    }
  self->headings = g_strv_builder_end (headings);

  return ent_listing_run (listing, workspace, &query, add_row, &rows, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_document_table_free:
 * @self: (nullable) (transfer full): a table
 */
void
ent_document_table_free (EntDocumentTable *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->headings);
  g_free (self->numbers);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * ent_document_is_table:
 * @kind: a kind of document
 *
 * Returns: whether it is a table, written as a workbook or as CSV, see ent_document_read_table()
 */
gboolean
ent_document_is_table (EntDocumentKind kind)
{
  g_return_val_if_fail ((guint) kind < ENT_N_DOCUMENTS, FALSE);

  return documents[kind].listing != NULL;
}

/**
 * ent_document_read_table:
 * @workspace: where it is read from
 * @request: what is asked for: a table
 * @limit: how many rows are wanted
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Reads what a table will say before it is written. Not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable): the table
 */
EntDocumentTable *
ent_document_read_table (EntWorkspace *workspace,
                         const EntDocumentRequest *request,
                         guint limit,
                         GCancellable *cancellable,
                         GError **error)
{
  EntDocumentTable *table;
  Speech speech;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (ent_document_is_table (request->kind), NULL);

  speech = speak (request->language);
  table = read_table (workspace, request, limit, cancellable, error);
  speak_as_before (&speech);

  return table;
}
