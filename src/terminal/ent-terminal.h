/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean ent_terminal_is_terminal (const char *file);

char *ent_terminal_ask_password (const char *file,
                                 const char *prompt,
                                 const char *again,
                                 GError **error);

G_END_DECLS
