/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

/* What is done with a list of people or bodies. Actions: page.write-to-all, page.copy-addresses, page.save-cards, page.import-cards,
 * page.find-duplicates, page.personal-data. */
void ent_contact_actions_install (GtkWidgetClass *list_page_class);
void ent_contact_actions_set_up  (EntPage *list_page, const EntEntity *entity, GMenu *menu);

void  ent_contact_actions_save_cards   (EntPage *list_page, GFile *file);
void  ent_contact_actions_import_cards (EntPage *list_page, GFile *file);
GStrv ent_contact_list_addresses       (EntWorkspace *workspace, EntQuery *query, GError **error);
char *ent_contact_compose_mail         (const char *const *addresses);

G_END_DECLS
