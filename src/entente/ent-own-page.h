/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_OWN_PAGE (ent_own_page_get_type ())

/**
 * EntOwnPage:
 *
 * The work of whoever works here: what they are asked, their projects, their time, and what they say came back.
 */
G_DECLARE_FINAL_TYPE (EntOwnPage, ent_own_page, ENT, OWN_PAGE, EntPage)

G_END_DECLS
