/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes records findable: headlines, references, full text. */
#include <string.h>

#include "ent-fold.h"
#include "ent-workspace-private.h"

/* A headline is one line in a list. */
#define HEADLINE_CHARS 120

/* A headline may be made of headlines: mandate → role → person. */
#define CASCADE_DEPTH 4

/* The headline of a record; %NULL where it is not there. */
gboolean
ent_workspace_read_headline (EntWorkspace *self,
                             const char *id,
                             char **ret_headline,
                             GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "SELECT headline FROM record WHERE id = ?", error);
  gboolean row;

  *ret_headline = NULL;
  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, id);
  if (!ent_database_step (self->database, statement, &row, error))
    return FALSE;

  *ret_headline = row ? g_strdup (ent_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/**
 * ent_workspace_get_headline:
 * @self: a workspace
 * @id: an identifier
 *
 * Returns: (transfer full) (nullable): the headline of that record, %NULL where it is not there
 */
char *
ent_workspace_get_headline (EntWorkspace *self,
                            const char *id)
{
  char *headline;

  ent_workspace_read_headline (self, id, &headline, NULL);
  return headline;
}

static char *
first_line (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= HEADLINE_CHARS)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, HEADLINE_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

static gboolean
read_part (EntWorkspace *self,
           EntRecord *record,
           const char *name,
           char **ret_part,
           GError **error)
{
  const EntField *field = ent_entity_find_field (ent_record_get_entity (record), name);
  const EntValue *value = ent_record_get (record, field);

  *ret_part = NULL;
  if (value->kind != ENT_VALUE_TEXT)
    return TRUE;
  if (ent_field_is_reference (field))
    return ent_workspace_read_headline (self, value->text, ret_part, error);

  *ret_part = first_line (value->text);
  return TRUE;
}

static gboolean
append_parts (EntWorkspace *self,
              EntRecord *record,
              const char *names,
              GString *headline,
              GError **error)
{
  g_auto (GStrv) parts = g_strsplit (names, "+", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = NULL;

      if (!read_part (self, record, parts[i], &part, error))
        return FALSE;
      if (part != NULL && *part != '\0')
        g_string_append_printf (headline, "%s%s", headline->len > 0 ? " " : "", part);
    }

  return TRUE;
}

/* The line that tells a record from others, see EntEntity.headline. */
char *
ent_workspace_compose_headline (EntWorkspace *self,
                                EntRecord *record,
                                GError **error)
{
  g_auto (GStrv) parts = g_strsplit (ent_record_get_entity (record)->headline, ",", -1);
  g_autoptr (GString) headline = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GString) part = g_string_new (NULL);

      if (!append_parts (self, record, parts[i], part, error))
        return NULL;
      if (part->len > 0)
        g_string_append_printf (headline, "%s%s", headline->len > 0 ? " – " : "", part->str);
    }

  return g_string_free_and_steal (g_steal_pointer (&headline));
}

/* Beside the headline a word is sought, never how often it is there or where: each is listed once, for long texts say the
 * same ones again and again. */
static char *
list_words (const char *text)
{
  g_autofree char *folded = ent_fold (text);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) words = g_string_new (NULL);

  for (char *word = folded, *next; word != NULL; word = next)
    {
      next = strchr (word, ' ');
      if (next != NULL)
        *next++ = '\0';
      if (!g_hash_table_add (seen, word))
        continue;
      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, word);
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static gboolean
insert_text (EntWorkspace *self,
             gint64 row,
             const char *headline,
             const char *body,
             GError **error)
{
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", error);
  g_autofree char *folded_title = ent_fold (headline);
  g_autofree char *words = list_words (body);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  ent_statement_bind_text (statement, 2, folded_title);
  ent_statement_bind_text (statement, 3, words);
  return ent_database_run (self->database, statement, error);
}

static char *
searched_text (EntRecord *record)
{
  const EntEntity *entity = ent_record_get_entity (record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *value = ent_record_get (record, field);

      if ((field->flags & ENT_FIELD_SEARCHED) == 0 || ent_entity_in_headline (entity, field))
        continue;
      if (value->kind == ENT_VALUE_TEXT)
        g_string_append_printf (text, "%s\n", value->text);
      else if (value->kind == ENT_VALUE_LIST)
        for (gsize j = 0; value->list[j] != NULL; j++)
          g_string_append_printf (text, "%s\n", value->list[j]);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
insert_reference (EntWorkspace *self,
                  gint64 row,
                  const EntField *field,
                  const char *target,
                  GError **error)
{
  g_autoptr (EntStatement) statement =
    ent_database_prepare (self->database, "INSERT OR IGNORE INTO reference (target, field, source) VALUES (?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, target);
  ent_statement_bind_text (statement, 2, field->name);
  sqlite3_bind_int64 (statement, 3, row);
  return ent_database_run (self->database, statement, error);
}

static gboolean
insert_references (EntWorkspace *self,
                   gint64 row,
                   EntRecord *record,
                   GError **error)
{
  const EntEntity *entity = ent_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      const EntValue *value = ent_record_get (record, field);

      if (!ent_field_is_reference (field))
        continue;
      if (value->kind == ENT_VALUE_TEXT && !insert_reference (self, row, field, value->text, error))
        return FALSE;
      for (gsize j = 0; value->kind == ENT_VALUE_LIST && value->list[j] != NULL; j++)
        if (!insert_reference (self, row, field, value->list[j], error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
remove_text (EntWorkspace *self,
             gint64 row,
             GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "DELETE FROM search WHERE rowid = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  return ent_database_run (self->database, statement, error);
}

gboolean
ent_workspace_unindex (EntWorkspace *self,
                       gint64 row,
                       GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "DELETE FROM reference WHERE source = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row);
  return ent_database_run (self->database, statement, error) && remove_text (self, row, error);
}

gboolean
ent_workspace_write_headline (EntWorkspace *self,
                              gint64 row,
                              const char *headline,
                              GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, "UPDATE record SET headline = ?, sort = ? WHERE row = ?", error);
  g_autofree char *sort = ent_fold (headline);

  if (statement == NULL)
    return FALSE;

  ent_statement_bind_text (statement, 1, headline);
  ent_statement_bind_text (statement, 2, sort);
  sqlite3_bind_int64 (statement, 3, row);
  return ent_database_run (self->database, statement, error);
}

static gboolean cascade (EntWorkspace *self, const char *id, guint depth, GError **error);

/* Brings the headline of one record up to date, and of those whose headlines have it in turn. */
static gboolean
refresh_headline (EntWorkspace *self,
                  const char *id,
                  guint depth,
                  GError **error)
{
  g_autoptr (EntRecord) record = ent_workspace_read_record (self, id, error);
  g_autofree char *headline = record != NULL ? ent_workspace_compose_headline (self, record, error) : NULL;
  g_autofree char *body = NULL;
  gint64 row;

  if (headline == NULL || !ent_workspace_find_row (self, id, &row, error))
    return FALSE;
  if (g_strcmp0 (headline, ent_record_get_headline (record)) == 0)
    return TRUE;

  body = searched_text (record);
  return ent_workspace_write_headline (self, row, headline, error) && remove_text (self, row, error)
         && insert_text (self, row, headline, body, error) && cascade (self, id, depth, error);
}

static GStrv
find_dependents (EntWorkspace *self,
                 const char *id,
                 GError **error)
{
  g_autoptr (GStrvBuilder) dependents = g_strv_builder_new ();
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database, "SELECT r.id, f.field FROM reference f JOIN record r ON r.row = f.source WHERE f.target = ?", error);
  gboolean row;

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, id);
  for (;;)
    {
      const EntEntity *entity;
      const EntField *field;

      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_strv_builder_end (dependents);

      entity = ent_schema_find_for_id (ent_statement_get_text (statement, 0));
      field = entity != NULL ? ent_entity_find_field (entity, ent_statement_get_text (statement, 1)) : NULL;
      if (field != NULL && ent_entity_in_headline (entity, field))
        g_strv_builder_add (dependents, ent_statement_get_text (statement, 0));
    }
}

static gboolean
cascade (EntWorkspace *self,
         const char *id,
         guint depth,
         GError **error)
{
  g_auto (GStrv) dependents = NULL;

  if (depth == 0)
    return TRUE;

  dependents = find_dependents (self, id, error);
  if (dependents == NULL)
    return FALSE;

  for (gsize i = 0; dependents[i] != NULL; i++)
    if (!refresh_headline (self, dependents[i], depth - 1, error))
      return FALSE;

  return TRUE;
}

/* After the headline of @id changed, came or went: brings those up to date that are made of it. */
gboolean
ent_workspace_headline_changed (EntWorkspace *self,
                                const char *id,
                                GError **error)
{
  return cascade (self, id, CASCADE_DEPTH, error);
}

gboolean
ent_workspace_index (EntWorkspace *self,
                     gint64 row,
                     EntRecord *record,
                     const char *headline,
                     GError **error)
{
  g_autofree char *body = searched_text (record);

  return insert_references (self, row, record, error) && insert_text (self, row, headline, body, error);
}
