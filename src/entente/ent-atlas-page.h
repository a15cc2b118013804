/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_ATLAS_PAGE (ent_atlas_page_get_type ())

/**
 * EntAtlasPage:
 *
 * The places that the workspace is synchronised with, the Atlas among them, and all that waits there for the user.
 *
 * Actions: `page.set-up`, `page.sync`, `page.preview`, `page.change-remote`, `page.remove-remote` (s: name of a place),
 * `page.cancel`, `page.resolve` (sssu: name, identifier, field, side), `page.send-again` (ss: name, identifier),
 * `page.retry-quarantine`.
 */
G_DECLARE_FINAL_TYPE (EntAtlasPage, ent_atlas_page, ENT, ATLAS_PAGE, EntPage)

G_END_DECLS
