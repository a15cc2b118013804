/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-store.h"

#include "ent-atlas-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_THREADS 8
#define MAX_IDLE_READERS 4
/* How many writes share one commit, and so one wait for the disk. */
#define MAX_GROUP 64
#define MAX_FILE_NAME 200
#define IDLE_TIME (5 * G_TIME_SPAN_MINUTE)

typedef struct
{
  char *name; /* (owned) */
  char *path; /* (owned) */
  GMutex lock; /* guards all below */
  GPtrArray *readers; /* (owned) (element-type EntAtlasDatabase): those that nobody uses now */
  EntAtlasDatabase *writer; /* (owned) (nullable): used by one thread at a time, which has set writing */
  GQueue writes; /* (element-type Job): waiting, in the order they came */
  gboolean writing;
  gint64 last_used; /* monotonic time */
} Handle;

typedef struct
{
  Handle *handle; /* (not owned): handles live as long as the store, which the task holds */
  GTask *task; /* (owned) */
  EntAtlasJobFunc func;
  gpointer data; /* (not owned): the caller's, until the callback */
  gboolean writes;
  GError *error; /* (owned) (nullable) */
} Job;

struct _EntAtlasStore
{
  GObject parent_instance;

  char *folder; /* (not nullable) (owned) */
  GThreadPool *threads; /* (owned) */
  GMainContext *context; /* (owned): where signals are emitted */
  GMutex lock; /* guards handles */
  GHashTable *handles; /* (owned) (element-type utf8 Handle) */
};

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} StoreSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EntAtlasStore, ent_atlas_store, G_TYPE_OBJECT)

static void
handle_free (Handle *handle)
{
  g_clear_object (&handle->writer);
  g_ptr_array_unref (handle->readers);
  g_mutex_clear (&handle->lock);
  g_free (handle->name);
  g_free (handle->path);
  g_free (handle);
}

/* Only of a database that is there: whoever asks for others must not fill the table. */
static Handle *
get_handle (EntAtlasStore *self,
            const char    *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Handle *handle = g_hash_table_lookup (self->handles, name);

  if (handle != NULL || !ent_atlas_store_exists (self, name))
    return handle;

  handle = g_new0 (Handle, 1);
  handle->name = g_strdup (name);
  handle->path = ent_atlas_store_dup_path (self, name);
  handle->readers = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&handle->lock);
  g_queue_init (&handle->writes);
  g_hash_table_insert (self->handles, handle->name, handle);
  return handle;
}

static void
job_return (Job *job)
{
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (job->task, TRUE);

  g_object_unref (job->task);
  g_free (job);
}

static gboolean
refuse_missing (GError **error)
{
  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_NOT_FOUND, "Database does not exist.");
}

static EntAtlasDatabase *
open_database (Handle              *handle,
               EntAtlasDatabaseMode mode,
               GError             **error)
{
  if (g_file_test (handle->path, G_FILE_TEST_IS_REGULAR))
    return ent_atlas_database_open (handle->path, mode, error);

  refuse_missing (error);
  return NULL;
}

static EntAtlasDatabase *
take_reader (Handle  *handle,
             GError **error)
{
  EntAtlasDatabase *reader = NULL;

  g_mutex_lock (&handle->lock);
  handle->last_used = g_get_monotonic_time ();
  if (handle->readers->len > 0)
    reader = g_ptr_array_steal_index_fast (handle->readers, handle->readers->len - 1);
  g_mutex_unlock (&handle->lock);

  return reader != NULL ? reader : open_database (handle, ENT_ATLAS_DATABASE_READ, error);
}

static void
give_reader_back (Handle           *handle,
                  EntAtlasDatabase *reader)
{
  g_mutex_lock (&handle->lock);
  if (handle->readers->len < MAX_IDLE_READERS)
    g_ptr_array_add (handle->readers, g_steal_pointer (&reader));
  g_mutex_unlock (&handle->lock);

  g_clear_object (&reader);
}

static void
run_read (Job *job)
{
  EntAtlasDatabase *reader = take_reader (job->handle, &job->error);

  if (reader != NULL)
    {
      if (ent_atlas_database_begin_read (reader, &job->error))
        {
          job->func (reader, job->data, &job->error);
          ent_atlas_database_rollback (reader);
        }
      give_reader_back (job->handle, reader);
    }

  job_return (job);
}

typedef struct
{
  EntAtlasStore *store; /* (owned) */
  Handle *handle; /* (not owned) */
} Change;

static gboolean
emit_changed_cb (gpointer user_data)
{
  Change *change = user_data;

  g_signal_emit (change->store, signals[SIGNAL_CHANGED], 0, change->handle->name);
  return G_SOURCE_REMOVE;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_object_unref (change->store);
  g_free (change);
}

static void
announce_change (EntAtlasStore *self,
                 Handle        *handle)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Change *change = g_new (Change, 1);

  change->store = g_object_ref (self);
  change->handle = handle;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, change, change_free);
  g_source_attach (source, self->context);
}

static void
run_part (EntAtlasDatabase *writer,
          Job              *job)
{
  if (!ent_atlas_database_savepoint (writer, &job->error))
    return;

  if (job->func (writer, job->data, &job->error))
    ent_atlas_database_release (writer, &job->error);
  else
    ent_atlas_database_rollback_to (writer, NULL);
}

static void
fail_all (GPtrArray    *group,
          const GError *error)
{
  for (guint i = 0; i < group->len; i++)
    {
      Job *job = g_ptr_array_index (group, i);

      if (job->error == NULL)
        job->error = g_error_copy (error);
    }
}

/* Runs some writes in one transaction: nobody is told before it is on the disk. */
static void
run_group (EntAtlasStore *self,
           Handle        *handle,
           GPtrArray     *group)
{
  g_autoptr (GError) error = NULL;
  gint64 before;

  if (handle->writer == NULL)
    handle->writer = open_database (handle, ENT_ATLAS_DATABASE_WRITE, &error);

  if (handle->writer == NULL || !ent_atlas_database_begin (handle->writer, &error))
    {
      fail_all (group, error);
      return;
    }

  before = ent_atlas_database_get_last_seq (handle->writer);
  for (guint i = 0; i < group->len; i++)
    run_part (handle->writer, g_ptr_array_index (group, i));

  if (!ent_atlas_database_commit (handle->writer, &error))
    fail_all (group, error);
  else if (ent_atlas_database_get_last_seq (handle->writer) != before)
    announce_change (self, handle);
}

static void
take_group (Handle    *handle,
            GPtrArray *group)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&handle->lock);

  handle->last_used = g_get_monotonic_time ();
  while (group->len < MAX_GROUP && !g_queue_is_empty (&handle->writes))
    g_ptr_array_add (group, g_queue_pop_head (&handle->writes));
  handle->writing = group->len > 0;
}

static void
run_writes (EntAtlasStore *self,
            Handle        *handle)
{
  for (;;)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new ();

      take_group (handle, group);
      if (group->len == 0)
        return;

      run_group (self, handle, group);
      for (guint i = 0; i < group->len; i++)
        job_return (g_ptr_array_index (group, i));
    }
}

/* A read job comes with itself; write jobs wait in their database's queue, and one of them stands for all. */
static void
thread_cb (gpointer data,
           gpointer user_data)
{
  Job *job = data;
  g_autoptr (EntAtlasStore) self = g_object_ref (g_task_get_source_object (job->task));

  if (job->writes)
    run_writes (self, job->handle);
  else
    run_read (job);
}

static void
ent_atlas_store_finalize (GObject *object)
{
  EntAtlasStore *self = ENT_ATLAS_STORE (object);

  /* Each job holds a reference: nothing is under way. A thread may still be on its last line, and must not wait for
   * itself if the last reference was its own. */
  if (self->threads != NULL)
    g_thread_pool_free (self->threads, FALSE, FALSE);
  g_hash_table_unref (self->handles);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->folder);

  G_OBJECT_CLASS (ent_atlas_store_parent_class)->finalize (object);
}

static void
ent_atlas_store_class_init (EntAtlasStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_atlas_store_finalize;

  /**
   * EntAtlasStore::changed:
   * @self: the store
   * @name: the database's name
   *
   * Emitted in the main context of the thread that made the store, after documents of a database have changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ent_atlas_store_init (EntAtlasStore *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->handles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) handle_free);
}

/**
 * ent_atlas_store_new:
 * @folder: where the server's data is, made if it is not there
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a store
 */
EntAtlasStore *
ent_atlas_store_new (const char *folder,
                     GError    **error)
{
  g_autoptr (EntAtlasStore) self = NULL;
  g_autofree char *databases = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  databases = g_build_filename (folder, "db", NULL);
  if (g_mkdir_with_parents (databases, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", databases, g_strerror (errno));
      return NULL;
    }

  self = g_object_new (ENT_ATLAS_TYPE_STORE, NULL);
  self->folder = g_strdup (folder);
  self->threads = g_thread_pool_new (thread_cb, NULL, MAX_THREADS, FALSE, error);
  return self->threads != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_atlas_store_check_name:
 * @name: a database's name
 * @error: return location for an error
 *
 * Returns: whether a database may be called @name, by CouchDB's rule
 */
gboolean
ent_atlas_store_check_name (const char *name,
                            GError    **error)
{
  gsize good = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_$()+-/");

  if (g_ascii_islower (name[0]) && name[good] == '\0' && good <= MAX_FILE_NAME / 3)
    return TRUE;

  g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_ILLEGAL_NAME,
               "Name: '%s'. Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, "
               "and / are allowed. Must begin with a letter.", name);
  return FALSE;
}

/**
 * ent_atlas_store_dup_path:
 * @self: a store
 * @name: a database's name
 *
 * Returns: (transfer full): its file, which may not be there
 */
char *
ent_atlas_store_dup_path (EntAtlasStore *self,
                          const char    *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *file = g_strconcat (escaped, ".sqlite", NULL);

  g_return_val_if_fail (ENT_ATLAS_IS_STORE (self), NULL);

  return g_build_filename (self->folder, "db", file, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ent_atlas_store_list:
 * @self: a store
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the names of all databases, in order
 */
GStrv
ent_atlas_store_list (EntAtlasStore *self,
                      GError       **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *file;

  g_return_val_if_fail (ENT_ATLAS_IS_STORE (self), NULL);

  folder = g_build_filename (self->folder, "db", NULL);
  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return NULL;

  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".sqlite"))
      {
        g_autofree char *escaped = g_strndup (file, strlen (file) - strlen (".sqlite"));
        g_autofree char *name = g_uri_unescape_string (escaped, NULL);

        if (name != NULL && ent_atlas_store_check_name (name, NULL))
          g_ptr_array_add (names, g_steal_pointer (&name));
      }

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * ent_atlas_store_exists:
 * @self: a store
 * @name: a database's name
 *
 * Returns: whether there is such a database
 */
gboolean
ent_atlas_store_exists (EntAtlasStore *self,
                        const char    *name)
{
  g_autofree char *path = ent_atlas_store_dup_path (self, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * ent_atlas_store_create:
 * @self: a store
 * @name: a database's name
 * @security: who may read it, CouchDB's security object
 * @error: return location for an error
 *
 * Makes a database. May be called in any thread.
 *
 * Returns: whether it was made; %ENT_ATLAS_ERROR_FILE_EXISTS if it was there
 */
gboolean
ent_atlas_store_create (EntAtlasStore *self,
                        const char    *name,
                        const char    *security,
                        GError       **error)
{
  g_autoptr (EntAtlasDatabase) database = NULL;
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_STORE (self), FALSE);

  if (!ent_atlas_store_check_name (name, error))
    return FALSE;

  locker = g_mutex_locker_new (&self->lock);
  path = ent_atlas_store_dup_path (self, name);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_FILE_EXISTS,
                                   "The database could not be created, the file already exists.");

  database = ent_atlas_database_open (path, ENT_ATLAS_DATABASE_CREATE, error);
  if (database == NULL || !ent_atlas_database_begin (database, error))
    return FALSE;

  if (ent_atlas_database_set_property (database, "security", security, error))
    return ent_atlas_database_commit (database, error);

  ent_atlas_database_rollback (database);
  return FALSE;
}

/* NULL, and the callback called, where there is no such database. */
static Job *
job_new (EntAtlasStore      *self,
         const char         *name,
         EntAtlasJobFunc     func,
         gpointer            data,
         GAsyncReadyCallback callback,
         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Handle *handle = get_handle (self, name);
  GError *error = NULL;
  Job *job;

  g_task_set_static_name (task, "atlas job");
  if (handle == NULL)
    {
      refuse_missing (&error);
      g_task_return_error (task, error);
      return NULL;
    }

  job = g_new0 (Job, 1);
  job->task = g_steal_pointer (&task);
  job->handle = handle;
  job->func = func;
  job->data = data;
  return job;
}

/**
 * ent_atlas_store_read_async:
 * @self: a store
 * @name: a database's name
 * @func: (scope async): what to do with it
 * @data: data for @func, which must live until @callback
 * @callback: (scope async): called in the calling thread's main context
 * @user_data: data for @callback
 *
 * Runs @func in another thread, in a read transaction of its own.
 */
void
ent_atlas_store_read_async (EntAtlasStore      *self,
                            const char         *name,
                            EntAtlasJobFunc     func,
                            gpointer            data,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Job *job;

  g_return_if_fail (ENT_ATLAS_IS_STORE (self));

  job = job_new (self, name, func, data, callback, user_data);
  if (job != NULL)
    g_thread_pool_push (self->threads, job, NULL);
}

/**
 * ent_atlas_store_write_async:
 * @self: a store
 * @name: a database's name
 * @func: (scope async): what to do with it
 * @data: data for @func, which must live until @callback
 * @callback: (scope async): called in the calling thread's main context
 * @user_data: data for @callback
 *
 * Runs @func in another thread. Writes to one database run one after the
 * other, in the order they were asked for; @callback comes when what was
 * written is on the disk.
 */
void
ent_atlas_store_write_async (EntAtlasStore      *self,
                             const char         *name,
                             EntAtlasJobFunc     func,
                             gpointer            data,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Job *job;
  gboolean idle;

  g_return_if_fail (ENT_ATLAS_IS_STORE (self));

  job = job_new (self, name, func, data, callback, user_data);
  if (job == NULL)
    return;

  job->writes = TRUE;

  g_mutex_lock (&job->handle->lock);
  idle = !job->handle->writing;
  job->handle->writing = TRUE;
  g_queue_push_tail (&job->handle->writes, job);
  g_mutex_unlock (&job->handle->lock);

  if (idle)
    g_thread_pool_push (self->threads, job, NULL);
}

/**
 * ent_atlas_store_run_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the function succeeded and, if it was a write, what it wrote is on the disk
 */
gboolean
ent_atlas_store_run_finish (EntAtlasStore *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ent_atlas_store_close_idle:
 * @self: a store
 *
 * Closes the connections that nobody has used for a while: there may be
 * thousands of databases, and files to open are few.
 */
void
ent_atlas_store_close_idle (EntAtlasStore *self)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (ENT_ATLAS_IS_STORE (self));

  locker = g_mutex_locker_new (&self->lock);
  g_hash_table_iter_init (&iter, self->handles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Handle *handle = value;

      g_mutex_lock (&handle->lock);
      if (!handle->writing && g_get_monotonic_time () - handle->last_used > IDLE_TIME)
        {
          g_clear_object (&handle->writer);
          g_ptr_array_set_size (handle->readers, 0);
        }
      g_mutex_unlock (&handle->lock);
    }
}
