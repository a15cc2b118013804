/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records, in which order, and what is in them. */
#include <string.h>

#include "ent-fold.h"
#include "ent-query-private.h"
#include "ent-record-json.h"
#include "ent-workspace-private.h"

/* Up to so many records that have the words are looked up and sorted one by one; of more, it is quicker to go through
 * the order of all. */
#define FEW_MATCHES 3000

/* An order is worth keeping from so many rows on. */
#define MANY_ROWS 2000

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
append_condition (GString *sql,
                  const EntFilter *filter)
{
  const char *name = filter->field->name;
  gboolean list = ent_field_get_kind (filter->field) == ENT_VALUE_LIST;
  gboolean folded = ent_field_has_folded_column (filter->field);

  if (filter->op == ENT_FILTER_SET || filter->op == ENT_FILTER_UNSET)
    g_string_append_printf (sql, "t.\"%s\" IS %sNULL", name, filter->op == ENT_FILTER_SET ? "NOT " : "");
  else if (filter->op == ENT_FILTER_CONTAINS)
    g_string_append_printf (sql, "instr (%s (t.\"%s%s\"), ?) > 0", folded ? "" : "lower", name, folded ? "~" : "");
  else if (filter->field->type == ENT_FIELD_REFERENCES)
    g_string_append_printf (sql, "t.row %sIN (SELECT source FROM reference WHERE target = ? AND field = '%s')",
                            filter->op == ENT_FILTER_IS_NOT ? "NOT " : "", name);
  else if (list)
    /* Most are told apart by their text, without taking it apart. */
    g_string_append_printf (sql, "%s (coalesce (instr (t.\"%s\", ?), 0) > 0 AND EXISTS (SELECT 1 FROM json_each (t.\"%s\") WHERE value = ?))",
                            filter->op == ENT_FILTER_IS_NOT ? "NOT" : "", name, name);
  else if (filter->op == ENT_FILTER_UNTIL && filter->field->type == ENT_FIELD_DATE)
    g_string_append_printf (sql, "t.\"%s\" < ? || '~'", name);
  else
    g_string_append_printf (sql, "t.\"%s\" %s", name, comparison (filter->op));
}

/* All that is always demanded, and the filters of one alternative at least. */
static void
append_filters (GString *sql,
                const GArray *filters)
{
  guint alternative = 0;

  for (guint i = 0; i < filters->len; i++)
    {
      const EntFilter *filter = &g_array_index (filters, EntFilter, i);

      if (filter->alternative == alternative)
        g_string_append (sql, " AND ");
      else
        g_string_append (sql, alternative == 0 ? " AND ((" : ") OR (");
      alternative = filter->alternative;
      append_condition (sql, filter);
    }
  if (alternative > 0)
    g_string_append (sql, "))");
}

static gboolean
takes_value (const EntFilter *filter)
{
  return filter->op != ENT_FILTER_SET && filter->op != ENT_FILTER_UNSET;
}

static gboolean
is_country (const EntField *field)
{
  return field->type == ENT_FIELD_CHOICE && field->choices->items == NULL;
}

static int
compare_countries (gconstpointer a,
                   gconstpointer b)
{
  const char *one = *(const char *const *) a, *two = *(const char *const *) b;

  return g_utf8_collate (ent_choices_get_label (&ent_choices_countries, one), ent_choices_get_label (&ent_choices_countries, two));
}

/* The place of a code among all, in the order of their names in the user's language, is its rank. */
static void
append_country_order (GString *sql,
                      const EntField *field,
                      const char *direction)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  g_autofree char *sorted = NULL;

  for (guint i = 0; i < ent_choices_get_n_items (field->choices); i++)
    g_ptr_array_add (codes, (gpointer) ent_choices_get_nick (field->choices, i));
  g_ptr_array_sort (codes, compare_countries);
  sorted = g_strjoinv (" ", (char **) codes->pdata);

  g_string_append_printf (sql, " ORDER BY t.\"%s\" IS NULL, instr ('%s', t.\"%s\") %s, t.row", field->name, sorted, field->name, direction);
}

static void
append_choice_order (GString *sql,
                     const EntField *field,
                     gboolean descending)
{
  g_string_append_printf (sql, " ORDER BY CASE t.\"%s\"", field->name);
  for (guint i = 0; i < field->choices->n_items; i++)
    g_string_append_printf (sql, " WHEN '%s' THEN %u", field->choices->items[i].nick, descending ? field->choices->n_items - i : i);
  g_string_append (sql, " ELSE 999 END, t.row");
}

/* Choices are sorted in the order of their list, references by the headlines they lead to. With @filtered, only those
 * that remain are sorted: to look up each in the order of an index, for its other fields, would take ten times as long. */
static void
append_order (GString *sql,
              const EntField *field,
              gboolean descending,
              gboolean filtered)
{
  const char *direction = descending ? "DESC" : "ASC";

  if (field->type == ENT_FIELD_REFERENCE)
    g_string_append_printf (sql, " ORDER BY o.sort IS NULL, o.sort %s, t.row", direction);
  else if (is_country (field))
    append_country_order (sql, field, direction);
  else if (field->type == ENT_FIELD_CHOICE)
    append_choice_order (sql, field, descending);
  else
    {
      g_string_append (sql, " ORDER BY ");
      if ((field->flags & ENT_FIELD_REQUIRED) == 0)
        g_string_append_printf (sql, "t.\"%s\" IS NULL, ", field->name);
      g_string_append_printf (sql, "%st.\"%s%s\" %s, t.row %s", filtered ? "+" : "", field->name,
                              ent_field_has_folded_column (field) ? "~" : "", direction, direction);
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
compose_find (EntWorkspace *self,
              const EntQuery *query,
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
  if (matched)
    g_string_append_printf (sql, " WHERE t.row IN (SELECT s.rowid FROM search s WHERE search MATCH ?1%s)", ent_narrowing_get_search_condition (self));
  else
    g_string_append (sql, " WHERE 1");
  append_filters (sql, query->filters);
  if (ordered)
    append_order (sql, order, descending, query->filters->len > 0);

  return g_string_free_and_steal (g_steal_pointer (&sql));
}

/* As the member stands in the JSON of a list. */
static char *
quote_member (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return ent_json_to_text (node);
}

static gboolean
is_member_of_words (const EntFilter *filter)
{
  return ent_field_get_kind (filter->field) == ENT_VALUE_LIST && filter->field->type != ENT_FIELD_REFERENCES
         && filter->op != ENT_FILTER_CONTAINS;
}

/* Returns the position after those that are bound. */
static int
bind_text_filter (EntStatement *statement,
                  int position,
                  const EntFilter *filter,
                  const char *text)
{
  if (is_member_of_words (filter))
    sqlite3_bind_text (statement, position++, quote_member (text), -1, g_free);
  if (filter->op == ENT_FILTER_CONTAINS)
    sqlite3_bind_text (statement, position, ent_field_has_folded_column (filter->field) ? ent_fold (text) : g_ascii_strdown (text, -1), -1, g_free);
  else
    ent_statement_bind_text (statement, position, text);

  return position + 1;
}

static int
bind_filter (EntStatement *statement,
             int position,
             const EntFilter *filter)
{
  if (filter->value.kind == ENT_VALUE_TEXT)
    return bind_text_filter (statement, position, filter, filter->value.text);
  if (filter->value.kind == ENT_VALUE_LIST)
    return bind_text_filter (statement, position, filter, filter->value.list[0]);

  if (filter->value.kind == ENT_VALUE_INTEGER)
    sqlite3_bind_int64 (statement, position, filter->value.integer);
  else if (filter->value.kind == ENT_VALUE_REAL)
    sqlite3_bind_double (statement, position, filter->value.real);

  return position + (is_member_of_words (filter) ? 2 : 1);
}

static EntStatement *
prepare_find (EntWorkspace *self,
              const EntQuery *query,
              const char *what,
              gboolean ordered,
              GError **error)
{
  g_autofree char *match = ent_workspace_compose_match (query->words);
  g_autofree char *sql = compose_find (self, query, what, match != NULL, ordered);
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
        position = bind_filter (statement, position, filter);
    }

  return statement;
}

static GArray *
run_find (EntWorkspace *self,
          const EntQuery *query,
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

/* All that the order of a query depends on, but for its words. */
static char *
compose_key (EntWorkspace *self,
             const EntQuery *query)
{
  g_autofree char *sql = compose_find (self, query, "t.row", FALSE, TRUE);
  g_autoptr (GString) key = g_string_new (sql);

  for (guint i = 0; i < query->filters->len; i++)
    {
      const EntFilter *filter = &g_array_index (query->filters, EntFilter, i);
      g_autofree char *value = ent_field_format (filter->field, &filter->value);

      g_string_append_printf (key, "\n%s", value);
    }

  return g_string_free_and_steal (g_steal_pointer (&key));
}

static gboolean
read_state (EntWorkspace *self,
            EntOrderState *ret_state,
            GError **error)
{
  ret_state->own_changes = sqlite3_total_changes64 (ent_database_get_handle (self->database));
  return ent_database_query_integer (self->database, "PRAGMA data_version", &ret_state->data_version, error);
}

static void
keep_order (EntWorkspace *self,
            const char *key,
            const EntOrderState *state,
            GArray *rows)
{
  g_clear_pointer (&self->order_rows, g_array_unref);
  if (rows->len < MANY_ROWS)
    return;

  self->order_rows = g_array_ref (rows);
  self->order_state = *state;
  g_set_str (&self->order_key, key);
}

/* The rows of a query without its words. They are kept: whoever types words sees this list before them, and again at
 * each key. */
static GArray *
find_all (EntWorkspace *self,
          const EntQuery *query,
          GError **error)
{
  g_autofree char *key = compose_key (self, query);
  g_autoptr (EntQuery) wordless = NULL;
  g_autoptr (GArray) rows = NULL;
  EntOrderState state;

  if (!read_state (self, &state, error))
    return NULL;
  if (self->order_rows != NULL && g_str_equal (self->order_key, key) && state.data_version == self->order_state.data_version
      && state.own_changes == self->order_state.own_changes)
    return g_array_ref (self->order_rows);

  wordless = ent_query_copy (query);
  ent_query_set_words (wordless, NULL);
  rows = run_find (self, wordless, error);
  if (rows != NULL)
    keep_order (self, key, &state, rows);

  return g_steal_pointer (&rows);
}

static GArray *
find_matches (EntWorkspace *self,
              const EntQuery *query,
              EntMatches *matches,
              GError **error)
{
  g_autoptr (GArray) all = find_all (self, query, error);
  g_autoptr (GArray) rows = NULL;

  if (all == NULL)
    return NULL;

  rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MIN (all->len, matches->n_rows));
  for (guint i = 0; i < all->len; i++)
    {
      gint64 row = g_array_index (all, gint64, i);

      if (ent_matches_has (matches, row))
        g_array_append_val (rows, row);
    }

  return g_steal_pointer (&rows);
}

/**
 * ent_workspace_find:
 * @self: a workspace
 * @query: which records
 * @error: set where they could not be read
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows of the records in order, for
 *   ent_workspace_load(); others may have the same array, so that nobody changes it
 */
GArray *
ent_workspace_find (EntWorkspace *self,
                    EntQuery *query,
                    GError **error)
{
  g_autofree char *match = ent_workspace_compose_match (query->words);
  g_auto (EntMatches) matches = { 0 };

  if (match == NULL)
    return find_all (self, query, error);
  if (!ent_workspace_match_rows (self, match, &matches, error))
    return NULL;

  return matches.n_rows <= FEW_MATCHES ? run_find (self, query, error) : find_matches (self, query, &matches, error);
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
  g_autoptr (EntReading) reading = ent_database_begin_reading (self->database, error);
  g_autoptr (EntStatement) statement = reading != NULL ? ent_database_prepare (self->database, sql, error) : NULL;
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
