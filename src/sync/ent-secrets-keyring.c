/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords in the desktop's keyring. */
#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "ent-error.h"
#include "ent-secrets.h"

#define ENT_TYPE_KEYRING (ent_keyring_get_type ())
G_DECLARE_FINAL_TYPE (EntKeyring, ent_keyring, ENT, KEYRING, GObject)

struct _EntKeyring
{
  GObject parent_instance;
};

static const SecretSchema keyring_schema = {
  "org.entente.Entente",
  SECRET_SCHEMA_NONE,
  { { "url", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "user", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
return_keyring_error (GTask *task,
                      GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, reason);
      return;
    }

  if (g_error_matches (reason, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED, "%s",
                             _ ("This computer has no keyring to keep the password in. Ask whoever looks after it to install one, such as GNOME Keyring."));
  else
    g_task_return_new_error (task, ENT_ERROR, ENT_ERROR_FAILED, _ ("The keyring cannot be used: %s"), reason->message);
  g_error_free (reason);
}

static void
keyring_stored_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_keyring_error (task, error);
}

static void
ent_keyring_store_async (EntSecrets *secrets,
                         const char *url,
                         const char *user,
                         const char *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (secrets, cancellable, callback, user_data);
  /* Translators: in the desktop's list of passwords; the address of a server. */
  g_autofree char *label = g_strdup_printf (_ ("Entente: %s"), url);

  g_task_set_source_tag (task, ent_keyring_store_async);
  secret_password_store (&keyring_schema, SECRET_COLLECTION_DEFAULT, label, password, cancellable, keyring_stored_cb, task,
                         "url", url, "user", user != NULL ? user : "", NULL);
}

static void
keyring_found_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_keyring_error (task, error);
  else
    g_task_return_pointer (task, password, (GDestroyNotify) secret_password_free);
}

static void
ent_keyring_lookup_async (EntSecrets *secrets,
                          const char *url,
                          const char *user,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, ent_keyring_lookup_async);
  secret_password_lookup (&keyring_schema, cancellable, keyring_found_cb, task,
                          "url", url, "user", user != NULL ? user : "", NULL);
}

static void
keyring_cleared_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_keyring_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
ent_keyring_clear_async (EntSecrets *secrets,
                         const char *url,
                         const char *user,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, ent_keyring_clear_async);
  secret_password_clear (&keyring_schema, cancellable, keyring_cleared_cb, task,
                         "url", url, "user", user != NULL ? user : "", NULL);
}

static void
ent_keyring_secrets_init (EntSecretsInterface *iface)
{
  iface->store_async = ent_keyring_store_async;
  iface->lookup_async = ent_keyring_lookup_async;
  iface->clear_async = ent_keyring_clear_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EntKeyring, ent_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_SECRETS, ent_keyring_secrets_init))

static void
ent_keyring_class_init (EntKeyringClass *klass)
{
}

static void
ent_keyring_init (EntKeyring *self)
{
}

/**
 * ent_secrets_new_keyring:
 *
 * Returns: (transfer full): the desktop's keyring
 */
EntSecrets *
ent_secrets_new_keyring (void)
{
  return g_object_new (ENT_TYPE_KEYRING, NULL);
}
