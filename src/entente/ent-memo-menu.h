/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The ways to send a memo, each in French and in English. */
GMenu *ent_memo_menu_new    (const char *mail, const char *paper, const char *id);
void   ent_memo_menu_append (GMenu *section, const char *label, const char *action, const char *id, const char *language);

G_END_DECLS
