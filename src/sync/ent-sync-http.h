/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "ent-sync-engine.h"

G_BEGIN_DECLS

SoupSession *ent_sync_http_new_session (void);
char        *ent_sync_http_compose_authorization (const char *user, const char *password);

void           ent_sync_http_send_async  (SoupSession *session, const char *url, const char *authorization, const EntSyncRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntSyncAnswer *ent_sync_http_send_finish (SoupSession *session, GAsyncResult *result);

G_END_DECLS
