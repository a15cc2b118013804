/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    ent_locale_is_french    (void);
void        ent_locale_set_language (const char *language);
const char *ent_locale_get_language (void);
char       *ent_locale_format_date  (GDateTime *date, const char *format);

G_END_DECLS
