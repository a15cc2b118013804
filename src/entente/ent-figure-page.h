/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_FIGURE_PAGE (ent_figure_page_get_type ())

/**
 * EntFigurePage:
 *
 * One figure of a year: what it is, how it is reckoned, and the records behind it.
 */
G_DECLARE_FINAL_TYPE (EntFigurePage, ent_figure_page, ENT, FIGURE_PAGE, EntPage)

GtkWidget *ent_figure_page_new           (EntStore *store, EntReturnsYear *year, const EntReturnsFigure *figure);
guint      ent_figure_page_get_n_records (EntFigurePage *self);

G_END_DECLS
