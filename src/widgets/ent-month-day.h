/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The days of a calendar: counted as Julian days, written YYYY-MM-DD. */
gboolean ent_month_day_parse_date (const char *text, GDate *ret_date);
guint32  ent_month_day_parse      (const char *text);
GDate    ent_month_day_to_date    (guint32 julian);
char    *ent_month_day_format     (guint32 julian);
guint32  ent_month_day_find_first (const GDate *day);
char    *ent_month_day_get_name   (const char *day);

G_END_DECLS
