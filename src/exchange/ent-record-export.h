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

/**
 * EntExportOptions:
 * @format: how
 * @circle: who will read it: records and fields that do not travel so far are left out, as are the headlines of what a
 *   reference leads to; %ENT_CIRCLE_TEAM leaves out nothing, and as JSON nothing can be left out
 * @fields: (nullable) (array zero-terminated=1): names of fields, as CSV: only these columns, in this order, in words for
 *   people; %NULL for all fields, to be imported again
 * @progress: (nullable): called now and then in the thread that exports, with how much is done, from 0 to 1
 * @progress_data: for @progress
 *
 * How to export. All zero is the usual way.
 */
typedef struct
{
  EntExportFormat format;
  EntCircle circle;
  const char *const *fields;
  void (*progress) (double fraction, gpointer data);
  gpointer progress_data;
} EntExportOptions;

gboolean ent_record_export      (EntWorkspace *workspace, EntQuery *query, const EntExportOptions *options, GOutputStream *stream, GCancellable *cancellable, GError **error);
gboolean ent_record_export_file (EntWorkspace *workspace, EntQuery *query, const EntExportOptions *options, const char *path, GCancellable *cancellable, GError **error);
gboolean ent_record_export_is_personal (const EntEntity *entity, const char *const *fields);

G_END_DECLS
