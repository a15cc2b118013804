/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents are written off the main thread. */
#include "ent-document.h"

typedef struct
{
  char *workspace;             /* (owned) */
  char *path;                  /* (owned) */
  EntDocumentRequest *request; /* (owned) */
  GMainContext *context;       /* (owned): who asked */
  EntReturnsProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;   /* (nullable) (owned) */
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->workspace);
  g_free (self->path);
  ent_document_request_free (self->request);
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
      && ent_document_write (workspace, order->request, order->path, order->progress != NULL ? report_step : NULL, task, cancellable, &error))
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
  order->request = ent_document_request_copy (request);
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
