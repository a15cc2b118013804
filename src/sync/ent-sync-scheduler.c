/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When to synchronise what. */
#include "ent-sync-scheduler.h"

/* Who is typing has not finished. */
#define CALM_SECONDS 3
/* Whatever a server or a proxy does to a request that waits for news, it is not asked more often than this. */
#define PAUSE_SECONDS 5
#define PAUSE_AFTER_FAILURE_SECONDS 30
#define PAUSE_MAX_SECONDS 900

/* Waits for news of one remote. */
typedef struct
{
  EntSyncScheduler *scheduler; /* valid as long as @cancellable is not cancelled */
  char *remote;                /* (not nullable) (owned) */
  GCancellable *cancellable;   /* (not nullable) (owned) */
  guint pause_id;              /* source, between two requests */
  guint failures;              /* in a row */
} Watcher;

/* A round that waits for its turn. */
typedef struct
{
  char *remote;
  EntSyncFlags flags;
  GPtrArray *seen; /* (nullable) (owned) (element-type EntSyncItem): what may be published */
} Turn;

struct _EntSyncScheduler
{
  GObject parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  EntSecrets *secrets;       /* (not nullable) (owned) */
  EntSyncDriver *driver;     /* (not nullable) (owned) */
  GQueue turns;              /* (element-type Turn) (owned) */
  GCancellable *cancellable; /* (nullable) (owned): of the round under way */
  char *remote;              /* (nullable) (owned): its remote */
  GPtrArray *seen;           /* (nullable) (owned) (element-type EntSyncItem): what it may publish */
  GHashTable *watchers;      /* (not nullable) (owned): name → Watcher */
  gboolean started;          /* synchronises by itself */
  gint64 sent_change;        /* the last own change that was offered to the remotes */
  guint calm_id;             /* source, after a change */
};

G_DEFINE_FINAL_TYPE (EntSyncScheduler, ent_sync_scheduler, G_TYPE_OBJECT)

static guint ended_signal;
static guint unseen_signal;

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->seen, g_ptr_array_unref);
  g_free (turn->remote);
  g_free (turn);
}

/* What is under way still refers to it, and lets go when it comes back. */
static void
watcher_stop (Watcher *watcher)
{
  g_clear_handle_id (&watcher->pause_id, g_source_remove);
  g_cancellable_cancel (watcher->cancellable);
}

static void
watcher_clear (Watcher *watcher)
{
  g_object_unref (watcher->cancellable);
  g_free (watcher->remote);
}

static void
watcher_release (gpointer watcher)
{
  watcher_stop (watcher);
  g_rc_box_release_full (watcher, (GDestroyNotify) watcher_clear);
}

static void
ent_sync_scheduler_dispose (GObject *object)
{
  EntSyncScheduler *self = ENT_SYNC_SCHEDULER (object);

  ent_sync_scheduler_stop (self);
  ent_sync_scheduler_cancel (self);

  G_OBJECT_CLASS (ent_sync_scheduler_parent_class)->dispose (object);
}

static void
ent_sync_scheduler_finalize (GObject *object)
{
  EntSyncScheduler *self = ENT_SYNC_SCHEDULER (object);

  g_clear_object (&self->cancellable);
  g_free (self->remote);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_hash_table_unref (self->watchers);
  g_clear_object (&self->driver);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ent_sync_scheduler_parent_class)->finalize (object);
}

static void
ent_sync_scheduler_class_init (EntSyncSchedulerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ent_sync_scheduler_dispose;
  object_class->finalize = ent_sync_scheduler_finalize;

  ended_signal = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                               G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
  unseen_signal = g_signal_new ("unseen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_PTR_ARRAY);
}

static void
ent_sync_scheduler_init (EntSyncScheduler *self)
{
  self->watchers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, watcher_release);
}

static void
take_turn (EntSyncScheduler *self);

static void
watch (Watcher *watcher);

static gboolean
pause_over_cb (gpointer user_data)
{
  Watcher *watcher = user_data;

  watcher->pause_id = 0;
  watch (watcher);
  return G_SOURCE_REMOVE;
}

static void
pause_watcher (Watcher *watcher)
{
  guint seconds = PAUSE_SECONDS;

  if (watcher->failures > 0)
    seconds = MIN (PAUSE_MAX_SECONDS, PAUSE_AFTER_FAILURE_SECONDS << MIN (watcher->failures - 1, 5));
  g_clear_handle_id (&watcher->pause_id, g_source_remove);
  watcher->pause_id = g_timeout_add_seconds (seconds * g_random_double_range (0.75, 1.25), pause_over_cb, watcher);
}

static Turn *
find_turn (EntSyncScheduler *self,
           const char *remote)
{
  for (GList *l = self->turns.head; l != NULL; l = l->next)
    if (g_str_equal (((Turn *) l->data)->remote, remote))
      return l->data;

  return NULL;
}

static void
queue_turn (EntSyncScheduler *self,
            const char *remote,
            EntSyncFlags flags,
            GPtrArray *seen)
{
  Turn *waiting = find_turn (self, remote);
  Turn *turn = waiting != NULL ? waiting : g_new0 (Turn, 1);

  if (seen != NULL)
    {
      g_clear_pointer (&turn->seen, g_ptr_array_unref);
      turn->seen = g_ptr_array_ref (seen);
    }
  /* One round does both: what receives only, and what the user now wants to send. */
  if (waiting != NULL)
    {
      turn->flags &= flags;
      return;
    }

  turn->remote = g_strdup (remote);
  turn->flags = flags;
  g_queue_push_tail (&self->turns, turn);
  take_turn (self);
}

static EntSyncFlags
flags_by_itself (const EntRemote *remote)
{
  return remote->circle == ENT_CIRCLE_ATLAS ? ENT_SYNC_PULL_ONLY : 0;
}

static void
watched_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Watcher *watcher = user_data;
  g_autoptr (GError) error = NULL;
  gboolean news;
  gboolean asked = ent_sync_driver_watch_finish (ENT_SYNC_DRIVER (source), result, &news, &error);
  EntSyncScheduler *self = watcher->scheduler;

  if (!g_cancellable_is_cancelled (watcher->cancellable))
    {
      g_autoptr (EntRemote) remote = ent_sync_state_get_remote (ent_store_get_reader (self->store), watcher->remote, NULL);

      watcher->failures = asked ? 0 : watcher->failures + 1;
      if (remote == NULL)
        g_hash_table_remove (self->watchers, watcher->remote);
      else if (asked && news)
        queue_turn (self, watcher->remote, flags_by_itself (remote), NULL);
      else
        pause_watcher (watcher);
    }

  g_rc_box_release_full (watcher, (GDestroyNotify) watcher_clear);
}

static void
watch (Watcher *watcher)
{
  ent_sync_driver_watch_async (watcher->scheduler->driver, watcher->remote, watcher->cancellable, watched_cb, g_rc_box_acquire (watcher));
}

/* Begins, or begins anew, to wait for news of a remote. */
static void
start_watcher (EntSyncScheduler *self,
               const char *remote,
               guint failures)
{
  Watcher *watcher = g_rc_box_new0 (Watcher);

  watcher->scheduler = self;
  watcher->remote = g_strdup (remote);
  watcher->cancellable = g_cancellable_new ();
  watcher->failures = failures;
  g_hash_table_replace (self->watchers, watcher->remote, watcher);
  pause_watcher (watcher);
}

static void
start_watchers (EntSyncScheduler *self,
                GPtrArray *remotes)
{
  for (guint i = 0; i < remotes->len; i++)
    {
      const EntRemote *remote = remotes->pdata[i];

      if (remote->synced_at != NULL && !g_hash_table_contains (self->watchers, remote->name))
        start_watcher (self, remote->name, 0);
    }
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (EntSyncScheduler) self = user_data;
  g_autoptr (GError) error = NULL;
  EntSyncSummary summary;
  gboolean well = ent_sync_driver_run_finish (ENT_SYNC_DRIVER (source), result, &summary, &error);
  g_autofree char *message = well ? ent_sync_summary_describe (&summary) : g_strdup (error->message);
  g_autofree char *remote = g_steal_pointer (&self->remote);
  g_autoptr (GPtrArray) seen = g_steal_pointer (&self->seen);

  g_clear_object (&self->cancellable);
  if (self->started)
    {
      Watcher *watcher = g_hash_table_lookup (self->watchers, remote);

      start_watcher (self, remote, well ? 0 : watcher != NULL ? watcher->failures + 1 : 1);
    }
  if (summary.unseen > 0)
    g_signal_emit (self, unseen_signal, 0, remote, seen);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, ended_signal, 0, remote, message, well);
  take_turn (self);
}

static void
take_turn (EntSyncScheduler *self)
{
  Turn *turn;
  Watcher *watcher;

  if (self->cancellable != NULL || ent_sync_driver_is_running (self->driver) || g_queue_is_empty (&self->turns))
    return;

  turn = g_queue_pop_head (&self->turns);
  watcher = g_hash_table_lookup (self->watchers, turn->remote);
  if (watcher != NULL)
    watcher_stop (watcher);
  self->cancellable = g_cancellable_new ();
  g_set_str (&self->remote, turn->remote);
  self->seen = g_steal_pointer (&turn->seen);
  ent_sync_driver_run_async (self->driver, turn->remote, turn->flags, self->seen, self->cancellable, ended_cb, g_object_ref (self));
  turn_free (turn);
}

static void
sync_all_by_itself (EntSyncScheduler *self,
                    gboolean atlas)
{
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (ent_store_get_reader (self->store), NULL);

  for (guint i = 0; remotes != NULL && i < remotes->len; i++)
    {
      const EntRemote *remote = remotes->pdata[i];

      if (remote->synced_at != NULL && (atlas || remote->circle < ENT_CIRCLE_ATLAS))
        queue_turn (self, remote->name, flags_by_itself (remote), NULL);
    }
}

static gboolean
calm_cb (gpointer user_data)
{
  EntSyncScheduler *self = user_data;
  EntWorkspace *workspace = ent_store_get_reader (self->store);
  g_autoptr (GPtrArray) remotes = ent_sync_state_list_remotes (workspace, NULL);
  gint64 change = ent_sync_state_get_last_own_change (workspace);

  self->calm_id = 0;
  if (remotes != NULL)
    start_watchers (self, remotes);
  if (change != self->sent_change)
    sync_all_by_itself (self, FALSE);
  self->sent_change = change;
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (EntSyncScheduler *self)
{
  if (!self->started)
    return;

  g_clear_handle_id (&self->calm_id, g_source_remove);
  self->calm_id = g_timeout_add_seconds (CALM_SECONDS, calm_cb, self);
}

static void
network_changed_cb (EntSyncScheduler *self,
                    gboolean available)
{
  if (self->started && available)
    sync_all_by_itself (self, TRUE);
}

/**
 * ent_sync_scheduler_new:
 * @store: the workspace of a window
 * @secrets: where the passwords are
 *
 * Returns: (transfer full): a scheduler that does nothing by itself yet
 */
EntSyncScheduler *
ent_sync_scheduler_new (EntStore *store,
                        EntSecrets *secrets)
{
  EntSyncScheduler *self = g_object_new (ENT_TYPE_SYNC_SCHEDULER, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->driver = ent_sync_driver_new (store, secrets);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * ent_sync_scheduler_get_driver:
 * @self: a scheduler
 *
 * Returns: (transfer none): what does the work, and tells how far it is
 */
EntSyncDriver *
ent_sync_scheduler_get_driver (EntSyncScheduler *self)
{
  return self->driver;
}

/**
 * ent_sync_scheduler_get_secrets:
 * @self: a scheduler
 *
 * Returns: (transfer none): where the passwords are
 */
EntSecrets *
ent_sync_scheduler_get_secrets (EntSyncScheduler *self)
{
  return self->secrets;
}

/**
 * ent_sync_scheduler_start:
 * @self: a scheduler
 *
 * From now on synchronises by itself, unless the workspace can only be read.
 */
void
ent_sync_scheduler_start (EntSyncScheduler *self)
{
  g_return_if_fail (ENT_IS_SYNC_SCHEDULER (self));

  if (self->started || ent_store_is_read_only (self->store))
    return;

  self->started = TRUE;
  self->sent_change = ent_sync_state_get_last_own_change (ent_store_get_reader (self->store));
  sync_all_by_itself (self, TRUE);
}

/**
 * ent_sync_scheduler_stop:
 * @self: a scheduler
 *
 * From now on synchronises only what it is asked to.
 */
void
ent_sync_scheduler_stop (EntSyncScheduler *self)
{
  g_return_if_fail (ENT_IS_SYNC_SCHEDULER (self));

  self->started = FALSE;
  g_clear_handle_id (&self->calm_id, g_source_remove);
  g_hash_table_remove_all (self->watchers);
}

/**
 * ent_sync_scheduler_sync:
 * @self: a scheduler
 * @remote: the name of a remote
 * @flags: what to leave out
 * @seen: (nullable) (element-type EntSyncItem): of ent_sync_preview(), which the user agreed to: nothing else is published
 *
 * Synchronises with a remote as soon as it is its turn.
 */
void
ent_sync_scheduler_sync (EntSyncScheduler *self,
                         const char *remote,
                         EntSyncFlags flags,
                         GPtrArray *seen)
{
  g_return_if_fail (ENT_IS_SYNC_SCHEDULER (self));
  g_return_if_fail (remote != NULL);

  queue_turn (self, remote, flags, seen);
}

/**
 * ent_sync_scheduler_cancel:
 * @self: a scheduler
 *
 * Stops what is under way, and forgets what waits for its turn. The next round carries on from there.
 */
void
ent_sync_scheduler_cancel (EntSyncScheduler *self)
{
  g_return_if_fail (ENT_IS_SYNC_SCHEDULER (self));

  g_queue_clear_full (&self->turns, (GDestroyNotify) turn_free);
  g_cancellable_cancel (self->cancellable);
}

/**
 * ent_sync_scheduler_is_waiting:
 * @self: a scheduler
 * @remote: the name of a remote
 *
 * Returns: whether it is to be synchronised, and it is not its turn yet
 */
gboolean
ent_sync_scheduler_is_waiting (EntSyncScheduler *self,
                               const char *remote)
{
  g_return_val_if_fail (ENT_IS_SYNC_SCHEDULER (self), FALSE);

  return find_turn (self, remote) != NULL;
}
