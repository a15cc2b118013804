/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one is reminded of, when, and only once: by a clock that the test sets. */
#include "../common/workspaces.h"
#include "../store/fixture.h"
#include "ent-reminder-clock.h"
#include "ent-settings.h"

#define TODAY "2026-05-04"

typedef struct
{
  Folder folder;
  char *path;          /* (owned) */
  char *other;         /* (nullable) (owned): another workspace */
  guint n_asked;       /* how often the clock asked for their paths */
  const char *now;     /* ISO 8601 */
  GPtrArray *sent;     /* (element-type utf8) (owned): titles */
  EntReminderClock *clock; /* (owned) */
} Desk;

static void
send_cb (const EntReminder *reminder,
         gpointer data)
{
  g_ptr_array_add (((Desk *) data)->sent, g_strdup (reminder->title));
}

static GStrv
paths_cb (gpointer data)
{
  Desk *desk = data;
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  desk->n_asked++;
  g_strv_builder_add (paths, desk->path);
  if (desk->other != NULL)
    g_strv_builder_add (paths, desk->other);

  return g_strv_builder_end (paths);
}

static GDateTime *
now_cb (gpointer data)
{
  return g_date_time_new_from_iso8601 (((Desk *) data)->now, NULL);
}

static EntWorkspace *
write_to (Desk *desk)
{
  return ent_workspace_open (desk->path, 0, NULL);
}

static void
add_milestone (Desk *desk,
               const char *title,
               const char *due,
               const char *done)
{
  g_autoptr (EntWorkspace) workspace = write_to (desk);
  g_autofree char *project = add_record_of (workspace, "project", "title", "Eau", NULL);

  g_free (add_record_of (workspace, "milestone", "title", title, "subject", project, "due", due, done != NULL ? "done" : NULL, done, NULL));
}

static void
set_up (Desk *desk,
        gconstpointer unused)
{
  GSettings *settings = ent_settings_get_default ();

  g_assert_nonnull (settings);
  desk->now = "2026-05-04T00:00:00Z";
  g_settings_reset (settings, "reminded");
  g_settings_set_int (settings, "reminder-days", 3);
  g_settings_set_int (settings, "reminder-hour", 9);
  folder_set_up (&desk->folder, NULL);
  g_object_unref (folder_make_workspace (&desk->folder, "a.entente"));
  desk->path = folder_name (&desk->folder, "a.entente");
  desk->sent = g_ptr_array_new_with_free_func (g_free);
  desk->clock = ent_reminder_clock_new (paths_cb, send_cb, now_cb, desk);
}

static void
tear_down (Desk *desk,
           gconstpointer unused)
{
  ent_reminder_clock_stop (desk->clock);
  g_assert_finalize_object (desk->clock);
  g_ptr_array_unref (desk->sent);
  g_free (desk->path);
  g_free (desk->other);
  folder_tear_down (&desk->folder, NULL);
}

/* How many reminders there are in all, once the clock has looked at this time. */
static guint
check_at (Desk *desk,
          const char *now)
{
  desk->now = now;
  ent_reminder_clock_check (desk->clock);
  WAIT_UNTIL (!ent_reminder_clock_is_busy (desk->clock));
  return desk->sent->len;
}

static void
test_once (Desk *desk,
           gconstpointer unused)
{
  add_milestone (desk, "Rapport", "2026-05-07", NULL);
  add_milestone (desk, "Plus tard", "2026-05-08", NULL);
  add_milestone (desk, "Fait", "2026-05-05", "2026-05-04");

  g_assert_cmpuint (check_at (desk, "2026-05-04T08:59:59Z"), ==, 0);
  g_assert_cmpuint (check_at (desk, "2026-05-04T09:00:00Z"), ==, 1);
  g_assert_cmpstr (desk->sent->pdata[0], ==, "Rapport");
  g_assert_cmpuint (check_at (desk, "2026-05-04T17:00:00Z"), ==, 1);
  g_assert_cmpuint (check_at (desk, "2026-05-05T09:30:00Z"), ==, 2);
  g_assert_cmpstr (desk->sent->pdata[1], ==, "Plus tard");
  g_assert_cmpuint (check_at (desk, "2026-05-06T09:30:00Z"), ==, 2);
}

/* Another window, or the next day's program, knows what was reminded of; another day is another reminder. */
static void
test_again (Desk *desk,
            gconstpointer unused)
{
  EntReminderClock *other = ent_reminder_clock_new (paths_cb, send_cb, now_cb, desk);
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GPtrArray) milestones = NULL;
  g_autoptr (GError) error = NULL;

  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 1);
  ent_reminder_clock_check (other);
  WAIT_UNTIL (!ent_reminder_clock_is_busy (other));
  g_assert_cmpuint (desk->sent->len, ==, 1);
  ent_reminder_clock_stop (other);
  g_assert_finalize_object (other);

  workspace = write_to (desk);
  milestones = list_records (workspace, "milestone");
  ent_record_set_text (milestones->pdata[0], "due", "2026-05-07");
  ent_workspace_save (workspace, milestones->pdata[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check_at (desk, "2026-05-05T10:00:00Z"), ==, 2);
}

static void
test_off (Desk *desk,
          gconstpointer unused)
{
  add_milestone (desk, "Rapport", TODAY, NULL);
  g_settings_set_int (ent_settings_get_default (), "reminder-days", -1);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 0);
  g_settings_set_int (ent_settings_get_default (), "reminder-days", 0);
  g_assert_cmpuint (check_at (desk, "2026-05-04T11:00:00Z"), ==, 1);
}

/* Who chose otherwise is told today as well, and each workspace is read once a day. */
static void
test_several (Desk *desk,
              gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = folder_make_workspace (&desk->folder, "b.entente");
  g_autofree char *project = add_record_of (workspace, "project", "title", "Santé", NULL);

  g_free (add_record_of (workspace, "milestone", "title", "Ailleurs", "subject", project, "due", "2026-05-05", NULL));
  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  add_milestone (desk, "Loin", "2026-05-12", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 1);

  desk->other = folder_name (&desk->folder, "b.entente");
  add_milestone (desk, "Entre-temps", "2026-05-05", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:01:00Z"), ==, 2);
  g_assert_cmpstr (desk->sent->pdata[1], ==, "Ailleurs");

  g_settings_set_int (ent_settings_get_default (), "reminder-days", 14);
  WAIT_UNTIL (!ent_reminder_clock_is_busy (desk->clock));
  g_assert_cmpuint (desk->sent->len, ==, 4);
}

/* What cannot be read is tried again and takes nothing from the others; what is gone asks for nothing. */
static void
test_unreadable (Desk *desk,
                 gconstpointer unused)
{
  desk->other = folder_write (&desk->folder, "b.entente", "no workspace at all", -1);
  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 1);

  g_assert_cmpint (g_remove (desk->other), ==, 0);
  g_object_unref (folder_make_workspace (&desk->folder, "b.entente"));
  {
    g_autoptr (EntWorkspace) workspace = ent_workspace_open (desk->other, 0, NULL);
    g_autofree char *project = add_record_of (workspace, "project", "title", "Santé", NULL);

    g_free (add_record_of (workspace, "milestone", "title", "Ailleurs", "subject", project, "due", "2026-05-05", NULL));
  }
  g_assert_cmpuint (check_at (desk, "2026-05-04T11:00:00Z"), ==, 2);
  g_set_str (&desk->other, "/nowhere/at/all.entente");
  g_assert_cmpuint (check_at (desk, "2026-05-04T12:00:00Z"), ==, 2);
}

/* What an update left in an older format is not brought up to date in the background: its user is asked, once a day, to
 * open it, and is reminded as soon as that is done. */
static void
test_older (Desk *desk,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  workspace = write_to (desk);
  ent_database_execute (ent_workspace_get_database (workspace),
                        "ALTER TABLE organisation DROP COLUMN latitude; DELETE FROM setting WHERE name = 'schema'", &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&workspace));

  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 1);
  g_assert_cmpstr (desk->sent->pdata[0], ==, "No reminders from “a.entente”");
  g_assert_cmpuint (check_at (desk, "2026-05-04T11:00:00Z"), ==, 1);
  g_object_unref (write_to (desk));
  g_assert_cmpuint (check_at (desk, "2026-05-04T11:01:00Z"), ==, 2);
  g_assert_cmpstr (desk->sent->pdata[1], ==, "Rapport");
}

/* A workspace that a window shows was opened lately too: it is read once, and all is read by then. */
static void
test_twice (Desk *desk,
            gconstpointer unused)
{
  desk->other = g_strdup (desk->path);
  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T10:00:00Z"), ==, 1);
  /* To begin with, and again after it was read, where nothing is left: counted twice, it would have waited for the other. */
  g_assert_cmpuint (desk->n_asked, ==, 2);
}

/* The clock of the machine wakes it: here a second before the hour, so that the test need not wait for longer. */
static void
test_wakes (Desk *desk,
            gconstpointer unused)
{
  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  g_assert_cmpuint (check_at (desk, "2026-05-04T08:59:59Z"), ==, 0);
  desk->now = "2026-05-04T09:00:00Z";
  WAIT_UNTIL (desk->sent->len == 1);
}

static EntReminder *
find_reminder (GPtrArray *reminders,
               const char *title)
{
  for (guint i = 0; i < reminders->len; i++)
    if (g_str_equal (((EntReminder *) reminders->pdata[i])->title, title))
      return reminders->pdata[i];

  return NULL;
}

/* What is the unit's own says no more than its title and its day. */
static void
test_words (Desk *desk,
            gconstpointer unused)
{
  g_autoptr (EntWorkspace) workspace = write_to (desk);
  g_autofree char *funder = add_record_of (workspace, "organisation", "name", "DCTCIV", NULL);
  g_autoptr (GPtrArray) reminders = NULL;
  g_autoptr (GPtrArray) oda = NULL;
  g_autoptr (GError) error = NULL;

  add_milestone (desk, "Rapport", "2026-05-05", NULL);
  add_milestone (desk, "Oubli", "2026-05-02", NULL);
  add_milestone (desk, "Vieux", "2026-04-26", NULL);
  g_free (add_record_of (workspace, "call", "title", "Appel", "funder", funder, "closes", "2026-05-04", NULL));
  g_free (add_record_of (workspace, "call", "title", "Passé", "funder", funder, "closes", "2026-05-03", NULL));
  reminders = ent_reminders_list (workspace, TODAY, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reminders->len, ==, 3);
  g_assert_cmpstr (find_reminder (reminders, "Rapport")->body, ==, "Tomorrow");
  g_assert_cmpstr (find_reminder (reminders, "Oubli")->body, ==, "Late by 2 days");
  g_assert_cmpstr (find_reminder (reminders, "Closes: Appel")->body, ==, "Today · DCTCIV");

  oda = ent_reminders_list (workspace, "2026-05-28", 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (oda->len, ==, 1);
  g_assert_null (((EntReminder *) oda->pdata[0])->id);
  g_assert_cmpstr (((EntReminder *) oda->pdata[0])->body, ==, "In 3 days");
}

#define ADD(path, function) g_test_add (path, Desk, NULL, set_up, function, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/reminders/once", test_once);
  ADD ("/reminders/again", test_again);
  ADD ("/reminders/off", test_off);
  ADD ("/reminders/words", test_words);
  ADD ("/reminders/several", test_several);
  ADD ("/reminders/unreadable", test_unreadable);
  ADD ("/reminders/older", test_older);
  ADD ("/reminders/twice", test_twice);
  ADD ("/reminders/wakes", test_wakes);

  return g_test_run ();
}
