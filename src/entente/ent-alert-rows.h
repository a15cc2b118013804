/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ent-alerts.h"
#include "ent-deadlines.h"

G_BEGIN_DECLS

/* Warnings and dates as rows of boxed lists. */
GtkWidget *ent_alert_rows_new   (GPtrArray *alerts, const char *parent);
GtkWidget *ent_alert_row_new    (const EntAlert *alert, const char *parent);
GtkWidget *ent_deadline_row_new (const EntDeadline *deadline, const char *today, gboolean with_subject);
const char *ent_deadline_get_happening (const EntField *field);

G_END_DECLS
