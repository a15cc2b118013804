/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents that are handed over, read by programs that did not write them: they say the same, and what goes wrong
 * leaves the former file as it was. */
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "ent-document.h"
#include "ent-workbook.h"
#include "readers.h"
#include "study.h"

/* All sheets as comma-separated values. */
#define SHEETS "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

static char *
write_document (Fixture *fixture,
                EntDocumentKind kind,
                int year)
{
  EntDocumentRequest request = { .kind = kind, .year = year };
  g_autofree char *name = g_strdup_printf ("document-%d.%s", kind, ent_document_get_suffix (kind));
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  ent_document_write (fixture->workspace, &request, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return path;
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
remove_folder (const char *path)
{
  const char *const argv[] = { "rm", "-r", path, NULL };

  g_free (run (argv));
}

/* The sheets of a workbook, one after the other; NULL where there is no spreadsheet to read it. */
static char *
read_workbook (Fixture *fixture,
               const char *path)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "sheets", NULL);
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", folder);
  const char *const argv[] = { "soffice", profile, "--headless", "--convert-to", SHEETS, "--outdir", folder, path, NULL };
  g_autofree char *said = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GString) sheets = g_string_new (NULL);
  const char *name;

  said = run (argv);
  if (said == NULL)
    return NULL;

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".csv"))
      {
        g_autofree char *sheet = g_build_filename (folder, name, NULL);
        g_autofree char *text = read_text (sheet);

        g_string_append_printf (sheets, "%s\n", text);
      }
  remove_folder (folder);

  return g_string_free_and_steal (g_steal_pointer (&sheets));
}

static void
assert_has (const char *text,
            const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("“%s” is not in:\n%.2000s", what, text);
}

/* Blanks as one space, so that a table can be compared whatever its columns are. */
static char *
squeeze (const char *text)
{
  g_autoptr (GRegex) blanks = g_regex_new ("[ \\x{00a0}\\x{202f}]+", 0, 0, NULL);

  return g_regex_replace_literal (blanks, text, -1, 0, " ", 0, NULL);
}

/* What the study counted, and how each document says it. */
static const struct
{
  const char *label;
  const char *key;
  int sought[2], announced[2], actual[2]; /* projects, returns; -1: not counted by the study */
} counts[] = {
  { "For the territory", "territory", { 14, 22 }, { 3, 4 }, { 22, 41 } },
  { "Economic", "territory.economic", { -1, 13 }, { -1, 2 }, { 4, 4 } },
  { "Non-economic", "territory.non-economic", { -1, 7 }, { -1, 2 }, { -1, 26 } },
  { "Unclassified", "territory.unclassified", { -1, 2 }, { -1, -1 }, { -1, 11 } },
  { "For the authority", "authority", { 10, 15 }, { 6, 6 }, { 25, 71 } },
  { "Practices of agents", "authority.practices.agents", { -1, -1 }, { -1, -1 }, { -1, 44 } },
  { "Practices in public policy", "authority.practices.public-policy", { -1, -1 }, { -1, -1 }, { -1, 27 } },
  { "Practices of departments", "authority.practices.departments", { -1, -1 }, { -1, -1 }, { -1, 23 } },
  { "Practices of elected officials", "authority.practices.officials", { -1, -1 }, { -1, -1 }, { 2, 2 } },
};

static void
append_pattern (GString *pattern,
                const int *pair,
                const char *between)
{
  if (pair[1] < 0)
    g_string_append_printf (pattern, "(?:\\d+%s)?\\d+", between);
  else if (pair[0] < 0)
    g_string_append_printf (pattern, "\\d+%s%d", between, pair[1]);
  else
    g_string_append_printf (pattern, "%d%s%d", pair[0], between, pair[1]);
}

/* The row of @i: its label, then its three pairs of counts. */
static void
assert_row (const char *text,
            guint i,
            const char *between,
            const char *apart)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  g_autoptr (GRegex) regex = NULL;

  g_string_printf (pattern, "(?m)^ *%s%s", counts[i].label, apart);
  append_pattern (pattern, counts[i].sought, between);
  g_string_append (pattern, apart);
  append_pattern (pattern, counts[i].announced, between);
  g_string_append (pattern, apart);
  append_pattern (pattern, counts[i].actual, between);
  g_string_append (pattern, "\\b");
  regex = g_regex_new (pattern->str, 0, 0, NULL);
  if (!g_regex_match (regex, text, 0, NULL))
    g_error ("“%s” is not in:\n%s", pattern->str, text);
}

static void
assert_lines (const char *csv,
              const char *json,
              guint i)
{
  static const char *const stages[] = { "sought", "announced", "actual" };
  const int *const pairs[] = { counts[i].sought, counts[i].announced, counts[i].actual };

  for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
    {
      g_autofree char *line = g_strdup_printf (",returns.%s.%s,", stages[j], counts[i].key);
      g_autofree char *key = g_strdup_printf ("\"returns.%s.%s\"", stages[j], counts[i].key);
      g_autofree char *cells = g_strdup_printf (",%d,returns,%d,", pairs[j][1], pairs[j][1]);
      g_autofree char *member = g_strdup_printf ("\"references\" : %d,", pairs[j][1]);
      const char *in_csv = strstr (csv, line), *in_json = strstr (json, key);

      g_assert_nonnull (in_csv);
      g_assert_nonnull (in_json);
      if (pairs[j][1] < 0)
        continue;
      g_assert_nonnull (g_strstr_len (in_csv, strcspn (in_csv, "\n"), cells));
      g_assert_nonnull (g_strstr_len (in_json, 1200, member));
    }
}

static void
test_study (Fixture *fixture,
            gconstpointer unused)
{
  Study study = { fixture->workspace };
  g_autofree char *report = NULL;
  g_autofree char *workbook = NULL;
  g_autofree char *csv_path = NULL;
  g_autofree char *json_path = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *page = NULL;
  g_autofree char *sheets = NULL;

  record_study (&study);
  report = write_document (fixture, ENT_DOCUMENT_REPORT, 2015);
  workbook = write_document (fixture, ENT_DOCUMENT_WORKBOOK, 2015);
  csv_path = write_document (fixture, ENT_DOCUMENT_TABLE, 2015);
  json_path = write_document (fixture, ENT_DOCUMENT_DATA, 2015);
  csv = read_text (csv_path);
  json = read_text (json_path);
  pdf = run ((const char *const[]){ "pdftotext", "-layout", report, "-", NULL });
  page = squeeze (pdf != NULL ? pdf : "");
  sheets = read_workbook (fixture, workbook);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      assert_lines (csv, json, i);
      if (pdf != NULL)
        assert_row (page, i, " ?/ ?", " ");
      if (sheets != NULL)
        assert_row (sheets, i, ",", ",");
    }
  /* “Only 6 of these 41 references coincide.” */
  assert_has (csv, ",coincidence.territory,Coincidence: For the territory,14.63,%,6,41,6,");
  if (pdf != NULL)
    assert_has (page, "6 of 41 (15%)");
  if (sheets != NULL)
    assert_has (sheets, "Coincidence,6,112,5.35714285714286%,6,41,14.6341463414634%,0,71,0%,");
  if (pdf == NULL || sheets == NULL)
    g_test_message ("pdftotext or soffice is not installed: not all was read back");
  study_clear (&study);
}

/* What a spreadsheet would run, and what no sheet can hold. */
static const char *const hostile[] = {
  "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.org\")", "'quoted", "a\"b", "<b>&amp;</b>",
  "مشروع مياه", "Eau 💧 potable", "_x0041_ is not A",
};

static void
test_hostile (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *project = add_record (fixture->workspace, "project", "title", "=2*3", "status", "ongoing", NULL);
  g_autofree char *longest = g_strnfill (10000, 'x');
  g_autofree char *workbook = NULL;
  g_autofree char *sheets = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    g_free (add_record (fixture->workspace, "return", "text", hostile[i], "year", "2025", "subject", project, "stage", "actual", "scope",
                        "territory", NULL));
  g_free (add_record (fixture->workspace, "return", "text", longest, "year", "2025", "subject", project, "stage", "actual", "scope", "territory",
                      "evidence", longest, "value", "1e15", "measure", "number", NULL));
  workbook = write_document (fixture, ENT_DOCUMENT_WORKBOOK, 2025);
  sheets = read_workbook (fixture, workbook);
  if (sheets == NULL)
    {
      g_test_skip ("soffice is not installed");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_auto (GStrv) parts = g_strsplit (hostile[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      assert_has (sheets, quoted);
    }
  assert_has (sheets, longest);
  assert_has (sheets, "=2*3");
}

/* What no field holds but a sheet might be given: characters of two units, more of them than a cell has; control
 * characters; names that sheets cannot have, and the same twice. */
static void
test_workbook (Fixture *fixture,
               gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "workbook.xlsx", NULL);
  g_autoptr (GString) drops = g_string_new (NULL);
  g_autoptr (EntWorkbook) workbook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sheets = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (drops, "💧");
  workbook = ent_workbook_new (path, &error);
  g_assert_no_error (error);
  ent_workbook_add_sheet (workbook, "[a]:b*c?d/e\\f'g and more than thirty-one characters");
  ent_workbook_add_text (workbook, ENT_CELL_TEXT, drops->str);
  ent_workbook_end_row (workbook);
  ent_workbook_add_text (workbook, ENT_CELL_TEXT, "bell \a and\ttab");
  ent_workbook_add_number (workbook, ENT_CELL_NUMBER, NAN);
  ent_workbook_add_number (workbook, ENT_CELL_MONEY, 1e13 - 0.01);
  ent_workbook_add_date (workbook, 0, "2025-02-28");
  ent_workbook_add_date (workbook, 0, "1789-07-14");
  ent_workbook_end_row (workbook);
  ent_workbook_add_sheet (workbook, "[a]:b*c?d/e\\f'g and more than thirty-one characters");
  ent_workbook_add_sheet (workbook, "");
  g_assert_true (ent_workbook_check (workbook, &error));
  ent_workbook_finish (workbook, NULL, &error);
  g_assert_no_error (error);

  sheets = read_workbook (fixture, path);
  if (sheets == NULL)
    return;
  g_string_truncate (drops, 16383 * strlen ("💧"));
  g_string_append (drops, "…,");
  assert_has (sheets, drops->str);
  assert_has (sheets, ",,9999999999999.99,02/28/2025,1789-07-14");
}

/* A project that all documents can be written of. */
static char *
publish (EntWorkspace *workspace)
{
  g_autofree char *own = add_record (workspace, "authority", "name", "Isère", "country", "FR", "siren", "223800012", NULL);
  g_autofree char *partnership = add_record (workspace, "partnership", "title", "Tambacounda", "countries", "SN", "circle", "atlas", NULL);

  g_assert_true (ent_workspace_set_setting (workspace, "own-authority", own, NULL));
  return add_record (workspace, "project", "title", "Eau potable", "status", "ongoing", "description", "Puits", "themes", "water", "start",
                     "2024-03-01", "partnership", partnership, "circle", "atlas", NULL);
}

static void
fill (EntWorkspace *workspace,
      guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *project = NULL;

  ent_workspace_begin (workspace, "Many returns", NULL, &error);
  project = publish (workspace);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Return %u: %08x%08x", i, g_test_rand_int (), g_test_rand_int ());

      g_free (add_record (workspace, "return", "text", text, "year", "2025", "subject", project, "stage", "actual", "scope", "territory",
                          "circle", "atlas", NULL));
    }
  ent_workspace_commit (workspace, &error);
  g_assert_no_error (error);
}

/* Where files cannot grow, each document says so and leaves what was there, with nothing beside it. */
static void
test_full (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "document", NULL);
  struct rlimit limit, small;

  fill (fixture->workspace, 300);
  g_file_set_contents (path, "before", -1, NULL);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint kind = 0; kind < ENT_N_DOCUMENTS; kind++)
    /* The small tables end sooner. */
    for (rlim_t most = 4096; most <= (kind <= ENT_DOCUMENT_IATI ? 16384 : 4096); most *= 2)
      {
        EntDocumentRequest request = { .kind = kind, .year = 2025, .subject = "project:none" };
        g_autoptr (EntReturnsYear) figures = compute (fixture->workspace, 2025, NULL);
        g_autoptr (GError) error = NULL;
        g_autofree char *kept = NULL;
        g_autoptr (GDir) dir = NULL;
        gboolean written;

        request.figures = figures;
        small = (struct rlimit){ most, limit.rlim_max };
        g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
        written = ent_document_write (fixture->workspace, &request, path, NULL, NULL, NULL, &error);
        g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

        if (written)
          g_error ("%s was written where files end at %lu bytes", ent_document_get_label (kind), (gulong) most);
        g_assert_cmpint (error->domain, ==, ENT_ERROR);
        g_test_message ("%s: %s", ent_document_get_label (kind), error->message);
        kept = read_text (path);
        g_assert_cmpstr (kept, ==, "before");
        dir = g_dir_open (fixture->folder, 0, NULL);
        for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
          g_assert_true (g_str_has_prefix (name, "unit.entente") || g_str_equal (name, "document"));
      }
  signal (SIGXFSZ, SIG_DFL);
}

static void
test_nowhere (Fixture *fixture,
              gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "none", "document", NULL);
  g_autofree char *project = publish (fixture->workspace);

  for (guint kind = 0; kind < ENT_N_DOCUMENTS; kind++)
    {
      EntDocumentRequest request = { .kind = kind, .year = 2025, .subject = project };
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (ent_document_write (fixture->workspace, &request, path, NULL, NULL, NULL, &error));
      g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
      g_clear_error (&error);

      g_cancellable_cancel (cancellable);
      g_assert_false (ent_document_write (fixture->workspace, &request, path, NULL, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* A year of which nothing is recorded makes documents that say so. */
static void
test_empty (Fixture *fixture,
            gconstpointer unused)
{
  for (guint kind = 0; kind < ENT_DOCUMENT_IATI; kind++)
    {
      g_autofree char *path = write_document (fixture, kind, 2025);
      g_autofree char *sheets = kind == ENT_DOCUMENT_WORKBOOK ? read_workbook (fixture, path) : NULL;

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      if (sheets != NULL)
        assert_has (sheets, "All returns,0,0,0,0,0,0,");
    }
}

/* 20,000 returns of one project, and money at the limits of what is kept: each document is right, and says what it leaves
 * out. */
static void
test_many (Fixture *fixture,
           gconstpointer unused)
{
  g_autofree char *report = NULL;
  g_autofree char *csv_path = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *workbook = NULL;
  g_autofree char *sheets = NULL;
  g_autofree char *pdf = NULL;
  g_autoptr (GPtrArray) projects = NULL;
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));

  fill (fixture->workspace, 20000);
  projects = ent_workspace_list (fixture->workspace, query, 1, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *own = ent_workspace_get_setting (fixture->workspace, "own-authority");

      g_free (add_record (fixture->workspace, "funding", "project", ent_record_get_id (projects->pdata[0]), "funder", own, "source", "own", "year",
                          "2025", "paid", "9999999999999.99", NULL));
    }

  report = write_document (fixture, ENT_DOCUMENT_REPORT, 2025);
  csv_path = write_document (fixture, ENT_DOCUMENT_TABLE, 2025);
  workbook = write_document (fixture, ENT_DOCUMENT_WORKBOOK, 2025);
  csv = read_text (csv_path);
  assert_has (csv, ",returns.actual,All returns: Actual,20000,returns,20000,1,20000,");
  assert_has (csv, ",budget.own.paid,Own funds: Paid,19999999999999.98,");
  pdf = run ((const char *const[]){ "pdftotext", "-layout", report, "-", NULL });
  if (pdf != NULL)
    {
      assert_has (pdf, "18000 more returns are in the workbook.");
      assert_has (pdf, "€20,000,000,000,000");
    }
  sheets = read_workbook (fixture, workbook);
  if (sheets != NULL)
    {
      /* Spreadsheets reckon with fifteen digits: the lines are right to the cent, their sum is not. */
      assert_has (sheets, ",9999999999999.99,");
      assert_has (sheets, ",Return 0: ");
      assert_has (sheets, ",Return 19999: ");
    }
}

typedef struct
{
  GMainLoop *loop;
  double fraction;
  guint n_steps;
  GError *error;
} Watch;

static void
watch_cb (double fraction,
          gpointer data)
{
  Watch *watch = data;

  g_assert_true (g_main_context_is_owner (NULL));
  g_assert_cmpfloat (fraction, >=, watch->fraction);
  watch->fraction = fraction;
  watch->n_steps++;
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  Watch *watch = data;

  ent_document_write_finish (result, &watch->error);
  g_main_loop_quit (watch->loop);
}

static void
test_async (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "async.xlsx", NULL);
  EntDocumentRequest request = { .kind = ENT_DOCUMENT_WORKBOOK, .year = 2025 };
  Watch watch = { loop };

  fill (fixture->workspace, 30);
  ent_document_write_async (fixture->path, &request, path, watch_cb, &watch, cancellable, written_cb, &watch);
  g_main_loop_run (loop);
  g_assert_no_error (watch.error);
  g_assert_cmpuint (watch.n_steps, >, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  g_assert_cmpint (g_remove (path), ==, 0);
  g_cancellable_cancel (cancellable);
  ent_document_write_async (fixture->path, &request, path, watch_cb, &watch, cancellable, written_cb, &watch);
  g_main_loop_run (loop);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&watch.error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/documents/study", Fixture, NULL, fixture_set_up, test_study, fixture_tear_down);
  g_test_add ("/documents/hostile", Fixture, NULL, fixture_set_up, test_hostile, fixture_tear_down);
  g_test_add ("/documents/workbook", Fixture, NULL, fixture_set_up, test_workbook, fixture_tear_down);
  g_test_add ("/documents/full", Fixture, NULL, fixture_set_up, test_full, fixture_tear_down);
  g_test_add ("/documents/nowhere", Fixture, NULL, fixture_set_up, test_nowhere, fixture_tear_down);
  g_test_add ("/documents/empty", Fixture, NULL, fixture_set_up, test_empty, fixture_tear_down);
  g_test_add ("/documents/many", Fixture, NULL, fixture_set_up, test_many, fixture_tear_down);
  g_test_add ("/documents/async", Fixture, NULL, fixture_set_up, test_async, fixture_tear_down);

  return g_test_run ();
}
