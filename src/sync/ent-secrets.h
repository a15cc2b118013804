/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ENT_TYPE_SECRETS (ent_secrets_get_type ())

/**
 * EntSecrets:
 *
 * Where passwords are kept: the desktop's keyring in the window, files on a machine without one, memory in tests.
 * A password is found by the server's address and the account.
 */
G_DECLARE_INTERFACE (EntSecrets, ent_secrets, ENT, SECRETS, GObject)

struct _EntSecretsInterface
{
  GTypeInterface parent_iface;

  void     (*store_async)   (EntSecrets *self, const char *url, const char *user, const char *password, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*store_finish)  (EntSecrets *self, GAsyncResult *result, GError **error);
  void     (*lookup_async)  (EntSecrets *self, const char *url, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  char    *(*lookup_finish) (EntSecrets *self, GAsyncResult *result, GError **error);
  void     (*clear_async)   (EntSecrets *self, const char *url, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*clear_finish)  (EntSecrets *self, GAsyncResult *result, GError **error);
};

void     ent_secrets_store_async   (EntSecrets *self, const char *url, const char *user, const char *password, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_secrets_store_finish  (EntSecrets *self, GAsyncResult *result, GError **error);
void     ent_secrets_lookup_async  (EntSecrets *self, const char *url, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char    *ent_secrets_lookup_finish (EntSecrets *self, GAsyncResult *result, GError **error);
void     ent_secrets_clear_async   (EntSecrets *self, const char *url, const char *user, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ent_secrets_clear_finish  (EntSecrets *self, GAsyncResult *result, GError **error);

/* The desktop's keyring. */
EntSecrets *ent_secrets_new_keyring (void);
/* Memory, gone with the object. */
EntSecrets *ent_secrets_new_memory  (void);

char *ent_secrets_read_file (const char *path, GError **error);

G_END_DECLS
