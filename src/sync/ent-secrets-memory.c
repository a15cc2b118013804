/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords that somebody brought along for the time being. */
#include "ent-secrets.h"

#define ENT_TYPE_MEMORY_SECRETS (ent_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (EntMemorySecrets, ent_memory_secrets, ENT, MEMORY_SECRETS, GObject)

struct _EntMemorySecrets
{
  GObject parent_instance;

  GHashTable *passwords; /* (not nullable) (owned): address and account → password */
};

static char *
memory_key (const char *url,
            const char *user)
{
  return g_strconcat (url, "\n", user != NULL ? user : "", NULL);
}

static void
ent_memory_secrets_store_async (EntSecrets *secrets,
                                const char *url,
                                const char *user,
                                const char *password,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, ent_memory_secrets_store_async);
  g_hash_table_insert (ENT_MEMORY_SECRETS (secrets)->passwords, memory_key (url, user), g_strdup (password));
  g_task_return_boolean (task, TRUE);
}

static void
ent_memory_secrets_lookup_async (EntSecrets *secrets,
                                 const char *url,
                                 const char *user,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *key = memory_key (url, user);

  g_task_set_source_tag (task, ent_memory_secrets_lookup_async);
  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (ENT_MEMORY_SECRETS (secrets)->passwords, key)), g_free);
}

static void
ent_memory_secrets_clear_async (EntSecrets *secrets,
                                const char *url,
                                const char *user,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (secrets, cancellable, callback, user_data);
  g_autofree char *key = memory_key (url, user);

  g_task_set_source_tag (task, ent_memory_secrets_clear_async);
  g_hash_table_remove (ENT_MEMORY_SECRETS (secrets)->passwords, key);
  g_task_return_boolean (task, TRUE);
}

static void
ent_memory_secrets_secrets_init (EntSecretsInterface *iface)
{
  iface->store_async = ent_memory_secrets_store_async;
  iface->lookup_async = ent_memory_secrets_lookup_async;
  iface->clear_async = ent_memory_secrets_clear_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EntMemorySecrets, ent_memory_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ENT_TYPE_SECRETS, ent_memory_secrets_secrets_init))

static void
ent_memory_secrets_finalize (GObject *object)
{
  g_hash_table_unref (ENT_MEMORY_SECRETS (object)->passwords);

  G_OBJECT_CLASS (ent_memory_secrets_parent_class)->finalize (object);
}

static void
ent_memory_secrets_class_init (EntMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_memory_secrets_finalize;
}

static void
ent_memory_secrets_init (EntMemorySecrets *self)
{
  self->passwords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * ent_secrets_new_memory:
 *
 * Returns: (transfer full): a place that is gone with the object
 */
EntSecrets *
ent_secrets_new_memory (void)
{
  return g_object_new (ENT_TYPE_MEMORY_SECRETS, NULL);
}
