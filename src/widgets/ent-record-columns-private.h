/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-schema.h"

G_BEGIN_DECLS

/* The columns of a table of records, and the menu that shows, hides and sorts them. */
void            ent_record_columns_add       (GtkColumnView *view, const EntEntity *entity);
const EntField *ent_record_columns_get_order (GtkColumnView *view, const EntEntity *entity, gboolean *ret_descending);
GMenuModel     *ent_record_columns_get_menu  (GtkColumnView *view, const EntEntity *entity, GSimpleActionGroup **ret_actions);
GStrv           ent_record_columns_get_shown (GtkColumnView *view);
void            ent_record_columns_set_shown (GtkColumnView *view, const char *const *names);
void            ent_record_columns_watch     (GtkColumnView *view, GCallback callback, gpointer object);

G_END_DECLS
