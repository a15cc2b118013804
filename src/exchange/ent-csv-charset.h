/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GInputStream *ent_csv_decode (GInputStream *stream, const char **ret_charset, goffset *ret_size, GError **error);

G_END_DECLS
