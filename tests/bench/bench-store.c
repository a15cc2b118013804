/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store on a large workspace, without a window. */
#include "bench.h"

#include "ent-alerts.h"
#include "ent-deadlines.h"
#include "ent-workspace.h"

#define ROUNDS 30

static void
die_of (const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static GArray *
find (EntWorkspace *workspace,
      const char *entity,
      const char *words)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find (entity));
  g_autoptr (GError) error = NULL;
  GArray *rows;

  ent_query_set_words (query, words);
  rows = ent_workspace_find (workspace, query, &error);
  die_of (error);
  return rows;
}

static void
measure_find (EntWorkspace *workspace,
              const char *name,
              const char *words)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS / 3; i++)
    {
      /* Without words, what was kept of the last time would be all that is measured. */
      g_autoptr (GArray) other = words == NULL ? find (workspace, "authority", NULL) : NULL;
      double start = bench_now (), time;
      g_autoptr (GArray) rows = find (workspace, "project", words);

      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  bench_report_many (name, times);
}

static void
measure_search (EntWorkspace *workspace,
                const char *name,
                const char *words)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS / 3; i++)
    {
      double start = bench_now (), time;
      g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, words, NULL, 50, NULL);

      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  bench_report_many (name, times);
}

/* What a view asks for when it is scrolled to another place: two windows of rows. */
static void
measure_windows (EntWorkspace *workspace)
{
  g_autoptr (GArray) rows = find (workspace, "project", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      guint first = g_random_int_range (0, rows->len - 256);
      double start = bench_now (), time;
      g_autoptr (GPtrArray) records =
        ent_workspace_load (workspace, ent_schema_find ("project"), &g_array_index (rows, gint64, first), 256, NULL);

      time = bench_now () - start;
      g_array_append_val (times, time);
    }
  bench_report_many ("store.windows", times);
}

static void
measure_save (EntWorkspace *workspace)
{
  g_autoptr (GArray) rows = find (workspace, "project", NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GPtrArray) records =
        ent_workspace_load (workspace, ent_schema_find ("project"), &g_array_index (rows, gint64, i * 1000), 1, NULL);
      g_autofree char *title = g_strdup_printf ("Eau potable, tranche %u", g_random_int ());
      g_autoptr (GError) error = NULL;
      double start, time;

      ent_record_set_text (records->pdata[0], "title", title);
      ent_record_set_text (records->pdata[0], "description", title);
      start = bench_now ();
      ent_workspace_save (workspace, records->pdata[0], &error);
      time = bench_now () - start;
      die_of (error);
      g_array_append_val (times, time);
    }
  bench_report_many ("store.save", times);
}

static void
measure_overview (EntWorkspace *workspace)
{
  g_autoptr (GPtrArray) alerts = NULL, deadlines = NULL;
  double start = bench_now ();

  alerts = ent_alerts_list (workspace, "2026-11-22", NULL, NULL);
  deadlines = ent_deadlines_list (workspace, "2026-11-22", 3, 8, NULL, NULL);
  bench_report ("store.alerts", bench_now () - start);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  double start = bench_now ();

  workspace = ent_workspace_open (argv[1], 0, &error);
  die_of (error);
  bench_report ("store.open", bench_now () - start);

  measure_find (workspace, "store.find", NULL);
  measure_find (workspace, "store.find-word", "assain");
  measure_find (workspace, "store.find-words", "eau potable");
  measure_find (workspace, "store.find-letter", "e");
  measure_search (workspace, "store.search-word", "assain");
  measure_search (workspace, "store.search-words", "eau potable");
  measure_search (workspace, "store.search-letter", "e");
  measure_windows (workspace);
  measure_overview (workspace);
  measure_save (workspace);

  return 0;
}
