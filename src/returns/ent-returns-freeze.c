/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a year as a text: all tables, and the records behind each figure as places in one list of all of them,
 * which names each record once: `0-41,50`. */
#include <math.h>
#include <string.h>

#include "ent-error.h"
#include "ent-gettext.h"
#include "ent-record-json.h"
#include "ent-returns-json-private.h"
#include "ent-returns-year-private.h"

#define FORMAT "entente-closed-returns"
#define VERSION 1

/* Tables of a greater width or length are nobody's. */
#define MAX_LINES 100000

/* Writing. */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Each record behind any figure once, sorted; and the place of each. */
static GPtrArray *
list_records (EntReturnsYear *year,
              GHashTable *places)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (year, i);

      for (guint j = 0; j < table->n_rows * table->n_columns; j++)
        for (guint k = 0; table->cells[j] != NULL && k < table->cells[j]->n_records; k++)
          if (g_hash_table_add (places, (gpointer) table->cells[j]->records[k]))
            g_ptr_array_add (all, (gpointer) table->cells[j]->records[k]);
    }

  g_ptr_array_sort (all, compare_ids);
  for (guint i = 0; i < all->len; i++)
    g_hash_table_insert (places, all->pdata[i], GUINT_TO_POINTER (i));

  return all;
}

static void
append_range (GString *text,
              guint first,
              guint last)
{
  if (text->len > 0)
    g_string_append_c (text, ',');
  g_string_append_printf (text, "%u", first);
  if (last > first)
    g_string_append_printf (text, "-%u", last);
}

static char *
compose_places (const EntReturnsFigure *figure,
                GHashTable *places)
{
  GString *text = g_string_new (NULL);
  guint first = 0, last = 0;

  for (guint i = 0; i < figure->n_records; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, figure->records[i]));

      if (i > 0 && place == last + 1)
        {
          last = place;
          continue;
        }
      if (i > 0)
        append_range (text, first, last);
      first = last = place;
    }
  if (figure->n_records > 0)
    append_range (text, first, last);

  return g_string_free_and_steal (text);
}

static void
add_lines (JsonBuilder *builder,
           const char *name,
           const EntReturnsRow *lines,
           guint n_lines)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_lines; i++)
    {
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, lines[i].key);
      json_builder_add_string_value (builder, lines[i].label);
      json_builder_add_int_value (builder, lines[i].level);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
add_figure (JsonBuilder *builder,
            const EntReturnsFigure *figure,
            GHashTable *places)
{
  g_autofree char *records = NULL;

  if (figure == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  records = compose_places (figure, places);
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "key", figure->key);
  ent_returns_json_add_text (builder, "definition", figure->definition);
  ent_returns_json_add_text (builder, "unit", ent_returns_unit_get_nick (figure->unit));
  json_builder_set_member_name (builder, "value");
  if (figure->known)
    json_builder_add_double_value (builder, figure->value);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "part");
  json_builder_add_int_value (builder, figure->part);
  json_builder_set_member_name (builder, "whole");
  json_builder_add_int_value (builder, figure->whole);
  ent_returns_json_add_text (builder, "records", records);
  json_builder_end_object (builder);
}

static void
add_table (JsonBuilder *builder,
           const EntReturnsTable *table,
           GHashTable *places)
{
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "key", table->key);
  ent_returns_json_add_text (builder, "title", table->title);
  ent_returns_json_add_text (builder, "note", table->note);
  add_lines (builder, "columns", table->columns, table->n_columns);
  add_lines (builder, "rows", table->rows, table->n_rows);
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    add_figure (builder, table->cells[i], places);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* Returns: (transfer full): the figures, for ent_returns_year_thaw() */
char *
ent_returns_year_freeze (EntReturnsYear *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) records = list_records (self, places);
  g_autofree char *stamp = g_date_time_format_iso8601 (ent_returns_year_get_computed_at (self));
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "format", FORMAT);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "year");
  json_builder_add_int_value (builder, ent_returns_year_get_year (self));
  ent_returns_json_add_text (builder, "authority", ent_returns_year_get_authority (self));
  ent_returns_json_add_text (builder, "computed-at", stamp);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    json_builder_add_string_value (builder, records->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ent_returns_year_get_n_tables (self); i++)
    add_table (builder, ent_returns_year_get_table (self, i), places);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/* Reading: it may have come from anywhere. */

typedef struct
{
  EntReturnsBuilder *builder;
  GPtrArray *records; /* (owned) (element-type utf8): interned identifiers */
} Thaw;

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
get_number (JsonObject *object,
            const char *name,
            double *ret_number)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  *ret_number = json_node_get_double (node);
  return isfinite (*ret_number) && fabs (*ret_number) < 9e18;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= MAX_LINES * 10
           ? json_node_get_array (node)
           : NULL;
}

static const char *
get_element_text (JsonArray *array,
                  guint position)
{
  JsonNode *node = position < json_array_get_length (array) ? json_array_get_element (array, position) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_unit (const char *nick,
           EntReturnsUnit *ret_unit)
{
  for (EntReturnsUnit unit = ENT_RETURNS_COUNT; unit <= ENT_RETURNS_RATIO; unit++)
    if (g_strcmp0 (ent_returns_unit_get_nick (unit), nick) == 0)
      {
        *ret_unit = unit;
        return TRUE;
      }

  return FALSE;
}

/* `3`, `3-7`; ends at a comma or at the end. */
static gboolean
read_range (const char **text,
            guint n,
            guint *ret_first,
            guint *ret_last)
{
  guint64 first, last;
  char *end;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  first = last = g_ascii_strtoull (*text, &end, 10);
  if (*end == '-' && g_ascii_isdigit (end[1]))
    last = g_ascii_strtoull (end + 1, &end, 10);
  if (*end == ',' && end[1] != '\0')
    end++;
  else if (*end != '\0')
    return FALSE;

  *text = end;
  *ret_first = (guint) MIN (first, n);
  *ret_last = (guint) MIN (last, n);
  return first <= last && last < n;
}

static GPtrArray *
read_places (Thaw *self,
             const char *text)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  guint first, last, next = 0;

  while (text != NULL && *text != '\0')
    {
      if (!read_range (&text, self->records->len, &first, &last) || first < next)
        return NULL;
      for (guint i = first; i <= last; i++)
        g_ptr_array_add (records, self->records->pdata[i]);
      next = last + 1;
    }

  return text != NULL ? g_steal_pointer (&records) : NULL;
}

static gboolean
read_figure (Thaw *self,
             JsonNode *node)
{
  EntReturnsFigure figure = { 0 };
  g_autoptr (GPtrArray) records = NULL;
  JsonObject *object;
  double part, whole;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      ent_returns_builder_skip (self->builder);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  records = read_places (self, get_text (object, "records"));
  if (records == NULL || get_text (object, "key") == NULL || !read_unit (get_text (object, "unit"), &figure.unit)
      || !get_number (object, "part", &part) || !get_number (object, "whole", &whole))
    return FALSE;

  figure.known = get_number (object, "value", &figure.value);
  figure.part = (gint64) part;
  figure.whole = (gint64) whole;
  ent_returns_builder_set_definition (self->builder, get_text (object, "definition"));
  ent_returns_builder_add_figure (self->builder, get_text (object, "key"), &figure, records);
  return TRUE;
}

static gboolean
read_line (JsonArray *lines,
           guint position,
           const char **ret_key,
           const char **ret_label,
           guint *ret_level)
{
  JsonNode *node = json_array_get_element (lines, position);
  JsonArray *line = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *level = line != NULL && json_array_get_length (line) == 3 ? json_array_get_element (line, 2) : NULL;

  if (level == NULL || !JSON_NODE_HOLDS_VALUE (level) || json_node_get_value_type (level) != G_TYPE_INT64)
    return FALSE;

  *ret_key = get_element_text (line, 0);
  *ret_label = get_element_text (line, 1);
  *ret_level = (guint) CLAMP (json_node_get_int (level), 0, 9);
  return *ret_key != NULL && *ret_label != NULL;
}

static gboolean
read_cells (Thaw *self,
            JsonArray *columns,
            JsonArray *rows,
            JsonArray *figures)
{
  guint n_columns = json_array_get_length (columns), level;
  const char *key, *label;

  for (guint i = 0; i < n_columns; i++)
    {
      if (!read_line (columns, i, &key, &label, &level))
        return FALSE;
      ent_returns_builder_add_column (self->builder, key, label);
    }
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      if (!read_line (rows, i, &key, &label, &level))
        return FALSE;
      ent_returns_builder_add_row (self->builder, key, label, level);
      for (guint j = 0; j < n_columns; j++)
        if (!read_figure (self, json_array_get_element (figures, i * n_columns + j)))
          return FALSE;
    }

  return TRUE;
}

static gboolean
read_table (Thaw *self,
            JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *columns, *rows, *figures;

  if (object == NULL || get_text (object, "key") == NULL || get_text (object, "title") == NULL)
    return FALSE;

  columns = get_array (object, "columns");
  rows = get_array (object, "rows");
  figures = get_array (object, "figures");
  if (columns == NULL || rows == NULL || figures == NULL || json_array_get_length (columns) == 0 || json_array_get_length (columns) > 20
      || json_array_get_length (rows) > MAX_LINES
      || json_array_get_length (figures) != json_array_get_length (columns) * json_array_get_length (rows))
    return FALSE;

  ent_returns_builder_begin_table (self->builder, get_text (object, "key"), get_text (object, "title"), get_text (object, "note"));
  if (!read_cells (self, columns, rows, figures))
    return FALSE;
  ent_returns_builder_end_table (self->builder);

  return TRUE;
}

static gboolean
read_all (Thaw *self,
          JsonObject *object)
{
  JsonArray *records = get_array (object, "records");
  JsonArray *tables = get_array (object, "tables");

  if (records == NULL || tables == NULL || json_array_get_length (tables) > 1000)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      const char *id = get_element_text (records, i);

      if (id == NULL)
        return FALSE;
      g_ptr_array_add (self->records, (gpointer) ent_returns_builder_intern (self->builder, id));
    }
  for (guint i = 0; i < json_array_get_length (tables); i++)
    if (!read_table (self, json_array_get_element (tables, i)))
      return FALSE;

  return TRUE;
}

/* Returns: (transfer full) (nullable): what ent_returns_year_freeze() was given; %NULL where @text is anything else */
EntReturnsYear *
ent_returns_year_thaw (const char *text,
                       GError **error)
{
  g_autoptr (JsonNode) root = ent_json_from_text (text, -1, NULL);
  g_autoptr (EntReturnsBuilder) builder = ent_returns_builder_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GDateTime) stamp = NULL;
  Thaw self = { builder, records };
  JsonObject *object = NULL;
  double version = 0, year = 0;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  if (object != NULL && get_text (object, "computed-at") != NULL)
    stamp = g_date_time_new_from_iso8601 (get_text (object, "computed-at"), NULL);
  if (stamp == NULL || g_strcmp0 (get_text (object, "format"), FORMAT) != 0 || !get_number (object, "version", &version) || version != VERSION
      || !get_number (object, "year", &year) || year < 1000 || year > 2999 || !read_all (&self, object))
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("The figures that were kept when the year was closed cannot be read by this version."));
      return NULL;
    }

  return ent_returns_year_restore ((int) year, get_text (object, "authority"), stamp, g_steal_pointer (&builder));
}
