/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does what the engine says: sends, waits, and has the workspace worked on. */
#include "ent-sync-driver-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (EntSyncDriver, ent_sync_driver, G_TYPE_OBJECT)

typedef enum
{
  PROP_RUNNING = 1,
  PROP_REMOTE,
  PROP_RECEIVED,
  PROP_SENT,
  PROP_EXPECTED,
} EntSyncDriverProperty;

static GParamSpec *props[PROP_EXPECTED + 1];

/* One round, kept with its task. What comes back after its end is dropped. */
typedef struct
{
  char *name;                    /* (not nullable) (owned) */
  EntSyncFlags flags;
  GPtrArray *seen;               /* (nullable) (owned) (element-type EntSyncItem) */
  EntSyncConnection *connection; /* (nullable) (owned) */
  EntSyncEngine *engine;         /* (nullable) (owned) */
  GSource *wait;                 /* (nullable) (owned) */
  GSource *cancelled;            /* (nullable) (owned) */
  GCancellable *stop;            /* (not nullable) (owned): ends what is under way */
  gboolean over;
} Round;

static void
destroy_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
round_free (Round *round)
{
  g_free (round->name);
  g_clear_pointer (&round->seen, g_ptr_array_unref);
  ent_sync_connection_free (round->connection);
  g_clear_object (&round->engine);
  g_clear_pointer (&round->wait, destroy_source);
  g_clear_pointer (&round->cancelled, destroy_source);
  g_object_unref (round->stop);
  g_free (round);
}

static void
ent_sync_driver_finalize (GObject *object)
{
  EntSyncDriver *self = ENT_SYNC_DRIVER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->workspace);
  g_clear_object (&self->secrets);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ent_sync_driver_parent_class)->finalize (object);
}

static void
ent_sync_driver_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntSyncDriver *self = ENT_SYNC_DRIVER (object);

  switch ((EntSyncDriverProperty) property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, ent_sync_driver_is_running (self));
      break;
    case PROP_REMOTE:
      g_value_set_string (value, ent_sync_driver_get_remote (self));
      break;
    case PROP_RECEIVED:
      g_value_set_uint (value, ent_sync_driver_get_received (self));
      break;
    case PROP_SENT:
      g_value_set_uint (value, ent_sync_driver_get_sent (self));
      break;
    case PROP_EXPECTED:
      g_value_set_uint (value, ent_sync_driver_get_expected (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_sync_driver_class_init (EntSyncDriverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = ent_sync_driver_finalize;
  object_class->get_property = ent_sync_driver_get_property;

  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  props[PROP_REMOTE] = g_param_spec_string ("remote", NULL, NULL, NULL, flags);
  props[PROP_RECEIVED] = g_param_spec_uint ("received", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_SENT] = g_param_spec_uint ("sent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_EXPECTED] = g_param_spec_uint ("expected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_sync_driver_init (EntSyncDriver *self)
{
  self->session = ent_sync_http_new_session ();
}

/**
 * ent_sync_driver_new:
 * @store: the store of a window
 * @secrets: where the passwords are
 *
 * Returns: (transfer full): a driver that has the store's own thread work on the workspace
 */
EntSyncDriver *
ent_sync_driver_new (EntStore *store,
                     EntSecrets *secrets)
{
  EntSyncDriver *self = g_object_new (ENT_TYPE_SYNC_DRIVER, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  return self;
}

/**
 * ent_sync_driver_new_for_workspace:
 * @workspace: a workspace of this thread, which nobody else uses while a round is under way
 * @secrets: where the passwords are
 *
 * Returns: (transfer full): a driver that works on the workspace itself
 */
EntSyncDriver *
ent_sync_driver_new_for_workspace (EntWorkspace *workspace,
                                   EntSecrets *secrets)
{
  EntSyncDriver *self = g_object_new (ENT_TYPE_SYNC_DRIVER, NULL);

  self->workspace = g_object_ref (workspace);
  self->secrets = g_object_ref (secrets);
  return self;
}

/* What is done in a workspace that no store has. */
typedef struct
{
  EntStoreFunc func;
  gpointer data;
} Errand;

/* In a thread of its own, which gives the reference to its task back: the last one must not go there, where libsoup fails. */
static gpointer
run_errand (gpointer data)
{
  GTask *work = data;
  EntSyncDriver *self = g_task_get_source_object (work);
  const Errand *errand = g_task_get_task_data (work);
  GError *error = NULL;

  if (errand->func (self->workspace, errand->data, NULL, &error) != NULL)
    g_task_return_boolean (work, TRUE);
  else
    g_task_return_error (work, error);

  return work;
}

/* Afterwards the workspace belongs to this thread alone. */
static void
wait_for_errand (EntSyncDriver *self)
{
  GThread *thread = g_steal_pointer (&self->thread);

  if (thread != NULL)
    g_object_unref (g_thread_join (thread));
}

/* While a page is taken in, the next one is received: that is why the workspace is worked on in a thread. */
static void
send_on_errand (EntSyncDriver *self,
                EntStoreFunc func,
                gpointer data,
                GAsyncReadyCallback callback,
                GTask *task)
{
  GTask *work = g_task_new (self, NULL, callback, g_object_ref (task));
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand){ .func = func, .data = data };
  g_task_set_source_tag (work, send_on_errand);
  g_task_set_task_data (work, errand, g_free);
  wait_for_errand (self);
  self->thread = g_thread_new ("sync", run_errand, work);
}

/* Has @func work on the workspace, in another thread. @data lives as long as @task, which @callback is given a reference
 * to. */
void
ent_sync_driver_work_async (EntSyncDriver *self,
                            EntStoreFunc func,
                            gpointer data,
                            GAsyncReadyCallback callback,
                            GTask *task)
{
  if (self->store != NULL)
    ent_store_write_async (self->store, func, data, NULL, NULL, NULL, callback, g_object_ref (task));
  else
    send_on_errand (self, func, data, callback, task);
}

gboolean
ent_sync_driver_work_finish (EntSyncDriver *self,
                             GAsyncResult *result,
                             GError **error)
{
  if (self->store != NULL)
    return ent_store_finish (self->store, result, error) != NULL;

  wait_for_errand (self);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
notify_progress (EntSyncDriver *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECEIVED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPECTED]);
}

static void
notify_running (EntSyncDriver *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REMOTE]);
}

/* Returns the round's result once and for all. */
static void
return_round (EntSyncDriver *self,
              GTask *task,
              GError *error)
{
  g_autoptr (GTask) held = g_object_ref (task);

  wait_for_errand (self);
  if (self->task == task)
    {
      g_clear_object (&self->task);
      notify_running (self);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

typedef struct
{
  char *remote;
  GError *error;
} Failure;

static void
failure_free (Failure *failure)
{
  g_free (failure->remote);
  g_clear_error (&failure->error);
  g_free (failure);
}

static gpointer
write_failure (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Failure *failure = data;
  g_autoptr (EntRemote) remote = ent_sync_state_get_remote (workspace, failure->remote, error);

  if (remote == NULL)
    return NULL;

  g_set_str (&remote->status, failure->error->message);
  return ent_sync_state_save_remote (workspace, remote, error) ? failure : NULL;
}

static void
failure_written_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = g_task_get_source_object (task);
  Failure *failure = g_object_get_data (G_OBJECT (task), "failure");
  g_autoptr (GError) unwritten = NULL;

  /* The failure itself is what the user has to hear of. */
  ent_sync_driver_work_finish (self, result, &unwritten);
  return_round (self, task, g_steal_pointer (&failure->error));
}

/* The end of a round: nothing that is still under way counts any more. */
static void
end_round (EntSyncDriver *self,
           GTask *task,
           const GError *error)
{
  Round *round = g_task_get_task_data (task);
  Failure *failure;

  if (round->over)
    return;

  round->over = TRUE;
  g_clear_pointer (&round->wait, destroy_source);
  g_clear_pointer (&round->cancelled, destroy_source);
  g_cancellable_cancel (round->stop);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      return_round (self, task, error != NULL ? g_error_copy (error) : NULL);
      return;
    }

  failure = g_new0 (Failure, 1);
  failure->remote = g_strdup (round->name);
  failure->error = g_error_copy (error);
  g_object_set_data_full (G_OBJECT (task), "failure", failure, (GDestroyNotify) failure_free);
  ent_sync_driver_work_async (self, write_failure, failure, failure_written_cb, task);
}

static void
follow_engine (EntSyncDriver *self,
               GTask *task);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  g_autoptr (EntSyncAnswer) answer = ent_sync_http_send_finish (SOUP_SESSION (source), result);

  if (round->over)
    return;

  ent_sync_engine_answered (round->engine, answer);
  follow_engine (g_task_get_source_object (task), task);
}

static gpointer
run_work (EntWorkspace *workspace,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return ent_sync_work_run (data, workspace, error) ? data : NULL;
}

static void
worked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);
  g_autoptr (EntSyncWork) work = g_object_steal_data (G_OBJECT (task), "work");
  g_autoptr (GError) error = NULL;

  ent_sync_driver_work_finish (self, result, &error);
  if (round->over)
    return;

  ent_sync_engine_worked (round->engine, work, error);
  notify_progress (self);
  follow_engine (self, task);
}

static gboolean
waited_cb (gpointer user_data)
{
  GTask *task = user_data;
  Round *round = g_task_get_task_data (task);

  g_clear_pointer (&round->wait, destroy_source);
  ent_sync_engine_waited (round->engine);
  follow_engine (g_task_get_source_object (task), task);
  return G_SOURCE_REMOVE;
}

static void
wait_for (Round *round,
          GTask *task,
          double seconds)
{
  round->wait = g_timeout_source_new (seconds * 1000);
  g_source_set_callback (round->wait, waited_cb, g_object_ref (task), g_object_unref);
  g_source_attach (round->wait, g_main_context_get_thread_default ());
}

static void
follow_engine (EntSyncDriver *self,
               GTask *task)
{
  Round *round = g_task_get_task_data (task);

  while (!round->over)
    {
      g_autoptr (EntSyncStep) step = ent_sync_engine_next (round->engine);

      if (step == NULL)
        return;

      switch (step->kind)
        {
        case ENT_SYNC_STEP_SEND:
          ent_sync_http_send_async (self->session, round->connection->url, round->connection->authorization, step->request, round->stop, answered_cb,
                                    g_object_ref (task));
          break;
        case ENT_SYNC_STEP_WORK:
          g_object_set_data_full (G_OBJECT (task), "work", g_object_ref (step->work), g_object_unref);
          ent_sync_driver_work_async (self, run_work, step->work, worked_cb, task);
          break;
        case ENT_SYNC_STEP_WAIT:
          wait_for (round, task, step->seconds);
          break;
        case ENT_SYNC_STEP_END:
          end_round (self, task, step->error);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GTask) held = g_object_ref (task);
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  end_round (g_task_get_source_object (task), task, error);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (Round *round,
                   GTask *task)
{
  if (g_task_get_cancellable (task) == NULL)
    return;

  round->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
  g_source_set_callback (round->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), g_object_unref);
  g_source_attach (round->cancelled, g_main_context_get_thread_default ());
}

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EntSyncDriver *self = ENT_SYNC_DRIVER (source);
  Round *round = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  round->connection = ent_sync_driver_connect_finish (self, result, &error);
  if (round->over)
    return;
  if (round->connection == NULL)
    {
      end_round (self, task, error);
      return;
    }

  round->engine = ent_sync_engine_new (round->name, round->connection->remote->circle, g_random_int ());
  ent_sync_engine_set_pull_only (round->engine, (round->flags & ENT_SYNC_PULL_ONLY) != 0);
  ent_sync_engine_set_seen (round->engine, round->seen);
  follow_engine (self, task);
}

/**
 * ent_sync_driver_run_async:
 * @self: a driver
 * @remote: the name of a remote
 * @flags: what to leave out
 * @seen: (nullable) (element-type EntSyncItem): of ent_sync_preview(), which the user agreed to: nothing else is published
 * @cancellable: (nullable): to stop it at any moment; the next round carries on from there
 * @callback: called when the round is over
 * @user_data: for @callback
 *
 * Synchronises the workspace with a remote: pull, merge, push.
 */
void
ent_sync_driver_run_async (EntSyncDriver *self,
                           const char *remote,
                           EntSyncFlags flags,
                           GPtrArray *seen,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, ent_sync_driver_run_async);
  g_task_set_task_data (task, round, (GDestroyNotify) round_free);
  round->name = g_strdup (remote);
  round->flags = flags;
  round->seen = seen != NULL ? g_ptr_array_ref (seen) : NULL;
  round->stop = g_cancellable_new ();
  if (self->task != NULL)
    {
      g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_BUSY, "%s", _ ("Another shared space is being synchronised. Wait until that is done."));
      return;
    }

  g_set_object (&self->task, task);
  notify_running (self);
  notify_progress (self);
  watch_cancellable (round, task);
  ent_sync_driver_connect_async (self, remote, round->stop, connected_cb, g_object_ref (task));
}

/**
 * ent_sync_driver_run_finish:
 * @self: a driver
 * @result: of ent_sync_driver_run_async()
 * @ret_summary: (out caller-allocates) (optional): what was done, also where the round failed
 * @error: set where it failed, in the user's words
 *
 * Returns: whether the round is complete
 */
gboolean
ent_sync_driver_run_finish (EntSyncDriver *self,
                            GAsyncResult *result,
                            EntSyncSummary *ret_summary,
                            GError **error)
{
  Round *round = g_task_get_task_data (G_TASK (result));

  if (ret_summary != NULL)
    *ret_summary = round->engine != NULL ? *ent_sync_engine_get_summary (round->engine) : (EntSyncSummary){ 0 };

  return g_task_propagate_boolean (G_TASK (result), error);
}

static Round *
current_round (EntSyncDriver *self)
{
  Round *round = self->task != NULL ? g_task_get_task_data (self->task) : NULL;

  return round != NULL && round->engine != NULL ? round : NULL;
}

/**
 * ent_sync_driver_is_running:
 * @self: a driver
 *
 * Returns: whether a round is under way
 */
gboolean
ent_sync_driver_is_running (EntSyncDriver *self)
{
  return self->task != NULL;
}

/**
 * ent_sync_driver_get_remote:
 * @self: a driver
 *
 * Returns: (nullable): the name of the remote that is being synchronised
 */
const char *
ent_sync_driver_get_remote (EntSyncDriver *self)
{
  return self->task != NULL ? ((Round *) g_task_get_task_data (self->task))->name : NULL;
}

/**
 * ent_sync_driver_get_received:
 * @self: a driver
 *
 * Returns: how many changes of the server the present round has looked at
 */
guint
ent_sync_driver_get_received (EntSyncDriver *self)
{
  Round *round = current_round (self);

  return round != NULL ? ent_sync_engine_get_taken (round->engine) : 0;
}

/**
 * ent_sync_driver_get_sent:
 * @self: a driver
 *
 * Returns: how many records the server has taken in the present round
 */
guint
ent_sync_driver_get_sent (EntSyncDriver *self)
{
  Round *round = current_round (self);

  return round != NULL ? ent_sync_engine_get_summary (round->engine)->sent : 0;
}

/**
 * ent_sync_driver_get_expected:
 * @self: a driver
 *
 * Returns: how many more changes the server has announced
 */
guint
ent_sync_driver_get_expected (EntSyncDriver *self)
{
  Round *round = current_round (self);

  return round != NULL ? ent_sync_engine_get_expected (round->engine) : 0;
}
