/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-reminders.h"

G_BEGIN_DECLS

#define ENT_TYPE_REMINDER_CLOCK (ent_reminder_clock_get_type ())

/**
 * EntReminderClock:
 *
 * Reminds of what is due in some workspaces, once a day from the hour that the preferences say, and never twice of the same.
 * Between two looks it sleeps: a timer of the kernel wakes it at that hour, also where the machine slept or its clock was set.
 */
G_DECLARE_FINAL_TYPE (EntReminderClock, ent_reminder_clock, ENT, REMINDER_CLOCK, GObject)

/* The workspaces to look into: their paths, (transfer full). */
typedef GStrv (*EntReminderPaths) (gpointer data);

/* Shows a reminder; @reminder is only there during the call. */
typedef void (*EntReminderSend) (const EntReminder *reminder, gpointer data);

/* The time it is, (transfer full). */
typedef GDateTime *(*EntReminderNow) (gpointer data);

EntReminderClock *ent_reminder_clock_new     (EntReminderPaths paths, EntReminderSend send, EntReminderNow now, gpointer data);
void              ent_reminder_clock_check   (EntReminderClock *self);
void              ent_reminder_clock_stop    (EntReminderClock *self);
gboolean          ent_reminder_clock_is_busy (EntReminderClock *self);

G_END_DECLS
