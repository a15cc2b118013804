/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-sync-driver.h"
#include "ent-sync-http.h"

G_BEGIN_DECLS

struct _EntSyncDriver
{
  GObject parent_instance;

  EntStore *store;         /* (nullable) (owned): in a window */
  EntWorkspace *workspace; /* (nullable) (owned): elsewhere */
  GThread *thread;         /* (nullable) (owned): works on @workspace */
  EntSecrets *secrets;     /* (not nullable) (owned) */
  SoupSession *session;    /* (not nullable) (owned) */
  GTask *task;             /* (nullable) (owned): the round under way */
};

/* Where a remote is, and how to get in. */
typedef struct
{
  EntRemote *remote;   /* (not nullable) (owned) */
  char *url;           /* (not nullable) (owned): of its database */
  char *authorization; /* (nullable) (owned) */
} EntSyncConnection;

void ent_sync_connection_free (EntSyncConnection *connection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntSyncConnection, ent_sync_connection_free)

void               ent_sync_driver_connect_async  (EntSyncDriver *self, const char *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntSyncConnection *ent_sync_driver_connect_finish (EntSyncDriver *self, GAsyncResult *result, GError **error);

void     ent_sync_driver_work_async  (EntSyncDriver *self, EntStoreFunc func, gpointer data, GAsyncReadyCallback callback, GTask *task);
gboolean ent_sync_driver_work_finish (EntSyncDriver *self, GAsyncResult *result, GError **error);

G_END_DECLS
