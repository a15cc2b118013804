/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Translation into the language of the thread, see ent_locale_set_language(): a document may speak another language than
 * the window. To be included in place of GLib's. */
#pragma once

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

const char *ent_gettext  (const char *text) G_GNUC_FORMAT (1);
const char *ent_ngettext (const char *one, const char *many, gulong n) G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);
const char *ent_pgettext (const char *text, gsize offset) G_GNUC_FORMAT (1);

#undef _
#define _(text) ent_gettext (text)
#undef C_
#define C_(context, text) ent_pgettext (context "\004" text, sizeof (context))
#undef dngettext
#define dngettext(domain, one, many, n) ent_ngettext (one, many, n)

G_END_DECLS
