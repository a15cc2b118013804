/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of a store again and again. */
#include "ent-store.h"

static gpointer
save_func (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  ent_workspace_save (workspace, data, error);
  return NULL;
}

static gpointer
delete_func (EntWorkspace *workspace,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  ent_workspace_delete (workspace, data, error);
  return NULL;
}

static gpointer
undo_func (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ent_workspace_undo (workspace, error);
}

static gpointer
redo_func (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ent_workspace_redo (workspace, error);
}

static gpointer
get_func (EntWorkspace *workspace,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return ent_workspace_get (workspace, data, error);
}

static gpointer
set_user_func (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  ent_workspace_set_user (workspace, data);
  return NULL;
}

/**
 * ent_store_save_async:
 * @self: a store
 * @record: what to save, as it is now
 * @callback: (nullable): called when it is written, see ent_store_write_finish()
 * @user_data: for @callback
 */
void
ent_store_save_async (EntStore *self,
                      EntRecord *record,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (ENT_IS_RECORD (record));

  ent_store_write_async (self, save_func, ent_record_copy (record), g_object_unref, NULL, NULL, callback, user_data);
}

/**
 * ent_store_delete_async:
 * @self: a store
 * @id: the record to delete
 * @callback: (nullable): called when it is written, see ent_store_write_finish()
 * @user_data: for @callback
 */
void
ent_store_delete_async (EntStore *self,
                        const char *id,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (id != NULL);

  ent_store_write_async (self, delete_func, g_strdup (id), g_free, NULL, NULL, callback, user_data);
}

/**
 * ent_store_undo_async:
 * @self: a store
 * @callback: (nullable): called when it is written, see ent_store_write_finish()
 * @user_data: for @callback
 */
void
ent_store_undo_async (EntStore *self,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  ent_store_write_async (self, undo_func, NULL, NULL, g_free, NULL, callback, user_data);
}

/**
 * ent_store_redo_async:
 * @self: a store
 * @callback: (nullable): called when it is written, see ent_store_write_finish()
 * @user_data: for @callback
 */
void
ent_store_redo_async (EntStore *self,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  ent_store_write_async (self, redo_func, NULL, NULL, g_free, NULL, callback, user_data);
}

/**
 * ent_store_write_finish:
 * @self: a store
 * @result: what the callback of a save, a deletion, an undo or a redo was given
 * @error: set to what went wrong; nothing was written then
 *
 * Returns: whether it is written
 */
gboolean
ent_store_write_finish (EntStore *self,
                        GAsyncResult *result,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_free (ent_store_finish (self, result, &failure));
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * ent_store_get_async:
 * @self: a store
 * @id: a record
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 */
void
ent_store_get_async (EntStore *self,
                     const char *id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (id != NULL);

  ent_store_read_async (self, get_func, g_strdup (id), g_free, g_object_unref, cancellable, callback, user_data);
}

/**
 * ent_store_get_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: set where there is no such record
 *
 * Returns: (transfer full): the record
 */
EntRecord *
ent_store_get_finish (EntStore *self,
                      GAsyncResult *result,
                      GError **error)
{
  return ent_store_finish (self, result, error);
}

/**
 * ent_store_set_user:
 * @self: a store
 * @user: (nullable): who is named in history for what is written from now on
 */
void
ent_store_set_user (EntStore *self,
                    const char *user)
{
  ent_store_write_async (self, set_user_func, g_strdup (user), g_free, NULL, NULL, NULL, NULL);
}
