/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-import-mapping.h"

G_BEGIN_DECLS

/**
 * EntImportKind:
 * @ENT_IMPORT_RECORDS: rows that are records of one entity
 * @ENT_IMPORT_ATLAS: the Atlas’s export
 * @ENT_IMPORT_ELUS: the national register of elected officials
 *
 * What a table is.
 */
typedef enum
{
  ENT_IMPORT_RECORDS,
  ENT_IMPORT_ATLAS,
  ENT_IMPORT_ELUS,
} EntImportKind;

/**
 * EntImportTable:
 * @path: where it is
 * @headers: (array zero-terminated=1): the names of its columns
 * @samples: (array zero-terminated=1): for each column what its first rows have, perhaps empty
 * @charset: its encoding, as iconv names it; static
 * @delimiter: what separates its cells
 *
 * What a table looks like from outside, before it is imported.
 */
typedef struct
{
  char *path;
  GStrv headers;
  GStrv samples;
  const char *charset;
  char delimiter;
} EntImportTable;

EntImportTable *ent_import_table_read  (const char *path, GCancellable *cancellable, GError **error);
void            ent_import_table_free  (EntImportTable *self);
EntImportKind   ent_import_table_guess (const EntImportTable *self, const EntEntity **ret_entity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntImportTable, ent_import_table_free)

G_END_DECLS
