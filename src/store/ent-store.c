/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-store.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "ent-lane-private.h"

/* A sync of many batches, or another process at work, is told as one change in so many milliseconds. */
#define ANNOUNCE_INTERVAL 100

struct _EntStore
{
  GObject parent_instance;

  char *path;              /* (not nullable) (owned) */
  gboolean read_only;
  EntLane *writer;         /* (owned); NULL once closed */
  EntLane *reader;         /* (owned); NULL once closed */
  EntWorkspace *view;      /* (owned); main thread only, NULL once closed */
  gint64 version;          /* of the data, as @view last saw it */
  char *undo_label;        /* (nullable) (owned) */
  char *redo_label;        /* (nullable) (owned) */
  guint n_jobs;            /* that wait or run, and @announcement */
  GFileMonitor *monitors[2]; /* (owned): the file and its log */
  GSource *announcement;   /* (nullable) (owned) */
  gint64 announced;        /* when `changed` was last emitted, monotonic time */
};

G_DEFINE_FINAL_TYPE (EntStore, ent_store, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATH = 1,
  PROP_READ_ONLY,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_WORKING,
} EntStoreProperty;

static GParamSpec *props[PROP_WORKING + 1];
static guint changed_signal;

static void
count_jobs (EntStore *self,
            int difference)
{
  gboolean was_working = self->n_jobs > 0;

  self->n_jobs += difference;
  if (was_working != (self->n_jobs > 0))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORKING]);
}

static void
announce (EntStore *self)
{
  self->announced = g_get_monotonic_time ();
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
announce_cb (gpointer data)
{
  EntStore *self = data;

  g_clear_pointer (&self->announcement, g_source_unref);
  count_jobs (self, -1);
  announce (self);

  return G_SOURCE_REMOVE;
}

static void
announce_soon (EntStore *self)
{
  gint64 left = ANNOUNCE_INTERVAL - (g_get_monotonic_time () - self->announced) / 1000;

  if (self->announcement != NULL)
    return;
  if (left <= 0)
    {
      announce (self);
      return;
    }

  /* Whoever waits for the store to be done finds that all have heard. */
  count_jobs (self, 1);
  self->announcement = g_timeout_source_new (left);
  g_source_set_callback (self->announcement, announce_cb, self, NULL);
  g_source_set_static_name (self->announcement, "EntStore changed");
  g_source_attach (self->announcement, g_main_context_get_thread_default ());
}

static gint64
read_version (EntStore *self)
{
  EntDatabase *database = ent_workspace_get_database (self->view);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, "PRAGMA data_version", NULL);
  gboolean row = FALSE;

  if (statement == NULL || !ent_database_step (database, statement, &row, NULL) || !row)
    return self->version;

  return sqlite3_column_int64 (statement, 0);
}

static void
read_labels (EntStore *self)
{
  g_autofree char *undo = ent_workspace_peek_undo (self->view);
  g_autofree char *redo = ent_workspace_peek_redo (self->view);

  if (g_set_str (&self->undo_label, undo))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_UNDO_LABEL]);
  if (g_set_str (&self->redo_label, redo))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REDO_LABEL]);
}

/* What the writing thread did looks to the view like what another process did: one check serves both. */
static void
look (gpointer source)
{
  EntStore *self = source;
  gint64 version;

  if (self->view == NULL)
    return;

  version = read_version (self);
  if (version == self->version)
    return;

  self->version = version;
  read_labels (self);
  announce_soon (self);
}

static void
job_freed (gpointer source)
{
  count_jobs (source, -1);
}

/* Undo and saves of other processes are seen through the file system: there is no other way to hear of them. */
static void
watch (EntStore *self)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  const char *const paths[] = { self->path, log };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);

      self->monitors[i] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
      if (self->monitors[i] == NULL)
        continue;
      g_file_monitor_set_rate_limit (self->monitors[i], ANNOUNCE_INTERVAL);
      g_signal_connect_object (self->monitors[i], "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
    }
}

typedef struct
{
  char *path;
  EntWorkspaceFlags flags;
  EntWorkspace *writer; /* the three connections, in the order in which they are opened */
  EntWorkspace *reader;
  EntWorkspace *view;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_object (&opening->view);
  g_clear_object (&opening->reader);
  g_clear_object (&opening->writer);
  g_free (opening->path);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
open_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  const EntWorkspaceFlags again = ENT_WORKSPACE_SHOWN | ENT_WORKSPACE_CHECKED;
  Opening *opening = task_data;
  g_autoptr (GError) error = NULL;

  opening->writer = ent_workspace_open (opening->path, opening->flags, &error);
  if (opening->writer != NULL)
    opening->reader = ent_workspace_open (opening->path, again, &error);
  if (opening->reader != NULL)
    opening->view = ent_workspace_open (opening->path, again, &error);

  if (opening->view == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ent_store_open_async:
 * @path: the file of the workspace
 * @flags: whether to make it, and whether to read only
 * @cancellable: (nullable): to give up waiting
 * @callback: called when it is open, or cannot be
 * @user_data: for @callback
 *
 * Opens a workspace, which may take a while where an older one is brought up to date.
 */
void
ent_store_open_async (const char *path,
                      EntWorkspaceFlags flags,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_return_if_fail (path != NULL);

  opening->path = g_strdup (path);
  opening->flags = flags;
  g_task_set_source_tag (task, ent_store_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * ent_store_open_finish:
 * @result: what the callback was given
 * @error: set where the file could not be opened, see #EntError
 *
 * Returns: (transfer full): the store, that belongs to the calling thread
 */
EntStore *
ent_store_open_finish (GAsyncResult *result,
                       GError **error)
{
  Opening *opening;
  EntStore *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, ent_store_open_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  opening = g_task_get_task_data (G_TASK (result));
  self = g_object_new (ENT_TYPE_STORE, NULL);
  self->path = g_strdup (opening->path);
  self->read_only = ent_workspace_is_read_only (opening->writer);
  self->view = g_steal_pointer (&opening->view);
  self->writer = ent_lane_new ("ent-writer", g_steal_pointer (&opening->writer), TRUE, look, job_freed);
  self->reader = ent_lane_new ("ent-reader", g_steal_pointer (&opening->reader), FALSE, NULL, job_freed);
  self->version = read_version (self);
  read_labels (self);
  watch (self);

  return self;
}

/**
 * ent_store_close:
 * @self: a store
 *
 * Waits until all that was to be written is written, and lets go of the file. Reads are broken off.
 * Whatever is asked for afterwards fails.
 */
void
ent_store_close (EntStore *self)
{
  g_return_if_fail (ENT_IS_STORE (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    if (self->monitors[i] != NULL)
      g_file_monitor_cancel (self->monitors[i]);
  if (self->announcement != NULL)
    {
      g_source_destroy (self->announcement);
      g_clear_pointer (&self->announcement, g_source_unref);
      count_jobs (self, -1);
    }

  /* The writer goes last: the last connection to close empties the log into the file. */
  g_clear_object (&self->view);
  g_clear_pointer (&self->reader, ent_lane_close);
  g_clear_pointer (&self->writer, ent_lane_close);
}

static void
ent_store_dispose (GObject *object)
{
  EntStore *self = ENT_STORE (object);

  ent_store_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    g_clear_object (&self->monitors[i]);

  G_OBJECT_CLASS (ent_store_parent_class)->dispose (object);
}

static void
ent_store_finalize (GObject *object)
{
  EntStore *self = ENT_STORE (object);

  g_free (self->path);
  g_free (self->undo_label);
  g_free (self->redo_label);

  G_OBJECT_CLASS (ent_store_parent_class)->finalize (object);
}

static void
ent_store_get_property (GObject *object,
                        guint property_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  EntStore *self = ENT_STORE (object);

  switch ((EntStoreProperty) property_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, self->n_jobs > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_store_class_init (EntStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ent_store_dispose;
  object_class->finalize = ent_store_finalize;
  object_class->get_property = ent_store_get_property;

  props[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  props[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * EntStore::changed:
   *
   * Something in the workspace is different, by this process or another. Emitted in the thread of the store.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
ent_store_init (EntStore *self)
{
}

/**
 * ent_store_get_path:
 * @self: a store
 *
 * Returns: the path of its file
 */
const char *
ent_store_get_path (EntStore *self)
{
  g_return_val_if_fail (ENT_IS_STORE (self), NULL);

  return self->path;
}

/**
 * ent_store_is_read_only:
 * @self: a store
 *
 * Returns: whether writes fail
 */
gboolean
ent_store_is_read_only (EntStore *self)
{
  g_return_val_if_fail (ENT_IS_STORE (self), TRUE);

  return self->read_only;
}

/**
 * ent_store_get_reader:
 * @self: a store
 *
 * For reads by identifier or row, which are shorter than a frame; all others go through ent_store_read_async().
 *
 * Returns: (transfer none) (nullable): the connection of this thread, read only, %NULL once closed
 */
EntWorkspace *
ent_store_get_reader (EntStore *self)
{
  g_return_val_if_fail (ENT_IS_STORE (self), NULL);

  return self->view;
}

static void
push (EntStore *self,
      EntLane *lane,
      gpointer tag,
      EntStoreFunc func,
      gpointer data,
      GDestroyNotify data_free,
      GDestroyNotify result_free,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (lane == NULL)
    {
      g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED, _ ("The workspace is closed. Open it again to go on."));
      if (data_free != NULL)
        data_free (data);
      return;
    }

  count_jobs (self, 1);
  ent_lane_push (lane, g_steal_pointer (&task), func, data, data_free, result_free);
}

/**
 * ent_store_write_async:
 * @self: a store
 * @func: (scope async): writes, in the thread of the writing connection
 * @data: for @func
 * @data_free: (nullable): frees @data, in the thread of the store, when all is over
 * @result_free: (nullable): frees what @func returned, where nobody took it
 * @cancellable: (nullable): given to @func, which may end early; a write that waits is carried out all the same,
 *   only that its result is no longer heard
 * @callback: (nullable): called when it is written
 * @user_data: for @callback
 *
 * Writes are carried out one after the other, in the order in which they were asked for.
 */
void
ent_store_write_async (EntStore *self,
                       EntStoreFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GDestroyNotify result_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (ENT_IS_STORE (self));

  push (self, self->writer, ent_store_write_async, func, data, data_free, result_free, cancellable, callback, user_data);
}

/**
 * ent_store_read_async:
 * @self: a store
 * @func: (scope async): reads, in the thread of the reading connection
 * @data: for @func
 * @data_free: (nullable): frees @data, in the thread of the store, when all is over
 * @result_free: (nullable): frees what @func returned, where nobody took it
 * @cancellable: (nullable): to give up: the statement that runs is broken off
 * @callback: (nullable): called when it is read
 * @user_data: for @callback
 *
 * Reads are carried out one after the other, beside the writes, and see what is written before they begin.
 */
void
ent_store_read_async (EntStore *self,
                      EntStoreFunc func,
                      gpointer data,
                      GDestroyNotify data_free,
                      GDestroyNotify result_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (ENT_IS_STORE (self));

  push (self, self->reader, ent_store_read_async, func, data, data_free, result_free, cancellable, callback, user_data);
}

/**
 * ent_store_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: set to what the function gave
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
ent_store_finish (EntStore *self,
                  GAsyncResult *result,
                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ent_store_get_undo_label:
 * @self: a store
 *
 * Returns: (nullable): what would be undone, in the user's words
 */
const char *
ent_store_get_undo_label (EntStore *self)
{
  g_return_val_if_fail (ENT_IS_STORE (self), NULL);

  return self->undo_label;
}

/**
 * ent_store_get_redo_label:
 * @self: a store
 *
 * Returns: (nullable): what would be done again, in the user's words
 */
const char *
ent_store_get_redo_label (EntStore *self)
{
  g_return_val_if_fail (ENT_IS_STORE (self), NULL);

  return self->redo_label;
}
