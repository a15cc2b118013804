/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table. They are read to their end, as text; written again, they read the same. */
#include "ent-csv-reader.h"
#include "ent-csv-writer.h"
#include "fuzz.h"

static GStrv
copy_cells (const char *const *cells,
            guint n_cells)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_cells; i++)
    {
      fuzz_assert (g_utf8_validate (cells[i], -1, NULL));
      g_strv_builder_add (builder, cells[i]);
    }
  return g_strv_builder_end (builder);
}

/* Rows with their cells; NULL where the table cannot be read. */
static GPtrArray *
read_rows (const char *content,
           gsize size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (content, (gssize) size, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntCsvReader) reader = ent_csv_reader_new (stream, &error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *const *cells;
  guint n_cells;

  while (reader != NULL && ent_csv_reader_read (reader, &cells, &n_cells, NULL, &error) && cells != NULL)
    {
      fuzz_assert (ent_csv_reader_get_fraction (reader) >= 0 && ent_csv_reader_get_fraction (reader) <= 1);
      g_ptr_array_add (rows, copy_cells (cells, n_cells));
    }

  return error == NULL ? g_steal_pointer (&rows) : NULL;
}

static GBytes *
write_rows (GPtrArray *rows,
            EntCsvForm form)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (EntCsvWriter) writer = ent_csv_writer_new (stream, form);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv cells = rows->pdata[i];

      for (guint j = 0; cells[j] != NULL; j++)
        {
          g_autofree char *guarded = ent_csv_guard (cells[j]);

          fuzz_assert (g_str_equal (ent_csv_unguard (guarded), cells[j]));
          ent_csv_writer_add_text (writer, cells[j]);
        }
      ent_csv_writer_end_row (writer, NULL, &error);
      fuzz_no_error (error);
    }

  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  g_autoptr (GPtrArray) rows = NULL;
  gboolean regular = TRUE;

  if (size > FUZZ_MAX_SIZE)
    return 0;

  rows = read_rows ((const char *) data, size);
  /* Where the rows are of different lengths, what separates their cells is anybody's guess. */
  for (guint i = 1; rows != NULL && i < rows->len; i++)
    regular &= g_strv_length (rows->pdata[i]) == g_strv_length (rows->pdata[0]);
  for (EntCsvForm form = ENT_CSV_INTERNATIONAL; rows != NULL && form <= ENT_CSV_FRENCH; form++)
    {
      g_autoptr (GBytes) written = write_rows (rows, form);
      g_autoptr (GPtrArray) again = read_rows (g_bytes_get_data (written, NULL), g_bytes_get_size (written));

      fuzz_assert (!regular || (again != NULL && again->len == rows->len));
      for (guint i = 0; regular && i < rows->len; i++)
        fuzz_assert (g_strv_equal (rows->pdata[i], again->pdata[i]));
    }
  return 0;
}
