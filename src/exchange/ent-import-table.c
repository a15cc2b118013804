/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-atlas-row.h"
#include "ent-csv-reader.h"
#include "ent-elus-import.h"
#include "ent-import-proposal.h"

/* So many rows, and so many different texts of each column, show what is in it. */
#define SAMPLE_ROWS 20
#define SAMPLE_TEXTS 3
#define SAMPLE_CHARS 40

/* The largest registers of the country have a tenth of this. A table that is larger is something else, or comes in
 * parts. */
#define SIZE_MAX_MB 1000

/**
 * ent_import_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
ent_import_table_free (EntImportTable *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_strfreev (self->headers);
  g_strfreev (self->samples);
  g_free (self);
}

static gboolean
check_file (const char *path,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("This is a folder. Choose the table in it."));
  else if (g_file_info_get_size (info) > (goffset) SIZE_MAX_MB * 1000 * 1000)
    g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                 /* Translators: a number of megabytes */
                 _ ("This file is larger than %d MB, too large for one import. Save its rows as several files, and import them one after the other."),
                 SIZE_MAX_MB);
  else
    return TRUE;

  return FALSE;
}

static void
note_sample (GString *sample,
             guint *n_texts,
             const char *cell)
{
  g_autofree char *line = g_strdelimit (g_strdup (cell), "\n\t", ' ');
  g_autofree char *text = NULL;

  g_strstrip (line);
  text = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), SAMPLE_CHARS));
  if (*text == '\0' || *n_texts == SAMPLE_TEXTS || strstr (sample->str, text) != NULL)
    return;

  g_string_append_printf (sample, "%s%s%s", sample->len > 0 ? " · " : "", text, g_str_equal (text, line) ? "" : "…");
  (*n_texts)++;
}

static void
sample_free (gpointer data)
{
  g_string_free (data, TRUE);
}

static gboolean
read_samples (EntImportTable *self,
              EntCsvReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  guint n = g_strv_length (self->headers);
  g_autoptr (GPtrArray) samples = g_ptr_array_new_with_free_func (sample_free);
  g_autofree guint *n_texts = g_new0 (guint, n);
  const char *const *cells;
  guint n_cells;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (samples, g_string_new (NULL));

  for (guint row = 0; row < SAMPLE_ROWS; row++)
    {
      if (!ent_csv_reader_read (reader, &cells, &n_cells, cancellable, error))
        break;
      for (guint i = 0; cells != NULL && i < MIN (n, n_cells); i++)
        note_sample (samples->pdata[i], &n_texts[i], cells[i]);
      if (cells == NULL)
        break;
    }

  self->samples = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->samples[i] = g_strdup (((GString *) samples->pdata[i])->str);

  return error == NULL || *error == NULL;
}

/**
 * ent_import_table_read:
 * @path: path of a file
 * @cancellable: (nullable): to stop
 * @error: set where it cannot be read, is no table, or is empty
 *
 * Looks at the names of the columns and the first rows. The encoding shows only when all was read: not for the main
 * thread of a window.
 *
 * Returns: (transfer full) (nullable): what the table looks like
 */
EntImportTable *
ent_import_table_read (const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (EntImportTable) self = g_new0 (EntImportTable, 1);
  g_autoptr (EntCsvReader) reader = NULL;
  g_autoptr (GError) failure = NULL;
  const char *const *cells;
  guint n_cells;

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  reader = check_file (path, cancellable, error) ? ent_csv_reader_open (path, error) : NULL;
  if (reader == NULL || !ent_csv_reader_read (reader, &cells, &n_cells, cancellable, error))
    return NULL;
  if (cells == NULL)
    {
      g_set_error_literal (error, ENT_ERROR, ENT_ERROR_INVALID,
                           _ ("This file is empty. Its first row must have the names of the columns."));
      return NULL;
    }

  self->charset = ent_csv_reader_get_charset (reader);
  self->delimiter = ent_csv_reader_get_delimiter (reader);
  self->headers = g_new0 (char *, n_cells + 1);
  for (guint i = 0; i < n_cells; i++)
    self->headers[i] = g_strdup (cells[i]);
  if (read_samples (self, reader, cancellable, &failure))
    return g_steal_pointer (&self);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static guint
count_proposed (const EntImportTable *self,
                const EntEntity *entity)
{
  g_auto (GStrv) paths = ent_import_propose (entity, (const char *const *) self->headers);
  guint n = 0;

  for (gsize i = 0; paths[i] != NULL; i++)
    n += *paths[i] != '\0';

  return n;
}

/**
 * ent_import_table_guess:
 * @self: a table
 * @ret_entity: (out): for %ENT_IMPORT_RECORDS, the entity that has fields for most of its columns; %NULL otherwise
 *
 * Returns: what the table seems to be
 */
EntImportKind
ent_import_table_guess (const EntImportTable *self,
                        const EntEntity **ret_entity)
{
  const char *const *headers = (const char *const *) self->headers;
  guint most = 0;

  *ret_entity = NULL;
  if (ent_elus_recognises (headers))
    return ENT_IMPORT_ELUS;
  if (ent_atlas_recognises (headers))
    return ENT_IMPORT_ATLAS;

  for (guint i = 0; i < ent_schema_get_n_entities (); i++)
    {
      guint n = count_proposed (self, ent_schema_get_entity (i));

      if (n > most || *ret_entity == NULL)
        *ret_entity = ent_schema_get_entity (i);
      most = MAX (most, n);
    }

  return ENT_IMPORT_RECORDS;
}
