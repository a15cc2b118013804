/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

/**
 * EntExportFormat:
 * @ENT_EXPORT_CSV: comma-separated values in the international form
 * @ENT_EXPORT_CSV_FRENCH: the same with `;` and decimal comma
 * @ENT_EXPORT_JSON: an array of the documents that are stored and synchronised
 */
typedef enum
{
  ENT_EXPORT_CSV,
  ENT_EXPORT_CSV_FRENCH,
  ENT_EXPORT_JSON,
} EntExportFormat;

gboolean ent_record_export      (EntWorkspace *workspace, EntQuery *query, EntExportFormat format, GOutputStream *stream, GCancellable *cancellable, GError **error);
gboolean ent_record_export_file (EntWorkspace *workspace, EntQuery *query, EntExportFormat format, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
