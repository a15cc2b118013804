/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-atlas-check.h"

#include "ent-atlas-database-private.h"
#include "ent-atlas-record.h"

/* What a database says twice must agree: the tree of each document with its row and its leaves, the counts with the rows,
 * and SQLite's own pages with each other. */

/* A damaged file can have any number of problems; some tell the story. */
#define MAX_PROBLEMS 100

typedef void (*RowFunc) (EntAtlasQuery *row, GPtrArray *problems, gint64 *totals);

static void
add_problem (GPtrArray *problems,
             char      *problem)
{
  if (problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, problem);
  else
    g_free (problem);
}

static gboolean
each_row (EntAtlasDatabase *database,
          const char       *sql,
          RowFunc           func,
          GPtrArray        *problems,
          gint64           *totals,
          GError          **error)
{
  sqlite3_stmt *query = NULL;
  gboolean good = ent_atlas_sql_prepare (database->db, &query, sql, error) != NULL;
  gboolean row = TRUE;

  while (good && row)
    {
      good = ent_atlas_query_step (query, &row, error);
      if (good && row)
        func (query, problems, totals);
    }

  sqlite3_finalize (query);
  return good;
}

static void
check_integrity (EntAtlasQuery *row,
                 GPtrArray     *problems,
                 gint64        *totals)
{
  const char *text = ent_atlas_query_get_text (row, 0);

  if (g_strcmp0 (text, "ok") != 0)
    add_problem (problems, g_strdup (text));
}

static void
check_reference (EntAtlasQuery *row,
                 GPtrArray     *problems,
                 gint64        *totals)
{
  add_problem (problems, g_strdup_printf ("%s: a row refers to one that is gone", ent_atlas_query_get_text (row, 0)));
}

static void
check_document (EntAtlasQuery *row,
                GPtrArray     *problems,
                gint64        *totals)
{
  g_autoptr (EntAtlasTree) tree = ent_atlas_tree_parse (sqlite3_column_blob (row, 1),
                                                        (gsize) sqlite3_column_bytes (row, 1));
  const char *id = ent_atlas_query_get_text (row, 0);
  gboolean deleted = sqlite3_column_int (row, 2) != 0;
  g_autoptr (GArray) leaves = NULL;
  EntAtlasRevision revision;
  EntAtlasLeaf winner;

  totals[deleted ? 1 : 0]++;
  if (tree == NULL || !ent_atlas_tree_get_winner (tree, &winner))
    {
      add_problem (problems, g_strdup_printf ("%s: damaged revision tree", id));
      return;
    }

  leaves = ent_atlas_tree_get_leaves (tree);
  if (winner.deleted != deleted || !ent_atlas_revision_parse (ent_atlas_query_get_text (row, 3), &revision)
      || !ent_atlas_revision_equal (&revision, &winner.revision))
    add_problem (problems, g_strdup_printf ("%s: another winner than the tree's", id));
  if (sqlite3_column_int64 (row, 4) != leaves->len)
    add_problem (problems, g_strdup_printf ("%s: contents and leaves differ in number", id));
}

static gboolean
check_counts (EntAtlasDatabase *database,
              const gint64     *totals,
              GPtrArray        *problems,
              GError          **error)
{
  EntAtlasDatabaseInfo info;

  if (!ent_atlas_database_get_info (database, &info, error))
    return FALSE;

  if (info.alive != totals[0] || info.deleted != totals[1])
    add_problem (problems, g_strdup ("the counts of documents are wrong"));
  return TRUE;
}

/**
 * ent_atlas_check_database:
 * @database: a database, in a transaction
 * @problems: (element-type utf8): where to add a line for each problem
 * @error: return location for an error
 *
 * Looks at everything. Takes as long as reading the whole file.
 *
 * Returns: whether it could be looked at
 */
gboolean
ent_atlas_check_database (EntAtlasDatabase *database,
                          GPtrArray        *problems,
                          GError          **error)
{
  gint64 totals[2] = { 0, 0 };

  g_return_val_if_fail (ENT_ATLAS_IS_DATABASE (database), FALSE);

  return each_row (database, "PRAGMA integrity_check", check_integrity, problems, totals, error)
         && each_row (database, "PRAGMA foreign_key_check", check_reference, problems, totals, error)
         && each_row (database,
                      "SELECT d.id, d.tree, d.deleted, ifnull ((SELECT revision FROM leaf WHERE number = d.leaf), ''),"
                      " (SELECT count(*) FROM leaf WHERE document = d.number) FROM document d",
                      check_document, problems, totals, error)
         && check_counts (database, totals, problems, error);
}
