/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-gate.h"

#include "ent-atlas-attempts.h"
#include "ent-atlas-error.h"
#include "ent-atlas-session.h"

#include <sodium.h>
#include <string.h>

/* A password is proven once and then remembered for a while, as a keyed hash: each request carries it, and proving takes
 * a tenth of a second. One thread proves, so that a flood of wrong passwords costs one core and 64 MiB, not the machine. */

#define PROOF_TIME (10 * G_TIME_SPAN_MINUTE)
#define MAX_PROOFS 10000
#define MAX_WAITING 200

typedef struct
{
  char *hash; /* (owned): the account's stored hash when it was proven */
  gint64 until; /* monotonic time */
} Proof;

struct _EntAtlasGate
{
  GObject parent_instance;

  EntAtlasAccounts *accounts; /* (owned) */
  EntAtlasAttempts *attempts; /* (owned) */
  GThreadPool *prover; /* (owned) */
  GHashTable *proofs; /* (owned) (element-type GBytes Proof) */
  guint8 key[crypto_generichash_KEYBYTES]; /* new at each start */
  char *nobody; /* (owned): the hash that names without an account are tried against */
  guint session_seconds;
};

typedef struct
{
  char *address; /* (owned) */
  char *name; /* (owned) */
  char *password; /* (owned) */
  char *hash; /* (owned) */
  EntAtlasAccount *account; /* (owned) (nullable) */
  gboolean matches; /* written by the proving thread */
} Attempt;

G_DEFINE_FINAL_TYPE (EntAtlasGate, ent_atlas_gate, G_TYPE_OBJECT)

static void
proof_free (gpointer data)
{
  Proof *proof = data;

  g_free (proof->hash);
  g_free (proof);
}

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  sodium_memzero (attempt->password, strlen (attempt->password));
  g_free (attempt->password);
  g_free (attempt->address);
  g_free (attempt->name);
  g_free (attempt->hash);
  g_clear_pointer (&attempt->account, ent_atlas_account_unref);
  g_free (attempt);
}

static void
ent_atlas_gate_finalize (GObject *object)
{
  EntAtlasGate *self = ENT_ATLAS_GATE (object);

  if (self->prover != NULL)
    g_thread_pool_free (self->prover, FALSE, FALSE);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->attempts, ent_atlas_attempts_free);
  g_clear_pointer (&self->proofs, g_hash_table_unref);
  g_free (self->nobody);
  sodium_memzero (self->key, sizeof self->key);

  G_OBJECT_CLASS (ent_atlas_gate_parent_class)->finalize (object);
}

static void
ent_atlas_gate_class_init (EntAtlasGateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_atlas_gate_finalize;
}

static void
ent_atlas_gate_init (EntAtlasGate *self)
{
  self->attempts = ent_atlas_attempts_new ();
  self->proofs = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, proof_free);
  self->session_seconds = ENT_ATLAS_SESSION_SECONDS;
}

static gboolean
attempt_done_cb (gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* The task goes back to where it came from before it ends: the last reference to it, and to what waits for it, must not
 * be dropped here. */
static void
prove_cb (gpointer data,
          gpointer user_data)
{
  GTask *task = data;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  attempt->matches = ent_atlas_accounts_verify (attempt->hash, attempt->password);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, attempt_done_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static char *
hash_nobody (GError **error)
{
  char *hash = g_malloc (crypto_pwhash_STRBYTES);
  guint8 password[16];

  randombytes_buf (password, sizeof password);
  if (crypto_pwhash_str_alg (hash, (const char *) password, sizeof password, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return hash;

  g_free (hash);
  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAVAILABLE, "Not enough memory to hash a password");
  return NULL;
}

/**
 * ent_atlas_gate_new:
 * @accounts: the accounts
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a gate that lets them in
 */
EntAtlasGate *
ent_atlas_gate_new (EntAtlasAccounts *accounts,
                    GError          **error)
{
  g_autoptr (EntAtlasGate) self = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (ENT_ATLAS_TYPE_GATE, NULL);
  self->accounts = g_object_ref (accounts);
  randombytes_buf (self->key, sizeof self->key);
  self->nobody = hash_nobody (error);
  if (self->nobody == NULL)
    return NULL;

  self->prover = g_thread_pool_new (prove_cb, NULL, 1, FALSE, error);
  return self->prover != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_atlas_gate_get_accounts:
 * @self: a gate
 *
 * Returns: (transfer none): its accounts
 */
EntAtlasAccounts *
ent_atlas_gate_get_accounts (EntAtlasGate *self)
{
  g_return_val_if_fail (ENT_ATLAS_IS_GATE (self), NULL);

  return self->accounts;
}

/**
 * ent_atlas_gate_set_session_time:
 * @self: a gate
 * @seconds: how long a session lasts
 */
void
ent_atlas_gate_set_session_time (EntAtlasGate *self,
                                 guint         seconds)
{
  g_return_if_fail (ENT_ATLAS_IS_GATE (self));

  self->session_seconds = seconds;
}

/**
 * ent_atlas_gate_get_session_time:
 * @self: a gate
 *
 * Returns: how many seconds a session lasts
 */
guint
ent_atlas_gate_get_session_time (EntAtlasGate *self)
{
  g_return_val_if_fail (ENT_ATLAS_IS_GATE (self), 0);

  return self->session_seconds;
}

/**
 * ent_atlas_gate_get_delay:
 * @self: a gate
 * @address: where a client is
 * @name: the account it wants
 *
 * Returns: how many seconds it has to wait after too many wrong passwords
 */
guint
ent_atlas_gate_get_delay (EntAtlasGate *self,
                          const char   *address,
                          const char   *name)
{
  g_return_val_if_fail (ENT_ATLAS_IS_GATE (self), 0);

  return ent_atlas_attempts_get_delay (self->attempts, address, name, g_get_monotonic_time ());
}

static GBytes *
proof_key (EntAtlasGate *self,
           const char   *name,
           const char   *password)
{
  crypto_generichash_state state;
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash_init (&state, self->key, sizeof self->key, sizeof hash);
  crypto_generichash_update (&state, (const guint8 *) name, strlen (name) + 1);
  crypto_generichash_update (&state, (const guint8 *) password, strlen (password));
  crypto_generichash_final (&state, hash, sizeof hash);
  return g_bytes_new (hash, sizeof hash);
}

static gboolean
proof_is_over (gpointer key,
               gpointer value,
               gpointer user_data)
{
  return ((Proof *) value)->until <= g_get_monotonic_time ();
}

static gboolean
is_proven (EntAtlasGate  *self,
           const Attempt *attempt)
{
  g_autoptr (GBytes) key = proof_key (self, attempt->name, attempt->password);
  Proof *proof = g_hash_table_lookup (self->proofs, key);

  return proof != NULL && !proof_is_over (NULL, proof, NULL) && g_str_equal (proof->hash, attempt->hash);
}

static void
remember (EntAtlasGate  *self,
          const Attempt *attempt)
{
  Proof *proof = g_new0 (Proof, 1);

  if (g_hash_table_size (self->proofs) >= MAX_PROOFS)
    g_hash_table_foreach_remove (self->proofs, proof_is_over, NULL);
  if (g_hash_table_size (self->proofs) >= MAX_PROOFS)
    g_hash_table_remove_all (self->proofs);

  proof->hash = g_strdup (attempt->hash);
  proof->until = g_get_monotonic_time () + PROOF_TIME;
  g_hash_table_replace (self->proofs, proof_key (self, attempt->name, attempt->password), proof);
}

/**
 * ent_atlas_gate_sign_in_async:
 * @self: a gate
 * @address: where the client is
 * @name: the account it wants
 * @password: the password it gives
 * @callback: (scope async): called in this thread's main context
 * @user_data: data for @callback
 *
 * Lets an account in. Main thread only.
 */
void
ent_atlas_gate_sign_in_async (EntAtlasGate       *self,
                              const char         *address,
                              const char         *name,
                              const char         *password,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();
  Attempt *attempt;
  gboolean barred;

  g_return_if_fail (ENT_ATLAS_IS_GATE (self));

  task = g_task_new (self, NULL, callback, user_data);
  attempt = g_new0 (Attempt, 1);
  attempt->address = g_strdup (address);
  attempt->name = g_strdup (name);
  attempt->password = g_strdup (password);
  g_task_set_task_data (task, attempt, attempt_free);

  attempt->account = ent_atlas_accounts_lookup (self->accounts, name, &attempt->hash, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* A password that is known to be right is let in beside others who fail at the same address, but not while this account
   * is being guessed there: that would tell which guess is right. */
  barred = ent_atlas_attempts_is_barred (self->attempts, address, name, now);
  if (!barred && attempt->account != NULL && is_proven (self, attempt))
    {
      attempt->matches = TRUE;
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (ent_atlas_gate_get_delay (self, address, name) > 0)
    {
      if (!barred)
        ent_atlas_attempts_add_unseen (self->attempts, address, name, now);
      g_task_return_new_error (task, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_TOO_MANY,
                               "Too many wrong passwords: try again later");
      return;
    }

  if (g_thread_pool_unprocessed (self->prover) >= MAX_WAITING)
    {
      g_task_return_new_error (task, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAVAILABLE,
                               "Too many are signing in: try again later");
      return;
    }

  if (attempt->hash == NULL)
    attempt->hash = g_strdup (self->nobody);
  g_thread_pool_push (self->prover, g_steal_pointer (&task), NULL);
}

/**
 * ent_atlas_gate_sign_in_finish:
 * @self: a gate
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the account
 */
EntAtlasAccount *
ent_atlas_gate_sign_in_finish (EntAtlasGate *self,
                               GAsyncResult *result,
                               GError      **error)
{
  Attempt *attempt;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  attempt = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  if (attempt->matches && attempt->account != NULL)
    {
      remember (self, attempt);
      ent_atlas_attempts_add_success (self->attempts, attempt->address, attempt->name);
      return ent_atlas_account_ref (attempt->account);
    }

  ent_atlas_attempts_add_failure (self->attempts, attempt->address, attempt->name, g_get_monotonic_time ());
  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAUTHORIZED, "Name or password is incorrect.");
  return NULL;
}

/**
 * ent_atlas_gate_open_session:
 * @self: a gate
 * @account: an account that was let in
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a token with which it can come back for a while
 */
char *
ent_atlas_gate_open_session (EntAtlasGate    *self,
                             EntAtlasAccount *account,
                             GError         **error)
{
  g_autoptr (EntAtlasAccount) current = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_GATE (self), NULL);

  current = ent_atlas_accounts_lookup (self->accounts, account->name, &hash, &local_error);
  if (current == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_UNAUTHORIZED, "The account is gone");
      return NULL;
    }

  return ent_atlas_session_issue (ent_atlas_accounts_get_secret (self->accounts), account->name, hash,
                                  g_get_real_time () / G_USEC_PER_SEC + self->session_seconds);
}

/**
 * ent_atlas_gate_resume_session:
 * @self: a gate
 * @token: a token as a client sends it back
 * @ret_renew: (out): whether half of its time is over
 *
 * Returns: (transfer full) (nullable): the account, if the token is good
 */
EntAtlasAccount *
ent_atlas_gate_resume_session (EntAtlasGate *self,
                               const char   *token,
                               gboolean     *ret_renew)
{
  g_autoptr (EntAtlasAccount) account = NULL;
  g_autofree char *name = NULL;
  g_autofree char *hash = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 expires = 0;

  g_return_val_if_fail (ENT_ATLAS_IS_GATE (self), NULL);

  name = ent_atlas_session_dup_name (token, &expires);
  if (name != NULL)
    account = ent_atlas_accounts_lookup (self->accounts, name, &hash, NULL);
  if (account == NULL
      || !ent_atlas_session_verify (ent_atlas_accounts_get_secret (self->accounts), token, hash, now))
    return NULL;

  *ret_renew = expires - now < self->session_seconds / 2;
  return g_steal_pointer (&account);
}
