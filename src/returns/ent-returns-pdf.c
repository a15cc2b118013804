/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-pdf.h"

#include "ent-gettext.h"
#include "ent-pdf.h"
#include "ent-returns-report-private.h"

static gboolean
draw_report (EntPaper *paper,
             const EntPaper *counted,
             gpointer data,
             GError **error)
{
  return ent_returns_report_draw (data, paper, counted, error);
}

/**
 * ent_returns_write_pdf:
 * @year: the figures of a year
 * @workspace: (nullable): where the records behind them are, and the authority's logo and colour; without it there are
 *   only figures
 * @path: where to write; what is there is replaced
 * @progress: (nullable): told how far it is, in this thread
 * @progress_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes the report of the year on A4 pages: tagged, with bookmarks, in the language of the interface. It takes a
 * moment: not for the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_returns_write_pdf (EntReturnsYear *year,
                       EntWorkspace *workspace,
                       const char *path,
                       EntReturnsProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (EntIdentity) identity = workspace != NULL ? ent_identity_load (workspace) : NULL;
  EntReturnsReport report = { year, workspace, identity, progress, progress_data, cancellable };
  EntPdfInfo info = { .has_cover = TRUE };
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  const char *authority;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  title = ent_returns_report_get_title (year);
  authority = ent_returns_year_get_authority (year);
  footer = authority != NULL ? g_strdup_printf ("%s · %s", authority, title) : g_strdup (title);
  info.title = title;
  info.author = authority;
  info.subject = _ ("Returns sought, announced and actual");
  info.written_at = ent_returns_year_get_computed_at (year);
  info.footer = footer;
  info.accent = identity != NULL ? identity->color : 0;
  if (!ent_pdf_write (&info, path, draw_report, &report, cancellable, error))
    return FALSE;
  if (progress != NULL)
    progress (1, progress_data);

  return TRUE;
}
