/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_INVOLVEMENT_PAGE (ent_involvement_page_get_type ())

/**
 * EntInvolvementPage:
 *
 * The time of a year: who gave it, from which department, for what; and every entry.
 */
G_DECLARE_FINAL_TYPE (EntInvolvementPage, ent_involvement_page, ENT, INVOLVEMENT_PAGE, EntPage)

void ent_involvement_page_save (EntInvolvementPage *self, GFile *file);

G_END_DECLS
