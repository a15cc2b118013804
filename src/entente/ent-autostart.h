/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the session starts the application when it begins, without a window. */
void     ent_autostart_set_async  (gboolean wanted, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_autostart_set_finish (GAsyncResult *result, GError **error);

gboolean ent_autostart_write (const char *folder, const char *program, GError **error);
gboolean ent_autostart_erase (const char *folder, GError **error);

G_END_DECLS
