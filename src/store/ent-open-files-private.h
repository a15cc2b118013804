/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks at the first bytes of a file that this process does not have open. */
typedef gboolean (*EntLookFunc) (const char *path, gpointer data, GError **error);

gpointer ent_open_files_add    (const char *path, EntLookFunc look, gpointer data, GError **error);
void     ent_open_files_remove (gpointer mark);

G_END_DECLS
