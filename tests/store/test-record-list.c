/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-list.h"
#include "fixture.h"

#define N_MANY 100000

typedef struct
{
  guint position;
  guint removed;
  guint added;
} Change;

static void
note_change (GListModel *model,
             guint position,
             guint removed,
             guint added,
             gpointer user_data)
{
  const Change change = { position, removed, added };
  guint n = g_list_model_get_n_items (model);

  /* The list must be of one piece each time it says something. */
  g_assert_cmpuint (position + added, <=, n);
  for (guint i = position; i < MIN (position + added, position + 3); i++)
    {
      g_autoptr (EntRecord) record = g_list_model_get_item (model, i);

      g_assert_nonnull (ent_record_get_text (record, "name"));
    }
  g_array_append_val ((GArray *) user_data, change);
}

static GArray *
watch_changes (EntRecordList *list)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (Change));

  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), changes);
  return changes;
}

static void
assert_change (GArray *changes,
               guint which,
               guint position,
               guint removed,
               guint added)
{
  const Change *change = &g_array_index (changes, Change, which);

  g_assert_cmpuint (which, <, changes->len);
  g_assert_cmpuint (change->position, ==, position);
  g_assert_cmpuint (change->removed, ==, removed);
  g_assert_cmpuint (change->added, ==, added);
}

static EntRecordList *
list_by_name (EntStore *store)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));
  EntRecordList *list = ent_record_list_new (store, query);

  g_assert_true (ent_record_list_is_pending (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  WAIT_UNTIL (!ent_record_list_is_pending (list));
  g_assert_null (ent_record_list_get_error (list));
  return list;
}

static EntRecord *
item (EntRecordList *list,
      guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static void
assert_names (EntRecordList *list,
              const char *names)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (EntRecord) record = item (list, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", ent_record_get_text (record, "name"));
    }
  g_assert_cmpstr (found->str, ==, names);
}

static void
remove_record (EntStore *store,
               EntRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;

  ent_store_delete_async (store, ent_record_get_id (record), keep_result, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_true (ent_store_write_finish (store, result, NULL));
}

static void
settle (Fixture *fixture)
{
  int changes = 0;
  gulong handler = g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (g_atomic_int_inc), &changes);

  /* What is announced late, to be announced once, has come when the next thing is announced. */
  g_object_unref (save_authority (fixture->store, "Zzz"));
  WAIT_UNTIL (changes > 0);
  WAIT_UNTIL (!is_working (fixture->store));
  g_signal_handler_disconnect (fixture->store, handler);
}

static void
test_order (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  EntRecordList *list = list_by_name (fixture->store);
  EntRecord *first = item (list, 0);
  g_autoptr (EntRecord) again = item (list, 0);

  assert_names (list, "Goris Sevan");
  g_assert_true (first == again);
  g_assert_null (item (list, 2));
  g_assert_cmpuint (ent_record_list_find_row (list, ent_record_list_get_row (list, 1)), ==, 1);
  g_assert_cmpuint (ent_record_list_find_row (list, 12345), ==, ENT_RECORD_LIST_NOWHERE);
  g_assert_cmpint (ent_record_list_get_row (list, 2), ==, -1);

  g_assert_finalize_object (list);
  g_assert_cmpstr (ent_record_get_text (first, "name"), ==, "Goris");
  g_object_unref (first);
}

static void
test_changes (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntRecord) b = save_authority (fixture->store, "B");
  g_autoptr (EntRecord) d = save_authority (fixture->store, "D");
  g_autoptr (EntRecord) f = save_authority (fixture->store, "F");
  EntRecordList *list;
  g_autoptr (GArray) changes = NULL;
  g_autoptr (EntRecord) shown = NULL;
  g_autoptr (EntRecord) c = NULL;

  settle (fixture);
  list = list_by_name (fixture->store);
  changes = watch_changes (list);
  shown = item (list, 1);

  c = save_authority (fixture->store, "C");
  WAIT_UNTIL (changes->len == 1);
  assert_change (changes, 0, 1, 0, 1);
  assert_names (list, "B C D F Zzz");

  remove_record (fixture->store, b);
  WAIT_UNTIL (changes->len == 2);
  assert_change (changes, 1, 0, 1, 0);
  assert_names (list, "C D F Zzz");

  /* Renamed, so that it moves: the record shown is the same object, and follows. */
  ent_record_set_text (d, "name", "G");
  save (fixture->store, d);
  WAIT_UNTIL (changes->len == 4);
  assert_change (changes, 2, 1, 1, 0);
  assert_change (changes, 3, 2, 0, 1);
  assert_names (list, "C F G Zzz");
  g_assert_cmpstr (ent_record_get_text (shown, "name"), ==, "G");
  {
    g_autoptr (EntRecord) moved = item (list, 2);

    g_assert_true (moved == shown);
  }

  g_clear_object (&shown);
  g_assert_finalize_object (list);
}

static void
test_in_place (Fixture *fixture,
               gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  EntRecordList *list;
  g_autoptr (EntRecord) shown = NULL;
  g_autoptr (GArray) changes = NULL;
  int notified = 0;

  settle (fixture);
  list = list_by_name (fixture->store);
  changes = watch_changes (list);
  shown = item (list, 0);
  g_assert_cmpstr (ent_record_get_text (shown, "name"), ==, "Goris");
  g_signal_connect_swapped (shown, "notify::population", G_CALLBACK (g_atomic_int_inc), &notified);
  ent_record_set_integer (goris, "population", 20591);
  save (fixture->store, goris);
  WAIT_UNTIL (notified > 0);
  g_assert_cmpint (notified, ==, 1);
  g_assert_cmpint (ent_record_get_integer (shown, "population", 0), ==, 20591);
  g_assert_cmpuint (changes->len, ==, 0);

  g_clear_object (&shown);
  g_assert_finalize_object (list);
}

typedef struct
{
  int n;
  const char *suffix;
} Many;

static gpointer
save_many (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Many *many = data;

  if (!ent_workspace_begin (workspace, "Many", NULL, error))
    return NULL;

  for (int i = 0; i < many->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%05d%s", i, many->suffix);
      g_autoptr (EntRecord) record = new_authority (name);

      ent_workspace_save (workspace, record, error);
    }

  ent_workspace_commit (workspace, error);
  return NULL;
}

static void
add_many (Fixture *fixture,
          int n,
          const char *suffix)
{
  Many many = { n, suffix };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_write_async (fixture->store, save_many, &many, NULL, NULL, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  ent_store_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
test_many_changes (Fixture *fixture,
                   gconstpointer unused)
{
  EntRecordList *list;
  g_autoptr (GArray) changes = NULL;

  add_many (fixture, 300, "a");
  settle (fixture);
  list = list_by_name (fixture->store);
  changes = watch_changes (list);

  /* Here and there are told one by one; beside each of what there is, that is too much. */
  add_many (fixture, 300, "b");
  WAIT_UNTIL (changes->len == 300);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 601);
  add_many (fixture, 700, "c");
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1301);
  g_array_set_size (changes, 0);
  add_many (fixture, 1000, "b+");
  WAIT_UNTIL (changes->len == 2);

  /* What went is not looked for among all that came. */
  assert_change (changes, 0, 0, 1301, 256);
  assert_change (changes, 1, 256, 0, 2301 - 256);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2301);

  g_assert_finalize_object (list);
}

static int
count_statement (unsigned int type,
                 void *counter,
                 void *statement,
                 void *sql)
{
  (*(int *) counter)++;
  return 0;
}

/* Statements that read a window of so many authorities: one for each row, none for what they refer to, and those that
 * begin and end the reading. */
#define WINDOW 32
#define STATEMENTS (WINDOW + 2)

static void
look_at (EntRecordList *list,
         guint position)
{
  g_autoptr (EntRecord) record = item (list, position);

  g_assert_nonnull (ent_record_get_headline (record));
}

static void
test_few_windows (Fixture *fixture,
                  gconstpointer unused)
{
  EntRecordList *list;
  sqlite3 *handle = ent_database_get_handle (ent_workspace_get_database (ent_store_get_reader (fixture->store)));
  int statements = 0;

  add_many (fixture, N_MANY, "");
  list = list_by_name (fixture->store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);

  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, count_statement, &statements);
  for (guint i = 50000; i < 50205; i++)
    {
      g_autoptr (EntRecord) record = item (list, i);
      g_autofree char *name = g_strdup_printf ("%05u", i);

      g_assert_cmpstr (ent_record_get_text (record, "name"), ==, name);
    }
  g_assert_cmpint (statements, >, 0);
  g_assert_cmpint (statements, <=, 8 * STATEMENTS);

  /* Once more without a read, far away and back without one, and all the way through with few in memory. */
  statements = 0;
  look_at (list, N_MANY - 1);
  g_assert_cmpint (statements, <=, STATEMENTS);
  statements = 0;
  for (guint i = 50000; i < 50205; i++)
    look_at (list, i);
  g_assert_cmpint (statements, ==, 0);
  for (guint i = 0; i < 80 * WINDOW; i += WINDOW)
    look_at (list, i);
  g_assert_cmpint (statements, <=, 80 * STATEMENTS);
  statements = 0;
  look_at (list, 50000);
  g_assert_cmpint (statements, >, 0);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);

  g_assert_finalize_object (list);
}

/* A view asks for many more rows than it shows. */
static void
test_unread (Fixture *fixture,
             gconstpointer unused)
{
  EntRecordList *list;
  sqlite3 *handle = ent_database_get_handle (ent_workspace_get_database (ent_store_get_reader (fixture->store)));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  int statements = 0, named = 0;

  add_many (fixture, 300, "");
  settle (fixture);
  list = list_by_name (fixture->store);
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, count_statement, &statements);
  for (guint i = 0; i < 205; i++)
    g_ptr_array_add (records, item (list, i));
  g_assert_cmpint (statements, ==, 0);

  /* Who looks at one has those beside it too, each of which says that it now has a name. */
  g_signal_connect_swapped (records->pdata[41], "notify::headline", G_CALLBACK (g_atomic_int_inc), &named);
  g_assert_cmpstr (ent_record_get_headline (records->pdata[40]), ==, "00040");
  g_assert_cmpint (named, ==, 1);
  g_assert_cmpint (statements, ==, STATEMENTS);
  g_assert_true (g_str_has_prefix (ent_record_get_id (records->pdata[63]), "authority:"));
  g_assert_cmpint (statements, ==, STATEMENTS);
  g_assert_false (ent_record_is_unread (records->pdata[63]));
  g_assert_true (ent_record_is_unread (records->pdata[64]));
  sqlite3_trace_v2 (handle, 0, NULL, NULL);

  /* One that has moved since it was given out is found all the same. */
  g_object_unref (save_authority (fixture->store, "00000+"));
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 302);
  g_assert_cmpstr (ent_record_get_headline (records->pdata[100]), ==, "00100");

  /* Nobody can tell any more what the others were. */
  g_assert_finalize_object (list);
  g_assert_cmpstr (ent_record_get_headline (records->pdata[40]), ==, "00040");
  g_assert_null (ent_record_get_headline (records->pdata[200]));
}

static void
test_other_process (Fixture *fixture,
                    gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Goris");
  g_autoptr (EntWorkspace) other = ent_workspace_open (fixture->path, 0, NULL);
  EntRecordList *list = list_by_name (fixture->store);
  g_autoptr (EntRecord) gone = NULL;

  /* What is gone, and not yet heard of, is an empty row meanwhile. */
  g_assert_true (ent_workspace_delete (other, ent_record_get_id (goris), NULL));
  gone = item (list, 0);
  g_assert_nonnull (gone);
  g_assert_null (ent_record_get_text (gone, "name"));
  WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);

  g_assert_finalize_object (list);
}

static void
test_search (Fixture *fixture,
             gconstpointer unused)
{
  g_autoptr (EntRecord) goris = save_authority (fixture->store, "Göris");
  g_autoptr (EntRecord) sevan = save_authority (fixture->store, "Sevan");
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));
  g_autoptr (EntRecordList) list = NULL;

  ent_query_set_words (query, "gor");
  list = ent_record_list_new (fixture->store, query);
  WAIT_UNTIL (!ent_record_list_is_pending (list));
  assert_names (list, "Göris");
}

static void
test_drop_while_pending (Fixture *fixture,
                         gconstpointer unused)
{
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));
  EntRecordList *list = ent_record_list_new (fixture->store, query);

  g_assert_finalize_object (list);
}

#define ADD(name, func) g_test_add ("/record-list/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("order", test_order);
  ADD ("changes", test_changes);
  ADD ("in-place", test_in_place);
  ADD ("many-changes", test_many_changes);
  ADD ("few-windows", test_few_windows);
  ADD ("unread", test_unread);
  ADD ("other-process", test_other_process);
  ADD ("search", test_search);
  ADD ("drop-while-pending", test_drop_while_pending);

  return g_test_run ();
}
