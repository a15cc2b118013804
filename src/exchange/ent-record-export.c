/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-export.h"

#include <string.h>

#include "ent-csv-writer.h"
#include "ent-output-file.h"
#include "ent-record-json.h"

/* So many records are in memory at once. */
#define WINDOW 256

/* An export under way. */
typedef struct _Export Export;

/* Writes one record; the first of all has position 0. */
typedef gboolean (*WriteRecord) (Export *self, EntRecord *record, guint position, GError **error);

struct _Export
{
  EntWorkspace *workspace;   /* (not nullable): the caller’s, as are the next three */
  EntQuery *query;           /* (not nullable) */
  const EntExportOptions *options; /* (not nullable) */
  GCancellable *cancellable; /* (nullable) */
  GPtrArray *fields;         /* (not nullable) (owned) (element-type EntField): the columns */
  GHashTable *seen;          /* (not nullable) (owned) (element-type utf8 → gboolean): whether the circle sees a record */
  GOutputStream *stream;     /* (not nullable) (owned) */
  EntCsvWriter *writer;      /* (nullable) (owned) */
  guint n_written;
};

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_object (&self->writer);
  g_clear_object (&self->stream);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

static gboolean
is_number (const EntField *field)
{
  return field->type == ENT_FIELD_YEAR || field->type == ENT_FIELD_INTEGER || field->type == ENT_FIELD_MONEY
         || field->type == ENT_FIELD_REAL;
}

/* In words for people, rather than to be imported again. */
static gboolean
is_for_people (const Export *self)
{
  return self->options->fields != NULL;
}

static gboolean
write_headers (Export *self,
               GError **error)
{
  if (!is_for_people (self))
    ent_csv_writer_add_text (self->writer, "id");
  for (guint i = 0; i < self->fields->len; i++)
    {
      const EntField *field = self->fields->pdata[i];
      g_autofree char *title = NULL;

      ent_csv_writer_add_text (self->writer, is_for_people (self) ? ent_field_get_label (field) : field->name);
      if (is_for_people (self) || !ent_field_is_reference (field))
        continue;
      title = g_strconcat (field->name, ".title", NULL);
      ent_csv_writer_add_text (self->writer, title);
    }

  return ent_csv_writer_end_row (self->writer, self->cancellable, error);
}

/* Whether the circle sees the record, and all that its headline is made of. */
static gboolean
sees_headline (Export *self,
               const char *id)
{
  g_autoptr (EntRecord) record = ent_workspace_get (self->workspace, id, NULL);
  const EntEntity *entity = record != NULL ? ent_record_get_entity (record) : NULL;

  if (record == NULL || ent_record_get_circle (record) < self->options->circle)
    return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (ent_entity_in_headline (entity, &entity->fields[i])
        && ent_entity_get_field_circle (entity, &entity->fields[i]) < self->options->circle)
      return FALSE;

  return TRUE;
}

static gboolean
may_name (Export *self,
          const char *id)
{
  gpointer seen;

  if (self->options->circle == ENT_CIRCLE_TEAM)
    return TRUE;
  if (!g_hash_table_lookup_extended (self->seen, id, NULL, &seen))
    {
      seen = GINT_TO_POINTER (sees_headline (self, id));
      g_hash_table_insert (self->seen, g_strdup (id), seen);
    }

  return GPOINTER_TO_INT (seen);
}

/* What the references lead to, for the eye; what is not there has no title. */
static char *
compose_titles (Export *self,
                EntRecord *record,
                const EntValue *value)
{
  g_autoptr (GString) titles = g_string_new (NULL);
  const char *single[] = { value->kind == ENT_VALUE_TEXT ? value->text : NULL, NULL };
  const char *const *ids = value->kind == ENT_VALUE_LIST ? (const char *const *) value->list : single;

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      const char *title = ent_record_get_title_of (record, ids[i]);

      if (title != NULL && may_name (self, ids[i]))
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? "; " : "", title);
    }

  return g_string_free_and_steal (g_steal_pointer (&titles));
}

/* Dates and numbers stay what a spreadsheet can sort and add up, and lists are parted alike whatever the language. */
static char *
compose_text (Export *self,
              const EntField *field,
              const EntValue *value)
{
  gboolean exact = !is_for_people (self) || is_number (field) || field->type == ENT_FIELD_DATE;

  if (exact)
    return ent_field_format (field, value);

  return value->kind == ENT_VALUE_LIST ? ent_field_display_list (field, value, ", ") : ent_field_display (field, value);
}

static void
write_cell (Export *self,
            EntRecord *record,
            const EntField *field)
{
  const EntValue *value = ent_record_get (record, field);
  g_autofree char *text = NULL;
  g_autofree char *titles = NULL;

  if (!ent_field_is_reference (field) || !is_for_people (self))
    text = compose_text (self, field, value);
  if (is_number (field))
    ent_csv_writer_add_number (self->writer, text);
  else if (text != NULL)
    ent_csv_writer_add_text (self->writer, text);

  if (!ent_field_is_reference (field))
    return;
  titles = compose_titles (self, record, value);
  ent_csv_writer_add_text (self->writer, titles);
}

static gboolean
write_row (Export *self,
           EntRecord *record,
           guint position,
           GError **error)
{
  if (!is_for_people (self))
    ent_csv_writer_add_text (self->writer, ent_record_get_id (record));
  for (guint i = 0; i < self->fields->len; i++)
    write_cell (self, record, self->fields->pdata[i]);

  return ent_csv_writer_end_row (self->writer, self->cancellable, error);
}

static gboolean
write_document (Export *self,
                EntRecord *record,
                guint position,
                GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, ent_record_to_json (record));
  text = ent_json_to_text (node);

  return g_output_stream_printf (self->stream, NULL, self->cancellable, error, "%s\n%s", position > 0 ? "," : "", text);
}

static gboolean
write_window (Export *self,
              GArray *rows,
              guint first,
              WriteRecord write_record,
              GError **error)
{
  guint n = MIN (WINDOW, rows->len - first);
  g_autoptr (GPtrArray) records =
    ent_workspace_load (self->workspace, ent_query_get_entity (self->query), &g_array_index (rows, gint64, first), n, error);

  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    if (ent_record_get_circle (records->pdata[i]) >= self->options->circle
        && !write_record (self, records->pdata[i], self->n_written++, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_records (Export *self,
               WriteRecord write_record,
               GError **error)
{
  g_autoptr (GArray) rows = ent_workspace_find (self->workspace, self->query, error);

  if (rows == NULL)
    return FALSE;

  for (guint first = 0; first < rows->len; first += WINDOW)
    {
      if (!write_window (self, rows, first, write_record, error))
        return FALSE;
      if (self->options->progress != NULL)
        self->options->progress (MIN (1, (double) (first + WINDOW) / rows->len), self->options->progress_data);
    }

  return TRUE;
}

static gboolean
write_csv (Export *self,
           GError **error)
{
  self->writer = ent_csv_writer_new (self->stream, self->options->format == ENT_EXPORT_CSV_FRENCH ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL);

  return write_headers (self, error) && write_records (self, write_row, error);
}

static gboolean
write_json (Export *self,
            GError **error)
{
  return g_output_stream_write_all (self->stream, "[", 1, NULL, self->cancellable, error)
         && write_records (self, write_document, error)
         && g_output_stream_write_all (self->stream, "\n]\n", 3, NULL, self->cancellable, error);
}

static void
choose_fields (Export *self)
{
  const EntEntity *entity = ent_query_get_entity (self->query);
  const char *const *names = self->options->fields;

  self->fields = g_ptr_array_new ();
  for (guint i = 0; names == NULL ? i < entity->n_fields : names[i] != NULL; i++)
    {
      const EntField *field = names == NULL ? &entity->fields[i] : ent_entity_find_field (entity, names[i]);

      if (field != NULL && ent_entity_get_field_circle (entity, field) >= self->options->circle)
        g_ptr_array_add (self->fields, (gpointer) field);
    }
}

/**
 * ent_record_export:
 * @workspace: a workspace
 * @query: which records, in which order
 * @options: how
 * @stream: where to; it is not closed
 * @cancellable: (nullable): to stop
 * @error: set where the workspace cannot be read or the stream not written
 *
 * Writes records as they are at one moment, whatever others write meanwhile.
 *
 * As CSV: the first row names the columns: `id`, then each field by its name. After a field that refers to other
 * records comes `FIELD.title`, their headlines: for the eye, the import passes over it. Lists are separated by `;`,
 * a `;`, `|` or `\` inside a member has `\` before it. Of chosen fields, it has the labels, choices and headlines in
 * the language of the interface. As JSON: an array, one document a line.
 *
 * Returns: whether all is written
 */
gboolean
ent_record_export (EntWorkspace *workspace,
                   EntQuery *query,
                   const EntExportOptions *options,
                   GOutputStream *stream,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Export) self = { .workspace = workspace, .query = query, .options = options, .cancellable = cancellable };
  EntDatabase *database;
  gboolean done;

  g_return_val_if_fail (ENT_IS_WORKSPACE (workspace), FALSE);
  g_return_val_if_fail (query != NULL && options != NULL, FALSE);
  g_return_val_if_fail (options->format != ENT_EXPORT_JSON || (options->circle == ENT_CIRCLE_TEAM && options->fields == NULL), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  database = ent_workspace_get_database (workspace);
  if (!ent_database_execute (database, "SAVEPOINT export", error))
    return FALSE;

  choose_fields (&self);
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.stream = g_buffered_output_stream_new_sized (stream, 64 * 1024);
  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (self.stream), FALSE);
  done = options->format == ENT_EXPORT_JSON ? write_json (&self, error) : write_csv (&self, error);
  done = done && g_output_stream_flush (self.stream, cancellable, error);

  ent_database_execute (database, "RELEASE export", NULL);
  return done;
}

/**
 * ent_record_export_file:
 * @workspace: a workspace
 * @query: which records, in which order
 * @options: how
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
                        const EntExportOptions *options,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GOutputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  stream = ent_output_file_open (path, error);
  if (stream == NULL)
    return FALSE;

  if (ent_record_export (workspace, query, options, stream, cancellable, error))
    return ent_output_file_keep (stream, cancellable, error);

  ent_output_file_discard (stream);
  return FALSE;
}

/**
 * ent_record_export_is_personal:
 * @entity: what is exported
 * @fields: (nullable) (array zero-terminated=1): names of its fields, %NULL for all
 *
 * Returns: whether personal data is among it, so that it matters who will read it
 */
gboolean
ent_record_export_is_personal (const EntEntity *entity,
                               const char *const *fields)
{
  const EntEntity *person = ent_schema_find ("person");

  g_return_val_if_fail (entity != NULL, FALSE);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const EntField *field = &entity->fields[i];

      if (fields != NULL && !g_strv_contains (fields, field->name))
        continue;
      if ((field->flags & ENT_FIELD_PERSONAL) != 0 || (ent_field_is_reference (field) && ent_field_accepts (field, person)))
        return TRUE;
    }

  return FALSE;
}
