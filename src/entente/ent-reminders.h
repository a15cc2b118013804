/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-store.h"

G_BEGIN_DECLS

/* What somebody is to be reminded of. */
typedef struct
{
  char *key;   /* (not nullable) (owned): the thing and its day: another day is another reminder */
  char *date;  /* (not nullable) (owned): YYYY-MM-DD */
  char *id;    /* (nullable) (owned): the record to open; %NULL for the declaration of ODA */
  char *title; /* (not nullable) (owned) */
  char *body;  /* (not nullable) (owned): when, and what it is about unless that is the unit's own */
} EntReminder;

GPtrArray *ent_reminders_list (EntWorkspace *workspace, const char *today, guint days, GError **error);

#define ENT_TYPE_REMINDER_CLOCK (ent_reminder_clock_get_type ())

/**
 * EntReminderClock:
 *
 * Reminds of what is due in a workspace, once a day from the hour that the preferences say, and never twice of the same.
 */
G_DECLARE_FINAL_TYPE (EntReminderClock, ent_reminder_clock, ENT, REMINDER_CLOCK, GObject)

/* Shows a reminder; @reminder is only there during the call. */
typedef void (*EntReminderSend) (const EntReminder *reminder, gpointer data);

/* The time it is, (transfer full). */
typedef GDateTime *(*EntReminderNow) (gpointer data);

EntReminderClock *ent_reminder_clock_new     (EntStore *store, EntReminderSend send, EntReminderNow now, gpointer data);
void              ent_reminder_clock_check   (EntReminderClock *self);
void              ent_reminder_clock_stop    (EntReminderClock *self);
gboolean          ent_reminder_clock_is_busy (EntReminderClock *self);

G_END_DECLS
