/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reminder-service.h"

#include <malloc.h>

#include "ent-app.h"
#include "ent-reminder-clock.h"
#include "ent-settings.h"
#include "ent-window.h"

struct _EntReminderService
{
  GObject parent_instance;

  GtkApplication *application; /* (not nullable) (not owned): it owns this */
  EntReminderClock *clock;     /* (not nullable) (owned) */
  gboolean holds;              /* the application goes on without a window */
};

G_DEFINE_FINAL_TYPE (EntReminderService, ent_reminder_service, G_TYPE_OBJECT)

static gboolean
reminds_closed (void)
{
  return ent_settings_get_boolean (ENT_SETTING_REMINDS_CLOSED, FALSE) && ent_settings_get_integer ("reminder-days", -1) >= 0;
}

/* Of the sample one is reminded only while one looks at it. */
static void
add_recent (GStrvBuilder *paths)
{
  g_auto (GStrv) recent = ent_settings_get_recent ();
  g_autofree char *sample = ent_app_get_sample_path ();

  for (gsize i = 0; recent[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (recent[i]);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL && !g_str_equal (path, sample))
        g_strv_builder_add (paths, path);
    }
}

static GStrv
paths_cb (gpointer data)
{
  EntReminderService *self = data;
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    {
      EntStore *store = ENT_IS_WINDOW (l->data) ? ent_window_get_store (l->data) : NULL;

      if (store != NULL)
        g_strv_builder_add (paths, ent_store_get_path (store));
    }
  if (self->holds)
    add_recent (paths);

  return g_strv_builder_end (paths);
}

static void
send_cb (const EntReminder *reminder,
         gpointer data)
{
  EntReminderService *self = data;
  g_autoptr (GNotification) notification = g_notification_new (reminder->title);

  g_notification_set_body (notification, reminder->body);
  g_notification_set_default_action_and_target (notification, "app.open-record", "(^ays)", reminder->path,
                                                reminder->id != NULL ? reminder->id : "");
  g_application_send_notification (G_APPLICATION (self->application), reminder->key, notification);
}

static void
apply_settings (EntReminderService *self)
{
  gboolean holds = reminds_closed ();

  if (holds == self->holds)
    return;

  self->holds = holds;
  if (holds)
    {
      g_application_hold (G_APPLICATION (self->application));
      ent_reminder_clock_check (self->clock);
    }
  else
    {
      g_application_release (G_APPLICATION (self->application));
    }
}

/* What only waits for tomorrow gives back the memory that a window took. */
static void
window_removed_cb (EntReminderService *self)
{
  if (self->holds && gtk_application_get_windows (self->application) == NULL)
    malloc_trim (0);
}

/**
 * ent_reminder_service_check:
 * @self: the service
 *
 * Looks for what is due, as when a workspace was opened.
 */
void
ent_reminder_service_check (EntReminderService *self)
{
  g_return_if_fail (ENT_IS_REMINDER_SERVICE (self));

  ent_reminder_clock_check (self->clock);
}

static void
ent_reminder_service_dispose (GObject *object)
{
  EntReminderService *self = ENT_REMINDER_SERVICE (object);

  ent_reminder_clock_stop (self->clock);
  if (self->holds)
    g_application_release (G_APPLICATION (self->application));
  self->holds = FALSE;

  G_OBJECT_CLASS (ent_reminder_service_parent_class)->dispose (object);
}

static void
ent_reminder_service_finalize (GObject *object)
{
  g_clear_object (&ENT_REMINDER_SERVICE (object)->clock);

  G_OBJECT_CLASS (ent_reminder_service_parent_class)->finalize (object);
}

static void
ent_reminder_service_class_init (EntReminderServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ent_reminder_service_dispose;
  object_class->finalize = ent_reminder_service_finalize;
}

static void
ent_reminder_service_init (EntReminderService *self)
{
  self->clock = ent_reminder_clock_new (paths_cb, send_cb, NULL, self);
}

/**
 * ent_reminder_service_new:
 * @application: the application, which is held as the preferences say
 *
 * Returns: (transfer full): its reminders
 */
EntReminderService *
ent_reminder_service_new (GtkApplication *application)
{
  EntReminderService *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (ENT_TYPE_REMINDER_SERVICE, NULL);
  self->application = application;
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self, G_CONNECT_SWAPPED);
  if (ent_settings_get_default () != NULL)
    {
      g_signal_connect_object (ent_settings_get_default (), "changed::" ENT_SETTING_REMINDS_CLOSED, G_CALLBACK (apply_settings), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (ent_settings_get_default (), "changed::reminder-days", G_CALLBACK (apply_settings), self, G_CONNECT_SWAPPED);
    }
  apply_settings (self);

  return self;
}
