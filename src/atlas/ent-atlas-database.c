/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-database-private.h"

#include "ent-atlas-error.h"

#include <string.h>

/* "EAtl" */
#define APPLICATION_ID 0x4541746c

static const char schema[] =
  "CREATE TABLE property ("
  "  name TEXT NOT NULL PRIMARY KEY,"
  "  value ANY NOT NULL) STRICT;"
  /* leaf: the winner, so that the feed finds the content without asking the tree */
  "CREATE TABLE document ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  seq INTEGER NOT NULL UNIQUE,"
  "  leaf INTEGER NOT NULL,"
  "  deleted INTEGER NOT NULL,"
  "  tree BLOB NOT NULL) STRICT;"
  /* Only what nobody has edited yet keeps its content. */
  "CREATE TABLE leaf ("
  "  number INTEGER PRIMARY KEY,"
  "  document INTEGER NOT NULL REFERENCES document,"
  "  revision TEXT NOT NULL,"
  "  attachments INTEGER NOT NULL,"
  "  body TEXT NOT NULL,"
  "  UNIQUE (document, revision)) STRICT;"
  "CREATE TABLE content ("
  "  number INTEGER PRIMARY KEY,"
  "  hash BLOB NOT NULL UNIQUE,"
  "  digest TEXT NOT NULL,"
  "  data BLOB NOT NULL) STRICT;"
  "CREATE TABLE attachment ("
  "  leaf INTEGER NOT NULL REFERENCES leaf,"
  "  name TEXT NOT NULL,"
  "  type TEXT NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  content INTEGER NOT NULL REFERENCES content,"
  "  PRIMARY KEY (leaf, name)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX attachment_content ON attachment (content);"
  "CREATE TABLE local ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  generation INTEGER NOT NULL,"
  "  body TEXT NOT NULL) STRICT;"
  "INSERT INTO property (name, value) VALUES ('alive', 0), ('deleted', 0), ('instance', lower (hex (randomblob (8))));"
  "PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID) ";"
  "PRAGMA user_version = 1;";

static const char *const queries[N_QUERIES] = {
  [QUERY_GET_PROPERTY] = "SELECT value FROM property WHERE name = ?1",
  [QUERY_SET_PROPERTY] = "INSERT INTO property (name, value) VALUES (?1, ?2)"
                         " ON CONFLICT DO UPDATE SET value = excluded.value",
  [QUERY_ADD_COUNTS] = "UPDATE property SET value = value + iif (name = 'alive', ?1, ?2)"
                       " WHERE name IN ('alive', 'deleted')",
  [QUERY_GET_COUNTS] = "SELECT (SELECT value FROM property WHERE name = 'alive'),"
                       " (SELECT value FROM property WHERE name = 'deleted'),"
                       " (SELECT ifnull (max (seq), 0) FROM document),"
                       " page_count * page_size, (page_count - freelist_count) * page_size"
                       " FROM pragma_page_count, pragma_page_size, pragma_freelist_count",
  [QUERY_GET_LAST] = "SELECT (SELECT ifnull (max (seq), 0) FROM document),"
                     " (SELECT ifnull (max (number), 0) FROM leaf)",
  [QUERY_GET_DOCUMENT] = "SELECT number, seq, leaf, deleted, tree FROM document WHERE id = ?1",
  [QUERY_INSERT_DOCUMENT] = "INSERT INTO document (id, seq, leaf, deleted, tree) VALUES (?1, ?2, ?3, ?4, ?5)",
  [QUERY_UPDATE_DOCUMENT] = "UPDATE document SET seq = ?2, leaf = ?3, deleted = ?4, tree = ?5 WHERE number = ?1",
  [QUERY_GET_LEAVES] = "SELECT number, revision FROM leaf WHERE document = ?1",
  [QUERY_GET_LEAF] = "SELECT number, attachments, body FROM leaf WHERE document = ?1 AND revision = ?2",
  [QUERY_INSERT_LEAF] = "INSERT INTO leaf (number, document, revision, attachments, body) VALUES (?1, ?2, ?3, ?4, ?5)",
  [QUERY_DELETE_LEAF] = "DELETE FROM leaf WHERE number = ?1",
  [QUERY_LIST_ATTACHMENTS] = "SELECT a.name, a.type, a.position, a.content, c.digest, length (c.data)"
                             " FROM attachment a JOIN content c ON c.number = a.content"
                             " WHERE a.leaf = ?1 ORDER BY a.name",
  [QUERY_INSERT_ATTACHMENT] = "INSERT INTO attachment (leaf, name, type, position, content) VALUES (?1, ?2, ?3, ?4, ?5)",
  [QUERY_DELETE_ATTACHMENTS] = "DELETE FROM attachment WHERE leaf = ?1",
  [QUERY_FIND_CONTENT] = "SELECT number, digest FROM content WHERE hash = ?1",
  [QUERY_GET_CONTENT] = "SELECT data FROM content WHERE number = ?1",
  [QUERY_INSERT_CONTENT] = "INSERT INTO content (hash, digest, data) VALUES (?1, ?2, ?3)",
  [QUERY_DELETE_CONTENT] = "DELETE FROM content WHERE number = ?1"
                           " AND NOT EXISTS (SELECT 1 FROM attachment WHERE content = ?1)",
  [QUERY_LIST_CHANGES] = "SELECT d.number, d.id, d.seq, d.deleted, d.tree, l.number, l.revision, l.attachments, l.body"
                         " FROM document d JOIN leaf l ON l.number = d.leaf"
                         " WHERE d.seq > ?1 ORDER BY d.seq LIMIT ?2",
  [QUERY_LIST_CHANGES_BACKWARDS] = "SELECT d.number, d.id, d.seq, d.deleted, d.tree, l.number, l.revision,"
                                   " l.attachments, l.body FROM document d JOIN leaf l ON l.number = d.leaf"
                                   " WHERE d.seq < ?1 ORDER BY d.seq DESC LIMIT ?2",
  [QUERY_LIST_CHANGES_OF] = "SELECT d.number, d.id, d.seq, d.deleted, d.tree, l.number, l.revision, l.attachments,"
                            " l.body FROM document d JOIN leaf l ON l.number = d.leaf"
                            " WHERE d.seq > ?1 AND d.id IN (SELECT value FROM json_each (?3))"
                            " ORDER BY d.seq LIMIT ?2",
  [QUERY_COUNT_PENDING] = "SELECT count(*) FROM document WHERE seq > ?1",
  [QUERY_LIST] = "SELECT d.id, l.revision FROM document d JOIN leaf l ON l.number = d.leaf"
                 " WHERE d.deleted = 0 AND d.id >= ?1 AND d.id <= ?2 AND d.id NOT IN (?3, ?4)"
                 " ORDER BY d.id LIMIT ?5 OFFSET ?6",
  [QUERY_LIST_BACKWARDS] = "SELECT d.id, l.revision FROM document d JOIN leaf l ON l.number = d.leaf"
                           " WHERE d.deleted = 0 AND d.id >= ?1 AND d.id <= ?2 AND d.id NOT IN (?3, ?4)"
                           " ORDER BY d.id DESC LIMIT ?5 OFFSET ?6",
  [QUERY_GET_LOCAL] = "SELECT generation, body FROM local WHERE id = ?1",
  [QUERY_PUT_LOCAL] = "INSERT INTO local (id, generation, body) VALUES (?1, 1, ?2) ON CONFLICT DO UPDATE"
                      " SET generation = generation + 1, body = excluded.body RETURNING generation",
  [QUERY_DELETE_LOCAL] = "DELETE FROM local WHERE id = ?1",
  [QUERY_FORGET_LOCALS] = "DELETE FROM local WHERE rowid <= (SELECT max (rowid) FROM local) - ?1",
};

G_DEFINE_FINAL_TYPE (EntAtlasDatabase, ent_atlas_database, G_TYPE_OBJECT)

static void
ent_atlas_database_finalize (GObject *object)
{
  EntAtlasDatabase *self = ENT_ATLAS_DATABASE (object);

  for (guint i = 0; i < N_QUERIES; i++)
    sqlite3_finalize (self->queries[i]);
  /* The last connection tidies up the log, which a reader may not. */
  sqlite3_exec (self->db, "PRAGMA query_only = OFF", NULL, NULL, NULL);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_warning ("A statement was still in use when its database was closed");
  g_free (self->instance);

  G_OBJECT_CLASS (ent_atlas_database_parent_class)->finalize (object);
}

static void
ent_atlas_database_class_init (EntAtlasDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_atlas_database_finalize;
}

static void
ent_atlas_database_init (EntAtlasDatabase *self)
{
}

/* A statement of this database, kept from one use to the next; to hold in a g_autoptr. */
EntAtlasQuery *
ent_atlas_database_query (EntAtlasDatabase *self,
                          QueryName         name,
                          GError          **error)
{
  return ent_atlas_sql_prepare (self->db, &self->queries[name], queries[name], error);
}

static gboolean
read_pragma (sqlite3    *db,
             const char *sql,
             gint64     *ret_value,
             GError    **error)
{
  sqlite3_stmt *query = NULL;
  gboolean row = FALSE;
  gboolean done;

  if (ent_atlas_sql_prepare (db, &query, sql, error) == NULL)
    return FALSE;

  done = ent_atlas_query_step (query, &row, error);
  if (done && row)
    *ret_value = sqlite3_column_int64 (query, 0);
  sqlite3_finalize (query);
  return done;
}

static gboolean
create_schema (EntAtlasDatabase *self,
               GError          **error)
{
  if (!ent_atlas_sql_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (ent_atlas_sql_exec (self->db, schema, error) && ent_atlas_sql_exec (self->db, "COMMIT", error))
    return TRUE;

  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
check_kind (EntAtlasDatabase *self,
            GError          **error)
{
  gint64 application = 0, version = 0;

  if (!read_pragma (self->db, "PRAGMA application_id", &application, error)
      || !read_pragma (self->db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (application == APPLICATION_ID && version == 1)
    return TRUE;

  return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INTERNAL,
                                 "database: not made by this server, or by a newer version of it");
}

static gboolean
prepare (EntAtlasDatabase    *self,
         EntAtlasDatabaseMode mode,
         GError             **error)
{
  gint64 version = 0;

  /* FULL: what has been acknowledged must survive a power cut, the client forgets that it has to send it. */
  if (!ent_atlas_sql_exec (self->db,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                           "PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000; PRAGMA secure_delete = ON",
                           error)
      || !read_pragma (self->db, "PRAGMA user_version", &version, error))
    return FALSE;

  if (mode == ENT_ATLAS_DATABASE_CREATE && version == 0 && !create_schema (self, error))
    return FALSE;

  if (mode == ENT_ATLAS_DATABASE_READ && !ent_atlas_sql_exec (self->db, "PRAGMA query_only = ON", error))
    return FALSE;

  if (!check_kind (self, error))
    return FALSE;

  self->instance = ent_atlas_database_dup_property (self, "instance", error);
  if (self->instance == NULL && (error == NULL || *error == NULL))
    ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_INTERNAL, "database: it has lost its tag");
  return self->instance != NULL;
}

/**
 * ent_atlas_database_open:
 * @path: the database's file
 * @mode: what it is opened for
 * @error: return location for an error
 *
 * Opens a connection to a database. One thread at a time may use it; several
 * connections may be open, of which one at a time writes.
 *
 * Returns: (transfer full) (nullable): the connection
 */
EntAtlasDatabase *
ent_atlas_database_open (const char          *path,
                         EntAtlasDatabaseMode mode,
                         GError             **error)
{
  g_autoptr (EntAtlasDatabase) self = NULL;
  sqlite3 *db;

  g_return_val_if_fail (path != NULL, NULL);

  db = ent_atlas_sql_open (path,
                           SQLITE_OPEN_READWRITE | (mode == ENT_ATLAS_DATABASE_CREATE ? SQLITE_OPEN_CREATE : 0),
                           error);
  if (db == NULL)
    return NULL;

  self = g_object_new (ENT_ATLAS_TYPE_DATABASE, NULL);
  self->db = db;
  return prepare (self, mode, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ent_atlas_database_copy:
 * @self: a database, not in a transaction
 * @path: a file that is not there
 * @error: return location for an error
 *
 * Copies the database, also while it is written to. The copy has a tag of its
 * own: if it takes the place of the original one day, clients that have seen
 * more than it holds begin anew instead of missing what comes after.
 *
 * Returns: whether the copy is whole
 */
gboolean
ent_atlas_database_copy (EntAtlasDatabase *self,
                         const char       *path,
                         GError          **error)
{
  sqlite3 *copy;
  gboolean done;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  if (!ent_atlas_sql_copy (self->db, path, error))
    return FALSE;

  copy = ent_atlas_sql_open (path, SQLITE_OPEN_READWRITE, error);
  if (copy == NULL)
    return FALSE;

  done = ent_atlas_sql_exec (copy, "UPDATE property SET value = lower (hex (randomblob (8))) WHERE name = 'instance'",
                             error);
  sqlite3_close (copy);
  return done;
}

/**
 * ent_atlas_database_begin_read:
 * @self: a database
 * @error: return location for an error
 *
 * Begins a transaction in which all reads see the same state, to be ended with
 * ent_atlas_database_rollback().
 *
 * Returns: whether it began
 */
gboolean
ent_atlas_database_begin_read (EntAtlasDatabase *self,
                               GError          **error)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  return ent_atlas_sql_exec (self->db, "BEGIN", error);
}

/**
 * ent_atlas_database_begin:
 * @self: a database opened for writing
 * @error: return location for an error
 *
 * Begins a write transaction.
 *
 * Returns: whether it began
 */
gboolean
ent_atlas_database_begin (EntAtlasDatabase *self,
                          GError          **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  if (!ent_atlas_sql_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  query = ent_atlas_database_query (self, QUERY_GET_LAST, error);
  if (query == NULL || !ent_atlas_query_step (query, &row, error))
    {
      g_clear_pointer (&query, ent_atlas_query_release);
      ent_atlas_database_rollback (self);
      return FALSE;
    }

  self->last_seq = sqlite3_column_int64 (query, 0);
  self->last_leaf = sqlite3_column_int64 (query, 1);
  self->added = (Counts) { 0 };
  return TRUE;
}

static gboolean
store_counts (EntAtlasDatabase *self,
              GError          **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;

  if (self->added.alive == 0 && self->added.deleted == 0)
    return TRUE;

  query = ent_atlas_database_query (self, QUERY_ADD_COUNTS, error);
  if (query == NULL)
    return FALSE;

  sqlite3_bind_int64 (query, 1, self->added.alive);
  sqlite3_bind_int64 (query, 2, self->added.deleted);
  return ent_atlas_query_run (query, error);
}

/**
 * ent_atlas_database_commit:
 * @self: a database in a write transaction
 * @error: return location for an error
 *
 * Ends the transaction, rolled back if it cannot be written.
 *
 * Returns: whether what was written is on the disk
 */
gboolean
ent_atlas_database_commit (EntAtlasDatabase *self,
                           GError          **error)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  if (store_counts (self, error) && ent_atlas_sql_exec (self->db, "COMMIT", error))
    return TRUE;

  ent_atlas_database_rollback (self);
  return FALSE;
}

/**
 * ent_atlas_database_rollback:
 * @self: a database in a write transaction
 *
 * Ends the transaction as if nothing had been written.
 */
void
ent_atlas_database_rollback (EntAtlasDatabase *self)
{
  g_return_if_fail (ENT_ATLAS_IS_DATABASE (self));

  /* SQLite may have rolled back already, on a full disk. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * ent_atlas_database_savepoint:
 * @self: a database in a write transaction
 * @error: return location for an error
 *
 * Begins a part of the transaction that can be undone on its own.
 *
 * Returns: whether it began
 */
gboolean
ent_atlas_database_savepoint (EntAtlasDatabase *self,
                              GError          **error)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  /* After SQLite has given up the transaction, a savepoint would begin another one, and its release would commit. */
  if (sqlite3_get_autocommit (self->db))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_STORAGE, "database: the transaction was given up");

  self->saved = self->added;
  return ent_atlas_sql_exec (self->db, "SAVEPOINT part", error);
}

/**
 * ent_atlas_database_release:
 * @self: a database after ent_atlas_database_savepoint()
 * @error: return location for an error
 *
 * Returns: whether the part has become part of the transaction
 */
gboolean
ent_atlas_database_release (EntAtlasDatabase *self,
                            GError          **error)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  return ent_atlas_sql_exec (self->db, "RELEASE part", error);
}

/**
 * ent_atlas_database_rollback_to:
 * @self: a database after ent_atlas_database_savepoint()
 * @error: return location for an error
 *
 * Undoes the part. The numbers it used up stay unused: nobody has seen them.
 *
 * Returns: whether the transaction can go on
 */
gboolean
ent_atlas_database_rollback_to (EntAtlasDatabase *self,
                                GError          **error)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  self->added = self->saved;
  return ent_atlas_sql_exec (self->db, "ROLLBACK TO part; RELEASE part", error);
}

/**
 * ent_atlas_database_get_last_seq:
 * @self: a database in a write transaction, or just after it
 *
 * Returns: the number of its last change
 */
gint64
ent_atlas_database_get_last_seq (EntAtlasDatabase *self)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), 0);

  return self->last_seq;
}

/**
 * ent_atlas_database_get_info:
 * @self: a database
 * @ret_info: (out): how big it is
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
ent_atlas_database_get_info (EntAtlasDatabase     *self,
                             EntAtlasDatabaseInfo *ret_info,
                             GError              **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  query = ent_atlas_database_query (self, QUERY_GET_COUNTS, error);
  if (query == NULL || !ent_atlas_query_step (query, &row, error))
    return FALSE;

  *ret_info = (EntAtlasDatabaseInfo) {
    .alive = sqlite3_column_int64 (query, 0),
    .deleted = sqlite3_column_int64 (query, 1),
    .last_seq = sqlite3_column_int64 (query, 2),
    .file_size = sqlite3_column_int64 (query, 3),
    .used_size = sqlite3_column_int64 (query, 4),
  };
  return TRUE;
}

/**
 * ent_atlas_database_dup_property:
 * @self: a database
 * @name: the name of one of its properties
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): its value; %NULL without an error if it was never set
 */
char *
ent_atlas_database_dup_property (EntAtlasDatabase *self,
                                 const char       *name,
                                 GError          **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;
  gboolean row = FALSE;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), NULL);

  query = ent_atlas_database_query (self, QUERY_GET_PROPERTY, error);
  if (query == NULL)
    return NULL;

  ent_atlas_query_bind_text (query, 1, name);
  if (!ent_atlas_query_step (query, &row, error) || !row)
    return NULL;

  return g_strdup (ent_atlas_query_get_text (query, 0));
}

/**
 * ent_atlas_database_set_property:
 * @self: a database in a write transaction
 * @name: the name of one of its properties
 * @value: its value
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
ent_atlas_database_set_property (EntAtlasDatabase *self,
                                 const char       *name,
                                 const char       *value,
                                 GError          **error)
{
  g_autoptr (EntAtlasQuery) query = NULL;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  query = ent_atlas_database_query (self, QUERY_SET_PROPERTY, error);
  if (query == NULL)
    return FALSE;

  ent_atlas_query_bind_text (query, 1, name);
  ent_atlas_query_bind_text (query, 2, value);
  return ent_atlas_query_run (query, error);
}

/**
 * ent_atlas_database_format_seq:
 * @self: a database
 * @seq: the number of a change
 *
 * Returns: (transfer full): the sequence that clients see, with the tag of this database
 */
char *
ent_atlas_database_format_seq (EntAtlasDatabase *self,
                               gint64            seq)
{
  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), NULL);

  return g_strdup_printf ("%" G_GINT64_FORMAT "-%s", seq, self->instance);
}

/**
 * ent_atlas_database_parse_since:
 * @self: a database
 * @text: (nullable): a sequence as a client sends it back, "now", or none
 * @ret_seq: (out): the change after which to begin
 * @error: return location for an error
 *
 * A sequence of another database, or one that this database has not reached
 * (it was restored from a backup), begins at the first change: too much is
 * harmless, too little is not.
 *
 * Returns: whether @text is a sequence at all
 */
gboolean
ent_atlas_database_parse_since (EntAtlasDatabase *self,
                                const char       *text,
                                gint64           *ret_seq,
                                GError          **error)
{
  EntAtlasDatabaseInfo info;
  char *end = NULL;
  gint64 seq;

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (self), FALSE);

  if (!ent_atlas_database_get_info (self, &info, error))
    return FALSE;

  if (text == NULL || g_str_equal (text, "now"))
    {
      *ret_seq = text == NULL ? 0 : info.last_seq;
      return TRUE;
    }

  seq = g_ascii_isdigit (text[0]) ? g_ascii_strtoll (text, &end, 10) : -1;
  if (seq < 0 || (*end != '\0' && *end != '-'))
    return ent_atlas_error_refuse (error, ENT_ATLAS_ERROR_BAD_REQUEST,
                                   "Malformed sequence supplied in 'since' parameter.");

  *ret_seq = *end == '-' && g_str_equal (end + 1, self->instance) && seq <= info.last_seq ? seq : 0;
  return TRUE;
}
