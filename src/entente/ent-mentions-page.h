/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

#define ENT_TYPE_MENTIONS_PAGE (ent_mentions_page_get_type ())

/**
 * EntMentionsPage:
 *
 * The texts that may still name somebody who was anonymised: only whoever reads one knows whether it means this person. The
 * name is kept by the page alone, and goes with it.
 */
G_DECLARE_FINAL_TYPE (EntMentionsPage, ent_mentions_page, ENT, MENTIONS_PAGE, EntPage)

GtkWidget *ent_mentions_page_new (EntStore *store, const char *name, const char *family_name);

G_END_DECLS
