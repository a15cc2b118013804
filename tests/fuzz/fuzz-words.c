/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody types to find something: words, and filters a line each, `entity field how text`. Nothing that can be typed
 * is an error, and what is found is what the filters count. */
#include "ent-sample.h"
#include "fuzz-workspace.h"

#define MAX_HITS 20

static EntWorkspace *
open_sample (void)
{
  g_autofree char *path = g_build_filename (fuzz_get_folder (), "sample.entente", NULL);
  g_autoptr (GError) error = NULL;
  EntWorkspace *workspace;

  fuzz_assert (ent_sample_create (path, &error));
  workspace = ent_workspace_open (path, ENT_WORKSPACE_READ_ONLY, &error);
  fuzz_no_error (error);
  return workspace;
}

static void
search (EntWorkspace *workspace,
        const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ent_workspace_search (workspace, words, NULL, MAX_HITS, &error);

  fuzz_no_error (error);
  fuzz_assert (hits->len <= MAX_HITS);
}

static void
find (EntWorkspace *workspace,
      EntQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = ent_workspace_find (workspace, query, &error);

  fuzz_no_error (error);
  fuzz_assert (ent_workspace_count (workspace, query, &error) == rows->len);
  fuzz_no_error (error);
}

static void
filter (EntWorkspace *workspace,
        const char *line,
        const char *words)
{
  g_auto (GStrv) terms = g_strsplit (line, " ", 4);
  const EntEntity *entity = g_strv_length (terms) == 4 ? ent_schema_find (terms[0]) : NULL;
  const EntField *field = entity != NULL ? ent_entity_find_field (entity, terms[1]) : NULL;
  g_autoptr (EntQuery) query = NULL;
  g_auto (EntValue) value = { 0 };

  if (field == NULL || terms[2][0] < '0' || terms[2][0] > '0' + ENT_FILTER_UNSET)
    return;
  if (!ent_field_parse (field, terms[3], &value, NULL))
    return;

  query = ent_query_new (entity);
  ent_query_set_words (query, words);
  ent_query_set_order (query, field, terms[2][1] == '-');
  ent_query_add_filter (query, field, (EntFilterOp) (terms[2][0] - '0'), &value);
  find (workspace, query);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize size)
{
  static EntWorkspace *workspace;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (size > FUZZ_MAX_SIZE)
    return 0;
  if (workspace == NULL)
    workspace = open_sample ();

  /* Entries hold text in UTF-8 and nothing else. */
  text = g_utf8_make_valid ((const char *) data, (gssize) size);
  lines = g_strsplit (text, "\n", -1);
  if (lines[0] != NULL)
    search (workspace, lines[0]);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    filter (workspace, lines[i], lines[0]);
  return 0;
}
