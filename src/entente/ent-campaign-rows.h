/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-returns-worklist.h"

G_BEGIN_DECLS

/* The rows of a campaign. They ask their page for `campaign.confirm` (s), `campaign.remind` (s), and the window for records. */
GtkWidget *ent_campaign_todo_row_new     (const EntReturnsTodo *todo, int year);
GtkWidget *ent_campaign_voice_row_new    (const EntReturnsVoice *voice, int year, const char *today);
GtkWidget *ent_campaign_proposal_row_new (const EntReturnsProposal *proposal);

const char *ent_campaign_gap_get_label (EntReturnsGap gap);
char       *ent_campaign_compose_reminder (const EntReturnsTodo *todo, int year, const char *due);

G_END_DECLS
