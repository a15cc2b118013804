/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists with words, filters and orders, short and long. */
#include "../common/random-record.h"
#include "../common/workspaces.h"

/* More than the store looks up one by one. */
#define MANY 4000

typedef struct
{
  Folder folder;
  EntWorkspace *workspace; /* (owned) */
} Fixture;

static void
add_project (EntWorkspace *workspace,
             const char *title,
             const char *status,
             const char *start)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), NULL);
  g_autoptr (GError) error = NULL;

  ent_record_set_text (record, "title", title);
  ent_record_set_text (record, "status", status);
  ent_record_set_text (record, "start", start);
  ent_workspace_save (workspace, record, &error);
  g_assert_no_error (error);
}

/* Every third project is about water, all are about something. */
static void
set_up (Fixture *fixture,
        gconstpointer n_records)
{
  static const char *const statuses[] = { "planned", "ongoing", "completed", NULL };

  folder_set_up (&fixture->folder, NULL);
  fixture->workspace = folder_make_workspace (&fixture->folder, "unit.entente");
  g_assert_true (ent_workspace_begin (fixture->workspace, "all", NULL, NULL));
  for (gsize i = 0; i < GPOINTER_TO_SIZE (n_records); i++)
    {
      g_autofree char *title = g_strdup_printf ("%s %05d", i % 3 == 0 ? "Éau potable" : "Projet d’école", g_test_rand_int_range (0, 99999));
      g_autofree char *start = i % 5 == 0 ? NULL : g_strdup_printf ("%d", 1990 + (int) (i % 30));

      add_project (fixture->workspace, title, statuses[i % 4], start);
    }
  g_assert_true (ent_workspace_commit (fixture->workspace, NULL));
}

static void
tear_down (Fixture *fixture,
           gconstpointer unused)
{
  g_assert_finalize_object (fixture->workspace);
  folder_tear_down (&fixture->folder, NULL);
}

static GArray *
find (EntWorkspace *workspace,
      EntQuery *query)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = ent_workspace_find (workspace, query, &error);

  g_assert_no_error (error);
  return rows;
}

static guint
count_found (EntWorkspace *workspace,
             const char *words)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));
  g_autoptr (GArray) rows = NULL;
  gint64 count;

  ent_query_set_words (query, words);
  rows = find (workspace, query);
  count = ent_workspace_count (workspace, query, NULL);
  g_assert_cmpint (count, ==, rows->len);
  return rows->len;
}

/* Those of @all whose title begins like @start, in the same order. */
static void
assert_selection (EntWorkspace *workspace,
                  const GArray *all,
                  const GArray *found,
                  const char *start)
{
  g_autoptr (GPtrArray) records =
    ent_workspace_load (workspace, ent_schema_find ("project"), (const gint64 *) all->data, all->len, NULL);
  guint next = 0;

  g_assert_cmpuint (records->len, ==, all->len);
  for (guint i = 0; i < all->len; i++)
    if (g_str_has_prefix (ent_record_get_text (records->pdata[i], "title"), start))
      {
        g_assert_cmpuint (next, <, found->len);
        g_assert_cmpint (g_array_index (found, gint64, next++), ==, g_array_index (all, gint64, i));
      }
  g_assert_cmpuint (next, ==, found->len);
}

static void
test_words_keep_the_order (Fixture *fixture,
                           gconstpointer unused)
{
  const EntEntity *entity = ent_schema_find ("project");
  static const char *const orders[] = { "title", "status", "start", "partnership", "themes" };

  for (guint i = 0; i < G_N_ELEMENTS (orders) * 4; i++)
    {
      g_autoptr (EntQuery) query = ent_query_new (entity);
      g_autoptr (GArray) all = NULL, found = NULL, others = NULL;

      ent_query_set_order (query, ent_entity_find_field (entity, orders[i / 4]), i % 2);
      if (i % 4 > 1)
        ent_query_add_text (query, "status", ENT_FILTER_IS, "ongoing");
      all = find (fixture->workspace, query);
      ent_query_set_words (query, "eau");
      found = find (fixture->workspace, query);
      ent_query_set_words (query, "école proj");
      others = find (fixture->workspace, query);

      g_assert_cmpuint (found->len, >, 0);
      g_assert_cmpuint (found->len + others->len, ==, all->len);
      assert_selection (fixture->workspace, all, found, "Éau");
      assert_selection (fixture->workspace, all, others, "Projet");
    }
}

/* What is kept of the last list is forgotten as soon as anybody writes. */
static void
test_sees_changes (Fixture *fixture,
                   gconstpointer n_records)
{
  guint n = GPOINTER_TO_SIZE (n_records);
  g_autofree char *path = folder_name (&fixture->folder, "unit.entente");
  g_autoptr (EntWorkspace) other = ent_workspace_open (path, 0, NULL);
  g_autofree char *label = NULL;

  g_assert_cmpuint (count_found (fixture->workspace, ""), ==, n);
  g_assert_cmpuint (count_found (fixture->workspace, "p"), ==, n);
  add_project (fixture->workspace, "Pont", NULL, NULL);
  g_assert_cmpuint (count_found (fixture->workspace, "p"), ==, n + 1);
  add_project (other, "Pont neuf", NULL, NULL);
  g_assert_cmpuint (count_found (fixture->workspace, "p"), ==, n + 2);
  g_assert_cmpuint (count_found (fixture->workspace, ""), ==, n + 2);
  label = ent_workspace_undo (other, NULL);
  g_assert_nonnull (label);
  g_assert_cmpuint (count_found (fixture->workspace, "p"), ==, n + 1);
  g_assert_cmpuint (count_found (fixture->workspace, "pont"), ==, 1);
}

static void
test_search (Fixture *fixture,
             gconstpointer n_records)
{
  g_autoptr (EntRecord) person = ent_record_new (ent_schema_find ("person"), NULL);
  g_autoptr (GPtrArray) hits = NULL, of_kind = NULL, all = NULL;
  guint n = GPOINTER_TO_SIZE (n_records);

  ent_record_set_text (person, "given-name", "Paul");
  ent_record_set_text (person, "family-name", "Projet");
  ent_record_set_text (person, "notes", "Éau");
  g_assert_true (ent_workspace_save (fixture->workspace, person, NULL));

  /* Whatever is found by its headline comes before what only has the words somewhere. */
  hits = ent_workspace_search (fixture->workspace, "eau", NULL, n + 10, NULL);
  g_assert_cmpuint (hits->len, ==, (n + 2) / 3 + 1);
  g_assert_cmpstr (((EntHit *) hits->pdata[hits->len - 1])->id, ==, ent_record_get_id (person));
  of_kind = ent_workspace_search (fixture->workspace, "p", ent_schema_find ("person"), 10, NULL);
  g_assert_cmpuint (of_kind->len, ==, 1);
  all = ent_workspace_search (fixture->workspace, "p", NULL, n + 10, NULL);
  g_assert_cmpuint (all->len, ==, n + 1);
  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < MIN (all->len, i + 20); j++)
      g_assert_cmpstr (((EntHit *) all->pdata[i])->id, !=, ((EntHit *) all->pdata[j])->id);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = ent_workspace_search (fixture->workspace, "p", NULL, 7, NULL);
  g_assert_cmpuint (all->len, ==, 7);
}

static guint
count_hits (Fixture *fixture,
            const char *words)
{
  g_autoptr (GPtrArray) hits = ent_workspace_search (fixture->workspace, words, NULL, 10, NULL);

  g_assert_nonnull (hits);
  return hits->len;
}

/* Long texts say the same words again and again, with whatever stands beside them. */
static void
test_search_repeated (Fixture *fixture,
                      gconstpointer unused)
{
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);

  ent_record_set_text (project, "title", "Bosquets");
  ent_record_set_text (project, "description", "Puits, puits et PUITS ;\npuits : l’Abreuvoir (l’abreuvoir), et le puits.\n  Noria");
  g_assert_true (ent_workspace_save (fixture->workspace, project, NULL));
  g_assert_cmpuint (count_hits (fixture, "puits"), ==, 1);
  g_assert_cmpuint (count_hits (fixture, "noria abreuv"), ==, 1);
  g_assert_cmpuint (count_hits (fixture, "et l"), ==, 1);

  /* One of them goes: the others are still there; all go. */
  ent_record_set_text (project, "description", "Le puits, le puits");
  g_assert_true (ent_workspace_save (fixture->workspace, project, NULL));
  g_assert_cmpuint (count_hits (fixture, "puits"), ==, 1);
  g_assert_cmpuint (count_hits (fixture, "noria"), ==, 0);
  ent_record_set_text (project, "description", "Le le");
  g_assert_true (ent_workspace_save (fixture->workspace, project, NULL));
  g_assert_cmpuint (count_hits (fixture, "puits"), ==, 0);
}

/* Who types all of a title means what is called so, however often others have the words. */
static void
test_search_exact (Fixture *fixture,
                   gconstpointer unused)
{
  static const char *const titles[] = { "Eau \"potable\", eau à Goris", "L’eau", "eau" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (EntRecord) partnership = ent_record_new (ent_schema_find ("partnership"), NULL);
      g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);
      g_autofree char *longer = g_strdup_printf ("%s, %s", titles[i], titles[i]);
      g_autofree char *typed = g_utf8_strup (titles[i], -1);
      g_autoptr (GPtrArray) hits = NULL;

      ent_record_set_text (project, "title", longer);
      ent_record_set_text (project, "description", longer);
      ent_record_set_text (partnership, "title", titles[i]);
      g_assert_true (ent_workspace_save (fixture->workspace, project, NULL));
      g_assert_true (ent_workspace_save (fixture->workspace, partnership, NULL));

      hits = ent_workspace_search (fixture->workspace, typed, NULL, 100, NULL);
      g_assert_cmpuint (hits->len, >=, 2);
      g_assert_cmpstr (((EntHit *) hits->pdata[0])->id, ==, ent_record_get_id (partnership));
      for (guint j = 1; j < hits->len; j++)
        g_assert_cmpstr (((EntHit *) hits->pdata[j])->id, !=, ent_record_get_id (partnership));
    }
}

static gint64
count_by (EntWorkspace *workspace,
          const char *field,
          EntFilterOp op,
          const char *text)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));
  g_autoptr (GError) error = NULL;
  gint64 count;

  ent_query_add_text (query, field, op, text);
  count = ent_workspace_count (workspace, query, &error);
  g_assert_no_error (error);
  return count;
}

static void
add_alternative (EntQuery *query,
                 const char *from,
                 const char *until)
{
  ent_query_begin_alternative (query);
  ent_query_add_text (query, "start", ENT_FILTER_FROM, from);
  ent_query_add_text (query, "start", ENT_FILTER_UNTIL, until);
}

/* As many as each alternative alone has, where they exclude each other, and nobody twice. */
static void
test_alternatives (Fixture *fixture,
                   gconstpointer unused)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("project"));
  g_autoptr (EntQuery) first = ent_query_copy (query);
  g_autoptr (EntQuery) second = ent_query_copy (query);
  g_autoptr (EntQuery) copy = NULL;
  g_autoptr (GArray) rows = NULL;
  EntWorkspace *workspace = fixture->workspace;
  gint64 expected;

  ent_query_add_text (first, "status", ENT_FILTER_IS, "ongoing");
  ent_query_add_text (second, "status", ENT_FILTER_IS, "ongoing");
  ent_query_add_text (query, "status", ENT_FILTER_IS, "ongoing");
  add_alternative (first, "1991", "1993");
  add_alternative (second, "2001", "2006");
  add_alternative (query, "1991", "1993");
  add_alternative (query, "2001", "2006");
  ent_query_begin_alternative (query);
  ent_query_add_text (query, "title", ENT_FILTER_IS, "nobody’s");

  expected = ent_workspace_count (workspace, first, NULL) + ent_workspace_count (workspace, second, NULL);
  g_assert_cmpint (expected, >, 0);
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, expected);
  copy = ent_query_copy (query);
  rows = find (workspace, copy);
  g_assert_cmpint (rows->len, ==, expected);
  ent_query_clear_filters (query);
  ent_query_add_text (query, "status", ENT_FILTER_IS, "ongoing");
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, count_by (workspace, "status", ENT_FILTER_IS, "ongoing"));
}

/* A member is found as a whole, whatever signs it or its neighbours have. */
static void
test_members (Fixture *fixture,
              gconstpointer unused)
{
  static const char *const odd[] = { "Goris", "Gori", "a\"b", "\"Goris\"", "\\", "\\\"", ",", "\",\"", "é", "[\"x\"]", "\"Goris", "Goris\\" };
  EntWorkspace *workspace = fixture->workspace;

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("project"), NULL);

      ent_record_set_text (record, "title", "x");
      ent_record_set_list (record, "places", (const char *[]){ odd[i], odd[(i + 1) % G_N_ELEMENTS (odd)], NULL });
      g_assert_true (ent_workspace_save (workspace, record, NULL));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_assert_cmpint (count_by (workspace, "places", ENT_FILTER_IS, odd[i]), ==, 2);
      g_assert_cmpint (count_by (workspace, "places", ENT_FILTER_IS_NOT, odd[i]), ==, G_N_ELEMENTS (odd) - 2 + 10);
    }
  g_assert_cmpint (count_by (workspace, "places", ENT_FILTER_IS, "oris"), ==, 0);
}

static void
test_references (Fixture *fixture,
                 gconstpointer unused)
{
  EntWorkspace *workspace = fixture->workspace;
  g_autoptr (EntRecord) project = ent_record_new (ent_schema_find ("project"), NULL);

  ent_record_set_text (project, "title", "x");
  ent_record_set_list (project, "departments", (const char *[]){ "department:a", "department:b", NULL });
  g_assert_true (ent_workspace_save (workspace, project, NULL));
  g_assert_cmpint (count_by (workspace, "departments", ENT_FILTER_IS, "department:a"), ==, 1);
  g_assert_cmpint (count_by (workspace, "departments", ENT_FILTER_IS, "department:c"), ==, 0);
  g_assert_cmpint (count_by (workspace, "departments", ENT_FILTER_IS_NOT, "department:b"), ==, 10);
  ent_record_set_list (project, "departments", (const char *[]){ "department:c", NULL });
  g_assert_true (ent_workspace_save (workspace, project, NULL));
  g_assert_cmpint (count_by (workspace, "departments", ENT_FILTER_IS, "department:a"), ==, 0);
  g_assert_cmpint (count_by (workspace, "departments", ENT_FILTER_IS, "department:c"), ==, 1);
}

/* By what somebody reads, not by the letters' numbers. */
static void
test_sorts_references_as_read (Fixture *fixture,
                               gconstpointer unused)
{
  static const char *const names[] = { "Évry", "Zürich", "evian", "Ecully", "Ågotnes", "zagreb" };
  static const char *const sorted[] = { "Ågotnes", "Ecully", "evian", "Évry", "zagreb", "Zürich" };
  EntWorkspace *workspace = fixture->workspace;
  const EntEntity *entity = ent_schema_find ("partnership");
  g_autoptr (EntQuery) query = ent_query_new (entity);
  g_autoptr (GPtrArray) records = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EntRecord) town = ent_record_new (ent_schema_find ("authority"), NULL);
      g_autoptr (EntRecord) partnership = ent_record_new (entity, NULL);

      ent_record_set_text (town, "name", names[i]);
      ent_record_set_text (town, "country", "FR");
      ent_record_set_text (partnership, "title", "x");
      ent_record_set_text (partnership, "lead", ent_record_get_id (town));
      g_assert_true (ent_workspace_save (workspace, partnership, NULL));
      g_assert_true (ent_workspace_save (workspace, town, NULL));
    }
  ent_query_set_order (query, ent_entity_find_field (entity, "lead"), FALSE);
  records = ent_workspace_list (workspace, query, 0, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      const char *lead = ent_record_get_text (records->pdata[i], "lead");

      g_assert_cmpstr (ent_record_get_title_of (records->pdata[i], lead), ==, sorted[i]);
    }
}

static void
test_sorts_countries_by_name (Fixture *fixture,
                              gconstpointer unused)
{
  static const char *const codes[] = { "DE", "FR", "AM", "SN", NULL, "CH" };
  static const char *const sorted[] = { "AM", "FR", "DE", "SN", "CH", NULL };
  EntWorkspace *workspace = fixture->workspace;
  const EntEntity *entity = ent_schema_find ("organisation");

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (EntRecord) record = ent_record_new (entity, NULL);

      ent_record_set_text (record, "name", "x");
      ent_record_set_text (record, "country", codes[i]);
      g_assert_true (ent_workspace_save (workspace, record, NULL));
    }
  for (guint descending = 0; descending < 2; descending++)
    {
      g_autoptr (EntQuery) query = ent_query_new (entity);
      g_autoptr (GPtrArray) records = NULL;
      gsize n = G_N_ELEMENTS (sorted) - 1;

      ent_query_set_order (query, ent_entity_find_field (entity, "country"), descending);
      records = ent_workspace_list (workspace, query, 0, NULL);
      for (gsize i = 0; i < n; i++)
        g_assert_cmpstr (ent_record_get_text (records->pdata[i], "country"), ==, sorted[descending ? n - 1 - i : i]);
      g_assert_null (ent_record_get_text (records->pdata[n], "country"));
    }
}

#define ADD(path, func, n) g_test_add ("/find/" path, Fixture, GSIZE_TO_POINTER (n), set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("words-keep-the-order/few", test_words_keep_the_order, 60);
  ADD ("words-keep-the-order/many", test_words_keep_the_order, MANY * 3);
  ADD ("sees-changes/few", test_sees_changes, 60);
  ADD ("sees-changes/many", test_sees_changes, MANY);
  ADD ("search/few", test_search, 60);
  ADD ("search/many", test_search, MANY * 3);
  ADD ("search/repeated", test_search_repeated, 60);
  ADD ("search/exact", test_search_exact, 60);
  ADD ("search/exact-among-many", test_search_exact, MANY * 3);
  ADD ("alternatives", test_alternatives, 60);
  ADD ("members", test_members, 10);
  ADD ("references", test_references, 10);
  ADD ("sorts-references-as-read", test_sorts_references_as_read, 0);
  ADD ("sorts-countries-by-name", test_sorts_countries_by_name, 0);

  return g_test_run ();
}
