/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"
#include "ent-sync.h"

G_BEGIN_DECLS

typedef enum
{
  ENT_SYNC_PULL_ONLY = 1 << 0, /* send nothing */
} EntSyncFlags;

#define ENT_TYPE_SYNC_DRIVER (ent_sync_driver_get_type ())

/**
 * EntSyncDriver:
 *
 * Synchronises one workspace with one remote at a time. Belongs to the thread whose main context it was made under.
 */
G_DECLARE_FINAL_TYPE (EntSyncDriver, ent_sync_driver, ENT, SYNC_DRIVER, GObject)

/* Properties: running (boolean), remote (string, nullable: the one being synchronised), received, sent (uint),
 * expected (uint: how many more documents the server announces). */
EntSyncDriver *ent_sync_driver_new               (EntStore *store, EntSecrets *secrets);
EntSyncDriver *ent_sync_driver_new_for_workspace (EntWorkspace *workspace, EntSecrets *secrets);

void     ent_sync_driver_run_async  (EntSyncDriver *self, const char *remote, EntSyncFlags flags, GPtrArray *seen, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_sync_driver_run_finish (EntSyncDriver *self, GAsyncResult *result, EntSyncSummary *ret_summary, GError **error);

/* News of a server, as they come. */
void     ent_sync_driver_watch_async  (EntSyncDriver *self, const char *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_sync_driver_watch_finish (EntSyncDriver *self, GAsyncResult *result, gboolean *ret_news, GError **error);

/**
 * EntSyncTrialStep:
 * @ENT_SYNC_TRIAL_ADDRESS: is it an address?
 * @ENT_SYNC_TRIAL_SERVER: does anything answer there, and prove who it is?
 * @ENT_SYNC_TRIAL_KIND: is it an Entente Atlas or a CouchDB?
 * @ENT_SYNC_TRIAL_ACCOUNT: does it accept the account and its password?
 * @ENT_SYNC_TRIAL_DATABASE: may the account use the database?
 * @ENT_SYNC_TRIAL_N_STEPS: how many there are
 *
 * The steps of finding out whether an account may use a remote, before it is added.
 */
typedef enum
{
  ENT_SYNC_TRIAL_ADDRESS,
  ENT_SYNC_TRIAL_SERVER,
  ENT_SYNC_TRIAL_KIND,
  ENT_SYNC_TRIAL_ACCOUNT,
  ENT_SYNC_TRIAL_DATABASE,
  ENT_SYNC_TRIAL_N_STEPS,
} EntSyncTrialStep;

typedef void (*EntSyncTrialFunc) (EntSyncTrialStep step, gpointer user_data);

void     ent_sync_driver_test_async  (EntSyncDriver *self, const EntRemote *remote, const char *password, EntSyncTrialFunc began, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_sync_driver_test_finish (EntSyncDriver *self, GAsyncResult *result, char **ret_url, GError **error);

gboolean    ent_sync_driver_is_running   (EntSyncDriver *self);
const char *ent_sync_driver_get_remote   (EntSyncDriver *self);
guint       ent_sync_driver_get_received (EntSyncDriver *self);
guint       ent_sync_driver_get_sent     (EntSyncDriver *self);
guint       ent_sync_driver_get_expected (EntSyncDriver *self);

G_END_DECLS
