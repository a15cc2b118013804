/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_RETURNS_PAGE (ent_returns_page_get_type ())

/**
 * EntReturnsPage:
 *
 * The figures of a year: what was sought, announced and obtained, with what people and money, and what is missing.
 * Each figure leads to the records behind it.
 *
 * Properties: narrow (boolean).
 */
G_DECLARE_FINAL_TYPE (EntReturnsPage, ent_returns_page, ENT, RETURNS_PAGE, EntPage)

EntReturnsYear *ent_returns_page_get_figures   (EntReturnsPage *self);
void            ent_returns_page_set_year      (EntReturnsPage *self, int year);
void            ent_returns_page_set_selection (EntReturnsPage *self, const EntReturnsSelection *selection);

G_END_DECLS
