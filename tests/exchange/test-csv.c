/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ent-csv-reader.h"
#include "ent-csv-writer.h"
#include "ent-error.h"

/* Rows as a text: cells between bars, rows ended by "$". */
static char *
read_all (const char *bytes,
          gsize length,
          GError **error)
{
  g_autoptr (GBytes) held = g_bytes_new (bytes, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (held);
  g_autoptr (EntCsvReader) reader = ent_csv_reader_new (stream, error);
  g_autoptr (GString) rows = g_string_new (NULL);
  const char *const *cells;
  guint n;

  if (reader == NULL)
    return NULL;

  for (;;)
    {
      if (!ent_csv_reader_read (reader, &cells, &n, NULL, error))
        return NULL;
      if (cells == NULL)
        return g_string_free_and_steal (g_steal_pointer (&rows));
      for (guint i = 0; i < n; i++)
        g_string_append_printf (rows, "%s%s", i > 0 ? "|" : "", cells[i]);
      g_string_append_c (rows, '$');
    }
}

static void
test_tables (void)
{
  static const struct
  {
    const char *table;
    const char *rows;
  } tables[] = {
    { "", "" },
    { "\n\r\n\r", "" },
    { "a,b\n1,2\n", "a|b$1|2$" },
    { "a;b\r\n1;2\r\n", "a|b$1|2$" },
    { "a\tb\r1\t2\r", "a|b$1|2$" },
    { "a,b\n1,2", "a|b$1|2$" },
    { "a,b\n\n1,2\n\n\n3,4\n", "a|b$1|2$3|4$" },
    { "a,b\n,\n1,\n", "a|b$|$1|$" },
    /* Which delimiter, where the text has others. */
    { "nom;pays\nVille, dite;FR\nX, Y, Z;DE\n", "nom|pays$Ville, dite|FR$X, Y, Z|DE$" },
    { "nom;surface;taux\nA;1,5;2,5\nB;3,5;4,5\n", "nom|surface|taux$A|1,5|2,5$B|3,5|4,5$" },
    { "name,note\nA,x;y\nB,\"p;q\"\n", "name|note$A|x;y$B|p;q$" },
    { "\"a;b;c\",d\n1,2\n", "a;b;c|d$1|2$" },
    { "a,\"b;c\"\n", "a|b;c$" },
    { "a\tb, c\n1\t2, 3, 4\n", "a|b, c$1|2, 3, 4$" },
    { "nom\nDupont, Jean\nDurand\n", "nom$Dupont, Jean$Durand$" },
    { "sep=;\r\na,b;c\r\n1;2\r\n", "a,b|c$1|2$" },
    { "sep=,\na,b\n", "a|b$" },
    { "\"sep=|\"\na|b\n", "sep=|$a|b$" },
    /* Quotation marks. */
    { "a,b\n\"x,y\",\"say \"\"yes\"\"\"\n", "a|b$x,y|say \"yes\"$" },
    { "a,b\n\"two\r\nlines\",\"three\r\r\"\n", "a|b$two\nlines|three\n\n$" },
    { "a,b\n\"\",\"\"\n", "a|b$|$" },
    { "a,b\n5\" pipe,6\"\"\n", "a|b$5\" pipe|6\"\"$" },
    { "a,b\n1,  \"x,y\"\n", "a|b$1|x,y$" },
    { "a,b\n\"Le Havre\" ville,2\n", "a|b$Le Havre ville|2$" },
    { "a,b\n\"x\"  ,2\n", "a|b$x  |2$" },
    /* Other lengths than the first row. */
    { "a,b,c\n1\n1,2,3,4\n", "a|b|c$1$1|2|3|4$" },
    /* Formulas and what only looks like them. */
    { "a,b\n'=1+1,''=x\n", "a|b$=1+1|'=x$" },
    { "a,b\n'hui,'-5\n", "a|b$'hui|-5$" },
    { "a,b\n'\"x\",-5\n", "a|b$'\"x\"|-5$" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = read_all (tables[i].table, strlen (tables[i].table), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, tables[i].rows);
    }
}

static void
test_encodings (void)
{
#define BYTES(text) text, sizeof text - 1
  static const struct
  {
    const char *table;
    gsize length;
    const char *rows;
  } tables[] = {
    { BYTES ("ville;pays\nÉvry;Côte d’Ivoire\n"), "ville|pays$Évry|Côte d’Ivoire$" },
    { BYTES ("\xef\xbb\xbfville;pays\n\xc3\x89vry;x\n"), "ville|pays$Évry|x$" },
    { BYTES ("ville;pays\n\xc9vry;C\xf4te d\x92Ivoire, 5 \x80\n"), "ville|pays$Évry|Côte d’Ivoire, 5 €$" },
    { BYTES ("\xff\xfe"
             "a\0\t\0b\0\r\0\n\0\xc9\0\t\0\xac\x20\r\0\n\0"),
      "a|b$É|€$" },
    { BYTES ("\xfe\xff"
             "\0a\0\t\0b\0\r\0\n\0\xc9\0\t\x20\xac\0\r\0\n"),
      "a|b$É|€$" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = read_all (tables[i].table, tables[i].length, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, tables[i].rows);
    }
}

/* An accent that falls on the seam of two chunks, and one that comes long after the detection's sample. */
static void
test_late_accents (void)
{
  for (guint before = 65530; before < 65542; before++)
    {
      g_autoptr (GString) table = g_string_new ("a;b\n");
      g_autoptr (GError) error = NULL;
      g_autofree char *utf8 = NULL;
      g_autofree char *latin = NULL;

      while (table->len < before)
        g_string_append (table, table->len % 100 == 0 ? "\n" : "x");
      g_string_append (table, "\né;€\n");
      utf8 = read_all (table->str, table->len, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (utf8, "$é|€$"));

      g_string_truncate (table, table->len - strlen ("é;€\n"));
      g_string_append (table, "\xe9;\x80\n");
      latin = read_all (table->str, table->len, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_suffix (latin, "$é|€$"));
    }
}

static void
test_hostile (void)
{
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autoptr (GString) long_cell = g_string_new ("a,b\n1,");
  g_autoptr (GString) open_quote = g_string_new ("a,b\n1,2\n3,\"");
  struct
  {
    const char *bytes;
    gsize length;
    const char *message;
  } tables[] = {
    { BYTES ("a,b\n1,2\0\n"), "Line 2:*" },
    { BYTES ("\x7f"
             "ELF\0\0\0"),
      "Line 1:*" },
    { BYTES ("a,b\n1,2\n\"x,y\nz\nw"), "Line 3: *quotation mark*" },
    { BYTES ("a,b\n\x81\x8d,\x90\n"), "Line *encoding*" },
    { BYTES ("\xff\xfe"
             "a\0,\0b"),
      "Line *encoding*" },
    { BYTES ("\xef\xbb\xbf"
             "a,b\nok,\xff\n"),
      "Line *encoding*" },
    { NULL, 0, "Line 1: *1000 columns*" },
    { NULL, 0, "Line 2: *longer than*" },
    { NULL, 0, "Line 3: *longer than*" },
  };
  GString *made[] = { wide, long_cell, open_quote };

  for (guint i = 0; i < 1001; i++)
    g_string_append (wide, "x;");
  for (guint i = 0; i < 32 * 1024 * 1024 / 8 + 1; i++)
    {
      g_string_append (long_cell, "12345678");
      g_string_append (open_quote, "123,\n678");
    }
  for (guint i = 0; i < 3; i++)
    {
      tables[6 + i].bytes = made[i]->str;
      tables[6 + i].length = made[i]->len;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = read_all (tables[i].bytes, tables[i].length, &error);

      g_assert_null (rows);
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_assert_true (g_pattern_match_simple (tables[i].message, error->message));
    }
}

/* Nothing that can stand in a file may crash the reader or make it run on for ever. */
static void
test_noise (void)
{
  static const char alphabet[] = "ab\";,\t\r\n' =\xc3\xa9\xe9\x80\xef\xbb\xbf\xff";

  for (guint round = 0; round < 3000; round++)
    {
      char bytes[200];
      gsize length = g_test_rand_int_range (0, sizeof bytes);
      g_autofree char *rows = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = g_test_rand_int_range (0, 40) == 0 ? g_test_rand_int_range (0, 256)
                                                      : alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      rows = read_all (bytes, length, NULL);
    }
}

static void
test_lines (void)
{
  static const char table[] = "a,b\r\n\r\n\"x\ny\r\nz\",2\r3,4\n";
  static const guint lines[] = { 1, 3, 6 };
  g_autoptr (GBytes) held = g_bytes_new_static (table, strlen (table));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (held);
  g_autoptr (EntCsvReader) reader = ent_csv_reader_new (stream, NULL);
  const char *const *cells;
  guint n;

  g_assert_cmpint (ent_csv_reader_get_delimiter (reader), ==, ',');
  g_assert_cmpstr (ent_csv_reader_get_charset (reader), ==, "UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_assert_true (ent_csv_reader_read (reader, &cells, &n, NULL, NULL));
      g_assert_cmpuint (n, ==, 2);
      g_assert_cmpuint (ent_csv_reader_get_line (reader), ==, lines[i]);
    }
  g_assert_true (ent_csv_reader_read (reader, &cells, &n, NULL, NULL));
  g_assert_null (cells);
  g_assert_cmpfloat (ent_csv_reader_get_fraction (reader), ==, 1);
  g_assert_finalize_object (g_steal_pointer (&reader));
}

static char *
write_rows (EntCsvForm form,
            const char *const *texts,
            const char *number)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (EntCsvWriter) writer = ent_csv_writer_new (stream, form);

  for (gsize i = 0; texts[i] != NULL; i++)
    ent_csv_writer_add_text (writer, texts[i]);
  ent_csv_writer_add_number (writer, number);
  g_assert_true (ent_csv_writer_end_row (writer, NULL, NULL));
  g_assert_finalize_object (g_steal_pointer (&writer));
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_forms (void)
{
  const char *const texts[] = { "plain", "a,b", "a;b", "say \"yes\"", "two\nlines", "=1+1", "-x", "@y", "+z", "",
                                "sep=|", "\xef\xbb\xbfx", NULL };
  g_autofree char *international = write_rows (ENT_CSV_INTERNATIONAL, texts, "-1.5");
  g_autofree char *french = write_rows (ENT_CSV_FRENCH, texts, "-1.5");

  g_assert_cmpstr (international, ==,
                   "plain,\"a,b\",\"a;b\",\"say \"\"yes\"\"\",\"two\nlines\",'=1+1,'-x,'@y,'+z,,\"sep=|\",\"\xef\xbb\xbfx\",-1.5\n");
  g_assert_cmpstr (french, ==,
                   "\xef\xbb\xbfplain;\"a,b\";\"a;b\";\"say \"\"yes\"\"\";\"two\nlines\";'=1+1;'-x;'@y;'+z;;\"sep=|\";\"\xef\xbb\xbfx\";-1,5\r\n");
}

/* Whatever a text holds, our reader gives it back. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "=", "+", "-", "@", "'", "\"", ";", ",", "\t", "\n", " ", "a", "é", "€", "\\" };

  for (guint round = 0; round < 2000; round++)
    {
      g_auto (GStrv) texts = g_new0 (char *, 4);
      const char *row[4] = { NULL };
      g_autofree char *table = NULL;
      g_autofree char *with_header = NULL;
      g_autofree char *rows = NULL;
      g_autofree char *wanted = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          for (gint left = g_test_rand_int_range (0, 6); left > 0; left--)
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          row[i] = texts[i] = g_string_free_and_steal (g_steal_pointer (&text));
        }

      table = write_rows (round % 2 ? ENT_CSV_FRENCH : ENT_CSV_INTERNATIONAL, row, "1");
      with_header = g_strconcat (round % 2 ? "a;b;c;d\n" : "a,b,c,d\n", table + (round % 2 ? 3 : 0), NULL);
      rows = read_all (with_header, strlen (with_header), &error);
      g_assert_no_error (error);
      wanted = g_strdup_printf ("a|b|c|d$%s|%s|%s|1$", texts[0], texts[1], texts[2]);
      g_assert_cmpstr (rows, ==, wanted);
    }
}

static void
test_guard (void)
{
  static const char *const texts[] = { "", "'", "''", "'a", "=", "'=", "''+", "'''-1", "a=", "\t", "@", "'\r" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *guarded = ent_csv_guard (texts[i]);

      g_assert_null (strchr ("=+-@\t\r", guarded[0] != '\0' ? guarded[0] : 'a'));
      g_assert_cmpstr (ent_csv_unguard (guarded), ==, texts[i]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/tables", test_tables);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/late-accents", test_late_accents);
  g_test_add_func ("/csv/hostile", test_hostile);
  g_test_add_func ("/csv/noise", test_noise);
  g_test_add_func ("/csv/lines", test_lines);
  g_test_add_func ("/csv/forms", test_forms);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/guard", test_guard);

  return g_test_run ();
}
