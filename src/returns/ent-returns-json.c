/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-returns-json.h"

#include <math.h>
#include <string.h>

#include "ent-output-file.h"
#include "ent-returns-json-private.h"

/* Greater integers do not survive in every JSON reader. */
#define GREATEST_SAFE 9007199254740991.0

/*
 * ent_returns_json_add_text:
 * @builder: within an object
 * @name: name of the member
 * @text: (nullable): its value, `null` where there is none
 */
void
ent_returns_json_add_text (JsonBuilder *builder,
                           const char *name,
                           const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder,
            const char *name,
            double number)
{
  json_builder_set_member_name (builder, name);
  if (number == floor (number) && fabs (number) <= GREATEST_SAFE)
    json_builder_add_int_value (builder, (gint64) number);
  else
    json_builder_add_double_value (builder, number);
}

static void
add_figure (JsonBuilder *builder,
            const EntReturnsFigure *figure)
{
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "key", figure->key);
  ent_returns_json_add_text (builder, "label", figure->label);
  ent_returns_json_add_text (builder, "definition", figure->definition);
  ent_returns_json_add_text (builder, "unit", ent_returns_unit_get_nick (figure->unit));
  if (figure->known)
    add_number (builder, "value", figure->value);
  else
    ent_returns_json_add_text (builder, "value", NULL);
  if (figure->unit == ENT_RETURNS_SHARE || figure->unit == ENT_RETURNS_PROPORTION)
    {
      add_number (builder, "part", figure->part);
      add_number (builder, "whole", figure->whole);
    }
  if (figure->unit == ENT_RETURNS_REFERENCES)
    {
      add_number (builder, "references", figure->part);
      add_number (builder, "respondents", figure->whole);
    }

  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < figure->n_records; i++)
    json_builder_add_string_value (builder, figure->records[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
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
      json_builder_begin_object (builder);
      ent_returns_json_add_text (builder, "key", lines[i].key);
      ent_returns_json_add_text (builder, "label", lines[i].label);
      add_number (builder, "level", lines[i].level);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_table (JsonBuilder *builder,
           const EntReturnsTable *table)
{
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "key", table->key);
  ent_returns_json_add_text (builder, "title", table->title);
  ent_returns_json_add_text (builder, "note", table->note);
  add_lines (builder, "columns", table->columns, table->n_columns);
  add_lines (builder, "rows", table->rows, table->n_rows);

  /* Row by row; null where a cell is empty. */
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->n_rows * table->n_columns; i++)
    if (table->cells[i] != NULL)
      add_figure (builder, table->cells[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_selection (JsonBuilder *builder,
               const EntReturnsSelection *selection)
{
  json_builder_set_member_name (builder, "selection");
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "theme", selection->theme);
  ent_returns_json_add_text (builder, "country", selection->country);
  ent_returns_json_add_text (builder, "partnership", selection->partnership);
  ent_returns_json_add_text (builder, "department", selection->department);
  ent_returns_json_add_text (builder, "official", selection->official);
  ent_returns_json_add_text (builder, "kind", selection->kind);
  json_builder_end_object (builder);
}

/**
 * ent_returns_to_json:
 * @year: the figures of a year
 *
 * Returns: (transfer full): all tables with their figures, definitions and the identifiers of the records behind them
 */
char *
ent_returns_to_json (EntReturnsYear *year)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *stamp = NULL;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), NULL);

  stamp = g_date_time_format_iso8601 (ent_returns_year_get_computed_at (year));
  json_builder_begin_object (builder);
  ent_returns_json_add_text (builder, "format", "entente-returns");
  add_number (builder, "version", 1);
  add_number (builder, "year", ent_returns_year_get_year (year));
  ent_returns_json_add_text (builder, "authority", ent_returns_year_get_authority (year));
  ent_returns_json_add_text (builder, "computed-at", stamp);
  add_selection (builder, ent_returns_year_get_selection (year));
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < ent_returns_year_get_n_tables (year); i++)
    add_table (builder, ent_returns_year_get_table (year, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}

/**
 * ent_returns_write_json:
 * @year: the figures of a year
 * @path: where to write; what is there is replaced
 * @cancellable: (nullable): to give up
 * @error: set to what went wrong; what was at @path is then untouched
 *
 * Returns: whether the file was written
 */
gboolean
ent_returns_write_json (EntReturnsYear *year,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ENT_IS_RETURNS_YEAR (year), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  text = ent_returns_to_json (year);
  return ent_output_file_write (path, text, strlen (text), cancellable, error);
}
