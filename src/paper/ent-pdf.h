/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-paper.h"

G_BEGIN_DECLS

/**
 * EntPdfInfo:
 * @title: title of the document
 * @author: (nullable): who hands it over
 * @subject: (nullable): what it is about
 * @written_at: when
 * @footer: left part of the foot of each page
 * @has_cover: whether the first page has no foot
 * @accent: colour of its titles, 0xRRGGBB; 0 for that of Entente
 *
 * What a document says of itself.
 */
typedef struct
{
  const char *title;
  const char *author;
  const char *subject;
  GDateTime *written_at;
  const char *footer;
  gboolean has_cover;
  guint32 accent;
} EntPdfInfo;

/**
 * EntPdfDraw:
 * @paper: the pages to fill; they begin before the first
 * @counted: (nullable): the same pages as they were drawn before, with their chapters; %NULL the first time
 * @data: of the caller
 * @error: set where it gives up
 *
 * Draws the whole document, twice: the first time finds how many pages there are and where the chapters begin.
 *
 * Returns: whether it was drawn to the end
 */
typedef gboolean (*EntPdfDraw) (EntPaper *paper, const EntPaper *counted, gpointer data, GError **error);

gboolean ent_pdf_write (const EntPdfInfo *info, const char *path, EntPdfDraw draw, gpointer data, GCancellable *cancellable, GError **error);
GPtrArray *ent_pdf_draw_pages (const EntPdfInfo *info, EntPdfDraw draw, gpointer data, GError **error);

G_END_DECLS
