/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists, search and "used by". */
#include <string.h>

#include "ent-fold.h"
#include "ent-query-private.h"
#include "ent-workspace-private.h"

/* Below this many letters nearly everything matches: ranking it would cost more than it tells. */
#define RANKED_LETTERS 3

/* Who types more has pasted a text: its first words tell enough. */
#define MAX_WORDS 32

void
ent_hit_free (EntHit *hit)
{
  g_free (hit->id);
  g_free (hit->headline);
  g_free (hit->detail);
  g_free (hit);
}

char *
ent_workspace_compose_match (const char *words)
{
  g_autofree char *folded = words != NULL ? ent_fold (words) : g_strdup ("");
  g_autoptr (GString) match = g_string_new (NULL);
  gboolean inside = FALSE;
  guint n_words = 0;

  for (const char *p = folded; *p != '\0' && (inside || n_words < MAX_WORDS); p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) && !inside && ++n_words)
        g_string_append (match, match->len > 0 ? " \"" : "\"");
      else if (!g_unichar_isalnum (c) && inside)
        g_string_append (match, "\"*");
      inside = g_unichar_isalnum (c);
      if (inside)
        g_string_append_unichar (match, c);
    }
  if (inside)
    g_string_append (match, "\"*");

  return match->len > 0 ? g_string_free_and_steal (g_steal_pointer (&match)) : NULL;
}

static const char *
comparison (EntFilterOp op)
{
  switch (op)
    {
    case ENT_FILTER_FROM:
      return ">= ?";
    case ENT_FILTER_UNTIL:
      return "<= ?";
    case ENT_FILTER_IS_NOT:
      return "IS NOT ?";
    case ENT_FILTER_IS:
    case ENT_FILTER_CONTAINS:
    case ENT_FILTER_SET:
    case ENT_FILTER_UNSET:
    default:
      return "= ?";
    }
}

static void
append_filter (GString *sql,
               const EntFilter *filter)
{
  const char *name = filter->field->name;
  gboolean list = ent_field_get_kind (filter->field) == ENT_VALUE_LIST;
  gboolean folded = ent_field_has_folded_column (filter->field);

  if (filter->op == ENT_FILTER_SET || filter->op == ENT_FILTER_UNSET)
    g_string_append_printf (sql, " AND t.\"%s\" IS %sNULL", name, filter->op == ENT_FILTER_SET ? "NOT " : "");
  else if (filter->op == ENT_FILTER_CONTAINS)
    g_string_append_printf (sql, " AND instr (%s (t.\"%s%s\"), ?) > 0", folded ? "" : "lower", name, folded ? "~" : "");
  else if (list)
    g_string_append_printf (sql, " AND %sEXISTS (SELECT 1 FROM json_each (t.\"%s\") WHERE value = ?)",
                            filter->op == ENT_FILTER_IS_NOT ? "NOT " : "", name);
  else if (filter->op == ENT_FILTER_UNTIL && filter->field->type == ENT_FIELD_DATE)
    g_string_append_printf (sql, " AND t.\"%s\" < ? || '~'", name);
  else
    g_string_append_printf (sql, " AND t.\"%s\" %s", name, comparison (filter->op));
}

static gboolean
takes_value (const EntFilter *filter)
{
  return filter->op != ENT_FILTER_SET && filter->op != ENT_FILTER_UNSET;
}

/* Choices are sorted in the order of their list, references by the headlines they lead to. */
static void
append_order (GString *sql,
              const EntField *field,
              gboolean descending)
{
  const char *direction = descending ? "DESC" : "ASC";

  if (field->type == ENT_FIELD_REFERENCE)
    g_string_append_printf (sql, " ORDER BY o.sort IS NULL, o.sort %s, t.row", direction);
  else if (field->type == ENT_FIELD_CHOICE && field->choices->items != NULL)
    {
      g_string_append_printf (sql, " ORDER BY CASE t.\"%s\"", field->name);
      for (guint i = 0; i < field->choices->n_items; i++)
        g_string_append_printf (sql, " WHEN '%s' THEN %u", field->choices->items[i].nick, descending ? field->choices->n_items - i : i);
      g_string_append (sql, " ELSE 999 END, t.row");
    }
  else
    {
      g_string_append (sql, " ORDER BY ");
      if ((field->flags & ENT_FIELD_REQUIRED) == 0)
        g_string_append_printf (sql, "t.\"%s\" IS NULL, ", field->name);
      g_string_append_printf (sql, "t.\"%s%s\" %s, t.row %s", field->name, ent_field_has_folded_column (field) ? "~" : "", direction, direction);
    }
}

static const EntField *
order_of (const EntQuery *query,
          gboolean *ret_descending)
{
  const char *order = query->entity->order;

  *ret_descending = query->order != NULL ? query->descending : *order == '-';
  return query->order != NULL ? query->order : ent_entity_find_field (query->entity, order + (*order == '-'));
}

static char *
compose_find (const EntQuery *query,
              const char *what,
              gboolean matched,
              gboolean ordered)
{
  gboolean descending;
  const EntField *order = order_of (query, &descending);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT %s FROM \"%s\" t", what, query->entity->name);
  if (ordered && order->type == ENT_FIELD_REFERENCE)
    g_string_append_printf (sql, " LEFT JOIN record o ON o.id = t.\"%s\"", order->name);
  g_string_append (sql, matched ? " WHERE t.row IN (SELECT rowid FROM search WHERE search MATCH ?)" : " WHERE 1");
  for (guint i = 0; i < query->filters->len; i++)
    append_filter (sql, &g_array_index (query->filters, EntFilter, i));
  if (ordered)
    append_order (sql, order, descending);

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

static void
bind_filter (EntStatement *statement,
             int position,
             const EntFilter *filter)
{
  if (filter->value.kind == ENT_VALUE_INTEGER)
    sqlite3_bind_int64 (statement, position, filter->value.integer);
  else if (filter->value.kind == ENT_VALUE_REAL)
    sqlite3_bind_double (statement, position, filter->value.real);
  else if (filter->value.kind == ENT_VALUE_TEXT && filter->op == ENT_FILTER_CONTAINS)
    sqlite3_bind_text (statement, position,
                       ent_field_has_folded_column (filter->field) ? ent_fold (filter->value.text) : g_ascii_strdown (filter->value.text, -1),
                       -1, g_free);
  else if (filter->value.kind == ENT_VALUE_TEXT)
    ent_statement_bind_text (statement, position, filter->value.text);
  else if (filter->value.kind == ENT_VALUE_LIST)
    ent_statement_bind_text (statement, position, filter->value.list[0]);
}

static EntStatement *
prepare_find (EntWorkspace *self,
              const EntQuery *query,
              const char *what,
              gboolean ordered,
              GError **error)
{
  g_autofree char *match = ent_workspace_compose_match (query->words);
  g_autofree char *sql = compose_find (query, what, match != NULL, ordered);
  EntStatement *statement = ent_database_prepare (self->database, sql, error);
  int position = 1;

  if (statement == NULL)
    return NULL;

  if (match != NULL)
    sqlite3_bind_text (statement, position++, match, -1, SQLITE_TRANSIENT);
  for (guint i = 0; i < query->filters->len; i++)
    {
      const EntFilter *filter = &g_array_index (query->filters, EntFilter, i);

      if (takes_value (filter))
        bind_filter (statement, position++, filter);
    }

  return statement;
}

/**
 * ent_workspace_find:
 * @self: a workspace
 * @query: which records
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows of the records in order, for ent_workspace_load()
 */
GArray *
ent_workspace_find (EntWorkspace *self,
                    EntQuery *query,
                    GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (EntStatement) statement = prepare_find (self, query, "t.row", TRUE, error);
  gboolean more;

  if (statement == NULL)
    return NULL;

  for (;;)
    {
      gint64 row;

      if (!ent_database_step (self->database, statement, &more, error))
        return NULL;
      if (!more)
        return g_steal_pointer (&rows);
      row = sqlite3_column_int64 (statement, 0);
      g_array_append_val (rows, row);
    }
}

/**
 * ent_workspace_count:
 * @self: a workspace
 * @query: which records
 * @error: set where they could not be read
 *
 * Returns: how many there are, -1 with @error set
 */
gint64
ent_workspace_count (EntWorkspace *self,
                     EntQuery *query,
                     GError **error)
{
  g_autoptr (EntStatement) statement = prepare_find (self, query, "count (*)", FALSE, error);
  gboolean row;

  if (statement == NULL || !ent_database_step (self->database, statement, &row, error))
    return -1;

  return sqlite3_column_int64 (statement, 0);
}

static void
look_up_title (EntWorkspace *self,
               GHashTable *titles,
               const char *id)
{
  if (!g_hash_table_contains (titles, id))
    {
      char *headline = ent_workspace_get_headline (self, id);

      if (headline != NULL)
        g_hash_table_insert (titles, g_strdup (id), headline);
    }
}

gboolean
ent_workspace_add_titles (EntWorkspace *self,
                          GPtrArray *records,
                          GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < records->len; i++)
    {
      const EntEntity *entity = ent_record_get_entity (records->pdata[i]);

      for (guint j = 0; j < entity->n_fields; j++)
        {
          const EntValue *value = ent_record_get (records->pdata[i], &entity->fields[j]);

          if (!ent_field_is_reference (&entity->fields[j]))
            continue;
          if (value->kind == ENT_VALUE_TEXT)
            look_up_title (self, titles, value->text);
          for (gsize k = 0; value->kind == ENT_VALUE_LIST && value->list[k] != NULL; k++)
            look_up_title (self, titles, value->list[k]);
        }
    }

  for (guint i = 0; i < records->len; i++)
    ent_record_set_titles (records->pdata[i], titles);
  return TRUE;
}

/**
 * ent_workspace_load:
 * @self: a workspace
 * @entity: which records
 * @rows: (array length=n_rows): what ent_workspace_find() gave
 * @n_rows: how many
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRecord): the records in the same order, with the headlines of
 *   what they refer to; those deleted since are left out
 */
GPtrArray *
ent_workspace_load (EntWorkspace *self,
                    const EntEntity *entity,
                    const gint64 *rows,
                    gsize n_rows,
                    GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sql = g_strconcat (ent_workspace_get_sql (self, entity)->select, " WHERE t.row = ?", NULL);
  g_autoptr (EntStatement) statement = ent_database_prepare (self->database, sql, error);
  gboolean more;

  if (statement == NULL)
    return NULL;

  for (gsize i = 0; i < n_rows; i++)
    {
      sqlite3_bind_int64 (statement, 1, rows[i]);
      if (!ent_database_step (self->database, statement, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (records, ent_workspace_read_row (self, entity, statement));
      sqlite3_reset (statement);
    }

  return ent_workspace_add_titles (self, records, error) ? g_steal_pointer (&records) : NULL;
}

/**
 * ent_workspace_list:
 * @self: a workspace
 * @query: which records
 * @limit: how many at most, 0 for all
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntRecord): the records in order
 */
GPtrArray *
ent_workspace_list (EntWorkspace *self,
                    EntQuery *query,
                    guint limit,
                    GError **error)
{
  g_autoptr (GArray) rows = ent_workspace_find (self, query, error);

  if (rows == NULL)
    return NULL;

  return ent_workspace_load (self, query->entity, (const gint64 *) rows->data, limit > 0 ? MIN (limit, rows->len) : rows->len, error);
}

static GPtrArray *
read_hits (EntWorkspace *self,
           EntStatement *statement,
           GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) ent_hit_free);
  gboolean row;

  for (;;)
    {
      EntHit *hit;
      const EntEntity *entity;

      if (!ent_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&hits);

      entity = ent_schema_find_for_id (ent_statement_get_text (statement, 0));
      if (entity == NULL)
        continue;
      hit = g_new0 (EntHit, 1);
      hit->id = g_strdup (ent_statement_get_text (statement, 0));
      hit->entity = entity;
      hit->headline = g_strdup (ent_statement_get_text (statement, 1));
      hit->field = ent_entity_find_field (entity, ent_statement_get_text (statement, 2));
      g_ptr_array_add (hits, hit);
    }
}

/**
 * ent_workspace_search:
 * @self: a workspace
 * @words: what somebody types: each word, or its beginning, must be there, whatever the accents
 * @entity: (nullable): of which kind; all when %NULL
 * @limit: how many at most
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntHit): the records found, the most telling first
 */
GPtrArray *
ent_workspace_search (EntWorkspace *self,
                      const char *words,
                      const EntEntity *entity,
                      guint limit,
                      GError **error)
{
  g_autofree char *match = ent_workspace_compose_match (words);
  g_autofree char *sql = NULL;
  g_autoptr (EntStatement) statement = NULL;

  if (match == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ent_hit_free);

  sql = g_strdup_printf ("SELECT r.id, r.headline, NULL FROM search s JOIN record r ON r.row = s.rowid WHERE search MATCH ?1 %s %s LIMIT ?2",
                         entity != NULL ? "AND r.type = ?3" : "",
                         g_utf8_strlen (words, -1) < RANKED_LETTERS ? "" : "ORDER BY bm25 (search, 10.0, 1.0)");
  statement = ent_database_prepare (self->database, sql, error);
  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, match);
  sqlite3_bind_int64 (statement, 2, limit);
  if (entity != NULL)
    ent_statement_bind_text (statement, 3, entity->name);
  return read_hits (self, statement, error);
}

/**
 * ent_workspace_used_by:
 * @self: a workspace
 * @id: an identifier, there or not
 * @limit: how many at most
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type EntHit): the records that refer to it, and by which field
 */
GPtrArray *
ent_workspace_used_by (EntWorkspace *self,
                       const char *id,
                       guint limit,
                       GError **error)
{
  g_autoptr (EntStatement) statement = ent_database_prepare (
    self->database,
    "SELECT r.id, r.headline, f.field FROM reference f JOIN record r ON r.row = f.source WHERE f.target = ?1 "
    "ORDER BY r.type, f.field, r.sort LIMIT ?2",
    error);

  if (statement == NULL)
    return NULL;

  ent_statement_bind_text (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, limit);
  return read_hits (self, statement, error);
}
