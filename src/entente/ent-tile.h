/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A figure with its caption, that leads to the place behind it. */
GtkWidget *ent_tile_new (const char *figure, const char *caption, const char *place);

G_END_DECLS
