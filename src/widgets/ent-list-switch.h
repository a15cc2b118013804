/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_TYPE_LIST_SWITCH (ent_list_switch_get_type ())

/**
 * EntListSwitch:
 *
 * A list that has the items of another one, which may be exchanged in such a way that a view keeps the widgets of its
 * rows and only fills them anew. GTK makes new ones for rows that come in the place of others; but it does take those
 * that were scrolled away. So the new items come before the old ones, the view scrolls to them, and the old ones go.
 */
G_DECLARE_FINAL_TYPE (EntListSwitch, ent_list_switch, ENT, LIST_SWITCH, GObject)

EntListSwitch *ent_list_switch_new   (GType item_type);
void           ent_list_switch_begin (EntListSwitch *self, GListModel *list);
void           ent_list_switch_end   (EntListSwitch *self);

G_END_DECLS
