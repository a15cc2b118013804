/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-pdf.h"

#include <glib/gi18n-lib.h>

#include "ent-error.h"
#include "ent-locale.h"
#include "ent-pdf-finish-private.h"
#include "ent-returns-file-private.h"
#include "ent-returns-report-private.h"

static cairo_status_t
keep_bytes (void *closure,
            const unsigned char *data,
            unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface,
              EntReturnsYear *year,
              const char *title)
{
  /* cairo takes no fractions of a second. */
  g_autofree char *stamp = g_date_time_format (ent_returns_year_get_computed_at (year), "%Y-%m-%dT%H:%M:%S%:z");
  const char *authority = ent_returns_year_get_authority (year);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  if (authority != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, authority);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, _ ("Returns sought, announced and actual"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Entente");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

/* Draws the report. The first time counts the pages and finds the chapters: @n_pages is then 0. */
static EntPaper *
draw_report (EntReturnsYear *year,
             cairo_surface_t *surface,
             const char *footer,
             EntPaper *counted,
             EntReturnsProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (EntPaper) paper = ent_paper_new (surface, footer, counted != NULL ? counted->page : 0);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  if (!ent_returns_report_draw (year, paper, counted != NULL ? counted->chapters : nothing, progress, progress_data,
                                counted != NULL ? 0.45 : 0, counted != NULL ? 0.9 : 0.45, cancellable, error))
    return NULL;

  return g_steal_pointer (&paper);
}

static gboolean
finish_surface (cairo_surface_t *surface,
                GError **error)
{
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The report could not be drawn: %s."),
               cairo_status_to_string (cairo_surface_status (surface)));
  return FALSE;
}

static cairo_surface_t *
make_surface (GByteArray *pdf)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (keep_bytes, pdf, ENT_PAPER_WIDTH, ENT_PAPER_HEIGHT);

  /* The form that ent_pdf_finish() can add to. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  return surface;
}

typedef cairo_surface_t Surface;
static void
surface_release (Surface *surface)
{
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surface, surface_release)

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
  g_autoptr (GByteArray) draft = g_byte_array_new ();
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (Surface) counting = make_surface (draft);
  g_autoptr (Surface) surface = make_surface (pdf);
  g_autoptr (EntPaper) counted = NULL;
  g_autoptr (EntPaper) paper = NULL;
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  const char *authority;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  title = ent_returns_report_get_title (year);
  authority = ent_returns_year_get_authority (year);
  footer = authority != NULL ? g_strdup_printf ("%s · %s", authority, title) : g_strdup (title);
  set_metadata (surface, year, title);

  counted = draw_report (year, counting, footer, NULL, progress, progress_data, cancellable, error);
  if (counted == NULL || !finish_surface (counting, error))
    return FALSE;
  paper = draw_report (year, surface, footer, counted, progress, progress_data, cancellable, error);
  if (paper == NULL || !finish_surface (surface, error))
    return FALSE;

  ent_pdf_finish (pdf, ent_locale_is_french () ? "fr-FR" : "en-GB", paper->alternatives, paper->scopes->str);
  if (!ent_returns_write_file (path, pdf->data, pdf->len, cancellable, error))
    return FALSE;
  if (progress != NULL)
    progress (1, progress_data);

  return TRUE;
}
