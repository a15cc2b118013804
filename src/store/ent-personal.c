/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever asks is forgotten (GDPR, article 17), without the unit's counts changing. */
#include "ent-personal.h"

#include <glib/gi18n-lib.h>

#include "ent-format.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

#define MENTIONS_LISTED 500

/* Runs @sql, whose parameters are texts. */
static gboolean
run_with (EntWorkspace *workspace,
          GError **error,
          const char *sql,
          ...) G_GNUC_NULL_TERMINATED;

static gboolean
run_with (EntWorkspace *workspace,
          GError **error,
          const char *sql,
          ...)
{
  EntDatabase *database = ent_workspace_get_database (workspace);
  g_autoptr (EntStatement) statement = ent_database_prepare (database, sql, error);
  const char *text;
  int position = 0;
  va_list texts;

  if (statement == NULL)
    return FALSE;

  va_start (texts, sql);
  while ((text = va_arg (texts, const char *)) != NULL)
    ent_statement_bind_text (statement, ++position, text);
  va_end (texts);

  return ent_database_run (database, statement, error);
}

/* A new document of history, without what is personal in it. */
static char *
scrub_document (const EntEntity *entity,
                const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? ent_json_from_text (text, -1, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & ENT_FIELD_PERSONAL) != 0)
      json_object_remove_member (json_node_get_object (node), entity->fields[i].name);

  return ent_json_to_text (node);
}

/* The rows of history in which the whole record came or went. */
static GPtrArray *
list_whole_rows (EntWorkspace *self,
                 const char *id,
                 GArray *ret_rows,
                 GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database, "SELECT seq, old, new FROM history WHERE record = ? AND field IS NULL", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, id);
  for (;;)
    {
      gint64 seq;

      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&texts);
      seq = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ret_rows, seq);
      g_ptr_array_add (texts, g_strdup (ent_statement_get_text (statement, 1)));
      g_ptr_array_add (texts, g_strdup (ent_statement_get_text (statement, 2)));
    }
}

static gboolean
scrub_whole_rows (EntWorkspace *self,
                  const EntEntity *entity,
                  const char *id,
                  GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = list_whole_rows (self, id, rows, error);

  if (texts == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (EntStatement) statement =
        ent_database_prepare (self->database, "UPDATE history SET old = ?, new = ? WHERE seq = ?", error);
      g_autofree char *before = scrub_document (entity, texts->pdata[2 * i]);
      g_autofree char *after = scrub_document (entity, texts->pdata[2 * i + 1]);

      if (statement == NULL)
        return FALSE;
      ent_statement_bind_text (statement, 1, before);
      ent_statement_bind_text (statement, 2, after);
      sqlite3_bind_int64 (statement, 3, g_array_index (rows, gint64, i));
      if (!ent_database_run (self->database, statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scrub_field (EntWorkspace *self,
             const char *id,
             const EntField *field,
             GError **error)
{
  return run_with (self, error, "UPDATE change SET undone = 2 WHERE id IN (SELECT change FROM history WHERE record = ?1 AND field = ?2)", id,
                   field->name, NULL)
         && run_with (self, error, "DELETE FROM history WHERE record = ?1 AND field = ?2", id, field->name, NULL)
         && run_with (self, error, "UPDATE leaf SET document = json_remove (document, '$.\"' || ?2 || '\"') WHERE id = ?1 AND json_valid (document)",
                      id, field->name, NULL)
         && run_with (self, error, "DELETE FROM conflict WHERE id = ?1 AND field = ?2", id, field->name, NULL);
}

/* Without this the file's free pages and the index keep words that nothing has any more. */
static gboolean
clear_remains (EntWorkspace *self,
               GError **error)
{
  return ent_database_execute (self->database, "PRAGMA secure_delete = ON", error)
         && ent_database_execute (self->database, "INSERT INTO search (search) VALUES ('optimize')", error);
}

/* The labels of changes to this record alone, whatever the name was then. */
static gboolean
scrub_labels (EntWorkspace *self,
              const char *id,
              const char *headline,
              GError **error)
{
  return run_with (self, error,
                   "UPDATE change SET label = ?2 WHERE id IN (SELECT change FROM history WHERE record = ?1) "
                   "AND NOT EXISTS (SELECT 1 FROM history h WHERE h.change = change.id AND h.record <> ?1)",
                   id, headline, NULL);
}

static gboolean
replace_name (EntWorkspace *self,
              const char *name,
              const char *instead,
              GError **error)
{
  return run_with (self, error, "UPDATE change SET label = replace (label, ?1, ?2) WHERE instr (label, ?1) > 0", name, instead, NULL)
         && run_with (self, error,
                      "UPDATE history SET old = replace (old, ?1, ?2), new = replace (new, ?1, ?2) "
                      "WHERE instr (coalesce (old, ''), ?1) > 0 OR instr (coalesce (new, ''), ?1) > 0",
                      name, instead, NULL);
}

/**
 * ent_person_forget_name:
 * @workspace: a workspace
 * @name: a name as it was written
 * @instead: what shall stand in its place
 * @error: set where it could not be written
 *
 * Replaces the name in what history and its labels keep: to be called again once texts that name somebody were edited,
 * for history has kept those as they were. Records themselves are not touched.
 *
 * Returns: whether the name is gone from there
 */
gboolean
ent_person_forget_name (EntWorkspace *workspace,
                        const char *name,
                        const char *instead,
                        GError **error)
{
  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (name != NULL && *name != '\0' && instead != NULL, FALSE);

  return clear_remains (workspace, error) && replace_name (workspace, name, instead, error);
}

/* Takes what is personal out of everything that is kept beside the record: history, conflicts, the index's dead words
 * and the file's free pages. Part of the open change, which cannot be undone then. */
gboolean
ent_personal_scrub (EntWorkspace *self,
                    EntRecord *record,
                    const char *former_headline,
                    GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *id = ent_record_get_id (record);

  if (!clear_remains (self, error) || !scrub_labels (self, id, ent_record_get_headline (record), error))
    return FALSE;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & ENT_FIELD_PERSONAL) != 0 && !scrub_field (self, id, &entity->fields[i], error))
      return FALSE;

  return scrub_whole_rows (self, entity, id, error)
         && run_with (self, error, "DELETE FROM quarantine WHERE id = ?1", id, NULL)
         && (*former_headline == '\0' || replace_name (self, former_headline, ent_record_get_headline (record), error));
}

/* The tail of the identifier tells apart those who were anonymised: counts of persons stay right on paper too. */
static void
clear_personal_fields (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  const char *id = ent_record_get_id (record);
  const EntValue unset = { 0 };

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & ENT_FIELD_PERSONAL) != 0)
      ent_record_set (record, &entity->fields[i], &unset);

  /* Translators: it stands in the place of a first name. */
  ent_record_set_text (record, "given-name", _ ("Anonymised"));
  ent_record_set_text (record, "family-name", id + strlen (id) - 6);
}

/* The person, or an error where it is none. */
EntRecord *
ent_personal_read (EntWorkspace *workspace,
                   const char *id,
                   GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_get (workspace, id, error);

  if (record == NULL)
    return NULL;
  if (g_str_equal (ent_record_get_entity (record)->name, "person"))
    return g_steal_pointer (&record);

  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("“%s” is not a person."), ent_record_get_headline (record));
  return NULL;
}

static gboolean
write_anonymised (EntWorkspace *workspace,
                  EntRecord *record,
                  const char *why,
                  GError **error)
{
  g_autofree char *today = ent_format_today ();

  clear_personal_fields (record);
  ent_record_set_text (record, "anonymised-on", today);
  ent_record_set_text (record, "anonymised-why", why);
  if (!ent_workspace_begin (workspace, _ ("Anonymise a person"), NULL, error))
    return FALSE;
  if (ent_workspace_save (workspace, record, error))
    return ent_workspace_commit (workspace, error);

  ent_workspace_rollback (workspace);
  return FALSE;
}

/**
 * ent_person_anonymise:
 * @workspace: a workspace
 * @id: identifier of a person
 * @why: the reason, which is kept
 * @error: set where it is none, was anonymised before, or could not be written; nothing is then changed
 *
 * Takes the name and all that is personal out of the record, of its history, of what it was called in other records and
 * in the labels of changes. Roles, days and returns stay, and count as before. It cannot be undone. What a server was
 * given changes there with the next synchronisation; colleagues forget the same when they receive it.
 *
 * Returns: (transfer full) (nullable) (element-type EntHit): records whose free text seems to name the person: for
 *   somebody to read, see ent_person_forget_name()
 */
GPtrArray *
ent_person_anonymise (EntWorkspace *workspace,
                      const char *id,
                      const char *why,
                      GError **error)
{
  g_autoptr (EntRecord) record = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (id != NULL && why != NULL, NULL);

  record = ent_personal_read (workspace, id, error);
  if (record == NULL)
    return NULL;
  if (ent_record_get_text (record, "anonymised-on") != NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This person was anonymised before."));
      return NULL;
    }
  if (*why == '\0')
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Say why: the reason is kept as evidence."));
      return NULL;
    }

  name = g_strdup (ent_record_get_text (record, "family-name"));
  if (!write_anonymised (workspace, record, why, error))
    return NULL;
  /* The log holds former pages until it is begun anew. Where somebody is reading, that happens later. */
  sqlite3_wal_checkpoint_v2 (ent_database_get_handle (ent_workspace_get_database (workspace)), NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  return ent_workspace_search (workspace, name, NULL, MENTIONS_LISTED, error);
}
