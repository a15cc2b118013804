/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-schema.h"

G_BEGIN_DECLS

/* Of a layout that is kept. */
#define ENT_RECORD_COLUMNS_LAYOUT ((const GVariantType *) "(a(si)sb)")

/* The columns of a table of records, and the menu that shows, hides and sorts them. */
void            ent_record_columns_add       (GtkColumnView *view, const EntEntity *entity);
const EntField *ent_record_columns_get_order (GtkColumnView *view, const EntEntity *entity, gboolean *ret_descending);
GMenuModel     *ent_record_columns_get_menu  (GtkColumnView *view, const EntEntity *entity, GSimpleActionGroup **ret_actions);
GStrv           ent_record_columns_get_shown (GtkColumnView *view);
GStrv           ent_record_columns_get_proposed (const EntEntity *entity);
void            ent_record_columns_show_first (GtkColumnView *view, const EntEntity *entity, guint n);
int             ent_record_columns_get_width (GtkColumnView *view, const EntEntity *entity, guint n);
GVariant       *ent_record_columns_get_layout (GtkColumnView *view, gboolean chosen);
void            ent_record_columns_set_layout (GtkColumnView *view, GVariant *layout);
void            ent_record_columns_watch     (GtkColumnView *view, GCallback callback, gpointer object);

G_END_DECLS
