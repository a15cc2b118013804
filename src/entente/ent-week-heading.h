/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ent-week.h"

G_BEGIN_DECLS

GtkWidget *ent_week_heading_new (EntWeek *week, EntWeekRow *row, gboolean narrow);

G_END_DECLS
