/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords: in the desktop's keyring, or in memory for those who bring them along. Never in a workspace, never in a
 * message. */
#include "ent-secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "ent-error.h"

#define PASSWORD_MAX 4096

G_DEFINE_INTERFACE (EntSecrets, ent_secrets, G_TYPE_OBJECT)

static void
ent_secrets_default_init (EntSecretsInterface *iface)
{
}

/**
 * ent_secrets_store_async:
 * @self: where passwords are kept
 * @url: the server's address
 * @user: (nullable): the account there
 * @password: its password
 * @cancellable: (nullable): to stop it
 * @callback: (nullable): called when it is kept
 * @user_data: for @callback
 */
void
ent_secrets_store_async (EntSecrets *self,
                         const char *url,
                         const char *user,
                         const char *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ENT_SECRETS_GET_IFACE (self)->store_async (self, url, user, password, cancellable, callback, user_data);
}

/**
 * ent_secrets_store_finish:
 * @self: where passwords are kept
 * @result: of ent_secrets_store_async()
 * @error: set where it could not be kept
 *
 * Returns: whether it is kept
 */
gboolean
ent_secrets_store_finish (EntSecrets *self,
                          GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ent_secrets_lookup_async:
 * @self: where passwords are kept
 * @url: the server's address
 * @user: (nullable): the account there
 * @cancellable: (nullable): to stop it
 * @callback: called when it is found or not
 * @user_data: for @callback
 */
void
ent_secrets_lookup_async (EntSecrets *self,
                          const char *url,
                          const char *user,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  ENT_SECRETS_GET_IFACE (self)->lookup_async (self, url, user, cancellable, callback, user_data);
}

/**
 * ent_secrets_lookup_finish:
 * @self: where passwords are kept
 * @result: of ent_secrets_lookup_async()
 * @error: set where the place could not be opened
 *
 * Returns: (transfer full) (nullable): the password; %NULL without @error where there is none
 */
char *
ent_secrets_lookup_finish (EntSecrets *self,
                           GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ent_secrets_clear_async:
 * @self: where passwords are kept
 * @url: the server's address
 * @user: (nullable): the account there
 * @cancellable: (nullable): to stop it
 * @callback: (nullable): called when it is gone
 * @user_data: for @callback
 */
void
ent_secrets_clear_async (EntSecrets *self,
                         const char *url,
                         const char *user,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  ENT_SECRETS_GET_IFACE (self)->clear_async (self, url, user, cancellable, callback, user_data);
}

/**
 * ent_secrets_clear_finish:
 * @self: where passwords are kept
 * @result: of ent_secrets_clear_async()
 * @error: set where it could not be removed
 *
 * Returns: whether there is none any more
 */
gboolean
ent_secrets_clear_finish (EntSecrets *self,
                          GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ent_secrets_read_file:
 * @path: of a file, or `/dev/fd/N`
 * @error: set where it has no password in it
 *
 * Returns: (transfer full) (nullable): its first line
 */
char *
ent_secrets_read_file (const char *path,
                       GError **error)
{
  char buffer[PASSWORD_MAX + 1];
  gsize length = 0;
  gssize n = 0;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND, _ ("The password file “%s” cannot be read: %s."), path, g_strerror (errno));
      return NULL;
    }

  while (length < PASSWORD_MAX && (n = read (fd, buffer + length, PASSWORD_MAX - length)) > 0)
    length += n;
  close (fd);
  buffer[length] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  if (n >= 0 && *buffer != '\0' && g_utf8_validate (buffer, -1, NULL))
    return g_strdup (buffer);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The file “%s” has no password on its first line."), path);
  return NULL;
}
