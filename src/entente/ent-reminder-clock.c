/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reminder-clock.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "ent-settings.h"

/* What could not be read is tried again so much later. */
#define RETRY_SPAN G_TIME_SPAN_HOUR

struct _EntReminderClock
{
  GObject parent_instance;

  EntReminderPaths paths;    /* (not nullable) */
  EntReminderSend send;      /* (not nullable) */
  EntReminderNow now;        /* (not nullable) */
  gpointer data;             /* for the three of them */
  GHashTable *checked;       /* (element-type filename utf8) (owned): the day on which a workspace was read, YYYY-MM-DD */
  GCancellable *cancellable; /* (nullable) (owned): while workspaces are being read */
  int alarm;                 /* a timer of the kernel; -1 where it has none to give */
  guint alarm_id;            /* source of what it wakes */
};

G_DEFINE_FINAL_TYPE (EntReminderClock, ent_reminder_clock, G_TYPE_OBJECT)

/* What the reading thread is asked for, and what it could not do. */
typedef struct
{
  GStrv paths;         /* (owned) */
  char *today;         /* (owned) */
  guint days;
  GHashTable *refused; /* (element-type filename GPtrArray) (owned): what to tell of workspaces that their user has to open first */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_strfreev (request->paths);
  g_free (request->today);
  g_hash_table_unref (request->refused);
  g_free (request);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* Nobody's workspace is changed, nor shown beyond what this desk shows, because it is time: not even brought up to date. */
static GPtrArray *
read_workspace (const char *path,
                const Request *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EntWorkspace) workspace = ent_workspace_open (path, ENT_WORKSPACE_READ_ONLY | ENT_WORKSPACE_SHOWN, &error);

  if (workspace != NULL)
    return ent_reminders_list (workspace, request->today, request->days, NULL);
  if (g_error_matches (error, ENT_ERROR, ENT_ERROR_READ_ONLY))
    g_hash_table_insert (request->refused, g_strdup (path), ent_reminders_refuse (path, error->message, request->today));

  return NULL;
}

/* Returns by task: (element-type filename GPtrArray): what is due in each workspace that could be read, or is gone. */
static void
read_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (GHashTable) found = new_table ();

  for (gsize i = 0; request->paths[i] != NULL && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *path = request->paths[i];
      gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
      GPtrArray *reminders = there ? read_workspace (path, request) : g_ptr_array_new ();

      if (reminders != NULL)
        g_hash_table_insert (found, g_strdup (path), reminders);
    }

  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_hash_table_unref);
}

/* By the machine's clock, so much after now: the time of a test is told by the test. */
static void
wake_after (EntReminderClock *self,
            GTimeSpan span)
{
  gint64 at = g_get_real_time () + MAX (span, 0);
  struct itimerspec spec = { .it_value = { .tv_sec = at / G_USEC_PER_SEC, .tv_nsec = at % G_USEC_PER_SEC * 1000 } };

  timerfd_settime (self->alarm, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL);
}

static gboolean
alarm_cb (int fd,
          GIOCondition condition,
          gpointer user_data)
{
  guint64 expirations;

  /* Fails where the machine's clock was set meanwhile, which is as good a reason to look. */
  if (read (fd, &expirations, sizeof expirations) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;

  ent_reminder_clock_check (user_data);
  return G_SOURCE_CONTINUE;
}

/* Of today, or of tomorrow where that is past. */
static GTimeSpan
get_span_until (GDateTime *now,
                int hour)
{
  g_autoptr (GDateTime) today = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now), g_date_time_get_month (now),
                                                 g_date_time_get_day_of_month (now), hour, 0, 0);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);
  GTimeSpan span = g_date_time_difference (today, now);

  return span > 0 ? span : g_date_time_difference (tomorrow, now);
}

static void
send_new (EntReminderClock *self,
          GPtrArray *reminders,
          const char *today)
{
  ent_reminders_keep_new (reminders, today);
  for (guint i = 0; i < reminders->len; i++)
    self->send (reminders->pdata[i], self->data);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (EntReminderClock) self = user_data;
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GHashTable) found = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Stopped, or asked for something else meanwhile. */
  if (self->cancellable == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  for (gsize i = 0; found != NULL && request->paths[i] != NULL; i++)
    {
      GPtrArray *reminders = g_hash_table_lookup (found, request->paths[i]);
      GPtrArray *refused = g_hash_table_lookup (request->refused, request->paths[i]);

      if (refused != NULL)
        send_new (self, refused, request->today);
      if (reminders == NULL)
        continue;
      g_hash_table_replace (self->checked, g_strdup (request->paths[i]), g_strdup (request->today));
      send_new (self, reminders, request->today);
    }
  if (found == NULL || g_hash_table_size (found) < g_strv_length (request->paths))
    wake_after (self, RETRY_SPAN);
  else
    /* Another workspace may have been opened meanwhile. */
    ent_reminder_clock_check (self);
}

/* Each once: a workspace that a window shows was opened lately too. */
static GStrv
list_unchecked (EntReminderClock *self,
                const char *today)
{
  g_auto (GStrv) paths = self->paths (self->data);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) unchecked = g_strv_builder_new ();

  for (gsize i = 0; paths[i] != NULL; i++)
    if (g_strcmp0 (g_hash_table_lookup (self->checked, paths[i]), today) != 0 && g_hash_table_add (listed, paths[i]))
      g_strv_builder_add (unchecked, paths[i]);

  return g_strv_builder_end (unchecked);
}

/**
 * ent_reminder_clock_check:
 * @self: a clock
 *
 * Looks at the time and the preferences: reads the workspaces that were not read today, if the hour has come, and looks
 * again when it comes next.
 */
void
ent_reminder_clock_check (EntReminderClock *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *today = NULL;
  g_auto (GStrv) paths = NULL;
  g_autoptr (GTask) task = NULL;
  int days, hour;
  Request *request;

  g_return_if_fail (ENT_IS_REMINDER_CLOCK (self));

  now = self->now (self->data);
  days = ent_settings_get_integer ("reminder-days", -1);
  hour = ent_settings_get_integer ("reminder-hour", 9);
  if (days < 0 || self->cancellable != NULL)
    return;

  wake_after (self, get_span_until (now, hour));
  today = g_date_time_format (now, "%F");
  paths = list_unchecked (self, today);
  if (g_date_time_get_hour (now) < hour || paths[0] == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->paths = g_steal_pointer (&paths);
  request->today = g_steal_pointer (&today);
  request->days = days;
  request->refused = new_table ();
  task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));
  g_task_set_source_tag (task, ent_reminder_clock_check);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * ent_reminder_clock_stop:
 * @self: a clock
 *
 * Reminds of nothing more.
 */
void
ent_reminder_clock_stop (EntReminderClock *self)
{
  g_return_if_fail (ENT_IS_REMINDER_CLOCK (self));

  g_clear_handle_id (&self->alarm_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * ent_reminder_clock_is_busy:
 * @self: a clock
 *
 * Returns: whether it is reading workspaces
 */
gboolean
ent_reminder_clock_is_busy (EntReminderClock *self)
{
  g_return_val_if_fail (ENT_IS_REMINDER_CLOCK (self), FALSE);

  return self->cancellable != NULL;
}

static void
ent_reminder_clock_dispose (GObject *object)
{
  ent_reminder_clock_stop (ENT_REMINDER_CLOCK (object));

  G_OBJECT_CLASS (ent_reminder_clock_parent_class)->dispose (object);
}

static void
ent_reminder_clock_finalize (GObject *object)
{
  EntReminderClock *self = ENT_REMINDER_CLOCK (object);

  g_clear_fd (&self->alarm, NULL);
  g_hash_table_unref (self->checked);

  G_OBJECT_CLASS (ent_reminder_clock_parent_class)->finalize (object);
}

static void
ent_reminder_clock_class_init (EntReminderClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ent_reminder_clock_dispose;
  object_class->finalize = ent_reminder_clock_finalize;
}

static void
ent_reminder_clock_init (EntReminderClock *self)
{
  self->checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->alarm = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->alarm >= 0)
    self->alarm_id = g_unix_fd_add (self->alarm, G_IO_IN, alarm_cb, self);
}

/* Who chose another day or hour wants to be told today as well. */
static void
settings_changed_cb (EntReminderClock *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_hash_table_remove_all (self->checked);
  ent_reminder_clock_check (self);
}

static GDateTime *
get_now (gpointer data)
{
  return g_date_time_new_now_local ();
}

/**
 * ent_reminder_clock_new:
 * @paths: says which workspaces to look into
 * @send: shows a reminder
 * @now: (nullable): says what time it is; the machine's own when %NULL
 * @data: for the three of them
 *
 * Returns: (transfer full): a clock that has not looked at the time yet, see ent_reminder_clock_check()
 */
EntReminderClock *
ent_reminder_clock_new (EntReminderPaths paths,
                        EntReminderSend send,
                        EntReminderNow now,
                        gpointer data)
{
  EntReminderClock *self;

  g_return_val_if_fail (paths != NULL, NULL);
  g_return_val_if_fail (send != NULL, NULL);

  self = g_object_new (ENT_TYPE_REMINDER_CLOCK, NULL);
  self->paths = paths;
  self->send = send;
  self->now = now != NULL ? now : get_now;
  self->data = data;
  if (ent_settings_get_default () != NULL)
    {
      g_signal_connect_object (ent_settings_get_default (), "changed::reminder-days", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (ent_settings_get_default (), "changed::reminder-hour", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
    }

  return self;
}
