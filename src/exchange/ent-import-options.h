/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntImportProgress:
 * @fraction: how much of the file is done, from 0 to 1
 * @data: what EntImportOptions has
 *
 * Called in the thread that imports, about every hundredth part of the file.
 */
typedef void (*EntImportProgress) (double fraction, gpointer data);

/**
 * EntImportOptions:
 * @dry_run: do all but keep it
 * @own_only: of the register of elected officials, only those of the workspace's own authority
 * @rejects: (nullable): path of a file to put the rows into that cannot be imported; without it, one such row and
 *   nothing is imported
 * @progress: (nullable): called now and then
 * @progress_data: for @progress
 *
 * How to import. All zero is the usual way.
 */
typedef struct
{
  gboolean dry_run;
  gboolean own_only;
  const char *rejects;
  EntImportProgress progress;
  gpointer progress_data;
} EntImportOptions;

G_END_DECLS
