/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a year is written to. */
#include <json-glib/json-glib.h>
#include <libintl.h>
#include <string.h>

#include "ent-document.h"
#include "ent-identity.h"
#include "ent-locale.h"
#include "ent-returns-csv.h"
#include "ent-returns-json.h"
#include "ent-returns-pdf.h"
#include "fixture.h"
#include "readers.h"

#define LONG_NAME                                                                                                      \
  "Direction générale adjointe chargée de l’aménagement, des mobilités, de la transition écologique, de "             \
  "l’alimentation, de l’internationalisation des filières et de la coopération transfrontalière et décentralisée"

/* What a page must not be wider and higher than, and its margins. */
#define PAGE_WIDTH 595.3
#define PAGE_HEIGHT 841.9
#define MARGIN 60.0

static void
fill (EntWorkspace *workspace,
      guint n_departments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *project = NULL;

  ent_workspace_begin (workspace, "A workspace of long names", NULL, &error);
  authority = add_record (workspace, "authority", "name", LONG_NAME " / " LONG_NAME, "country", "FR", NULL);
  ent_workspace_set_setting (workspace, "own-authority", authority, &error);
  project = add_record (workspace, "project", "title", "=HYPERLINK(\"http://example.org\";\"Here\")", "status", "ongoing", NULL);
  for (guint i = 0; i < n_departments; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u. %s", i + 1, i == 0 ? "=1+1; \"quoted\"" : LONG_NAME);
      g_autofree char *department = add_record (workspace, "department", "name", i == 0 ? name + 3 : name, NULL);
      g_autofree char *person = add_record (workspace, "person", "given-name", "Anne", "family-name", "Dupont", NULL);

      g_free (add_record (workspace, "role", "person", person, "body", department, NULL));
      g_free (add_record (workspace, "involvement", "person", person, "subject", project, "from", "2025-03-03", "amount", "1410.9",
                          "unit", "days", "daily-cost", "12345678.9", "language", "fr", NULL));
    }
  for (guint i = 0; i < 5; i++)
    g_free (add_record (workspace, "return", "text", "Came back", "year", "2025", "subject", project, "stage", i == 0 ? "sought" : "actual",
                        "scope", i % 2 ? "territory" : "authority", "categories", i % 2 ? "jobs" : "agents", NULL));
  g_free (add_record (workspace, "funding", "project", project, "funder", authority, "source", "own", "year", "2025",
                      "planned", "9999999999.99", "paid", "1234567.89", NULL));
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
}

static char *
write_csv (EntReturnsYear *year,
           EntCsvForm form)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ent_returns_to_csv (year, form, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_csv (Fixture *fixture,
          gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = NULL;
  g_autofree char *french = NULL;
  g_autofree char *international = NULL;

  fill (fixture->workspace, 1);
  year = compute (fixture->workspace, 2025, NULL);
  french = write_csv (year, ENT_CSV_FRENCH);
  international = write_csv (year, ENT_CSV_INTERNATIONAL);

  g_assert_true (g_utf8_validate (french, -1, NULL));
  g_assert_true (g_str_has_prefix (french, "\xef\xbb\xbfYear;Table;Key;"));
  g_assert_true (g_str_has_prefix (international, "Year,Table,Key,"));
  g_assert_nonnull (strstr (french, ";budget.own.paid;Own funds: Paid;1234567,89;€;;;1;"));
  g_assert_nonnull (strstr (international, ",budget.own.paid,Own funds: Paid,1234567.89,€,,,1,"));
  g_assert_nonnull (strstr (french, ";coincidence;Coincidence: All Returns;0,00;%;0;4;0;"));
  /* Nothing that a spreadsheet would run. */
  g_assert_nonnull (strstr (french, "\"'=1+1; \"\"quoted\"\": Days\""));
  g_assert_null (strstr (french, ";="));
}

static void
test_json (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *root;
  JsonArray *tables;
  guint n_figures = 0;

  fill (fixture->workspace, 1);
  year = compute (fixture->workspace, 2025, NULL);
  text = ent_returns_to_json (year);
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (root, "year"), ==, 2025);
  tables = json_object_get_array_member (root, "tables");
  g_assert_cmpuint (json_array_get_length (tables), ==, ent_returns_year_get_n_tables (year));
  for (guint i = 0; i < json_array_get_length (tables); i++)
    {
      JsonArray *figures = json_object_get_array_member (json_array_get_object_element (tables, i), "figures");

      for (guint j = 0; j < json_array_get_length (figures); j++)
        {
          JsonNode *node = json_array_get_element (figures, j);
          const EntReturnsFigure *figure;

          if (json_node_is_null (node))
            continue;
          figure = find_figure (year, json_object_get_string_member (json_node_get_object (node), "key"));
          g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "records")), ==, figure->n_records);
          n_figures++;
        }
    }
  g_assert_cmpuint (n_figures, >, 150);
}

static double
read_attribute (const char *line,
                const char *name)
{
  const char *found = strstr (line, name);

  g_assert_nonnull (found);
  return g_ascii_strtod (found + strlen (name), NULL);
}

/* No word lies outside of the margins of its page. */
static void
assert_within_margins (const char *path)
{
  const char *const argv[] = { "pdftotext", "-bbox", path, "-", NULL };
  g_autofree char *output = run (argv);
  g_auto (GStrv) lines = g_strsplit (output != NULL ? output : "", "\n", -1);
  guint n_words = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (strstr (lines[i], "<word ") == NULL)
        continue;
      n_words++;
      g_assert_cmpfloat (read_attribute (lines[i], "xMin=\""), >=, MARGIN);
      g_assert_cmpfloat (read_attribute (lines[i], "xMax=\""), <=, PAGE_WIDTH - MARGIN);
      g_assert_cmpfloat (read_attribute (lines[i], "yMin=\""), >=, 40);
      g_assert_cmpfloat (read_attribute (lines[i], "yMax=\""), <=, PAGE_HEIGHT - 20);
    }
  if (output != NULL)
    g_assert_cmpuint (n_words, >, 400);
}

static void
assert_tagged (const char *path)
{
  const char *const info[] = { "pdfinfo", path, NULL };
  const char *const structure[] = { "pdfinfo", "-struct-text", path, NULL };
  const char *const fonts[] = { "pdffonts", path, NULL };
  g_autofree char *output = run (info);
  g_autofree char *tree = run (structure);
  g_autofree char *typefaces = run (fonts);

  if (output == NULL)
    {
      g_test_message ("pdfinfo is not installed: the structure was not looked at");
      return;
    }

  g_assert_nonnull (strstr (output, "Tagged:          yes"));
  g_assert_nonnull (strstr (output, "Title:           Returns of Our International Action in 2025"));
  g_assert_nonnull (strstr (output, "CreationDate:"));
  g_assert_nonnull (strstr (output, "Creator:         Entente"));
  g_assert_true (g_str_has_prefix (tree, "Document\n"));
  g_assert_nonnull (strstr (tree, "/Scope /Column"));
  g_assert_nonnull (strstr (tree, "/Scope /Row"));
  g_assert_nonnull (strstr (tree, "    Table (block)\n"));
  g_assert_nonnull (strstr (tree, "    Figure"));
  /* Every font is embedded, subset and says what its glyphs mean. */
  g_assert_nonnull (strstr (typefaces, "yes yes yes"));
  g_assert_null (strstr (typefaces, " no "));
}

static guint
count (const char *data,
       gsize length,
       const char *word)
{
  guint n = 0;

  for (gsize i = 0; i + strlen (word) <= length; i++)
    if (memcmp (data + i, word, strlen (word)) == 0)
      n++;

  return n;
}

static void
keep_fraction (double fraction,
               gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

/* What the document says of itself can be read without knowing PDF, and is XML whatever the names are. */
static void
assert_described (const char *path)
{
  const char *const argv[] = { "pdfinfo", "-meta", path, NULL };
  g_autofree char *packet = run (argv);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&(GMarkupParser){ NULL }, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (packet == NULL)
    return;

  g_strstrip (packet);
  g_markup_parse_context_parse (context, packet, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  assert_order (packet, (const char *const[]){ "<dc:title>", "Returns of Our International Action in 2025", "</dc:title>", "Direction générale adjointe", "en-GB", NULL });
}

static void
test_pdf (Fixture *fixture,
          gconstpointer n_departments)
{
  g_autoptr (EntReturnsYear) year = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autofree char *data = NULL;
  double last = 0;
  gsize length;

  fill (fixture->workspace, GPOINTER_TO_UINT (n_departments));
  year = compute (fixture->workspace, 2025, NULL);
  ent_returns_write_pdf (year, fixture->workspace, path, keep_fraction, &last, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1);

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (data, "%PDF-1.4", 8), ==, 0);
  g_assert_cmpuint (count (data, length, "/Lang (en-GB)"), ==, 1);
  g_assert_cmpuint (count (data, length, "/DisplayDocTitle true"), ==, 1);
  g_assert_cmpuint (count (data, length, "/Tabs /S"), >=, 10);
  g_assert_cmpuint (count (data, length, "/Tabs /S") * 2, ==, count (data, length, "/Type /Page %"));
  g_assert_cmpuint (count (data, length, "/Alt <FEFF"), ==, 8);
  g_assert_cmpuint (count (data, length, "/BBox [ 62.00 "), ==, 8);
  g_assert_cmpuint (count (data, length, "/Contents <FEFF"), ==, 11);
  assert_tagged (path);
  assert_described (path);
  assert_within_margins (path);
}

static cairo_status_t
append_bytes (void *bytes,
              const unsigned char *data,
              unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A logo and a colour are what they say they are, or the former ones stay. */
static void
test_identity (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "logo.png", NULL);
  g_autofree char *report = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none.png", NULL);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autofree guint8 *large = g_malloc0 (2 * 1024 * 1024);
  g_autoptr (EntReturnsYear) year = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = NULL;
  EntIdentity *identity;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 30, 10);
  gsize length;

  cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  g_file_set_contents (path, (const char *) png->data, png->len, NULL);
  g_assert_true (ent_identity_set_logo (fixture->workspace, path, &error));
  g_assert_true (ent_identity_set_color (fixture->workspace, "#ffe000", &error));
  g_assert_no_error (error);

  /* Cut short, of another kind, too long, and of a size that would fill the memory. */
  memcpy (large, png->data, png->len);
  for (guint i = 0; i < 5; i++)
    {
      const gsize lengths[] = { png->len / 2, 7, 0, 2 * 1024 * 1024, png->len };

      if (i == 1)
        memcpy (large, "GIF89a;", 7);
      if (i >= 3)
        memcpy (large, png->data, png->len);
      if (i == 4)
        memset (large + 16, 0x7f, 8);
      g_file_set_contents (path, (const char *) large, lengths[i], NULL);
      g_assert_false (ent_identity_set_logo (fixture->workspace, path, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (ent_identity_set_logo (fixture->workspace, nowhere, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (ent_identity_set_color (fixture->workspace, "yellow", &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_clear_error (&error);

  identity = ent_identity_load (fixture->workspace);
  g_assert_nonnull (identity->logo);
  g_assert_cmpint (cairo_image_surface_get_width (identity->logo), ==, 30);
  /* Yellow is too light for white letters. */
  g_assert_cmphex (identity->color, <, 0x9f8c00);
  ent_identity_free (identity);

  fill (fixture->workspace, 3);
  year = compute (fixture->workspace, 2025, NULL);
  ent_returns_write_pdf (year, fixture->workspace, report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (report, &pdf, &length, &error);
  g_assert_cmpuint (count (pdf, length, "/Alt <FEFF"), ==, 9);
}

/* Each partnership has its sheet, with its projects and returns, and each actual return its evidence in the annex. */
static void
test_sheets (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  const char *const text[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autofree char *longest = g_strnfill (10000, 'x');
  g_autoptr (EntReturnsYear) year = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("Partnership %u مشروع 💧", i);
      g_autofree char *partnership = add_record (fixture->workspace, "partnership", "title", title, "status", "active", "countries", "SN",
                                                 "objective", longest, NULL);
      g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water for all", "partnership", partnership, "status",
                                             "ongoing", NULL);

      g_free (add_record (fixture->workspace, "return", "text", longest, "year", "2025", "subject", project, "stage", "actual", "scope",
                          "territory", "measure", "number", "value", "1200.5", "unit", "jobs", "evidence", "Signed contracts", NULL));
    }
  year = compute (fixture->workspace, 2025, NULL);
  ent_returns_write_pdf (year, fixture->workspace, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_within_margins (path);
  output = run (text);
  if (output == NULL)
    return;
  for (const char *const *word = (const char *const[]){ "Partnerships, One by One", "Partnership 2", "Senegal", "Water for all", "1,200.50 jobs",
                                                        "Annex: Evidence", "Signed contracts", NULL };
       *word != NULL; word++)
    g_assert_nonnull (strstr (output, *word));
}

/* A document speaks its own language, in its thread only. */
static void
test_language (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *catalogues = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..", "po", NULL);
  g_autofree char *catalogue = g_build_filename (catalogues, "fr", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "rapport.pdf", NULL);
  const char *const text[] = { "pdftotext", "-layout", path, "-", NULL };
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_REPORT, .year = 2025, .language = "fr" };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ent_returns_format_number (1234.5, 1);
  g_autofree char *after = NULL;
  g_autofree char *output = NULL;
  g_autofree char *pdf = NULL;
  gsize length;

  if (!g_file_test (catalogue, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the catalogue is not built");
      return;
    }

  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  fill (fixture->workspace, 3);
  g_free (add_record (fixture->workspace, "partnership", "title", "Goris", "status", "active", "start", "2012-03", NULL));
  g_free (add_record (fixture->workspace, "partnership", "title", "Sevan", "status", "active", "start", "2012-04-01", NULL));
  ent_document_write (fixture->workspace, &request, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (ent_locale_get_language ());
  after = ent_returns_format_number (1234.5, 1);
  g_assert_cmpstr (before, ==, "1,234.5");
  g_assert_cmpstr (after, ==, before);

  g_file_get_contents (path, &pdf, &length, &error);
  g_assert_cmpuint (count (pdf, length, "/Lang (fr-FR)"), ==, 1);
  assert_within_margins (path);
  output = run (text);
  if (output == NULL)
    return;
  for (const char *const *word = (const char *const[]){ "Retombées", "Pour le territoire", "4 retombées réelles", "Depuis : mars 2012", "Depuis : 1er avril 2012", "Fonds propres", "1 234 568 €",
                                                        "Annexe", NULL };
       *word != NULL; word++)
    {
      g_auto (GStrv) parts = g_strsplit_set (*word, " ", -1);
      g_autofree char *pattern = g_strjoinv ("[\\s\\x{00a0}\\x{202f}]+", parts);

      if (!g_regex_match_simple (pattern, output, 0, 0))
        g_error ("“%s” is not in:\n%s", *word, output);
    }
  g_assert_null (strstr (output, "Actual"));
  g_assert_null (strstr (output, "returns"));
}

static void
test_empty (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = compute (fixture->workspace, 2025, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);

  g_assert_true (ent_returns_year_is_empty (year));
  ent_returns_write_pdf (year, fixture->workspace, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_within_margins (path);
}

/* What has little to say takes little room, and one is not many. */
static void
test_little (Fixture *fixture,
             gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  const char *const text[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autofree char *partnership = add_record (fixture->workspace, "partnership", "title", "Goris", "status", "active", "countries", "AM", NULL);
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "Water", "partnership", partnership, "status", "ongoing", NULL);
  g_autoptr (EntReturnsYear) year = compute (fixture->workspace, 2025, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) pages = NULL;

  ent_returns_write_pdf (year, fixture->workspace, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  output = run (text);
  if (output == NULL)
    return;

  assert_within_margins (path);
  pages = g_strsplit (output, "\f", -1);
  g_assert_true (g_regex_match_simple ("partnership under way +project +country\n", pages[1], 0, 0));
  g_assert_true (g_regex_match_simple ("days of work +paid", pages[1], 0, 0));
  assert_order (pages[2], (const char *const[]){ "Returns Sought, Announced and Actual", "From What Was Sought to What Came Back", NULL });
  g_assert_null (strstr (output, "What Came Back, by Rationale"));
}

static void
test_give_up (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntReturnsYear) year = compute (fixture->workspace, 2025, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "report.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "report.pdf", NULL);
  g_autofree char *data = NULL;

  g_file_set_contents (path, "before", -1, &error);
  g_cancellable_cancel (cancellable);
  g_assert_false (ent_returns_write_pdf (year, fixture->workspace, path, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (ent_returns_year_new (fixture->workspace, 2025, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_file_get_contents (path, &data, NULL, &error);
  g_assert_cmpstr (data, ==, "before");

  g_assert_false (ent_returns_write_pdf (year, NULL, nowhere, NULL, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ent_returns_year_new (fixture->workspace, 20255, NULL, NULL, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/csv", Fixture, NULL, fixture_set_up, test_csv, fixture_tear_down);
  g_test_add ("/returns/json", Fixture, NULL, fixture_set_up, test_json, fixture_tear_down);
  g_test_add ("/returns/pdf/few", Fixture, GUINT_TO_POINTER (3), fixture_set_up, test_pdf, fixture_tear_down);
  g_test_add ("/returns/pdf/many", Fixture, GUINT_TO_POINTER (60), fixture_set_up, test_pdf, fixture_tear_down);
  g_test_add ("/returns/pdf/sheets", Fixture, NULL, fixture_set_up, test_sheets, fixture_tear_down);
  g_test_add ("/returns/pdf/identity", Fixture, NULL, fixture_set_up, test_identity, fixture_tear_down);
  g_test_add ("/returns/pdf/language", Fixture, NULL, fixture_set_up, test_language, fixture_tear_down);
  g_test_add ("/returns/pdf/empty", Fixture, NULL, fixture_set_up, test_empty, fixture_tear_down);
  g_test_add ("/returns/pdf/little", Fixture, NULL, fixture_set_up, test_little, fixture_tear_down);
  g_test_add ("/returns/give-up", Fixture, NULL, fixture_set_up, test_give_up, fixture_tear_down);

  return g_test_run ();
}
