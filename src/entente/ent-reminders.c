/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reminders.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-agenda-rows.h"
#include "ent-mobilisation.h"
#include "ent-settings.h"

/* Of what was not done in time, one is reminded so long; older things are on the overview. */
#define DAYS_BACK 7

/* A machine that slept notices within an hour what it missed. */
#define MAX_WAIT_SECONDS 3600

struct _EntReminderClock
{
  GObject parent_instance;

  EntStore *store;           /* (not nullable) (owned) */
  EntReminderSend send;      /* (not nullable) */
  EntReminderNow now;        /* (not nullable) */
  gpointer data;             /* for both */
  GCancellable *cancellable; /* (nullable) (owned): while the workspace is being read */
  char *checked;             /* (nullable) (owned): the day on which it was, YYYY-MM-DD */
  guint timeout_id;          /* source of the next look at the time */
};

G_DEFINE_FINAL_TYPE (EntReminderClock, ent_reminder_clock, G_TYPE_OBJECT)

static void
reminder_free (gpointer data)
{
  EntReminder *self = data;

  g_free (self->key);
  g_free (self->date);
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

static char *
describe_day (const char *date,
              const char *today)
{
  int days = ent_mobilisation_count_days (today, date);

  if (days < 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Late by %d day", "Late by %d days", -days), -days);
  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Tomorrow"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "In %d day", "In %d days", days), days);
}

/* A lock screen may be read by anybody: what stays within the unit says no more there than its title. */
static gboolean
may_say_more (EntWorkspace *workspace,
              const char *id)
{
  g_autoptr (EntRecord) record = id != NULL ? ent_workspace_get (workspace, id, NULL) : NULL;

  return record != NULL && ent_record_get_circle (record) != ENT_CIRCLE_TEAM;
}

static EntReminder *
create_reminder (EntWorkspace *workspace,
                 const EntAgendaItem *item,
                 const char *today)
{
  EntReminder *reminder = g_new0 (EntReminder, 1);
  g_autofree char *day = describe_day (item->end, today);

  reminder->key = g_strdup_printf ("%s.%s.%s", item->id != NULL ? item->id : "oda", item->field != NULL ? item->field->name : "", item->end);
  reminder->date = g_strdup (item->end);
  reminder->id = g_strdup (item->id);
  reminder->title = ent_agenda_get_title (item);
  reminder->body = item->subject != NULL && may_say_more (workspace, item->id) ? g_strdup_printf ("%s · %s", day, item->subject) : g_strdup (day);

  return reminder;
}

static gboolean
is_due (const EntAgendaItem *item,
        const char *today,
        const char *last)
{
  /* Only what has a day on which it is done can be late. */
  gboolean can_be_late = item->field != NULL && g_str_equal (item->field->name, "due");

  return item->kind == ENT_AGENDA_DEADLINE && !item->done && strcmp (item->end, last) <= 0 && (can_be_late || strcmp (item->end, today) >= 0);
}

static char *
move_day (const char *day,
          int days)
{
  g_autofree char *stamp = g_strconcat (day, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (stamp, NULL);
  g_autoptr (GDateTime) moved = g_date_time_add_days (time, days);

  return g_date_time_format (moved, "%F");
}

/**
 * ent_reminders_list:
 * @workspace: a workspace
 * @today: this day, YYYY-MM-DD
 * @days: how many days ahead
 * @error: set where the workspace cannot be read
 *
 * Returns: (transfer full) (element-type EntReminder) (nullable): what is due by then and not done, the earliest first
 */
GPtrArray *
ent_reminders_list (EntWorkspace *workspace,
                    const char *today,
                    guint days,
                    GError **error)
{
  g_autoptr (GPtrArray) reminders = g_ptr_array_new_with_free_func (reminder_free);
  g_autofree char *first = move_day (today, -DAYS_BACK);
  g_autofree char *last = move_day (today, days);
  g_autoptr (GPtrArray) items = ent_agenda_list (workspace, first, last, NULL, error);

  if (items == NULL)
    return NULL;

  for (guint i = 0; i < items->len; i++)
    if (is_due (items->pdata[i], today, last))
      g_ptr_array_add (reminders, create_reminder (workspace, items->pdata[i], today));

  return g_steal_pointer (&reminders);
}

/* A key ends with its day: what is long past is forgotten, so that the list stays short. */
static GStrv
drop_old (const char *const *keys,
          const char *first)
{
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const char *dot = strrchr (keys[i], '.');

      if (dot != NULL && strcmp (dot + 1, first) >= 0)
        g_strv_builder_add (kept, keys[i]);
    }

  return g_strv_builder_end (kept);
}

static void
remind (EntReminderClock *self,
        GPtrArray *reminders)
{
  g_auto (GStrv) former = ent_settings_get_strings ("reminded");
  g_autoptr (GDateTime) now = self->now (self->data);
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autofree char *first = move_day (today, -DAYS_BACK);
  g_auto (GStrv) kept = drop_old ((const char *const *) former, first);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (keys, (const char **) kept);
  for (guint i = 0; i < reminders->len; i++)
    {
      const EntReminder *reminder = reminders->pdata[i];

      if (g_strv_contains ((const char *const *) kept, reminder->key))
        continue;
      g_strv_builder_add (keys, reminder->key);
      self->send (reminder, self->data);
    }
  all = g_strv_builder_end (keys);
  ent_settings_set_strings ("reminded", (const char *const *) all);
}

/* What the reading thread is asked for. */
typedef struct
{
  char *today; /* (owned) */
  guint days;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->today);
  g_free (request);
}

static gpointer
list_func (EntWorkspace *workspace,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Request *request = data;

  return ent_reminders_list (workspace, request->today, request->days, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (EntReminderClock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reminders = ent_store_finish (ENT_STORE (source), result, &error);

  /* Stopped meanwhile. */
  if (self->cancellable == NULL)
    return;

  g_clear_object (&self->cancellable);
  if (reminders != NULL)
    remind (self, reminders);
  else
    g_clear_pointer (&self->checked, g_free);
}

static gboolean
timeout_cb (gpointer user_data)
{
  EntReminderClock *self = user_data;

  self->timeout_id = 0;
  ent_reminder_clock_check (self);
  return G_SOURCE_REMOVE;
}

/* Until the hour of today, or else an hour. */
static void
wait_for (EntReminderClock *self,
          GDateTime *now,
          int hour)
{
  int seconds = (hour * 60 - g_date_time_get_hour (now) * 60 - g_date_time_get_minute (now)) * 60 - g_date_time_get_second (now);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_seconds (seconds > 0 ? MIN (seconds, MAX_WAIT_SECONDS) : MAX_WAIT_SECONDS, timeout_cb, self);
}

/**
 * ent_reminder_clock_check:
 * @self: a clock
 *
 * Looks at the time and the preferences: reminds if the hour has come and it was not done today, and looks again later.
 */
void
ent_reminder_clock_check (EntReminderClock *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *today = NULL;
  int days, hour;
  Request *request;

  g_return_if_fail (ENT_IS_REMINDER_CLOCK (self));

  now = self->now (self->data);
  today = g_date_time_format (now, "%F");
  days = ent_settings_get_integer ("reminder-days", -1);
  hour = ent_settings_get_integer ("reminder-hour", 9);
  wait_for (self, now, hour);
  if (days < 0 || self->cancellable != NULL || g_date_time_get_hour (now) < hour || g_strcmp0 (self->checked, today) == 0)
    return;

  g_set_str (&self->checked, today);
  self->cancellable = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->today = g_steal_pointer (&today);
  request->days = days;
  ent_store_read_async (self->store, list_func, request, request_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable, listed_cb, g_object_ref (self));
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

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * ent_reminder_clock_is_busy:
 * @self: a clock
 *
 * Returns: whether it is reading the workspace
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

  g_clear_object (&self->store);
  g_free (self->checked);

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
}

/* Who chose another day or hour wants to be told today as well. */
static void
settings_changed_cb (EntReminderClock *self)
{
  g_clear_pointer (&self->checked, g_free);
  ent_reminder_clock_check (self);
}

static GDateTime *
get_now (gpointer data)
{
  return g_date_time_new_now_local ();
}

/**
 * ent_reminder_clock_new:
 * @store: a workspace
 * @send: shows a reminder
 * @now: (nullable): says what time it is; the machine's own when %NULL
 * @data: for both
 *
 * Returns: (transfer full): a clock that has not looked at the time yet, see ent_reminder_clock_check()
 */
EntReminderClock *
ent_reminder_clock_new (EntStore *store,
                        EntReminderSend send,
                        EntReminderNow now,
                        gpointer data)
{
  EntReminderClock *self;

  g_return_val_if_fail (ENT_IS_STORE (store), NULL);
  g_return_val_if_fail (send != NULL, NULL);

  self = g_object_new (ENT_TYPE_REMINDER_CLOCK, NULL);
  self->store = g_object_ref (store);
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
