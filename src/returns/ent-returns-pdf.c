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

/* What the report says of itself; @ret_footer keeps its texts. */
static EntPdfInfo
describe_report (EntReturnsYear *year,
                 const EntIdentity *identity,
                 const char *title,
                 char **ret_footer)
{
  const char *authority = ent_returns_year_get_authority (year);

  *ret_footer = authority != NULL ? g_strdup_printf ("%s · %s", authority, title) : g_strdup (title);
  return (EntPdfInfo){
    .title = title,
    .author = authority,
    .subject = _ ("Returns Sought, Announced and Actual"),
    .written_at = ent_returns_year_get_computed_at (year),
    .footer = *ret_footer,
    .has_cover = TRUE,
    .accent = identity != NULL ? identity->color : 0,
  };
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
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  EntPdfInfo info;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  title = ent_returns_report_get_title (year);
  info = describe_report (year, identity, title, &footer);
  if (!ent_pdf_write (&info, path, draw_report, &report, cancellable, error))
    return FALSE;
  if (progress != NULL)
    progress (1, progress_data);

  return TRUE;
}

/**
 * ent_returns_draw_pages:
 * @year: the figures of a year
 * @workspace: (nullable): as for ent_returns_write_pdf()
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable) (element-type cairo_surface_t): the pages of the report, to look at before it is
 *   written; see ent_pdf_draw_pages()
 */
GPtrArray *
ent_returns_draw_pages (EntReturnsYear *year,
                        EntWorkspace *workspace,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (EntIdentity) identity = workspace != NULL ? ent_identity_load (workspace) : NULL;
  EntReturnsReport report = { year, workspace, identity, NULL, NULL, cancellable };
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  EntPdfInfo info;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), NULL);

  title = ent_returns_report_get_title (year);
  info = describe_report (year, identity, title, &footer);
  return ent_pdf_draw_pages (&info, draw_report, &report, error);
}
