/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the file is whole, and copies of it. */
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ent-workspace-private.h"

/* So many pages a step: the copy neither holds up writers for long nor takes all day. */
#define BACKUP_PAGES 512

static gboolean
collect (EntWorkspace *self,
         GPtrArray *problems,
         const char *sql,
         const char *message,
         GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!ent_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (g_strcmp0 (ent_statement_get_text (statement, 0), "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf ("%s: %s", message, ent_statement_get_text (statement, 0)));
    }
}

static gboolean
check_entity (EntWorkspace *self,
              GPtrArray *problems,
              const EntEntity *entity,
              GError **error)
{
  g_autofree char *lost = g_strdup_printf ("SELECT 'row ' || row FROM \"%s\" WHERE row NOT IN (SELECT row FROM record WHERE type = '%s')",
                                           entity->name, entity->name);
  g_autofree char *empty = g_strdup_printf ("SELECT id FROM record WHERE type = '%s' AND row NOT IN (SELECT row FROM \"%s\")",
                                            entity->name, entity->name);

  return collect (self, problems, lost, _ ("Fields without a record"), error)
         && collect (self, problems, empty, _ ("Record without its fields"), error);
}

/* How many references the table of references has for each field, by `entity.field`: one walk through it for all. */
static GHashTable *
count_references (EntWorkspace *self,
                  GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database,
                          "SELECT r.type || '.' || f.field, count (*) FROM reference f JOIN record r ON r.row = f.source GROUP BY 1", error);
  gboolean row;

  while (statement != NULL && ent_database_step (self->database, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&counts);
      g_hash_table_insert (counts, g_strdup (ent_statement_get_text (statement, 0)), GSIZE_TO_POINTER (sqlite3_column_int64 (statement, 1)));
    }

  return NULL;
}

/* That what a field holds is in the table of references, and nothing else is: with nothing missing, the numbers tell. */
static gboolean
check_field (EntWorkspace *self,
             GPtrArray *problems,
             const EntEntity *entity,
             const EntField *field,
             GHashTable *counts,
             GError **error)
{
  guint before = problems->len;
  g_autofree char *key = g_strconcat (entity->name, ".", field->name, NULL);
  g_autofree char *held = field->type == ENT_FIELD_REFERENCES
                            ? g_strdup_printf ("SELECT DISTINCT j.value AS target, t.row AS source FROM \"%s\" t, json_each (t.\"%s\") j", entity->name, field->name)
                            : g_strdup_printf ("SELECT \"%s\" AS target, row AS source FROM \"%s\" WHERE \"%s\" IS NOT NULL", field->name, entity->name, field->name);
  g_autofree char *number = g_strdup_printf ("SELECT count (*) FROM (%s)", held);
  g_autofree char *missing = g_strdup_printf ("SELECT target FROM (%s) AS held WHERE NOT EXISTS (SELECT 1 FROM reference "
                                              "WHERE target = held.target AND field = '%s' AND source = held.source)",
                                              held, field->name);
  g_autofree char *superfluous = g_strdup_printf ("SELECT target FROM (SELECT target, source FROM reference f JOIN record r ON r.row = f.source "
                                                  "WHERE f.field = '%s' AND r.type = '%s' EXCEPT %s)",
                                                  field->name, entity->name, held);
  gint64 n;

  if (!collect (self, problems, missing, _ ("Reference that is not indexed"), error)
      || !ent_database_query_integer (self->database, number, &n, error))
    return FALSE;
  if (problems->len == before && n == (gint64) GPOINTER_TO_SIZE (g_hash_table_lookup (counts, key)))
    return TRUE;

  return collect (self, problems, superfluous, _ ("Indexed reference that is not there"), error);
}

static gboolean
check_references (EntWorkspace *self,
                  GPtrArray *problems,
                  GError **error)
{
  g_autoptr (GHashTable) counts = count_references (self, error);

  for (guint i = 0; counts != NULL && i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);

      for (guint j = 0; j < entity->n_fields; j++)
        if (ent_field_is_reference (&entity->fields[j]) && !check_field (self, problems, entity, &entity->fields[j], counts, error))
          return FALSE;
    }

  return counts != NULL;
}

/**
 * ent_workspace_check:
 * @self: a workspace
 * @ret_problems: (out) (element-type utf8): a line for each problem found
 * @error: set where the check itself could not be done
 *
 * Looks through the whole file: SQLite's own integrity, which is that of the full-text index too, every table against
 * the catalogue of records, references, and full text. Takes its time on a large file.
 *
 * Returns: whether all could be looked at; the workspace is sound when there is no problem either
 */
gboolean
ent_workspace_check (EntWorkspace *self,
                     GPtrArray **ret_problems,
                     GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!collect (self, problems, "PRAGMA integrity_check", _ ("Damage in the file"), error)
      || !collect (self, problems, "SELECT 'row ' || source FROM reference WHERE source NOT IN (SELECT row FROM record)", _ ("Reference without a record"), error)
      || !collect (self, problems, "SELECT 'change ' || change FROM history WHERE change NOT IN (SELECT id FROM change)", _ ("History without its change"), error)
      || !collect (self, problems, "SELECT 'row ' || id FROM search_docsize WHERE id NOT IN (SELECT row FROM record)", _ ("Full text without a record"), error))
    return FALSE;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      const EntEntity *entity = ent_schema_get_entity (i);
      g_autofree char *unfound = g_strdup_printf ("SELECT id FROM record WHERE type = '%s' AND row NOT IN (SELECT id FROM search_docsize)", entity->name);

      if (!check_entity (self, problems, entity, error)
          || !collect (self, problems, unfound, _ ("Record that search does not find"), error))
        return FALSE;
    }
  if (!check_references (self, problems, error))
    return FALSE;

  if (!ent_files_check (self, problems, error))
    return FALSE;

  *ret_problems = g_steal_pointer (&problems);
  return TRUE;
}

static gboolean
copy_pages (EntWorkspace *self,
            EntDatabase *target,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (ent_database_get_handle (target), "main", ent_database_get_handle (self->database), "main");
  int result = SQLITE_OK;

  if (backup == NULL)
    {
      ent_database_set_error (target, error);
      return FALSE;
    }

  while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      result = sqlite3_backup_step (backup, BACKUP_PAGES);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        sqlite3_sleep (20);
    }

  sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE)
    return TRUE;
  if (error != NULL && *error == NULL)
    ent_database_set_error (target, error);
  return FALSE;
}

/* Whether a copy may take the place of @path: not this very workspace, nor one that somebody has open, whose log would
 * then be read into the copy. */
static gboolean
check_target (EntWorkspace *self,
              const char *path,
              GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf own, other;
  gboolean same = g_stat (self->path, &own) == 0 && g_stat (path, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;

  if (same)
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is the workspace itself. Choose another name for the copy."), path);
  else if (g_file_test (log, G_FILE_TEST_EXISTS))
    g_set_error (error, ENT_ERROR, ENT_ERROR_BUSY, _ ("“%s” is open, or was not closed properly. Choose another name for the copy."), path);

  return !same && !g_file_test (log, G_FILE_TEST_EXISTS);
}

/* An empty file that only its owner may read. */
static gboolean
make_private_file (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  return fd >= 0 && g_close (fd, NULL);
}

/**
 * ent_workspace_backup:
 * @self: a workspace
 * @path: of the copy; what was there stays until the copy is complete
 * @cancellable: (nullable): to stop it
 * @error: set where the copy could not be made; nothing is then left of it
 *
 * Copies the workspace while others go on writing to it.
 *
 * Returns: whether the copy is complete
 */
gboolean
ent_workspace_backup (EntWorkspace *self,
                      const char *path,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".part", NULL);
  g_autoptr (EntDatabase) target = NULL;
  gboolean done;

  if (!check_target (self, path, error))
    return FALSE;

  g_unlink (unfinished);
  if (!make_private_file (unfinished))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("“%s” could not be written."), path);
      return FALSE;
    }

  target = ent_database_open (unfinished, SQLITE_OPEN_READWRITE, error);
  /* One file, without a log beside it. */
  done = target != NULL && copy_pages (self, target, cancellable, error)
         && ent_database_execute (target, "PRAGMA journal_mode = DELETE", error);
  g_clear_object (&target);
  if (done && g_rename (unfinished, path) == 0)
    return TRUE;

  if (done)
    g_set_error (error, ENT_ERROR, ENT_ERROR_FAILED, _ ("“%s” could not be written."), path);
  g_unlink (unfinished);
  return FALSE;
}
