/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document.h"

#include "ent-error.h"
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
  EntReturnsYear *year; /* (nullable): %NULL where the document does not say its figures */
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

static char *
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%F");
}

static gboolean
write_iati (const Job *job,
            GError **error)
{
  g_autofree char *today = get_today ();

  return ent_iati_write (job->workspace, today, job->path, pass_on, job->progress, job->cancellable, error);
}

/* Tables that are read from the workspace. */

static EntListingQuery
make_query (const Job *job)
{
  const EntReturnsSelection *selection = job->request->selection;

  return (EntListingQuery){ .year = job->request->year,
                            .theme = selection != NULL ? selection->theme : NULL,
                            .country = selection != NULL ? selection->country : NULL,
                            .subject = job->request->subject };
}

static gboolean
write_listing_csv (const Job *job,
                   const EntListing *listing,
                   GError **error)
{
  EntListingQuery query = make_query (job);
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
  ent_workbook_add_sheet (workbook, _ ("Check-list"));
  ent_workbook_set_width (workbook, 0, 46);
  ent_workbook_set_width (workbook, 1, 90);
  ent_workbook_set_width (workbook, 2, 16);
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("Record"));
  ent_workbook_add_text (workbook, ENT_CELL_HEADING, _ ("What to look at"));
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
  EntListingQuery query = make_query (job);
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
write_programmes (const Job *job,
                  GError **error)
{
  return write_listings (job, (const EntListing *const[]){ &ent_summaries_programmes, NULL }, NULL, error);
}

static gboolean
write_budget (const Job *job,
              GError **error)
{
  return write_listings (job, (const EntListing *const[]){ &ent_summaries_budget, NULL }, NULL, error);
}

static gboolean
write_languages (const Job *job,
                 GError **error)
{
  return write_listings (job, (const EntListing *const[]){ &ent_summaries_languages, NULL }, NULL, error);
}

static gboolean
write_expected (const Job *job,
                GError **error)
{
  if (job->request->subject == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Say for which project."));
      return FALSE;
    }

  return write_listings (job, (const EntListing *const[]){ &ent_summaries_expected, NULL }, NULL, error);
}

static const struct
{
  const char *label; /* untranslated */
  const char *name;  /* of the file, without its ending; the year goes in */
  const char *suffix;
  Write write;
  gboolean has_figures; /* it is drawn from the year's figures */
} documents[] = {
  [ENT_DOCUMENT_REPORT] = { N_ ("Report (PDF)"), N_ ("Returns %d"), "pdf", write_report, TRUE },
  [ENT_DOCUMENT_WORKBOOK] = { N_ ("Workbook (XLSX)"), N_ ("Returns %d"), "xlsx", write_workbook, TRUE },
  [ENT_DOCUMENT_FRENCH_TABLE] = { N_ ("Figures for French spreadsheets (CSV)"), N_ ("Returns %d"), "csv", write_french_table, TRUE },
  [ENT_DOCUMENT_TABLE] = { N_ ("Figures in the international form (CSV)"), N_ ("Returns %d"), "csv", write_table, TRUE },
  [ENT_DOCUMENT_DATA] = { N_ ("All figures for programs (JSON)"), N_ ("Returns %d"), "json", write_data, TRUE },
  [ENT_DOCUMENT_IATI] = { N_ ("Published projects (IATI)"), N_ ("IATI %d"), "xml", write_iati },
  [ENT_DOCUMENT_ODA] = { N_ ("Declaration of development aid"), N_ ("Development aid %d"), "xlsx", write_oda },
  [ENT_DOCUMENT_PROGRAMMES] = { N_ ("Programmes with their money"), N_ ("Programmes %d"), "xlsx", write_programmes },
  [ENT_DOCUMENT_BUDGET] = { N_ ("International budget"), N_ ("International budget %d"), "xlsx", write_budget },
  [ENT_DOCUMENT_LANGUAGES] = { N_ ("Survey of languages"), N_ ("Languages %d"), "xlsx", write_languages },
  [ENT_DOCUMENT_EXPECTED] = { N_ ("Returns expected in France"), N_ ("Returns expected %d"), "xlsx", write_expected },
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
  g_autofree char *today = get_today ();

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);

  if (request->kind == ENT_DOCUMENT_IATI)
    return ent_iati_check (workspace, today, cancellable, error);
  if (request->kind == ENT_DOCUMENT_ODA)
    return ent_summaries_check_oda (workspace, request->year, error);

  return g_ptr_array_new_with_free_func ((GDestroyNotify) ent_document_problem_free);
}

static gboolean
write_document (EntWorkspace *workspace,
                const EntDocumentRequest *request,
                const char *path,
                EntReturnsProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  Progress scaled = { progress, progress_data, request->figures == NULL ? 0.1 : 0 };
  g_autoptr (EntReturnsYear) year = NULL;
  Job job = { workspace, request, NULL, path, &scaled, cancellable };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (request->figures != NULL)
    year = g_object_ref (request->figures);
  else if (documents[request->kind].has_figures)
    {
      year = ent_returns_year_new (workspace, request->year, request->selection, cancellable, error);
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
  const char *before = ent_locale_get_language ();
  gboolean written;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail ((guint) request->kind < ENT_N_DOCUMENTS, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (request->language != NULL)
    ent_locale_set_language (request->language);
  written = write_document (workspace, request, path, progress, progress_data, cancellable, error);
  ent_locale_set_language (before);

  return written;
}

/* Off the main thread. */

typedef struct
{
  char *workspace;                /* (owned) */
  char *path;                     /* (owned) */
  EntDocumentRequest request;
  EntReturnsYear *figures;        /* (nullable) (owned) */
  EntReturnsSelection *selection; /* (owned) */
  char *subject;                  /* (nullable) (owned) */
  GMainContext *context;          /* (owned): who asked */
  EntReturnsProgress progress;    /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;      /* (nullable) (owned) */
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->workspace);
  g_free (self->path);
  g_clear_object (&self->figures);
  ent_returns_selection_free (self->selection);
  g_free (self->subject);
  g_main_context_unref (self->context);
  g_clear_object (&self->cancellable);
  g_free (self);
}

typedef struct
{
  GTask *task; /* (owned) */
  double fraction;
} Step;

static void
step_free (gpointer data)
{
  Step *self = data;

  g_object_unref (self->task);
  g_free (self);
}

/* In the thread of whoever asked; not once it was given up or is done. */
static gboolean
report_step_cb (gpointer data)
{
  const Step *step = data;
  const Order *order = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task) && !g_cancellable_is_cancelled (order->cancellable))
    order->progress (step->fraction, order->progress_data);

  return G_SOURCE_REMOVE;
}

static void
report_step (double fraction,
             gpointer task)
{
  const Order *order = g_task_get_task_data (task);
  Step *step = g_new0 (Step, 1);

  step->task = g_object_ref (task);
  step->fraction = fraction;
  g_main_context_invoke_full (order->context, G_PRIORITY_DEFAULT_IDLE, report_step_cb, step, step_free);
}

static void
write_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const Order *order = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (order->workspace, ENT_WORKSPACE_READ_ONLY | ENT_WORKSPACE_CHECKED, &error);

  if (workspace != NULL
      && ent_document_write (workspace, &order->request, order->path, order->progress != NULL ? report_step : NULL, task, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ent_document_write_async:
 * @workspace: path of the workspace, which is read through a connection of its own
 * @request: what is asked for; copied
 * @path: where to write; what is there is replaced
 * @progress: (nullable): told how far it is, from 0 to 1, in this thread
 * @progress_data: for @progress; must stay until @callback is called
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a document in a thread of its own. See ent_document_write().
 */
void
ent_document_write_async (const char *workspace,
                          const EntDocumentRequest *request,
                          const char *path,
                          EntReturnsProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->workspace = g_strdup (workspace);
  order->path = g_strdup (path);
  order->figures = request->figures != NULL ? g_object_ref (request->figures) : NULL;
  order->selection = ent_returns_selection_copy (request->selection);
  order->subject = g_strdup (request->subject);
  order->request = *request;
  order->request.figures = order->figures;
  order->request.selection = order->selection;
  order->request.subject = order->subject;
  order->request.language = g_intern_string (request->language);
  order->context = g_main_context_ref_thread_default ();
  order->progress = progress;
  order->progress_data = progress_data;
  order->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_source_tag (task, ent_document_write_async);
  g_task_set_task_data (task, order, order_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * ent_document_write_finish:
 * @result: what the callback was given
 * @error: set to what went wrong, in the user's words; what was there before is then untouched
 *
 * Returns: whether the file was written
 */
gboolean
ent_document_write_finish (GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
