/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file's structure: what SQLite holds for the schema, and how an older file gets there. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ent-adoption-private.h"
#include "ent-fingerprint-private.h"
#include "ent-workspace-private.h"

/* The tables that do not follow from the schema, one step a released version. A step never changes once released.
 * Of words, the beginnings of one letter and of three are indexed: those of two are few of three. Older files have an index
 * of them as well, which nothing needs. */
static const char *const steps[] = {
  /* 1 */
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, headline TEXT NOT NULL,"
  "  sort TEXT NOT NULL DEFAULT '', edited_at TEXT, edited_by TEXT, extra TEXT) STRICT;"
  "CREATE INDEX record_type ON record (type);"
  "CREATE TABLE reference (target TEXT NOT NULL, field TEXT NOT NULL, source INTEGER NOT NULL,"
  "  PRIMARY KEY (target, field, source)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX reference_source ON reference (source);"
  "CREATE TABLE change (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL, origin TEXT,"
  "  kind TEXT NOT NULL DEFAULT 'do', target INTEGER, undone INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE INDEX change_to_undo ON change (id) WHERE kind = 'do' AND undone = 0 AND origin IS NULL;"
  "CREATE INDEX change_to_redo ON change (id) WHERE undone = 1;"
  "CREATE TABLE history (seq INTEGER PRIMARY KEY, change INTEGER NOT NULL, record TEXT NOT NULL, field TEXT,"
  "  old TEXT, new TEXT) STRICT;"
  "CREATE INDEX history_record ON history (record);"
  "CREATE INDEX history_change ON history (change);"
  "CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', contentless_delete=1,"
  "  tokenize='unicode61 remove_diacritics 2', prefix='1 3');"
  "CREATE TABLE remote (name TEXT PRIMARY KEY, url TEXT NOT NULL, circle TEXT NOT NULL, user TEXT, instance TEXT, since TEXT,"
  "  pushed INTEGER NOT NULL DEFAULT 0, synced_at TEXT, status TEXT) STRICT;"
  "CREATE TABLE base (remote TEXT NOT NULL, id TEXT NOT NULL, rev TEXT NOT NULL, document TEXT,"
  "  PRIMARY KEY (remote, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE conflict (remote TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, base TEXT, mine TEXT, theirs TEXT,"
  "  who TEXT, at TEXT, PRIMARY KEY (remote, id, field)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE refused (remote TEXT NOT NULL, id TEXT NOT NULL, error TEXT, reason TEXT, at TEXT, change INTEGER,"
  "  PRIMARY KEY (remote, id)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE quarantine (remote TEXT NOT NULL, id TEXT NOT NULL, rev TEXT, document TEXT NOT NULL, reason TEXT NOT NULL,"
  "  at TEXT, PRIMARY KEY (remote, id)) STRICT, WITHOUT ROWID;",
  /* 2 */
  "CREATE TABLE file (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;",
  /* 3: documents are too long to be kept in the order of their keys, where each took pages of its own */
  "CREATE TABLE agreed (remote TEXT NOT NULL, id TEXT NOT NULL, rev TEXT NOT NULL, document TEXT, UNIQUE (id, remote)) STRICT;"
  "INSERT INTO agreed (remote, id, rev, document) SELECT remote, id, rev, document FROM base;"
  "DROP TABLE base;"
  "ALTER TABLE agreed RENAME TO base;"
  "CREATE INDEX base_lost ON base (remote) WHERE rev = '';"
  /* A page of a server's changes has more words than the usual megabyte holds: written at once, they are merged less often. */
  "INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);",
  /* 4: versions that lost on a server */
  "CREATE TABLE leaf (remote TEXT NOT NULL, id TEXT NOT NULL, rev TEXT NOT NULL, document TEXT, who TEXT, at TEXT,"
  "  PRIMARY KEY (remote, id, rev)) STRICT, WITHOUT ROWID;",
};

/**
 * ent_field_has_folded_column:
 * @field: a field
 *
 * Names and titles are sorted and compared as readers expect, « Évry » beside « Evreux », by a second column with the
 * folded text: any program can read the file without knowing a collation of ours.
 *
 * Returns: whether @field has that column, `FIELD~`
 */
gboolean
ent_field_has_folded_column (const EntField *field)
{
  return field->type == ENT_FIELD_TEXT && field->format == ENT_FORMAT_ANY && (field->flags & ENT_FIELD_INDEXED) != 0;
}

static const char *
column_type (const EntField *field)
{
  switch (ent_field_get_kind (field))
    {
    case ENT_VALUE_INTEGER:
      return "INTEGER";
    case ENT_VALUE_REAL:
      return "REAL";
    case ENT_VALUE_TEXT:
    case ENT_VALUE_LIST:
    case ENT_VALUE_UNSET:
    default:
      return "TEXT";
    }
}

/**
 * ent_database_get_integer:
 * @database: a database
 * @sql: a query of one number
 * @fallback: what to return where it has none
 *
 * Returns: the number
 */
gint64
ent_database_get_integer (EntDatabase *database,
                          const char *sql,
                          gint64 fallback)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, NULL);

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return fallback;

  return sqlite3_column_int64 (statement, 0);
}

/* Empty where there is no such table. */
static GHashTable *
existing_columns (EntDatabase *database,
                  const char *table,
                  GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, "SELECT name FROM pragma_table_info (?)", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, table);
  for (;;)
    {
      if (!ent_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&columns);
      g_hash_table_add (columns, g_strdup (ent_statement_get_text (statement, 0)));
    }
}

/* What a file says about itself. */
typedef struct
{
  gint64 version;    /* the steps that it has gone */
  char *fingerprint; /* (nullable) (owned): the schema that it was made for */
  gboolean same;     /* whether both are those of this program */
} State;

static void
state_clear (State *state)
{
  g_free (state->fingerprint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

static gboolean
read_state (EntDatabase *database,
            State *ret_state,
            GError **error)
{
  g_autoptr (EntStatement) statement = NULL;
  gboolean row;

  if (!ent_database_query_integer (database, "PRAGMA user_version", &ret_state->version, error))
    return FALSE;
  if (ret_state->version <= 0 || ret_state->version > (gint64) G_N_ELEMENTS (steps))
    return TRUE;

  statement = ent_database_prepare (database, "SELECT value FROM setting WHERE name = 'schema'", error);
  if (statement == NULL || !ent_database_step (database, statement, &row, error))
    return FALSE;

  ret_state->fingerprint = row ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
  ret_state->same = ret_state->version == G_N_ELEMENTS (steps) && g_strcmp0 (ret_state->fingerprint, ent_fingerprint_get ()) == 0;
  return TRUE;
}

static gboolean
write_state (EntDatabase *database,
             GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;"
                     "INSERT OR REPLACE INTO setting (name, value) VALUES ('schema', '%s')",
                     ENT_WORKSPACE_APPLICATION_ID, (int) G_N_ELEMENTS (steps), ent_fingerprint_get ());

  return ent_database_execute (database, sql, error);
}

static void
append_column (GString *sql,
               const EntEntity *entity,
               GHashTable *existing,
               const char *name,
               const char *type)
{
  if (g_hash_table_size (existing) == 0)
    g_string_append_printf (sql, ", \"%s\" %s", name, type);
  else if (!g_hash_table_contains (existing, name))
    g_string_append_printf (sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;", entity->name, name, type);
}

/* Many records have the same choice: its index goes on in the order in which they are listed, so that the first of them
 * are found without the others. */
static const EntField *
second_of_index (const EntEntity *entity,
                 const EntField *field)
{
  const EntField *order = ent_entity_find_field (entity, entity->order + (*entity->order == '-'));

  return field->type == ENT_FIELD_CHOICE && order != field && !ent_field_is_reference (order) ? order : NULL;
}

static void
append_index_column (GString *sql,
                     const EntField *field)
{
  g_string_append_printf (sql, "\"%s%s\"", field->name, ent_field_has_folded_column (field) ? "~" : "");
}

/* An older file may have an index of that name that is made otherwise. */
static void
append_index (GString *sql,
              const EntEntity *entity,
              const EntField *field)
{
  const EntField *second = second_of_index (entity, field);

  if ((field->flags & ENT_FIELD_INDEXED) == 0)
    return;

  g_string_append_printf (sql, "DROP INDEX IF EXISTS \"%s.%s\"; CREATE INDEX \"%s.%s\" ON \"%s\" (", entity->name, field->name,
                          entity->name, field->name, entity->name);
  append_index_column (sql, field);
  if (second != NULL)
    {
      g_string_append (sql, ", ");
      append_index_column (sql, second);
    }
  g_string_append (sql, ");");
}

/* Makes the table of @entity, or adds what the schema has gained since. */
static gboolean
derive_table (EntDatabase *database,
              const EntEntity *entity,
              GError **error)
{
  g_autoptr (GHashTable) existing = existing_columns (database, entity->name, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean created = existing != NULL && g_hash_table_size (existing) == 0;

  if (existing == NULL)
    return FALSE;

  if (created)
    g_string_append_printf (sql, "CREATE TABLE \"%s\" (row INTEGER PRIMARY KEY", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *folded = g_strconcat (field->name, "~", NULL);

      append_column (sql, entity, existing, field->name, column_type (field));
      if (ent_field_has_folded_column (field))
        append_column (sql, entity, existing, folded, "TEXT");
    }
  if (created)
    g_string_append (sql, ") STRICT;");
  for (guint i = 0; i < entity->n_fields; i++)
    append_index (sql, entity, &entity->fields[i]);

  return ent_database_execute (database, sql->str, error);
}

/* A step that makes what follows from records otherwise deletes the fingerprint. */
static gboolean
run_steps (EntWorkspace *workspace,
           const State *former,
           GError **error)
{
  for (gsize i = former->version; i < G_N_ELEMENTS (steps); i++)
    if (!ent_database_execute (workspace->database, steps[i], error))
      return FALSE;
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    if (!ent_fingerprint_knows (former->fingerprint, ent_schema_get_entity (i))
        && !derive_table (workspace->database, ent_schema_get_entity (i), error))
      return FALSE;

  return (former->version == 0 || ent_adoption_run (workspace, former->fingerprint, error)) && write_state (workspace->database, error);
}

/* A name that nobody has, for a file that only its owner reads. */
static char *
make_backup_file (const char *path,
                  gint64 version)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");

  for (guint i = 1; i < 100; i++)
    {
      g_autofree char *backup = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT "-%s-%u.backup", path, version, stamp, i);
      int fd = open (backup, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

      if (fd >= 0)
        {
          close (fd);
          return g_steal_pointer (&backup);
        }
      if (errno != EEXIST)
        break;
    }

  return NULL;
}

static gboolean
back_up_before (EntDatabase *database,
                const char *path,
                gint64 version,
                GError **error)
{
  g_autofree char *backup = make_backup_file (path, version);
  g_autoptr (EntStatement) statement = NULL;

  if (backup == NULL)
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_READ_ONLY, _ ("“%s” cannot be written."), path);
      g_prefix_error (error, "%s ", _ ("No backup could be made before bringing the workspace up to date."));
      return FALSE;
    }

  statement = ent_database_prepare (database, "VACUUM INTO ?", error);
  if (statement != NULL)
    {
      ent_statement_bind_text (statement, 1, backup);
      if (ent_database_run (database, statement, error))
        return TRUE;
    }

  unlink (backup);
  g_prefix_error (error, "%s ", _ ("No backup could be made before bringing the workspace up to date."));
  return FALSE;
}

/* Whether @entity's table, where there is one, has all that is needed and nothing that is not known here. */
static gboolean
look_at_table (EntDatabase *database,
               const EntEntity *entity,
               gboolean *complete,
               gboolean *known,
               GError **error)
{
  g_autoptr (GHashTable) existing = existing_columns (database, entity->name, error);
  GHashTableIter iter;
  gpointer name;

  if (existing == NULL)
    return FALSE;

  for (guint i = 0; i < entity->n_fields; i++)
    *complete = *complete && g_hash_table_contains (existing, entity->fields[i].name);
  g_hash_table_remove (existing, "row");
  g_hash_table_iter_init (&iter, existing);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    *known = *known && (g_str_has_suffix (name, "~") || ent_entity_find_field (entity, name) != NULL);

  return TRUE;
}

/**
 * ent_migrations_check_known:
 * @database: a workspace
 * @read_only: whether it stays as it is
 * @error: set where it was written by a newer version, or an older one that cannot be brought up to date
 *
 * Returns: whether this version can work with the file's structure
 */
gboolean
ent_migrations_check_known (EntDatabase *database,
                            gboolean read_only,
                            GError **error)
{
  g_auto (State) state = { 0 };
  gboolean complete = TRUE, known;

  if (!read_state (database, &state, error))
    return FALSE;

  known = state.version <= (gint64) G_N_ELEMENTS (steps);
  for (guint i = 0; !state.same && i < ent_schema_get_n_entities (); i++)
    if (!look_at_table (database, ent_schema_get_entity (i), &complete, &known, error))
      return FALSE;

  if (!known)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NEWER,
                         _ ("This workspace was written by a newer version of Entente. Install that version to open it."));
  else if (read_only && (!complete || state.version != G_N_ELEMENTS (steps)))
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_READ_ONLY,
                         _ ("This workspace was written by an older version of Entente. Open it in Entente once, in a folder where it can be written, to bring it up to date."));
  else
    return TRUE;

  return FALSE;
}

/* Another process may have been quicker. */
static gboolean
apply_locked (EntWorkspace *workspace,
              GError **error)
{
  g_auto (State) state = { 0 };

  return read_state (workspace->database, &state, error) && (state.same || run_steps (workspace, &state, error));
}

/**
 * ent_migrations_apply:
 * @workspace: a workspace that can be written, or an empty file
 * @error: set to what went wrong; the file is then as it was
 *
 * Brings the file's structure up to this version in one transaction, with a backup first.
 *
 * Returns: whether the structure is that of this version
 */
gboolean
ent_migrations_apply (EntWorkspace *workspace,
                      GError **error)
{
  EntDatabase *database = workspace->database;
  g_auto (State) state = { 0 };

  if (!read_state (database, &state, error))
    return FALSE;
  if (state.same)
    return TRUE;
  if ((state.version > 0 && !back_up_before (database, workspace->path, state.version, error)) || !ent_database_begin (database, error))
    return FALSE;
  if (apply_locked (workspace, error))
    return ent_database_commit (database, error);

  ent_database_rollback (database);
  return FALSE;
}
