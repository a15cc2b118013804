/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_DUPLICATES_PAGE (ent_duplicates_page_get_type ())

/**
 * EntDuplicatesPage:
 *
 * People or organisations that may have been written down twice; each pair is merged in a dialog, or told apart for good.
 */
G_DECLARE_FINAL_TYPE (EntDuplicatesPage, ent_duplicates_page, ENT, DUPLICATES_PAGE, EntPage)

GtkWidget *ent_duplicates_page_new (EntStore *store, const EntEntity *entity);

G_END_DECLS
