/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

static void
test_open_missing (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ent_store_open_async ("/nonexistent/test.entente", 0, NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_null (ent_store_open_finish (result, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_NOT_FOUND);
}

static void
test_open (Fixture *fixture,
           gconstpointer unused)
{
  g_assert_cmpstr (ent_store_get_path (fixture->store), ==, fixture->path);
  g_assert_false (ent_store_is_read_only (fixture->store));
  g_assert_null (ent_store_get_undo_label (fixture->store));
  g_assert_nonnull (ent_store_get_reader (fixture->store));
}

/* The write that holds the thread until it is let go, so that others wait behind it. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean free;
  GArray *numbers;
} Gate;

static gpointer
wait_at_gate (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  while (!gate->free)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);

  return NULL;
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->free = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

typedef struct
{
  GArray *numbers;
  int number;
} Numbered;

static gpointer
append_number (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Numbered *numbered = data;

  g_array_append_val (numbered->numbers, numbered->number);
  return GINT_TO_POINTER (numbered->number);
}

static void
append_result (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  int number = GPOINTER_TO_INT (ent_store_finish (ENT_STORE (source), result, NULL));

  g_array_append_val ((GArray *) user_data, number);
}

static void
push_number (Fixture *fixture,
             GArray *ran,
             GArray *heard,
             int number)
{
  Numbered *numbered = g_new (Numbered, 1);

  *numbered = (Numbered){ ran, number };
  ent_store_write_async (fixture->store, append_number, numbered, g_free, NULL, NULL, append_result, heard);
}

static void
test_order (Fixture *fixture,
            gconstpointer unused)
{
  g_autoptr (GArray) ran = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) heard = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < 300; i++)
    push_number (fixture, ran, heard, i + 1);
  g_assert_true (is_working (fixture->store));
  WAIT_UNTIL (!is_working (fixture->store));

  g_assert_cmpuint (ran->len, ==, 300);
  g_assert_cmpuint (heard->len, ==, 300);
  for (int i = 0; i < 300; i++)
    {
      g_assert_cmpint (g_array_index (ran, int, i), ==, i + 1);
      g_assert_cmpint (g_array_index (heard, int, i), ==, i + 1);
    }
}

static gpointer
count_call (EntWorkspace *workspace,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_atomic_int_inc ((int *) data);
  return NULL;
}

/* Queues @func behind a closed gate and cancels it there. */
static void
run_cancelled (Fixture *fixture,
               gboolean writes,
               int *calls)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate gate = { 0 };
  void (*run) (EntStore *, EntStoreFunc, gpointer, GDestroyNotify, GDestroyNotify, GCancellable *, GAsyncReadyCallback, gpointer)
    = writes ? ent_store_write_async : ent_store_read_async;

  g_mutex_init (&gate.mutex);
  g_cond_init (&gate.cond);
  run (fixture->store, wait_at_gate, &gate, NULL, NULL, NULL, NULL, NULL);
  run (fixture->store, count_call, calls, NULL, NULL, cancellable, keep_result, &result);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);
  WAIT_UNTIL (result != NULL);
  ent_store_finish (fixture->store, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  WAIT_UNTIL (!is_working (fixture->store));
  g_mutex_clear (&gate.mutex);
  g_cond_clear (&gate.cond);
}

static void
test_cancel_read (Fixture *fixture,
                  gconstpointer unused)
{
  int calls = 0;

  run_cancelled (fixture, FALSE, &calls);
  g_assert_cmpint (calls, ==, 0);
}

static void
test_cancel_write (Fixture *fixture,
                   gconstpointer unused)
{
  int calls = 0;

  run_cancelled (fixture, TRUE, &calls);
  g_assert_cmpint (calls, ==, 1);
}

static gpointer
read_for_ever (EntWorkspace *workspace,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_atomic_int_set ((int *) data, TRUE);
  ent_database_execute (ent_workspace_get_database (workspace),
                        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count (*) FROM n", error);
  return NULL;
}

static void
test_interrupt (Fixture *fixture,
                gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int begun = FALSE;

  ent_store_read_async (fixture->store, read_for_ever, &begun, NULL, NULL, cancellable, keep_result, &result);
  while (!g_atomic_int_get (&begun))
    g_usleep (1000);
  g_usleep (10000);
  g_cancellable_cancel (cancellable);
  WAIT_UNTIL (result != NULL);
  ent_store_finish (fixture->store, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
fail_with_result (EntWorkspace *workspace,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_set_error_literal (error, ENT_ERROR, ENT_ERROR_FULL, "full");
  return g_strdup ("a leak where nobody frees this");
}

static void
note_thread (gpointer data)
{
  GThread **thread = data;

  *thread = g_thread_self ();
}

static void
test_failure (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GThread *freed_in = NULL;

  ent_store_read_async (fixture->store, fail_with_result, &freed_in, note_thread, g_free, NULL, keep_result, &result);
  WAIT_UNTIL (!is_working (fixture->store));
  g_assert_null (ent_store_finish (fixture->store, result, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_FULL);
  g_assert_true (freed_in == g_thread_self ());
}

static void
increment (int *counter)
{
  (*counter)++;
}

static void
test_undo (Fixture *fixture,
           gconstpointer unused)
{
  g_autoptr (EntRecord) record = new_authority ("Goris");
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GAsyncResult) redone = NULL;
  const char *id = ent_record_get_id (record);
  int changes = 0, labels = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (increment), &changes);
  g_signal_connect_swapped (fixture->store, "notify::undo-label", G_CALLBACK (increment), &labels);
  save (fixture->store, record);
  g_assert_cmpint (changes, ==, 1);
  g_assert_cmpint (labels, ==, 1);
  g_assert_nonnull (strstr (ent_store_get_undo_label (fixture->store), "Goris"));
  g_assert_null (ent_store_get_redo_label (fixture->store));
  g_assert_true (ent_workspace_exists (ent_store_get_reader (fixture->store), id));

  ent_store_undo_async (fixture->store, keep_result, &undone);
  WAIT_UNTIL (undone != NULL);
  g_assert_true (ent_store_write_finish (fixture->store, undone, NULL));
  g_assert_false (ent_workspace_exists (ent_store_get_reader (fixture->store), id));
  g_assert_null (ent_store_get_undo_label (fixture->store));
  g_assert_nonnull (ent_store_get_redo_label (fixture->store));

  ent_store_redo_async (fixture->store, keep_result, &redone);
  WAIT_UNTIL (redone != NULL);
  g_assert_true (ent_store_write_finish (fixture->store, redone, NULL));
  g_assert_true (ent_workspace_exists (ent_store_get_reader (fixture->store), id));
  g_signal_handlers_disconnect_by_func (fixture->store, increment, &changes);
  g_signal_handlers_disconnect_by_func (fixture->store, increment, &labels);
}

static void
test_many_changes_are_one (Fixture *fixture,
                           gconstpointer unused)
{
  int changes = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (increment), &changes);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (EntRecord) record = new_authority ("Goris");

      ent_store_save_async (fixture->store, record, NULL, NULL);
    }
  WAIT_UNTIL (!is_working (fixture->store));
  g_assert_cmpint (changes, >=, 1);
  g_assert_cmpint (changes, <, 50);
  g_signal_handlers_disconnect_by_func (fixture->store, increment, &changes);
}

static void
test_refused (Fixture *fixture,
              gconstpointer unused)
{
  g_autoptr (EntRecord) record = ent_record_new (ent_schema_find ("authority"), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int changes = 0;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (increment), &changes);
  ent_store_save_async (fixture->store, record, keep_result, &result);
  WAIT_UNTIL (!is_working (fixture->store));
  g_assert_false (ent_store_write_finish (fixture->store, result, &error));
  g_assert_error (error, ENT_ERROR, ENT_ERROR_INVALID);
  g_assert_cmpint (changes, ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->store, increment, &changes);
}

static void
test_get (Fixture *fixture,
          gconstpointer unused)
{
  g_autoptr (EntRecord) record = save_authority (fixture->store, "Sevan");
  g_autoptr (EntRecord) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  ent_store_get_async (fixture->store, ent_record_get_id (record), NULL, keep_result, &result);
  WAIT_UNTIL (result != NULL);
  found = ent_store_get_finish (fixture->store, result, NULL);
  g_assert_cmpstr (ent_record_get_text (found, "name"), ==, "Sevan");
}

static void
test_two_stores (Fixture *fixture,
                 gconstpointer unused)
{
  EntStore *other = open_store (fixture->path, 0);
  g_autoptr (EntRecord) record = NULL;
  int changes = 0;

  g_signal_connect_swapped (other, "changed", G_CALLBACK (increment), &changes);
  record = save_authority (fixture->store, "Vardenis");
  WAIT_UNTIL (changes > 0);
  g_assert_true (ent_workspace_exists (ent_store_get_reader (other), ent_record_get_id (record)));
  g_assert_nonnull (ent_store_get_undo_label (other));
  g_assert_finalize_object (other);
}

static void
test_close_while_busy (Fixture *fixture,
                       gconstpointer unused)
{
  g_autoptr (GAsyncResult) reading = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) closed = NULL;
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (EntRecord) record = new_authority ("Late");
  g_autoptr (EntQuery) query = ent_query_new (ent_schema_find ("authority"));
  int begun = FALSE;

  ent_store_read_async (fixture->store, read_for_ever, &begun, NULL, NULL, NULL, keep_result, &reading);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (EntRecord) authority = new_authority ("Goris");

      ent_store_save_async (fixture->store, authority, NULL, NULL);
    }
  while (!g_atomic_int_get (&begun))
    g_usleep (1000);
  g_usleep (10000);
  ent_store_close (fixture->store);
  g_assert_null (ent_store_get_reader (fixture->store));

  workspace = ent_workspace_open (fixture->path, 0, NULL);
  g_assert_cmpint (ent_workspace_count (workspace, query, NULL), ==, 40);

  ent_store_save_async (fixture->store, record, keep_result, &late);
  WAIT_UNTIL (!is_working (fixture->store) && late != NULL);
  ent_store_finish (fixture->store, reading, &cancelled);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (ent_store_write_finish (fixture->store, late, &closed));
  g_assert_error (closed, ENT_ERROR, ENT_ERROR_FAILED);
}

#define ADD(name, func) g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/open-missing", test_open_missing);
  ADD ("open", test_open);
  ADD ("order", test_order);
  ADD ("cancel-read", test_cancel_read);
  ADD ("cancel-write", test_cancel_write);
  ADD ("interrupt", test_interrupt);
  ADD ("failure", test_failure);
  ADD ("undo", test_undo);
  ADD ("many-changes-are-one", test_many_changes_are_one);
  ADD ("refused", test_refused);
  ADD ("get", test_get);
  ADD ("two-stores", test_two_stores);
  ADD ("close-while-busy", test_close_while_busy);

  return g_test_run ();
}
