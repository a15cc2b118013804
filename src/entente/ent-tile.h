/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A figure with its caption, that leads to what is behind it. */
GtkWidget *ent_tile_new             (const char *figure, const char *caption, const char *place);
GtkWidget *ent_tile_new_with_action (const char *figure, const char *caption, const char *action, const char *target);

/* Tiles stand in rows, all of one width. */
void ent_tile_append (GtkFlowBox *tiles, GtkWidget *tile);

G_END_DECLS
