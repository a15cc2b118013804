/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-lane-private.h"

struct _EntLane
{
  GThread *thread;         /* set once in ent_lane_new() */
  GAsyncQueue *jobs;       /* (element-type Job) (owned); any thread */
  GMainContext *context;   /* (not nullable) (owned); where results are heard; any thread */
  EntWorkspace *workspace; /* (owned); own thread only, but for sqlite3_interrupt() */
  gboolean writes;         /* set once */
  EntLaneNotify ran;       /* (nullable); set once */
  EntLaneNotify freed;     /* (nullable); set once */
  int closing;             /* (atomic) */
};

typedef struct
{
  GTask *task;            /* (owned), NULL only in the job that ends the thread */
  EntStoreFunc func;      /* own thread */
  gpointer data;          /* (owned) */
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  EntLaneNotify ran;
  EntLaneNotify freed;
} Job;

/* Both in the thread of the store. The task holds its source object, and perhaps its last reference. */
static gboolean
job_ran_cb (gpointer data)
{
  Job *job = data;

  job->ran (g_task_get_source_object (job->task));
  return G_SOURCE_REMOVE;
}

static gboolean
job_free_cb (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  if (job->freed != NULL)
    job->freed (g_task_get_source_object (job->task));
  g_object_unref (job->task);
  g_free (job);

  return G_SOURCE_REMOVE;
}

/* Never g_main_context_invoke(): it calls at once, in this thread, where nobody iterates the context. */
static void
post (EntLane *self,
      GSourceFunc func,
      Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, job, NULL);
  g_source_set_static_name (source, "EntLane");
  g_source_attach (source, self->context);
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer data)
{
  EntLane *self = data;

  sqlite3_interrupt (ent_database_get_handle (ent_workspace_get_database (self->workspace)));
}

static gpointer
call (EntLane *self,
      Job *job,
      GError **error)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gulong handler = 0;
  gpointer result;

  if (!self->writes && cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), self, NULL);
  result = job->func (self->workspace, job->data, cancellable, error);
  g_cancellable_disconnect (cancellable, handler);

  return result;
}

/* A write that was queued is carried out; only reads can be cancelled. */
static gboolean
return_if_unwanted (EntLane *self,
                    Job *job)
{
  if (self->writes)
    return FALSE;
  if (!g_atomic_int_get (&self->closing))
    return g_task_return_error_if_cancelled (job->task);

  g_task_return_new_error_literal (job->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the workspace is being closed");
  return TRUE;
}

static void
run (EntLane *self,
     Job *job)
{
  g_autoptr (GError) error = NULL;
  gpointer result = call (self, job, &error);

  /* What a write changed is announced before its own result: who hears the result finds all as it is now. */
  if (job->ran != NULL)
    post (self, job_ran_cb, job);

  if (error == NULL)
    {
      g_task_return_pointer (job->task, result, job->result_free);
      return;
    }

  if (result != NULL && job->result_free != NULL)
    job->result_free (result);
  if (!return_if_unwanted (self, job))
    g_task_return_error (job->task, g_steal_pointer (&error));
}

static gpointer
lane_main (gpointer data)
{
  EntLane *self = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (job->task == NULL)
        {
          g_free (job);
          break;
        }
      if (!return_if_unwanted (self, job))
        run (self, job);
      post (self, job_free_cb, job);
    }

  return NULL;
}

/*
 * ent_lane_new:
 * @name: of the thread
 * @workspace: (transfer full): the connection, that no other thread uses from now on
 * @writes: whether jobs may not be skipped
 * @ran: (nullable): called after each job, before its result is heard
 * @freed: (nullable): called when a job has ended, after its result was heard
 *
 * Results are heard, and jobs freed, in the main context that is the default of the calling thread.
 *
 * Returns: (transfer full): the thread, running
 */
EntLane *
ent_lane_new (const char *name,
              EntWorkspace *workspace,
              gboolean writes,
              EntLaneNotify ran,
              EntLaneNotify freed)
{
  EntLane *self = g_new0 (EntLane, 1);

  self->jobs = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
  self->workspace = workspace;
  self->writes = writes;
  self->ran = ran;
  self->freed = freed;
  self->thread = g_thread_new (name, lane_main, self);

  return self;
}

/*
 * ent_lane_push:
 * @self: a lane
 * @task: (transfer full): returns what @func returns
 * @func: the work, called in the thread of the lane
 * @data: given to @func
 * @data_free: (nullable): called in the thread of the store when all is over
 * @result_free: (nullable): frees a result that nobody took
 */
void
ent_lane_push (EntLane *self,
               GTask *task,
               EntStoreFunc func,
               gpointer data,
               GDestroyNotify data_free,
               GDestroyNotify result_free)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job){ task, func, data, data_free, result_free, self->ran, self->freed };
  g_async_queue_push (self->jobs, job);
}

/*
 * ent_lane_close:
 * @self: (transfer full): a lane
 *
 * Waits until all writes are carried out; reads are broken off and end as cancelled.
 */
void
ent_lane_close (EntLane *self)
{
  g_atomic_int_set (&self->closing, TRUE);
  if (!self->writes)
    interrupt_cb (NULL, self);

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_object_unref (self->workspace);
  g_async_queue_unref (self->jobs);
  g_main_context_unref (self->context);
  g_free (self);
}
