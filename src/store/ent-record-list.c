/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-record-list.h"

#include <gio/gio.h>

#include "ent-row-diff-private.h"

/* A column view asks for about two hundred rows at a time, wherever it is scrolled to: smaller windows fit closer around
 * them, and read fewer that nobody asked for. */
#define WINDOW_ROWS 32
#define MAX_WINDOWS 64

/* More differences than this are a new list, as far as a view is concerned; what a sync brings at a time is fewer. */
#define MAX_HUNKS 600

/* GTK reads all rows that come where some go, to see whether those it has an eye on are among them: so many come first. */
#define MAX_EXCHANGED 256

/* Rows that were loaded together, and are forgotten together. */
typedef struct
{
  GPtrArray *rows; /* (element-type LoadedRow) (owned), each with a reference to its record */
} Window;

/* A record that is in memory, by a window or because a view has it. A view has many more than it shows: they are read,
 * window by window, when it looks at them. */
typedef struct
{
  gint64 row;          /* the key */
  guint position;      /* where it was when it was last given out */
  EntRecord *record;   /* (not nullable): not owned */
  GList *window;       /* (nullable): the link of its window in @windows */
  EntRecordList *list; /* (not nullable) */
} LoadedRow;

struct _EntRecordList
{
  GObject parent_instance;

  EntStore *store;     /* (not nullable) (owned) */
  EntQuery *query;     /* (not nullable) (owned) */
  GHashTable *loaded;  /* (element-type gint64 LoadedRow) (owned) */
  GQueue windows;      /* (element-type Window) (owned), the one used last first */

  /* While differences are told one by one, the first @done rows are as in @rows, the others still as in @former
   * from @left on. */
  GArray *rows;        /* (not nullable) (owned); shared with the reading thread, never changed */
  GArray *former;      /* (nullable) (owned) */
  guint done;
  guint left;

  GCancellable *cancellable; /* (nullable) (owned): of the read under way */
  gboolean again;            /* something changed since it began */
  gboolean pending;
  GError *error;             /* (nullable) (owned) */
};

static void ent_record_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EntRecordList, ent_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, ent_record_list_list_model_init))

typedef enum
{
  PROP_STORE = 1,
  PROP_QUERY,
  PROP_PENDING,
  PROP_N_ITEMS,
} EntRecordListProperty;

static GParamSpec *props[PROP_N_ITEMS + 1];

static guint
count_rows (EntRecordList *self)
{
  return self->former != NULL ? self->done + self->former->len - self->left : self->rows->len;
}

static gint64
row_at (EntRecordList *self,
        guint position)
{
  if (self->former == NULL || position < self->done)
    return g_array_index (self->rows, gint64, position);

  return g_array_index (self->former, gint64, position - self->done + self->left);
}

static void
record_gone (gpointer data,
             GObject *where_it_was)
{
  LoadedRow *loaded = data;

  g_hash_table_remove (loaded->list->loaded, &loaded->row);
}

static void read_record (EntRecord *record, gpointer data);

/* Returns: (transfer none): what is known of a row, with a reference to its record for the caller. */
static LoadedRow *
ref_row (EntRecordList *self,
         gint64 row)
{
  LoadedRow *loaded = g_hash_table_lookup (self->loaded, &row);

  if (loaded != NULL)
    {
      g_object_ref (loaded->record);
      return loaded;
    }

  loaded = g_new0 (LoadedRow, 1);
  loaded->row = row;
  loaded->list = self;
  loaded->record = ent_record_new_unread (ent_query_get_entity (self->query), read_record, loaded);
  g_object_weak_ref (G_OBJECT (loaded->record), record_gone, loaded);
  g_hash_table_insert (self->loaded, &loaded->row, loaded);

  return loaded;
}

/* Leaves the record to those who hold it; what was not read by now stays empty. */
static void
forget_row (LoadedRow *loaded)
{
  EntRecordList *self = loaded->list;

  if (ent_record_is_unread (loaded->record))
    ent_record_fill (loaded->record, NULL);
  g_object_weak_unref (G_OBJECT (loaded->record), record_gone, loaded);
  g_hash_table_remove (self->loaded, &loaded->row);
}

static void
window_free (Window *window)
{
  for (guint i = 0; i < window->rows->len; i++)
    {
      LoadedRow *loaded = g_ptr_array_index (window->rows, i);

      loaded->window = NULL;
      g_object_unref (loaded->record);
    }
  g_ptr_array_unref (window->rows);
  g_free (window);
}

static void
forget_windows (EntRecordList *self,
                guint n_kept)
{
  while (self->windows.length > n_kept)
    window_free (g_queue_pop_tail (&self->windows));
}

static gboolean
is_to_load (EntRecordList *self,
            gint64 row)
{
  LoadedRow *loaded = g_hash_table_lookup (self->loaded, &row);

  return loaded == NULL || ent_record_is_unread (loaded->record);
}

/* The window around a row; the row alone where it has moved since it was given out. */
static GArray *
rows_to_load (EntRecordList *self,
              gint64 row,
              guint position)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), WINDOW_ROWS);
  guint first = position - position % WINDOW_ROWS;
  guint end = MIN (first + WINDOW_ROWS, count_rows (self));

  if (position >= end || row_at (self, position) != row)
    return g_array_append_val (rows, row);

  for (guint i = first; i < end; i++)
    {
      gint64 other = row_at (self, i);

      if (is_to_load (self, other))
        g_array_append_val (rows, other);
    }

  return rows;
}

static void
unref_if_any (gpointer record)
{
  g_clear_object (&record);
}

/* Loads rows, with a NULL for each that was deleted since, so that the others are known by their place. */
static GPtrArray *
load_rows (EntWorkspace *workspace,
           const EntEntity *entity,
           const GArray *rows,
           GError **error)
{
  g_autoptr (GPtrArray) records = ent_workspace_load (workspace, entity, (const gint64 *) rows->data, rows->len, error);
  g_autoptr (GPtrArray) placed = NULL;

  if (records == NULL || records->len == rows->len)
    return g_steal_pointer (&records);

  placed = g_ptr_array_new_full (rows->len, unref_if_any);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GPtrArray) one = ent_workspace_load (workspace, entity, &g_array_index (rows, gint64, i), 1, error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (placed, one->len > 0 ? g_object_ref (one->pdata[0]) : NULL);
    }

  return g_steal_pointer (&placed);
}

static void
load_window (EntRecordList *self,
             gint64 row,
             guint position)
{
  EntWorkspace *reader = ent_store_get_reader (self->store);
  g_autoptr (GArray) rows = rows_to_load (self, row, position);
  g_autoptr (GPtrArray) records = reader != NULL ? load_rows (reader, ent_query_get_entity (self->query), rows, NULL) : NULL;
  Window *window;

  if (records == NULL)
    return;

  window = g_new0 (Window, 1);
  window->rows = g_ptr_array_new ();
  g_queue_push_head (&self->windows, window);
  for (guint i = 0; i < records->len; i++)
    if (records->pdata[i] != NULL)
      {
        LoadedRow *loaded = ref_row (self, g_array_index (rows, gint64, i));

        loaded->window = self->windows.head;
        g_ptr_array_add (window->rows, loaded);
        ent_record_fill (loaded->record, records->pdata[i]);
      }

  forget_windows (self, MAX_WINDOWS);
}

static void
read_record (EntRecord *record,
             gpointer data)
{
  LoadedRow *loaded = data;

  load_window (loaded->list, loaded->row, loaded->position);
  /* Deleted by another process, and not yet heard of: an empty row until then. */
  if (ent_record_is_unread (record))
    forget_row (loaded);
}

static EntRecord *
get_record (EntRecordList *self,
            guint position)
{
  LoadedRow *loaded = ref_row (self, row_at (self, position));

  loaded->position = position;
  if (loaded->window != NULL && loaded->window != self->windows.head)
    {
      g_queue_unlink (&self->windows, loaded->window);
      g_queue_push_head_link (&self->windows, loaded->window);
    }

  return loaded->record;
}

static GType
ent_record_list_get_item_type (GListModel *model)
{
  return ENT_TYPE_RECORD;
}

static guint
ent_record_list_get_n_items (GListModel *model)
{
  return count_rows (ENT_RECORD_LIST (model));
}

static gpointer
ent_record_list_get_item (GListModel *model,
                          guint position)
{
  EntRecordList *self = ENT_RECORD_LIST (model);

  return position < count_rows (self) ? get_record (self, position) : NULL;
}

static void
ent_record_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = ent_record_list_get_item_type;
  iface->get_n_items = ent_record_list_get_n_items;
  iface->get_item = ent_record_list_get_item;
}

/* What the reading thread is given, and what it gives back. */
typedef struct
{
  EntQuery *query;     /* (not nullable) (owned) */
  GArray *before;      /* (not nullable) (owned): the rows that are known */
  GArray *shown;       /* (not nullable) (owned): those whose records are in use */

  GArray *rows;        /* (owned): the rows as they are */
  GArray *hunks;       /* (nullable) (owned): how the two differ */
  GPtrArray *records;  /* (nullable) (owned): the records of @shown as they are */
} Refresh;

static void
refresh_free (Refresh *refresh)
{
  ent_query_unref (refresh->query);
  g_array_unref (refresh->before);
  g_array_unref (refresh->shown);
  g_clear_pointer (&refresh->rows, g_array_unref);
  g_clear_pointer (&refresh->hunks, g_array_unref);
  g_clear_pointer (&refresh->records, g_ptr_array_unref);
  g_free (refresh);
}

/* The result is the data itself, which lives until the result has been heard. */
static gpointer
refresh_func (EntWorkspace *workspace,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Refresh *refresh = data;
  const EntEntity *entity = ent_query_get_entity (refresh->query);
  g_autoptr (EntReading) reading = ent_database_begin_reading (ent_workspace_get_database (workspace), error);

  if (reading == NULL)
    return NULL;

  refresh->rows = ent_workspace_find (workspace, refresh->query, error);
  if (refresh->rows == NULL)
    return NULL;

  refresh->hunks = ent_row_diff (refresh->before, refresh->rows, MAX_HUNKS);
  refresh->records = load_rows (workspace, entity, refresh->shown, error);
  return refresh->records != NULL ? refresh : NULL;
}

static void
update_records (EntRecordList *self,
                Refresh *refresh)
{
  for (guint i = 0; i < refresh->records->len; i++)
    {
      EntRecord *record = g_ptr_array_index (refresh->records, i);
      LoadedRow *loaded = g_hash_table_lookup (self->loaded, &g_array_index (refresh->shown, gint64, i));

      if (record != NULL && loaded != NULL)
        ent_record_assign (loaded->record, record);
    }
}

static void
tell (EntRecordList *self,
      guint removed,
      guint added)
{
  guint first = removed > 0 ? MIN (added, MAX_EXCHANGED) : added;

  self->left += removed;
  self->done += first;
  g_list_model_items_changed (G_LIST_MODEL (self), self->done - first, removed, first);
  if (first == added)
    return;

  self->done += added - first;
  g_list_model_items_changed (G_LIST_MODEL (self), self->done - (added - first), 0, added - first);
}

static void
tell_differences (EntRecordList *self,
                  Refresh *refresh)
{
  guint before = self->rows->len;

  self->former = g_steal_pointer (&self->rows);
  self->rows = g_array_ref (refresh->rows);
  self->done = self->left = 0;
  for (guint i = 0; refresh->hunks != NULL && i < refresh->hunks->len; i++)
    {
      const EntRowHunk *hunk = &g_array_index (refresh->hunks, EntRowHunk, i);

      self->done += hunk->keep;
      self->left += hunk->keep;
      tell (self, hunk->removed, hunk->added);
    }
  if (refresh->hunks == NULL)
    tell (self, before, self->rows->len);

  g_clear_pointer (&self->former, g_array_unref);
  if (before != self->rows->len)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

static void refresh (EntRecordList *self);

static void
end_pending (EntRecordList *self)
{
  if (!self->pending)
    return;

  self->pending = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PENDING]);
}

static void
refreshed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Refresh *read = ent_store_finish (ENT_STORE (source), result, &error);
  g_autoptr (EntRecordList) self = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (ENT_RECORD_LIST (user_data));
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  if (read != NULL)
    {
      update_records (self, read);
      tell_differences (self, read);
    }
  else
    self->error = g_steal_pointer (&error);
  end_pending (self);

  if (self->again)
    refresh (self);
}

static void
refresh (EntRecordList *self)
{
  Refresh *read;
  GHashTableIter iter;
  gpointer value;

  self->again = self->cancellable != NULL;
  if (self->again)
    return;

  read = g_new0 (Refresh, 1);
  read->query = ent_query_ref (self->query);
  read->before = g_array_ref (self->rows);
  read->shown = g_array_new (FALSE, FALSE, sizeof (gint64));

  /* What is left in memory then is what a view has; who has not looked at a record will see it as it is. */
  forget_windows (self, 0);
  g_hash_table_iter_init (&iter, self->loaded);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LoadedRow *loaded = value;

      if (!ent_record_is_unread (loaded->record))
        g_array_append_val (read->shown, loaded->row);
    }

  self->cancellable = g_cancellable_new ();
  ent_store_read_async (self->store, refresh_func, read, (GDestroyNotify) refresh_free, NULL, self->cancellable, refreshed_cb, self);
}

static void
ent_record_list_constructed (GObject *object)
{
  EntRecordList *self = ENT_RECORD_LIST (object);

  G_OBJECT_CLASS (ent_record_list_parent_class)->constructed (object);

  g_signal_connect_object (self->store, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ent_record_list_dispose (GObject *object)
{
  EntRecordList *self = ENT_RECORD_LIST (object);
  g_autoptr (GPtrArray) rows = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  forget_windows (self, 0);

  /* Those that a view still holds outlive the list. */
  rows = g_hash_table_get_values_as_ptr_array (self->loaded);
  for (guint i = 0; i < rows->len; i++)
    forget_row (rows->pdata[i]);

  G_OBJECT_CLASS (ent_record_list_parent_class)->dispose (object);
}

static void
ent_record_list_finalize (GObject *object)
{
  EntRecordList *self = ENT_RECORD_LIST (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->query, ent_query_unref);
  g_hash_table_unref (self->loaded);
  g_array_unref (self->rows);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (ent_record_list_parent_class)->finalize (object);
}

static void
ent_record_list_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  EntRecordList *self = ENT_RECORD_LIST (object);

  switch ((EntRecordListProperty) property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, count_rows (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_list_set_property (GObject *object,
                              guint property_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EntRecordList *self = ENT_RECORD_LIST (object);

  switch ((EntRecordListProperty) property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      self->query = g_value_dup_boxed (value);
      break;
    case PROP_PENDING:
    case PROP_N_ITEMS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ent_record_list_class_init (EntRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = ent_record_list_constructed;
  object_class->dispose = ent_record_list_dispose;
  object_class->finalize = ent_record_list_finalize;
  object_class->get_property = ent_record_list_get_property;
  object_class->set_property = ent_record_list_set_property;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ENT_TYPE_STORE, given);
  props[PROP_QUERY] = g_param_spec_boxed ("query", NULL, NULL, ENT_TYPE_QUERY, given);
  props[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
ent_record_list_init (EntRecordList *self)
{
  self->loaded = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pending = TRUE;
  g_queue_init (&self->windows);
}

/**
 * ent_record_list_new:
 * @store: a store
 * @query: which records and in which order; not to be changed any more
 *
 * Returns: (transfer full): the list, empty until the order is known
 */
EntRecordList *
ent_record_list_new (EntStore *store,
                     EntQuery *query)
{
  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return g_object_new (ENT_TYPE_RECORD_LIST, "store", store, "query", query, NULL);
}

/**
 * ent_record_list_is_pending:
 * @self: a list
 *
 * Returns: whether it is still empty because nothing was read yet
 */
gboolean
ent_record_list_is_pending (EntRecordList *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_LIST (self), FALSE);

  return self->pending;
}

/**
 * ent_record_list_get_error:
 * @self: a list
 *
 * Returns: (nullable) (transfer none): why the last reading failed; the list is then as it was before
 */
const GError *
ent_record_list_get_error (EntRecordList *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_LIST (self), NULL);

  return self->error;
}

/**
 * ent_record_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): which records and in which order
 */
EntQuery *
ent_record_list_get_query (EntRecordList *self)
{
  g_return_val_if_fail (ENT_IS_RECORD_LIST (self), NULL);

  return self->query;
}

/**
 * ent_record_list_get_row:
 * @self: a list
 * @position: of a record
 *
 * Returns: the number of the row there, by which another list finds the same record; -1 past the end
 */
gint64
ent_record_list_get_row (EntRecordList *self,
                         guint position)
{
  g_return_val_if_fail (ENT_IS_RECORD_LIST (self), -1);

  return position < count_rows (self) ? row_at (self, position) : -1;
}

/**
 * ent_record_list_find_row:
 * @self: a list
 * @row: the number of a row
 *
 * Returns: its position, or %ENT_RECORD_LIST_NOWHERE
 */
guint
ent_record_list_find_row (EntRecordList *self,
                          gint64 row)
{
  g_return_val_if_fail (ENT_IS_RECORD_LIST (self), ENT_RECORD_LIST_NOWHERE);

  for (guint i = 0; i < count_rows (self); i++)
    if (row_at (self, i) == row)
      return i;

  return ENT_RECORD_LIST_NOWHERE;
}
