/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-import-table.h"
#include "ent-import-report.h"
#include "ent-progress.h"
#include "ent-store.h"

G_BEGIN_DECLS

/* What was read of a file before it is imported. */
typedef struct
{
  EntImportTable *table;     /* (not nullable) (owned) */
  EntImportMapping *mapping; /* (nullable) (owned) */
  char *mapping_path;        /* (nullable) (owned) */
} EntImportSourceFile;

void                 ent_import_source_file_free        (EntImportSourceFile *self);
void                 ent_import_source_file_read_async  (const char *path, const char *mapping_path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntImportSourceFile *ent_import_source_file_read_finish (GAsyncResult *result, GError **error);

/* One import, in the store's writing thread. */
typedef struct
{
  EntImportKind kind;
  EntImportMapping *mapping; /* (nullable): for records */
  const char *path;
  const char *rejects;       /* (nullable): where rejected rows go */
  gboolean dry_run;
  gboolean own_only;         /* of the register, only one's own authority */
  EntProgress *progress;
} EntImportJob;

void             ent_import_job_run_async  (const EntImportJob *job, EntStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntImportReport *ent_import_job_run_finish (EntStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportSourceFile, ent_import_source_file_free)

G_END_DECLS
