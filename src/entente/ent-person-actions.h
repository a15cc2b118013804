/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-page.h"

G_BEGIN_DECLS

/* What a person may ask for. Actions: person.save-data (s: pdf or json), person.anonymise (s: identifier, empty for the page’s). */
void ent_person_actions_install (GtkWidgetClass *page_class);
void ent_person_actions_set_up  (EntPage *page, GMenu *menu);
void ent_person_actions_save    (EntPage *page, GFile *file);

G_END_DECLS
