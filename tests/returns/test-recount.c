/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every figure of random workspaces, reckoned a second time in plain SQL, which shares no line with the first: see the
 * scripts in the folder recount. Whoever adds a figure adds its SQL: one without a counterpart fails. */
#include <math.h>

#include <sqlite3.h>

#include "ent-return-match.h"
#include "random-unit.h"

#define YEAR 2025
#define N_WORKSPACES 6

/* In the order in which they build on each other. */
static const char *const scripts[] = { "ground", "returns", "work", "money", "subjects" };

static void
run_script (sqlite3 *handle,
            const char *name)
{
  g_autofree char *file = g_strconcat (name, ".sql", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "returns", "recount", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  if (sqlite3_exec (handle, text, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", file, sqlite3_errmsg (handle));
}

static sqlite3_stmt *
prepare (sqlite3 *handle,
         const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s in %s", sqlite3_errmsg (handle), sql);

  return statement;
}

/* The file as another program sees it, with the second reckoning in tables of its own. */
static sqlite3 *
reckon (const char *path,
        int year,
        const EntReturnsSelection *selection)
{
  const char *const parts[] = { selection->theme, selection->country, selection->partnership, selection->department, selection->official, selection->kind };
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "CREATE TEMP TABLE chosen_by (year, theme, country, partnership, department, official, kind)", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  statement = prepare (handle, "INSERT INTO chosen_by VALUES (?, ?, ?, ?, ?, ?, ?)");
  sqlite3_bind_int (statement, 1, year);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    sqlite3_bind_text (statement, i + 2, parts[i], -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    run_script (handle, scripts[i]);

  return handle;
}

static void
compare_records (sqlite3_stmt *behind,
                 const EntReturnsFigure *figure)
{
  guint n = 0;

  sqlite3_bind_text (behind, 1, figure->key, -1, SQLITE_STATIC);
  for (; sqlite3_step (behind) == SQLITE_ROW; n++)
    {
      const char *id = (const char *) sqlite3_column_text (behind, 0);

      if (n >= figure->n_records || !g_str_equal (figure->records[n], id))
        g_error ("%s: has not the record %s", figure->key, id);
    }
  if (n != figure->n_records)
    g_error ("%s: %u records instead of %u", figure->key, figure->n_records, n);
  sqlite3_reset (behind);
}

static void
compare_figure (sqlite3_stmt *found,
                const EntReturnsFigure *figure)
{
  double value;

  sqlite3_bind_text (found, 1, figure->key, -1, SQLITE_STATIC);
  if (sqlite3_step (found) != SQLITE_ROW)
    g_error ("%s: has no counterpart in plain SQL", figure->key);

  g_assert_cmpstr (ent_returns_unit_get_nick (figure->unit), ==, (const char *) sqlite3_column_text (found, 0));
  value = sqlite3_column_double (found, 1);
  if (figure->known != (sqlite3_column_type (found, 1) != SQLITE_NULL) || fabs (figure->value - value) > 1e-9 * MAX (1, fabs (value)))
    g_error ("%s: %.12g (known: %d) instead of %.12g", figure->key, figure->value, figure->known, value);
  if (figure->part != sqlite3_column_int64 (found, 2) || figure->whole != sqlite3_column_int64 (found, 3))
    g_error ("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " instead of %s of %s", figure->key, figure->part, figure->whole,
             sqlite3_column_text (found, 2), sqlite3_column_text (found, 3));
  sqlite3_reset (found);
}

/* The keys of all figures in all cells; each of them stands in one. */
static GHashTable *
compare_cells (EntReturnsYear *figures,
               sqlite3 *handle)
{
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);
  sqlite3_stmt *found = prepare (handle, "SELECT unit, value, part, whole FROM figure WHERE key = ?");
  sqlite3_stmt *behind = prepare (handle, "SELECT id FROM behind WHERE key = ? ORDER BY id");

  for (guint i = 0; i < ent_returns_year_get_n_tables (figures); i++)
    {
      const EntReturnsTable *table = ent_returns_year_get_table (figures, i);

      for (guint j = 0; j < table->n_rows * table->n_columns; j++)
        {
          const EntReturnsFigure *figure = table->cells[j];

          if (figure == NULL)
            continue;
          compare_figure (found, figure);
          compare_records (behind, figure);
          g_assert_true (g_hash_table_add (seen, (gpointer) figure->key));
        }
    }
  sqlite3_finalize (found);
  sqlite3_finalize (behind);

  return seen;
}

/* Both have the same figures, none more and none less, with the same records behind each. */
static void
recount (const char *path,
         EntWorkspace *workspace,
         int year,
         const EntReturnsSelection *selection)
{
  g_autoptr (EntReturnsYear) figures = compute (workspace, year, selection);
  sqlite3 *handle = reckon (path, year, selection);
  g_autoptr (GHashTable) seen = compare_cells (figures, handle);
  sqlite3_stmt *keys = prepare (handle, "SELECT key FROM figure UNION SELECT key FROM behind");

  while (sqlite3_step (keys) == SQLITE_ROW)
    if (!g_hash_table_contains (seen, sqlite3_column_text (keys, 0)))
      g_error ("%s: plain SQL has it, and the year does not", sqlite3_column_text (keys, 0));

  sqlite3_finalize (keys);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

/* What the page of a project says of each return is what the figures say of all. */
static void
test_matches (Fixture *fixture,
              gconstpointer unused)
{
  Pool pool;
  EntReturnsSelection everything = { NULL };
  sqlite3 *handle;
  sqlite3_stmt *statement;

  texts = g_string_chunk_new (4096);
  pool_init (&pool);
  pool_fill (&pool, fixture->workspace);
  handle = reckon (fixture->path, YEAR, &everything);
  statement = prepare (handle, "SELECT id, EXISTS (SELECT 1 FROM goes WHERE src = id AND dst <> id AND dst_stage = 'sought')"
                               " + 2 * EXISTS (SELECT 1 FROM goes WHERE src = id AND dst <> id AND dst_stage = 'announced')"
                               " + 4 * EXISTS (SELECT 1 FROM goes WHERE dst = id AND src <> id AND src_stage = 'actual') FROM ret");
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (GError) error = NULL;
      EntReturnMatch match = 0;

      ent_return_match_load (fixture->workspace, (const char *) sqlite3_column_text (statement, 0), &match, &error);
      g_assert_no_error (error);
      g_assert_cmpint (match, ==, sqlite3_column_int (statement, 1));
    }
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);

  pool_clear (&pool);
  g_string_chunk_free (texts);
}

static void
test_recount (Fixture *fixture,
              gconstpointer unused)
{
  Pool pool;
  EntReturnsSelection everything = { NULL };

  texts = g_string_chunk_new (4096);
  pool_init (&pool);
  pool_fill (&pool, fixture->workspace);

  for (int year = YEAR - 1; year <= YEAR + 1; year++)
    recount (fixture->path, fixture->workspace, year, &everything);
  for (guint i = 0; i < 8; i++)
    {
      EntReturnsSelection selection = {
        .theme = i == 0 || i == 5 ? (char *) "water" : NULL,
        .country = i == 1 || i == 5 ? (char *) "SN" : NULL,
        .partnership = i == 2 ? pool.partnerships->pdata[0] : NULL,
        .department = i == 3 || i == 4 ? pool.departments->pdata[i - 3] : NULL,
        .official = i == 6 ? pool.people->pdata[0] : NULL,
        .kind = i == 7 ? (char *) "twinning" : NULL,
      };

      recount (fixture->path, fixture->workspace, YEAR, &selection);
    }

  pool_clear (&pool);
  g_string_chunk_free (texts);
}

/* Where nothing is recorded, both say so alike. */
static void
test_empty (Fixture *fixture,
            gconstpointer unused)
{
  EntReturnsSelection everything = { NULL };

  recount (fixture->path, fixture->workspace, YEAR, &everything);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/returns/recount/empty", Fixture, NULL, fixture_set_up, test_empty, fixture_tear_down);
  g_test_add ("/returns/recount/matches", Fixture, NULL, fixture_set_up, test_matches, fixture_tear_down);
  for (guint i = 0; i < N_WORKSPACES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/returns/recount/%u", i + 1);

      g_test_add (path, Fixture, NULL, fixture_set_up, test_recount, fixture_tear_down);
    }

  return g_test_run ();
}
