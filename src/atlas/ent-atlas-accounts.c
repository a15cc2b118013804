/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-accounts.h"

#include "ent-atlas-error.h"
#include "ent-atlas-sql.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

/* "EAcc" */
#define APPLICATION_ID 0x45416363

#define FILE_NAME "accounts.sqlite"
#define SECRET_SIZE 32

static const char schema[] =
  "BEGIN IMMEDIATE;"
  "CREATE TABLE IF NOT EXISTS account ("
  "  name TEXT NOT NULL PRIMARY KEY,"
  "  role TEXT NOT NULL,"
  "  publisher TEXT,"
  "  hash TEXT NOT NULL) STRICT;"
  "CREATE TABLE IF NOT EXISTS property ("
  "  name TEXT NOT NULL PRIMARY KEY,"
  "  value ANY NOT NULL) STRICT;"
  /* server: who this is for replicators; secret: signs the sessions */
  "INSERT OR IGNORE INTO property (name, value)"
  "  VALUES ('server', lower (hex (randomblob (16)))), ('secret', randomblob (32));"
  "PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID) ";"
  "PRAGMA user_version = 1;"
  "COMMIT;";

typedef enum
{
  QUERY_GET_PROPERTIES,
  QUERY_INSERT,
  QUERY_SET_HASH,
  QUERY_DELETE,
  QUERY_LOOKUP,
  QUERY_LIST,
  N_QUERIES,
} QueryName;

static const char *const queries[N_QUERIES] = {
  [QUERY_GET_PROPERTIES] = "SELECT (SELECT value FROM property WHERE name = 'server'),"
                           " (SELECT value FROM property WHERE name = 'secret')",
  [QUERY_INSERT] = "INSERT INTO account (name, role, publisher, hash) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
  [QUERY_SET_HASH] = "UPDATE account SET hash = ?2 WHERE name = ?1",
  [QUERY_DELETE] = "DELETE FROM account WHERE name = ?1",
  [QUERY_LOOKUP] = "SELECT name, role, publisher, hash FROM account WHERE name = ?1",
  [QUERY_LIST] = "SELECT name, role, publisher FROM account ORDER BY name",
};

struct _EntAtlasAccounts
{
  GObject parent_instance;

  GMutex lock; /* guards the connection and its statements */
  sqlite3 *db; /* (not nullable) (owned) */
  sqlite3_stmt *queries[N_QUERIES]; /* (owned) */
  char *server_id; /* (not nullable) (owned) */
  GBytes *secret; /* (not nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (EntAtlasAccounts, ent_atlas_accounts, G_TYPE_OBJECT)

static void
ent_atlas_accounts_finalize (GObject *object)
{
  EntAtlasAccounts *self = ENT_ATLAS_ACCOUNTS (object);

  for (guint i = 0; i < N_QUERIES; i++)
    sqlite3_finalize (self->queries[i]);
  sqlite3_close (self->db);
  g_mutex_clear (&self->lock);
  g_free (self->server_id);
  g_clear_pointer (&self->secret, g_bytes_unref);

  G_OBJECT_CLASS (ent_atlas_accounts_parent_class)->finalize (object);
}

static void
ent_atlas_accounts_class_init (EntAtlasAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_atlas_accounts_finalize;
}

static void
ent_atlas_accounts_init (EntAtlasAccounts *self)
{
  g_mutex_init (&self->lock);
}

static EntAtlasQuery *
get_query (EntAtlasAccounts *self,
           QueryName         name,
           GError          **error)
{
  return ent_atlas_sql_prepare (self->db, &self->queries[name], queries[name], error);
}

static gboolean
read_properties (EntAtlasAccounts *self,
                 GError          **error)
{
  g_autoptr (EntAtlasQuery) query = get_query (self, QUERY_GET_PROPERTIES, error);
  gboolean row = FALSE;

  if (query == NULL || !ent_atlas_query_step (query, &row, error))
    return FALSE;

  if (sqlite3_column_bytes (query, 1) != SECRET_SIZE || ent_atlas_query_get_text (query, 0) == NULL)
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INTERNAL, "The accounts have lost their secret");

  self->secret = g_bytes_new (sqlite3_column_blob (query, 1), SECRET_SIZE);
  self->server_id = g_strdup (ent_atlas_query_get_text (query, 0));
  return TRUE;
}

/**
 * ent_atlas_accounts_open:
 * @folder: where the server's data is
 * @error: return location for an error
 *
 * Opens the accounts of a server; makes them if there are none. Several
 * programs may have them open. May be used in any thread.
 *
 * Returns: (transfer full) (nullable): the accounts
 */
EntAtlasAccounts *
ent_atlas_accounts_open (const char *folder,
                         GError    **error)
{
  g_autoptr (EntAtlasAccounts) self = NULL;
  g_autofree char *path = NULL;
  sqlite3 *db;

  g_return_val_if_fail (folder != NULL, NULL);

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL, "No source of random numbers");
      return NULL;
    }

  path = g_build_filename (folder, FILE_NAME, NULL);
  db = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (db == NULL)
    return NULL;

  self = g_object_new (ENT_ATLAS_TYPE_ACCOUNTS, NULL);
  self->db = db;
  /* Before anything is in it; SQLite gives its companion files the same mode. */
  g_chmod (path, 0600);
  if (!ent_atlas_sql_exec (db, "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON", error)
      || !ent_atlas_sql_exec (db, schema, error) || !read_properties (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * ent_atlas_accounts_copy:
 * @self: the accounts
 * @folder: a folder without accounts
 * @error: return location for an error
 *
 * Returns: whether the accounts are in @folder as well
 */
gboolean
ent_atlas_accounts_copy (EntAtlasAccounts *self,
                         const char       *folder,
                         GError          **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return ent_atlas_sql_copy (self->db, path, error);
}

/**
 * ent_atlas_accounts_get_server_id:
 * @self: the accounts
 *
 * Returns: (transfer none): what names this server for good
 */
const char *
ent_atlas_accounts_get_server_id (EntAtlasAccounts *self)
{
  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), NULL);

  return self->server_id;
}

/**
 * ent_atlas_accounts_get_secret:
 * @self: the accounts
 *
 * Returns: (transfer none): the key that signs sessions
 */
GBytes *
ent_atlas_accounts_get_secret (EntAtlasAccounts *self)
{
  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), NULL);

  return self->secret;
}

/* Slow on purpose: called without the lock. */
static gboolean
hash_password (const char *password,
               char        hash[static crypto_pwhash_STRBYTES],
               GError    **error)
{
  gsize length = strlen (password);

  if (length < ENT_ATLAS_ACCOUNTS_MIN_PASSWORD || length > ENT_ATLAS_ACCOUNTS_MAX_PASSWORD)
    {
      g_set_error (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_BAD_REQUEST, "A password has %d to %d bytes",
                   ENT_ATLAS_ACCOUNTS_MIN_PASSWORD, ENT_ATLAS_ACCOUNTS_MAX_PASSWORD);
      return FALSE;
    }

  if (crypto_pwhash_str_alg (hash, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_UNAVAILABLE, "Not enough memory to hash a password");
}

/**
 * ent_atlas_accounts_verify:
 * @hash: a stored hash
 * @password: what a client says the password is
 *
 * Takes a tenth of a second and 64 MiB, by design.
 *
 * Returns: whether they match
 */
gboolean
ent_atlas_accounts_verify (const char *hash,
                           const char *password)
{
  gsize length = strlen (password);

  return length <= ENT_ATLAS_ACCOUNTS_MAX_PASSWORD && crypto_pwhash_str_verify (hash, password, length) == 0;
}

static gboolean
run_change (EntAtlasAccounts *self,
            EntAtlasQuery    *query,
            EntAtlasError     kind,
            const char       *reason,
            GError          **error)
{
  if (!ent_atlas_query_run (query, error))
    return FALSE;
  if (sqlite3_changes (self->db) == 1)
    return TRUE;

  g_set_error_literal (error, ENT_ATLAS_ERROR, kind, reason);
  return FALSE;
}

/**
 * ent_atlas_accounts_add:
 * @self: the accounts
 * @account: a new account
 * @password: its password
 * @error: return location for an error
 *
 * Returns: whether it was added; %ENT_ATLAS_ERROR_CONFLICT if the name is taken
 */
gboolean
ent_atlas_accounts_add (EntAtlasAccounts *self,
                        EntAtlasAccount  *account,
                        const char       *password,
                        GError          **error)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), FALSE);

  if (!hash_password (password, hash, error))
    return FALSE;

  locker = g_mutex_locker_new (&self->lock);
  query = get_query (self, QUERY_INSERT, error);
  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, account->name);
  ent_atlas_query_bind_text (query, 2, ent_atlas_role_to_nick (account->role));
  ent_atlas_query_bind_text (query, 3, account->publisher);
  ent_atlas_query_bind_text (query, 4, hash);
  return run_change (self, query, ENT_ATLAS_ERROR_CONFLICT, "There is an account of that name already", error);
}

/**
 * ent_atlas_accounts_set_password:
 * @self: the accounts
 * @name: an account's name
 * @password: its new password
 * @error: return location for an error
 *
 * Returns: whether it was changed; sessions begun with the old one end
 */
gboolean
ent_atlas_accounts_set_password (EntAtlasAccounts *self,
                                 const char       *name,
                                 const char       *password,
                                 GError          **error)
{
  char hash[crypto_pwhash_STRBYTES];
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), FALSE);

  if (!hash_password (password, hash, error))
    return FALSE;

  locker = g_mutex_locker_new (&self->lock);
  query = get_query (self, QUERY_SET_HASH, error);
  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, name);
  ent_atlas_query_bind_text (query, 2, hash);
  return run_change (self, query, ENT_ATLAS_ERROR_NOT_FOUND, "There is no account of that name", error);
}

/**
 * ent_atlas_accounts_remove:
 * @self: the accounts
 * @name: an account's name
 * @error: return location for an error
 *
 * Returns: whether it was removed; what it wrote stays
 */
gboolean
ent_atlas_accounts_remove (EntAtlasAccounts *self,
                           const char       *name,
                           GError          **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  query = get_query (self, QUERY_DELETE, error);
  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, name);
  return run_change (self, query, ENT_ATLAS_ERROR_NOT_FOUND, "There is no account of that name", error);
}

static EntAtlasAccount *
account_of_row (EntAtlasQuery *row,
                GError       **error)
{
  EntAtlasRole role;

  if (ent_atlas_role_parse (ent_atlas_query_get_text (row, 1), &role))
    return ent_atlas_account_new (ent_atlas_query_get_text (row, 0), role, ent_atlas_query_get_text (row, 2), error);

  g_set_error_literal (error, ENT_ATLAS_ERROR, ENT_ATLAS_ERROR_INTERNAL, "An account has a role that is not known");
  return NULL;
}

/**
 * ent_atlas_accounts_list:
 * @self: the accounts
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type EntAtlasAccount): all of them, by name
 */
GPtrArray *
ent_atlas_accounts_list (EntAtlasAccounts *self,
                         GError          **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_atlas_account_unref);
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  query = get_query (self, QUERY_LIST, error);
  if (query == NULL)
    return NULL;

  for (;;)
    {
      EntAtlasAccount *account;

      if (!ent_atlas_query_step (query, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&accounts);

      account = account_of_row (query, error);
      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }
}

/**
 * ent_atlas_accounts_lookup:
 * @self: the accounts
 * @name: an account's name
 * @ret_hash: (out) (optional): the hash of its password
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the account; %NULL without an error if there is none
 */
EntAtlasAccount *
ent_atlas_accounts_lookup (EntAtlasAccounts *self,
                           const char       *name,
                           char            **ret_hash,
                           GError          **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (EntAtlasQuery) query = NULL;
  EntAtlasAccount *account;
  gboolean row = FALSE;

  g_return_val_if_fail (ENT_ATLAS_IS_ACCOUNTS (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  query = get_query (self, QUERY_LOOKUP, error);
  if (query == NULL)
    return NULL;

  ent_atlas_query_bind_text (query, 1, name);
  if (!ent_atlas_query_step (query, &row, error) || !row)
    return NULL;

  account = account_of_row (query, error);
  if (account != NULL && ret_hash != NULL)
    *ret_hash = g_strdup (ent_atlas_query_get_text (query, 3));
  return account;
}
