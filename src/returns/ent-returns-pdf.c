/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-pdf.h"

#include <glib/gi18n-lib.h>

#include "ent-pdf.h"
#include "ent-returns-report-private.h"

typedef struct
{
  EntReturnsYear *year;        /* not owned */
  EntReturnsProgress progress; /* (nullable) */
  gpointer progress_data;
  GCancellable *cancellable;   /* not owned */
} Writing;

/* The first time counts the pages and finds the chapters. */
static gboolean
draw_report (EntPaper *paper,
             const EntPaper *counted,
             gpointer data,
             GError **error)
{
  const Writing *self = data;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  return ent_returns_report_draw (self->year, paper, counted != NULL ? counted->chapters : nothing, self->progress, self->progress_data,
                                  counted != NULL ? 0.45 : 0, counted != NULL ? 0.9 : 0.45, self->cancellable, error);
}

/**
 * ent_returns_write_pdf:
 * @year: the figures of a year
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
                       const char *path,
                       EntReturnsProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  Writing writing = { year, progress, progress_data, cancellable };
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  const char *authority;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  title = ent_returns_report_get_title (year);
  authority = ent_returns_year_get_authority (year);
  footer = authority != NULL ? g_strdup_printf ("%s · %s", authority, title) : g_strdup (title);
  if (!ent_pdf_write (&(EntPdfInfo){ title, authority, _ ("Returns sought, announced and actual"), ent_returns_year_get_computed_at (year), footer, TRUE },
                      path, draw_report, &writing, cancellable, error))
    return FALSE;
  if (progress != NULL)
    progress (1, progress_data);

  return TRUE;
}
