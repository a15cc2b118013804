/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EntWorkdays:
 * @year: a year
 * @before: how many working days came before each day of it; the last is that of the whole year
 *
 * The working days of one year: Monday to Friday, but the public holidays of article L3133-1 of the French labour code.
 */
typedef struct
{
  int year;
  guint16 before[367];
} EntWorkdays;

void     ent_workdays_init  (EntWorkdays *self, int year);
guint    ent_workdays_count (const EntWorkdays *self, const GDate *from, const GDate *to);
gboolean ent_workdays_parse (const char *text, GDate *ret_day);

G_END_DECLS
