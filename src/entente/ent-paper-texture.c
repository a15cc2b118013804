/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-paper-texture.h"

#include <math.h>

/**
 * ent_paper_texture_new:
 * @picture: what is printed
 * @width: its width, in its own units
 * @height: its height
 * @scale: dots for each of these units
 *
 * Paints what is printed as it will look: paper is white, whatever the desktop is.
 *
 * Returns: (transfer full): the picture for the screen
 */
GdkTexture *
ent_paper_texture_new (cairo_surface_t *picture,
                       double width,
                       double height,
                       double scale)
{
  int n_columns = MAX (1, (int) ceil (width * scale)), n_rows = MAX (1, (int) ceil (height * scale));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, n_columns, n_rows);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  int stride;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * n_rows, (GDestroyNotify) cairo_surface_destroy,
                                      surface);

  return gdk_memory_texture_new (n_columns, n_rows, GDK_MEMORY_DEFAULT, bytes, stride);
}
