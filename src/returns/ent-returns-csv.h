/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ent-csv-writer.h"
#include "ent-returns-year.h"

G_BEGIN_DECLS

GBytes  *ent_returns_to_csv    (EntReturnsYear *year, EntCsvForm form, GError **error);
gboolean ent_returns_write_csv (EntReturnsYear *year, const char *path, EntCsvForm form, GCancellable *cancellable, GError **error);

G_END_DECLS
