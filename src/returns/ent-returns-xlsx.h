/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-returns-pdf.h"

G_BEGIN_DECLS

gboolean ent_returns_write_xlsx (EntReturnsYear     *year,
                                 EntWorkspace       *workspace,
                                 const char         *path,
                                 EntReturnsProgress  progress,
                                 gpointer            progress_data,
                                 GCancellable       *cancellable,
                                 GError            **error);

G_END_DECLS
