/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workbook is made of, part by part, as a spreadsheet finds it. */
#include <locale.h>

#include "ent-returns-xlsx.h"
#include "fixture.h"
#include "readers.h"

/* The sheet of the returns, one by one, after the summary and the tables. */
#define RETURNS_TITLE "Returns, One by One"
#define TEXT_COLUMN "F"
#define LONGEST 10000

typedef struct
{
  char *folder; /* (owned): the parts */
} Parts;

/* A text of LONGEST characters, which French readers write with a comma in its numbers. */
static void
fill (EntWorkspace *workspace)
{
  g_autofree char *longest = g_strnfill (LONGEST, 'm');
  g_autofree char *project = add_record (workspace, "project", "title", "Wells", "status", "ongoing", "start", "2025-02-03", NULL);
  g_autofree char *person = add_record (workspace, "person", "given-name", "Awa", "family-name", "Diop", NULL);
  g_autofree char *city = add_record (workspace, "authority", "name", "City", "country", "FR", NULL);
  g_autofree char *sought = add_record (workspace, "return", "text", longest, "year", "2025", "subject", project, "stage", "sought",
                                        "scope", "territory", "categories", "jobs", NULL);

  g_free (add_record (workspace, "return", "text", "Jobs", "year", "2025", "subject", project, "stage", "actual", "scope", "territory",
                      "answers", sought, "measure", "number", "value", "2.5", "evidence", longest, NULL));
  for (guint i = 0; i < 2; i++)
    g_free (add_record (workspace, "return", "text", "More", "year", "2025", "subject", project, "stage", "actual", "scope", "authority", NULL));
  g_free (add_record (workspace, "involvement", "person", person, "subject", project, "from", "2025-03-03", "amount", "1.5", "unit", "days",
                      "daily-cost", "210.25", NULL));
  g_free (add_record (workspace, "funding", "project", project, "funder", city, "source", "own", "paid", "1234.56", "paid-on", "2025-06-30", NULL));
  g_free (add_record (workspace, "return", "text", "Perhaps", "year", "2025", "subject", project, "stage", "actual", "scope", "authority",
                      "proposed-by", person, NULL));
}

static char *
write_workbook (Fixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "year.xlsx", NULL);
  g_autoptr (EntReturnsYear) year = compute (fixture->workspace, 2025, NULL);
  g_autoptr (GError) error = NULL;

  ent_returns_write_xlsx (year, fixture->workspace, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* Returns: whether there is a program that can take it apart */
static gboolean
take_apart (Fixture *fixture,
            Parts *parts,
            const char *path)
{
  const char *argv[] = { "python3", "-m", "zipfile", "-e", path, NULL, NULL };
  g_autofree char *said = NULL;

  parts->folder = g_build_filename (fixture->folder, "parts", NULL);
  argv[5] = parts->folder;
  said = run (argv);
  if (said == NULL)
    g_test_skip ("there is no Python");

  return said != NULL;
}

static void
parts_clear (Parts *parts)
{
  const char *const argv[] = { "rm", "-rf", parts->folder, NULL };

  g_free (run (argv));
  g_free (parts->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static char *
read_part (const Parts *parts,
           const char *name)
{
  g_autofree char *path = g_build_filename (parts->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* What the first group of @pattern finds; it must be there. */
static char *
find (const char *text,
      const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (regex);
  if (!g_regex_match (regex, text, 0, &match))
    g_error ("%s is not in %.3000s", pattern, text);
  return g_match_info_fetch (match, 1);
}

static int
find_number (const char *text,
             const char *pattern)
{
  g_autofree char *found = find (text, pattern);

  return (int) g_ascii_strtoll (found, NULL, 10);
}

/* The sheet of that name. They are numbered in their order. */
static char *
read_sheet (const Parts *parts,
            const char *title)
{
  g_autofree char *workbook = read_part (parts, "xl/workbook.xml");
  g_autofree char *pattern = g_strdup_printf ("<sheet name=\"%s\" sheetId=\"(\\d+)\"", title);
  g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%d.xml", find_number (workbook, pattern));

  return read_part (parts, name);
}

/* How a cell looks, as its style says. */
static char *
read_style (const Parts *parts,
            const char *sheet,
            const char *cell)
{
  g_autofree char *styles = read_part (parts, "xl/styles.xml");
  g_autofree char *pattern = g_strdup_printf ("<c r=\"%s\" s=\"(\\d+)\"", cell);
  g_autofree char *counted = g_strdup_printf ("<cellXfs[^>]*>(?:<xf [^>]*?(?:/>|>.*?</xf>)){%d}(<xf [^>]*?(?:/>|>.*?</xf>))", find_number (sheet, pattern));

  return find (styles, counted);
}

/* Long texts go on in the next line of their cell, which grows with them; headings and the first column stay in sight. */
static void
test_wrapping (Fixture *fixture,
               gconstpointer unused)
{
  g_auto (Parts) parts = { NULL };
  g_autofree char *path = NULL, *sheet = NULL, *text = NULL, *evidence = NULL, *heading = NULL, *row = NULL;

  fill (fixture->workspace);
  path = write_workbook (fixture);
  if (!take_apart (fixture, &parts, path))
    return;

  sheet = read_sheet (&parts, RETURNS_TITLE);
  text = read_style (&parts, sheet, TEXT_COLUMN "2");
  evidence = read_style (&parts, sheet, "J5");
  heading = read_style (&parts, sheet, TEXT_COLUMN "1");
  g_assert_nonnull (strstr (text, "wrapText=\"1\""));
  g_assert_nonnull (strstr (text, "vertical=\"top\""));
  g_assert_nonnull (strstr (evidence, "wrapText=\"1\""));
  g_assert_nonnull (strstr (heading, "wrapText=\"1\""));

  /* Without a height of its own a row takes what its texts need. */
  row = find (sheet, "<row r=\"2\"([^>]*)>");
  g_assert_null (strstr (row, "ht="));
  g_assert_cmpint (find_number (sheet, "<col min=\"6\" max=\"6\" width=\"(\\d+)"), >=, 60);
  g_assert_nonnull (strstr (sheet, "<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\""));
  g_assert_nonnull (strstr (sheet, "state=\"frozen\""));
  g_assert_nonnull (strstr (sheet, "<autoFilter ref=\"A1:N5\""));
  g_assert_nonnull (strstr (sheet, "fitToHeight=\"0\""));
}

static void
assert_cell (const char *sheet,
             const char *cell,
             const char *number)
{
  g_autofree char *pattern = g_strdup_printf ("<c r=\"%s\" s=\"\\d+\">(?:<f>[^<]*</f>)?<v>([^<]*)</v>", cell);
  g_autofree char *found = find (sheet, pattern);

  g_assert_cmpstr (found, ==, number);
}

/* A project's row says what the figures say of it: money by the year of its payment where it has no other, and no return that
 * was only proposed. Sums are formulas, and come to the same. */
static void
test_agreement (Fixture *fixture,
                gconstpointer unused)
{
  g_auto (Parts) parts = { NULL };
  g_autofree char *path = NULL, *sheet = NULL, *formula = NULL;

  fill (fixture->workspace);
  path = write_workbook (fixture);
  if (!take_apart (fixture, &parts, path))
    return;

  sheet = read_sheet (&parts, "Projects, One by One");
  assert_cell (sheet, "I2", "1234.56");
  assert_cell (sheet, "J2", "1");
  assert_cell (sheet, "K2", "0");
  assert_cell (sheet, "L2", "3");
  assert_cell (sheet, "I3", "1234.56");
  assert_cell (sheet, "L3", "3");
  formula = find (sheet, "<c r=\"I3\"[^>]*><f>([^<]*)</f>");
  g_assert_cmpstr (formula, ==, "SUM(I2)");
}

static void
assert_plain_numbers (const Parts *parts,
                      const char *folder)
{
  g_autofree char *path = g_build_filename (parts->folder, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GRegex) comma = g_regex_new ("<v>[^<]*,[^<]*</v>|(?:width|ht|val)=\"\\d+,", 0, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".xml"))
      {
        g_autofree char *file = g_build_filename (folder, name, NULL);
        g_autofree char *text = read_part (parts, file);

        if (g_regex_match (comma, text, 0, NULL))
          g_error ("%s has a number with a comma", file);
      }
}

/* Numbers have a point in the file, whatever the reader's language puts there; each spreadsheet shows its own. */
static void
test_numerals (Fixture *fixture,
               gconstpointer unused)
{
  g_auto (Parts) parts = { NULL };
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  g_autofree char *path = NULL, *budget = NULL, *gaps = NULL;
  char shown[8];

  if (setlocale (LC_NUMERIC, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("there is no French locale");
      return;
    }
  g_snprintf (shown, sizeof shown, "%.1f", 2.5);
  g_assert_cmpstr (shown, ==, "2,5");

  fill (fixture->workspace);
  path = write_workbook (fixture);
  g_snprintf (shown, sizeof shown, "%.1f", 2.5);
  g_assert_cmpstr (shown, ==, "2,5");
  setlocale (LC_NUMERIC, before);
  if (!take_apart (fixture, &parts, path))
    return;

  assert_plain_numbers (&parts, "xl");
  assert_plain_numbers (&parts, "xl/worksheets");
  assert_plain_numbers (&parts, "xl/charts");
  budget = read_sheet (&parts, "International Budget");
  g_assert_nonnull (strstr (budget, "<v>1234.56</v>"));
  gaps = read_sheet (&parts, "From What[^\"]*");
  g_assert_nonnull (strstr (gaps, "<v>0.3333333333333333</v>"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/workbook/wrapping", Fixture, NULL, fixture_set_up, test_wrapping, fixture_tear_down);
  g_test_add ("/returns/workbook/agreement", Fixture, NULL, fixture_set_up, test_agreement, fixture_tear_down);
  g_test_add ("/returns/workbook/numerals", Fixture, NULL, fixture_set_up, test_numerals, fixture_tear_down);

  return g_test_run ();
}
