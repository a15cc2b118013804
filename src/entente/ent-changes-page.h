/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHANGES_PAGE (ent_changes_page_get_type ())

/**
 * EntChangesPage:
 *
 * What is different from the figures of a year as they were closed, and which records were edited since.
 */
G_DECLARE_FINAL_TYPE (EntChangesPage, ent_changes_page, ENT, CHANGES_PAGE, EntPage)

GtkWidget *ent_changes_page_new       (EntStore *store, int year);
guint      ent_changes_page_get_n_rows (EntChangesPage *self);

G_END_DECLS
