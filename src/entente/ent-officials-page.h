/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_OFFICIALS_PAGE (ent_officials_page_get_type ())

/**
 * EntOfficialsPage:
 *
 * Elected officials with what they are in charge of, since when, and which partnerships they lead.
 */
G_DECLARE_FINAL_TYPE (EntOfficialsPage, ent_officials_page, ENT, OFFICIALS_PAGE, EntPage)

G_END_DECLS
