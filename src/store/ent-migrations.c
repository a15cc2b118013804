/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file's structure: what SQLite holds for the schema, and how an older file gets there. */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "ent-record-json.h"
#include "ent-workspace-private.h"

/* The tables that do not follow from the schema, one step a released version. A step never changes once released. */
static const char *const steps[] = {
  /* 1 */
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE record (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, headline TEXT NOT NULL,"
  "  edited_at TEXT, edited_by TEXT, extra TEXT) STRICT;"
  "CREATE INDEX record_type ON record (type);"
  "CREATE TABLE reference (target TEXT NOT NULL, field TEXT NOT NULL, source INTEGER NOT NULL,"
  "  PRIMARY KEY (target, field, source)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX reference_source ON reference (source);"
  "CREATE TABLE change (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, label TEXT NOT NULL, origin TEXT,"
  "  kind TEXT NOT NULL DEFAULT 'do', target INTEGER, undone INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE TABLE history (seq INTEGER PRIMARY KEY, change INTEGER NOT NULL, record TEXT NOT NULL, field TEXT,"
  "  old TEXT, new TEXT) STRICT;"
  "CREATE INDEX history_record ON history (record);"
  "CREATE INDEX history_change ON history (change);"
  "CREATE VIRTUAL TABLE search USING fts5 (title, body, content='', contentless_delete=1,"
  "  tokenize='unicode61 remove_diacritics 2', prefix='2 3');"
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
  while (ent_database_step (database, statement, &row, error) && row)
    g_hash_table_add (columns, g_strdup (ent_statement_get_text (statement, 0)));

  return g_steal_pointer (&columns);
}

static void
append_column (GString *sql,
               GHashTable *existing,
               const EntEntity *entity,
               const char *name,
               const char *type)
{
  if (g_hash_table_size (existing) == 0)
    g_string_append_printf (sql, ", \"%s\" %s", name, type);
  else if (!g_hash_table_contains (existing, name))
    g_string_append_printf (sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s;", entity->name, name, type);
}

static void
append_index (GString *sql,
              const EntEntity *entity,
              const EntField *field)
{
  if (field->flags & ENT_FIELD_INDEXED)
    g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s.%s\" ON \"%s\" (\"%s%s\");", entity->name, field->name,
                            entity->name, field->name, ent_field_has_folded_column (field) ? "~" : "");
}

/* Makes the table of @entity, or adds what the schema has gained since. */
static gboolean
derive_table (EntDatabase *database,
              const EntEntity *entity,
              gboolean *changed,
              GError **error)
{
  g_autoptr (GHashTable) existing = existing_columns (database, entity->name, error);
  g_autoptr (GString) sql = g_string_new (NULL);
  gsize before;

  if (existing == NULL)
    return FALSE;

  if (g_hash_table_size (existing) == 0)
    g_string_append_printf (sql, "CREATE TABLE \"%s\" (row INTEGER PRIMARY KEY", entity->name);
  before = g_hash_table_size (existing) == 0 ? 0 : sql->len;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *folded = g_strconcat (field->name, "~", NULL);

      append_column (sql, existing, entity, field->name, column_type (field));
      if (ent_field_has_folded_column (field))
        append_column (sql, existing, entity, folded, "TEXT");
    }
  if (g_hash_table_size (existing) == 0)
    g_string_append (sql, ") STRICT;");
  *changed |= sql->len > before;

  for (guint i = 0; i < entity->n_fields; i++)
    append_index (sql, entity, &entity->fields[i]);

  return ent_database_execute (database, sql->str, error);
}

/* A newer version may have kept with a record what this version has a column for by now. */
static gboolean
adopt_known_members (EntDatabase *database,
                     GError **error)
{
  guint n = ent_schema_get_n_entities ();

  for (guint i = 0; i < n; i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const char *name = entity->fields[j].name;
          g_autofree char *sql = g_strdup_printf (
            "UPDATE \"%s\" SET \"%s\" = (SELECT extra ->> '$.\"%s\"' FROM record WHERE record.row = \"%s\".row) "
            "WHERE row IN (SELECT row FROM record WHERE type = '%s' AND extra ->> '$.\"%s\"' IS NOT NULL);"
            "UPDATE record SET extra = nullif (json_remove (extra, '$.\"%s\"'), '{}') "
            "WHERE type = '%s' AND extra ->> '$.\"%s\"' IS NOT NULL",
            entity->name, name, name, entity->name, entity->name, name, name, entity->name, name);

          if (!ent_database_execute (database, sql, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
run_steps (EntDatabase *database,
           gint64 version,
           GError **error)
{
  gboolean changed = FALSE;

  for (gsize i = version; i < G_N_ELEMENTS (steps); i++)
    if (!ent_database_execute (database, steps[i], error))
      return FALSE;
  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    if (!derive_table (database, ent_schema_get_entity (i), &changed, error))
      return FALSE;
  if (version > 0 && changed && !adopt_known_members (database, error))
    return FALSE;

  return TRUE;
}

static gboolean
is_current (EntDatabase *database,
            gint64 version)
{
  if (version != G_N_ELEMENTS (steps))
    return FALSE;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (GHashTable) existing = existing_columns (database, entity->name, NULL);

      for (guint j = 0; j < entity->n_fields; j++)
        if (existing == NULL || !g_hash_table_contains (existing, entity->fields[j].name))
          return FALSE;
    }

  return TRUE;
}

static gboolean
back_up_before (EntDatabase *database,
                const char *path,
                gint64 version,
                GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *backup = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT "-%s.backup", path, version, stamp);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, "VACUUM INTO ?", error);

  if (statement != NULL)
    {
      ent_statement_bind_text (statement, 1, backup);
      if (ent_database_run (database, statement, error))
        return TRUE;
      unlink (backup);
    }

  g_prefix_error (error, "%s ", _ ("No backup could be made before bringing the workspace up to date."));
  return FALSE;
}

/**
 * ent_migrations_check_known:
 * @database: a workspace
 * @error: set where it was written by a newer version
 *
 * Returns: whether this version knows all of the file's structure
 */
gboolean
ent_migrations_check_known (EntDatabase *database,
                            GError **error)
{
  gboolean newer = ent_database_get_integer (database, "PRAGMA user_version", 0) > (gint64) G_N_ELEMENTS (steps);

  for (guint i = 0; !newer && i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autoptr (GHashTable) existing = existing_columns (database, entity->name, NULL);
      GHashTableIter iter;
      gpointer name;

      if (existing == NULL)
        continue;
      g_hash_table_remove (existing, "row");
      g_hash_table_iter_init (&iter, existing);
      while (!newer && g_hash_table_iter_next (&iter, &name, NULL))
        newer = !g_str_has_suffix (name, "~") && ent_entity_find_field (entity, name) == NULL;
    }
  if (!newer)
    return TRUE;

  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_NEWER,
                       _ ("This workspace was written by a newer version of Entente. Install that version to open it."));
  return FALSE;
}

/**
 * ent_migrations_apply:
 * @database: a workspace that can be written, or an empty file
 * @path: its path, beside which the backup goes
 * @error: set to what went wrong; the file is then as it was
 *
 * Brings the file's structure up to this version in one transaction, with a backup first.
 *
 * Returns: whether the structure is that of this version
 */
gboolean
ent_migrations_apply (EntDatabase *database,
                      const char *path,
                      GError **error)
{
  gint64 version = ent_database_get_integer (database, "PRAGMA user_version", 0);
  g_autofree char *finish = NULL;

  if (is_current (database, version))
    return TRUE;
  if (version > 0 && !back_up_before (database, path, version, error))
    return FALSE;
  if (!ent_database_execute (database, "BEGIN IMMEDIATE", error))
    return FALSE;

  finish = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", ENT_WORKSPACE_APPLICATION_ID,
                            (int) G_N_ELEMENTS (steps));
  if (run_steps (database, version, error) && ent_database_execute (database, finish, error))
    return TRUE;

  ent_database_execute (database, "ROLLBACK", NULL);
  return FALSE;
}
