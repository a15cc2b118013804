/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-choices.h"

G_BEGIN_DECLS

#define ENT_TYPE_CHOICE_ITEM (ent_choice_item_get_type ())

/**
 * EntChoiceItem:
 *
 * One value of a closed list, as lists and menus show it.
 *
 * Properties: nick (nullable, what is stored), label, key (the label as one may type it, accents or not).
 */
G_DECLARE_FINAL_TYPE (EntChoiceItem, ent_choice_item, ENT, CHOICE_ITEM, GObject)

EntChoiceItem *ent_choice_item_new       (const char *nick, const char *label);
const char    *ent_choice_item_get_nick  (EntChoiceItem *self);
const char    *ent_choice_item_get_label (EntChoiceItem *self);
gboolean       ent_choice_item_matches   (EntChoiceItem *self, const char *folded);

GListStore *ent_choice_items_new  (const EntChoices *choices);
void        ent_choice_items_sort (GListStore *items);
guint       ent_choice_items_find (GListModel *items, const char *nick);

G_END_DECLS
