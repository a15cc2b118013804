/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ent-reminders.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ent-agenda-rows.h"
#include "ent-mobilisation.h"
#include "ent-settings.h"

/* Of what was not done in time, one is reminded so long; older things are on the overview. */
#define DAYS_BACK 7

static void
reminder_free (gpointer data)
{
  EntReminder *self = data;

  g_free (self->key);
  g_free (self->date);
  g_free (self->path);
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
  reminder->path = g_strdup (ent_workspace_get_path (workspace));
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

/**
 * ent_reminders_refuse:
 * @path: of a workspace that cannot be read as it is
 * @reason: what its user can do about it
 * @today: this day, YYYY-MM-DD
 *
 * Returns: (transfer full) (element-type EntReminder): that nobody is reminded of anything in there, and why
 */
GPtrArray *
ent_reminders_refuse (const char *path,
                      const char *reason,
                      const char *today)
{
  GPtrArray *reminders = g_ptr_array_new_with_free_func (reminder_free);
  EntReminder *reminder = g_new0 (EntReminder, 1);
  g_autofree char *file = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (file);

  reminder->key = g_strdup_printf ("%s.refused.%s", path, today);
  reminder->date = g_strdup (today);
  reminder->path = g_strdup (path);
  /* Translators: the name of a file */
  reminder->title = g_strdup_printf (_ ("No reminders from “%s”"), name);
  reminder->body = g_strdup (reason);
  g_ptr_array_add (reminders, reminder);

  return reminders;
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

/**
 * ent_reminders_keep_new:
 * @reminders: (element-type EntReminder): what is due
 * @today: this day, YYYY-MM-DD
 *
 * Takes out of @reminders what was reminded of before, by whichever process, and notes the rest as reminded of.
 */
void
ent_reminders_keep_new (GPtrArray *reminders,
                        const char *today)
{
  g_auto (GStrv) former = ent_settings_get_strings ("reminded");
  g_autofree char *first = move_day (today, -DAYS_BACK);
  g_auto (GStrv) kept = drop_old ((const char *const *) former, first);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (keys, (const char **) kept);
  for (guint i = 0; i < reminders->len;)
    {
      const EntReminder *reminder = reminders->pdata[i];

      if (g_strv_contains ((const char *const *) kept, reminder->key))
        {
          g_ptr_array_remove_index (reminders, i);
        }
      else
        {
          g_strv_builder_add (keys, reminder->key);
          i++;
        }
    }
  all = g_strv_builder_end (keys);
  ent_settings_set_strings ("reminded", (const char *const *) all);
}
