/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-error.h"

/* How long a write waits for another process that is writing. */
#define BUSY_MILLISECONDS 15000

struct _EntDatabase
{
  GObject parent_instance;

  sqlite3 *handle;        /* (owned) (nullable): NULL once closed */
  GHashTable *statements; /* (owned): SQL text → prepared statement */
  gboolean in_transaction; /* begun, and neither committed nor rolled back */
  guint n_readings;        /* that are under way, one in another */
  int broken;              /* what made SQLite roll it back by itself, SQLITE_OK as long as nothing did */
};

G_DEFINE_FINAL_TYPE (EntDatabase, ent_database, G_TYPE_OBJECT)

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
ent_database_finalize (GObject *object)
{
  EntDatabase *self = ENT_DATABASE (object);

  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("a statement outlived its database");

  G_OBJECT_CLASS (ent_database_parent_class)->finalize (object);
}

static void
ent_database_class_init (EntDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_database_finalize;
}

/* Statements are long, and looked up for each row: every eighth letter tells them apart. */
static guint
hash_of_sql (gconstpointer sql)
{
  const char *text = sql;
  gsize length = strlen (text);
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += 8)
    hash = hash * 33 + (guchar) text[i];

  return hash;
}

static void
ent_database_init (EntDatabase *self)
{
  self->statements = g_hash_table_new_full (hash_of_sql, g_str_equal, g_free, finalize_statement);
}

/* What the last call ended with. SQLite knows a full disk only where it met it in writing the file itself: not in making room
 * for what is beside it, nor by a quota or a limit of the file's size. */
static int
get_result (EntDatabase *self)
{
  int result = sqlite3_extended_errcode (self->handle);
  int cause = sqlite3_system_errno (self->handle);

  if (result == SQLITE_IOERR_SHMSIZE
      || ((result & 0xff) == SQLITE_IOERR && (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)))
    return SQLITE_FULL;

  return result;
}

static EntError
code_of_result (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ENT_ERROR_BUSY;
    case SQLITE_CORRUPT:
      return ENT_ERROR_DAMAGED;
    case SQLITE_NOTADB:
      return ENT_ERROR_NOT_WORKSPACE;
    case SQLITE_FULL:
      return ENT_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ENT_ERROR_READ_ONLY;
    default:
      return ENT_ERROR_FAILED;
    }
}

static void
set_result_error (int result,
                  const char *detail,
                  GError **error)
{
  EntError code = code_of_result (result);

  switch ((int) code)
    {
    case ENT_ERROR_BUSY:
      g_set_error_literal (error, ENT_ERROR, code, _ ("Another program keeps the workspace locked. Try again in a moment."));
      break;
    case ENT_ERROR_DAMAGED:
      g_set_error_literal (error, ENT_ERROR, code, _ ("The workspace is damaged. Open its latest backup."));
      break;
    case ENT_ERROR_NOT_WORKSPACE:
      g_set_error_literal (error, ENT_ERROR, code, _ ("This file is not an Entente workspace."));
      break;
    case ENT_ERROR_FULL:
      g_set_error_literal (error, ENT_ERROR, code, _ ("The disk is full. Nothing was changed; free some space and try again."));
      break;
    case ENT_ERROR_READ_ONLY:
      g_set_error_literal (error, ENT_ERROR, code, _ ("The workspace can only be read here. Copy it to a folder of your own to change it."));
      break;
    default:
      g_set_error (error, ENT_ERROR, code, _ ("The workspace could not be read or written: %s."), detail);
    }
}

/**
 * ent_database_set_error:
 * @self: a database
 * @error: set to what its last call ended with
 */
void
ent_database_set_error (EntDatabase *self,
                        GError **error)
{
  set_result_error (get_result (self), sqlite3_errmsg (self->handle), error);
}

/**
 * ent_database_open:
 * @path: a path, or a `file:` URI
 * @flags: of sqlite3_open_v2()
 * @error: set where it cannot be opened
 *
 * Returns: (transfer full) (nullable): the connection
 */
EntDatabase *
ent_database_open (const char *path,
                   int flags,
                   GError **error)
{
  g_autoptr (EntDatabase) self = g_object_new (ENT_TYPE_DATABASE, NULL);
  int result = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (result != SQLITE_OK)
    {
      set_result_error (result, sqlite3_errstr (result), error);
      return NULL;
    }

  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  /* What a hostile file may bring in its schema must not run, and none may exceed what we ever write. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024);

  return g_steal_pointer (&self);
}

/**
 * ent_database_get_handle:
 * @self: a database
 *
 * Returns: (transfer none): SQLite's own handle
 */
sqlite3 *
ent_database_get_handle (EntDatabase *self)
{
  return self->handle;
}

/**
 * ent_database_prepare:
 * @self: a database
 * @sql: one statement
 * @error: set where it cannot be prepared
 *
 * Returns: (transfer none) (nullable): the statement, ready to bind; to be held in a `g_autoptr (EntStatement)`,
 *   which resets it. It is kept for the next time, so one text cannot be in use twice at once.
 */
EntStatement *
ent_database_prepare (EntDatabase *self,
                      const char *sql,
                      GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    return statement;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    {
      ent_database_set_error (self, error);
      return NULL;
    }

  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/* After some errors, a full disk among them, SQLite rolls back by itself. Whoever went on writing would then write
 * each statement for itself, and at once: until ent_database_rollback() everything fails. */
static gboolean
is_broken (EntDatabase *self,
           GError **error)
{
  int result = self->broken != SQLITE_OK ? self->broken : SQLITE_ABORT;

  if (!self->in_transaction || !sqlite3_get_autocommit (self->handle))
    return FALSE;

  set_result_error (result, sqlite3_errstr (result), error);
  return TRUE;
}

static void
fail (EntDatabase *self,
      GError **error)
{
  ent_database_set_error (self, error);
  if (self->in_transaction && sqlite3_get_autocommit (self->handle))
    self->broken = get_result (self);
}

/**
 * ent_database_execute:
 * @self: a database
 * @sql: any number of statements
 * @error: set to what went wrong
 *
 * Returns: whether all ran
 */
gboolean
ent_database_execute (EntDatabase *self,
                      const char *sql,
                      GError **error)
{
  if (is_broken (self, error))
    return FALSE;
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  fail (self, error);
  return FALSE;
}

/**
 * ent_database_step:
 * @self: a database
 * @statement: one of its statements, bound
 * @ret_row: (out): whether there is a (further) row
 * @error: set to what went wrong
 *
 * Returns: whether the step succeeded
 */
gboolean
ent_database_step (EntDatabase *self,
                   EntStatement *statement,
                   gboolean *ret_row,
                   GError **error)
{
  int result;

  *ret_row = FALSE;
  if (is_broken (self, error))
    return FALSE;

  result = sqlite3_step (statement);
  *ret_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;

  fail (self, error);
  return FALSE;
}

/**
 * ent_database_list_text:
 * @self: a database
 * @statement: one of its statements, bound; none of what it selects is NULL
 * @error: set to what went wrong
 *
 * Returns: (transfer full) (nullable): all columns of all rows, one after the other
 */
GStrv
ent_database_list_text (EntDatabase *self,
                        EntStatement *statement,
                        GError **error)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  gboolean more;

  for (;;)
    {
      if (!ent_database_step (self, statement, &more, error))
        return NULL;
      if (!more)
        return g_strv_builder_end (texts);
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_strv_builder_add (texts, ent_statement_get_text (statement, i));
    }
}

/**
 * ent_database_run:
 * @self: a database
 * @statement: one of its statements, bound, without rows
 * @error: set to what went wrong
 *
 * Runs the statement and makes it ready for its next use.
 *
 * Returns: whether it succeeded
 */
gboolean
ent_database_run (EntDatabase *self,
                  EntStatement *statement,
                  GError **error)
{
  gboolean row;
  gboolean done = ent_database_step (self, statement, &row, error);

  ent_statement_release (statement);
  return done;
}

/**
 * ent_database_query_integer:
 * @self: a database
 * @sql: a query of one number
 * @ret_integer: (out): the number, 0 where there is none
 * @error: set where it could not be read
 *
 * Returns: whether it could be read
 */
gboolean
ent_database_query_integer (EntDatabase *self,
                            const char *sql,
                            gint64 *ret_integer,
                            GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !ent_database_step (self, statement, &row, error))
    return FALSE;

  *ret_integer = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/**
 * ent_database_begin_reading:
 * @self: a database
 * @error: set where it cannot be read
 *
 * Outside a transaction each statement locks the file, looks whether others have written, and lets it go: for a hundred
 * small reads that is half the time. To be held in a `g_autoptr (EntReading)` that is declared before the statements;
 * inside another one, or a transaction, it changes nothing.
 *
 * Returns: (transfer full) (nullable): to be ended with ent_reading_end()
 */
EntReading *
ent_database_begin_reading (EntDatabase *self,
                            GError **error)
{
  if (self->n_readings == 0 && sqlite3_get_autocommit (self->handle) && !ent_database_execute (self, "BEGIN", error))
    return NULL;

  self->n_readings++;
  return self;
}

/**
 * ent_reading_end:
 * @self: (transfer full): what ent_database_begin_reading() returned
 */
void
ent_reading_end (EntReading *self)
{
  self->n_readings--;
  if (self->n_readings > 0 || self->in_transaction || sqlite3_get_autocommit (self->handle))
    return;

  /* An interruption that came late must not leave it open. */
  while (sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) == SQLITE_INTERRUPT)
    continue;
}

/**
 * ent_database_begin:
 * @self: a database without an open transaction
 * @error: set where another process keeps it locked, or it cannot be written
 *
 * Returns: whether the transaction is open, and nobody else writes
 */
gboolean
ent_database_begin (EntDatabase *self,
                    GError **error)
{
  g_return_val_if_fail (!self->in_transaction, FALSE);

  if (!ent_database_execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  self->in_transaction = TRUE;
  return TRUE;
}

/**
 * ent_database_commit:
 * @self: a database with an open transaction
 * @error: set where it could not be written
 *
 * Returns: whether all of it is on the disk; otherwise it was rolled back
 */
gboolean
ent_database_commit (EntDatabase *self,
                     GError **error)
{
  g_return_val_if_fail (self->in_transaction, FALSE);

  if (!ent_database_execute (self, "COMMIT", error))
    {
      ent_database_rollback (self);
      return FALSE;
    }

  self->in_transaction = FALSE;
  return TRUE;
}

/**
 * ent_database_rollback:
 * @self: a database with an open transaction, or one that was rolled back by an error
 */
void
ent_database_rollback (EntDatabase *self)
{
  g_return_if_fail (self->in_transaction);

  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  self->in_transaction = FALSE;
  self->broken = SQLITE_OK;
}

/**
 * ent_statement_bind_text:
 * @statement: a statement
 * @position: of the parameter, from 1
 * @text: (nullable): a text that lives until the statement has run
 */
void
ent_statement_bind_text (EntStatement *statement,
                         int position,
                         const char *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_STATIC);
}

/**
 * ent_statement_get_text:
 * @statement: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, until the next step
 */
const char *
ent_statement_get_text (EntStatement *statement,
                        int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}
