/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-document-preview.h"

#include <glib/gstdio.h>

/* What is enough to know a file by. */
#define MOST_BYTES 24000

/* Rows enough to know a table by. */
#define MOST_ROWS 200

typedef struct
{
  char *workspace;             /* (owned) */
  EntDocumentRequest *request; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->workspace);
  ent_document_request_free (self->request);
  g_free (self);
}

/**
 * ent_document_preview_free:
 * @self: (nullable) (transfer full): a preview
 */
void
ent_document_preview_free (EntDocumentPreview *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->table, ent_document_table_free);
  g_free (self->text);
  g_free (self);
}

/**
 * ent_document_preview_is_blocked:
 * @self: a preview
 *
 * Returns: whether something has to be settled before the document can be written
 */
gboolean
ent_document_preview_is_blocked (const EntDocumentPreview *self)
{
  for (guint i = 0; i < self->problems->len; i++)
    if (((const EntDocumentProblem *) self->problems->pdata[i])->blocks)
      return TRUE;

  return FALSE;
}

/* The beginning, whole lines of it where there are lines. */
static char *
read_beginning (const char *path,
                GError **error)
{
  g_autofree char *content = NULL;
  g_autofree char *valid = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  if (length > MOST_BYTES)
    {
      char *end = g_utf8_find_prev_char (content, content + MOST_BYTES);
      char *line = g_strrstr_len (content, end - content, "\n");

      *(line != NULL ? line + 1 : end) = '\0';
      valid = g_utf8_make_valid (content, -1);
      return g_strconcat (valid, "…", NULL);
    }

  return g_utf8_make_valid (content, length);
}

/* What is a text is written where nobody looks, and read. */
static char *
preview_text (EntWorkspace *workspace,
              const EntDocumentRequest *request,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("entente-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "preview", NULL) : NULL;
  char *text = NULL;

  if (path == NULL)
    return NULL;

  if (ent_document_write (workspace, request, path, NULL, NULL, cancellable, error))
    text = read_beginning (path, error);
  g_unlink (path);
  g_rmdir (folder);

  return text;
}

/* What is blocked can be looked at where it is a table; a workbook needs no more than its figures. */
static gboolean
look (EntDocumentPreview *self,
      EntWorkspace *workspace,
      const EntDocumentRequest *request,
      GCancellable *cancellable,
      GError **error)
{
  gboolean blocked = ent_document_preview_is_blocked (self);

  if (ent_document_is_table (request->kind) && (!blocked || request->kind == ENT_DOCUMENT_ODA))
    return (self->table = ent_document_read_table (workspace, request, MOST_ROWS, cancellable, error)) != NULL;
  if (blocked || request->kind == ENT_DOCUMENT_WORKBOOK)
    return TRUE;
  if (request->kind == ENT_DOCUMENT_REPORT)
    return (self->pages = ent_document_draw_pages (workspace, request, cancellable, error)) != NULL;

  return (self->text = preview_text (workspace, request, cancellable, error)) != NULL;
}

static EntDocumentPreview *
preview (const Job *job,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (EntDocumentPreview) self = g_new0 (EntDocumentPreview, 1);
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (job->workspace, ENT_WORKSPACE_SHOWN | ENT_WORKSPACE_CHECKED, error);

  if (workspace == NULL)
    return NULL;

  self->problems = ent_document_check (workspace, job->request, cancellable, error);

  return self->problems != NULL && look (self, workspace, job->request, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

static void
preview_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  EntDocumentPreview *self = preview (data, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) ent_document_preview_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ent_document_preview_async:
 * @workspace: path of the workspace
 * @request: what is asked for; copied
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Finds out, in a thread of its own, what a document will look like.
 */
void
ent_document_preview_async (const char *workspace,
                            const EntDocumentRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->workspace = g_strdup (workspace);
  job->request = ent_document_request_copy (request);
  g_task_set_source_tag (task, ent_document_preview_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, preview_thread);
}

/**
 * ent_document_preview_finish:
 * @result: what the callback was given
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable): what the document will be
 */
EntDocumentPreview *
ent_document_preview_finish (GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
