/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table for each import, tried on the sample: "atlas" or "elus" and the table, or a mapping and the table. Whatever it
 * holds, a trial changes nothing, and each row is accounted for. */
#include "ent-atlas-import.h"
#include "ent-csv-import.h"
#include "ent-elus-import.h"
#include "ent-sample.h"
#include "fuzz-workspace.h"

static EntWorkspace *
open_sample (void)
{
  g_autofree char *path = g_build_filename (fuzz_get_folder (), "sample.entente", NULL);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace;

  fuzz_assert (ent_sample_create (path, &error));
  workspace = ent_workspace_open (path, 0, &error);
  fuzz_no_error (error);
  return workspace;
}

static EntImportReport *
import (EntWorkspace *workspace,
        GBytes *head,
        const char *path,
        const EntImportOptions *options,
        GError **error)
{
  const char *kind = g_bytes_get_data (head, NULL);
  g_autoptr (EntImportMapping) mapping = NULL;

  if (g_str_equal (kind, "atlas"))
    return ent_atlas_import (workspace, path, options, NULL, error);
  if (g_str_equal (kind, "elus"))
    return ent_elus_import (workspace, path, options, NULL, error);

  mapping = ent_import_mapping_new_json (kind, -1, error);
  return mapping != NULL ? ent_csv_import (workspace, mapping, path, options, NULL, error) : NULL;
}

static void
check_report (const EntImportReport *report)
{
  g_autofree char *text = ent_import_report_describe (report);

  fuzz_assert (report->added + report->updated + report->unchanged + report->rejected == report->rows);
  fuzz_assert (g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  static EntWorkspace *workspace;
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *table = NULL;
  g_autofree char *rejects = NULL;
  g_autoptr (EntImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  if (size > FUZZ_MAX_SIZE)
    return 0;
  if (workspace == NULL)
    workspace = open_sample ();

  parts = fuzz_split (data, size);
  if (parts->len != 2)
    return 0;

  table = g_build_filename (fuzz_get_folder (), "table.csv", NULL);
  rejects = g_build_filename (fuzz_get_folder (), "rejects.csv", NULL);
  g_file_set_contents_full (table, g_bytes_get_data (parts->pdata[1], NULL), (gssize) g_bytes_get_size (parts->pdata[1]),
                            G_FILE_SET_CONTENTS_NONE, 0600, &error);
  fuzz_no_error (error);

  before = ent_workspace_get_last_change (workspace);
  report = import (workspace, parts->pdata[0], table, &(EntImportOptions){ .dry_run = TRUE, .rejects = rejects }, &error);
  fuzz_assert ((report != NULL) == (error == NULL));
  if (report != NULL)
    check_report (report);
  fuzz_assert (ent_workspace_get_last_change (workspace) == before);
  return 0;
}
