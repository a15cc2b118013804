/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a sandbox asks of the desktop: version 1 of org.freedesktop.portal.Background. */
void     ent_background_portal_request_async  (gboolean autostart, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_background_portal_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
