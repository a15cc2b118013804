/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ent-returns-year.h"

G_BEGIN_DECLS

/* How far the writing is, from 0 to 1; called in the thread that writes. */
typedef void (*EntReturnsProgress) (double fraction, gpointer data);

gboolean ent_returns_write_pdf (EntReturnsYear     *year,
                                EntWorkspace       *workspace,
                                const char         *path,
                                EntReturnsProgress  progress,
                                gpointer            progress_data,
                                GCancellable       *cancellable,
                                GError            **error);
GPtrArray *ent_returns_draw_pages (EntReturnsYear *year, EntWorkspace *workspace, GCancellable *cancellable, GError **error);

G_END_DECLS
