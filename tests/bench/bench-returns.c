/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The year's returns on a large workspace, and the documents that are made of them. */
#include "bench.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

#include "ent-document.h"
#include "ent-returns-records-private.h"

#define ROUNDS 5
#define COLUMNS 14

static void
die_of (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static char *
add (EntWorkspace *workspace,
     const char *type,
     ...)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find (type), NULL);
  g_autoptr (GError) error = NULL;
  const char *name;
  va_list arguments;

  va_start (arguments, type);
  while ((name = va_arg (arguments, const char *)) != NULL)
    ent_record_set_parsed (record, name, va_arg (arguments, const char *), &error);
  va_end (arguments);
  die_of (error);
  ent_workspace_save (workspace, record, &error);
  die_of (error);

  return g_strdup (ent_record_get_id (record));
}

/* Projects with three partnerships for ten of them, and returns of one year in equal parts. */
static void
fill (EntWorkspace *workspace,
      guint n_projects,
      guint n_returns)
{
  static const char *const stages[] = { "sought", "announced", "actual" };
  static const char *const categories[] = { "jobs", "business", "cultural-opening", "local-actors", "unclassified" };
  g_autoptr (GPtrArray) partnerships = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) projects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ent_workspace_begin (workspace, "A large year", NULL, &error);
  die_of (error);
  for (guint i = 0; i < n_projects; i++)
    {
      g_autofree char *title = g_strdup_printf ("Eau potable et assainissement, tranche %u", i);

      if (i % 10 < 3)
        g_ptr_array_add (partnerships, add (workspace, "partnership", "title", title, "status", "active", "countries", "SN", NULL));
      g_ptr_array_add (projects, add (workspace, "project", "title", title, "status", "ongoing", "themes", "water", "partnership",
                                      partnerships->pdata[i % partnerships->len], NULL));
    }
  for (guint i = 0; i < n_returns; i++)
    {
      g_autofree char *text = g_strdup_printf ("Ce que le projet a rapporté au territoire, en une phrase : %u", i);
      g_autofree char *value = g_strdup_printf ("%u", i % 97);

      g_free (add (workspace, "return", "text", text, "year", "2025", "subject", projects->pdata[i % n_projects], "stage", stages[i % 3], "scope",
                   "territory", "categories", categories[i % 5], "measure", "number", "value", value, "unit", "emplois", "evidence",
                   i % 2 ? "Procès-verbal" : NULL, NULL));
    }
  ent_workspace_commit (workspace, &error);
  die_of (error);
}

static EntWorkspace *
open_year (const char *folder,
           guint n_projects,
           guint n_returns)
{
  g_autofree char *name = g_strdup_printf ("year-%u-%u.entente", n_projects, n_returns);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace = ent_workspace_open (path, is_new ? ENT_WORKSPACE_CREATE : 0, &error);

  die_of (error);
  if (is_new)
    fill (workspace, n_projects, n_returns);

  return workspace;
}

static void
measure_figures (EntWorkspace *workspace)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = bench_now (), time;
      g_autoptr (GError) error = NULL;
      g_autoptr (EntReturnsYear) year = ent_returns_year_new (workspace, 2025, NULL, NULL, &error);

      die_of (error);
      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  bench_report_many ("returns.figures", times);
}

static void
measure_document (EntWorkspace *workspace,
                  const char *name,
                  EntDocumentKind kind,
                  const char *path)
{
  EntDocumentRequest request = { .kind = kind, .year = 2025 };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = bench_now (), time;
      g_autoptr (GError) error = NULL;

      ent_document_write (workspace, &request, path, NULL, NULL, NULL, &error);
      die_of (error);
      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  bench_report_many (name, times);
}

static double
get_peak (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024.0;
}

/* One sheet of the first @n returns. Returns the time. */
static double
write_rows (EntWorkspace *workspace,
            EntReturnsYear *year,
            guint n,
            const char *path)
{
  const EntReturnsFigure *figure = ent_returns_year_find (year, "returns.actual");
  g_autoptr (GString) ids = g_string_new ("[");
  EntListingQuery query = { .year = 2025 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkbook) workbook = NULL;
  double start;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (ids, "%s\"%s\"", i > 0 ? "," : "", figure->records[i % figure->n_records]);
  g_string_append_c (ids, ']');
  query.ids = ids->str;
  start = bench_now ();
  workbook = ent_workbook_new (path, &error);
  die_of (error);
  ent_listing_add_sheet (ent_returns_records[0].listing, workspace, &query, workbook, NULL, &error);
  die_of (error);
  ent_workbook_finish (workbook, NULL, &error);
  die_of (error);

  return bench_now () - start;
}

/* As many cells, of the same texts, by the library alone, as its example of constant memory writes them: the texts that
 * differ from row to row differ here too, as they are what takes long to compress. */
static double
write_plainly (const EntReturnsFigure *figure,
               guint n,
               const char *path)
{
  static const char *const texts[COLUMNS] = {
    "Eau potable et assainissement, tranche 1234", "Eau potable et assainissement, tranche 12", "Actual", "For the territory", "Jobs",
    "Ce que le projet a rapporté au territoire, en une phrase : ", "Number", "97", "emplois", "Procès-verbal", NULL, NULL, "0", NULL,
  };
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  double start = bench_now ();
  lxw_workbook *workbook = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, NULL);

  for (guint row = 0; row < n; row++)
    {
      char text[128];

      g_snprintf (text, sizeof text, "%s%u", texts[5], row);
      for (guint column = 0; column < COLUMNS - 1; column++)
        if (texts[column] != NULL)
          worksheet_write_string (sheet, row, column, column == 5 ? text : texts[column], NULL);
      worksheet_write_string (sheet, row, COLUMNS - 1, figure->records[row % figure->n_records], NULL);
    }
  g_assert (workbook_close (workbook) == LXW_NO_ERROR);

  return bench_now () - start;
}

static void
measure_rows (EntWorkspace *workspace,
              const char *path)
{
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  g_autoptr (EntReturnsYear) year = ent_returns_year_new (workspace, 2025, NULL, NULL, &error);
  double before;

  die_of (error);
  write_rows (workspace, year, 10000, path);
  before = get_peak ();
  for (guint i = 0; i < 3; i++)
    {
      double time = write_rows (workspace, year, 100000, path);

      g_array_append_val (own, time);
      if (i == 0)
        bench_report ("returns.rows-memory", get_peak () - before);
      time = write_plainly (ent_returns_year_find (year, "returns.actual"), 100000, path);
      g_array_append_val (plain, time);
    }
  bench_report_many ("returns.rows", own);
  bench_report_many ("returns.rows-plain", plain);
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *path = g_build_filename (argv[1], "document", NULL);
  g_autoptr (EntWorkspace) year = open_year (argv[1], 12700, 100000);
  g_autoptr (EntWorkspace) unit = open_year (argv[1], 200, 1500);

  measure_figures (year);
  measure_document (unit, "returns.report", ENT_DOCUMENT_REPORT, path);
  measure_rows (year, path);
  g_unlink (path);

  return 0;
}
