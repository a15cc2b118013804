/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

char    *ent_returns_to_json    (EntReturnsYear *year);
gboolean ent_returns_write_json (EntReturnsYear *year, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
