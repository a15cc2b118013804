/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The setting: the application goes on reminding when its last window is closed. */
#define ENT_SETTING_REMINDS_CLOSED "reminders-when-closed"

#define ENT_TYPE_REMINDER_SERVICE (ent_reminder_service_get_type ())

/**
 * EntReminderService:
 *
 * Shows, as notifications of the desktop, what is due in the workspaces that windows show; and in those that were opened
 * lately, without any window, where the preferences say so: the application is then held.
 */
G_DECLARE_FINAL_TYPE (EntReminderService, ent_reminder_service, ENT, REMINDER_SERVICE, GObject)

EntReminderService *ent_reminder_service_new   (GtkApplication *application);
void                ent_reminder_service_check (EntReminderService *self);

G_END_DECLS
