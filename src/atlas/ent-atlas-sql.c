/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-sql.h"

#include <errno.h>

#include "ent-atlas-error.h"

#define BUSY_TIMEOUT_MS 10000

/* SQLite knows a full disk only where it met it in writing the file itself: not in making room for what is beside it, nor by a
 * quota or a limit of the file's size. */
static gboolean
lacks_room (sqlite3 *db)
{
  int cause = sqlite3_system_errno (db);

  return sqlite3_extended_errcode (db) == SQLITE_IOERR_SHMSIZE || cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
}

/**
 * ent_atlas_sql_set_error:
 * @db: a connection on which something has just failed
 * @error: return location for an error
 *
 * Turns SQLite's error into one of ours: a full disk is told apart, since the
 * client may try again later.
 */
void
ent_atlas_sql_set_error (sqlite3 *db,
                         GError **error)
{
  int code = sqlite3_errcode (db) & 0xff;
  EntAtlasError kind = ENT_ATLAS_ERROR_INTERNAL;

  if (code == SQLITE_FULL || (code == SQLITE_IOERR && lacks_room (db)))
    kind = ENT_ATLAS_ERROR_STORAGE;
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    kind = ENT_ATLAS_ERROR_UNAVAILABLE;

  g_set_error (error, ENT_ATLAS_ERROR, kind, "database: %s", sqlite3_errmsg (db));
}

/**
 * ent_atlas_sql_open:
 * @path: a file
 * @flags: SQLite's flags
 * @error: return location for an error
 *
 * Opens a connection that one thread at a time may use.
 *
 * Returns: (transfer full) (nullable): the connection
 */
sqlite3 *
ent_atlas_sql_open (const char *path,
                    int         flags,
                    GError    **error)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) == SQLITE_OK)
    {
      sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
      /* A file from elsewhere must not run code of its own. */
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      return db;
    }

  ent_atlas_sql_set_error (db, error);
  sqlite3_close (db);
  return NULL;
}

/**
 * ent_atlas_sql_copy:
 * @db: a connection, which may be in use elsewhere
 * @path: a file that is not there
 * @error: return location for an error
 *
 * Copies a database as it is at one moment, while others go on writing to it.
 *
 * Returns: whether the copy is whole
 */
gboolean
ent_atlas_sql_copy (sqlite3    *db,
                    const char *path,
                    GError    **error)
{
  sqlite3 *copy = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  sqlite3_backup *backup;
  gboolean done;

  if (copy == NULL)
    return FALSE;

  backup = sqlite3_backup_init (copy, "main", db, "main");
  if (backup != NULL)
    {
      /* All at once: in pieces, each write of another process would begin it anew. */
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup);
    }

  done = sqlite3_errcode (copy) == SQLITE_OK;
  if (!done)
    ent_atlas_sql_set_error (copy, error);
  sqlite3_close (copy);
  return done;
}

/**
 * ent_atlas_sql_exec:
 * @db: a connection
 * @sql: one statement or several
 * @error: return location for an error
 *
 * Returns: whether all of them succeeded
 */
gboolean
ent_atlas_sql_exec (sqlite3    *db,
                    const char *sql,
                    GError    **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  ent_atlas_sql_set_error (db, error);
  return FALSE;
}

/**
 * ent_atlas_sql_prepare:
 * @db: a connection
 * @cached: where the statement is kept from one use to the next
 * @sql: one statement
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the statement, to hold in a g_autoptr
 */
EntAtlasQuery *
ent_atlas_sql_prepare (sqlite3       *db,
                       sqlite3_stmt **cached,
                       const char    *sql,
                       GError       **error)
{
  if (*cached == NULL && sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, cached, NULL) != SQLITE_OK)
    ent_atlas_sql_set_error (db, error);

  return *cached;
}

/**
 * ent_atlas_query_release:
 * @query: a statement
 *
 * Closes its result and lets go of what was bound to it.
 */
void
ent_atlas_query_release (EntAtlasQuery *query)
{
  sqlite3_reset (query);
  sqlite3_clear_bindings (query);
}

/**
 * ent_atlas_query_step:
 * @query: a statement
 * @ret_row: (out): whether there is a row to read
 * @error: return location for an error
 *
 * Returns: whether the step succeeded
 */
gboolean
ent_atlas_query_step (EntAtlasQuery *query,
                      gboolean      *ret_row,
                      GError       **error)
{
  int code = sqlite3_step (query);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      ent_atlas_sql_set_error (sqlite3_db_handle (query), error);
      return FALSE;
    }

  *ret_row = code == SQLITE_ROW;
  return TRUE;
}

/**
 * ent_atlas_query_run:
 * @query: a statement that gives no rows
 * @error: return location for an error
 *
 * Returns: whether it succeeded
 */
gboolean
ent_atlas_query_run (EntAtlasQuery *query,
                     GError       **error)
{
  gboolean row;

  return ent_atlas_query_step (query, &row, error);
}

/**
 * ent_atlas_query_bind_text:
 * @query: a statement
 * @place: the parameter, from 1
 * @text: (nullable): a text that outlives the use of @query
 */
void
ent_atlas_query_bind_text (EntAtlasQuery *query,
                           int            place,
                           const char    *text)
{
  sqlite3_bind_text (query, place, text, -1, SQLITE_STATIC);
}

/**
 * ent_atlas_query_bind_bytes:
 * @query: a statement
 * @place: the parameter, from 1
 * @bytes: bytes that outlive the use of @query
 */
void
ent_atlas_query_bind_bytes (EntAtlasQuery *query,
                            int            place,
                            GBytes        *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* A null pointer would bind NULL instead of an empty value. */
  sqlite3_bind_blob64 (query, place, size > 0 ? data : "", size, SQLITE_STATIC);
}

/**
 * ent_atlas_query_get_text:
 * @query: a statement on a row
 * @column: the column, from 0
 *
 * Returns: (transfer none) (nullable): its text, until the next step
 */
const char *
ent_atlas_query_get_text (EntAtlasQuery *query,
                          int            column)
{
  return (const char *) sqlite3_column_text (query, column);
}
