/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real table, as messy as real tables are: needs the folder of data for trying. */
#include "ent-country.h"
#include "ent-csv-import.h"
#include "ent-csv-reader.h"

#include "../common/workspaces.h"

static char *
find_table (void)
{
  const char *data = g_getenv ("ENTENTE_SHARED_DATA");
  g_autofree char *path = data != NULL ? g_build_filename (data, "twinnings-france.csv", NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

static EntImportReport *
import (EntWorkspace *workspace,
        const char *table,
        const char *rejects)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "exchange", "twinnings-mapping.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EntImportMapping) mapping = ent_import_mapping_open (file, &error);
  const EntImportOptions options = { .rejects = rejects };
  EntImportReport *report;

  g_assert_no_error (error);
  report = ent_csv_import (workspace, mapping, table, &options, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static void
show (const char *what,
      EntImportReport *report)
{
  g_autofree char *text = ent_import_report_describe (report);

  g_test_message ("%s: %s", what, text);
  for (guint i = 0; i < report->problems->len; i++)
    {
      const EntImportProblem *problem = report->problems->pdata[i];

      g_test_message ("line %u%s: %s", problem->line, problem->rejected ? " (rejected)" : "", problem->message);
    }
}

static guint
count_official (GPtrArray *authorities,
                gboolean french)
{
  guint n = 0;

  for (guint i = 0; i < authorities->len; i++)
    if (french ? ent_record_get_text (authorities->pdata[i], "siren") != NULL
               : g_str_equal (ent_record_get_text (authorities->pdata[i], "country"), "FR"))
      n++;

  return n;
}

static gboolean
is_twice (GHashTable *seen,
          EntRecord *twinning)
{
  const char *lead = ent_record_get_text (twinning, "lead");
  const char *const *partners = ent_record_get_list (twinning, "partners");

  g_assert_nonnull (lead);
  g_assert_nonnull (partners);
  g_assert_null (partners[1]);
  return !g_hash_table_add (seen, g_strconcat (lead, partners[0], NULL));
}

static void
check_twinnings (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) twinnings = list_records (workspace, "partnership");
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < twinnings->len; i++)
    {
      const char *const *countries = ent_record_get_list (twinnings->pdata[i], "countries");

      g_assert_cmpstr (ent_record_get_text (twinnings->pdata[i], "kind"), ==, "twinning");
      g_assert_nonnull (ent_country_find (countries[0]));
      g_assert_false (is_twice (pairs, twinnings->pdata[i]));
    }
}

static void
check_authorities (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) authorities = list_records (workspace, "authority");
  guint french = count_official (authorities, FALSE), official = count_official (authorities, TRUE);

  g_test_message ("%u French authorities, %u of them in the directory", french, official);
  g_assert_cmpuint (official * 100, >=, french * 95);
  for (guint i = 0; i < authorities->len; i++)
    {
      double latitude = ent_record_get_real (authorities->pdata[i], "latitude", 999);

      g_assert_cmpfloat (latitude, <=, 90);
    }
}

static void
test_twinnings (Folder *folder,
                gconstpointer unused)
{
  g_autofree char *table = find_table ();
  g_autofree char *rejects = folder_name (folder, "rejects.csv");
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (folder, "twinnings.entente");
  g_autoptr (EntImportReport) first = NULL;
  g_autoptr (EntImportReport) again = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  guint authorities, partnerships;
  gint64 last;

  if (table == NULL)
    {
      g_test_skip ("ENTENTE_SHARED_DATA does not say where the data for trying are");
      return;
    }

  first = import (workspace, table, rejects);
  g_test_message ("%.2f s", g_timer_elapsed (timer, NULL));
  show ("first", first);
  authorities = count_records (workspace, "authority");
  partnerships = count_records (workspace, "partnership");
  g_assert_cmpuint (first->rows, ==, 3782);
  g_assert_cmpuint (first->added + first->updated + first->unchanged + first->rejected, ==, first->rows);
  g_assert_cmpuint (first->added, ==, partnerships);
  g_assert_cmpuint (first->created, ==, authorities);
  g_assert_cmpuint (first->rejected, <=, 10);
  g_assert_cmpint (g_file_test (rejects, G_FILE_TEST_EXISTS), ==, first->rejected > 0);
  check_twinnings (workspace);
  check_authorities (workspace);

  last = ent_workspace_get_last_change (workspace);
  again = import (workspace, table, rejects);
  show ("again", again);
  g_assert_cmpuint (again->added + again->updated + again->created, ==, 0);
  g_assert_cmpuint (count_records (workspace, "authority"), ==, authorities);
  g_assert_cmpuint (count_records (workspace, "partnership"), ==, partnerships);
  g_assert_cmpint (ent_workspace_get_last_change (workspace), ==, last);

  label = ent_workspace_undo (workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_records (workspace, "authority") + count_records (workspace, "partnership"), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/twinnings", Folder, NULL, folder_set_up, test_twinnings, folder_tear_down);

  return g_test_run ();
}
