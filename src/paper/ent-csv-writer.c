/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-csv-writer.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct _EntCsvWriter
{
  GObject parent_instance;

  GOutputStream *stream; /* (not nullable) (owned) */
  EntCsvForm form;
  GString *row;          /* (not nullable) (owned): what is not written yet */
  gboolean in_row;
};

G_DEFINE_FINAL_TYPE (EntCsvWriter, ent_csv_writer, G_TYPE_OBJECT)

static void
ent_csv_writer_finalize (GObject *object)
{
  EntCsvWriter *self = ENT_CSV_WRITER (object);

  g_clear_object (&self->stream);
  g_string_free (self->row, TRUE);

  G_OBJECT_CLASS (ent_csv_writer_parent_class)->finalize (object);
}

static void
ent_csv_writer_class_init (EntCsvWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ent_csv_writer_finalize;
}

static void
ent_csv_writer_init (EntCsvWriter *self)
{
  self->row = g_string_new (NULL);
}

/**
 * ent_csv_writer_new:
 * @stream: where to write; it is not closed
 * @form: how
 *
 * Returns: (transfer full): a writer at the first row
 */
EntCsvWriter *
ent_csv_writer_new (GOutputStream *stream,
                    EntCsvForm form)
{
  EntCsvWriter *self;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self = g_object_new (ENT_TYPE_CSV_WRITER, NULL);
  self->stream = g_object_ref (stream);
  self->form = form;
  if (form == ENT_CSV_FRENCH)
    g_string_append (self->row, BYTE_ORDER_MARK);

  return self;
}

/* Whether a spreadsheet would take the text for a formula, or whether it looks as if that had been prevented. */
static gboolean
is_risky (const char *text)
{
  text += strspn (text, "'");

  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/**
 * ent_csv_guard:
 * @text: a text
 *
 * Puts `'` before what a spreadsheet would run as a formula: a text that begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return. A text where such a sign comes after apostrophes gets one more, so that ent_csv_unguard() finds
 * every text again.
 *
 * Returns: (transfer full): the text for a cell
 */
char *
ent_csv_guard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strconcat (is_risky (text) ? "'" : "", text, NULL);
}

/**
 * ent_csv_unguard:
 * @cell: the content of a cell
 *
 * Returns: (transfer none): the text that ent_csv_guard() was given, a part of @cell
 */
const char *
ent_csv_unguard (const char *cell)
{
  g_return_val_if_fail (cell != NULL, NULL);

  return *cell == '\'' && is_risky (cell) ? cell + 1 : cell;
}

/* Both delimiters, whatever the form; blanks at the ends; what looks like a first line "sep=;" or like a byte order mark and
 * is part of the text: what others guess wrong stays whole. */
static gboolean
needs_quotes (const char *text)
{
  return strpbrk (text, "\",;\t\r\n") != NULL || *text == ' ' || g_str_has_suffix (text, " ")
         || g_ascii_strncasecmp (text, "sep=", 4) == 0 || g_str_has_prefix (text, BYTE_ORDER_MARK);
}

static void
separate (EntCsvWriter *self)
{
  if (self->in_row)
    g_string_append_c (self->row, self->form == ENT_CSV_FRENCH ? ';' : ',');
  self->in_row = TRUE;
}

/**
 * ent_csv_writer_add_text:
 * @self: a writer
 * @text: (nullable): content of the next cell of the row
 *
 * Quotes and guards it as needed, see ent_csv_guard().
 */
void
ent_csv_writer_add_text (EntCsvWriter *self,
                         const char *text)
{
  g_return_if_fail (ENT_IS_CSV_WRITER (self));

  separate (self);
  if (text == NULL || *text == '\0')
    return;

  if (!needs_quotes (text))
    {
      g_string_append_printf (self->row, "%s%s", is_risky (text) ? "'" : "", text);
      return;
    }

  g_string_append (self->row, is_risky (text) ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->row, '"');
      g_string_append_c (self->row, *p);
    }
  g_string_append_c (self->row, '"');
}

/**
 * ent_csv_writer_add_number:
 * @self: a writer
 * @number: a number as programs write it, `-1234.5`
 *
 * Adds a cell that spreadsheets read as a number: not guarded, with a comma in the French form.
 */
void
ent_csv_writer_add_number (EntCsvWriter *self,
                           const char *number)
{
  g_autofree char *local = NULL;

  g_return_if_fail (ENT_IS_CSV_WRITER (self));
  g_return_if_fail (number != NULL && strspn (number, "0123456789.+-e") == strlen (number));

  separate (self);
  local = g_strdup (number);
  if (self->form == ENT_CSV_FRENCH && strchr (local, 'e') == NULL)
    g_strdelimit (local, ".", ',');
  g_string_append (self->row, local);
}

/**
 * ent_csv_writer_end_row:
 * @self: a writer
 * @cancellable: (nullable): to stop
 * @error: set where it cannot be written
 *
 * Ends the row and writes it.
 *
 * Returns: whether it could be written
 */
gboolean
ent_csv_writer_end_row (EntCsvWriter *self,
                        GCancellable *cancellable,
                        GError **error)
{
  gboolean written;

  g_return_val_if_fail (ENT_IS_CSV_WRITER (self), FALSE);

  g_string_append (self->row, self->form == ENT_CSV_FRENCH ? "\r\n" : "\n");
  written = g_output_stream_write_all (self->stream, self->row->str, self->row->len, NULL, cancellable, error);
  g_string_truncate (self->row, 0);
  self->in_row = FALSE;

  return written;
}
