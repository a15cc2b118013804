/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-workspace.h"

G_BEGIN_DECLS

#define ENT_TYPE_STORE (ent_store_get_type ())

/**
 * EntStore:
 *
 * The window's side of a workspace: one thread that owns the writing connection, one that reads, and signals on the
 * main thread. Nothing here waits for the disk, but ent_store_get_reader(), whose reads by row are shorter than a frame.
 */
G_DECLARE_FINAL_TYPE (EntStore, ent_store, ENT, STORE, GObject)

/* Work on a workspace, in the thread that owns it. Returns what ent_store_finish() gives back, NULL with @error set. */
typedef gpointer (*EntStoreFunc) (EntWorkspace *workspace, gpointer data, GCancellable *cancellable, GError **error);

/* Properties: path (string), read-only (boolean), undo-label, redo-label (string, nullable), working (boolean).
 * Signal: changed (): something in the workspace is different, by this process or another; lists and pages look again. */
void      ent_store_open_async  (const char *path, EntWorkspaceFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntStore *ent_store_open_finish (GAsyncResult *result, GError **error);
void      ent_store_close       (EntStore *self);

const char   *ent_store_get_path     (EntStore *self);
gboolean      ent_store_is_read_only (EntStore *self);
EntWorkspace *ent_store_get_reader   (EntStore *self);

void     ent_store_write_async (EntStore *self, EntStoreFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void     ent_store_read_async  (EntStore *self, EntStoreFunc func, gpointer data, GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer ent_store_finish      (EntStore *self, GAsyncResult *result, GError **error);

void       ent_store_save_async   (EntStore *self, EntRecord *record, GAsyncReadyCallback callback, gpointer user_data);
void       ent_store_delete_async (EntStore *self, const char *id, GAsyncReadyCallback callback, gpointer user_data);
void       ent_store_undo_async   (EntStore *self, GAsyncReadyCallback callback, gpointer user_data);
void       ent_store_redo_async   (EntStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean   ent_store_write_finish (EntStore *self, GAsyncResult *result, GError **error);
void       ent_store_get_async    (EntStore *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
EntRecord *ent_store_get_finish   (EntStore *self, GAsyncResult *result, GError **error);

const char *ent_store_get_undo_label (EntStore *self);
const char *ent_store_get_redo_label (EntStore *self);
void        ent_store_set_user       (EntStore *self, const char *user);

G_END_DECLS
