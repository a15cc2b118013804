/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_PERSONAL_PAGE (ent_personal_page_get_type ())

/**
 * EntPersonalPage:
 *
 * Who is kept until when: those to review, those who were anonymised, and the record of processing to print.
 */
G_DECLARE_FINAL_TYPE (EntPersonalPage, ent_personal_page, ENT, PERSONAL_PAGE, EntPage)

GtkWidget *ent_personal_page_new (EntStore *store);

G_END_DECLS
