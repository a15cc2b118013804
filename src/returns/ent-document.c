/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document.h"

#include <glib/gi18n-lib.h>

#include "ent-returns-csv.h"
#include "ent-returns-json.h"
#include "ent-returns-xlsx.h"

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

typedef gboolean (*Write) (EntWorkspace *workspace, EntReturnsYear *year, const char *path, Progress *progress, GCancellable *cancellable, GError **error);

static gboolean
write_report (EntWorkspace *workspace,
              EntReturnsYear *year,
              const char *path,
              Progress *progress,
              GCancellable *cancellable,
              GError **error)
{
  return ent_returns_write_pdf (year, workspace, path, pass_on, progress, cancellable, error);
}

static gboolean
write_workbook (EntWorkspace *workspace,
                EntReturnsYear *year,
                const char *path,
                Progress *progress,
                GCancellable *cancellable,
                GError **error)
{
  return ent_returns_write_xlsx (year, workspace, path, pass_on, progress, cancellable, error);
}

static gboolean
write_french_table (EntWorkspace *workspace,
                    EntReturnsYear *year,
                    const char *path,
                    Progress *progress,
                    GCancellable *cancellable,
                    GError **error)
{
  return ent_returns_write_csv (year, path, ENT_CSV_FRENCH, cancellable, error);
}

static gboolean
write_table (EntWorkspace *workspace,
             EntReturnsYear *year,
             const char *path,
             Progress *progress,
             GCancellable *cancellable,
             GError **error)
{
  return ent_returns_write_csv (year, path, ENT_CSV_INTERNATIONAL, cancellable, error);
}

static gboolean
write_data (EntWorkspace *workspace,
            EntReturnsYear *year,
            const char *path,
            Progress *progress,
            GCancellable *cancellable,
            GError **error)
{
  return ent_returns_write_json (year, path, cancellable, error);
}

static const struct
{
  const char *label; /* untranslated */
  const char *name;  /* of the file, without its ending; the year goes in */
  const char *suffix;
  Write write;
} documents[] = {
  [ENT_DOCUMENT_REPORT] = { N_ ("Report (PDF)"), N_ ("Returns %d"), "pdf", write_report },
  [ENT_DOCUMENT_WORKBOOK] = { N_ ("Workbook (XLSX)"), N_ ("Returns %d"), "xlsx", write_workbook },
  [ENT_DOCUMENT_FRENCH_TABLE] = { N_ ("Figures for French spreadsheets (CSV)"), N_ ("Returns %d"), "csv", write_french_table },
  [ENT_DOCUMENT_TABLE] = { N_ ("Figures in the international form (CSV)"), N_ ("Returns %d"), "csv", write_table },
  [ENT_DOCUMENT_DATA] = { N_ ("All figures for programs (JSON)"), N_ ("Returns %d"), "json", write_data },
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
  Progress scaled = { progress, progress_data, request->figures == NULL ? 0.1 : 0 };
  g_autoptr (EntReturnsYear) year = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail ((guint) request->kind < ENT_N_DOCUMENTS, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  year = request->figures != NULL ? g_object_ref (request->figures)
                                  : ent_returns_year_new (workspace, request->year, request->selection, cancellable, error);
  if (year == NULL)
    return FALSE;

  pass_on (0, &scaled);
  return documents[request->kind].write (workspace, year, path, &scaled, cancellable, error)
         && (pass_on (1, &scaled), TRUE);
}

/* Off the main thread. */

typedef struct
{
  char *workspace;                /* (owned) */
  char *path;                     /* (owned) */
  EntDocumentRequest request;
  EntReturnsYear *figures;        /* (nullable) (owned) */
  EntReturnsSelection *selection; /* (owned) */
  GMainContext *context;          /* (owned): who asked */
  EntReturnsProgress progress;    /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;      /* (nullable) (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->workspace);
  g_free (self->path);
  g_clear_object (&self->figures);
  ent_returns_selection_free (self->selection);
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
  const Job *job = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task) && !g_cancellable_is_cancelled (job->cancellable))
    job->progress (step->fraction, job->progress_data);

  return G_SOURCE_REMOVE;
}

static void
report_step (double fraction,
             gpointer task)
{
  const Job *job = g_task_get_task_data (task);
  Step *step = g_new0 (Step, 1);

  step->task = g_object_ref (task);
  step->fraction = fraction;
  g_main_context_invoke_full (job->context, G_PRIORITY_DEFAULT_IDLE, report_step_cb, step, step_free);
}

static void
write_thread (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (job->workspace, ENT_WORKSPACE_READ_ONLY | ENT_WORKSPACE_CHECKED, &error);

  if (workspace != NULL
      && ent_document_write (workspace, &job->request, job->path, job->progress != NULL ? report_step : NULL, task, cancellable, &error))
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
  Job *job = g_new0 (Job, 1);

  job->workspace = g_strdup (workspace);
  job->path = g_strdup (path);
  job->figures = request->figures != NULL ? g_object_ref (request->figures) : NULL;
  job->selection = ent_returns_selection_copy (request->selection);
  job->request = *request;
  job->request.figures = job->figures;
  job->request.selection = job->selection;
  job->context = g_main_context_ref_thread_default ();
  job->progress = progress;
  job->progress_data = progress_data;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_source_tag (task, ent_document_write_async);
  g_task_set_task_data (task, job, job_free);
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
