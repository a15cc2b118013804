/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-export.h"

#include <string.h>

#include "ent-csv-writer.h"
#include "ent-output-file.h"
#include "ent-record-json.h"

/* So many records are in memory at once. */
#define WINDOW 256

/* Writes one record; the first of all has position 0. */
typedef gboolean (*WriteRecord) (gpointer data, EntRecord *record, guint position, GCancellable *cancellable, GError **error);

static gboolean
is_number (const EntField *field)
{
  return field->type == ENT_FIELD_YEAR || field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_MONEY
         || field->type == ENT_FIELD_REAL;
}

static gboolean
write_headers (EntCsvWriter *writer,
               const EntEntity *entity,
               GCancellable *cancellable,
               GError **error)
{
  ent_csv_writer_add_text (writer, "id");
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];
      g_autofree char *title = NULL;

      ent_csv_writer_add_text (writer, field->name);
      if (!ent_field_is_reference (field))
        continue;
      title = g_strconcat (field->name, ".title", NULL);
      ent_csv_writer_add_text (writer, title);
    }

  return ent_csv_writer_end_row (writer, cancellable, error);
}

/* What the references lead to, for the eye; what is not there has no title. */
static char *
compose_titles (EntRecord *record,
                const EntValue *value)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  const char *single[] = { value->kind == ENT_VALUE_TEXT ? value->text : NULL, NULL };
  const char *const *ids = value->kind == ENT_VALUE_LIST ? (const char *const *) value->list : single;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      const char *title = ent_record_get_title_of (record, ids[i]);

      if (title != NULL)
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? "; " : "", title);
    }

  return g_string_free_and_steal (g_steal_pointer (&titles));
}

static void
write_cell (EntCsvWriter *writer,
            EntRecord *record,
            const EntField *field)
{
  const EntValue *value = ent_record_get (record, field);
  g_autofree char *text = ent_field_format (field, value);
  g_autofree char *titles = NULL;

  if (is_number (field))
    ent_csv_writer_add_number (writer, text);
  else
    ent_csv_writer_add_text (writer, text);

  if (!ent_field_is_reference (field))
    return;
  titles = compose_titles (record, value);
  ent_csv_writer_add_text (writer, titles);
}

static gboolean
write_row (gpointer data,
           EntRecord *record,
           guint position,
           GCancellable *cancellable,
           GError **error)
{
  EntCsvWriter *writer = data;
  const EntEntity *entity = ent_record_get_entity (record);

  ent_csv_writer_add_text (writer, ent_record_get_id (record));
  for (guint i = 0; i < entity->n_fields; i++)
    write_cell (writer, record, &entity->fields[i]);

  return ent_csv_writer_end_row (writer, cancellable, error);
}

static gboolean
write_document (gpointer data,
                EntRecord *record,
                guint position,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, ent_record_to_json (record));
  text = ent_json_to_text (node);

  return g_output_stream_printf (data, NULL, cancellable, error, "%s\n%s", position > 0 ? "," : "", text);
}

static gboolean
write_window (EntWorkspace *workspace,
              const EntEntity *entity,
              GArray *rows,
              guint first,
              WriteRecord write_record,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  guint n = MIN (WINDOW, rows->len - first);
  g_autoptr (GPtrArray) records = ent_workspace_load (workspace, entity, &g_array_index (rows, gint64, first), n, error);

  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (!write_record (data, records->pdata[i], first + i, cancellable, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_records (EntWorkspace *workspace,
               EntQuery *query,
               WriteRecord write_record,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GArray) rows = ent_workspace_find (workspace, query, error);

  if (rows == NULL)
    return FALSE;

  for (guint first = 0; first < rows->len; first += WINDOW)
    if (!write_window (workspace, ent_query_get_entity (query), rows, first, write_record, data, cancellable, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_csv (EntWorkspace *workspace,
           EntQuery *query,
           EntCsvForm form,
           GOutputStream *stream,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (EntCsvWriter) writer = ent_csv_writer_new (stream, form);

  return write_headers (writer, ent_query_get_entity (query), cancellable, error)
         && write_records (workspace, query, write_row, writer, cancellable, error);
}

static gboolean
write_json (EntWorkspace *workspace,
            EntQuery *query,
            GOutputStream *stream,
            GCancellable *cancellable,
            GError **error)
{
  return g_output_stream_write_all (stream, "[", 1, NULL, cancellable, error)
         && write_records (workspace, query, write_document, stream, cancellable, error)
         && g_output_stream_write_all (stream, "\n]\n", 3, NULL, cancellable, error);
}

/**
 * ent_record_export:
 * @workspace: a workspace
 * @query: which records, in which order
 * @format: how
 * @stream: where to; it is not closed
 * @cancellable: (nullable): to stop
 * @error: set where the workspace cannot be read or the stream not written
 *
 * Writes records as they are at one moment, whatever others write meanwhile.
 *
 * As CSV: the first row names the columns: `id`, then each field by its name. After a field that refers to other
 * records comes `FIELD.title`, their headlines: for the eye, the import passes over it. Lists are separated by `;`,
 * a `;`, `|` or `\` inside a member has `\` before it. As JSON: an array, one document a line.
 *
 * Returns: whether all is written
 */
gboolean
ent_record_export (EntWorkspace *workspace,
                   EntQuery *query,
                   EntExportFormat format,
                   GOutputStream *stream,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GOutputStream) buffered = NULL;
  EntDatabase *database;
  gboolean done;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  database = ent_workspace_get_database (workspace);
  if (!ent_database_execute (database, "SAVEPOINT export", error))
    return FALSE;

  buffered = g_buffered_output_stream_new_sized (stream, 64 * 1024);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);
  if (format == ENT_EXPORT_JSON)
    done = write_json (workspace, query, buffered, cancellable, error);
  else
    done = write_csv (workspace, query, format == ENT_EXPORT_CSV_FRENCH ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL, buffered,
                      cancellable, error);
  done = done && g_output_stream_flush (buffered, cancellable, error);

  ent_database_execute (database, "RELEASE export", NULL);
  return done;
}

/**
 * ent_record_export_file:
 * @workspace: a workspace
 * @query: which records, in which order
 * @format: how
 * @path: path of the file to write
 * @cancellable: (nullable): to stop
 * @error: set where the workspace cannot be read or the file not written
 *
 * Does what ent_record_export() does, into a file that takes its name only when it is complete: after a failure a
 * former file of that name is as it was.
 *
 * Returns: whether the file is there
 */
gboolean
ent_record_export_file (EntWorkspace *workspace,
                        EntQuery *query,
                        EntExportFormat format,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GOutputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  stream = ent_output_file_open (path, error);
  if (stream == NULL)
    return FALSE;

  if (ent_record_export (workspace, query, format, stream, cancellable, error))
    return ent_output_file_keep (stream, cancellable, error);

  ent_output_file_discard (stream);
  return FALSE;
}
