/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-csv-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-csv-charset.h"
#include "ent-csv-writer.h"
#include "ent-error.h"

#define BUFFER_SIZE (64 * 1024)
/* Bytes: the longest text of the schema, a year’s figures, in any script. Beyond it a quotation mark is missing. */
#define CELL_MAX (32 * 1024 * 1024)
#define COLUMNS_MAX 1000
#define SAMPLE_ROWS 50

struct _EntCsvReader
{
  GObject parent_instance;

  GInputStream *file;   /* (not nullable) (owned): the bytes as they are, seekable */
  GInputStream *stream; /* (not nullable) (owned): the same in UTF-8 */
  const char *charset;  /* (not nullable): static */
  goffset size;         /* of the file in bytes, 0 where unknown */
  char delimiter;

  char *buffer; /* (not nullable) (owned): what is read ahead */
  gsize length;
  gsize position;
  gboolean ended;

  guint line;     /* where the next character is */
  guint row_line; /* where the row last read began */
  GString *text;  /* (not nullable) (owned): its cells, one after the other, each ended by a zero byte */
  GArray *starts; /* (not nullable) (owned) (element-type gsize): where they begin in @text */
  GPtrArray *cells; /* (not nullable) (owned) (element-type utf8): each pointing into @text */
};

G_DEFINE_FINAL_TYPE (EntCsvReader, ent_csv_reader, G_TYPE_OBJECT)

/* What the characters of a cell mean changes with what came before in it. */
typedef enum
{
  CELL_EMPTY,  /* nothing yet, or blanks */
  CELL_PLAIN,
  CELL_QUOTED, /* between quotation marks */
  CELL_CLOSED, /* after them */
} CellState;

static void
ent_csv_reader_finalize (GObject *object)
{
  EntCsvReader *self = ENT_CSV_READER (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_free (self->buffer);
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->cells);

  G_OBJECT_CLASS (ent_csv_reader_parent_class)->finalize (object);
}

static void
ent_csv_reader_class_init (EntCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_csv_reader_finalize;
}

static void
ent_csv_reader_init (EntCsvReader *self)
{
  self->buffer = g_malloc (BUFFER_SIZE);
  self->line = 1;
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->cells = g_ptr_array_new ();
}

static gboolean
refuse (EntCsvReader *self,
        GError **error,
        const char *why)
{
  /* Translators: where in a file, then what is wrong there. */
  g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID, _ ("Line %u: %s"), self->row_line, why);
  return FALSE;
}

/* Reads ahead as much as fits, so that detection sees a whole sample. */
static gboolean
fill (EntCsvReader *self,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GError) local_error = NULL;

  self->position = 0;
  if (g_input_stream_read_all (self->stream, self->buffer, BUFFER_SIZE, &self->length, cancellable, &local_error))
    {
      self->ended = self->length < BUFFER_SIZE;
      return TRUE;
    }

  self->length = 0;
  self->ended = TRUE;
  if (local_error->domain == G_CONVERT_ERROR || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
      || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return refuse (self, error,
                   _ ("the text after this is damaged, or in an unknown encoding. Save the file again as “CSV UTF-8”."));

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* How many cells the first row of the sample has with that delimiter, weighed by how many rows have as many. What is quoted
 * after any of them is quoted, whichever it is. */
static guint
weigh (const char *sample,
       gsize length,
       char delimiter)
{
  guint first = 0, rows = 0, agreeing = 0, cells = 1;
  gboolean quoted = FALSE, at_start = TRUE;

  for (gsize i = 0; i < length && rows < SAMPLE_ROWS; i++)
    {
      if (sample[i] == '"' && quoted && i + 1 < length && sample[i + 1] == '"')
        i++;
      else if (sample[i] == '"')
        quoted = quoted ? FALSE : at_start;
      else if (!quoted && sample[i] == delimiter)
        cells++;

      at_start = memchr (";,\t\n\r", sample[i], 5) != NULL;
      if (quoted || (sample[i] != '\n' && sample[i] != '\r' && i + 1 < length))
        continue;
      if (i > 0 && (sample[i - 1] == '\n' || sample[i - 1] == '\r'))
        continue;
      if (rows++ == 0)
        first = cells;
      agreeing += cells == first;
      cells = 1;
    }

  return first > 1 ? first * 1000 * agreeing / rows : 0;
}

/* Spreadsheets of one vendor begin a file with "sep=;" to say so. */
static gboolean
take_declared_delimiter (EntCsvReader *self)
{
  const char *sample = self->buffer;

  if (self->length < 6 || g_ascii_strncasecmp (sample, "sep=", 4) != 0 || strchr (";,\t|", sample[4]) == NULL
      || (sample[5] != '\r' && sample[5] != '\n'))
    return FALSE;

  self->delimiter = sample[4];
  self->position = 5;
  return TRUE;
}

static void
detect_delimiter (EntCsvReader *self)
{
  static const char candidates[] = { ';', ',', '\t' };
  guint best = 0;

  /* With a single column it does not matter, but a comma is often part of the text. */
  self->delimiter = ';';
  if (take_declared_delimiter (self))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint weight = weigh (self->buffer, self->length, candidates[i]);

      if (weight > best)
        {
          best = weight;
          self->delimiter = candidates[i];
        }
    }
}

/**
 * ent_csv_reader_new:
 * @stream: the table, from a stream that can be read twice: to find out its encoding, then for good
 * @error: set where it cannot be read
 *
 * Finds out how the table is written: UTF-8 (with or without a byte order mark), UTF-16 with one, else Windows-1252;
 * and which of `;`, `,` and tab separates its cells: the one that gives most rows as many cells as the first.
 *
 * Returns: (transfer full): a reader at the first row
 */
EntCsvReader *
ent_csv_reader_new (GInputStream *stream,
                    GError **error)
{
  g_autoptr (EntCsvReader) self = NULL;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  if (!G_IS_SEEKABLE (stream) || !g_seekable_can_seek (G_SEEKABLE (stream)))
    {
      g_set_error (error, ENT_ERROR, ENT_ERROR_INVALID,
                   _ ("This file can only be read once. Save it to a disk first."));
      return NULL;
    }

  self = g_object_new (ENT_TYPE_CSV_READER, NULL);
  self->file = g_object_ref (stream);
  self->row_line = 1;
  self->stream = ent_csv_decode (stream, &self->charset, &self->size, error);
  if (self->stream == NULL || !fill (self, NULL, error))
    return NULL;

  detect_delimiter (self);
  return g_steal_pointer (&self);
}

/**
 * ent_csv_reader_open:
 * @path: path of a file
 * @error: set where it cannot be read
 *
 * Returns: (transfer full): a reader of that file, see ent_csv_reader_new()
 */
EntCsvReader *
ent_csv_reader_open (const char *path,
                     GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;

  return ent_csv_reader_new (G_INPUT_STREAM (stream), error);
}

/* The next character without taking it, -1 at the end and after an error. */
static inline int
peek (EntCsvReader *self,
      GCancellable *cancellable,
      GError **error)
{
  if (self->position == self->length && (self->ended || !fill (self, cancellable, error) || self->length == 0))
    return -1;

  return (guchar) self->buffer[self->position];
}

static gboolean
end_cell (EntCsvReader *self,
          GError **error)
{
  g_string_append_c (self->text, '\0');
  if (self->starts->len >= COLUMNS_MAX)
    return refuse (self, error, _ ("there are more than 1000 columns. This is not a table of records."));

  return TRUE;
}

static void
begin_cell (EntCsvReader *self)
{
  g_array_append_val (self->starts, self->text->len);
}

/* Takes the line end of any system at the position; its first character is there. */
static void
take_line_end (EntCsvReader *self,
               GCancellable *cancellable,
               GError **error)
{
  gboolean carriage_return = self->buffer[self->position++] == '\r';

  self->line++;
  if (carriage_return && peek (self, cancellable, error) == '\n')
    self->position++;
}

/* Appends one character of a cell, quotation marks interpreted. */
static CellState
take_character (EntCsvReader *self,
                CellState state,
                char c)
{
  if (c != '"')
    {
      g_string_append_c (self->text, c);
      return state == CELL_EMPTY && c != ' ' ? CELL_PLAIN : state;
    }

  switch (state)
    {
    case CELL_EMPTY:
      g_string_truncate (self->text, g_array_index (self->starts, gsize, self->starts->len - 1));
      return CELL_QUOTED;
    case CELL_QUOTED:
      return CELL_CLOSED;
    case CELL_CLOSED:
      /* Doubled: it stands for itself. */
      g_string_append_c (self->text, c);
      return CELL_QUOTED;
    case CELL_PLAIN:
    default:
      g_string_append_c (self->text, c);
      return CELL_PLAIN;
    }
}

/* Reads one cell; the delimiter or line end after it is left. */
static gboolean
read_cell (EntCsvReader *self,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CellState state = CELL_EMPTY;
  gsize start = self->text->len;
  int c;

  begin_cell (self);
  while ((c = peek (self, cancellable, &local_error)) >= 0)
    {
      if (c == '\0')
        return refuse (self, error, _ ("this is not a text file. Choose a table saved as CSV."));
      if (state != CELL_QUOTED && (c == self->delimiter || c == '\n' || c == '\r'))
        return end_cell (self, error);
      if (self->text->len - start > CELL_MAX)
        return refuse (self, error, _ ("a cell is longer than any text that fits in a field. Perhaps a quotation mark is missing."));

      if (c == '\n' || c == '\r')
        {
          take_line_end (self, cancellable, &local_error);
          g_string_append_c (self->text, '\n');
        }
      else
        {
          self->position++;
          state = take_character (self, state, c);
        }
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (state == CELL_QUOTED)
    return refuse (self, error, _ ("a text begins with a quotation mark, and no other one ends it."));

  return end_cell (self, error);
}

/* The text may have moved while it grew: only now do the cells have an address. */
static void
place_cells (EntCsvReader *self)
{
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (self->cells, (char *) ent_csv_unguard (self->text->str + g_array_index (self->starts, gsize, i)));
}

static gboolean
read_row (EntCsvReader *self,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  self->row_line = self->line;

  for (;;)
    {
      int c;

      if (!read_cell (self, cancellable, error))
        return FALSE;

      c = peek (self, cancellable, &local_error);
      if (c == self->delimiter)
        self->position++;
      else if (c >= 0)
        take_line_end (self, cancellable, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (c != self->delimiter)
        return TRUE;
    }
}

/**
 * ent_csv_reader_read:
 * @self: a reader
 * @ret_cells: (out) (nullable) (transfer none) (array length=ret_n_cells): the cells of the next row, valid until the
 *   next call; %NULL at the end of the table
 * @ret_n_cells: (out): how many cells
 * @cancellable: (nullable): to stop
 * @error: set where the table is broken: a quotation mark without its other, bytes that are no text, a cell of more
 *   than 1 MB or a row of more than 1000 cells; the message names the line
 *
 * Reads a row. Empty lines are passed over. Line breaks inside a cell come as `\n`. What RFC 4180 forbids but people
 * write is read as they meant it: quotation marks inside a cell that does not begin with one, blanks before the first,
 * rows of other lengths. Cells that ent_csv_guard() protected come back as they were.
 *
 * Returns: %FALSE on error, after which the reader is of no use
 */
gboolean
ent_csv_reader_read (EntCsvReader *self,
                     const char *const **ret_cells,
                     guint *ret_n_cells,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (ENT_IS_CSV_READER (self), FALSE);

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;

      if (peek (self, cancellable, &local_error) < 0)
        {
          *ret_cells = NULL;
          *ret_n_cells = 0;
          if (local_error == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!read_row (self, cancellable, error))
        return FALSE;
      if (self->starts->len > 1 || self->text->str[0] != '\0')
        break;
    }

  place_cells (self);
  *ret_cells = (const char *const *) self->cells->pdata;
  *ret_n_cells = self->cells->len;
  return TRUE;
}

/**
 * ent_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line of the file on which the row last read began, from 1
 */
guint
ent_csv_reader_get_line (EntCsvReader *self)
{
  g_return_val_if_fail (ENT_IS_CSV_READER (self), 0);

  return self->row_line;
}

/**
 * ent_csv_reader_get_delimiter:
 * @self: a reader
 *
 * Returns: what separates the cells
 */
char
ent_csv_reader_get_delimiter (EntCsvReader *self)
{
  g_return_val_if_fail (ENT_IS_CSV_READER (self), '\0');

  return self->delimiter;
}

/**
 * ent_csv_reader_get_charset:
 * @self: a reader
 *
 * Returns: the encoding of the file, as iconv names it
 */
const char *
ent_csv_reader_get_charset (EntCsvReader *self)
{
  g_return_val_if_fail (ENT_IS_CSV_READER (self), NULL);

  return self->charset;
}

/**
 * ent_csv_reader_get_fraction:
 * @self: a reader
 *
 * Returns: how much of the file is read, from 0 to 1
 */
double
ent_csv_reader_get_fraction (EntCsvReader *self)
{
  g_return_val_if_fail (ENT_IS_CSV_READER (self), 0);

  return self->size > 0 ? CLAMP ((double) g_seekable_tell (G_SEEKABLE (self->file)) / self->size, 0, 1) : 1;
}
