/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-pdf.h"

#include "ent-error.h"
#include "ent-gettext.h"
#include "ent-locale.h"
#include "ent-output-file.h"
#include "ent-pdf-finish-private.h"

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
              const EntPdfInfo *info)
{
  /* cairo takes no fractions of a second. */
  g_autofree char *stamp = g_date_time_format (info->written_at, "%Y-%m-%dT%H:%M:%S%:z");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, info->title);
  if (info->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, info->author);
  if (info->subject != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, info->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Entente");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, stamp);
}

static gboolean
finish_surface (cairo_surface_t *surface,
                GError **error)
{
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("The document could not be drawn: %s."),
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

static void
set_up (EntPaper *paper,
        const EntPdfInfo *info)
{
  paper->has_cover = info->has_cover;
  if (info->accent != 0)
    paper->accent = info->accent;
}

static EntPaper *
draw_once (const EntPdfInfo *info,
           GByteArray *pdf,
           const EntPaper *counted,
           EntPdfDraw draw,
           gpointer data,
           GError **error)
{
  g_autoptr (Surface) surface = make_surface (pdf);
  g_autoptr (EntPaper) paper = ent_paper_new (surface, info->footer, counted != NULL ? counted->page : 0);

  set_up (paper, info);
  set_metadata (surface, info);
  if (!draw (paper, counted, data, error))
    return NULL;

  ent_paper_close (paper);
  return finish_surface (surface, error) ? g_steal_pointer (&paper) : NULL;
}

/**
 * ent_pdf_write:
 * @info: what the document says of itself
 * @path: where to write; what is there is replaced
 * @draw: draws it
 * @data: for @draw
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Writes A4 pages: tagged, with bookmarks, fonts embedded, in the language of the interface. It takes a moment: not for
 * the main thread of a window.
 *
 * Returns: whether the file was written
 */
gboolean
ent_pdf_write (const EntPdfInfo *info,
               const char *path,
               EntPdfDraw draw,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GByteArray) draft = g_byte_array_new ();
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (EntPaper) counted = NULL;
  g_autoptr (EntPaper) paper = NULL;

  g_return_val_if_fail (info != NULL && path != NULL && draw != NULL, FALSE);

  counted = draw_once (info, draft, NULL, draw, data, error);
  if (counted == NULL)
    return FALSE;
  paper = draw_once (info, pdf, counted, draw, data, error);
  if (paper == NULL)
    return FALSE;

  ent_pdf_finish (pdf, info, ent_locale_is_french () ? "fr-FR" : "en-GB", paper);
  return ent_output_file_write (path, pdf->data, pdf->len, cancellable, error);
}

/**
 * ent_pdf_draw_pages:
 * @info: what the document says of itself
 * @draw: draws it
 * @data: for @draw
 * @error: set to what went wrong
 *
 * Draws the pages that ent_pdf_write() writes, to look at before. It takes a moment: not for the main thread of a window.
 *
 * Returns: (transfer full) (nullable) (element-type cairo_surface_t): the pages, of %ENT_PAPER_WIDTH by %ENT_PAPER_HEIGHT,
 *   without the white below them
 */
GPtrArray *
ent_pdf_draw_pages (const EntPdfInfo *info,
                    EntPdfDraw draw,
                    gpointer data,
                    GError **error)
{
  g_autoptr (GByteArray) draft = g_byte_array_new ();
  g_autoptr (EntPaper) counted = NULL;
  g_autoptr (EntPaper) paper = NULL;

  g_return_val_if_fail (info != NULL && draw != NULL, NULL);

  counted = draw_once (info, draft, NULL, draw, data, error);
  if (counted == NULL)
    return NULL;

  paper = ent_paper_new_recorded (info->footer, counted->page);
  set_up (paper, info);
  if (!draw (paper, counted, data, error))
    return NULL;
  ent_paper_close (paper);

  return g_steal_pointer (&paper->pages);
}
