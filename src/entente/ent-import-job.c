/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the import dialog has done in other threads. */
#include "ent-import-job.h"

#include "ent-atlas-import.h"
#include "ent-csv-import.h"
#include "ent-elus-import.h"

typedef struct
{
  char *path;    /* (not nullable) (owned) */
  char *mapping; /* (nullable) (owned): path */
} Paths;

static void
paths_free (gpointer data)
{
  Paths *self = data;

  g_free (self->path);
  g_free (self->mapping);
  g_free (self);
}

/**
 * ent_import_source_file_free:
 * @self: (transfer full) (nullable): what was read
 */
void
ent_import_source_file_free (EntImportSourceFile *self)
{
  if (self == NULL)
    return;

  ent_import_table_free (self->table);
  g_clear_object (&self->mapping);
  g_free (self->mapping_path);
  g_free (self);
}

/* The mapping of “twinnings.csv” lies beside it as “twinnings-mapping.json”. */
static char *
find_mapping (const char *path)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *stem = dot != NULL && strchr (dot, G_DIR_SEPARATOR) == NULL ? g_strndup (path, dot - path) : g_strdup (path);
  g_autofree char *mapping = g_strconcat (stem, "-mapping.json", NULL);

  return g_file_test (mapping, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&mapping) : NULL;
}

static void
read_thread (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  const Paths *paths = data;
  g_autoptr (EntImportSourceFile) self = g_new0 (EntImportSourceFile, 1);
  g_autoptr (GError) error = NULL;

  self->mapping_path = paths->mapping != NULL ? g_strdup (paths->mapping) : find_mapping (paths->path);
  self->table = ent_import_table_read (paths->path, cancellable, &error);
  if (error == NULL && self->mapping_path != NULL)
    self->mapping = ent_import_mapping_open (self->mapping_path, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) ent_import_source_file_free);
}

/**
 * ent_import_source_file_read_async:
 * @path: path of a table
 * @mapping_path: (nullable): path of its mapping; where it is %NULL, that of the name of the table is looked for
 * @cancellable: (nullable): to stop
 * @callback: called when it is read
 * @user_data: for @callback
 */
void
ent_import_source_file_read_async (const char *path,
                                   const char *mapping_path,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Paths *paths = g_new (Paths, 1);

  g_return_if_fail (path != NULL);

  *paths = (Paths){ g_strdup (path), g_strdup (mapping_path) };
  g_task_set_source_tag (task, ent_import_source_file_read_async);
  g_task_set_task_data (task, paths, paths_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * ent_import_source_file_read_finish:
 * @result: what the callback was given
 * @error: set where the table or the mapping cannot be read
 *
 * Returns: (transfer full) (nullable): what was read
 */
EntImportSourceFile *
ent_import_source_file_read_finish (GAsyncResult *result,
                                    GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
job_free (gpointer data)
{
  EntImportJob *self = data;

  g_clear_object (&self->mapping);
  g_free ((char *) self->path);
  g_free ((char *) self->rejects);
  ent_progress_unref (self->progress);
  g_free (self);
}

static gpointer
run_job (EntWorkspace *workspace,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const EntImportJob *self = data;
  const EntImportOptions options = { self->dry_run, self->own_only, self->rejects, ent_progress_report, self->progress };

  switch (self->kind)
    {
    case ENT_IMPORT_ATLAS:
      return ent_atlas_import (workspace, self->path, &options, cancellable, error);
    case ENT_IMPORT_ELUS:
      return ent_elus_import (workspace, self->path, &options, cancellable, error);
    case ENT_IMPORT_RECORDS:
    default:
      return ent_csv_import (workspace, self->mapping, self->path, &options, cancellable, error);
    }
}

/**
 * ent_import_job_run_async:
 * @job: what to import; copied
 * @store: where to
 * @cancellable: (nullable): to stop; nothing is imported then
 * @callback: called at the end
 * @user_data: for @callback
 */
void
ent_import_job_run_async (const EntImportJob *job,
                          EntStore *store,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  EntImportJob *copy = g_memdup2 (job, sizeof *job);

  if (job->mapping != NULL)
    g_object_ref (job->mapping);
  copy->path = g_strdup (job->path);
  copy->rejects = g_strdup (job->rejects);
  copy->progress = ent_progress_ref (job->progress);
  ent_store_write_async (store, run_job, copy, job_free, (GDestroyNotify) ent_import_report_unref, cancellable, callback, user_data);
}

/**
 * ent_import_job_run_finish:
 * @store: the workspace
 * @result: what the callback was given
 * @error: set to why nothing was imported
 *
 * Returns: (transfer full) (nullable): what was done
 */
EntImportReport *
ent_import_job_run_finish (EntStore *store,
                           GAsyncResult *result,
                           GError **error)
{
  return ent_store_finish (store, result, error);
}
