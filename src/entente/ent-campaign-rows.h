/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-returns-worklist.h"

G_BEGIN_DECLS

/* The rows of a campaign. They ask their page for `campaign.confirm` (s), and for `campaign.mail`, `campaign.memo` and
 * `campaign.copy` (ss): whom or what about, in which language; and the window for records. */
GtkWidget *ent_campaign_ask_row_new      (const EntReturnsAsk *ask);
GtkWidget *ent_campaign_todo_row_new     (const EntReturnsTodo *todo, int year);
GtkWidget *ent_campaign_voice_row_new    (const EntReturnsVoice *voice, int year, const char *today);
GtkWidget *ent_campaign_proposal_row_new (const EntReturnsProposal *proposal);

G_END_DECLS
