/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-schema.h"

G_BEGIN_DECLS

/* What separates the members of a list where nothing else is said. */
#define ENT_FORMAT_SEPARATORS ";|\n"

/* How values are written and read. The checks return the reason, translated, or NULL where all is well. */
const char *ent_format_check_text (const char *text, EntFormat format, gboolean many_lines, glong max_chars);
const char *ent_format_check_date (const char *text, gboolean partial);
gboolean    ent_format_is_siren   (const char *text);

char    *ent_format_parse_text    (const char *text, EntFormat format);
char    *ent_format_join          (const char *const *members);
GStrv    ent_format_split         (const char *text, const char *separators);
char    *ent_format_parse_date    (const char *text);
gboolean ent_format_parse_real    (const char *text, double *ret_real);
gboolean ent_format_parse_money   (const char *text, gint64 *ret_cents);
gboolean ent_format_parse_integer (const char *text, gint64 *ret_integer);
gboolean ent_format_parse_yes_no  (const char *text, gint64 *ret_yes);

char *ent_format_today         (void);
int   ent_format_this_year     (void);

char *ent_format_money_plain   (gint64 cents);
char *ent_format_display_money (gint64 cents);
char *ent_format_display_real  (double real);
gulong ent_format_count_for_plural (double amount);
char *ent_format_display_percent  (double real);
char *ent_format_display_date  (const char *text);
char *ent_format_display_time  (double amount, const char *unit);
char *ent_format_display_language (const char *text);
char *ent_format_display_level (const char *text);

G_END_DECLS
