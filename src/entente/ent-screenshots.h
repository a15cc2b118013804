/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pictures of every page: for whoever has no display, and for whoever checks the looks of all at once. */
gboolean ent_screenshots_take (GtkApplication *application, GFile *workspace, const char *folder, GError **error);

G_END_DECLS
