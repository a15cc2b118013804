/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"
#include "ent-returns-worklist.h"

G_BEGIN_DECLS

#define ENT_TYPE_CAMPAIGN_PAGE (ent_campaign_page_get_type ())

/**
 * EntCampaignPage:
 *
 * The campaign of a year: what its returns still lack, project by project, who can fill it, and how far it is. Each row
 * does what it asks for.
 */
G_DECLARE_FINAL_TYPE (EntCampaignPage, ent_campaign_page, ENT, CAMPAIGN_PAGE, EntPage)

GtkWidget                *ent_campaign_page_new          (EntStore *store, int year);
const EntReturnsWorklist *ent_campaign_page_get_worklist (EntCampaignPage *self);

G_END_DECLS
